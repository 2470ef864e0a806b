package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;

/** What happened to an exemption. */
public sealed interface ExemptionEvent {

  /** The roster's id of whom it is for. */
  String pupil();

  /**
   * @param on the day; empty where it was asked before days were kept
   */
  record ExemptionRequested(Request request, Optional<LocalDate> on) implements ExemptionEvent {
    @Override
    public String pupil() {
      return request.pupil();
    }
  }

  record MotivationGiven(String pupil, Personal<String> motivation, String by)
      implements ExemptionEvent {}

  record EvidenceAttached(String pupil, Evidence evidence, String by) implements ExemptionEvent {}

  record EvidenceRemoved(String pupil, UUID evidence, String by) implements ExemptionEvent {}

  /**
   * @param on the day; empty where it was submitted before days were kept
   */
  record RequestSubmitted(
      String pupil, Optional<Personal<String>> motivation, Optional<LocalDate> on, String by)
      implements ExemptionEvent {}

  /**
   * @param criteria numbers of the policy in force, each to be answered; none where they were not
   *     known
   */
  record AssessmentBegun(String pupil, CoreTeam team, List<String> criteria)
      implements ExemptionEvent {}

  /**
   * The criteria stay, and what was assessed by those who stay.
   *
   * @param reason absent where nobody had assessed, or it was not asked yet
   */
  record CoreTeamReplaced(String pupil, CoreTeam team, Optional<Personal<String>> reason, String by)
      implements ExemptionEvent {}

  /** In place of an earlier one by the same member. */
  record AssessmentGiven(String pupil, Assessment assessment) implements ExemptionEvent {}

  /**
   * The school has not answered by its day.
   *
   * @param due that day
   * @param on the day of the reminder
   */
  record DecisionReminded(String pupil, LocalDate due, LocalDate on) implements ExemptionEvent {}

  /**
   * What is missing was not brought in by its day.
   *
   * @param due that day
   * @param on the day of the reminder
   * @param asker as what it was asked for
   */
  record CompletionReminded(String pupil, LocalDate due, LocalDate on, Asker.Capacity asker)
      implements ExemptionEvent {}

  record ExemptionGranted(String pupil, Grant grant, Judgement judgement)
      implements ExemptionEvent {}

  record ExemptionRefused(String pupil, Judgement judgement) implements ExemptionEvent {}

  /**
   * @param on the day; empty where it was withdrawn before days were kept
   */
  record RequestWithdrawn(String pupil, Optional<LocalDate> on, String by)
      implements ExemptionEvent {}

  record TalkHeld(String pupil, Talk talk) implements ExemptionEvent {}

  record GuidanceGiven(String pupil, Guidance guidance) implements ExemptionEvent {}

  /**
   * @param seenAgain the day on which use was again not as agreed; empty where it was suspended
   *     before that was asked
   */
  record ExemptionSuspended(
      String pupil,
      Optional<LocalDate> seenAgain,
      LocalDate from,
      LocalDate until,
      Personal<String> reason,
      Personal<String> conditions,
      String by)
      implements ExemptionEvent {}

  /**
   * @param on the day; empty where it came back before days were kept
   */
  record ExemptionResumed(String pupil, Optional<LocalDate> on, String by)
      implements ExemptionEvent {}

  /**
   * @param suspended the days of the suspension that the exemption is under; empty where it is
   *     under none, or it was said before that was kept
   */
  record ReviewReminded(
      String pupil, Review.Due due, Reminder reminder, Optional<Suspension.Days> suspended)
      implements ExemptionEvent {}

  /** The review to come is another, sooner. */
  record ReviewBroughtForward(String pupil, Review.Due due, String by) implements ExemptionEvent {}

  record ReviewHeld(String pupil, Review review) implements ExemptionEvent {}

  /** Something else is granted from its day on; follows a review. */
  record ExemptionAdjusted(String pupil, Grant grant, String by) implements ExemptionEvent {}

  /**
   * @param reason absent where it was withdrawn or the pupil left: nobody owes one then
   * @param on the day; empty where it ended before days were kept
   */
  record ExemptionEnded(
      String pupil,
      EndCause cause,
      Optional<Personal<String>> reason,
      Optional<LocalDate> on,
      String by)
      implements ExemptionEvent {}
}
