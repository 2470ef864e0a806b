package nl.tenzij.school.staff;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What happened to the entry of a member of staff. The e-mail address is null where none is known.
 */
public sealed interface StaffEvent {

  record StaffRegistered(
      String staff,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      List<String> roles)
      implements StaffEvent {}

  /** The whole of what is known after the change. */
  record StaffChanged(
      String staff,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      List<String> roles)
      implements StaffEvent {}

  record StaffLeft(String staff) implements StaffEvent {}
}
