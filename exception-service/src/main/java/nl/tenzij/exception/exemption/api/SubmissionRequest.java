package nl.tenzij.exception.exemption.api;

import jakarta.validation.constraints.Size;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What may still come with a submission.
 *
 * @param motivation the pupil's own words, where they were not given yet or are given anew
 */
public record SubmissionRequest(@Size(min = 1, max = 4000) String motivation) {

  Optional<Personal<String>> motivation(String pupil) {
    return Optional.ofNullable(motivation).map(words -> Personal.of(pupil, words));
  }
}
