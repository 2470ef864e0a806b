package nl.tenzij.school.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/**
 * A school year, both ends included.
 *
 * @param terms in order; none where the school has none
 */
public record SchoolYear(String title, LocalDate from, LocalDate until, List<Term> terms) {

  /** By law a school year runs from 1 August to 31 July (WPO art. 1, WVO 2020 art. 1.1). */
  static SchoolYear byLaw(LocalDate day) {
    int begin = day.getMonthValue() >= Month.AUGUST.getValue() ? day.getYear() : day.getYear() - 1;
    return new SchoolYear(
        begin + "-" + (begin + 1),
        LocalDate.of(begin, Month.AUGUST, 1),
        LocalDate.of(begin + 1, Month.JULY, 31),
        List.of());
  }

  boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }

  /** The term of a day; empty in between and where there are none. */
  public Optional<Term> term(LocalDate day) {
    return terms.stream().filter(term -> term.holds(day)).findFirst();
  }
}
