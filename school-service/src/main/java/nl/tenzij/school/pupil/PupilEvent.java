package nl.tenzij.school.pupil;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/** What happened to a pupil's entry in the roster. */
public sealed interface PupilEvent {

  /** The pupil came to this school, or came back. The year group is null where none is known. */
  record PupilRegistered(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      List<Guardianship> guardians,
      List<Enrolment> enrolments,
      Support support)
      implements PupilEvent {}

  /** The whole of what is known after the change. */
  record PupilChanged(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      List<Guardianship> guardians,
      List<Enrolment> enrolments,
      Support support)
      implements PupilEvent {}

  record PupilLeft(String pupil) implements PupilEvent {}
}
