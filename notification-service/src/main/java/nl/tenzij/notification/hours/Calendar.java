package nl.tenzij.notification.hours;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What we take from {@code nl.tenzij.school.calendar-set.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Calendar(String timeZone, List<Day> week, List<Holiday> holidays) {

  public Calendar {
    week = week == null ? List.of() : List.copyOf(week);
    holidays = holidays == null ? List.of() : List.copyOf(holidays);
  }

  /** A weekday with school. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Day(DayOfWeek day) {}

  Set<DayOfWeek> days() {
    return week.stream().map(Day::day).collect(Collectors.toSet());
  }
}
