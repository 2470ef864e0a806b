package nl.tenzij.school.guardian;

import nl.tenzij.ledger.privacy.Personal;

/**
 * What happened to a guardian's entry in the roster. The e-mail address is null where none is
 * known.
 */
public sealed interface GuardianEvent {

  record GuardianRegistered(
      String guardian,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      String language)
      implements GuardianEvent {}

  /** The whole of what is known after the change. */
  record GuardianChanged(
      String guardian,
      Personal<String> givenName,
      Personal<String> familyName,
      Personal<String> email,
      String language)
      implements GuardianEvent {}

  record GuardianLeft(String guardian) implements GuardianEvent {}
}
