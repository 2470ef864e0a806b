package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.sanction.school.Contact;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBook.Matter;
import nl.tenzij.sanction.verdict.Verdict.AgainstRule;
import nl.tenzij.sanction.verdict.Verdict.InEducationalUse;
import nl.tenzij.sanction.verdict.Verdict.OutsideRules;
import nl.tenzij.sanction.verdict.Verdict.UnderBan;
import nl.tenzij.sanction.verdict.Verdict.UnderExemption;

/**
 * A verdict on one pupil with all that goes with it.
 *
 * @param rules of the policy in force, if any
 * @param contact whom to ask about it; empty where the school names nobody
 * @param until how long it holds, as far as can be known beforehand; not included
 * @param suspendedUntil last day on which the pupil is not with the own group, where that is so
 * @param exempted whether the pupil held an exemption then, whatever it covers; for nobody's eyes
 *     but those of the service
 * @param mayBeBrought whether the device may be at school on that day even under a ban, as far as
 *     that hangs on exemptions and on when the ban was confirmed
 */
public record Answer(
    String pupil,
    Verdict verdict,
    Optional<Rules> rules,
    Optional<Contact> contact,
    Instant until,
    Optional<LocalDate> suspendedUntil,
    boolean exempted,
    boolean mayBeBrought) {

  static Answer of(Instant at, Question question, SchoolBook book, PupilFacts facts) {
    var here = book.here(at).toLocalDateTime();
    Situation situation = facts.situation(at, here);
    Optional<Rules> rules = book.rules(at).map(RulesInForce::use);
    Verdict verdict = Verdict.on(question, rules, situation);
    return new Answer(
        facts.pupil(),
        verdict,
        rules,
        contact(verdict, book),
        until(verdict, question, situation, book),
        facts.suspendedUntil(at, here.toLocalDate()),
        situation.isExempted(),
        facts.mayBeBrought(question.device(), book, at));
  }

  /**
   * Where nobody gave the moment of the day, it is the calendar's: a ban is one of school days, and
   * when school is out there is nothing that it forbids.
   */
  Answer byTheCalendar(Instant at, SchoolBook book) {
    return book.calendar(at)
        .flatMap(calendar -> calendar.endOfDay(at))
        .filter(end -> end.isAfter(at) && end.isBefore(until))
        .map(this::until)
        .orElse(this);
  }

  private Answer until(Instant end) {
    return new Answer(pupil, verdict, rules, contact, end, suspendedUntil, exempted, mayBeBrought);
  }

  private static Optional<Contact> contact(Verdict verdict, SchoolBook book) {
    return switch (verdict) {
      case UnderExemption(Exemption exemption) -> contact(exemption, book);
      case InEducationalUse in -> Optional.of(Contact.person(in.use().teacher()));
      case AgainstRule _ -> book.ask(Matter.EXEMPTIONS, Matter.POLICY, Matter.OTHER);
      case UnderBan _ -> book.ask(Matter.SANCTIONS, Matter.POLICY, Matter.OTHER);
      case OutsideRules _ -> book.ask(Matter.POLICY, Matter.OTHER);
    };
  }

  /**
   * Where the one who was named has left, the school's desk is to be asked, which may name them.
   */
  private static Optional<Contact> contact(Exemption exemption, SchoolBook book) {
    return exemption.contactLeft()
        ? book.ask(Matter.EXEMPTIONS, Matter.POLICY, Matter.OTHER)
            .map(desk -> desk.without(exemption.contact()))
        : Optional.of(Contact.person(exemption.contact()));
  }

  /**
   * At the next bell all may be different; where no calendar tells of one, at midnight. A ban has
   * no bells, save for a pupil whose exemption is in force: at the next it may cover what is asked.
   * Of no pupil it is told beyond midnight, since an exemption may begin the day after, and whose
   * does is not to be seen today.
   */
  private static Instant until(
      Verdict verdict, Question question, Situation situation, SchoolBook book) {
    Instant at = situation.at();
    Instant midnight = book.midnightAfter(at);
    Instant bell = book.calendar(at).flatMap(calendar -> calendar.nextBell(at)).orElse(midnight);
    Optional<Instant> own =
        switch (verdict) {
          case UnderBan _ when !situation.mayBeExemptedAtTheBell(question) -> Optional.of(midnight);
          case InEducationalUse in ->
              Optional.of(in.use().until()).filter(end -> end.isBefore(bell));
          case UnderBan _, AgainstRule _, UnderExemption _, OutsideRules _ -> Optional.empty();
        };
    Optional<Instant> edge =
        situation.nextEdge(question).map(time -> book.here(at).with(time).toInstant());
    Optional<Instant> clockChange =
        situation.goesByTheClock(question) ? book.nextClockChange(at) : Optional.empty();
    return Stream.of(
            Optional.of(own.orElse(bell)),
            book.nextPolicy(at),
            book.nextCalendar(at),
            edge,
            clockChange)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .get();
  }
}
