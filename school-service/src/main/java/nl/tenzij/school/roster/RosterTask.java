package nl.tenzij.school.roster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassCommand.EndClass;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.guardian.GuardianCommand;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilCommand.RegisterPupil;
import nl.tenzij.school.roster.UserRecord.Agent;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;

/**
 * Somebody or a class to be entered as the roster has them now, or who has left.
 *
 * @param number in the order of entering
 * @param leaves the roster no longer has them
 * @param content what the roster says, by ids: the line's cells, and what other lines say of it
 * @param names null where the line with the names is as it was: they are as they were known
 */
record RosterTask(
    int number, What what, String id, boolean leaves, JsonObject content, Names names) {

  /** What is entered. */
  enum What {
    GUARDIAN,
    STAFF,
    CLASS,
    PUPIL
  }

  static RosterTask of(Row row) {
    String id = row.getString("id");
    JsonObject names = row.getJsonObject("names");
    return new RosterTask(
        row.getInteger("number"),
        What.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        id,
        row.getBoolean("leaves"),
        row.getJsonObject("content"),
        names == null ? null : Names.of(id, Cells.of(names)));
  }

  RosterTask with(Names found) {
    return new RosterTask(number, what, id, leaves, content, found);
  }

  /** Where its line stands. */
  RosterFile file() {
    return what == What.CLASS ? RosterFile.CLASSES : RosterFile.USERS;
  }

  /** Nothing tells the person's name: neither the line nor what is known. */
  boolean isNameless(Names known) {
    return !leaves && names == null && !known.known();
  }

  /**
   * @param sector of the school: at a primary school nobody is of age
   */
  PupilCommand forPupil(Pupil known, Sector sector) {
    if (leaves) {
      return new PupilCommand.LeaveSchool(id);
    }
    RegisterPupil said =
        user(namesOf(known))
            .asPupil(Optional.of(guardians()), places("enrolments", RosterTask::enrolment));
    RegisterPupil register = sector == Sector.PO ? said.atPrimarySchool() : said;
    return keepsPlaces() ? register.notWithout(known.enrolments()) : register;
  }

  GuardianCommand forGuardian(Guardian known) {
    return leaves ? new GuardianCommand.LeaveSchool(id) : user(namesOf(known)).asGuardian();
  }

  StaffCommand forStaff(Staff known) {
    return leaves
        ? new StaffCommand.LeaveSchool(id)
        : user(namesOf(known))
            .asStaff(content.getJsonArray("roles").stream().map(String.class::cast).toList());
  }

  ClassCommand forClass(RosterClass known) {
    if (leaves) {
      return new EndClass(id);
    }
    List<String> ofCourse =
        Optional.ofNullable(content.getString("courseSubjects"))
            .map(all -> List.of(all.split(",")))
            .orElse(List.of());
    RegisterClass register =
        new ClassRecord(id, cells()).asClass(ofCourse, places("teachers", RosterTask::teaching));
    return keepsPlaces() ? register.notWithout(known.teachers()) : register;
  }

  private UserRecord user(Names known) {
    return new UserRecord(id, names == null ? known : names.beside(known), cells());
  }

  private Cells cells() {
    return Cells.of(content.getJsonObject("cells"));
  }

  /** A line on its places was refused: those that were known are not taken away because of it. */
  private boolean keepsPlaces() {
    return content.getBoolean("keepsPlaces");
  }

  /** Whether the pupil has places because of that, of which the roster knows nothing. */
  boolean isBehind(Pupil now) {
    return !leaves
        && keepsPlaces()
        && places("enrolments", RosterTask::enrolment)
            .filter(said -> !said.containsAll(now.enrolments()))
            .isPresent();
  }

  /** Whether the class has teachers because of that, of whom the roster knows nothing. */
  boolean isBehind(RosterClass now) {
    return !leaves
        && keepsPlaces()
        && places("teachers", RosterTask::teaching)
            .filter(said -> !said.containsAll(now.teachers()))
            .isPresent();
  }

  private List<Agent> guardians() {
    return content.getJsonArray("guardians").stream()
        .map(JsonObject.class::cast)
        .map(
            guardian ->
                guardian.getBoolean("readable")
                    ? Agent.speaking(guardian.getString("guardian"), guardian.getString("language"))
                    : Agent.unread(guardian.getString("guardian")))
        .toList();
  }

  private <P> Optional<List<P>> places(String name, Function<JsonArray, P> place) {
    return Optional.ofNullable(content.getJsonArray(name))
        .map(all -> all.stream().map(JsonArray.class::cast).map(place).toList());
  }

  private static Enrolment enrolment(JsonArray place) {
    return new Enrolment(
        place.getString(0),
        place.getString(1),
        day(place, 2),
        day(place, 3),
        place.size() > 4 && place.getBoolean(4));
  }

  private static Teaching teaching(JsonArray place) {
    return new Teaching(
        place.getString(0), place.getString(1), day(place, 2), day(place, 3), place.getBoolean(4));
  }

  private static LocalDate day(JsonArray place, int at) {
    String day = place.getString(at);
    return day == null ? null : LocalDate.parse(day);
  }

  static Names namesOf(Pupil known) {
    return new Names(known.givenName(), known.familyName(), null);
  }

  static Names namesOf(Guardian known) {
    return new Names(known.givenName(), known.familyName(), known.email());
  }

  static Names namesOf(Staff known) {
    return new Names(known.givenName(), known.familyName(), known.email());
  }
}
