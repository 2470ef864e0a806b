package nl.tenzij.school.roster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.school.guardian.GuardianCommand.RegisterGuardian;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.SupportSaid;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.staff.StaffCommand.RegisterStaff;

/**
 * A user as the package shows one: the line in users.csv with what other files say of it. One user
 * can be a member of staff and a guardian too.
 *
 * @param roles at this school
 * @param agent named by a pupil of this school
 * @param classes empty where the package is silent on enrolments
 * @param guardians objects of guardian, language, and whether the guardian's own line is readable
 */
record PersonLine(
    String id,
    JsonObject cells,
    List<String> roles,
    boolean agent,
    Optional<List<String>> classes,
    JsonArray guardians) {

  private static final String PUPIL = "student";
  private static final Set<String> GUARDIANS = Set.of("guardian", "parent", "relative");
  private static final String USUAL_LANGUAGE = "nl";

  Optional<RegisterPupil> asPupil() {
    if (!roles.contains(PUPIL)) {
      return Optional.empty();
    }
    List<String> grades = list("grades");
    return Optional.of(
        new RegisterPupil(
            id,
            personal(givenName()),
            personal(familyName()),
            grades.isEmpty() ? null : grades.getFirst(),
            guardians.stream().map(JsonObject.class::cast).map(this::tie).toList(),
            classes.map(ids -> ids.stream().map(Enrolment::in).toList()),
            SupportSaid.NOTHING));
  }

  private Tie tie(JsonObject guardian) {
    String guardianId = guardian.getString("guardian");
    Optional<String> language =
        guardian.getBoolean("readable")
            ? Optional.of(guardian.getString("language"))
            : Optional.empty();
    boolean informed = !list("metadata.tenzij.uninformedAgentSourcedIds").contains(guardianId);
    return new Tie(guardianId, language, informed);
  }

  Optional<RegisterGuardian> asGuardian() {
    if (!agent && roles.stream().noneMatch(GUARDIANS::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        new RegisterGuardian(
            id,
            personal(givenName()),
            personal(familyName()),
            email(),
            cells.getString("metadata.tenzij.language", USUAL_LANGUAGE)));
  }

  Optional<RegisterStaff> asStaff() {
    List<String> work =
        roles.stream().filter(role -> !role.equals(PUPIL) && !GUARDIANS.contains(role)).toList();
    return work.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RegisterStaff(id, personal(givenName()), personal(familyName()), email(), work));
  }

  private String givenName() {
    return cells.getString("preferredGivenName", cells.getString("givenName"));
  }

  private String familyName() {
    return cells.getString("preferredFamilyName", cells.getString("familyName"));
  }

  private Personal<String> email() {
    String email = cells.getString("email");
    return email == null ? null : personal(email);
  }

  private Personal<String> personal(String value) {
    return Personal.of(id, value);
  }

  private List<String> list(String column) {
    String value = cells.getString(column);
    return value == null ? List.of() : List.of(value.split(","));
  }
}
