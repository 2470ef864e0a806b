package nl.tenzij.school.pupil.api;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Pupil;

/**
 * A pupil as staff see one.
 *
 * @param yearGroup null where none is known
 * @param mentor null where the school named none
 * @param careCoordinator null where the school named none
 * @param supportPlan whether there is one (OPP); null for those who only teach the pupil
 */
public record PupilView(
    String pupil,
    String givenName,
    String familyName,
    String yearGroup,
    List<String> classes,
    List<String> guardians,
    String mentor,
    String careCoordinator,
    Boolean supportPlan) {

  static PupilView of(Pupil pupil, LocalDate today, boolean withPlan) {
    return new PupilView(
        pupil.pupil(),
        shown(pupil.givenName()),
        shown(pupil.familyName()),
        pupil.yearGroup(),
        pupil.classesOn(today),
        pupil.guardians().stream().map(Guardianship::guardian).toList(),
        pupil.support().mentor(),
        pupil.support().careCoordinator(),
        withPlan ? pupil.support().plan() : null);
  }

  private static String shown(Personal<String> value) {
    return value.value().orElse(null);
  }
}
