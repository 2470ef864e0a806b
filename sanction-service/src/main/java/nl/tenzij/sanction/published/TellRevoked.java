package nl.tenzij.sanction.published;

import java.util.UUID;

/** {@code revoked.v1} and {@code breach-discounted.v1}. */
record TellRevoked(UUID sanction, UUID incident, String pupil) {}
