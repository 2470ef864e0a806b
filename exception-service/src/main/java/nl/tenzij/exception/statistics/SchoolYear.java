package nl.tenzij.exception.statistics;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * From 1 August until 31 July (WPO art. 1, WVO 2020 art. 1.1).
 *
 * @param begins the calendar year of its first day
 */
public record SchoolYear(int begins) {

  public static SchoolYear of(LocalDate day) {
    return new SchoolYear(
        day.getMonthValue() < Month.AUGUST.getValue() ? day.getYear() - 1 : day.getYear());
  }

  public LocalDate from() {
    return LocalDate.of(begins, Month.AUGUST, 1);
  }

  LocalDate until() {
    return from().plusYears(1).minusDays(1);
  }

  /** Those that have begun, as {@code 2026-09}. */
  List<String> months(LocalDate today) {
    return Stream.iterate(YearMonth.from(from()), month -> month.plusMonths(1))
        .limit(12)
        .filter(month -> !month.atDay(1).isAfter(today))
        .map(YearMonth::toString)
        .toList();
  }

  @Override
  public String toString() {
    return begins + "-" + (begins + 1);
  }
}
