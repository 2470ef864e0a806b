package nl.tenzij.sanction.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.sanction.sanction.Hearing;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.CaseNumberEntered;
import nl.tenzij.sanction.sanction.SanctionEvent.ExemptionCorrected;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.MeasureAdded;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionEndedEarly;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionReported;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * What was done about a sanction, as the pupil and parents read it: not by whom, and without
 * reasons in free words, but for those that the head wrote to them. That the care coordinator was
 * heard is not in it: it tells of an exemption.
 *
 * @param at when it was entered; of a talk, when it was held
 * @param measure that was proposed, or holds by it; absent where none does
 * @param from the first day on which it holds by this, where it takes days
 * @param until the last day
 * @param explanation why, in the head's words to pupil and guardians; absent where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnStep(
    Done done, Instant at, Measure measure, LocalDate from, LocalDate until, String explanation) {

  public enum Done {
    /** By the ladder, or by the head beside it; more than once where the count was corrected. */
    PROPOSED,
    PUPIL_HEARD,
    GUARDIANS_HEARD,
    IMPOSED,
    CONFIRMED,
    BEGUN,
    AMENDED,
    /** Before its days were over. */
    ENDED,
    /** It was carried out, or its last day is over. */
    SERVED,
    /** To the inspectorate. */
    REPORTED,
    REVOKED
  }

  /** Empty where it is the school's alone. */
  static Optional<OwnStep> of(Recorded<SanctionEvent> recorded) {
    Instant at = recorded.at();
    return switch (recorded.event()) {
      case SanctionProposed proposed -> step(Done.PROPOSED, at, proposed.proposal().measure());
      case MeasureAdded added -> step(Done.PROPOSED, at, added.proposal().measure());
      case StepCorrected corrected ->
          corrected.proposal().flatMap(anew -> step(Done.PROPOSED, at, anew.measure()));
      case HearingHeld held -> heard(held.hearing());
      case SanctionImposed imposed ->
          step(Done.IMPOSED, at, imposed.measure()).map(step -> step.on(imposed.period()));
      case SanctionConfirmed confirmed ->
          step(Done.CONFIRMED, at, confirmed.measure())
              .map(step -> step.on(Optional.of(confirmed.period())))
              .map(step -> step.explained(confirmed.explanation()));
      case SanctionBegun begun -> step(Done.BEGUN, at, begun.measure());
      case SanctionAmended amended ->
          step(Done.AMENDED, at, amended.measure()).map(step -> step.on(amended.period()));
      case SanctionEndedEarly ended ->
          step(Done.ENDED, at, ended.measure()).map(step -> step.on(Optional.of(ended.period())));
      case SanctionServed served -> step(Done.SERVED, at, served.measure());
      case SanctionReported _ -> step(Done.REPORTED, at, null);
      case SanctionRevoked _ -> step(Done.REVOKED, at, null);
      case BasisRevoked _, BreachCountedAgain _, ExemptionCorrected _, CaseNumberEntered _ ->
          Optional.empty();
    };
  }

  private static Optional<OwnStep> heard(Hearing hearing) {
    return switch (hearing.kind()) {
      case PUPIL -> step(Done.PUPIL_HEARD, hearing.at(), null);
      case GUARDIANS -> step(Done.GUARDIANS_HEARD, hearing.at(), null);
      case OF_AGE, CARE_COORDINATOR -> Optional.empty();
    };
  }

  private static Optional<OwnStep> step(Done done, Instant at, Measure measure) {
    return Optional.of(new OwnStep(done, at, measure, null, null, null));
  }

  private OwnStep on(Optional<SanctionPeriod> days) {
    return new OwnStep(
        done,
        at,
        measure,
        days.map(SanctionPeriod::from).orElse(null),
        days.map(SanctionPeriod::until).orElse(null),
        explanation);
  }

  private OwnStep explained(Optional<Personal<String>> words) {
    return new OwnStep(done, at, measure, from, until, words.flatMap(Personal::value).orElse(null));
  }
}
