package nl.tenzij.exception.evidence.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why somebody reads a file; it is noted. */
public record ReadingRequest(@NotBlank @Size(max = 500) String reason) {}
