package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import nl.tenzij.local.day.DemoCalendar.Days;
import org.junit.jupiter.api.Test;

class DemoCalendarTest {

  @Test
  void the_day_before_is_the_first_school_day_that_another_follows() {
    assertThat(after("2026-11-22T09:00:00Z")).isEqualTo(days("11-23", "11-24", "11-25"));
    assertThat(after("2026-11-23T06:59:00Z")).isEqualTo(days("11-23", "11-24", "11-25"));
    assertThat(after("2026-11-23T07:01:00Z")).isEqualTo(days("11-24", "11-25", "11-26"));
    assertThat(after("2026-11-25T20:00:00Z")).isEqualTo(days("11-26", "11-27", "11-30"));
    assertThat(after("2026-11-26T20:00:00Z")).isEqualTo(days("11-30", "12-01", "12-02"));
  }

  @Test
  void no_holiday_comes_between_and_no_new_school_year() {
    assertThat(after("2026-12-16T20:00:00Z").eve()).isEqualTo(LocalDate.of(2027, 1, 4));
    assertThat(after("2027-07-07T20:00:00Z").eve()).isEqualTo(LocalDate.of(2027, 8, 24));
  }

  private static Days after(String moment) {
    return Days.after(Instant.parse(moment));
  }

  private static Days days(String eve, String day, String next) {
    return new Days(
        LocalDate.parse("2026-" + eve),
        LocalDate.parse("2026-" + day),
        LocalDate.parse("2026-" + next));
  }
}
