package nl.tenzij.sanction.school;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.sanction.ladder.Window;
import nl.tenzij.sanction.sanction.Sector;

/**
 * All that holds for a school as a whole, for every moment.
 *
 * @param sector empty where the school itself is not known yet
 * @param zone by which its days go now, and where no calendar was told
 * @param calendars in the order in which they were told; the first counts for all time before it
 * @param policies those on phones, in the order in which they came in force; of two from one moment
 *     on the one that is given later counts
 * @param contacts whom to ask, by matter
 */
public record SchoolBook(
    Optional<Sector> sector,
    ZoneId zone,
    List<Told> calendars,
    List<Since> policies,
    Map<Matter, Contact> contacts) {

  /** In days. */
  private static final int A_YEAR = 366;

  /** What people can be asked about at a school's contact desk. */
  public enum Matter {
    POLICY,
    EXEMPTIONS,
    SANCTIONS,
    ROSTER,
    OTHER
  }

  /** A calendar from the moment on at which it was told; empty where that is not known. */
  public record Told(Optional<Instant> at, Calendar calendar) {

    private boolean isBy(Instant moment) {
      return at.map(told -> !told.isAfter(moment)).orElse(true);
    }
  }

  /** A policy from the moment on at which it came in force. */
  public record Since(Instant from, RulesInForce rules) {}

  public SchoolBook {
    calendars = List.copyOf(calendars);
    policies = policies.stream().sorted(Comparator.comparing(Since::from)).toList();
    contacts = Map.copyOf(contacts);
  }

  /** The calendar by which the bells went at a moment; empty where none was ever told. */
  public Optional<Calendar> calendar(Instant at) {
    return calendars.stream()
        .filter(told -> told.isBy(at))
        .reduce((earlier, later) -> later)
        .or(() -> calendars.stream().findFirst())
        .map(Told::calendar);
  }

  /** When the next calendar after a moment was told. */
  public Optional<Instant> nextCalendar(Instant at) {
    return calendars.stream()
        .skip(1)
        .flatMap(told -> told.at().stream())
        .filter(told -> told.isAfter(at))
        .min(Instant::compareTo);
  }

  /** A moment by the school's clock. */
  public ZonedDateTime here(Instant at) {
    return at.atZone(calendar(at).map(Calendar::zone).orElse(zone));
  }

  /** When the clock there is put forward or back next; empty where it never is. */
  public Optional<Instant> nextClockChange(Instant at) {
    return Optional.ofNullable(here(at).getZone().getRules().nextTransition(at))
        .map(ZoneOffsetTransition::getInstant);
  }

  public LocalDate dayOf(Instant at) {
    return here(at).toLocalDate();
  }

  /** Whether a moment is of the school year of another, or after that one. */
  public boolean isSinceTheSchoolYearOf(Instant now, Instant at) {
    return at.isAfter(now) || Window.SCHOOL_YEAR.holdsBoth(at, now, here(now).getZone());
  }

  /** When the day of a moment begins. */
  public Instant midnightBefore(Instant at) {
    ZonedDateTime here = here(at);
    return here.toLocalDate().atStartOfDay(here.getZone()).toInstant();
  }

  /** When school begins on the day of a moment; midnight, where no calendar tells. */
  public Instant begins(Instant at) {
    ZonedDateTime here = here(at);
    return calendar(at)
        .flatMap(calendar -> calendar.times(here.toLocalDate()))
        .map(day -> here.with(day.from()).toInstant())
        .orElseGet(() -> midnightBefore(at));
  }

  /**
   * When the school day before that of a moment ended, which can be weeks ago; midnight, where no
   * calendar tells.
   */
  public Instant endedBefore(Instant at) {
    ZonedDateTime here = here(at);
    return calendar(at).stream()
        .flatMap(
            calendar ->
                Stream.iterate(here.toLocalDate().minusDays(1), day -> day.minusDays(1))
                    .limit(A_YEAR)
                    .flatMap(
                        day ->
                            calendar
                                .times(day)
                                .map(times -> here.with(day).with(times.until()))
                                .stream()))
        .findFirst()
        .map(ZonedDateTime::toInstant)
        .orElseGet(() -> midnightBefore(at));
  }

  /** When the day of a moment is over. */
  public Instant midnightAfter(Instant at) {
    ZonedDateTime here = here(at);
    return here.toLocalDate().plusDays(1).atStartOfDay(here.getZone()).toInstant();
  }

  /** The rules that bound the pupils at a moment; empty where no policy was in force. */
  public Optional<RulesInForce> rules(Instant at) {
    return policies.stream()
        .filter(policy -> !policy.from().isAfter(at))
        .reduce((earlier, later) -> later)
        .map(Since::rules);
  }

  /** When the next policy after a moment comes in force, where that is known. */
  public Optional<Instant> nextPolicy(Instant at) {
    return policies.stream().map(Since::from).filter(from -> from.isAfter(at)).findFirst();
  }

  /** The first of the matters for which the school names someone. */
  public Optional<Contact> ask(Matter... matters) {
    return List.of(matters).stream().filter(contacts::containsKey).map(contacts::get).findFirst();
  }
}
