package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import nl.tenzij.sanction.sanction.Measure;

/**
 * Another measure beside what the ladder proposes.
 *
 * @param pupil an offender of the incident
 * @param measure lighter than what the ladder proposes, and no suspension; or a report of misuse to
 *     the police
 * @param reason stays within the school
 */
public record AddedMeasureRequest(
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
    @NotNull Measure measure,
    @NotNull @Size(min = 1, max = 4000) String reason) {}
