package nl.tenzij.school.policy.api;

import java.time.OffsetDateTime;

/**
 * From when the policy binds: not before that it was made known is recorded, and after the one that
 * it replaces.
 *
 * @param from without it: from now on; a day to come is the one that was made known
 */
public record ActivationRequest(OffsetDateTime from) {}
