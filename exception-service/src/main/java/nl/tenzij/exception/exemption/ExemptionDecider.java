package nl.tenzij.exception.exemption;

import java.util.List;
import java.util.Optional;
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
import nl.tenzij.exception.exemption.ExemptionCommand.BeginAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.EndExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/** The life of an exemption, from asking to its end (S3 §1–§2, §5C). */
public final class ExemptionDecider
    implements Decider<ExemptionCommand, Exemption, ExemptionEvent> {

  private static final int SMALLEST_TEAM = 3;
  private static final int FEWEST_ROLES = 2;

  @Override
  public Exemption initial() {
    return new Unasked();
  }

  @Override
  public List<ExemptionEvent> decide(ExemptionCommand command, Exemption state) {
    return switch (command) {
      case RequestExemption asked -> request(asked, state);
      case SubmitRequest submitted -> submit(submitted, state);
      case BeginAssessment begun -> begin(begun, state);
      case GrantExemption granted -> grant(granted, state);
      case RefuseExemption refused -> refuse(refused, state);
      case WithdrawExemption withdrawn -> withdraw(withdrawn, state);
      case SuspendExemption suspended -> suspend(suspended, state);
      case ResumeExemption resumed -> resume(resumed, state);
      case EndExemption ended -> end(ended, state);
    };
  }

  private static List<ExemptionEvent> request(RequestExemption command, Exemption state) {
    if (state instanceof Asked) {
      throw new Refused("exemption-already-requested", "This exemption was asked for before.");
    }
    covers(command.request().wished());
    return List.of(new ExemptionRequested(command.request()));
  }

  private static List<ExemptionEvent> submit(SubmitRequest command, Exemption state) {
    return switch (asked(state)) {
      case Requested requested -> {
        if (requested.request().motivation().isEmpty() && command.motivation().isEmpty()) {
          throw new Refused(
              "motivation-missing", "The pupil's own motivation belongs to a complete request.");
        }
        yield List.of(new RequestSubmitted(pupil(requested), command.motivation(), command.by()));
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
        assesses(command.team());
        yield List.of(new AssessmentBegun(pupil(complete), command.team()));
      }
      case UnderAssessment _ ->
          throw new Refused("assessment-already-begun", "A core team assesses this request.");
      case Asked past -> throw over(past);
    };
  }

  private static List<ExemptionEvent> grant(GrantExemption command, Exemption state) {
    UnderAssessment assessed = underAssessment(state);
    decides(command.judgement(), assessed);
    covers(command.grant().scope());
    if (!command.grant().review().isAfter(command.grant().from())) {
      throw new Refused("review-not-after-start", "The review follows the exemption's first day.");
    }
    return List.of(new ExemptionGranted(pupil(assessed), command.grant(), command.judgement()));
  }

  private static List<ExemptionEvent> refuse(RefuseExemption command, Exemption state) {
    UnderAssessment assessed = underAssessment(state);
    decides(command.judgement(), assessed);
    return List.of(new ExemptionRefused(pupil(assessed), command.judgement()));
  }

  private static List<ExemptionEvent> withdraw(WithdrawExemption command, Exemption state) {
    return switch (asked(state)) {
      case Requested asked -> withdrawn(asked, command);
      case Complete asked -> withdrawn(asked, command);
      case UnderAssessment asked -> withdrawn(asked, command);
      case Active asked -> ended(asked, command);
      case Suspended asked -> ended(asked, command);
      case Withdrawn _ -> List.of();
      case Denied past -> throw over(past);
      case Ended past -> throw over(past);
    };
  }

  private static List<ExemptionEvent> withdrawn(Asked asked, WithdrawExemption command) {
    return List.of(new RequestWithdrawn(pupil(asked), command.by()));
  }

  private static List<ExemptionEvent> ended(Asked asked, WithdrawExemption command) {
    return List.of(
        new ExemptionEnded(pupil(asked), EndCause.WITHDRAWN, Optional.empty(), command.by()));
  }

  private static List<ExemptionEvent> suspend(SuspendExemption command, Exemption state) {
    return switch (asked(state)) {
      case Active active -> {
        if (command.until().isBefore(command.today())) {
          throw new Refused(
              "suspension-ends-before-it-begins", "A suspension lasts a day at least.");
        }
        yield List.of(
            new ExemptionSuspended(
                pupil(active),
                command.today(),
                command.until(),
                command.reason(),
                command.conditions(),
                command.by()));
      }
      case Suspended _ ->
          throw new Refused("exemption-already-suspended", "The exemption is suspended.");
      case Asked other -> throw notInForce(other);
    };
  }

  private static List<ExemptionEvent> resume(ResumeExemption command, Exemption state) {
    return switch (asked(state)) {
      case Suspended suspended -> List.of(new ExemptionResumed(pupil(suspended), command.by()));
      case Active _ -> List.of();
      case Asked other -> throw notInForce(other);
    };
  }

  private static List<ExemptionEvent> end(EndExemption command, Exemption state) {
    return switch (asked(state)) {
      case Active active -> List.of(ended(active, command));
      case Suspended suspended -> List.of(ended(suspended, command));
      case Ended _ -> List.of();
      case Asked other -> throw notInForce(other);
    };
  }

  private static ExemptionEnded ended(Asked asked, EndExemption command) {
    return new ExemptionEnded(
        pupil(asked), command.cause(), Optional.of(command.reason()), command.by());
  }

  private static Asked asked(Exemption state) {
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

  private static Refused over(Asked past) {
    return new Refused(
        "request-is-over", "The request is decided or withdrawn: it is " + past.status() + ".");
  }

  private static Refused notInForce(Asked other) {
    return new Refused("exemption-not-in-force", "It is " + other.status() + ", not in force.");
  }

  private static void covers(Scope scope) {
    if (scope.moments().isEmpty() || scope.places().isEmpty()) {
      throw new Refused("scope-empty", "A scope names at least one moment and one place.");
    }
  }

  private static void assesses(CoreTeam team) {
    if (team.people() < SMALLEST_TEAM) {
      throw new Refused("core-team-too-small", "A core team is at least three people.");
    }
    if (team.roles() < FEWEST_ROLES) {
      throw new Refused("core-team-one-sided", "A core team has at least two different roles.");
    }
  }

  /** Reasoned, by people of the team, and never by the one who asked alone. */
  private static void decides(Judgement judgement, UnderAssessment assessed) {
    if (judgement.deciders().isEmpty()
        || !judgement.deciders().stream().allMatch(assessed.assessors()::includes)) {
      throw new Refused("not-of-the-core-team", "Only its core team decides on a request.");
    }
    if (judgement.deciders().equals(List.of(assessed.request().asker().person()))) {
      throw new Refused("asker-decides-alone", "Who asked can't decide alone.");
    }
    if (judgement.criteria().isEmpty()) {
      throw new Refused("criteria-unanswered", "Each criterion is answered with a reason.");
    }
  }

  private static String pupil(Asked asked) {
    return asked.request().pupil();
  }

  @Override
  public Exemption evolve(Exemption state, ExemptionEvent event) {
    return switch (event) {
      case ExemptionRequested requested -> new Requested(requested.request());
      case RequestSubmitted submitted -> {
        Request request = ((Asked) state).request();
        yield new Complete(submitted.motivation().map(request::withMotivation).orElse(request));
      }
      case AssessmentBegun begun -> new UnderAssessment(((Asked) state).request(), begun.team());
      case ExemptionGranted granted -> {
        var assessed = (UnderAssessment) state;
        yield new Active(assessed.request(), assessed.assessors(), granted.grant());
      }
      case ExemptionRefused refused -> {
        var assessed = (UnderAssessment) state;
        yield new Denied(assessed.request(), assessed.assessors(), refused.judgement());
      }
      case RequestWithdrawn _ -> new Withdrawn(((Asked) state).request());
      case ExemptionSuspended suspended -> new Suspended((Active) state, suspended.until());
      case ExemptionResumed _ -> ((Suspended) state).active();
      case ExemptionEnded ended -> new Ended(inForce(state), ended.cause());
    };
  }

  private static Active inForce(Exemption state) {
    return state instanceof Suspended suspended ? suspended.active() : (Active) state;
  }
}
