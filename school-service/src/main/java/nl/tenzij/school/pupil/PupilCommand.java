package nl.tenzij.school.pupil;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;

/** What can be asked of a pupil's entry in the roster. */
public sealed interface PupilCommand {

  /**
   * Enters the pupil, or what is now known of the pupil.
   *
   * @param yearGroup null where the roster names none
   * @param guardians empty where the roster is silent on guardians: as they were known
   * @param restrictions also of guardians on whom it is silent, and of who is none yet, or no more
   * @param enrolments empty where the roster is silent on enrolments: as they were known
   * @param ofAge empty where the roster is silent on it: as it was known
   */
  record RegisterPupil(
      String pupil,
      Personal<String> givenName,
      Personal<String> familyName,
      String yearGroup,
      Optional<List<Tie>> guardians,
      Restrictions restrictions,
      Optional<List<Enrolment>> enrolments,
      SupportSaid support,
      Optional<Boolean> ofAge)
      implements PupilCommand {

    /** Silent on whether the pupil is of age. */
    public RegisterPupil(
        String pupil,
        Personal<String> givenName,
        Personal<String> familyName,
        String yearGroup,
        Optional<List<Tie>> guardians,
        Restrictions restrictions,
        Optional<List<Enrolment>> enrolments,
        SupportSaid support) {
      this(
          pupil,
          givenName,
          familyName,
          yearGroup,
          guardians,
          restrictions,
          enrolments,
          support,
          Optional.empty());
    }

    /** Where nobody is of age, whatever the roster says. */
    public RegisterPupil atPrimarySchool() {
      return new RegisterPupil(
          pupil,
          givenName,
          familyName,
          yearGroup,
          guardians,
          restrictions,
          enrolments,
          support,
          Optional.of(false));
    }

    /** Says also that places known before are kept, in classes that it does not speak of. */
    public RegisterPupil notWithout(List<Enrolment> known) {
      return new RegisterPupil(
          pupil,
          givenName,
          familyName,
          yearGroup,
          guardians,
          restrictions,
          enrolments.map(said -> with(said, known)),
          support,
          ofAge);
    }

    private static List<Enrolment> with(List<Enrolment> said, List<Enrolment> known) {
      return Stream.concat(
              said.stream(),
              known.stream()
                  .filter(
                      each -> said.stream().noneMatch(one -> one.inClass().equals(each.inClass()))))
          .toList();
    }
  }

  /** The pupil is at this school no longer. */
  record LeaveSchool(String pupil) implements PupilCommand {}

  /** Gives the pupil a place in a class; one with the same id is replaced. */
  record Enrol(String pupil, Enrolment enrolment) implements PupilCommand {}

  /** The enrolment with this id was never meant, or is over. */
  record Disenrol(String pupil, String enrolment) implements PupilCommand {}

  /** The pupil has no place in the class any more, by whatever enrolment. */
  record LeaveClass(String pupil, String inClass) implements PupilCommand {}

  /** A guardian of the pupil speaks another language now. */
  record GuardianSpeaks(String pupil, String guardian, String language) implements PupilCommand {}

  /**
   * A guardian the roster names for the pupil.
   *
   * @param language empty where the roster is silent: as it was known
   * @param otherwise the language of a guardian of whom none was known; empty where the guardian's
   *     own line could not be read: who was never known is not tied then
   */
  record Tie(String guardian, Optional<String> language, Optional<String> otherwise) {

    public Tie(String guardian, Optional<String> language) {
      this(guardian, language, Optional.empty());
    }
  }

  /**
   * Which guardians the roster restricts, by their ids. Each is empty where it is silent on that:
   * as it was known, else not restricted.
   *
   * @param uninformed not told of the pupil unasked; custody and contact can rule it out as well
   */
  record Restrictions(
      Optional<List<String>> uninformed,
      Optional<List<String>> withoutCustody,
      Optional<List<String>> barred) {

    public static final Restrictions SILENT =
        new Restrictions(Optional.empty(), Optional.empty(), Optional.empty());

    Optional<Boolean> withholdsFrom(String guardian) {
      return uninformed.map(all -> all.contains(guardian));
    }

    Optional<Boolean> givesCustody(String guardian) {
      return withoutCustody.map(all -> !all.contains(guardian));
    }

    Optional<Boolean> allowsContact(String guardian) {
      return barred.map(all -> !all.contains(guardian));
    }

    /** All whom it restricts in some way. */
    Stream<String> restricted() {
      return Stream.of(uninformed, withoutCustody, barred)
          .flatMap(Optional::stream)
          .flatMap(List::stream)
          .distinct();
    }
  }

  /**
   * What the roster says of who looks after the pupil. Each is empty where it is silent on that: as
   * it was known.
   */
  record SupportSaid(
      Optional<Named> mentor, Optional<Named> careCoordinator, Optional<Boolean> plan) {

    public static final SupportSaid NOTHING =
        new SupportSaid(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Whom the roster names.
   *
   * @param staff null where it says that there is nobody
   */
  record Named(String staff) {}
}
