package nl.tenzij.notification.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * At which moments a school may write to guardians (S1): not in the evening and at night, not at
 * weekends and on other weekdays without school, not on holidays; each as the school's policy has
 * it.
 *
 * @param days the weekdays with school
 */
public record Hours(ZoneId zone, Set<DayOfWeek> days, List<Holiday> holidays, Quiet quiet) {

  private static final ZoneId ZONE_UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final Set<DayOfWeek> WORKING_WEEK = EnumSet.complementOf(EnumSet.copyOf(WEEKEND));

  /** A calendar without a day of school in this time is wrong, and holds nothing for ever. */
  private static final int LOOK_AHEAD_DAYS = 400;

  /**
   * What is not known is as at most schools.
   *
   * @param zone or null
   * @param days or null
   * @param holidays or null
   * @param quiet or null
   */
  public Hours {
    zone = zone == null ? ZONE_UNLESS_TOLD : zone;
    days = open(days);
    holidays = holidays == null ? List.of() : List.copyOf(holidays);
    quiet = quiet == null ? Quiet.UNLESS_TOLD : quiet;
  }

  private static Set<DayOfWeek> open(Set<DayOfWeek> days) {
    if (days == null || days.isEmpty()) {
      return WORKING_WEEK;
    }
    Set<DayOfWeek> open = EnumSet.copyOf(days);
    open.removeAll(WEEKEND);
    return open.isEmpty() ? Set.copyOf(days) : open;
  }

  /** The day that it is there. */
  public LocalDate day(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  /** The first day after this one on which there is school. */
  public LocalDate nextSchoolDay(LocalDate after) {
    LocalDate day = after.plusDays(1);
    LocalDate last = after.plusDays(LOOK_AHEAD_DAYS);
    while (!isSchoolDay(day) && day.isBefore(last)) {
      day = day.plusDays(1);
    }
    return day;
  }

  /** Whether news of this kind may come to guardians by itself. */
  public boolean pushes(String kind) {
    return quiet.pushed().contains(kind);
  }

  /**
   * @return the morning until which a message has to wait, or empty where it may go now
   */
  public Optional<Instant> quietUntil(Instant moment) {
    ZonedDateTime there = moment.atZone(zone);
    return isOpen(there.toLocalDate()) && !quiet.covers(there.toLocalTime())
        ? Optional.empty()
        : Optional.of(nextMorning(there));
  }

  /**
   * Until when a message that would otherwise come later is best kept, where that would be quiet.
   *
   * @param moment one that is not quiet
   * @param other when the other comes
   * @param spare how long before the quiet hours it is to go
   * @param least how long it is kept at least
   * @return empty where the other is in time or has come, or it can't be kept so long
   */
  public Optional<Instant> lastCall(Instant moment, Instant other, Duration spare, Duration least) {
    return !other.isAfter(moment)
            || quietUntil(moment).isPresent()
            || quietUntil(other.plus(spare)).isEmpty()
        ? Optional.empty()
        : Optional.of(quietFrom(moment).minus(spare))
            .filter(last -> !last.isBefore(moment.plus(least)));
  }

  /** At midnight at the latest: the day after can be one without school. */
  private Instant quietFrom(Instant moment) {
    ZonedDateTime there = moment.atZone(zone);
    ZonedDateTime evening = toCome(there, at(there.toLocalDate(), quiet.quietFrom()));
    ZonedDateTime midnight = there.toLocalDate().plusDays(1).atStartOfDay(zone);
    return (evening.isAfter(there) ? evening : midnight).toInstant();
  }

  private Instant nextMorning(ZonedDateTime there) {
    boolean isOver = !there.toLocalTime().isBefore(quiet.quietUntil());
    LocalDate day = there.toLocalDate().plusDays(isOver ? 1 : 0);
    LocalDate last = day.plusDays(LOOK_AHEAD_DAYS);
    while (!(isOpen(day) && hasMorning(day)) && day.isBefore(last)) {
      day = day.plusDays(1);
    }
    return toCome(there, morning(day)).toInstant();
  }

  private ZonedDateTime morning(LocalDate day) {
    return at(day, quiet.quietUntil());
  }

  /** By the clock on the wall; what lies in the hour that it leaps over is at the leap. */
  private ZonedDateTime at(LocalDate day, LocalTime time) {
    LocalDateTime wall = day.atTime(time);
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap() ? change.getInstant().atZone(zone) : wall.atZone(zone);
  }

  /** Where the clock is put back the same time comes twice: the one that is still to come. */
  private static ZonedDateTime toCome(ZonedDateTime there, ZonedDateTime time) {
    return time.isBefore(there) ? time.withLaterOffsetAtOverlap() : time;
  }

  /** The hour over which the clock leaps can hold all of a day that is not quiet. */
  private boolean hasMorning(LocalDate day) {
    return !quiet.covers(morning(day).toLocalTime());
  }

  private boolean isSchoolDay(LocalDate day) {
    return days.contains(day.getDayOfWeek())
        && holidays.stream().noneMatch(each -> each.covers(day));
  }

  private boolean isOpen(LocalDate day) {
    boolean off = quiet.quietAtWeekends() && !days.contains(day.getDayOfWeek());
    boolean holiday =
        quiet.quietOnHolidays() && holidays.stream().anyMatch(each -> each.covers(day));
    return !off && !holiday;
  }
}
