package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tenzij.ledger.privacy.Personal;

/**
 * The informative talk that comes before anything else (S3 §5C).
 *
 * @param with pupil, guardians, or both
 * @param by who held it: mentor or care coordinator
 */
public record Talk(LocalDate on, List<Heard> with, Personal<String> summary, String by) {
  public Talk {
    Objects.requireNonNull(on);
    with = with.stream().distinct().sorted().toList();
    Objects.requireNonNull(summary);
    Objects.requireNonNull(by);
  }
}
