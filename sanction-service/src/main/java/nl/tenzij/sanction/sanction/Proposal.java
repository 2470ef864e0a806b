package nl.tenzij.sanction.sanction;

import java.time.Period;
import java.util.Objects;
import java.util.Optional;

/** What a ladder proposes; a person decides (AVG art. 22). */
public record Proposal(Measure measure, Optional<Period> length, String clause) {
  public Proposal {
    Objects.requireNonNull(measure);
    Objects.requireNonNull(length);
    Objects.requireNonNull(clause);
  }
}
