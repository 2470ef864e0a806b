package nl.tenzij.school.pupil;

import java.util.List;
import nl.tenzij.ledger.privacy.Personal;

/** What happened to a pupil's entry in the roster. */
public sealed interface PupilEvent {

  /**
   * The pupil came to this school, or came back.
   *
   * @param yearGroup null where none is known
   * @param ofAge whether the roster says that the pupil is
   */
  record PupilRegistered(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      List<Guardianship> guardians,
      List<Enrolment> enrolments,
      Support support,
      boolean ofAge)
      implements PupilEvent {

    /** Of a minor. */
    public PupilRegistered(
        String pupil,
        Personal<String> givenName,
        Personal<String> familyName,
        String yearGroup,
        List<Guardianship> guardians,
        List<Enrolment> enrolments,
        Support support) {
      this(pupil, givenName, familyName, yearGroup, guardians, enrolments, support, false);
    }
  }

  /** The whole of what is known after the change. */
  record PupilChanged(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      List<Guardianship> guardians,
      List<Enrolment> enrolments,
      Support support,
      boolean ofAge)
      implements PupilEvent {

    /** Of a minor. */
    public PupilChanged(
        String pupil,
        Personal<String> givenName,
        Personal<String> familyName,
        String yearGroup,
        List<Guardianship> guardians,
        List<Enrolment> enrolments,
        Support support) {
      this(pupil, givenName, familyName, yearGroup, guardians, enrolments, support, false);
    }
  }

  record PupilLeft(String pupil) implements PupilEvent {}
}
