package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The pupil's own words. */
public record MotivationRequest(@NotBlank @Size(max = 4000) String motivation) {}
