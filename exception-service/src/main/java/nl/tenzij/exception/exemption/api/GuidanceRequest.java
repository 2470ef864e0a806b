package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nl.tenzij.exception.exemption.Guidance;
import nl.tenzij.ledger.privacy.Personal;

/** A measure that guides. */
public record GuidanceRequest(
    @NotNull Guidance.Measure measure,
    @NotNull LocalDate from,
    @NotBlank @Size(max = 4000) String agreement) {

  Guidance guidance(String pupil, String by) {
    return new Guidance(measure, from, Personal.of(pupil, agreement), by);
  }
}
