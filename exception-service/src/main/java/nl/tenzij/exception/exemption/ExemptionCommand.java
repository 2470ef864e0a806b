package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of an exemption. Days are the school's own. */
public sealed interface ExemptionCommand {

  record RequestExemption(Request request, LocalDate today) implements ExemptionCommand {}

  /** The pupil's own words, as long as nobody has begun to weigh them. */
  record GiveMotivation(Personal<String> motivation, String by) implements ExemptionCommand {}

  record AttachEvidence(Evidence evidence, String by) implements ExemptionCommand {}

  record RemoveEvidence(UUID evidence, String by) implements ExemptionCommand {}

  /**
   * The request is as complete as its asker can make it.
   *
   * @param motivation the pupil's own words, where they come only now
   */
  record SubmitRequest(Optional<Personal<String>> motivation, LocalDate today, String by)
      implements ExemptionCommand {}

  /**
   * @param criteria numbers of the policy in force
   * @param parents of the pupil, by the roster
   */
  record BeginAssessment(CoreTeam team, List<String> criteria, Set<String> parents)
      implements ExemptionCommand {}

  /**
   * Somebody fell ill or left: others assess instead.
   *
   * @param reason needed once somebody has assessed
   * @param parents of the pupil, by the roster: none of them stays
   * @param gone those who chair it and are waited for no longer: they left the school's staff, or
   *     its term to decide has passed
   * @param asHead where a care coordinator does not do it
   */
  record ReplaceCoreTeam(
      CoreTeam team,
      Optional<Personal<String>> reason,
      Set<String> parents,
      Set<String> gone,
      boolean asHead,
      String by)
      implements ExemptionCommand {

    public ReplaceCoreTeam(
        CoreTeam team,
        Optional<Personal<String>> reason,
        Set<String> parents,
        Set<String> gone,
        String by) {
      this(team, reason, parents, gone, false, by);
    }

    public ReplaceCoreTeam(
        CoreTeam team, Optional<Personal<String>> reason, Set<String> parents, String by) {
      this(team, reason, parents, Set.of(), by);
    }
  }

  /**
   * @param held as what its sender can sit on a core team, by the roles held at the school
   */
  record AssessRequest(Assessment assessment, Set<CoreTeam.Role> held)
      implements ExemptionCommand {}

  /**
   * @param parents of the pupil, by the roster
   * @param by who writes the decision: the core team's chair
   */
  record GrantExemption(
      Grant grant,
      Reasons reasons,
      ReviewTerms terms,
      LocalDate today,
      Set<String> parents,
      String by)
      implements ExemptionCommand {}

  /**
   * @param parents of the pupil, by the roster
   */
  record RefuseExemption(Reasons reasons, LocalDate today, Set<String> parents, String by)
      implements ExemptionCommand {}

  /**
   * It is no longer wanted: by who asked, as long as it is not decided, or by a guardian, or the
   * pupil who is of age, at any time.
   *
   * @param as in which capacity
   */
  record WithdrawExemption(String by, Asker.Capacity as, LocalDate today)
      implements ExemptionCommand {}

  /**
   * @param ofAge whether the pupil was on the day of the talk, and takes part then
   */
  record HoldTalk(Talk talk, LocalDate today, boolean ofAge) implements ExemptionCommand {}

  record GiveGuidance(Guidance guidance, LocalDate today) implements ExemptionCommand {}

  /**
   * Use was again not as agreed, in spite of guidance.
   *
   * @param today the day on which it is decided
   * @param seenAgain the day of that use
   * @param until last day without the exemption
   * @param conditions what makes it come back sooner
   * @param terms no suspension is longer than a temporary exemption goes without a review
   */
  record SuspendExemption(
      LocalDate today,
      LocalDate seenAgain,
      LocalDate until,
      Personal<String> reason,
      Personal<String> conditions,
      ReviewTerms terms,
      String by)
      implements ExemptionCommand {}

  record ResumeExemption(LocalDate today, String by) implements ExemptionCommand {}

  /**
   * @param unheard why guardians could not be heard, where it adjusts or ends without them, or
   *     reassesses
   * @param pupilUnheard why the pupil could not be heard, where it reassesses without
   * @param causes what lies behind the use, as a reassessment asks
   * @param adjusted what is granted instead, where the outcome is to adjust; its own day of review
   *     counts
   * @param next the day of the next review, where the usual one is too late
   * @param lead how long before its day a review can be held
   * @param ofAge whether the pupil was on its day: heard then, and guardians need not be
   */
  record HoldReview(
      LocalDate on,
      List<Heard> heard,
      Optional<Personal<String>> unheard,
      Optional<Personal<String>> pupilUnheard,
      Review.Outcome outcome,
      Personal<String> findings,
      Optional<Personal<String>> causes,
      Optional<Grant> adjusted,
      Optional<LocalDate> next,
      ReviewTerms terms,
      Period lead,
      LocalDate today,
      String by,
      boolean ofAge)
      implements ExemptionCommand {

    public HoldReview(
        LocalDate on,
        List<Heard> heard,
        Optional<Personal<String>> unheard,
        Review.Outcome outcome,
        Personal<String> findings,
        Optional<Personal<String>> causes,
        Optional<Grant> adjusted,
        Optional<LocalDate> next,
        ReviewTerms terms,
        Period lead,
        LocalDate today,
        String by,
        boolean ofAge) {
      this(
          on,
          heard,
          unheard,
          Optional.empty(),
          outcome,
          findings,
          causes,
          adjusted,
          next,
          terms,
          lead,
          today,
          by,
          ofAge);
    }
  }

  record RevokeExemption(Personal<String> reason, LocalDate today, String by)
      implements ExemptionCommand {}

  /**
   * A day has come: what it brings by itself. Nothing where it brings nothing, or did so before.
   */
  record LookAtCalendar(LocalDate today, Reminder.Pace pace, String by)
      implements ExemptionCommand {}

  /**
   * A request waits.
   *
   * @param due the day by which the school decides
   * @param again how long after the last reminder the next one comes
   */
  record RemindOfDecision(LocalDate due, LocalDate today, Period again)
      implements ExemptionCommand {}

  /**
   * A request is not complete.
   *
   * @param due the day by which it should be
   */
  record RemindOfCompletion(LocalDate due, LocalDate today) implements ExemptionCommand {}

  /**
   * The pupil is among others now: what was planned for later is looked at soon.
   *
   * @param latest the day by which
   */
  record MoveToNewClass(LocalDate latest, String by) implements ExemptionCommand {}

  /**
   * The pupil is no longer at the school.
   *
   * @param today empty where nobody will read of it
   */
  record LeaveSchool(Optional<LocalDate> today, String by) implements ExemptionCommand {

    public LeaveSchool(String by) {
      this(Optional.empty(), by);
    }
  }
}
