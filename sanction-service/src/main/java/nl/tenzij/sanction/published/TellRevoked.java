package nl.tenzij.sanction.published;

import java.util.UUID;

/** {@code revoked.v1}. */
record TellRevoked(UUID sanction, UUID incident, String pupil) {}
