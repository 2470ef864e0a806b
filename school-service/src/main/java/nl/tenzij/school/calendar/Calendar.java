package nl.tenzij.school.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When there is school. {@link #NONE} before it was set.
 *
 * <p>Hours are of the clock on the wall: on the day the clock changes a school day begins at the
 * same hour as ever. An hour that the clock leaps over begins where the clock lands; of an hour
 * that comes twice the first one counts.
 *
 * @param years in order; for a day in none of them the year is the law's
 * @param week the weekdays with school, in order
 * @param holidays in order of their first day
 * @param otherHours of days that are school days by all of this, in order; each day once
 */
public record Calendar(
    ZoneId timeZone,
    List<SchoolYear> years,
    List<DayTimes> week,
    List<Holiday> holidays,
    List<OtherHours> otherHours) {

  public static final Calendar NONE =
      new Calendar(null, List.of(), List.of(), List.of(), List.of());

  /** Longer than any holiday: a school without a morning in all of these days has none. */
  private static final int DAYS_TO_LOOK_AHEAD = 400;

  /** No more of them lie between two school days that are to be thought of together. */
  public static final int DAYS_BETWEEN = 60;

  /** The day on the wall's calendar at a moment. */
  public LocalDate dayOf(Instant moment) {
    return moment.atZone(timeZone).toLocalDate();
  }

  public Optional<Holiday> holiday(LocalDate day) {
    return holidays.stream().filter(holiday -> holiday.holds(day)).findFirst();
  }

  /** With other hours on those of the days that are school days in it. */
  Calendar with(List<OtherHours> known) {
    List<OtherHours> kept = known.stream().filter(each -> times(each.day()).isPresent()).toList();
    return new Calendar(timeZone, years, week, holidays, kept);
  }

  /** The hours of a school day; empty where the day is none. */
  public Optional<DayTimes> times(LocalDate day) {
    return holiday(day).isPresent()
        ? Optional.empty()
        : otherHours.stream()
            .filter(hours -> hours.day().equals(day))
            .map(OtherHours::times)
            .findFirst()
            .or(() -> usualTimes(day));
  }

  private Optional<DayTimes> usualTimes(LocalDate day) {
    return week.stream().filter(times -> times.day() == day.getDayOfWeek()).findFirst();
  }

  /** Whether the school is open at a moment. */
  public boolean open(Instant moment) {
    LocalDate day = dayOf(moment);
    return times(day).filter(at -> within(moment, day, at.from(), at.until())).isPresent();
  }

  /** The lesson at a moment; empty in breaks and out of hours. */
  public Optional<LessonTime> lesson(Instant moment) {
    LocalDate day = dayOf(moment);
    return times(day).stream()
        .flatMap(times -> times.lessons().stream())
        .filter(lesson -> within(moment, day, lesson.from(), lesson.until()))
        .findFirst();
  }

  private boolean within(Instant moment, LocalDate day, LocalTime from, LocalTime until) {
    return !moment.isBefore(instant(day, from)) && moment.isBefore(instant(day, until));
  }

  /** When the school day begins; empty where the day is none. */
  public Optional<Instant> morning(LocalDate day) {
    return times(day).map(times -> instant(day, times.from()));
  }

  /** When the school day ends; empty where the day is none. */
  public Optional<Instant> endOfDay(LocalDate day) {
    return times(day).map(times -> instant(day, times.until()));
  }

  /**
   * The first beginning of a school day that is not before the moment; empty where none is near.
   */
  public Optional<Instant> nextMorning(Instant moment) {
    LocalDate today = dayOf(moment);
    return Stream.iterate(today, day -> day.plusDays(1))
        .limit(DAYS_TO_LOOK_AHEAD)
        .flatMap(day -> morning(day).stream())
        .filter(morning -> !morning.isBefore(moment))
        .findFirst();
  }

  /** The last school day before a day, else the day before it where none is near. */
  public LocalDate schoolDayBefore(LocalDate day) {
    return Stream.iterate(day.minusDays(1), before -> before.minusDays(1))
        .limit(DAYS_BETWEEN)
        .filter(before -> times(before).isPresent())
        .findFirst()
        .orElseGet(() -> day.minusDays(1));
  }

  /** The school's own year, else the law's. */
  public SchoolYear year(LocalDate day) {
    return years.stream()
        .filter(year -> year.holds(day))
        .findFirst()
        .orElseGet(() -> SchoolYear.byLaw(day));
  }

  /** What lies in the hour that the clock leaps over is at the leap: so nothing changes places. */
  private Instant instant(LocalDate day, LocalTime time) {
    LocalDateTime wall = day.atTime(time);
    ZoneOffsetTransition change = timeZone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : wall.atZone(timeZone).toInstant();
  }
}
