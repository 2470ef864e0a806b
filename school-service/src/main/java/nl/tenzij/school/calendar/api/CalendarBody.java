package nl.tenzij.school.calendar.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.CalendarRules;
import nl.tenzij.school.calendar.DayTimes;
import nl.tenzij.school.calendar.Holiday;
import nl.tenzij.school.calendar.LessonTime;
import nl.tenzij.school.calendar.OtherHours;
import nl.tenzij.school.calendar.SchoolYear;
import nl.tenzij.school.calendar.Term;

/**
 * A calendar as it is asked for and shown. Days are dates, both ends included; hours are of the
 * clock on the wall.
 *
 * @param otherHours school days with other hours than their weekday has; asked for without it, the
 *     days that are known keep theirs
 * @param timeZone IANA name; that of the school, which it need not repeat
 */
public record CalendarBody(
    ZoneId timeZone,
    @Size(max = 20) List<@NotNull @Valid Year> schoolYears,
    @NotEmpty @Size(max = 7) List<@NotNull @Valid Day> week,
    @Size(max = 400) List<@NotNull @Valid Days> holidays,
    @Size(max = 400) List<@NotNull @Valid OtherDay> otherHours) {

  /** A school year with its terms. */
  public record Year(
      @NotBlank @Size(max = 100) String title,
      @NotNull LocalDate from,
      @NotNull LocalDate until,
      @Size(max = 12) List<@NotNull @Valid Days> terms) {}

  /** Some days with a name. */
  public record Days(
      @NotBlank @Size(max = 100) String title, @NotNull LocalDate from, @NotNull LocalDate until) {}

  /** The hours of a weekday with school. */
  public record Day(
      @NotNull DayOfWeek day,
      @NotNull LocalTime from,
      @NotNull LocalTime until,
      @Size(max = 30) List<@NotNull @Valid Lesson> lessons) {}

  /** The hours of one school day, instead of those of its weekday. */
  public record OtherDay(
      @NotBlank @Size(max = 100) String title,
      @NotNull LocalDate day,
      @NotNull LocalTime from,
      @NotNull LocalTime until,
      @Size(max = 30) List<@NotNull @Valid Lesson> lessons) {}

  /** When a lesson is. */
  public record Lesson(
      @NotBlank @Size(max = 20) String lesson, @NotNull LocalTime from, @NotNull LocalTime until) {}

  static CalendarBody of(Calendar calendar) {
    return new CalendarBody(
        calendar.timeZone(),
        calendar.years().stream().map(CalendarBody::year).toList(),
        calendar.week().stream().map(CalendarBody::day).toList(),
        calendar.holidays().stream()
            .map(each -> new Days(each.title(), each.from(), each.until()))
            .toList(),
        calendar.otherHours().stream().map(CalendarBody::otherDay).toList());
  }

  private static OtherDay otherDay(OtherHours hours) {
    return new OtherDay(
        hours.title(), hours.day(), hours.from(), hours.until(), lessons(hours.lessons()));
  }

  private static Year year(SchoolYear year) {
    return new Year(
        year.title(),
        year.from(),
        year.until(),
        year.terms().stream()
            .map(each -> new Days(each.title(), each.from(), each.until()))
            .toList());
  }

  private static Day day(DayTimes times) {
    return new Day(times.day(), times.from(), times.until(), lessons(times.lessons()));
  }

  private static List<Lesson> lessons(List<LessonTime> lessons) {
    return lessons.stream()
        .map(each -> new Lesson(each.lesson(), each.from(), each.until()))
        .toList();
  }

  /**
   * @throws Invalid where it says what a calendar can't
   */
  Calendar toCalendar(ZoneId ownZone) {
    var calendar =
        new Calendar(
            timeZone == null ? ownZone : timeZone,
            listed(schoolYears).stream().map(CalendarBody::toYear).toList(),
            week.stream().map(CalendarBody::toTimes).toList(),
            listed(holidays).stream()
                .map(each -> new Holiday(each.title(), each.from(), each.until()))
                .toList(),
            listed(otherHours).stream().map(CalendarBody::toOtherHours).toList());
    List<InputError> errors =
        CalendarRules.flaws(calendar, ownZone).stream()
            .map(flaw -> new InputError(flaw.place(), flaw.code(), flaw.detail()))
            .toList();
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return calendar;
  }

  private static SchoolYear toYear(Year year) {
    return new SchoolYear(
        year.title(),
        year.from(),
        year.until(),
        listed(year.terms()).stream()
            .map(each -> new Term(each.title(), each.from(), each.until()))
            .toList());
  }

  private static DayTimes toTimes(Day day) {
    return new DayTimes(day.day(), day.from(), day.until(), toLessons(day.lessons()));
  }

  private static OtherHours toOtherHours(OtherDay day) {
    return new OtherHours(
        day.title(), day.day(), day.from(), day.until(), toLessons(day.lessons()));
  }

  private static List<LessonTime> toLessons(List<Lesson> lessons) {
    return listed(lessons).stream()
        .map(each -> new LessonTime(each.lesson(), each.from(), each.until()))
        .toList();
  }

  private static <T> List<T> listed(List<T> list) {
    return list == null ? List.of() : list;
  }
}
