package nl.tenzij.school.roster;

import static nl.tenzij.school.roster.Column.DAY;
import static nl.tenzij.school.roster.Column.FLAG;
import static nl.tenzij.school.roster.Column.GUID;
import static nl.tenzij.school.roster.Column.GUIDS;
import static nl.tenzij.school.roster.Column.TEXT;
import static nl.tenzij.school.roster.Column.WORDS;
import static nl.tenzij.school.roster.Column.optional;
import static nl.tenzij.school.roster.Column.required;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.roster.Format.OneOf;

/**
 * The files of a OneRoster 1.2 package that we read, with the columns we take from each. What is
 * not listed (passwords, phone numbers, pronouns) is never looked at.
 */
enum RosterFile {
  ORGS(
      "orgs",
      required("sourcedId", GUID),
      required("name", TEXT),
      required("type", OneOf.of("department", "school", "district", "local", "state", "national")),
      optional("identifier", TEXT),
      optional("parentSourcedId", GUID).limiting(),
      optional("metadata.tenzij.sector", OneOf.of("PO", "VO"))),
  ACADEMIC_SESSIONS(
      "academicSessions",
      required("sourcedId", GUID),
      required("title", TEXT),
      required("type", OneOf.of("gradingPeriod", "semester", "schoolYear", "term")),
      required("startDate", DAY),
      required("endDate", DAY),
      optional("parentSourcedId", GUID),
      required("schoolYear", new Format.Year())),
  COURSES(
      "courses",
      required("sourcedId", GUID),
      optional("schoolYearSourcedId", GUID),
      required("title", TEXT),
      required("orgSourcedId", GUID),
      optional("subjects", WORDS)),
  CLASSES(
      "classes",
      required("sourcedId", GUID),
      required("title", TEXT),
      optional("grades", WORDS),
      required("courseSourcedId", GUID),
      required("classType", OneOf.of("homeroom", "scheduled")),
      required("schoolSourcedId", GUID),
      required("termSourcedIds", GUIDS),
      optional("subjects", WORDS)),
  USERS(
      "users",
      required("sourcedId", new Format.PersonId()),
      required("enabledUser", FLAG),
      required("username", TEXT).ofPerson(),
      required("givenName", new Format.Text(200)).ofPerson(),
      required("familyName", new Format.Text(200)).ofPerson(),
      optional("preferredGivenName", new Format.Text(200)).ofPerson(),
      optional("preferredFamilyName", new Format.Text(200)).ofPerson(),
      optional("email", new Format.Email()).ofPerson(),
      optional("agentSourcedIds", GUIDS),
      optional("grades", WORDS),
      optional("primaryOrgSourcedId", GUID),
      optional("metadata.tenzij.language", new Format.Language()),
      optional("metadata.tenzij.uninformedAgentSourcedIds", GUIDS).evenEmpty().restricting(),
      optional("metadata.tenzij.mentor", GUID).evenEmpty(),
      optional("metadata.tenzij.careCoordinator", GUID).evenEmpty(),
      optional("metadata.tenzij.opp", FLAG).evenEmpty(),
      optional(UserRecord.OF_AGE, FLAG).evenEmpty(),
      optional("metadata.tenzij.withoutCustodyAgentSourcedIds", GUIDS).evenEmpty().restricting(),
      optional("metadata.tenzij.barredAgentSourcedIds", GUIDS).evenEmpty().restricting()),
  ROLES(
      "roles",
      required("sourcedId", GUID),
      required("userSourcedId", GUID),
      required("roleType", OneOf.of("primary", "secondary")),
      required(
          "role",
          OneOf.of(
              "aide",
              "counselor",
              "districtAdministrator",
              "guardian",
              "parent",
              "principal",
              "proctor",
              "relative",
              "siteAdministrator",
              "student",
              "systemAdministrator",
              "teacher")),
      optional("beginDate", DAY).limiting(),
      optional("endDate", DAY).limiting(),
      required("orgSourcedId", GUID)),
  ENROLLMENTS(
      "enrollments",
      required("sourcedId", GUID),
      required("classSourcedId", GUID),
      required("schoolSourcedId", GUID),
      required("userSourcedId", GUID),
      required("role", OneOf.of("administrator", "proctor", "student", "teacher")),
      optional("primary", FLAG),
      optional("beginDate", DAY).limiting(),
      optional("endDate", DAY).limiting());

  /** Columns that have a place of their own, or are read to see that they are well. */
  private static final Set<String> NOT_NEEDED =
      Set.of("sourcedId", "enabledUser", "username", "agentSourcedIds");

  private static final Set<String> POINTING = Set.of("userSourcedId", "classSourcedId");

  private final String base;
  private final List<Column> columns;

  RosterFile(String base, Column... columns) {
    this.base = base;
    this.columns = List.of(columns);
  }

  /** As the manifest names it: {@code users} in {@code file.users}. */
  String base() {
    return base;
  }

  String fileName() {
    return base + ".csv";
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether each line is about one school. */
  boolean isOfOneSchool() {
    return this == CLASSES || this == ROLES || this == ENROLLMENTS;
  }

  /** The organisation that a line names; null where it names none. */
  String org(Map<String, String> cells) {
    return switch (this) {
      case COURSES, ROLES -> cells.get("orgSourcedId");
      case CLASSES, ENROLLMENTS -> cells.get("schoolSourcedId");
      case USERS -> cells.get("primaryOrgSourcedId");
      case ORGS, ACADEMIC_SESSIONS -> null;
    };
  }

  /** The first day that a line says; null where it says none. */
  String begins(Map<String, String> cells) {
    return cells.get(this == ACADEMIC_SESSIONS ? "startDate" : "beginDate");
  }

  /**
   * The last day that a line says; null where it says none. An academic session's end is the first
   * day that is not in it, as OneRoster has it.
   */
  String ends(Map<String, String> cells) {
    String end = cells.get("endDate");
    return end == null || this != ACADEMIC_SESSIONS
        ? end
        : LocalDate.parse(end).minusDays(1).toString();
  }

  /**
   * What is kept of a line that is refused: whom and what it points at, as far as it can be read.
   */
  Set<String> pointing() {
    return this == ROLES || this == ENROLLMENTS ? POINTING : Set.of();
  }

  /** What is kept of a line until the next import, beside its ids: nothing of a person. */
  Map<String, String> linking(Map<String, String> cells) {
    return switch (this) {
      case ACADEMIC_SESSIONS, ROLES -> Map.of();
      case ENROLLMENTS ->
          "true".equals(cells.get("primary")) ? Map.of("primary", "true") : Map.of();
      case ORGS, COURSES, CLASSES, USERS -> part(cells, false);
    };
  }

  /** What a line says of a person. */
  Map<String, String> personal(Map<String, String> cells) {
    return part(cells, true);
  }

  private Map<String, String> part(Map<String, String> cells, boolean personal) {
    Map<String, String> part = new LinkedHashMap<>();
    for (Column column : columns) {
      String value = cells.get(column.name());
      if (value != null && column.isPersonal() == personal && !NOT_NEEDED.contains(column.name())) {
        part.put(column.name(), value);
      }
    }
    String unread = new Cells(cells).unread(personal ? "email" : "agentSourcedIds");
    if (unread != null) {
      part.put(Cells.UNREAD, unread);
    }
    return part;
  }

  /**
   * Whether a column holds an organisation's number: a Dutch one (RSIN) passes the test of a
   * citizen number.
   */
  boolean numbersOrganisations(String column) {
    return this == ORGS && column.equals("identifier");
  }

  /** By a name in the package, in whatever case and spelling of English. */
  static Optional<RosterFile> named(String fileName) {
    String american =
        fileName.toLowerCase(Locale.ROOT).replace("enrolments.csv", "enrollments.csv");
    return Arrays.stream(values())
        .filter(file -> file.fileName().equalsIgnoreCase(american))
        .findFirst();
  }

  /** By the name we store it under. */
  static RosterFile ofBase(String base) {
    return Arrays.stream(values()).filter(file -> file.base.equals(base)).findFirst().orElseThrow();
  }
}
