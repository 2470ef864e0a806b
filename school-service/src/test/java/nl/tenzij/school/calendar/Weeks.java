package nl.tenzij.school.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Calendars to try things with. */
public final class Weeks {

  public static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private Weeks() {}

  /** School from half past eight to three, with three lessons, and an autumn holiday. */
  public static Calendar calendar() {
    return new Calendar(
        AMSTERDAM,
        List.of(
            new SchoolYear(
                "2026-2027",
                LocalDate.parse("2026-08-24"),
                LocalDate.parse("2027-07-16"),
                List.of(
                    new Term("first", LocalDate.parse("2026-08-24"), LocalDate.parse("2027-01-29")),
                    new Term(
                        "second", LocalDate.parse("2027-02-01"), LocalDate.parse("2027-07-09"))))),
        Stream.of(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.FRIDAY) <= 0)
            .map(Weeks::day)
            .toList(),
        List.of(
            new Holiday("Autumn", LocalDate.parse("2026-10-17"), LocalDate.parse("2026-10-25"))),
        List.of());
  }

  /** With days that have other hours. */
  public static Calendar calendar(OtherHours... days) {
    Calendar usual = calendar();
    return new Calendar(
        usual.timeZone(), usual.years(), usual.week(), usual.holidays(), List.of(days));
  }

  /** School until noon, in two lessons of half an hour. */
  public static OtherHours noon(String day) {
    return new OtherHours(
        "Reports",
        LocalDate.parse(day),
        LocalTime.parse("08:30"),
        LocalTime.parse("12:00"),
        List.of(
            new LessonTime("1", LocalTime.parse("08:30"), LocalTime.parse("09:00")),
            new LessonTime("2", LocalTime.parse("09:00"), LocalTime.parse("09:30"))));
  }

  public static DayTimes day(DayOfWeek day) {
    return new DayTimes(
        day,
        LocalTime.parse("08:30"),
        LocalTime.parse("15:00"),
        List.of(
            new LessonTime("1", LocalTime.parse("08:30"), LocalTime.parse("09:20")),
            new LessonTime("2", LocalTime.parse("09:20"), LocalTime.parse("10:10")),
            new LessonTime("3", LocalTime.parse("10:30"), LocalTime.parse("11:20"))));
  }
}
