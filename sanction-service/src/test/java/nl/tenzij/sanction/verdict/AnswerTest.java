package nl.tenzij.sanction.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.ladder.Ladder;
import nl.tenzij.sanction.ladder.LadderInForce;
import nl.tenzij.sanction.ladder.Window;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.school.Calendar;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.verdict.Exemption.Start;
import nl.tenzij.sanction.verdict.Exemption.Suspension;
import nl.tenzij.sanction.verdict.Exemption.Term;
import nl.tenzij.sanction.verdict.PupilFacts.Measured;
import org.junit.jupiter.api.Test;

/** How long an answer holds, in a lesson from 09:20 to 10:10, and what that may tell. */
class AnswerTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Instant NOW = at("09:30");
  private static final Instant BELL = at("10:10");
  private static final Instant MIDNIGHT = TODAY.plusDays(1).atStartOfDay(AMSTERDAM).toInstant();
  private static final Question PHONE_IN_LESSON =
      new Question(
          Device.SMARTPHONE, Place.CLASSROOM, Optional.of(Moment.LESSON), Optional.empty());

  private final Start today = new Start(TODAY, Optional.empty());
  private final Start tomorrow = new Start(TODAY.plusDays(1), Optional.empty());
  private final Suspension suspension =
      new Suspension(TODAY, TODAY.plusDays(7), at("08:00"), Optional.empty());
  private final Measured ban =
      new Measured(
          Measure.DEVICE_BAN,
          new SanctionPeriod(TODAY, TODAY.plus(Period.ofMonths(1))),
          Optional.empty(),
          Optional.empty());

  @Test
  void aPupilWithoutAnExemptionIsToldUntilTheBell() {
    assertThat(until(List.of(), List.of())).isEqualTo(BELL);
  }

  @Test
  void underABanTheDeviceStaysAtHomeUnlessItMayBeAtSchoolThatDay() {
    assertThat(answer(List.of(ban), List.of()).mayBeBrought()).isFalse();
    var later = exemption(today, LocalTime.of(13, 0), LocalTime.of(13, 50));
    assertThat(answer(List.of(ban), List.of(later)).mayBeBrought()).isTrue();
    var watch = exemption(today, List.of(), Set.of(Device.SMARTWATCH));
    var suspended = exemption(today, List.of(suspension), Set.of());
    var tomorrows = exemption(tomorrow, List.of(), Set.of());
    assertThat(answer(List.of(ban), List.of(watch, suspended, tomorrows)).mayBeBrought()).isFalse();
  }

  @Test
  void whatWasBroughtBeforeTheBanWasConfirmedIsRightlyThereThatDay() {
    assertThat(answer(List.of(confirmed("09:10")), List.of()).mayBeBrought()).isTrue();
    assertThat(answer(List.of(ban, confirmed("09:10")), List.of()).mayBeBrought()).isFalse();
  }

  /** Home hears in the morning what is confirmed in the evening, and the pupil left by then. */
  @Test
  void whatWasConfirmedAfterTheLastSchoolDayKeepsNothingAtHomeOnTheNext() {
    Instant out = at(TODAY.minusDays(7), "13:50");
    for (Instant late : List.of(at("08:20"), at(TODAY.minusDays(1), "18:00"), out.plusSeconds(1))) {
      assertThat(answer(List.of(confirmed(late)), List.of()).mayBeBrought()).isTrue();
      assertThat(answer(List.of(ban, confirmed(late)), List.of()).mayBeBrought()).isFalse();
    }
    assertThat(answer(List.of(confirmed(out)), List.of()).mayBeBrought()).isFalse();
  }

  private Measured confirmed(String time) {
    return confirmed(at(time));
  }

  private Measured confirmed(Instant at) {
    return new Measured(ban.measure(), ban.period(), Optional.of(at), Optional.empty());
  }

  @Test
  void theTimesOfAnExemptionInForceEndTheAnswer() {
    assertThat(until(List.of(), List.of(exemption(today, List.of(), Set.of()))))
        .isEqualTo(at("09:45"));
  }

  /** Else every teacher could see which pupil has one, or had it taken. */
  @Test
  void anExemptionThatIsNotInForceLeavesNoTrace() {
    for (Exemption silent :
        List.of(
            exemption(tomorrow, List.of(), Set.of()),
            exemption(today, List.of(suspension), Set.of()),
            exemption(today, List.of(), Set.of(Device.LAPTOP)))) {
      assertThat(until(List.of(), List.of(silent))).isEqualTo(BELL);
      assertThat(until(List.of(ban), List.of(silent))).isEqualTo(MIDNIGHT);
    }
  }

  @Test
  void aBanIsToldUntilMidnightAndUnderAnExemptionInForceUntilTheBell() {
    assertThat(until(List.of(ban), List.of())).isEqualTo(MIDNIGHT);
    Exemption inTheBreak =
        new Exemption(
            Set.of(Moment.BREAK),
            Set.of(),
            Set.of(Place.GROUNDS),
            Set.of(),
            List.of(),
            "st-cora",
            false,
            new Term(today, Optional.empty(), Optional.empty()),
            List.of());
    assertThat(until(List.of(ban), List.of(inTheBreak))).isEqualTo(BELL);
  }

  /** From three on it is past half past two, and from two on, for the second time, no more. */
  @Test
  void theTimesOfAnExemptionBeginOrEndWhereTheClockIsPutForwardOrBack() {
    Exemption atNight = exemption(today, LocalTime.of(2, 30), LocalTime.of(5, 0));
    Instant forward = Instant.parse("2027-03-28T01:00:00Z");
    Answer before = answer(forward.minusSeconds(600), atNight);
    assertThat(before.verdict()).isInstanceOf(Verdict.AgainstRule.class);
    assertThat(before.until()).isEqualTo(forward);
    assertThat(answer(forward, atNight).verdict()).isInstanceOf(Verdict.UnderExemption.class);
    assertThat(answer(forward, atNight).until()).isEqualTo(Instant.parse("2027-03-28T03:00:00Z"));

    Instant back = Instant.parse("2027-10-31T01:00:00Z");
    assertThat(answer(back.minusSeconds(600), atNight).until()).isEqualTo(back);
    assertThat(answer(back, atNight).until()).isEqualTo(back.plusSeconds(30 * 60));
  }

  private static Answer answer(Instant at, Exemption exemption) {
    var facts =
        new PupilFacts("p-ann", true, Optional.empty(), List.of(), List.of(exemption), List.of());
    return Answer.of(at, PHONE_IN_LESSON, book(), facts);
  }

  private static Instant until(List<Measured> measures, List<Exemption> exemptions) {
    return answer(measures, exemptions).until();
  }

  private static Answer answer(List<Measured> measures, List<Exemption> exemptions) {
    var facts = new PupilFacts("p-ann", true, Optional.empty(), measures, exemptions, List.of());
    return Answer.of(NOW, PHONE_IN_LESSON, book(), facts);
  }

  private static Exemption exemption(
      Start from, List<Suspension> suspensions, Set<Device> devices) {
    return exemption(from, LocalTime.of(9, 45), LocalTime.of(13, 50), suspensions, devices);
  }

  private static Exemption exemption(Start from, LocalTime begin, LocalTime end) {
    return exemption(from, begin, end, List.of(), Set.of());
  }

  private static Exemption exemption(
      Start from,
      LocalTime begin,
      LocalTime end,
      List<Suspension> suspensions,
      Set<Device> devices) {
    return new Exemption(
        Set.of(Moment.LESSON),
        Set.of(),
        Set.of(Place.CLASSROOM),
        devices,
        List.of(new Exemption.Window(begin, end)),
        "st-cora",
        false,
        new Term(from, Optional.empty(), Optional.empty()),
        suspensions);
  }

  private static SchoolBook book() {
    var lesson = new Calendar.Lesson("2", LocalTime.of(9, 20), LocalTime.of(10, 10));
    var day =
        new Calendar.Day(
            TODAY.getDayOfWeek(), LocalTime.of(8, 30), LocalTime.of(13, 50), List.of(lesson));
    var inLessons =
        new UseRule(
            "2",
            Set.of(Device.SMARTPHONE),
            Set.of(Place.GROUNDS),
            Set.of(UseRule.Time.LESSONS),
            UseRule.Keeping.LOCKER);
    var rules =
        new RulesInForce(
            new Rules("policy-1", 1, List.of(inLessons)),
            new LadderInForce("policy-1", 1, AMSTERDAM, new Ladder(Window.SCHOOL_YEAR, List.of())));
    return new SchoolBook(
        Optional.of(Sector.VO),
        AMSTERDAM,
        List.of(
            new SchoolBook.Told(
                Optional.empty(), new Calendar(AMSTERDAM, List.of(day), List.of()))),
        List.of(new SchoolBook.Since(Instant.EPOCH, rules)),
        Map.of());
  }

  private static Instant at(String time) {
    return at(TODAY, time);
  }

  private static Instant at(LocalDate day, String time) {
    return day.atTime(LocalTime.parse(time)).atZone(AMSTERDAM).toInstant();
  }
}
