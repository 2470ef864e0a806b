package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A look at whether an exemption still fits (S3 §2C, §4A).
 *
 * @param due what was planned, and for when
 * @param on the day it was held
 * @param heard the pupil or the guardians at least; in a reassessment both, or why not, and care
 * @param unheard why guardians could not be heard, where it adjusted or ended without them, or
 *     reassessed
 * @param pupilUnheard why the pupil could not be heard, where it reassessed without
 * @param findings sealed: what works for a pupil tells of the pupil
 * @param causes what lies behind the use; in a reassessment always, unless it was held before that
 *     was asked
 * @param next empty where the exemption ends with it
 * @param planned the day of the next one by the terms, where a sooner one was chosen; empty too
 *     where that was chosen before it was kept
 */
public record Review(
    Due due,
    LocalDate on,
    List<Heard> heard,
    Optional<Personal<String>> unheard,
    Optional<Personal<String>> pupilUnheard,
    Outcome outcome,
    Personal<String> findings,
    Optional<Personal<String>> causes,
    Optional<Due> next,
    Optional<LocalDate> planned,
    String by) {

  /** A review that is to be held. */
  public record Due(ReviewKind kind, LocalDate on) {}

  public enum Outcome {
    CONTINUE,
    ADJUST,
    END
  }

  public Review {
    Objects.requireNonNull(due);
    Objects.requireNonNull(on);
    heard = heard.stream().distinct().sorted().toList();
    Objects.requireNonNull(unheard);
    Objects.requireNonNull(pupilUnheard);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(findings);
    Objects.requireNonNull(causes);
    Objects.requireNonNull(next);
    Objects.requireNonNull(planned);
    Objects.requireNonNull(by);
  }

  /** Whether it says of somebody who was not heard why that could not be. */
  boolean isWithoutSomebody() {
    return unheard.isPresent() && !heard.contains(Heard.GUARDIANS)
        || pupilUnheard.isPresent() && !heard.contains(Heard.PUPIL);
  }
}
