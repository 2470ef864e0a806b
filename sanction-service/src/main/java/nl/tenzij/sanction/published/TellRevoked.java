package nl.tenzij.sanction.published;

import java.util.UUID;

/** {@code revoked.v1}, {@code breach-discounted.v1} and {@code basis-revoked.v1}. */
record TellRevoked(UUID sanction, UUID incident, String pupil) {}
