package nl.tenzij.school.pupil;

import java.time.LocalDate;

/**
 * A pupil's place in a class.
 *
 * @param id the roster's id of the enrolment, null where it came without
 * @param inClass the roster's id of the class
 * @param begin the first day, null where it has none
 * @param end the last day, null where it has none
 * @param ownBegin whether the first day is the place's own, after that of the class; else it says
 *     nothing of when the pupil came
 */
public record Enrolment(
    String id, String inClass, LocalDate begin, LocalDate end, boolean ownBegin) {

  public Enrolment(String id, String inClass, LocalDate begin, LocalDate end) {
    this(id, inClass, begin, end, false);
  }

  /** Without an id of its own and without dates. */
  public static Enrolment in(String inClass) {
    return new Enrolment(null, inClass, null, null);
  }

  public boolean holdsOn(LocalDate day) {
    return (begin == null || !day.isBefore(begin)) && (end == null || !day.isAfter(end));
  }
}
