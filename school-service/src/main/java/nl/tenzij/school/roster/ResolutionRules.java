package nl.tenzij.school.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of a {@link Resolution} as statements, each seeing what those before it did. New lines
 * are those of the import, kept ones all others of the roster; a line without an outcome is a part
 * of the roster.
 */
final class ResolutionRules {

  /** What a resolution remembers on its way. */
  static final String TABLES =
      """
      set local work_mem = '96MB';
      set local jit = off;
      set local statement_timeout = '10min';
      create temp table given (board text, school text collate "C", today date, enrolled boolean, judged_on date)
        on commit drop;
      create temp table pair (file text collate "C", id text collate "C", goes boolean, same boolean, block uuid, at tid)
        on commit drop;
      create temp table twice (file text collate "C", id text collate "C", first int) on commit drop;
      create temp table same (file text collate "C", id text collate "C", stood boolean, lasted boolean, at tid)
        on commit drop;
      create temp table old (file text collate "C", id text collate "C", user_id text collate "C",
        class_id text collate "C", role text collate "C", block uuid, agents text[] collate "C", gone boolean,
        stood boolean, lasted boolean, at tid) on commit drop;
      create temp table touched_line (file text collate "C", id text collate "C", user_id text collate "C",
        class_id text collate "C", role text collate "C", agents text[] collate "C") on commit drop;
      create temp table class_before (id text collate "C", begins date, ends date, pushed boolean) on commit drop;
      create temp table class_days (id text collate "C", begins date, ends date) on commit drop;
      create temp table moved (id text collate "C") on commit drop;
      create temp table unclear (persons boolean, classes boolean) on commit drop;
      create temp table org (id text collate "C") on commit drop;
      create temp table placed (id text collate "C") on commit drop;
      create temp table unplaced (id text collate "C", org_id text collate "C", at tid) on commit drop;
      create temp table role_now (user_id text collate "C", role text collate "C") on commit drop;
      create temp table agent_now (id text collate "C") on commit drop;
      create temp table member (kind text collate "C", id text collate "C") on commit drop;
      create temp table refused (kind text collate "C", id text collate "C") on commit drop;
      create temp table unread_place (user_id text collate "C", class_id text collate "C", anybody boolean,
        any_class boolean) on commit drop;
      create temp table touched_user (id text collate "C") on commit drop;
      create temp table touched_class (id text collate "C") on commit drop;
      create temp table nameless (kind text collate "C", id text collate "C", by_any_name boolean) on commit drop;
      create temp table task (place int, kind text collate "C", id text collate "C", content jsonb) on commit drop""";

  static final String GIVEN =
      """
      insert into given select $1, $2, $3,
        exists (select 1 from roster_record where roster = $4 and file = 'enrollments')
          and exists (select 1 from roster_record where roster = $4 and file = 'classes'),
        (select judged_on from roster where number = $4)""";

  /** Whether no import was compared before and nothing was pushed: all lines are new. */
  static final String FIRST =
      """
      select r.judged_on is null and not exists (select 1 from roster_record where roster = $1 and import = 0)
      from roster r where r.number = $1""";

  private static final String IN_FORCE =
      "(%1$s.begins is null or %1$s.begins <= g.today) and (%1$s.ends is null or %1$s.ends >= g.today)";
  private static final String PUPIL = "'" + UserRecord.PUPIL + "'";
  private static final String GUARDIANS =
      UserRecord.GUARDIANS.stream().sorted().collect(Collectors.joining("', '", "('", "')"));
  private static final String USER_KNOWN =
      """
      exists (select 1 from roster_record u where u.roster = #roster and u.file = 'users' and u.id = l.user_id
        and u.outcome is distinct from 'GONE')""";
  private static final String CLASS_KNOWN =
      """
      exists (select 1 from roster_record c where c.roster = #roster and c.file = 'classes' and c.id = l.class_id
        and c.outcome is distinct from 'GONE')""";

  private final int roster;
  private final int number;
  private final boolean everything;
  private final boolean first;
  private final int findingsAtMost;

  /**
   * @param everything all lines are to be entered, also those that are as they were
   * @param first no lines are kept beside which the new ones could stand
   */
  ResolutionRules(int roster, int number, boolean everything, boolean first, int findingsAtMost) {
    this.roster = roster;
    this.number = number;
    this.everything = everything;
    this.first = first;
    this.findingsAtMost = findingsAtMost;
  }

  // What is the same for all lines is written out: so the planner leaves out what it rules out.
  private String text(String statement) {
    return statement
        .replace("#not_over", TermRules.NOT_OVER)
        .replace("#stands", TermRules.STANDS)
        .replace("#stood", TermRules.STOOD)
        .replace("#lasted", TermRules.LASTED)
        .replace("#first_day", TermRules.FIRST_DAY)
        .replace("#last_day", TermRules.LAST_DAY)
        .replace("#everything", Boolean.toString(everything))
        .replace("#first", Boolean.toString(first))
        .replace("#roster", Integer.toString(roster))
        .replace("#import", Integer.toString(number))
        .replace("#most", Integer.toString(findingsAtMost));
  }

  private List<String> texts(List<String> statements) {
    return statements.stream().map(this::text).toList();
  }

  /** New lines beside the kept ones: which take whose place, and which kept ones are gone. */
  List<String> placing() {
    List<String> rules =
        new ArrayList<>(
            List.of(
                "analyze given",
                refuse(
                    "l.outcome is null and l.status is null and "
                        + ANY_DELTA
                        + " and exists (select 1 from roster_file f"
                        + " where f.import = #import and f.file = l.file and f.delta)",
                    "status",
                    "required",
                    "has a value on every line of a file that has it on one"),
                """
                insert into twice select file, id, min(line) from roster_record
                where roster = #roster and import = #import and id is not null group by file, id having count(*) > 1""",
                refuse(
                    "l.outcome is null and exists (select 1 from twice t"
                        + " where t.file = l.file and t.id = l.id and t.first < l.line)",
                    "sourcedId",
                    "duplicate",
                    "an id stands in a file once")));
    if (!first) {
      rules.addAll(PAIRING);
      rules.add(TermRules.BEFORE);
    }
    rules.add(
        """
        insert into unclear select
          exists (select 1 from roster_record l join roster_file f on f.import = #import and f.file = l.file
            where l.roster = #roster and l.import = #import and l.outcome = 'REFUSED' and not f.delta
              and (l.file = 'users' and l.id is null or l.file = 'roles' and l.user_id is null)),
          exists (select 1 from roster_record l join roster_file f on f.import = #import and f.file = l.file
            where l.roster = #roster and l.import = #import and l.outcome = 'REFUSED' and not f.delta
              and l.file = 'classes' and l.id is null)""");
    if (!first) {
      rules.addAll(REPLACING);
    }
    rules.addAll(List.of("analyze same", "analyze old"));
    return texts(rules);
  }

  private static final String ANY_DELTA =
      "exists (select 1 from roster_file d where d.import = #import and d.delta)";

  /** Which new lines and which kept ones say something of the same, looked up once. */
  private static final List<String> PAIRING =
      List.of(
          """
          insert into pair
          select l.file, l.id, l.status is not distinct from 'tobedeleted', k.mark is not distinct from l.mark, k.block, k.ctid
          from roster_record l
          join roster_record k on k.roster = #roster and k.import <> #import and k.file = l.file and k.id = l.id
          where l.roster = #roster and l.import = #import and l.outcome is null""",
          "analyze pair",
          refuse(
              "l.outcome is null and exists (select 1 from pair p"
                  + " join roster_seen s on s.import = #import and s.known and s.file = p.file and s.hash = p.block"
                  + " where p.file = l.file and p.id = l.id)",
              "sourcedId",
              "duplicate",
              "an id stands in a file once"),
          """
          delete from pair p where not exists (select 1 from roster_record l
            where l.roster = #roster and l.import = #import and l.outcome is null and l.file = p.file and l.id = p.id)""");

  /** Roles that were pushed have no id of their own: a delta on the same role speaks of them. */
  private static final String PUSHED_ROLES =
      """
      insert into old select k.file, k.id, k.user_id, k.class_id, k.role, k.block, k.agents,
        l.status is not distinct from 'tobedeleted', false, false, k.ctid
      from given g, roster_record k
      join roster_record l on l.roster = #roster and l.import = #import and l.file = 'roles' and l.user_id = k.user_id
        and l.outcome is null and (l.role = k.role or k.role in #guardians and l.role in #guardians)
      where (select delta from roster_file where import = #import and file = 'roles')
        and k.roster = #roster and k.import = 0 and k.file = 'roles' and k.id is null
        and (l.status = 'tobedeleted' or\s"""
              .replace("#guardians", GUARDIANS)
          + IN_FORCE.formatted("l")
          + ")";

  private static final List<String> REPLACING =
      List.of(
          """
          insert into same select p.file, p.id, #stood, #lasted, p.at
          from given g, pair p join roster_record l on l.ctid = p.at left join class_before b on b.id = l.class_id
          where p.same and not p.goes and not #everything""",
          """
          insert into old select l.file, l.id, l.user_id, l.class_id, l.role, l.block, l.agents, p.goes, #stood, #lasted, l.ctid
          from given g, pair p join roster_record l on l.ctid = p.at left join class_before b on b.id = l.class_id
          where not p.same or p.goes or #everything""",
          PUSHED_ROLES,
          """
          insert into old select l.file, l.id, l.user_id, l.class_id, l.role, l.block, l.agents, true, #stood, #lasted, l.ctid
          from given g, unclear, roster_record l
          join roster_file f on f.import = #import and f.file = l.file and not f.delta
          left join class_before b on b.id = l.class_id
          where l.roster = #roster and l.import <> #import
            and not exists (select 1 from roster_seen s
              where s.import = #import and s.known and s.file = l.file and s.hash = l.block)
            and not exists (select 1 from roster_record n
              where n.roster = #roster and n.import = #import and n.file = l.file and n.id = l.id)
            and not (unclear.persons and l.file in ('users', 'roles'))
            and not (unclear.classes and l.file = 'classes')""");

  private static final String DANGLING =
      """
      from given g, roster_record l left join class_before b on b.id = l.class_id
      where l.roster = #roster and l.import <> #import and l.file in ('roles', 'enrollments')
        and not exists (select 1 from old o where o.at = l.ctid) and not exists (select 1 from same s where s.at = l.ctid)
        and (exists (select 1 from old o where o.gone and o.file = 'users' and o.id = l.user_id)
          or exists (select 1 from old o where o.gone and o.file = 'classes' and o.id = l.class_id))""";

  /**
   * Whether lines that were not read anew point at what is gone, or users that were not have lost
   * their place: a whole set is told so line by line.
   */
  String isDangling() {
    return text(
        "select exists (select 1 from old where gone) and (exists (select 1 "
            + DANGLING
            + " and exists (select 1 from roster_file f where f.import = #import and f.file = l.file and not f.delta))"
            + """
              or exists (select 1 from old o
                join roster_record u on u.roster = #roster and u.import <> #import and u.file = 'users' and u.id = o.user_id
                join roster_file f on f.import = #import and f.file = 'users' and not f.delta
                join roster_seen s on s.import = #import and s.known and s.file = 'users' and s.hash = u.block
                where o.gone and o.file = 'roles'
                  and not exists (select 1 from old x where x.file = 'users' and x.id = u.id)
                  and not exists (select 1 from roster_record r where r.roster = #roster and r.file = 'roles'
                    and r.user_id = u.id and not exists (select 1 from old x where x.at = r.ctid))))""");
  }

  /** What becomes of each new line. */
  List<String> judging() {
    List<String> rules = new ArrayList<>();
    if (!first) {
      rules.addAll(SUCCEEDING);
    }
    rules.add(
        """
        update roster_record set outcome = 'GONE'
        where roster = #roster and import = #import and outcome is null and status = 'tobedeleted' and\s"""
            + ANY_DELTA);
    rules.add(
        """
        insert into org select school from given union select id from roster_record
        where roster = #roster and file = 'orgs' and outcome is null and id is not null""");
    rules.addAll(aboutOrganisations());
    rules.addAll(aboutReferences());
    rules.addAll(TermRules.days());
    rules.addAll(aboutUsers());
    rules.addAll(NamedStaffRules.remarks());
    rules.addAll(RestrictedRules.remarks());
    return texts(rules);
  }

  /** The lines that stay are those that the new ones do not take the place of. */
  private static final List<String> SUCCEEDING =
      List.of(
          // A file without the column says nothing of guardians: they are as they were known.
          """
          update roster_record l set agents = k.agents from roster_record k
          where (select not agents_said from roster_file where import = #import and file = 'users')
            and l.roster = #roster and l.import = #import and l.file = 'users' and l.outcome is null
            and k.roster = #roster and k.import <> #import and k.file = 'users' and k.id = l.id and k.agents is not null""",
          // Nor does a line on which they can't be read.
          """
          update roster_record l set agents = k.agents from roster_record k
          where l.roster = #roster and l.import = #import and l.file = 'users' and l.outcome is null
            and jsonb_exists(l.cells, 'unread')
            and k.roster = #roster and k.import <> #import and k.file = 'users' and k.id = l.id and k.agents is not null""",
          "insert into old select l.file, l.id, l.user_id, l.class_id, l.role, l.block, l.agents, true, #stood, #lasted, l.ctid "
              + DANGLING
              + " and exists (select 1 from old where gone)",
          // A delta's line belongs to no run, so that of the line it replaces is not known any
          // more.
          """
          delete from roster_block b using same s, roster_record k, roster_record l
          where\s"""
              + ANY_DELTA
              + """
               and k.ctid = s.at and l.roster = #roster and l.import = #import and l.file = s.file and l.id = s.id
                and l.block is null and b.roster = #roster and b.file = s.file and b.hash = k.block""",
          """
          delete from roster_record k using (select at from old union all select at from same) o where k.ctid = o.at""",
          """
          delete from roster_block b using old o where b.roster = #roster and b.file = o.file and b.hash = o.block""");

  private static List<String> aboutOrganisations() {
    String unknown = "no organisation in orgs.csv has this id";
    String notThere =
        "l.outcome = 'OUTSIDE' and not exists (select 1 from org o where o.id = l.org_id)";
    return List.of(
        refuse("l.file = 'roles' and " + notThere, "orgSourcedId", "unknown-reference", unknown),
        refuse(
            "l.file = 'classes' and " + notThere, "schoolSourcedId", "unknown-reference", unknown),
        refuse(
            "l.file = 'enrollments' and " + notThere,
            "schoolSourcedId",
            "unknown-reference",
            unknown),
        """
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select i.id, 'REFUSAL', o.file || '.csv', line, 'schoolSourcedId', 'unknown-reference',
          'no organisation in orgs.csv has this id'
        from roster_import i join roster_outside o on o.import = i.number cross join unnest(o.places) line
        where i.number = #import and not exists (select 1 from org where org.id = o.org)""",
        """
        update roster_record l set outcome = 'OUTSIDE' from given g
        where l.roster = #roster and l.import = #import and l.outcome is null and l.file = 'courses' and l.org_id <> g.school
          and exists (select 1 from roster_record o where o.roster = #roster and o.file = 'orgs' and o.id = l.org_id
            and o.outcome is null and o.cells ->> 'type' = 'school')""");
  }

  private static List<String> aboutReferences() {
    String noUser = "no user in users.csv has this id";
    return List.of(
        refuse(
            "l.outcome is null and l.file = 'roles' and not " + USER_KNOWN,
            "userSourcedId",
            "unknown-reference",
            noUser),
        refuse(
            "l.outcome is null and l.file = 'enrollments' and not " + CLASS_KNOWN,
            "classSourcedId",
            "unknown-reference",
            "no class in classes.csv has this id"),
        refuse(
            "l.outcome is null and l.file = 'enrollments' and not " + USER_KNOWN,
            "userSourcedId",
            "unknown-reference",
            noUser),
        refuse(
            """
            l.outcome is null and l.file = 'enrollments' and exists (select 1 from roster_record c
              where c.roster = #roster and c.file = 'classes' and c.id = l.class_id and c.outcome = 'OUTSIDE')""",
            "classSourcedId",
            "other-school",
            "the class is of another school than the enrolment"),
        note(
            "classes",
            """
            not exists (select 1 from roster_record c where c.roster = #roster and c.file = 'courses'
              and c.outcome is distinct from 'GONE' and c.id = l.cells ->> 'courseSourcedId')""",
            "courseSourcedId",
            "unknown-reference",
            "no course in courses.csv has this id; the class was taken without it"));
  }

  private static List<String> aboutUsers() {
    return List.of(
        """
        insert into placed
        select l.user_id from roster_record l where l.roster = #roster and l.file = 'roles' and l.outcome is null
          and (#first or l.user_id in (select n.id from roster_record n
            where n.roster = #roster and n.import = #import and n.file = 'users'))
        union select agent from roster_record u cross join unnest(u.agents) agent
        where u.roster = #roster and u.file = 'users' and u.outcome is null and u.agents is not null
          and (#first or agent in (select n.id from roster_record n
            where n.roster = #roster and n.import = #import and n.file = 'users'))
          and exists (select 1 from roster_record s where s.roster = #roster and s.file = 'roles' and s.outcome is null
            and s.user_id = u.id and s.role = 'student')""",
        "analyze placed",
        """
        insert into unplaced select l.id, l.org_id, l.ctid from roster_record l
        where l.roster = #roster and l.import = #import and l.file = 'users' and l.outcome is null
          and not exists (select 1 from placed p where p.id = l.id)""",
        "analyze unplaced",
        """
        update roster_record l set outcome = 'OUTSIDE' from given g, unplaced n
        where l.ctid = n.at
          and (exists (select 1 from roster_record s where s.roster = #roster and s.file = 'roles' and s.user_id = n.id
              and s.outcome = 'OUTSIDE')
            or n.org_id <> g.school and exists (select 1 from org o where o.id = n.org_id))""",
        refuse(
            "l.outcome is null and l.file = 'users' and l.ctid = any(array(select at from unplaced))",
            "",
            "no-role",
            "no line in roles.csv places this user at an organisation"),
        """
        delete from roster_person p using roster_record l where l.roster = #roster and l.import = #import
          and l.file = 'users' and l.outcome is not null and p.import = #import and p.line = l.line""",
        """
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select i.id, 'REMARK', 'users.csv', x.line, 'agentSourcedIds', 'unknown-reference',
          'a guardian named here is not in users.csv; the pupil was taken without, but for a tie that was pushed'
        from roster_import i, (
          select distinct l.line from roster_record l cross join unnest(l.agents) agent
          left join roster_record u on u.roster = #roster and u.file = 'users' and u.id = agent
            and u.outcome is distinct from 'GONE'
          where l.roster = #roster and l.import = #import and l.file = 'users' and l.outcome is null and u.id is null
            and exists (select 1 from roster_record s where s.roster = #roster and s.file = 'roles'
              and s.outcome is null and s.user_id = l.id and s.role = 'student')) x
        where i.number = #import order by x.line limit #most""");
  }

  /** Whether something was found to point nowhere that may be among lines that were not read. */
  String isUnclear() {
    return text(
        """
        select exists (select 1 from roster_file where import = #import and outside > 0)
          and exists (select 1 from roster_finding f join roster_import i on i.id = f.import
            where i.number = #import and f.code in ('unknown-reference', 'no-role') and f."column" <> 'termSourcedIds')""");
  }

  /** Whom and what the changed lines are about, and how they are to be from now on. */
  List<String> touching() {
    List<String> rules = new ArrayList<>();
    rules.addAll(
        List.of(
            """
            insert into touched_line
            select l.file, l.id, l.user_id, l.class_id, l.role, l.agents from given g, roster_record l
            where not #everything and l.roster = #roster and l.import = #import
              and (l.outcome in ('REFUSED', 'OUTSIDE') is true)
                = exists (select 1 from same s where s.file = l.file and s.id = l.id)
            union all select o.file, o.id, o.user_id, o.class_id, o.role, o.agents from given g, old o
            where not #everything
            union all select l.file, l.id, l.user_id, l.class_id, l.role, l.agents from given g, roster_record l
            where not #everything and l.roster = #roster and l.outcome is null and g.judged_on < g.today
              and (l.begins > g.judged_on and l.begins <= g.today or l.ends >= g.judged_on and l.ends < g.today)
            union all select l.file, l.id, l.user_id, l.class_id, l.role, l.agents
            from moved join roster_record l on l.class_id = moved.id
            where l.roster = #roster and l.file = 'enrollments' and l.outcome is null""",
            "analyze touched_line",
            """
            insert into member select m.kind, m.id from given g
            join roster_member m on m.board = g.board and m.school = g.school collate "default" and m.present""",
            "analyze member",
            """
            insert into role_now select distinct l.user_id, l.role from given g, roster_record l
            where l.roster = #roster and l.file = 'roles' and l.outcome is null and\s"""
                + IN_FORCE.formatted("l"),
            "analyze role_now",
            """
            insert into agent_now select distinct agent from roster_record u cross join unnest(u.agents) agent
            where u.roster = #roster and u.file = 'users' and u.outcome is null and u.agents is not null
              and exists (select 1 from role_now n where n.user_id = u.id and n.role = 'student')""",
            "analyze agent_now",
            """
            insert into refused
            select 'person', l.id from roster_record l
            where l.roster = #roster and l.import = #import and l.outcome = 'REFUSED' and l.file = 'users' and l.id is not null
            union select 'person', l.user_id from roster_record l
            where l.roster = #roster and l.import = #import and l.outcome = 'REFUSED' and l.file = 'roles' and l.user_id is not null
            union select 'class', l.id from roster_record l
            where l.roster = #roster and l.import = #import and l.outcome = 'REFUSED' and l.file = 'classes' and l.id is not null""",
            TOUCHED_USERS,
            TOUCHED_CLASSES,
            "analyze touched_user, touched_class",
            UNREAD_PLACES,
            "analyze unread_place"));
    rules.addAll(
        List.of(GUARDIAN_TASKS, STAFF_TASKS, CLASS_TASKS, PUPIL_TASKS, "analyze task", NAMELESS));
    return texts(rules);
  }

  /**
   * Whose places were on lines that were refused: on them the log has the last word. Where it can't
   * be read whose, it may be anybody's. Where a line is as it was, it is the class or the user that
   * is gone. A delta says what goes, so there it is only that line.
   */
  private static final String UNREAD_PLACES =
      """
      with place as (select l.id, l.user_id, l.class_id, f.delta
        from roster_record l join roster_file f on f.import = #import and f.file = 'enrollments'
        where l.roster = #roster and l.import = #import and l.file = 'enrollments' and l.outcome = 'REFUSED'
          and not exists (select 1 from same s where s.file = 'enrollments' and s.id = l.id)
          and not exists (select 1 from old o where o.file = 'enrollments' and o.id = l.id
            and o.user_id = l.user_id and o.class_id = l.class_id))
      insert into unread_place
      select p.user_id, p.class_id, p.user_id is null and not p.delta, p.class_id is null and not p.delta
      from place p where not p.delta
      union select p.user_id, p.class_id, false, false from place p
      join old o on o.file = 'enrollments' and o.id = p.id where p.delta
      union select o.user_id, o.class_id, false, false from place p
      join old o on o.file = 'enrollments' and o.id = p.id""";

  private static final String USER_UNREAD =
      """
      exists (select 1 from unread_place where anybody)
        or u.id in (select user_id from unread_place where user_id is not null)""";
  private static final String CLASS_UNREAD =
      """
      exists (select 1 from unread_place where any_class)
        or c.id in (select class_id from unread_place where class_id is not null)""";

  private static final String TOUCHED_USERS =
      """
      insert into touched_user
      select u.id from given g, roster_record u where #everything and u.roster = #roster and u.file = 'users' and u.outcome is null
      union select m.id from given g, unclear, member m
      where m.kind <> 'class' and not unclear.persons
        and exists (select 1 from roster_file f where f.import = #import and f.file = 'users' and not f.delta)
        and (#everything or not exists (select 1 from roster_record u
          where u.roster = #roster and u.file = 'users' and u.outcome is null and u.id = m.id))
      union select t.id from touched_line t where t.file = 'users'
      union select t.user_id from touched_line t where t.file = 'roles' or t.file = 'enrollments' and t.role = 'student'
      union select agent from touched_line t cross join unnest(t.agents) agent
      union select agent from touched_line t
        join roster_record u on u.roster = #roster and u.file = 'users' and u.outcome is null and u.id = t.user_id
        cross join unnest(u.agents) agent
      where t.file = 'roles'
      union select u.id from roster_record u cross join unnest(u.agents) agent
        join touched_line t on t.file = 'users' and t.id = agent
      where u.roster = #roster and u.file = 'users' and u.outcome is null and u.agents is not null""";

  private static final String TOUCHED_CLASSES =
      """
      insert into touched_class
      select c.id from given g, roster_record c where #everything and c.roster = #roster and c.file = 'classes' and c.outcome is null
      union select m.id from given g, unclear, member m
      where m.kind = 'class' and not unclear.classes
        and exists (select 1 from roster_file f where f.import = #import and f.file = 'classes' and not f.delta)
        and (#everything or not exists (select 1 from roster_record c
          where c.roster = #roster and c.file = 'classes' and c.outcome is null and c.id = m.id))
      union select t.id from touched_line t where t.file = 'classes'
      union select t.class_id from touched_line t where t.file = 'enrollments' and t.role = 'teacher'
      union select c.id from roster_record c
        join touched_line t on t.file = 'courses' and t.id = c.cells ->> 'courseSourcedId'
      where c.roster = #roster and c.file = 'classes' and c.outcome is null""";

  private static final String A_USER =
      """
      from touched_user t
      join roster_record u on u.roster = #roster and u.file = 'users' and u.outcome is null and u.id = t.id
      """;

  private static final String GUARDIAN_TASKS =
      """
      insert into task select 1, 'guardian', u.id,
        jsonb_build_object('cells', u.cells)\s"""
          + A_USER
          + """
          where exists (select 1 from agent_now a where a.id = u.id)
            or exists (select 1 from role_now n where n.user_id = u.id and n.role in\s"""
          + GUARDIANS
          + ")";

  private static final String STAFF_TASKS =
      "insert into task select 2, 'staff', u.id, jsonb_build_object('roles', jsonb_agg(distinct n.role)) "
          + A_USER
          + " join role_now n on n.user_id = u.id and n.role <> "
          + PUPIL
          + " and n.role not in "
          + GUARDIANS
          + " group by u.id";

  private static final String CLASS_TASKS =
      """
      insert into task
      select 3, 'class', c.id, jsonb_build_object('cells', c.cells,
        'courseSubjects', (select k.cells ->> 'subjects' from roster_record k
          where k.roster = #roster and k.file = 'courses' and k.outcome is null and k.id = c.cells ->> 'courseSourcedId' limit 1),
        'teachers', case when g.enrolled then coalesce(e.teachers, '[]') end,
        'keepsPlaces',\s"""
          + CLASS_UNREAD
          + """
      )
      from given g, touched_class t
      join roster_record c on c.roster = #roster and c.file = 'classes' and c.outcome is null and c.id = t.id
      left join (select l.class_id, jsonb_agg(jsonb_build_array(l.id, l.user_id,
            #first_day, #last_day, l.cells ->> 'primary' is not null)) as teachers
        from given g, touched_class t join roster_record l on l.roster = #roster and l.class_id = t.id and l.role = 'teacher'
          left join class_days d on d.id = l.class_id
        where l.file = 'enrollments' and l.outcome is null and\s"""
          + TermRules.NOT_OVER
          + " group by l.class_id) e on e.class_id = c.id";

  /** Of a guardian who never came the tie is as it was known: a push may have named one. */
  private static final String PUPIL_TASKS =
      """
      insert into task
      select 4, 'pupil', u.id, jsonb_build_object(
        'cells', u.cells,
        'guardians', coalesce(a.guardians, '[]'),
        'enrolments', case when (select enrolled from given) then coalesce(e.places, '[]') end,
        'keepsPlaces',\s"""
          + USER_UNREAD
          + ")\n"
          + A_USER
          + """
          left join (select l.user_id, jsonb_agg(jsonb_build_array(l.id, l.class_id, #first_day, #last_day,
                coalesce(l.begins > d.begins, false))) as places
            from given g, touched_user t join roster_record l on l.roster = #roster and l.user_id = t.id
            left join class_days d on d.id = l.class_id
            where l.file = 'enrollments' and l.role = 'student' and l.outcome is null and\s"""
          + TermRules.NOT_OVER
          + """
           group by l.user_id) e on e.user_id = u.id
          left join (select p.id, jsonb_agg(jsonb_build_object('guardian', agent,
              'language', k.cells ->> 'metadata.tenzij.language', 'readable', k.id is not null)) as guardians
            from given g cross join touched_user t
            join roster_record p on p.roster = #roster and p.file = 'users' and p.outcome is null and p.id = t.id
            cross join unnest(p.agents) agent
            left join roster_record k on k.roster = #roster and k.file = 'users' and k.outcome is null and k.id = agent
            where k.id is not null or exists (select 1 from refused f where f.kind = 'person' and f.id = agent)
              or p.mark is null and p.import <> #import
                and not exists (select 1 from old o where o.gone and o.file = 'users' and o.id = agent)
              or not exists (select 1 from roster_member m where m.board = g.board and m.school = g.school
                and m.kind = 'guardian' and m.id = agent collate "default")
            group by p.id) a on a.id = u.id
          where exists (select 1 from role_now n where n.user_id = u.id and n.role = 'student')""";

  private static final String NAMELESS =
      """
      insert into nameless
      select t.kind, t.id, exists (select 1 from member m where m.kind <> 'class' and m.id = t.id) from task t
      where t.kind <> 'class' and not exists (select 1 from roster_person p where p.import = #import and p.id = t.id)
        and not exists (select 1 from member m where m.kind = t.kind and m.id = t.id)""";

  /** Whether somebody is to be entered whose name stands in a line that was not read. */
  String isNameless() {
    return text(
        "select exists (select 1 from nameless) and exists (select 1 from roster_file where import = #import and file = 'users' and not delta)");
  }

  /** Writes down what is to be entered, and counts. */
  List<String> concluding() {
    return texts(
        List.of(
            """
            insert into roster_finding (import, weight, file, line, "column", code, detail)
            select i.id, 'REFUSAL', 'roles.csv', l.line, 'userSourcedId', 'name-unknown',
              'nothing is known of this user but the id; send the line of users.csv along'
            from roster_import i, nameless n
            join roster_record l on l.roster = #roster and l.import = #import and l.file = 'roles' and l.outcome is null
              and l.user_id = n.id
            where i.number = #import and not n.by_any_name limit #most""",
            "delete from task t using nameless n where t.kind = n.kind and t.id = n.id and not n.by_any_name",
            "delete from roster_task where import = #import",
            """
            insert into roster_task (import, number, kind, id, leaves, content)
            select #import, row_number() over (order by leaves, place, id), kind, id, leaves, content from (
              select place, kind, id, false as leaves, content from task
              union all select 5, m.kind, m.id, true, null from member m
              where (m.kind <> 'class' and m.id in (select id from touched_user)
                  or m.kind = 'class' and m.id in (select id from touched_class))
                and not exists (select 1 from task t where t.kind = m.kind and t.id = m.id)
                and not exists (select 1 from refused f where f.id = m.id
                  and f.kind = case m.kind when 'class' then 'class' else 'person' end)) each""",
            """
            insert into roster_finding (import, weight, file, line, "column", code, detail)
            select i.id, 'REMARK', x.file, 0, '', 'absence-not-judged',
              'a line can''t be told whom it is about, so nobody was taken to have left'
            from roster_import i, unclear, (values ('users.csv', true), ('classes.csv', false)) x (file, ofpersons)
            where i.number = #import and case when x.ofpersons then unclear.persons else unclear.classes end""",
            COUNTS,
            "analyze roster_task",
            "update roster set settled = false, judged_on = (select today from given) where number = #roster"));
  }

  /** In one look at all lines of whole sets, and at the new ones of changes. */
  private static final String COUNTS =
      """
      with known as materialized (
        select l.file, count(*) filter (where l.file = 'orgs' and l.cells ->> 'type' = 'school') as schools,
          count(*) filter (where l.file <> 'orgs' or l.cells ->> 'type' <> 'school') as used
        from given g
        cross join roster_record l
        join roster_file f on f.import = #import and f.file = l.file and (not f.delta or l.import = #import)
        left join class_days d on l.file = 'enrollments' and d.id = l.class_id
        where l.roster = #roster and l.outcome is null
          and (l.file = 'orgs' and l.id <> g.school or l.file in ('courses', 'academicSessions')
            or l.file = 'roles' and l.begins is not null and l.begins > g.today
            or l.file = 'roles' and l.ends is not null and l.ends < g.today
            or l.file = 'enrollments' and not (#not_over))
        group by l.file
        union all select l.file, 0, count(*)
        from roster_record l
        join roster_file f on f.import = #import and f.file = 'users' and (not f.delta or l.import = #import)
        where l.roster = #roster and l.file = 'users' and l.outcome is null
          and not exists (select 1 from role_now n where n.user_id = l.id)
          and not exists (select 1 from agent_now a where a.id = l.id)
        group by l.file),
      outcomes as (
        select file, count(*) filter (where outcome = 'REFUSED') as refused,
          count(*) filter (where outcome = 'OUTSIDE') as outside
        from roster_record where roster = #roster and import = #import and outcome is not null group by file),
      dropped as (
        select o.file, coalesce(sum(o.lines) filter (where org.id is null), 0) as refused,
          coalesce(sum(o.lines) filter (where org.id is not null), 0) as outside
        from roster_outside o left join org on org.id = o.org
        where o.import = #import group by o.file)
      update roster_file f set
        refused = coalesce(n.refused, 0) + coalesce(d.refused, 0),
        outside = f.outside + coalesce(n.outside, 0) + coalesce(d.outside, 0) + coalesce(k.schools, 0),
        used = coalesce(k.used, 0)
      from roster_file x
      left join known k on k.file = x.file
      left join outcomes n on n.file = x.file
      left join dropped d on d.file = x.file
      where f.import = #import and x.import = #import and x.file = f.file""";

  /**
   * How many pupils, guardians and members of staff leave, how many classes end with none in their
   * stead, not counting those whose terms are over, and how many places in classes are gone with
   * none in their stead or because the class is said to run on other days, of how many; and whether
   * it is absence, or a few terms, that says so. Of places all are counted only where more than a
   * few are gone.
   */
  String leaving(int few) {
    return text("""
            with before as (
              select count(*) filter (where stood) as stood, count(*) filter (where lasted) as lasted
              from (select file, stood, lasted from old union all select file, stood, lasted from same) l
              where file = 'enrollments'),
            now as (
              select count(*) filter (where #stands or b.id is not null and #stood) as stand,
                count(*) filter (where #not_over or b.id is not null and #lasted) as last
              from given g, roster_record l
              left join class_days d on d.id = l.class_id left join class_before b on b.id = l.class_id
              where l.roster = #roster and l.import = #import and l.file = 'enrollments' and l.outcome is null),
            gone as (
              select (select greatest(before.stood - now.stand, before.lasted - now.last) from before, now) as places
              where exists (select 1 from old where file = 'enrollments' and lasted)),
            past as (select b.id from given g, class_before b where b.ends < g.today),
            ended as (#ended),
            lost as (
              select coalesce((select greatest(places, 0) from gone), 0) as absent, (select places from ended) as ended)
            select
              (select count(*)::int from roster_task where import = #import and leaves and kind = 'pupil') as pupils,
              (select count(*)::int from member where kind = 'pupil') as of_pupils,
              (select count(*)::int from roster_task where import = #import and leaves and kind = 'guardian') as guardians,
              (select count(*)::int from member where kind = 'guardian') as of_guardians,
              (select count(*)::int from roster_task where import = #import and leaves and kind = 'staff') as staff,
              (select count(*)::int from member where kind = 'staff') as of_staff,
              greatest(0, (select count(*) from roster_task r where import = #import and leaves and kind = 'class'
                  and not exists (select 1 from past where past.id = r.id))
                - (select count(*) from task t where t.kind = 'class'
                  and not exists (select 1 from member m where m.kind = 'class' and m.id = t.id)))::int as classes,
              (select count(*)::int from member m where m.kind = 'class'
                and not exists (select 1 from past where past.id = m.id)) as of_classes,
              (lost.absent + lost.ended)::int as places,
              case when lost.absent + lost.ended > #few then (lost.absent + (select count(*) from roster_record l
                where l.roster = #roster and l.file = 'enrollments' and l.outcome is null))::int else 0 end as of_places,
              exists (select 1 from roster_file where import = #import and file in ('users', 'roles') and not delta)
                as persons_by_absence,
              exists (select 1 from roster_file where import = #import and file = 'classes' and not delta)
                as classes_by_absence,
              lost.ended > #few
                or exists (select 1 from roster_file where import = #import and file = 'enrollments' and not delta)
                as places_by_absence
            from lost"""
            .replace("#ended", TermRules.ENDED))
        .replace("#few", Integer.toString(few));
  }

  /** For the worker that has it. */
  String reached() {
    return text(
        """
        update roster_import set stage = 'RESOLVED', done = 0,
          total = (select count(*) from roster_task where import = #import)
        where number = #import and worker = $1 and state = 'RUNNING'""");
  }

  private static String refuse(String when, String column, String code, String detail) {
    return """
        with bad as (update roster_record l set outcome = 'REFUSED'
          where l.roster = #roster and l.import = #import and %s
          returning l.file, l.line)
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select i.id, 'REFUSAL', bad.file || '.csv', bad.line, '%s', '%s', '%s'
        from bad, roster_import i where i.number = #import
        order by bad.file, bad.line limit #most"""
        .formatted(when, column, code, detail);
  }

  static String note(String file, String when, String column, String code, String detail) {
    return """
        insert into roster_finding (import, weight, file, line, "column", code, detail)
        select i.id, 'REMARK', l.file || '.csv', l.line, '%s', '%s', '%s'
        from roster_import i, roster_record l
        where i.number = #import and l.roster = #roster and l.import = #import and l.file = '%s' and l.outcome is null and %s
        order by l.line limit #most"""
        .formatted(column, code, detail, file, when);
  }
}
