package nl.tenzij.school.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.calendar.CalendarCommand.SetCalendar;
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;
import nl.tenzij.school.calendar.CalendarRules.Flaw;
import org.junit.jupiter.api.Test;

class CalendarDeciderTest {

  private final DeciderSpec<CalendarCommand, Calendar, CalendarEvent> spec =
      DeciderSpec.of(new CalendarDecider());
  private final Calendar calendar = Weeks.calendar();

  @Test
  void itIsSetOnce() {
    spec.given().when(new SetCalendar(calendar, false)).then(new CalendarSet(calendar));
    spec.given(new CalendarSet(calendar)).when(new SetCalendar(calendar, false)).thenNothing();
  }

  @Test
  void anotherOrderIsTheSameCalendar() {
    var turned =
        new Calendar(
            calendar.timeZone(),
            calendar.years(),
            calendar.week().reversed(),
            calendar.holidays().reversed(),
            List.of());
    spec.given(new CalendarSet(calendar)).when(new SetCalendar(turned, false)).thenNothing();
  }

  @Test
  void allThatDoesNotFitIsSaidAtOnce() {
    LocalDate first = LocalDate.parse("2026-08-01");
    LocalDate last = LocalDate.parse("2027-07-31");
    LocalTime eight = LocalTime.parse("08:00");
    LocalTime nine = LocalTime.parse("09:00");
    var year =
        new SchoolYear(
            "one", first, last, List.of(new Term("t", first.minusDays(1), first.plusDays(9))));
    var broken =
        new Calendar(
            calendar.timeZone(),
            List.of(year, new SchoolYear("two", last, last.plusDays(401), List.of())),
            List.of(
                new DayTimes(
                    DayOfWeek.MONDAY,
                    eight,
                    nine,
                    List.of(
                        new LessonTime("1", eight, nine),
                        new LessonTime("2", LocalTime.parse("08:30"), LocalTime.parse("10:00")))),
                new DayTimes(DayOfWeek.MONDAY, nine, eight, List.of())),
            List.of(new Holiday("h", last, first)),
            List.of());
    assertThat(CalendarRules.flaws(broken))
        .extracting(Flaw::place, Flaw::code)
        .containsExactly(
            tuple("schoolYears[0].terms[0]", "term-outside-year"),
            tuple("schoolYears[1]", "year-too-long"),
            tuple("schoolYears[1]", "years-overlap"),
            tuple("week[0].lessons[1]", "lesson-outside-day"),
            tuple("week[0].lessons[1]", "lessons-overlap"),
            tuple("week[1]", "day-twice"),
            tuple("week[1]", "order"),
            tuple("holidays[0]", "order"));
    spec.given().when(new SetCalendar(broken, false)).thenRefused("term-outside-year");
  }

  /** A school's system that sets the calendar every night need not know of the short day. */
  @Test
  void otherHoursStayWhereNothingIsSaidOfThem() {
    OtherHours noon = Weeks.noon("2026-11-24");
    OtherHours before = Weeks.noon("2026-11-25");
    spec.given(new CalendarSet(Weeks.calendar(noon, before)))
        .when(new SetCalendar(calendar, true))
        .thenNothing();
    var free =
        new Calendar(
            calendar.timeZone(),
            calendar.years(),
            calendar.week(),
            List.of(new Holiday("Study day", noon.day(), noon.day())),
            List.of());
    spec.given(new CalendarSet(Weeks.calendar(noon, before)))
        .when(new SetCalendar(free, true))
        .then(new CalendarSet(free.with(List.of(before))));
    spec.given(new CalendarSet(Weeks.calendar(noon, before)))
        .when(new SetCalendar(calendar, false))
        .then(new CalendarSet(calendar));
  }

  @Test
  void otherHoursAreOfSchoolDays() {
    OtherHours noon = Weeks.noon("2026-11-24");
    Calendar set = Weeks.calendar(Weeks.noon("2026-11-25"), noon);
    spec.given()
        .when(new SetCalendar(set, false))
        .then(new CalendarSet(Weeks.calendar(noon, Weeks.noon("2026-11-25"))));
    assertThat(
            CalendarRules.flaws(
                Weeks.calendar(
                    Weeks.noon("2026-10-20"),
                    Weeks.noon("2026-11-28"),
                    noon,
                    noon,
                    new OtherHours(
                        "x", noon.day().plusDays(1), noon.until(), noon.from(), List.of()),
                    new OtherHours(
                        "x",
                        noon.day().plusDays(2),
                        noon.from(),
                        noon.from().plusMinutes(40),
                        noon.lessons()))))
        .extracting(Flaw::place, Flaw::code)
        .containsExactly(
            tuple("otherHours[0]", "no-school-day"),
            tuple("otherHours[1]", "no-school-day"),
            tuple("otherHours[3]", "day-twice"),
            tuple("otherHours[4]", "order"),
            tuple("otherHours[5].lessons[1]", "lesson-outside-day"));
  }
}
