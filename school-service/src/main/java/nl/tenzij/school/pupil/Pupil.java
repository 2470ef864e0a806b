package nl.tenzij.school.pupil;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A pupil as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param present false after leaving
 * @param yearGroup null where none is known
 * @param guardians in order of their ids
 * @param enrolments in order of their classes, also those to come
 */
public record Pupil(
    String pupil,
    boolean present,
    Personal<String> givenName,
    Personal<String> familyName,
    String yearGroup,
    List<Guardianship> guardians,
    List<Enrolment> enrolments,
    Support support) {

  public static final Pupil NONE =
      new Pupil(null, false, null, null, null, List.of(), List.of(), Support.NONE);

  /** The ids of the pupil's classes on a day, in order. */
  public List<String> classesOn(LocalDate day) {
    return enrolments.stream()
        .filter(enrolment -> enrolment.holdsOn(day))
        .map(Enrolment::inClass)
        .distinct()
        .toList();
  }

  Pupil enrolled(List<Enrolment> now) {
    return new Pupil(pupil, present, givenName, familyName, yearGroup, guardians, now, support);
  }

  Pupil inCareOf(List<Guardianship> now) {
    return new Pupil(pupil, present, givenName, familyName, yearGroup, now, enrolments, support);
  }
}
