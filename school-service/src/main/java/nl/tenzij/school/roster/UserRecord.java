package nl.tenzij.school.roster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.guardian.GuardianCommand.RegisterGuardian;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.PupilCommand.Named;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.Restrictions;
import nl.tenzij.school.pupil.PupilCommand.SupportSaid;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.staff.StaffCommand.RegisterStaff;

/**
 * What a roster says of a user, and what is entered for it, whether it came with others or was
 * pushed alone. One user can be a pupil, a guardian and a member of staff.
 *
 * @param cells by the columns of users.csv
 */
record UserRecord(String id, Names names, Cells cells) {

  /** The role that makes a pupil. */
  static final String PUPIL = "student";

  /** Roles that make a guardian; all others but a pupil's are those of staff. */
  static final Set<String> GUARDIANS = Set.of("guardian", "parent", "relative");

  /** Columns in which a pupil's line names members of staff. */
  static final List<String> STAFF_NAMED =
      List.of("metadata.tenzij.mentor", "metadata.tenzij.careCoordinator");

  /** Columns in which a pupil's line restricts guardians. */
  static final List<String> RESTRICTING =
      List.of(
          "metadata.tenzij.uninformedAgentSourcedIds",
          "metadata.tenzij.withoutCustodyAgentSourcedIds",
          "metadata.tenzij.barredAgentSourcedIds");

  /** Said where such a column names somebody who is not the pupil's guardian. */
  static final String NO_GUARDIAN = "restricts-no-guardian";

  static final String RESTRICTS_NOBODY =
      "somebody named here is not a guardian of this pupil; it is kept for when the roster says so."
          + " Is the id right?";

  /** The column that says of a pupil that they are of age. */
  static final String OF_AGE = "metadata.tenzij.ofAge";

  /** What is said where it says so of a pupil of a primary school. */
  static final String NOBODY_OF_AGE =
      "at a primary school nobody is of age; the pupil was taken as a minor";

  /** What is said where such a column names somebody else. */
  static final String NO_SUCH_STAFF =
      "no member of staff here has this id; it was taken all the same";

  private static final String USUAL_LANGUAGE = "nl";

  /**
   * A guardian that a pupil names.
   *
   * @param language empty where the guardian's own line says none, or could not be read
   * @param readable whether it could
   */
  record Agent(String id, Optional<String> language, boolean readable) {

    /**
     * @param said null where the guardian's own line says none
     */
    static Agent speaking(String id, String said) {
      return new Agent(id, Optional.ofNullable(said), true);
    }

    static Agent unread(String id) {
      return new Agent(id, Optional.empty(), false);
    }
  }

  /**
   * @param guardians empty where nothing is said of them
   * @param enrolments empty where nothing is said of them
   */
  RegisterPupil asPupil(Optional<List<Agent>> guardians, Optional<List<Enrolment>> enrolments) {
    return new RegisterPupil(
        id,
        names.given(),
        names.family(),
        cells.list("grades").stream().findFirst().orElse(null),
        guardians.map(all -> all.stream().map(UserRecord::tie).toList()),
        new Restrictions(
            listed(RESTRICTING.get(0)), listed(RESTRICTING.get(1)), listed(RESTRICTING.get(2))),
        enrolments,
        new SupportSaid(
            named("metadata.tenzij.mentor"),
            named("metadata.tenzij.careCoordinator"),
            cells.said("metadata.tenzij.opp").map(Boolean::valueOf)),
        cells.said(OF_AGE).map(Boolean::valueOf));
  }

  /** The columns that restrict somebody who is none of these guardians. */
  List<String> restrictingOthersThan(Set<String> guardians) {
    return RESTRICTING.stream()
        .filter(column -> !guardians.containsAll(listed(column).orElse(List.of())))
        .toList();
  }

  boolean saysOfAge() {
    return cells.said(OF_AGE).map(Boolean::valueOf).orElse(false);
  }

  private static Tie tie(Agent guardian) {
    return new Tie(
        guardian.id(),
        guardian.language(),
        guardian.readable() ? Optional.of(USUAL_LANGUAGE) : Optional.empty());
  }

  private Optional<List<String>> listed(String column) {
    return cells.said(column).map(said -> cells.list(column));
  }

  private Optional<Named> named(String column) {
    return cells.said(column).map(said -> new Named(cells.text(column)));
  }

  RegisterGuardian asGuardian() {
    return new RegisterGuardian(
        id,
        names.given(),
        names.family(),
        names.email(),
        cells.value("metadata.tenzij.language"),
        USUAL_LANGUAGE);
  }

  /**
   * @param roles those of staff among the user's
   */
  RegisterStaff asStaff(List<String> roles) {
    return new RegisterStaff(id, names.given(), names.family(), names.email(), roles);
  }
}
