package nl.tenzij.sanction.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.sanction.ladder.Ladder;
import nl.tenzij.sanction.ladder.LadderInForce;
import nl.tenzij.sanction.ladder.Window;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.school.SchoolBook.Matter;
import nl.tenzij.sanction.school.SchoolBook.Since;
import nl.tenzij.sanction.school.SchoolBook.Told;
import nl.tenzij.sanction.verdict.Moment;
import nl.tenzij.sanction.verdict.Rules;
import org.junit.jupiter.api.Test;

/** By the calendar of school-service's own example: lessons of 50 minutes, a break from 11:00. */
class SchoolBookTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

  private final Calendar calendar = calendar();

  @Test
  void theCalendarTellsLessonsBreaksAndTheRest() {
    assertThat(Moment.at(local("2026-11-24T09:20"), calendar)).contains(Moment.LESSON);
    assertThat(calendar.lesson(local("2026-11-24T09:20")))
        .map(Calendar.Lesson::lesson)
        .contains("2");
    assertThat(Moment.at(local("2026-11-24T11:00"), calendar)).contains(Moment.BREAK);
    assertThat(Moment.at(local("2026-11-24T08:29"), calendar)).isEmpty();
    assertThat(Moment.at(local("2026-11-24T13:50"), calendar)).isEmpty();
    assertThat(Moment.at(local("2026-11-22T10:00"), calendar)).as("a Sunday").isEmpty();
    assertThat(Moment.at(local("2026-12-22T10:00"), calendar)).as("a holiday").isEmpty();
  }

  @Test
  void aDayWithoutLessonTimesIsLessonForAsLongAsItLasts() {
    List<Calendar.Day> hoursAlone =
        calendar.week().stream()
            .map(day -> new Calendar.Day(day.day(), day.from(), day.until(), List.of()))
            .toList();
    Calendar primary = new Calendar(AMSTERDAM, hoursAlone, calendar.holidays());
    assertThat(primary.hasLessons(local("2026-11-24T11:00"))).isFalse();
    assertThat(Moment.at(local("2026-11-24T11:00"), primary)).contains(Moment.LESSON);
    assertThat(Moment.at(local("2026-11-24T08:29"), primary)).isEmpty();
    assertThat(Moment.at(local("2026-11-22T10:00"), primary)).as("a Sunday").isEmpty();
    assertThat(calendar.hasLessons(local("2026-11-24T11:00"))).isTrue();
  }

  @Test
  void theNextBellIsTheEndOfTheLessonTheBreakOrTheDay() {
    assertThat(calendar.nextBell(local("2026-11-24T08:00"))).contains(local("2026-11-24T08:30"));
    assertThat(calendar.nextBell(local("2026-11-24T09:20"))).contains(local("2026-11-24T10:10"));
    assertThat(calendar.nextBell(local("2026-11-24T11:05"))).contains(local("2026-11-24T11:20"));
    assertThat(calendar.nextBell(local("2026-11-24T13:10"))).contains(local("2026-11-24T13:50"));
    assertThat(calendar.nextBell(local("2026-11-24T13:50"))).isEmpty();
    assertThat(calendar.nextBell(local("2026-11-22T10:00"))).isEmpty();
  }

  @Test
  void aDoubleLessonEndsWithTheSecondThatIsStillToEnd() {
    assertThat(calendar.endOfLessons(local("2026-11-24T09:30"), 2))
        .contains(local("2026-11-24T11:00"));
    assertThat(calendar.endOfLessons(local("2026-11-24T10:30"), 2))
        .as("with a break in between")
        .contains(local("2026-11-24T12:10"));
    assertThat(calendar.endOfLessons(local("2026-11-24T11:05"), 2))
        .as("opened in the break before")
        .contains(local("2026-11-24T13:00"));
    assertThat(calendar.endOfLessons(local("2026-11-24T13:10"), 2))
        .as("the last one")
        .contains(local("2026-11-24T13:50"));
    assertThat(calendar.endOfLessons(local("2026-11-24T13:50"), 2)).isEmpty();
    assertThat(calendar.endOfLessons(local("2026-11-22T10:00"), 2)).isEmpty();
  }

  /** On the night when the clock goes back the day has 25 hours; its hours are the wall's. */
  @Test
  void theSchoolDayGoesByTheClockOnTheWall() {
    assertThat(calendar.endOfDay(local("2026-11-25T09:00"))).contains(local("2026-11-25T12:10"));
    assertThat(calendar.endOfDay(Instant.parse("2027-03-29T08:00:00Z")))
        .as("the day after the clock went on")
        .contains(Instant.parse("2027-03-29T11:50:00Z"));
    assertThat(book().midnightAfter(Instant.parse("2026-10-24T22:30:00Z")))
        .as("the day on which it goes back")
        .isEqualTo(Instant.parse("2026-10-25T23:00:00Z"));
    assertThat(book().midnightBefore(Instant.parse("2026-10-24T22:30:00Z")))
        .isEqualTo(Instant.parse("2026-10-24T22:00:00Z"));
  }

  /** At two the clock leaps to three: the first lesson is none, and the second begins then. */
  @Test
  void whatLiesInTheHourThatTheClockLeapsOverIsAtTheLeap() {
    Instant leap = Instant.parse("2027-03-28T01:00:00Z");
    var lessons =
        List.of(
            new Calendar.Lesson("1", LocalTime.of(2, 0), LocalTime.of(2, 30)),
            new Calendar.Lesson("2", LocalTime.of(2, 30), LocalTime.of(3, 15)));
    var night =
        new Calendar.Day(DayOfWeek.SUNDAY, LocalTime.of(2, 0), LocalTime.of(3, 15), lessons);
    Calendar nights = new Calendar(AMSTERDAM, List.of(night), List.of());
    assertThat(nights.nextBell(leap.minusSeconds(1))).contains(leap);
    assertThat(nights.isOpen(leap.minusSeconds(1))).isFalse();
    assertThat(nights.isOpen(leap)).isTrue();
    assertThat(nights.lesson(leap)).map(Calendar.Lesson::lesson).contains("2");
    assertThat(nights.endOfLesson(leap)).contains(leap.plusSeconds(15 * 60));
    assertThat(nights.isOver(leap.plusSeconds(15 * 60))).isTrue();
    assertThat(nights.lesson(Instant.parse("2027-10-31T01:10:00Z")))
        .as("ten past two for the second time, half an hour after the second has begun")
        .map(Calendar.Lesson::lesson)
        .contains("2");
  }

  @Test
  void thePolicyOfTheMomentBinds() {
    assertThat(book().rules(NOVEMBER.minusMillis(1))).isEmpty();
    assertThat(book().rules(NOVEMBER).orElseThrow().use().version()).isOne();
    assertThat(book().rules(DECEMBER).orElseThrow().use().version()).isEqualTo(2);
    assertThat(book().nextPolicy(NOVEMBER)).contains(DECEMBER);
    assertThat(book().nextPolicy(DECEMBER)).isEmpty();
  }

  /** The first one for all time before it too: until then no other was told. */
  @Test
  void theCalendarOfTheMomentCounts() {
    Calendar later = new Calendar(ZoneId.of("Europe/Lisbon"), List.of(), List.of());
    Told latest = new Told(Optional.of(DECEMBER), later);
    SchoolBook both = book(List.of(new Told(Optional.of(NOVEMBER), calendar), latest));
    assertThat(both.calendar(NOVEMBER.minusSeconds(1))).contains(calendar);
    assertThat(both.calendar(DECEMBER.minusSeconds(1))).contains(calendar);
    assertThat(both.calendar(DECEMBER)).contains(later);
    assertThat(both.nextCalendar(NOVEMBER.minusSeconds(1))).contains(DECEMBER);
    assertThat(both.nextCalendar(DECEMBER)).isEmpty();
    assertThat(both.here(DECEMBER)).isEqualTo(DECEMBER.atZone(later.zone()));
    SchoolBook sinceEver = book(List.of(new Told(Optional.empty(), calendar), latest));
    assertThat(sinceEver.calendar(NOVEMBER)).contains(calendar);
    assertThat(book(List.of()).calendar(NOVEMBER)).isEmpty();
  }

  private static SchoolBook book(List<Told> calendars) {
    return new SchoolBook(Optional.of(Sector.VO), AMSTERDAM, calendars, List.of(), Map.of());
  }

  /** How often its text was rewritten says nothing of when it came in force. */
  @Test
  void ofTwoFromOneMomentOnTheOneThatWasToldLaterBinds() {
    SchoolBook book =
        new SchoolBook(
            Optional.of(Sector.VO),
            AMSTERDAM,
            List.of(new Told(Optional.of(NOVEMBER), calendar)),
            List.of(policy(NOVEMBER, 5), policy(NOVEMBER, 1)),
            Map.of());
    assertThat(book.rules(NOVEMBER).orElseThrow().use().version()).isOne();
  }

  @Test
  void theSchoolDayBeforeCanBeWeeksAgo() {
    assertThat(book().endedBefore(local("2026-11-24T08:00"))).isEqualTo(local("2026-11-23T13:50"));
    assertThat(book().endedBefore(local("2026-11-24T23:00"))).isEqualTo(local("2026-11-23T13:50"));
    assertThat(book().endedBefore(local("2026-11-23T09:00")))
        .as("over a weekend")
        .isEqualTo(local("2026-11-20T13:00"));
    assertThat(book().endedBefore(local("2027-01-04T09:00")))
        .as("over a holiday")
        .isEqualTo(local("2026-12-18T13:00"));
    var untold = new SchoolBook(Optional.empty(), AMSTERDAM, List.of(), List.of(), Map.of());
    assertThat(untold.endedBefore(local("2026-11-24T09:00"))).isEqualTo(local("2026-11-24T00:00"));
  }

  @Test
  void whoIsAskedIsTheFirstThatTheSchoolNames() {
    assertThat(book().ask(Matter.SANCTIONS, Matter.POLICY, Matter.OTHER))
        .contains(Contact.person("st-desk"));
    assertThat(book().ask(Matter.ROSTER)).isEmpty();
  }

  private SchoolBook book() {
    // told out of order
    return new SchoolBook(
        Optional.of(Sector.VO),
        AMSTERDAM,
        List.of(new Told(Optional.of(NOVEMBER), calendar)),
        List.of(policy(DECEMBER, 2), policy(NOVEMBER, 1)),
        Map.of(Matter.OTHER, Contact.person("st-desk")));
  }

  private static Since policy(Instant from, int version) {
    var ladder = new Ladder(Window.SCHOOL_YEAR, List.of());
    return new Since(
        from,
        new RulesInForce(
            new Rules("policy-1", version, List.of()),
            new LadderInForce("policy-1", version, AMSTERDAM, ladder)));
  }

  private static Instant local(String time) {
    return java.time.LocalDateTime.parse(time).atZone(AMSTERDAM).toInstant();
  }

  /** By the example in which the 24th is a day of six short lessons, until 12:10. */
  @Test
  void aDayWithOtherHoursHasThoseAlone() {
    Calendar shortened = calendar("-other-hours");
    assertThat(shortened.lesson(local("2026-11-24T09:20")))
        .map(Calendar.Lesson::lesson)
        .contains("2");
    assertThat(shortened.nextBell(local("2026-11-24T09:20"))).contains(local("2026-11-24T09:40"));
    assertThat(shortened.endOfDay(local("2026-11-24T09:20"))).contains(local("2026-11-24T12:10"));
    assertThat(Moment.at(local("2026-11-24T12:30"), shortened)).isEmpty();
    assertThat(Moment.at(local("2026-12-01T12:30"), shortened))
        .as("a week later")
        .contains(Moment.LESSON);
  }

  private static Calendar calendar() {
    return calendar("");
  }

  private static Calendar calendar(String which) {
    Path example =
        Path.of("../school-service/contract/examples").resolve(CalendarSet.TYPE + which + ".json");
    try {
      return Json.mapper().readValue(example.toFile(), CalendarSet.class).toCalendar();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
