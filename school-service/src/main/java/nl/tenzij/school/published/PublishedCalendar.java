package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.DayTimes;
import nl.tenzij.school.calendar.LessonTime;
import nl.tenzij.school.calendar.OtherHours;
import nl.tenzij.school.calendar.SchoolYear;

/** {@code nl.tenzij.school.calendar-set.v1} */
record PublishedCalendar(
    String school,
    ZoneId timeZone,
    List<Year> schoolYears,
    List<Day> week,
    List<Days> holidays,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OtherDay> otherHours) {
  static final String TYPE = "nl.tenzij.school.calendar-set.v1";

  /** A school year with its terms. */
  record Year(String title, LocalDate from, LocalDate until, List<Days> terms) {
    static Year of(SchoolYear year) {
      return new Year(
          year.title(),
          year.from(),
          year.until(),
          year.terms().stream()
              .map(term -> new Days(term.title(), term.from(), term.until()))
              .toList());
    }
  }

  /** Some days, both ends included. */
  record Days(String title, LocalDate from, LocalDate until) {}

  /** A weekday with school. */
  record Day(DayOfWeek day, LocalTime from, LocalTime until, List<Lesson> lessons) {
    static Day of(DayTimes times) {
      return new Day(times.day(), times.from(), times.until(), Lesson.all(times.lessons()));
    }
  }

  /** A school day with other hours than its weekday. */
  record OtherDay(
      String title, LocalDate day, LocalTime from, LocalTime until, List<Lesson> lessons) {
    static OtherDay of(OtherHours hours) {
      return new OtherDay(
          hours.title(), hours.day(), hours.from(), hours.until(), Lesson.all(hours.lessons()));
    }
  }

  /** When a lesson is. */
  record Lesson(String lesson, LocalTime from, LocalTime until) {
    static List<Lesson> all(List<LessonTime> lessons) {
      return lessons.stream()
          .map(each -> new Lesson(each.lesson(), each.from(), each.until()))
          .toList();
    }
  }

  static PublishedCalendar of(String school, Calendar calendar) {
    return new PublishedCalendar(
        school,
        calendar.timeZone(),
        calendar.years().stream().map(Year::of).toList(),
        calendar.week().stream().map(Day::of).toList(),
        calendar.holidays().stream()
            .map(each -> new Days(each.title(), each.from(), each.until()))
            .toList(),
        calendar.otherHours().stream().map(OtherDay::of).toList());
  }
}
