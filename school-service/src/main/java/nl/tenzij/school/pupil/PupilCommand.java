package nl.tenzij.school.pupil;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of a pupil's entry in the roster. */
public sealed interface PupilCommand {

  /**
   * Enters the pupil, or what is now known of the pupil.
   *
   * @param yearGroup null where the roster names none
   * @param classes empty where the roster is silent on enrolments: as they were known
   */
  record RegisterPupil(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      List<Tie> guardians,
      Optional<List<String>> classes)
      implements PupilCommand {}

  /** The pupil is at this school no longer. */
  record LeaveSchool(String pupil) implements PupilCommand {}

  /**
   * A guardian the roster names for the pupil.
   *
   * @param language empty where the guardian's own line could not be read: as it was known, and a
   *     guardian never known is not tied
   */
  record Tie(String guardian, Optional<String> language, boolean informed) {}
}
