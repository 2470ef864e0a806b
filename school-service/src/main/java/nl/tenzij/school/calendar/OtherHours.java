package nl.tenzij.school.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * A school day with other hours than its weekday: a shortened timetable, a day that begins later.
 *
 * @param lessons in order of time; what lies between them is a break
 */
public record OtherHours(
    String title, LocalDate day, LocalTime from, LocalTime until, List<LessonTime> lessons) {

  DayTimes times() {
    return new DayTimes(day.getDayOfWeek(), from, until, lessons);
  }
}
