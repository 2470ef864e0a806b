package nl.tenzij.school.pupil;

import static java.util.Comparator.comparing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A pupil as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param present false after leaving
 * @param yearGroup null where none is known
 * @param guardians in order of their ids
 * @param former those of earlier days who were not told of the pupil, or barred, and whom the
 *     roster restricts though it names them as no guardians: should it name them, that still holds
 *     until it says otherwise
 * @param enrolments in order of their classes, also those to come; none of who left: who comes back
 *     has no place in a class before the roster says so
 * @param ofAge whether the roster says that the pupil is: nobody's guardianship holds then
 */
public record Pupil(
    String pupil,
    boolean present,
    Personal<String> givenName,
    Personal<String> familyName,
    String yearGroup,
    List<Guardianship> guardians,
    List<Guardianship> former,
    List<Enrolment> enrolments,
    Support support,
    boolean ofAge) {

  public static final Pupil NONE =
      new Pupil(
          null, false, null, null, null, List.of(), List.of(), List.of(), Support.NONE, false);

  /** The ids of the pupil's classes on a day, in order. */
  public List<String> classesOn(LocalDate day) {
    return enrolments.stream()
        .filter(enrolment -> enrolment.holdsOn(day))
        .map(Enrolment::inClass)
        .distinct()
        .toList();
  }

  Pupil enrolled(List<Enrolment> now) {
    return with(guardians, former, now);
  }

  /** With these guardians; what restricted others is kept. */
  Pupil inCareOf(List<Guardianship> now) {
    return with(now, notAmong(now), enrolments);
  }

  /** Where these are restricted, who are no guardians. */
  Pupil restricting(List<Guardianship> others) {
    return with(
        guardians.stream().filter(each -> isNoneOf(others, each)).toList(),
        Stream.concat(former.stream().filter(each -> isNoneOf(others, each)), others.stream())
            .sorted(comparing(Guardianship::guardian))
            .toList(),
        enrolments);
  }

  private Pupil with(
      List<Guardianship> tied, List<Guardianship> noMore, List<Enrolment> inClasses) {
    return new Pupil(
        pupil, present, givenName, familyName, yearGroup, tied, noMore, inClasses, support, ofAge);
  }

  private List<Guardianship> notAmong(List<Guardianship> now) {
    return Stream.concat(guardians.stream(), former.stream())
        .filter(Guardianship::isRestricted)
        .filter(each -> isNoneOf(now, each))
        .sorted(comparing(Guardianship::guardian))
        .toList();
  }

  private static boolean isNoneOf(List<Guardianship> all, Guardianship tie) {
    return all.stream().noneMatch(one -> one.guardian().equals(tie.guardian()));
  }

  /** What is known of the tie to a guardian, also where the roster does not name it any more. */
  Optional<Guardianship> tieTo(String guardian) {
    return Stream.concat(guardians.stream(), former.stream())
        .filter(each -> each.guardian().equals(guardian))
        .findFirst();
  }
}
