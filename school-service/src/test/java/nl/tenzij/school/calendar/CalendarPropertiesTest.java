package nl.tenzij.school.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every calendar at every moment, the nights on which the clock changes included. */
class CalendarPropertiesTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final int DAYS = 800;

  /** One to seven weekdays at any hours, the leapt and the doubled hour of the night too. */
  @Provide
  Arbitrary<Calendar> calendars() {
    Arbitrary<Set<DayOfWeek>> weekdays = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
    Arbitrary<List<LocalTime>> hours =
        Arbitraries.integers()
            .between(0, 24 * 12 - 1)
            .set()
            .ofSize(4)
            .map(fives -> fives.stream().sorted().map(CalendarPropertiesTest::time).toList());
    return Combinators.combine(
            weekdays, hours, holidays(), Arbitraries.of("Europe/Amsterdam", "America/Curacao"))
        .as(
            (days, at, holidays, zone) ->
                new Calendar(
                    ZoneId.of(zone),
                    List.of(),
                    days.stream().sorted().map(day -> times(day, at)).toList(),
                    holidays,
                    List.of()));
  }

  private static LocalTime time(int fiveMinutes) {
    return LocalTime.MIDNIGHT.plusMinutes(5L * fiveMinutes);
  }

  private static DayTimes times(DayOfWeek day, List<LocalTime> at) {
    return new DayTimes(
        day, at.get(0), at.get(3), List.of(new LessonTime("1", at.get(1), at.get(2))));
  }

  private static Arbitrary<List<Holiday>> holidays() {
    return Combinators.combine(
            Arbitraries.integers().between(0, DAYS), Arbitraries.integers().between(0, 50))
        .as(
            (from, length) ->
                new Holiday("away", FIRST.plusDays(from), FIRST.plusDays(from + length)))
        .list()
        .ofMaxSize(4);
  }

  /** Every second of them, with the changes of the clock in Amsterdam met on purpose. */
  @Provide
  Arbitrary<Instant> moments() {
    Arbitrary<Instant> any =
        Arbitraries.longs()
            .between(0, Duration.ofDays(DAYS).toSeconds())
            .map(Instant.parse("2026-01-01T00:00:00Z")::plusSeconds);
    Arbitrary<Instant> aroundChanges =
        Combinators.combine(
                Arbitraries.of(
                    Instant.parse("2026-03-29T01:00:00Z"),
                    Instant.parse("2026-10-25T01:00:00Z"),
                    Instant.parse("2027-03-28T01:00:00Z")),
                Arbitraries.longs().between(-7200, 7200))
            .as(Instant::plusSeconds);
    return Arbitraries.oneOf(any, aroundChanges);
  }

  @Property(tries = 300)
  void theNextMorningIsTheFirstOne(
      @ForAll("calendars") Calendar calendar, @ForAll("moments") Instant moment) {
    Optional<Instant> next = calendar.nextMorning(moment);
    assertThat(next).isPresent();
    assertThat(next.get()).isAfterOrEqualTo(moment);
    LocalDate day = calendar.dayOf(next.get());
    assertThat(calendar.morning(day)).contains(next.get());
    for (LocalDate between = calendar.dayOf(moment);
        between.isBefore(day);
        between = between.plusDays(1)) {
      calendar
          .morning(between)
          .ifPresent(missed -> assertThat(missed).as("passed over").isBefore(moment));
    }
  }

  @Property(tries = 300)
  void aLessonIsWithinTheDayAndNoHolidayHasOne(
      @ForAll("calendars") Calendar calendar, @ForAll("moments") Instant moment) {
    boolean lesson = calendar.lesson(moment).isPresent();
    boolean open = calendar.open(moment);
    LocalDate day = calendar.dayOf(moment);
    if (lesson) {
      assertThat(open).isTrue();
    }
    if (open) {
      assertThat(calendar.holiday(day)).isEmpty();
      assertThat(calendar.morning(day).orElseThrow()).isBeforeOrEqualTo(moment);
      assertThat(calendar.endOfDay(day).orElseThrow()).isAfter(moment);
    }
  }

  /**
   * School begins at the hour that was laid down; in an hour that the clock leaps over, at the
   * leap.
   */
  @Property(tries = 300)
  void schoolBeginsByTheClockOnTheWall(
      @ForAll("calendars") Calendar calendar, @ForAll("moments") Instant moment) {
    LocalDate day = calendar.dayOf(moment);
    calendar
        .morning(day)
        .ifPresent(
            morning -> {
              ZonedDateTime wall = morning.atZone(calendar.timeZone());
              LocalTime from = calendar.times(day).orElseThrow().from();
              ZoneOffsetTransition change =
                  calendar.timeZone().getRules().getTransition(day.atTime(from));
              LocalTime expected =
                  change != null && change.isGap() ? change.getDateTimeAfter().toLocalTime() : from;
              assertThat(wall.toLocalDate()).isEqualTo(day);
              assertThat(wall.toLocalTime()).isEqualTo(expected);
            });
  }

  @Property(tries = 300)
  void everyDayIsInAYearAndTheYearsOfTheLawFollowEachOther(
      @ForAll("calendars") Calendar calendar, @ForAll("moments") Instant moment) {
    LocalDate day = calendar.dayOf(moment);
    SchoolYear year = calendar.year(day);
    assertThat(year.holds(day)).isTrue();
    assertThat(calendar.year(year.until().plusDays(1)).from()).isEqualTo(year.until().plusDays(1));
  }

  @Property(tries = 300)
  void suchCalendarsCanBeSetAndTheyStayAsTheyAre(@ForAll("calendars") Calendar calendar) {
    assertThat(CalendarRules.flaws(calendar)).isEmpty();
    CalendarDecider decider = new CalendarDecider();
    var set = new CalendarCommand.SetCalendar(calendar, false);
    var events = decider.decide(set, Calendar.NONE);
    Calendar known = decider.evolve(Calendar.NONE, events.getFirst());
    assertThat(decider.decide(set, known)).isEmpty();
  }
}
