package nl.tenzij.notification.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S1: no messages after 17:00, at weekends or on holidays. */
class HoursTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final Hours USUAL = new Hours(null, null, null, null);
  private static final List<Holiday> CHRISTMAS =
      List.of(new Holiday(LocalDate.of(2026, 12, 19), LocalDate.of(2027, 1, 3)));
  private static final Duration LEAST = Duration.ofMinutes(15);

  @Test
  void goesAtOnceOnASchoolDay() {
    goesAtOnce(USUAL, "2026-11-23T08:00");
    goesAtOnce(USUAL, "2026-11-23T16:59:59");
  }

  @Test
  void afterFiveItWaitsForTheNextMorning() {
    waits(USUAL, "2026-11-23T17:00", "2026-11-24T08:00");
    waits(USUAL, "2026-11-23T23:59", "2026-11-24T08:00");
    waits(USUAL, "2026-11-24T00:00", "2026-11-24T08:00");
    waits(USUAL, "2026-11-24T07:59:59", "2026-11-24T08:00");
  }

  /** Whatever the hours in which guardians are told: nobody is at school then. */
  @Test
  void theNextSchoolDayIsAfterWeekendsAndHolidays() {
    assertThat(USUAL.nextSchoolDay(LocalDate.of(2026, 11, 23))).isEqualTo("2026-11-24");
    assertThat(USUAL.nextSchoolDay(LocalDate.of(2026, 11, 27))).isEqualTo("2026-11-30");
    Quiet never = new Quiet(LocalTime.of(17, 0), LocalTime.of(8, 0), false, false, Set.of());
    Hours holidays = new Hours(AMSTERDAM, null, CHRISTMAS, never);
    assertThat(holidays.nextSchoolDay(LocalDate.of(2026, 12, 18))).isEqualTo("2027-01-04");
  }

  /** A device that is still there half an hour after the bell of half past four or later. */
  @Test
  void whatWouldComeInTheEveningIsKeptForTheEndOfTheAfternoon() {
    keptFor(USUAL, "2026-11-23T16:30", "2026-11-23T16:58");
    keptFor(USUAL, "2026-11-23T16:43", "2026-11-23T16:58");
    Hours untilMidnight =
        new Hours(
            AMSTERDAM,
            null,
            CHRISTMAS,
            new Quiet(LocalTime.NOON, LocalTime.of(13, 0), true, true, Set.of()));
    keptFor(untilMidnight, "2026-12-18T23:40", "2026-12-18T23:58");
  }

  @Test
  void whatComesInTimeOrCannotBeToldAnyMoreIsNot() {
    for (String moment : List.of("2026-11-23T16:27", "2026-11-23T17:00", "2026-11-22T12:00")) {
      assertThat(lastCall(USUAL, moment)).as(moment).isEmpty();
    }
    Hours never =
        new Hours(
            AMSTERDAM,
            null,
            List.of(),
            new Quiet(LocalTime.NOON, LocalTime.NOON, false, false, Set.of()));
    assertThat(lastCall(never, "2026-11-23T23:40")).isEmpty();
  }

  /** Giving back takes its time: at the bell nobody can say whose device will stay. */
  @Test
  void whatCannotBeKeptForAWhileIsLeftToTheOther() {
    for (String moment : List.of("2026-11-23T16:44", "2026-11-23T16:55", "2026-11-23T16:59")) {
      assertThat(lastCall(USUAL, moment)).as(moment).isEmpty();
    }
  }

  private static void keptFor(Hours hours, String moment, String until) {
    assertThat(lastCall(hours, moment)).as(moment).contains(at(until));
  }

  private static Optional<Instant> lastCall(Hours hours, String moment) {
    return lastCall(hours, at(moment));
  }

  private static Optional<Instant> lastCall(Hours hours, Instant moment) {
    Instant later = moment.plus(Duration.ofMinutes(30));
    return hours.lastCall(moment, later, Duration.ofMinutes(2), LEAST);
  }

  /** Such as when all of it is heard in the next afternoon. */
  @Test
  void whatHasComeMeanwhileIsNotKeptForTheEvening() {
    Instant afternoon = at("2026-11-24T15:00");
    Instant lastEvening = at("2026-11-23T17:10");

    assertThat(USUAL.lastCall(afternoon, lastEvening, Duration.ofMinutes(2), LEAST)).isEmpty();
  }

  @Test
  void overTheWeekendItWaitsForMonday() {
    waits(USUAL, "2026-11-20T17:10", "2026-11-23T08:00");
    waits(USUAL, "2026-11-21T11:00", "2026-11-23T08:00");
    waits(USUAL, "2026-11-22T11:00", "2026-11-23T08:00");
  }

  @Test
  void overAHolidayItWaitsForItsEndAndTheWeekendAfterIt() {
    Hours hours = new Hours(AMSTERDAM, null, CHRISTMAS, null);
    waits(hours, "2026-12-18T17:00", "2027-01-04T08:00");
    waits(hours, "2026-12-22T10:00", "2027-01-04T08:00");
    goesAtOnce(hours, "2026-12-18T16:59");
    goesAtOnce(hours, "2027-01-04T08:00");
  }

  @Test
  void aWeekdayWithoutSchoolIsQuietToo() {
    Hours hours = new Hours(AMSTERDAM, without(DayOfWeek.WEDNESDAY), List.of(), null);
    waits(hours, "2026-11-24T17:30", "2026-11-26T08:00");
    waits(hours, "2026-11-25T10:00", "2026-11-26T08:00");
  }

  @Test
  void aSchoolThatIsOpenAtTheWeekendOnlyIsNotQuietForEver() {
    Hours hours = new Hours(AMSTERDAM, Set.of(DayOfWeek.SATURDAY), List.of(), null);
    waits(hours, "2026-11-23T10:00", "2026-11-28T08:00");
  }

  @Test
  void aCalendarWithoutAnySchoolHoldsNothingForEver() {
    Holiday always = new Holiday(LocalDate.of(2020, 1, 1), LocalDate.of(2990, 1, 1));
    Hours hours = new Hours(AMSTERDAM, null, List.of(always), null);
    waits(hours, "2026-11-23T10:00", "2027-12-29T08:00");
  }

  @Test
  void thePolicyCanHaveOtherHours() {
    Quiet later = new Quiet(LocalTime.of(19, 30), LocalTime.of(7, 15), false, false, Set.of());
    Hours hours = new Hours(AMSTERDAM, null, CHRISTMAS, later);
    goesAtOnce(hours, "2026-11-21T19:29");
    waits(hours, "2026-11-21T19:30", "2026-11-22T07:15");
    goesAtOnce(hours, "2026-12-24T12:00");
    Quiet lunch = new Quiet(LocalTime.of(12, 0), LocalTime.of(13, 0), true, true, Set.of());
    Hours midday = new Hours(AMSTERDAM, null, List.of(), lunch);
    waits(midday, "2026-11-23T12:30", "2026-11-23T13:00");
    goesAtOnce(midday, "2026-11-23T20:00");
  }

  @Test
  void fiveIsFiveOnTheClockOnTheWallInSummerAndInWinter() {
    // On 25 October 2026 the clock goes back, on 28 March 2027 forward.
    assertThat(USUAL.quietUntil(Instant.parse("2026-10-23T14:59:00Z"))).isEmpty();
    assertThat(USUAL.quietUntil(Instant.parse("2026-10-23T15:00:00Z")))
        .contains(Instant.parse("2026-10-26T07:00:00Z"));
    assertThat(USUAL.quietUntil(Instant.parse("2027-03-26T16:00:00Z")))
        .contains(Instant.parse("2027-03-29T06:00:00Z"));
    assertThat(USUAL.quietUntil(Instant.parse("2027-03-29T15:00:00Z")))
        .contains(Instant.parse("2027-03-30T06:00:00Z"));
  }

  @Test
  void anHourThatComesTwiceOrNeverIsNoTrap() {
    Quiet night = new Quiet(LocalTime.of(22, 0), LocalTime.of(2, 30), false, false, Set.of());
    Hours hours = new Hours(AMSTERDAM, EnumSet.allOf(DayOfWeek.class), List.of(), night);
    // 02:15 for the second time on 25 October: 02:30 is still to come, once.
    assertThat(hours.quietUntil(Instant.parse("2026-10-25T01:15:00Z")))
        .contains(Instant.parse("2026-10-25T01:30:00Z"));
    // There is no 02:30 on 28 March: the clock goes from 02:00 to 03:00, when it is past that.
    assertThat(hours.quietUntil(Instant.parse("2027-03-28T00:59:00Z")))
        .contains(Instant.parse("2027-03-28T01:00:00Z"));
    assertThat(hours.quietUntil(Instant.parse("2027-03-28T01:00:00Z"))).isEmpty();
  }

  @Test
  void whatIsKeptForTheEndGoesBeforeAnHourThatComesTwiceOrNever() {
    Quiet late = new Quiet(LocalTime.of(2, 30), LocalTime.NOON, false, false, Set.of());
    Hours hours = new Hours(AMSTERDAM, EnumSet.allOf(DayOfWeek.class), List.of(), late);
    assertThat(lastCall(hours, Instant.parse("2027-03-28T00:40:00Z")))
        .as("from three on it is quiet")
        .contains(Instant.parse("2027-03-28T00:58:00Z"));
    assertThat(lastCall(hours, Instant.parse("2026-10-25T01:10:00Z")))
        .as("ten past two for the second time")
        .contains(Instant.parse("2026-10-25T01:28:00Z"));
  }

  @Test
  void theSchoolsOwnZoneCounts() {
    Hours bonaire = new Hours(ZoneId.of("America/Kralendijk"), null, null, null);
    assertThat(bonaire.quietUntil(Instant.parse("2026-11-23T20:59:00Z"))).isEmpty();
    assertThat(bonaire.quietUntil(Instant.parse("2026-11-23T21:00:00Z")))
        .contains(Instant.parse("2026-11-24T12:00:00Z"));
  }

  private static Set<DayOfWeek> without(DayOfWeek day) {
    Set<DayOfWeek> days = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    days.remove(day);
    return days;
  }

  private static void goesAtOnce(Hours hours, String local) {
    assertThat(hours.quietUntil(at(local))).as(local).isEmpty();
  }

  private static void waits(Hours hours, String local, String until) {
    assertThat(hours.quietUntil(at(local))).as(local).contains(at(until));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(AMSTERDAM).toInstant();
  }
}
