package nl.tenzij.school.policy.api;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import nl.tenzij.school.policy.ConsentRoute.Matter;

/**
 * That the policy was written into the school plan, the school rules, the pupils' statute or the
 * staff rules.
 *
 * @param on not before the council's consent; without it: today
 */
public record IncorporationRequest(@NotNull Matter into, LocalDate on) {}
