package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Exemption.Active;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Complete;
import nl.tenzij.exception.exemption.Exemption.Denied;
import nl.tenzij.exception.exemption.Exemption.Ended;
import nl.tenzij.exception.exemption.Exemption.Requested;
import nl.tenzij.exception.exemption.Exemption.Suspended;
import nl.tenzij.exception.exemption.Exemption.Unasked;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.exemption.Exemption.Withdrawn;
import nl.tenzij.exception.exemption.ExemptionCommand.AssessRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.AttachEvidence;
import nl.tenzij.exception.exemption.ExemptionCommand.BeginAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveGuidance;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveMotivation;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldReview;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldTalk;
import nl.tenzij.exception.exemption.ExemptionCommand.LeaveSchool;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionCommand.MoveToNewClass;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfCompletion;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfDecision;
import nl.tenzij.exception.exemption.ExemptionCommand.RemoveEvidence;
import nl.tenzij.exception.exemption.ExemptionCommand.ReplaceCoreTeam;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RevokeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.CoreTeamReplaced;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceAttached;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceRemoved;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.MotivationGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/** The life of an exemption, from asking to its end (S3 §1–§2, §5C). */
public final class ExemptionDecider
    implements Decider<ExemptionCommand, Exemption, ExemptionEvent> {

  private static final int MOST_EVIDENCE = 20;

  @Override
  public Exemption initial() {
    return new Unasked();
  }

  @Override
  public List<ExemptionEvent> decide(ExemptionCommand command, Exemption state) {
    return switch (command) {
      case RequestExemption asked -> request(asked, state);
      case GiveMotivation given -> motivate(given, state);
      case AttachEvidence attached -> attach(attached, state);
      case RemoveEvidence removed -> remove(removed, state);
      case SubmitRequest submitted -> submit(submitted, state);
      case BeginAssessment begun -> begin(begun, state);
      case ReplaceCoreTeam replaced -> Deliberation.replace(replaced, underAssessment(state));
      case AssessRequest assessed -> Deliberation.assess(assessed, underAssessment(state));
      case GrantExemption granted -> Deliberation.grant(granted, underAssessment(state));
      case RefuseExemption refused -> Deliberation.refuse(refused, underAssessment(state));
      case WithdrawExemption withdrawn -> withdraw(withdrawn, state);
      case HoldTalk held -> Support.talk(held, inForce(state));
      case GiveGuidance given -> Support.guide(given, inForce(state));
      case SuspendExemption suspended -> Support.suspend(suspended, inForce(state));
      case ResumeExemption resumed -> Support.resume(resumed, inForce(state));
      case HoldReview held -> Support.review(held, inForce(state));
      case RevokeExemption revoked -> revoke(revoked, state);
      case LookAtCalendar looked -> look(looked, state);
      case RemindOfDecision due -> remind(due, state);
      case RemindOfCompletion due -> urge(due, state);
      case MoveToNewClass moved -> move(moved, state);
      case LeaveSchool left -> leave(left, state);
    };
  }

  private static List<ExemptionEvent> request(RequestExemption command, Exemption state) {
    if (state instanceof Asked) {
      throw new Refused("exemption-already-requested", "This exemption was asked for before.");
    }
    covers(command.request().wished());
    return List.of(new ExemptionRequested(command.request(), Optional.of(command.today())));
  }

  private static List<ExemptionEvent> motivate(GiveMotivation command, Exemption state) {
    return switch (asked(state)) {
      case Requested asked -> List.of(given(command, asked));
      case Complete asked -> List.of(given(command, asked));
      case UnderAssessment _ -> throw begun();
      case Asked past -> throw over(past);
    };
  }

  private static MotivationGiven given(GiveMotivation command, Asked asked) {
    return new MotivationGiven(pupil(asked), command.motivation(), command.by());
  }

  /** Also while it is assessed: a core team may ask for more. */
  private static List<ExemptionEvent> attach(AttachEvidence command, Exemption state) {
    Asked open =
        switch (asked(state)) {
          case Requested asked -> asked;
          case Complete asked -> asked;
          case UnderAssessment asked -> asked;
          case Asked past -> throw over(past);
        };
    if (open.asking().evidence().size() >= MOST_EVIDENCE) {
      throw new Refused("evidence-too-much", "A request has " + MOST_EVIDENCE + " files at most.");
    }
    return List.of(new EvidenceAttached(pupil(open), command.evidence(), command.by()));
  }

  private static List<ExemptionEvent> remove(RemoveEvidence command, Exemption state) {
    Asked asked = asked(state);
    if (!(asked instanceof Requested)) {
      throw new Refused(
          "request-already-submitted", "What was submitted with a request stays with it.");
    }
    return asked.asking().has(command.evidence())
        ? List.of(new EvidenceRemoved(pupil(asked), command.evidence(), command.by()))
        : List.of();
  }

  private static List<ExemptionEvent> submit(SubmitRequest command, Exemption state) {
    return switch (asked(state)) {
      case Requested requested -> {
        if (requested.request().motivation().isEmpty() && command.motivation().isEmpty()) {
          throw new Refused(
              "motivation-missing", "The pupil's own motivation belongs to a complete request.");
        }
        if (requested.asking().evidence().isEmpty()) {
          throw new Refused(
              "evidence-missing", "A paper or an observation that shows why belongs to it.");
        }
        yield List.of(
            new RequestSubmitted(
                pupil(requested),
                command.motivation(),
                Optional.of(command.today()),
                command.by()));
      }
      case Complete _, UnderAssessment _ ->
          throw new Refused("request-already-submitted", "The request was submitted before.");
      case Asked past -> throw over(past);
    };
  }

  private static List<ExemptionEvent> begin(BeginAssessment command, Exemption state) {
    return switch (asked(state)) {
      case Requested _ ->
          throw new Refused("request-incomplete", "Only a complete request is assessed.");
      case Complete complete -> {
        Deliberation.canAssess(command.team(), command.parents());
        yield List.of(new AssessmentBegun(pupil(complete), command.team(), command.criteria()));
      }
      case UnderAssessment _ -> throw begun();
      case Asked past -> throw over(past);
    };
  }

  private static List<ExemptionEvent> withdraw(WithdrawExemption command, Exemption state) {
    return switch (asked(state)) {
      case Requested asked -> takenBack(command, asked);
      case Complete asked -> takenBack(command, asked);
      case UnderAssessment asked -> takenBack(command, asked);
      case Active asked -> givenUp(command, asked);
      case Suspended asked -> givenUp(command, asked);
      case Withdrawn _ -> List.of();
      case Denied past -> throw over(past);
      case Ended past -> throw over(past);
    };
  }

  private static List<ExemptionEvent> takenBack(WithdrawExemption command, Asked asked) {
    if (!command.as().decidesForThePupil()
        && !command.by().equals(asked.request().asker().person())) {
      throw new Refused(
          "not-the-asker", "Who asked takes a request back, a guardian, or a pupil who is of age.");
    }
    return withdrawn(asked, Optional.of(command.today()), command.by());
  }

  /** Staff, whoever asked, can't take support away by this: they go by a review (S3 §5C). */
  private static List<ExemptionEvent> givenUp(WithdrawExemption command, Asked asked) {
    if (!command.as().decidesForThePupil()) {
      throw new Refused(
          "granted-already",
          "A guardian, or a pupil who is of age, gives up what was granted; staff end it by a review.");
    }
    return ended(asked, EndCause.WITHDRAWN, Optional.of(command.today()), command.by());
  }

  private static List<ExemptionEvent> leave(LeaveSchool command, Exemption state) {
    return switch (asked(state)) {
      case Requested asked -> withdrawn(asked, command.today(), command.by());
      case Complete asked -> withdrawn(asked, command.today(), command.by());
      case UnderAssessment asked -> withdrawn(asked, command.today(), command.by());
      case Active asked -> ended(asked, EndCause.LEFT_SCHOOL, command.today(), command.by());
      case Suspended asked -> ended(asked, EndCause.LEFT_SCHOOL, command.today(), command.by());
      case Withdrawn _, Denied _, Ended _ -> List.of();
    };
  }

  private static List<ExemptionEvent> withdrawn(Asked asked, Optional<LocalDate> on, String by) {
    return List.of(new RequestWithdrawn(pupil(asked), on, by));
  }

  private static List<ExemptionEvent> ended(
      Asked asked, EndCause cause, Optional<LocalDate> on, String by) {
    return List.of(new ExemptionEnded(pupil(asked), cause, Optional.empty(), on, by));
  }

  private static List<ExemptionEvent> revoke(RevokeExemption command, Exemption state) {
    if (state instanceof Ended) {
      return List.of();
    }
    return Support.revoke(command, inForce(state));
  }

  private static List<ExemptionEvent> look(LookAtCalendar command, Exemption state) {
    return switch (state) {
      case Active active -> Support.remind(command, active, Optional.empty());
      case Suspended suspended -> {
        List<ExemptionEvent> events = new ArrayList<>();
        Optional<Suspension.Days> days =
            Optional.of(suspended.suspension().days())
                .filter(each -> !command.today().isAfter(each.until()));
        if (days.isEmpty()) {
          events.add(
              new ExemptionResumed(pupil(suspended), Optional.of(command.today()), command.by()));
        }
        events.addAll(Support.remind(command, suspended.active(), days));
        yield events;
      }
      case Unasked _, Requested _, Complete _, UnderAssessment _, Denied _, Withdrawn _, Ended _ ->
          List.of();
    };
  }

  private static List<ExemptionEvent> remind(RemindOfDecision command, Exemption state) {
    return switch (state) {
      case Complete waiting -> remind(command, waiting);
      case UnderAssessment waiting -> remind(command, waiting);
      case Unasked _, Requested _, Denied _, Withdrawn _, Active _, Suspended _, Ended _ ->
          List.of();
    };
  }

  /** Once its day has passed, and again as long as nothing comes of it. */
  private static List<ExemptionEvent> remind(RemindOfDecision command, Asked waiting) {
    boolean said =
        waiting
            .asking()
            .reminded()
            .filter(last -> command.today().isBefore(last.plus(command.again())))
            .isPresent();
    return said || !command.today().isAfter(command.due())
        ? List.of()
        : List.of(new DecisionReminded(pupil(waiting), command.due(), command.today()));
  }

  /** Once, after its day has passed. */
  private static List<ExemptionEvent> urge(RemindOfCompletion command, Exemption state) {
    return state instanceof Requested waiting
            && waiting.asking().urged().isEmpty()
            && command.today().isAfter(command.due())
        ? List.of(
            new CompletionReminded(
                pupil(waiting),
                command.due(),
                command.today(),
                waiting.request().asker().capacity()))
        : List.of();
  }

  /** What is suspended is looked at again soon enough. */
  private static List<ExemptionEvent> move(MoveToNewClass command, Exemption state) {
    return state instanceof Active active ? Support.move(command, active) : List.of();
  }

  static Asked asked(Exemption state) {
    return switch (state) {
      case Asked asked -> asked;
      case Unasked _ -> throw new Refused("exemption-not-requested", "Nothing was asked for yet.");
    };
  }

  private static UnderAssessment underAssessment(Exemption state) {
    return switch (asked(state)) {
      case UnderAssessment assessed -> assessed;
      case Requested _, Complete _ ->
          throw new Refused("not-under-assessment", "No core team assesses this request yet.");
      case Asked past -> throw over(past);
    };
  }

  private static Asked inForce(Exemption state) {
    return switch (asked(state)) {
      case Active active -> active;
      case Suspended suspended -> suspended;
      case Asked other ->
          throw new Refused(
              "exemption-not-in-force", "It is " + other.status() + ", not in force.");
    };
  }

  private static Refused over(Asked past) {
    return new Refused(
        "request-is-over", "The request is decided or withdrawn: it is " + past.status() + ".");
  }

  private static Refused begun() {
    return new Refused("assessment-already-begun", "A core team assesses this request.");
  }

  static void covers(Scope scope) {
    if (scope.moments().isEmpty() || scope.places().isEmpty()) {
      throw new Refused("scope-empty", "A scope names at least one moment and one place.");
    }
    if (scope.windows().stream().anyMatch(each -> !each.from().isBefore(each.until()))) {
      throw new Refused("window-empty", "A time of the day ends after it begins.");
    }
  }

  static String pupil(Asked asked) {
    return asked.request().pupil();
  }

  @Override
  public Exemption evolve(Exemption state, ExemptionEvent event) {
    return switch (event) {
      case ExemptionRequested requested ->
          new Requested(
              new Asking(
                  requested.request(),
                  requested.on(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of()));
      case MotivationGiven given ->
          changed((Asked) state, asking(state).withMotivation(given.motivation()));
      case EvidenceAttached attached ->
          changed((Asked) state, asking(state).with(attached.evidence()));
      case EvidenceRemoved removed ->
          changed((Asked) state, asking(state).without(removed.evidence()));
      case RequestSubmitted submitted -> {
        Asking asking = asking(state).submittedOn(submitted.on());
        yield new Complete(submitted.motivation().map(asking::withMotivation).orElse(asking));
      }
      case AssessmentBegun begun ->
          new UnderAssessment(asking(state), begun.team(), begun.criteria(), List.of());
      case CoreTeamReplaced replaced -> {
        var assessed = (UnderAssessment) state;
        yield new UnderAssessment(
            assessed.asking(),
            replaced.team(),
            assessed.criteria(),
            assessed.assessments().stream()
                .filter(given -> replaced.team().includes(given.person()))
                .toList());
      }
      case AssessmentGiven given -> assessed((UnderAssessment) state, given.assessment());
      case DecisionReminded reminded ->
          changed((Asked) state, asking(state).remindedOn(reminded.on()));
      case CompletionReminded reminded ->
          changed((Asked) state, asking(state).urgedOn(reminded.on()));
      case ExemptionGranted granted -> {
        var assessed = (UnderAssessment) state;
        yield new Active(
            assessed.asking(),
            assessed.assessors(),
            assessed.assessments(),
            granted.judgement(),
            granted.grant(),
            Schedule.of(granted.grant()),
            Steps.NONE);
      }
      case ExemptionRefused refused -> {
        var assessed = (UnderAssessment) state;
        yield new Denied(
            assessed.asking(), assessed.assessors(), assessed.assessments(), refused.judgement());
      }
      case RequestWithdrawn withdrawn ->
          new Withdrawn(
              asking(state),
              new Ending(Optional.empty(), Optional.empty(), withdrawn.on(), withdrawn.by()));
      case TalkHeld held ->
          changed(state, active(state).with(active(state).steps().with(held.talk())));
      case GuidanceGiven given ->
          changed(state, active(state).with(active(state).steps().with(given.guidance())));
      case ExemptionSuspended suspended -> suspended((Active) state, suspended);
      case ExemptionResumed resumed -> resumed(((Suspended) state).active(), resumed);
      case ReviewReminded reminded ->
          changed(state, active(state).with(active(state).schedule().with(reminded.reminder())));
      case ReviewBroughtForward forward ->
          changed(state, active(state).with(active(state).schedule().dueOn(forward.due())));
      case ReviewHeld held ->
          changed(state, active(state).with(active(state).schedule().with(held.review())));
      case ExemptionAdjusted adjusted -> ((Active) state).with(adjusted.grant());
      case ExemptionEnded ended ->
          new Ended(
              active(state),
              new Ending(Optional.of(ended.cause()), ended.reason(), ended.on(), ended.by()));
    };
  }

  private static Asking asking(Exemption state) {
    return ((Asked) state).asking();
  }

  /** Only what is not yet decided changes in what was asked. */
  private static Exemption changed(Asked state, Asking asking) {
    return switch (state) {
      case Requested _ -> new Requested(asking);
      case Complete _ -> new Complete(asking);
      case UnderAssessment under ->
          new UnderAssessment(asking, under.assessors(), under.criteria(), under.assessments());
      case Denied _, Withdrawn _, Active _, Suspended _, Ended _ -> state;
    };
  }

  private static Exemption changed(Exemption state, Active active) {
    return state instanceof Suspended suspended
        ? new Suspended(active, suspended.suspension())
        : active;
  }

  private static UnderAssessment assessed(UnderAssessment state, Assessment assessment) {
    Stream<Assessment> others =
        state.assessments().stream().filter(each -> !each.person().equals(assessment.person()));
    return new UnderAssessment(
        state.asking(),
        state.assessors(),
        state.criteria(),
        Stream.concat(others, Stream.of(assessment)).toList());
  }

  /**
   * What comes next is the reassessment, at its end, or when a review was due anyway; the layers
   * begin anew.
   */
  private static Suspended suspended(Active active, ExemptionSuspended event) {
    Review.Due due = active.schedule().dueBy(ReviewKind.REASSESSMENT, event.until());
    Schedule schedule = active.schedule().dueOn(due);
    Suspension suspension =
        new Suspension(
            event.seenAgain(),
            event.from(),
            event.until(),
            event.reason(),
            event.conditions(),
            event.by());
    return new Suspended(
        active.with(schedule).with(active.steps().suspended(suspension)), suspension);
  }

  private static Active resumed(Active active, ExemptionResumed event) {
    return active.with(active.steps().resumed(new Round.Back(event.on(), event.by())));
  }

  private static Active active(Exemption state) {
    return state instanceof Suspended suspended ? suspended.active() : (Active) state;
  }
}
