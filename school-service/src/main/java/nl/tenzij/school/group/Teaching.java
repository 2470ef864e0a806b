package nl.tenzij.school.group;

import java.time.LocalDate;

/**
 * A teacher's place at a class.
 *
 * @param id the roster's id of the enrolment, null where it came without
 * @param begin the first day, null where it has none
 * @param end the last day, null where it has none
 * @param primary whether the roster calls this the class's own teacher
 */
public record Teaching(String id, String staff, LocalDate begin, LocalDate end, boolean primary) {

  /** Without an id of its own and without dates. */
  public static Teaching by(String staff) {
    return new Teaching(null, staff, null, null, false);
  }

  public boolean holdsOn(LocalDate day) {
    return (begin == null || !day.isBefore(begin)) && (end == null || !day.isAfter(end));
  }
}
