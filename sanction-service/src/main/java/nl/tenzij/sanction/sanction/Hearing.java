package nl.tenzij.sanction.sanction;

import java.time.Instant;
import java.util.Objects;

/**
 * A talk before a measure (S2: "na een gesprek met het kind en de ouders").
 *
 * @param by the member of staff who held it
 */
public record Hearing(Kind kind, Instant at, String by) {

  public enum Kind {
    PUPIL,
    GUARDIANS
  }

  public Hearing {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(at);
    Objects.requireNonNull(by);
  }
}
