package nl.tenzij.exception.concern;

import java.time.Instant;
import java.util.Objects;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What somebody saw of the use of a device under an exemption. Not an accusation (S3 §5B).
 *
 * @param pupil the roster's id
 * @param seen when
 * @param what in free words
 * @param by who saw it
 */
public record Report(String pupil, Instant seen, Personal<String> what, String by) {
  public Report {
    Objects.requireNonNull(pupil);
    Objects.requireNonNull(seen);
    Objects.requireNonNull(what);
    Objects.requireNonNull(by);
  }
}
