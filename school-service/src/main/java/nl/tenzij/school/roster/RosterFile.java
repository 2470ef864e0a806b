package nl.tenzij.school.roster;

import static nl.tenzij.school.roster.Column.DAY;
import static nl.tenzij.school.roster.Column.FLAG;
import static nl.tenzij.school.roster.Column.GUID;
import static nl.tenzij.school.roster.Column.GUIDS;
import static nl.tenzij.school.roster.Column.TEXT;
import static nl.tenzij.school.roster.Column.WORDS;
import static nl.tenzij.school.roster.Column.optional;
import static nl.tenzij.school.roster.Column.required;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
      optional("parentSourcedId", GUID),
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
      required("sourcedId", GUID),
      required("enabledUser", FLAG),
      required("username", TEXT),
      required("givenName", new Format.Text(200)),
      required("familyName", new Format.Text(200)),
      optional("preferredGivenName", new Format.Text(200)),
      optional("preferredFamilyName", new Format.Text(200)),
      optional("email", new Format.Email()),
      optional("agentSourcedIds", GUIDS),
      optional("grades", WORDS),
      optional("primaryOrgSourcedId", GUID),
      optional("metadata.tenzij.language", new Format.Language()),
      optional("metadata.tenzij.uninformedAgentSourcedIds", GUIDS),
      optional("metadata.tenzij.mentor", GUID),
      optional("metadata.tenzij.careCoordinator", GUID),
      optional("metadata.tenzij.opp", FLAG),
      optional("metadata.tenzij.withoutCustodyAgentSourcedIds", GUIDS),
      optional("metadata.tenzij.barredAgentSourcedIds", GUIDS)),
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
      optional("beginDate", DAY),
      optional("endDate", DAY),
      required("orgSourcedId", GUID)),
  ENROLLMENTS(
      "enrollments",
      required("sourcedId", GUID),
      required("classSourcedId", GUID),
      required("schoolSourcedId", GUID),
      required("userSourcedId", GUID),
      required("role", OneOf.of("administrator", "proctor", "student", "teacher")),
      optional("primary", FLAG),
      optional("beginDate", DAY),
      optional("endDate", DAY));

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

  /** By a name in the package, in whatever case. */
  static Optional<RosterFile> named(String fileName) {
    return Arrays.stream(values())
        .filter(file -> file.fileName().equalsIgnoreCase(fileName))
        .findFirst();
  }

  /** By the name we store it under. */
  static RosterFile ofBase(String base) {
    return Arrays.stream(values()).filter(file -> file.base.equals(base)).findFirst().orElseThrow();
  }
}
