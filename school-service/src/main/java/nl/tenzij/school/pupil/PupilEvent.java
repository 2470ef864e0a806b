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

  /**
   * What restricts people who are no guardians of the pupil, or no more: should the roster name
   * them, that holds. What is known after the change follows: this is never the last word.
   *
   * @param former all of them, in order of their ids; the language is null of who was never tied
   */
  record GuardiansRestricted(String pupil, List<Guardianship> former) implements PupilEvent {}

  record PupilLeft(String pupil) implements PupilEvent {}
}
