package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.Size;
import nl.tenzij.sanction.sanction.Measure;

/**
 * A person's decision on what the ladder proposed.
 *
 * @param measure a lighter one, with a reason, where the ladder proposed; absent: what was proposed
 * @param reason needed for a suspension and for a lighter measure; stays within the school
 */
public record ImpositionRequest(Measure measure, @Size(min = 1, max = 4000) String reason) {}
