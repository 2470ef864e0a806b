package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nl.tenzij.sanction.school.Calendar.Day;
import nl.tenzij.sanction.school.Calendar.Holiday;
import nl.tenzij.sanction.school.Calendar.Lesson;
import nl.tenzij.sanction.school.Calendar.OtherHours;

/**
 * What we take from {@code nl.tenzij.school.calendar-set.v1}.
 *
 * @param otherHours absent where no day has any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CalendarSet(
    ZoneId timeZone, List<Times> week, List<Free> holidays, Optional<List<Other>> otherHours) {

  static final String TYPE = "nl.tenzij.school.calendar-set.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Times(DayOfWeek day, LocalTime from, LocalTime until, List<Hour> lessons) {

    private Day toDay() {
      return new Day(day, from, until, lessons.stream().map(Hour::toLesson).toList());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hour(String lesson, LocalTime from, LocalTime until) {

    private Lesson toLesson() {
      return new Lesson(lesson, from, until);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Other(LocalDate day, LocalTime from, LocalTime until, List<Hour> lessons) {

    private OtherHours toOtherHours() {
      return new OtherHours(day, new Times(day.getDayOfWeek(), from, until, lessons).toDay());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Free(LocalDate from, LocalDate until) {}

  Calendar toCalendar() {
    return new Calendar(
        timeZone,
        week.stream().map(Times::toDay).toList(),
        holidays.stream().map(free -> new Holiday(free.from(), free.until())).toList(),
        otherHours.orElse(List.of()).stream().map(Other::toOtherHours).toList());
  }
}
