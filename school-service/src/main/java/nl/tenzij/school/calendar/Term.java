package nl.tenzij.school.calendar;

import java.time.LocalDate;

/** A part of a school year after which something is looked at again, both ends included. */
public record Term(String title, LocalDate from, LocalDate until) {

  boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }
}
