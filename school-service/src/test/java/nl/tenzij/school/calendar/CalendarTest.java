package nl.tenzij.school.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalendarTest {

  private final Calendar calendar = Weeks.calendar();

  private static Instant at(String moment) {
    return OffsetDateTime.parse(moment).toInstant();
  }

  @Test
  void aLessonEndsWhereTheNextBegins() {
    assertThat(calendar.lesson(at("2026-09-07T08:30:00+02:00")).map(LessonTime::lesson))
        .contains("1");
    assertThat(calendar.lesson(at("2026-09-07T09:20:00+02:00")).map(LessonTime::lesson))
        .contains("2");
    assertThat(calendar.lesson(at("2026-09-07T10:15:00+02:00"))).as("a break").isEmpty();
    assertThat(calendar.open(at("2026-09-07T10:15:00+02:00"))).isTrue();
    assertThat(calendar.open(at("2026-09-07T15:00:00+02:00"))).as("just over").isFalse();
  }

  @Test
  void theDayIsTheSchoolsAndNotOfTheOneWhoAsks() {
    assertThat(calendar.dayOf(at("2026-09-06T23:30:00Z"))).isEqualTo(LocalDate.parse("2026-09-07"));
    assertThat(calendar.open(at("2026-09-07T02:30:00-04:00"))).isTrue();
  }

  @Test
  void aHolidayIsNoSchoolDay() {
    assertThat(calendar.times(LocalDate.parse("2026-10-19"))).isEmpty();
    assertThat(calendar.endOfDay(LocalDate.parse("2026-10-19"))).isEmpty();
    assertThat(calendar.nextMorning(at("2026-10-16T17:00:00+02:00")))
        .as("from before the holiday to the Monday after it, on the other side of summer time")
        .contains(at("2026-10-26T08:30:00+01:00"));
  }

  @Test
  void theSchoolDayBeforeIsBeforeAWeekendAndAHoliday() {
    LocalDate thursday = LocalDate.parse("2026-10-15");
    assertThat(calendar.schoolDayBefore(LocalDate.parse("2026-10-16"))).isEqualTo(thursday);
    assertThat(calendar.schoolDayBefore(LocalDate.parse("2026-10-26")))
        .isEqualTo(LocalDate.parse("2026-10-16"));
    assertThat(Calendar.NONE.schoolDayBefore(LocalDate.parse("2026-10-26")))
        .as("where there is no calendar")
        .isEqualTo(LocalDate.parse("2026-10-25"));
  }

  @Test
  void theClockChangesAndTheBellDoesNot() {
    assertThat(calendar.morning(LocalDate.parse("2027-03-26")))
        .contains(at("2027-03-26T08:30:00+01:00"));
    assertThat(calendar.morning(LocalDate.parse("2027-03-29")))
        .contains(at("2027-03-29T08:30:00+02:00"));
    assertThat(calendar.endOfDay(LocalDate.parse("2026-10-26")))
        .contains(at("2026-10-26T15:00:00+01:00"));
  }

  @Test
  void thisMorningIsTheNextOneUntilItHasCome() {
    assertThat(calendar.nextMorning(at("2026-09-07T07:00:00+02:00")))
        .contains(at("2026-09-07T08:30:00+02:00"));
    assertThat(calendar.nextMorning(at("2026-09-07T08:30:00+02:00")))
        .contains(at("2026-09-07T08:30:00+02:00"));
    assertThat(calendar.nextMorning(at("2026-09-07T08:30:01+02:00")))
        .contains(at("2026-09-08T08:30:00+02:00"));
  }

  @Test
  void aSchoolThatIsNeverOpenHasNoMorning() {
    var closed = new Calendar(Weeks.AMSTERDAM, List.of(), List.of(), List.of(), List.of());
    assertThat(closed.nextMorning(at("2026-09-07T07:00:00+02:00"))).isEmpty();
  }

  @Test
  void theSchoolsOwnYearGoesBeforeTheLaws() {
    SchoolYear own = calendar.year(LocalDate.parse("2026-09-07"));
    assertThat(own.from()).isEqualTo(LocalDate.parse("2026-08-24"));
    assertThat(own.term(LocalDate.parse("2027-01-29")).map(Term::title)).contains("first");
    assertThat(own.term(LocalDate.parse("2027-01-30"))).isEqualTo(Optional.empty());
    SchoolYear byLaw = calendar.year(LocalDate.parse("2026-07-31"));
    assertThat(byLaw.title()).isEqualTo("2025-2026");
    assertThat(byLaw.until()).isEqualTo(LocalDate.parse("2026-07-31"));
    assertThat(calendar.year(LocalDate.parse("2026-08-01")).title()).isEqualTo("2026-2027");
  }

  @Test
  void aDayWithOtherHoursHasThoseAlone() {
    Calendar calendar = Weeks.calendar(Weeks.noon("2026-11-24"));
    assertThat(calendar.lesson(Instant.parse("2026-11-24T08:10:00Z")))
        .map(LessonTime::lesson)
        .contains("2");
    assertThat(calendar.lesson(Instant.parse("2026-11-24T08:40:00Z"))).isEmpty();
    assertThat(calendar.endOfDay(LocalDate.parse("2026-11-24")))
        .contains(Instant.parse("2026-11-24T11:00:00Z"));
    assertThat(calendar.endOfDay(LocalDate.parse("2026-12-01")))
        .as("a week later")
        .contains(Instant.parse("2026-12-01T14:00:00Z"));
  }
}
