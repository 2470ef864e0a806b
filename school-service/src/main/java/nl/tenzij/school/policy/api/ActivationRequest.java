package nl.tenzij.school.policy.api;

import java.time.OffsetDateTime;

/**
 * From when the policy binds.
 *
 * @param from without it: from now on
 */
public record ActivationRequest(OffsetDateTime from) {}
