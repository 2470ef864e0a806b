package nl.tenzij.notification.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a school's zone, week, holidays and rules, and whatever the moment. */
class HoursPropertiesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECONDS_OF_TWO_YEARS = Duration.ofDays(730).toSeconds();

  @Property
  void nothingGoesInQuietHoursAndWhatWaitsGoesOnASchoolDayMorning(
      @ForAll("hours") Hours hours, @ForAll("moments") Instant moment) {
    Optional<Instant> until = hours.quietUntil(moment);

    if (until.isEmpty()) {
      assertDecent(hours, moment.atZone(hours.zone()));
    } else {
      assertThat(until.get()).isAfter(moment);
      assertDecent(hours, until.get().atZone(hours.zone()));
      assertThat(hours.quietUntil(until.get())).isEmpty();
    }
  }

  /** Held no longer than needed: no school day's morning lies in between at which it could go. */
  @Property
  void waitsForTheFirstMorningThereIs(
      @ForAll("hours") Hours hours, @ForAll("moments") Instant moment) {
    Instant until = hours.quietUntil(moment).orElse(moment);

    LocalDate first = moment.atZone(hours.zone()).toLocalDate();
    LocalDate last = until.atZone(hours.zone()).toLocalDate();
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
      ZonedDateTime morning = day.atTime(hours.quiet().quietUntil()).atZone(hours.zone());
      assertThat(
              isOpen(hours, day)
                  && !isQuiet(hours.quiet(), morning.toLocalTime())
                  && morning.toInstant().isAfter(moment))
          .as("the morning of %s", day)
          .isFalse();
    }
  }

  @Property
  void whereBothTimesAreTheSameNoHourIsQuiet(
      @ForAll("hours") Hours hours, @ForAll("moments") Instant moment) {
    Quiet rules = hours.quiet();
    Quiet never =
        new Quiet(
            rules.quietFrom(),
            rules.quietFrom(),
            rules.quietAtWeekends(),
            rules.quietOnHolidays(),
            Set.of());
    Hours always = new Hours(hours.zone(), hours.days(), hours.holidays(), never);
    LocalDate day = moment.atZone(hours.zone()).toLocalDate();

    assertThat(always.quietUntil(moment).isEmpty()).isEqualTo(isOpen(always, day));
  }

  private static void assertDecent(Hours hours, ZonedDateTime there) {
    assertThat(isOpen(hours, there.toLocalDate())).as("a school day: %s", there).isTrue();
    assertThat(isQuiet(hours.quiet(), there.toLocalTime())).as("quiet: %s", there).isFalse();
  }

  /** Counted from its beginning, around the clock: in the evening, at noon, or never. */
  private static boolean isQuiet(Quiet quiet, LocalTime time) {
    return after(quiet.quietFrom(), time) < after(quiet.quietFrom(), quiet.quietUntil());
  }

  private static long after(LocalTime begin, LocalTime time) {
    return Math.floorMod(
        ChronoUnit.NANOS.between(begin, time), ChronoUnit.DAYS.getDuration().toNanos());
  }

  private static boolean isOpen(Hours hours, LocalDate day) {
    boolean off = hours.quiet().quietAtWeekends() && !hours.days().contains(day.getDayOfWeek());
    boolean holiday =
        hours.quiet().quietOnHolidays()
            && hours.holidays().stream()
                .anyMatch(each -> !day.isBefore(each.from()) && !day.isAfter(each.until()));
    return !off && !holiday;
  }

  /** Every second of two years, with the changes of clocks met on purpose. */
  @Provide
  Arbitrary<Instant> moments() {
    Arbitrary<Instant> any =
        Arbitraries.longs().between(0, SECONDS_OF_TWO_YEARS).map(START::plusSeconds);
    Arbitrary<Instant> aroundChanges =
        Combinators.combine(
                Arbitraries.of(
                    Instant.parse("2026-03-29T01:00:00Z"),
                    Instant.parse("2026-10-25T01:00:00Z"),
                    Instant.parse("2026-04-04T15:00:00Z"),
                    Instant.parse("2026-10-03T15:30:00Z")),
                Arbitraries.longs().between(-86_400, 86_400))
            .as(Instant::plusSeconds);
    return Arbitraries.oneOf(any, aroundChanges);
  }

  @Provide
  Arbitrary<Hours> hours() {
    Arbitrary<ZoneId> zone =
        Arbitraries.of(
                "Europe/Amsterdam", "America/Kralendijk", "Australia/Lord_Howe", "Asia/Tehran")
            .map(ZoneId::of);
    Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMaxSize(7);
    Arbitrary<List<Holiday>> holidays =
        Combinators.combine(
                Arbitraries.integers().between(0, 800), Arbitraries.integers().between(0, 60))
            .as(HoursPropertiesTest::holiday)
            .list()
            .ofMaxSize(4);
    Arbitrary<Quiet> quiet =
        Combinators.combine(
                Arbitraries.integers().between(0, 23 * 60 + 59),
                Arbitraries.integers().between(0, 23 * 60 + 59),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(
                (from, until, weekends, free) ->
                    new Quiet(time(from), time(until), weekends, free, Set.of()));
    return Combinators.combine(zone, days, holidays, quiet).as(Hours::new);
  }

  private static Holiday holiday(int begin, int length) {
    LocalDate from = LocalDate.of(2026, 1, 1).plusDays(begin);
    return new Holiday(from, from.plusDays(length));
  }

  private static LocalTime time(int minutes) {
    return LocalTime.MIDNIGHT.plusMinutes(minutes);
  }
}
