package nl.tenzij.school.calendar;

import java.time.LocalDate;

/** Days without school, both ends included; a single day is a holiday too. */
public record Holiday(String title, LocalDate from, LocalDate until) {

  boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }
}
