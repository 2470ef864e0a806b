package nl.tenzij.sanction.sanction;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A talk before a measure (S2: "na een gesprek met het kind en de ouders").
 *
 * @param by the member of staff who held it; {@link #ROSTER} where nobody had to
 * @param cause where the care coordinator sees it; sealed, since it can tell of a pupil's health
 */
public record Hearing(Kind kind, Instant at, String by, Optional<Personal<Cause>> cause) {

  /** Who says of a pupil that they are of age, where their school's system does. */
  public static final String ROSTER = "roster";

  /** That the roster says so. */
  static Hearing ofAge(Instant at) {
    return new Hearing(Kind.OF_AGE, at, ROSTER, Optional.empty());
  }

  /** Whether nobody held it, but the roster said that the pupil is of age. */
  boolean isOfRoster() {
    return kind == Kind.OF_AGE && by.equals(ROSTER);
  }

  public enum Kind {
    PUPIL,
    GUARDIANS,
    /**
     * No talk: the pupil is of age, so that there are no guardians to be heard. The roster or the
     * head says so, in the place of {@link #GUARDIANS}.
     */
    OF_AGE,
    /** For a pupil with an exemption, before any measure (S3 §5C). */
    CARE_COORDINATOR
  }

  /** Whether what happened comes from what the exemption is for. */
  public enum Cause {
    IN_WHAT_THE_EXEMPTION_IS_FOR,
    ELSEWHERE
  }

  public Hearing {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(at);
    Objects.requireNonNull(by);
    Objects.requireNonNull(cause);
  }
}
