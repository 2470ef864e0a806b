package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.OffsetDateTime;
import java.util.Set;
import nl.tenzij.school.policy.Bound;

/**
 * That the policy was made known.
 *
 * @param to who was told: a policy binds pupils, guardians and staff, and is made known to all
 * @param at not before the day of the council's consent; without it: now
 * @param from when it is to bind, as they were told: not before this is recorded; without it:
 *     nothing was said of that
 */
public record PublicationRequest(
    @NotNull Set<@NotNull Bound> to, @PastOrPresent OffsetDateTime at, OffsetDateTime from) {}
