package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.ExemptionDecider.covers;
import static nl.tenzij.exception.exemption.ExemptionDecider.pupil;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.Exemption.Active;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Suspended;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveGuidance;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldReview;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldTalk;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionCommand.MoveToNewClass;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RevokeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.exception.exemption.Review.Due;
import nl.tenzij.exception.exemption.Review.Outcome;
import nl.tenzij.ledger.decider.Refused;

/** What happens to an exemption that was granted, in force or suspended (S3 §2C, §4A, §5C). */
final class Support {

  private static final Set<Heard> REASSESSING =
      Set.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR);

  private static final Set<Heard> REASSESSING_OF_AGE = Set.of(Heard.PUPIL, Heard.CARE_COORDINATOR);

  private Support() {}

  static List<ExemptionEvent> talk(HoldTalk command, Asked state) {
    heard(command.talk().with(), command.ofAge());
    past(command.talk().on(), command.today());
    within(command.talk().on(), active(state));
    return List.of(new TalkHeld(pupil(state), command.talk()));
  }

  static List<ExemptionEvent> guide(GiveGuidance command, Asked state) {
    talked(active(state));
    if (command.guidance().from().isBefore(command.today())) {
      throw new Refused("begins-in-the-past", "A measure is agreed on for today or later.");
    }
    within(command.guidance().from(), active(state));
    return List.of(new GuidanceGiven(pupil(state), command.guidance()));
  }

  static List<ExemptionEvent> suspend(SuspendExemption command, Asked state) {
    if (state instanceof Suspended) {
      throw new Refused("exemption-already-suspended", "The exemption is suspended.");
    }
    talkedAndGuided(active(state));
    again(command, active(state));
    if (command.until().isBefore(command.today())) {
      throw new Refused("suspension-ends-before-it-begins", "A suspension lasts a day at least.");
    }
    LocalDate latest = command.today().plus(command.terms().temporary().atMost());
    if (command.until().isAfter(latest)) {
      throw new Refused("suspension-too-long", "A suspension ends by " + latest + ".");
    }
    return List.of(
        new ExemptionSuspended(
            pupil(state),
            Optional.of(command.seenAgain()),
            command.today(),
            command.until(),
            command.reason(),
            command.conditions(),
            command.by()));
  }

  static List<ExemptionEvent> resume(ResumeExemption command, Asked state) {
    return state instanceof Suspended
        ? List.of(new ExemptionResumed(pupil(state), Optional.of(command.today()), command.by()))
        : List.of();
  }

  /** The last layer: nobody loses support at once, nor without having been heard (S3 §5C). */
  static List<ExemptionEvent> revoke(RevokeExemption command, Asked state) {
    Schedule schedule = active(state).schedule();
    if (schedule.isToReassess()) {
      throw new Refused(
          "reassessment-missing", "After a suspension comes a reassessment: no step is skipped.");
    }
    if (!schedule.isReassessed()) {
      talkedAndGuided(active(state));
      throw new Refused(
          "suspension-missing", "A suspension comes before a revocation: no step is skipped.");
    }
    if (schedule.held().getLast().isWithoutSomebody()) {
      somebodyElse(command.by(), state);
    }
    return List.of(
        new ExemptionEnded(
            pupil(state),
            EndCause.REVOKED,
            Optional.of(command.reason()),
            Optional.of(command.today()),
            command.by()));
  }

  /**
   * @param suspended the days of the suspension that it is under, if it is
   */
  static List<ExemptionEvent> remind(
      LookAtCalendar command, Active active, Optional<Suspension.Days> suspended) {
    Schedule schedule = active.schedule();
    return schedule
        .reminds(command.today(), command.pace())
        .map(stage -> new Reminder(stage, command.today()))
        .<ExemptionEvent>map(
            reminder -> new ReviewReminded(pupil(active), schedule.due(), reminder, suspended))
        .map(List::of)
        .orElse(List.of());
  }

  /**
   * Once: what was brought forward is soon. A sooner day that somebody chose becomes that of the
   * new class. A reassessment stays one, since no step is skipped (S3 §5C).
   */
  static List<ExemptionEvent> move(MoveToNewClass command, Active active) {
    Schedule schedule = active.schedule();
    ReviewKind kind = schedule.isToReassess() ? ReviewKind.REASSESSMENT : ReviewKind.NEW_CLASS;
    return schedule.planned().isAfter(command.latest())
        ? List.of(
            new ReviewBroughtForward(
                pupil(active), schedule.dueBy(kind, command.latest()), command.by()))
        : List.of();
  }

  static List<ExemptionEvent> review(HoldReview command, Asked state) {
    if (active(state).schedule().isToReassess()) {
      reassessed(command);
      afterItBegan(command.on(), active(state));
    } else {
      heard(command.heard(), command.ofAge());
    }
    past(command.on(), command.today());
    if (command.outcome() != Outcome.CONTINUE) {
      weighty(command, state);
    }
    List<ExemptionEvent> events = new ArrayList<>();
    events.add(new ReviewHeld(pupil(state), held(command, state)));
    if (command.outcome() == Outcome.ADJUST) {
      events.add(new ExemptionAdjusted(pupil(state), adjusted(command, state), command.by()));
    }
    if (command.outcome() == Outcome.END) {
      events.add(
          new ExemptionEnded(
              pupil(state),
              EndCause.REVIEWED,
              Optional.of(command.findings()),
              Optional.of(command.today()),
              command.by()));
    }
    return events;
  }

  /**
   * What was granted is changed or ended at its time, with guardians, or by somebody else; of who
   * is of age with the pupil, as always.
   */
  private static void weighty(HoldReview command, Asked state) {
    Schedule schedule = active(state).schedule();
    if (!schedule.isDueByTerms(command.on(), command.lead())) {
      throw new Refused(
          "review-not-due",
          "A review adjusts or ends from "
              + schedule.planned().minus(command.lead())
              + " on. Use that is not as agreed is answered in layers.");
    }
    if (schedule.isToReassess()) {
      if (!command.heard().containsAll(toHear(command))) {
        somebodyElse(command.by(), state);
      }
      return;
    }
    if (command.ofAge() || command.heard().contains(Heard.GUARDIANS)) {
      return;
    }
    if (command.unheard().isEmpty()) {
      throw new Refused(
          "guardians-not-heard",
          "Guardians are heard before it is adjusted or ended; where they could not be, say why.");
    }
    notTheAsker(command.by(), state);
  }

  /** Where it was reassessed without all, nobody takes it away alone. */
  private static void somebodyElse(String by, Asked state) {
    notTheAsker(by, state);
    if (lastSuspension(active(state)).filter(last -> last.by().equals(by)).isPresent()) {
      throw new Refused(
          "suspender-reviews",
          "Where pupil or guardians were not heard, somebody else than who suspended adjusts, ends"
              + " or revokes it.");
    }
  }

  private static void notTheAsker(String by, Asked state) {
    if (by.equals(state.request().asker().person())) {
      throw new Refused(
          "asker-reviews",
          "Where pupil or guardians were not heard, somebody else than who asked adjusts, ends or"
              + " revokes it.");
    }
  }

  private static Review held(HoldReview command, Asked state) {
    return new Review(
        active(state).schedule().due(),
        command.on(),
        command.heard(),
        command.unheard(),
        command.pupilUnheard(),
        command.outcome(),
        command.findings(),
        command.causes(),
        next(command, state),
        planned(command, state),
        command.by());
  }

  private static Optional<Due> next(HoldReview command, Asked state) {
    return switch (command.outcome()) {
      case END -> Optional.empty();
      case CONTINUE -> Optional.of(next(command, active(state)));
      case ADJUST -> {
        Grant grant = adjusted(command, state);
        ReviewKind first = Schedule.of(grant).due().kind();
        yield Optional.of(new Due(first, grant.review()));
      }
    };
  }

  /** Kept, since a day that somebody chose opens no way around the layers (S3 §5C). */
  private static Optional<LocalDate> planned(HoldReview command, Asked state) {
    return switch (command.outcome()) {
      case END -> Optional.empty();
      case CONTINUE -> {
        LocalDate usual = usual(command, active(state)).on();
        yield command.next().filter(usual::isAfter).map(_ -> usual);
      }
      case ADJUST -> {
        Grant grant = adjusted(command, state);
        yield grant.review().isBefore(command.terms().soonest(grant.kind(), grant.from()))
            ? Optional.of(command.terms().firstReview(grant.kind(), grant.from()))
            : Optional.empty();
      }
    };
  }

  private static Due next(HoldReview command, Active active) {
    Due usual = usual(command, active);
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

  /** A look before an effect can show takes the place of no other (S3 §4A). */
  private static Due usual(HoldReview command, Active active) {
    Grant grant = active.grant();
    LocalDate on = active.schedule().latest(command.on());
    LocalDate soonest = command.terms().soonest(grant.kind(), grant.from());
    Due first = active.schedule().first(grant);
    return on.isBefore(soonest) && on.isBefore(first.on())
        ? first
        : command
            .terms()
            .next(grant.kind(), grant.from(), on, talked(command, on, active), command.lead());
  }

  /**
   * A yearly talk held shortly before its day is that one, and not due again on it; one held months
   * before, on a day that was chosen, is not.
   */
  private static LocalDate talked(HoldReview command, LocalDate on, Active active) {
    Schedule schedule = active.schedule();
    if (schedule.due().kind() != ReviewKind.YEARLY || !schedule.isDueByTerms(on, command.lead())) {
      return on;
    }
    LocalDate yearly = command.terms().yearly(active.grant().from(), schedule.planned());
    return yearly.isAfter(on) ? yearly : on;
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
    noMore(grant, active(state).grant());
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

  /** The core team granted so much; for more it is asked anew. */
  private static void noMore(Grant grant, Grant before) {
    if (!grant.scope().isWithin(before.scope())) {
      throw new Refused(
          "wider-than-granted",
          "A review grants no more than the core team did: for more, make a new request.");
    }
    if (grant.kind() == Kind.STRUCTURAL && before.kind() == Kind.TEMPORARY) {
      throw new Refused(
          "longer-than-granted",
          "What the core team granted as temporary stays so: for longer, make a new request.");
    }
  }

  private static void talked(Active active) {
    if (active.steps().talks().isEmpty()) {
      throw new Refused("talk-missing", "An informative talk comes first: no step is skipped.");
    }
  }

  private static void talkedAndGuided(Active active) {
    talked(active);
    if (active.steps().guidance().isEmpty()) {
      throw new Refused(
          "guidance-missing", "A guiding measure comes before a suspension: no step is skipped.");
    }
  }

  /** A suspension is for repeated misuse: guidance had begun, and did not help (S3 §5C). */
  private static void again(SuspendExemption command, Active active) {
    if (command.seenAgain().isAfter(command.today())) {
      throw new Refused("not-seen-yet", "Use that is not as agreed is written down once seen.");
    }
    if (active.steps().guidance().stream()
        .noneMatch(measure -> measure.from().isBefore(command.seenAgain()))) {
      throw new Refused(
          "guidance-not-tried",
          "A suspension is for use that is again not as agreed, after a guiding measure began.");
    }
  }

  /**
   * With guardians, pupil and care team, into causes (S3 §5C). Who was invited and stays away, with
   * a reason that is kept, does not hold it up for good.
   */
  private static void reassessed(HoldReview command) {
    Set<Heard> present = EnumSet.copyOf(command.heard());
    command.unheard().ifPresent(_ -> present.add(Heard.GUARDIANS));
    command.pupilUnheard().ifPresent(_ -> present.add(Heard.PUPIL));
    heard(present, command.ofAge());
    if (!present.containsAll(toHear(command))) {
      throw new Refused(
          "not-all-heard",
          command.ofAge()
              ? "Pupil and care coordinator are heard in a reassessment; where the pupil could not"
                  + " be, say why."
              : "Pupil, guardians and care coordinator are heard in a reassessment; where pupil or"
                  + " guardians could not be, say why.");
    }
    if (command.ofAge() && command.unheard().isPresent()) {
      throw new Refused(
          "guardians-not-invited",
          "Of a pupil who was of age on that day it says nothing of guardians who were not heard:"
              + " they need not be.");
    }
    if (command.causes().isEmpty()) {
      throw new Refused("causes-missing", "A reassessment looks at what lies behind the use.");
    }
  }

  private static Optional<Suspension> lastSuspension(Active active) {
    return active.steps().rounds().stream().reduce((_, last) -> last).map(Round::suspension);
  }

  /** What was talked over before a suspension looks into none of it. */
  private static void afterItBegan(LocalDate on, Active active) {
    lastSuspension(active)
        .map(Suspension::from)
        .filter(on::isBefore)
        .ifPresent(
            began -> {
              throw new Refused(
                  "before-its-suspension", "A reassessment is held on " + began + " or later.");
            });
  }

  private static Set<Heard> toHear(HoldReview command) {
    return command.ofAge() ? REASSESSING_OF_AGE : REASSESSING;
  }

  /** What was talked over or agreed before is no answer to how the exemption is used. */
  private static void within(LocalDate on, Active active) {
    if (on.isBefore(active.grant().from())) {
      throw new Refused("before-its-first-day", "What was before its first day does not count.");
    }
  }

  private static void heard(Collection<Heard> present, boolean ofAge) {
    if (ofAge && !present.contains(Heard.PUPIL)) {
      throw new Refused(
          "pupil-not-heard", "A pupil who was of age on that day is heard in person.");
    }
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
