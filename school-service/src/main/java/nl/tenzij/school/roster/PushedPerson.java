package nl.tenzij.school.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.school.guardian.GuardianCommand.RegisterGuardian;
import nl.tenzij.school.pupil.PupilCommand.Named;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.pupil.PupilCommand.SupportSaid;
import nl.tenzij.school.pupil.PupilCommand.Tie;
import nl.tenzij.school.staff.StaffCommand.RegisterStaff;

/**
 * A user who was pushed, and what is entered for one: a user can be staff and a guardian too.
 *
 * @param cells by the columns of users.csv; one that is there and empty says nobody
 * @param roles at this school, now
 * @param agent named by a pupil of this school
 * @param guardians those whom it names and who are here, with their languages
 */
record PushedPerson(
    String id,
    Map<String, String> cells,
    List<String> roles,
    boolean agent,
    Map<String, String> guardians) {

  private static final String PUPIL = "student";
  private static final Set<String> GUARDIANS = Set.of("guardian", "parent", "relative");
  private static final String USUAL_LANGUAGE = "nl";

  PushedPerson with(Map<String, String> found) {
    return new PushedPerson(id, cells, roles, agent, found);
  }

  Optional<RegisterPupil> asPupil() {
    if (!roles.contains(PUPIL)) {
      return Optional.empty();
    }
    return Optional.of(
        new RegisterPupil(
            id,
            givenName(),
            familyName(),
            list("grades").stream().findFirst().orElse(null),
            guardians.entrySet().stream().map(each -> tie(each.getKey(), each.getValue())).toList(),
            Optional.empty(),
            new SupportSaid(
                named("metadata.tenzij.mentor"),
                named("metadata.tenzij.careCoordinator"),
                said("metadata.tenzij.opp").map(Boolean::valueOf))));
  }

  private Tie tie(String guardian, String language) {
    return new Tie(
        guardian,
        Optional.of(language),
        !list("metadata.tenzij.uninformedAgentSourcedIds").contains(guardian),
        unlessListed("metadata.tenzij.withoutCustodyAgentSourcedIds", guardian),
        unlessListed("metadata.tenzij.barredAgentSourcedIds", guardian));
  }

  private Optional<Boolean> unlessListed(String column, String guardian) {
    return said(column).map(all -> !list(column).contains(guardian));
  }

  private Optional<Named> named(String column) {
    return said(column).map(staff -> new Named(staff.isEmpty() ? null : staff));
  }

  Optional<RegisterGuardian> asGuardian() {
    if (!agent && roles.stream().noneMatch(GUARDIANS::contains)) {
      return Optional.empty();
    }
    String language = said("metadata.tenzij.language").orElse("");
    return Optional.of(
        new RegisterGuardian(
            id,
            givenName(),
            familyName(),
            email(),
            language.isEmpty() ? USUAL_LANGUAGE : language));
  }

  Optional<RegisterStaff> asStaff() {
    List<String> work =
        roles.stream().filter(role -> !role.equals(PUPIL) && !GUARDIANS.contains(role)).toList();
    return work.isEmpty()
        ? Optional.empty()
        : Optional.of(new RegisterStaff(id, givenName(), familyName(), email(), work));
  }

  private Personal<String> givenName() {
    return name("preferredGivenName", "givenName");
  }

  private Personal<String> familyName() {
    return name("preferredFamilyName", "familyName");
  }

  private Personal<String> name(String preferred, String official) {
    String name = said(preferred).filter(value -> !value.isEmpty()).orElse(cells.get(official));
    return Personal.of(id, name);
  }

  private Personal<String> email() {
    return said("email")
        .filter(value -> !value.isEmpty())
        .map(value -> Personal.of(id, value))
        .orElse(null);
  }

  private Optional<String> said(String column) {
    return Optional.ofNullable(cells.get(column));
  }

  private List<String> list(String column) {
    String value = cells.getOrDefault(column, "");
    return value.isEmpty() ? List.of() : List.of(value.split(","));
  }
}
