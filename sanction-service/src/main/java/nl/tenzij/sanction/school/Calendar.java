package nl.tenzij.sanction.school;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When there is school, by the clock on the wall. */
public record Calendar(
    ZoneId zone, List<Day> week, List<Holiday> holidays, List<OtherHours> otherHours) {

  public Calendar {
    week = List.copyOf(week);
    holidays = List.copyOf(holidays);
    otherHours = List.copyOf(otherHours);
  }

  public Calendar(ZoneId zone, List<Day> week, List<Holiday> holidays) {
    this(zone, week, holidays, List.of());
  }

  /** A weekday with school. */
  public record Day(DayOfWeek day, LocalTime from, LocalTime until, List<Lesson> lessons) {
    public Day {
      lessons = List.copyOf(lessons);
    }
  }

  /**
   * @param lesson as the school calls it: "3"
   */
  public record Lesson(String lesson, LocalTime from, LocalTime until) {}

  /** One school day with other hours than its weekday has. */
  public record OtherHours(LocalDate on, Day hours) {}

  /** Days without school, both included. */
  public record Holiday(LocalDate from, LocalDate until) {
    private boolean holds(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(until);
    }
  }

  /** The hours of a school day; empty where the day is none. */
  public Optional<Day> times(LocalDate day) {
    return holidays.stream().anyMatch(holiday -> holiday.holds(day))
        ? Optional.empty()
        : otherHours.stream()
            .filter(other -> other.on().equals(day))
            .map(OtherHours::hours)
            .findFirst()
            .or(() -> usualTimes(day));
  }

  private Optional<Day> usualTimes(LocalDate day) {
    return week.stream().filter(times -> times.day() == day.getDayOfWeek()).findFirst();
  }

  public boolean isOpen(Instant at) {
    LocalDate day = dayOf(at);
    return times(day).filter(hours -> within(at, day, hours.from(), hours.until())).isPresent();
  }

  /** The lesson at a moment; empty in breaks and out of hours. */
  public Optional<Lesson> lesson(Instant at) {
    LocalDate day = dayOf(at);
    return times(day).stream()
        .flatMap(hours -> hours.lessons().stream())
        .filter(lesson -> within(at, day, lesson.from(), lesson.until()))
        .findFirst();
  }

  /** Whether the day of a moment is divided into lessons: a school may set its hours alone. */
  public boolean hasLessons(Instant at) {
    return times(dayOf(at)).filter(hours -> !hours.lessons().isEmpty()).isPresent();
  }

  /** When the school day of a moment ends; empty where the day is none. */
  public Optional<Instant> endOfDay(Instant at) {
    LocalDate day = dayOf(at);
    return times(day).map(hours -> instant(day, hours.until()));
  }

  /** Whether there is no school any more on the day of a moment, or none at all. */
  public boolean isOver(Instant at) {
    return endOfDay(at).map(end -> !at.isBefore(end)).orElse(true);
  }

  /** When the lesson of a moment ends. */
  public Optional<Instant> endOfLesson(Instant at) {
    return lesson(at).map(lesson -> instant(dayOf(at), lesson.until()));
  }

  /** When the last of the lessons ends that are still to end on the day, so many at most. */
  public Optional<Instant> endOfLessons(Instant at, int most) {
    LocalDate day = dayOf(at);
    return times(day).stream()
        .flatMap(hours -> hours.lessons().stream())
        .map(lesson -> instant(day, lesson.until()))
        .filter(end -> end.isAfter(at))
        .sorted()
        .limit(most)
        .reduce((earlier, later) -> later);
  }

  /** The next bell on the day of a moment: a lesson or the school day begins or ends. */
  public Optional<Instant> nextBell(Instant at) {
    LocalDate day = dayOf(at);
    return times(day).stream()
        .flatMap(
            hours ->
                Stream.concat(
                    Stream.of(hours.from(), hours.until()),
                    hours.lessons().stream()
                        .flatMap(lesson -> Stream.of(lesson.from(), lesson.until()))))
        .map(time -> instant(day, time))
        .filter(bell -> bell.isAfter(at))
        .min(Instant::compareTo);
  }

  private LocalDate dayOf(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  private boolean within(Instant at, LocalDate day, LocalTime from, LocalTime until) {
    return !at.isBefore(instant(day, from)) && at.isBefore(instant(day, until));
  }

  /** What lies in the hour that the clock leaps over is at the leap: so nothing changes places. */
  private Instant instant(LocalDate day, LocalTime time) {
    LocalDateTime wall = day.atTime(time);
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap() ? change.getInstant() : wall.atZone(zone).toInstant();
  }
}
