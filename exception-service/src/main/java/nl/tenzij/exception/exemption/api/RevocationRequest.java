package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an exemption is taken back. */
public record RevocationRequest(@NotBlank @Size(max = 4000) String reason) {}
