package nl.tenzij.school.guardian;

import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of a guardian's entry in the roster. */
public sealed interface GuardianCommand {

  /**
   * Enters the guardian, or what is now known of the guardian.
   *
   * @param email null where the roster gives none
   * @param language a two-letter code; empty where the roster is silent: as it was known
   * @param otherwise the language of whom none was known
   */
  record RegisterGuardian(
      String guardian,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      Optional<String> language,
      String otherwise)
      implements GuardianCommand {}

  /** The guardian has no pupil at this school any more. */
  record LeaveSchool(String guardian) implements GuardianCommand {}
}
