package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.roster.RosterImports.Stage;

/**
 * Looks at all lines together: which are about this school, which point at something that is not
 * there. What is left without an outcome is to be applied. Each rule sees what the ones before it
 * found, all in one transaction.
 */
@ApplicationScoped
class Resolution {

  private static final String GIVEN =
      "with given as (select $1::uuid as import, $2::text as school, $3::date as today, $4::int as most) ";

  private static final String ORG_KNOWN =
      """
      (%1$s = given.school or exists (select 1 from roster_line o
        where o.import = l.import and o.file = 'orgs' and o.id = %1$s))""";
  private static final String OTHER_SCHOOL =
      """
      exists (select 1 from roster_line o where o.import = l.import and o.file = 'orgs'
        and o.id = l.org_id and o.id <> given.school and o.cells ->> 'type' = 'school')""";
  private static final String USER_KNOWN =
      """
      exists (select 1 from roster_line u
        where u.import = l.import and u.file = 'users' and u.id = l.user_id)""";
  private static final String CLASS_KNOWN =
      """
      exists (select 1 from roster_line c
        where c.import = l.import and c.file = 'classes' and c.id = l.class_id)""";
  private static final String NOT_NOW =
      """
      (coalesce((l.cells ->> 'endDate')::date < given.today, false)
        or coalesce((l.cells ->> 'beginDate')::date > given.today, false))""";
  private static final String AGENT =
      """
      exists (select 1 from roster_named a
        where a.import = l.import and a.kind = 'agent' and a.id = l.id)""";

  private static final List<String> RULES =
      List.of(
          refuse(
              "l.id is not null and exists (select 1 from roster_line o where o.import = l.import"
                  + " and o.file = l.file and o.id = l.id and o.line < l.line)",
              "sourcedId",
              "duplicate",
              "an id stands in a file once"),

          // Organisations: this school's line is applied, others only say that they exist.
          mark("orgs", "l.id <> given.school and l.cells ->> 'type' = 'school'", "OUTSIDE"),
          mark("orgs", "l.id <> given.school", "USED"),

          // Roles say who is here.
          refuseIn(
              "roles",
              "not " + ORG_KNOWN.formatted("l.org_id"),
              "orgSourcedId",
              "unknown-reference",
              "no organisation in orgs.csv has this id"),
          refuseIn(
              "roles",
              "not " + USER_KNOWN,
              "userSourcedId",
              "unknown-reference",
              "no user in users.csv has this id"),
          mark("roles", "l.org_id <> given.school", "OUTSIDE"),
          mark("roles", NOT_NOW, "PAST"),
          mark("roles", "true", "USED"),
          mark("courses", OTHER_SCHOOL, "OUTSIDE"),
          mark("courses", "true", "USED"),
          mark("academicSessions", "true", "USED"),

          // Classes of this school.
          refuseIn(
              "classes",
              "not " + ORG_KNOWN.formatted("l.org_id"),
              "schoolSourcedId",
              "unknown-reference",
              "no organisation in orgs.csv has this id"),
          mark("classes", "l.org_id <> given.school", "OUTSIDE"),
          note(
              "classes",
              "l.outcome is null and not exists (select 1 from roster_line c where c.import = l.import"
                  + " and c.file = 'courses' and c.id = l.cells ->> 'courseSourcedId')",
              "courseSourcedId",
              "unknown-reference",
              "no course in courses.csv has this id; the class was taken without it"),

          // Enrolments in them.
          refuseIn(
              "enrollments",
              "not " + ORG_KNOWN.formatted("l.org_id"),
              "schoolSourcedId",
              "unknown-reference",
              "no organisation in orgs.csv has this id"),
          refuseIn(
              "enrollments",
              "not " + CLASS_KNOWN,
              "classSourcedId",
              "unknown-reference",
              "no class in classes.csv has this id"),
          refuseIn(
              "enrollments",
              "not " + USER_KNOWN,
              "userSourcedId",
              "unknown-reference",
              "no user in users.csv has this id"),
          mark("enrollments", "l.org_id <> given.school", "OUTSIDE"),
          refuseIn(
              "enrollments",
              "exists (select 1 from roster_line c where c.import = l.import and c.file = 'classes'"
                  + " and c.id = l.class_id and c.org_id <> given.school)",
              "classSourcedId",
              "other-school",
              "the class is of another school than the enrolment"),
          mark("enrollments", NOT_NOW, "PAST"),
          mark("enrollments", "true", "USED"),

          // Users: who has a role here, and the guardians of our pupils wherever their role is.
          GIVEN
              + """
              insert into roster_named (import, kind, id)
              select distinct given.import, 'agent', agent
              from given
              join roster_line p on p.import = given.import and p.file = 'users' and p.outcome is null
              cross join unnest(string_to_array(p.cells ->> 'agentSourcedIds', ',')) agent
              where exists (select 1 from roster_line r where r.import = p.import and r.file = 'roles'
                and r.user_id = p.id and r.role = 'student' and r.outcome = 'USED')
                and given.school is not null and given.today is not null and given.most is not null
              on conflict do nothing
              """,
          mark(
              "users",
              "not " + hasRole("USED") + " and not " + AGENT + " and " + hasRole("OUTSIDE"),
              "OUTSIDE"),
          mark(
              "users",
              "not " + hasRole("USED") + " and not " + AGENT + " and " + hasRole("PAST"),
              "PAST"),
          mark(
              "users",
              "not "
                  + hasRole("USED")
                  + " and not "
                  + AGENT
                  + " and l.cells ->> 'primaryOrgSourcedId' <> given.school"
                  + " and "
                  + ORG_KNOWN.formatted("l.cells ->> 'primaryOrgSourcedId'"),
              "OUTSIDE"),
          refuseIn(
              "users",
              "not " + hasRole("USED") + " and not " + AGENT,
              "",
              "no-role",
              "no line in roles.csv places this user at an organisation"),
          note(
              "users",
              "l.outcome is null and "
                  + hasRoleNamed("student")
                  + " and exists (select 1 from"
                  + " unnest(string_to_array(l.cells ->> 'agentSourcedIds', ',')) agent where not exists"
                  + " (select 1 from roster_line u where u.import = l.import and u.file = 'users'"
                  + " and u.id = agent))",
              "agentSourcedIds",
              "unknown-reference",
              "a guardian named here is not in users.csv; the pupil was taken without"),

          // Who can't be read well has not left for that.
          keep("users", "pupil", "l.id"),
          keep("users", "guardian", "l.id"),
          keep("users", "staff", "l.id"),
          keep("classes", "class", "l.id"),
          keep("roles", "pupil", "l.user_id"),
          keep("roles", "guardian", "l.user_id"),
          keep("roles", "staff", "l.user_id"));

  @Inject Pool pool;
  @Inject RosterConfiguration configuration;

  /** Applies the rules, in order. */
  Uni<Void> resolve(ImportId of, LocalDate today) {
    Tuple given = Tuple.of(of.id(), of.school().id(), today, configuration.findingsAtMost());
    return pool.withTransaction(
        sql -> rules(sql, given).chain(() -> RosterImports.reach(sql, of, Stage.RESOLVED)));
  }

  private static Uni<Void> rules(SqlConnection sql, Tuple given) {
    return Multi.createFrom()
        .iterable(RULES)
        .onItem()
        .transformToUniAndConcatenate(rule -> sql.preparedQuery(rule).execute(given))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static String hasRole(String outcome) {
    return """
        exists (select 1 from roster_line r where r.import = l.import and r.file = 'roles'
          and r.user_id = l.id and r.outcome = '%s')"""
        .formatted(outcome);
  }

  private static String hasRoleNamed(String role) {
    return """
        exists (select 1 from roster_line r where r.import = l.import and r.file = 'roles'
          and r.user_id = l.id and r.outcome = 'USED' and r.role = '%s')"""
        .formatted(role);
  }

  private static String mark(String file, String when, String outcome) {
    return GIVEN
        + """
        update roster_line l set outcome = '%s' from given
        where l.import = given.import and l.file = '%s' and l.outcome is null and (%s)
          and given.school is not null and given.today is not null and given.most is not null"""
            .formatted(outcome, file, when);
  }

  private static String refuseIn(
      String file, String when, String column, String code, String detail) {
    return refuse("l.file = '%s' and %s".formatted(file, when), column, code, detail);
  }

  private static String refuse(String when, String column, String code, String detail) {
    return GIVEN
        + """
        , bad as (update roster_line l set outcome = 'REFUSED' from given
          where l.import = given.import and l.outcome is null and (%s)
          returning l.file, l.line)
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select given.import, 'REFUSAL', bad.file || '.csv', bad.line, '%s', '%s', '%s'
        from bad, given
        where given.school is not null and given.today is not null
        order by bad.file, bad.line limit $4::int"""
            .formatted(when, column, code, detail);
  }

  private static String note(String file, String when, String column, String code, String detail) {
    return GIVEN
        + """
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select given.import, 'REMARK', l.file || '.csv', l.line, '%s', '%s', '%s'
        from given join roster_line l on l.import = given.import and l.file = '%s'
        where (%s) and given.school is not null and given.today is not null
        order by l.line limit $4::int"""
            .formatted(column, code, detail, file, when);
  }

  private static String keep(String file, String kind, String id) {
    return GIVEN
        + """
        insert into roster_named (import, kind, id)
        select distinct given.import, '%s', %s
        from given join roster_line l on l.import = given.import and l.file = '%s'
        where l.outcome = 'REFUSED' and %s is not null
          and given.school is not null and given.today is not null and given.most is not null
        on conflict do nothing"""
            .formatted(kind, id, file, id);
  }
}
