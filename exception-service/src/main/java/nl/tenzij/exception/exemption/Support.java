package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.ExemptionDecider.covers;
import static nl.tenzij.exception.exemption.ExemptionDecider.pupil;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Exemption.Active;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Suspended;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveGuidance;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldReview;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldTalk;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RevokeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.exception.exemption.Review.Due;
import nl.tenzij.exception.exemption.Review.Outcome;
import nl.tenzij.ledger.decider.Refused;

/** What happens to an exemption that was granted, in force or suspended (S3 §2C, §4A, §5C). */
final class Support {

  private Support() {}

  static List<ExemptionEvent> talk(HoldTalk command, Asked state) {
    heard(command.talk().with());
    past(command.talk().on(), command.today());
    return List.of(new TalkHeld(pupil(state), command.talk()));
  }

  static List<ExemptionEvent> guide(GiveGuidance command, Asked state) {
    talked(active(state));
    return List.of(new GuidanceGiven(pupil(state), command.guidance()));
  }

  static List<ExemptionEvent> suspend(SuspendExemption command, Asked state) {
    if (state instanceof Suspended) {
      throw new Refused("exemption-already-suspended", "The exemption is suspended.");
    }
    talked(active(state));
    if (active(state).steps().guidance().isEmpty()) {
      throw new Refused(
          "guidance-missing", "A guiding measure comes before a suspension: no step is skipped.");
    }
    if (command.until().isBefore(command.today())) {
      throw new Refused("suspension-ends-before-it-begins", "A suspension lasts a day at least.");
    }
    return List.of(
        new ExemptionSuspended(
            pupil(state),
            command.today(),
            command.until(),
            command.reason(),
            command.conditions(),
            command.by()));
  }

  static List<ExemptionEvent> resume(ResumeExemption command, Asked state) {
    return state instanceof Suspended
        ? List.of(new ExemptionResumed(pupil(state), command.by()))
        : List.of();
  }

  /** Nobody loses support without having been heard. */
  static List<ExemptionEvent> revoke(RevokeExemption command, Asked state) {
    Active active = active(state);
    if (active.schedule().held().isEmpty()) {
      talked(active);
    }
    return List.of(
        new ExemptionEnded(
            pupil(state), EndCause.REVOKED, Optional.of(command.reason()), command.by()));
  }

  static List<ExemptionEvent> remind(LookAtCalendar command, Active active) {
    Schedule schedule = active.schedule();
    return schedule
        .reminds(command.today(), command.pace())
        .map(stage -> new Reminder(stage, command.today()))
        .<ExemptionEvent>map(
            reminder -> new ReviewReminded(pupil(active), schedule.due(), reminder))
        .map(List::of)
        .orElse(List.of());
  }

  static List<ExemptionEvent> review(HoldReview command, Asked state) {
    heard(command.heard());
    past(command.on(), command.today());
    List<ExemptionEvent> events = new ArrayList<>();
    events.add(new ReviewHeld(pupil(state), held(command, state)));
    if (command.outcome() == Outcome.ADJUST) {
      events.add(new ExemptionAdjusted(pupil(state), adjusted(command, state), command.by()));
    }
    if (command.outcome() == Outcome.END) {
      events.add(
          new ExemptionEnded(
              pupil(state), EndCause.REVIEWED, Optional.of(command.findings()), command.by()));
    }
    return events;
  }

  private static Review held(HoldReview command, Asked state) {
    return new Review(
        active(state).schedule().due(),
        command.on(),
        command.heard(),
        command.outcome(),
        command.findings(),
        next(command, state),
        command.by());
  }

  private static Optional<Due> next(HoldReview command, Asked state) {
    return switch (command.outcome()) {
      case END -> Optional.empty();
      case CONTINUE -> Optional.of(next(command, active(state).grant()));
      case ADJUST -> {
        Grant grant = adjusted(command, state);
        ReviewKind first = Schedule.of(grant).due().kind();
        yield Optional.of(new Due(first, grant.review()));
      }
    };
  }

  private static Due next(HoldReview command, Grant grant) {
    Due usual = command.terms().next(grant.kind(), grant.from(), command.on());
    if (command.next().isEmpty()) {
      return usual;
    }
    LocalDate chosen = command.next().get();
    if (!chosen.isAfter(command.today()) || chosen.isAfter(usual.on())) {
      throw new Refused(
          "review-out-of-term", "The next review is after today and by " + usual.on() + ".");
    }
    return new Due(usual.kind(), chosen);
  }

  private static Grant adjusted(HoldReview command, Asked state) {
    if (state instanceof Suspended) {
      throw new Refused(
          "exemption-suspended", "What is suspended is adjusted once it is in force again.");
    }
    Grant grant =
        command
            .adjusted()
            .orElseThrow(() -> new Refused("adjustment-missing", "Say what is granted instead."));
    covers(grant.scope());
    if (grant.from().isBefore(command.today())) {
      throw new Refused("begins-in-the-past", "An exemption begins today or later.");
    }
    if (!grant.review().isAfter(grant.from())
        || grant.review().isAfter(command.terms().firstReview(grant.kind(), grant.from()))) {
      throw new Refused(
          "review-out-of-term",
          "The next review is by " + command.terms().firstReview(grant.kind(), grant.from()) + ".");
    }
    return grant;
  }

  private static void talked(Active active) {
    if (active.steps().talks().isEmpty()) {
      throw new Refused(
          "talk-missing", "A talk with pupil or guardians comes first: no step is skipped.");
    }
  }

  private static void heard(Collection<Heard> present) {
    if (!present.contains(Heard.PUPIL) && !present.contains(Heard.GUARDIANS)) {
      throw new Refused("nobody-heard", "Pupil or guardians are heard.");
    }
  }

  private static void past(LocalDate on, LocalDate today) {
    if (on.isAfter(today)) {
      throw new Refused("not-held-yet", "It is written down once it was held.");
    }
  }

  private static Active active(Asked state) {
    return state.granted().orElseThrow();
  }
}
