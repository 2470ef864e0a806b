package nl.tenzij.exception.concern.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import nl.tenzij.exception.concern.Report;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What somebody saw.
 *
 * @param seen when
 */
public record ConcernRequest(
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
    @NotNull Instant seen,
    @NotBlank @Size(max = 4000) String what) {

  Report report(String by) {
    return new Report(pupil, seen, Personal.of(pupil, what), by);
  }
}
