package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A while without the exemption, from today on.
 *
 * @param seenAgain the day on which use was again not as agreed, after a guiding measure began
 * @param until last day
 * @param conditions what makes it come back sooner
 */
public record SuspensionRequest(
    @NotNull LocalDate seenAgain,
    @NotNull LocalDate until,
    @NotBlank @Size(max = 4000) String reason,
    @NotBlank @Size(max = 4000) String conditions) {

  SuspendExemption command(String pupil, SchoolDay today, String by) {
    return new SuspendExemption(
        today.date(),
        seenAgain,
        until,
        Personal.of(pupil, reason),
        Personal.of(pupil, conditions),
        today.terms(),
        by);
  }
}
