package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.Objects;
import nl.tenzij.ledger.privacy.Personal;

/** A measure that guides rather than punishes (S3 §5C). */
public record Guidance(Measure measure, LocalDate from, Personal<String> agreement, String by) {

  public enum Measure {
    DAILY_CHECK,
    SUPERVISED_USE,
    ALTERNATIVE_AID
  }

  public Guidance {
    Objects.requireNonNull(measure);
    Objects.requireNonNull(from);
    Objects.requireNonNull(agreement);
    Objects.requireNonNull(by);
  }
}
