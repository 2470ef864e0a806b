package nl.tenzij.school.staff;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of the entry of a member of staff in the roster. */
public sealed interface StaffCommand {

  /**
   * Enters the member of staff, or what is now known.
   *
   * @param email null where the roster gives none
   * @param roles the roster's own words, such as {@code teacher}
   */
  record RegisterStaff(
      String staff,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      List<String> roles)
      implements StaffCommand {}

  /** Works at this school no longer. */
  record LeaveSchool(String staff) implements StaffCommand {}
}
