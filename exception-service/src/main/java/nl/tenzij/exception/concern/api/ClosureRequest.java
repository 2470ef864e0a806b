package nl.tenzij.exception.concern.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import nl.tenzij.exception.concern.ConcernOutcome;

/** What the care team made of a concern. */
public record ClosureRequest(
    @NotNull ConcernOutcome outcome, @NotBlank @Size(max = 4000) String note) {}
