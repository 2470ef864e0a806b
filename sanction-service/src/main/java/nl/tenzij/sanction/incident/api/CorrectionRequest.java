package nl.tenzij.sanction.incident.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What was recorded wrongly, as it should have been.
 *
 * @param observed the whole of it
 * @param reason why the earlier entry does not hold; stays within the school
 */
public record CorrectionRequest(
    @NotNull @Valid IncidentRequest observed, @NotNull @Size(min = 1, max = 4000) String reason) {}
