package nl.tenzij.school.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.guardian.GuardianEvent.GuardianChanged;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;
import nl.tenzij.school.staff.StaffMembers;

/**
 * How what is kept of a roster comes to say what the log says of those whom others than imports
 * changed, as statements: by records that were pushed, for the most. From then on a package takes
 * back of it what it speaks of, and nothing else: a whole set all that its files hold, a delta its
 * own lines. Lines made here have no mark and belong to no import, so that a whole set never finds
 * them to be as it has them.
 */
final class CatchingUpRules {

  // By the names of today, and those before since there are pushes: what came in before came by
  // imports alone. All of what is read of them stands in each.
  private static final String PUPIL_NOW =
      "("
          + oneOf(Pupils.TYPES, PupilRegistered.class, PupilChanged.class)
          + " or o.type in ('pupil.registered.v2', 'pupil.changed.v2', 'pupil.registered.v3',"
          + " 'pupil.changed.v3', 'pupil.registered.v4', 'pupil.changed.v4'))";
  private static final String PUPIL_LEFT = oneOf(Pupils.TYPES, PupilLeft.class);
  private static final String CLASS_NOW =
      oneOf(Classes.TYPES, ClassRegistered.class, ClassChanged.class);
  private static final String CLASS_ENDED = oneOf(Classes.TYPES, ClassEnded.class);
  private static final String GUARDIAN_NOW =
      oneOf(Guardians.TYPES, GuardianRegistered.class, GuardianChanged.class);
  private static final String GUARDIAN_LEFT = oneOf(Guardians.TYPES, GuardianLeft.class);
  private static final String STAFF_NOW =
      oneOf(StaffMembers.TYPES, StaffRegistered.class, StaffChanged.class);
  private static final String STAFF_LEFT = oneOf(StaffMembers.TYPES, StaffLeft.class);
  private static final String GUARDIANS =
      UserRecord.GUARDIANS.stream().sorted().collect(Collectors.joining("', '", "('", "')"));

  private static String oneOf(EventTypes<?> types, Class<?>... events) {
    return Stream.of(events)
        .map(types::name)
        .collect(Collectors.joining("', '", "o.type in ('", "')"));
  }

  /** As what somebody is here by a line of roles.csv. */
  private static final String KIND_BY_ROLE =
      "case when r.role = '"
          + UserRecord.PUPIL
          + "' then 'pupil' when r.role in "
          + GUARDIANS
          + " then 'guardian' else 'staff' end";

  private static final String LINE =
      """
      insert into roster_record (roster, import, file, line, id, user_id, class_id, org_id, role, begins, ends,
        agents, cells)
      select #roster, 0,\s""";

  /**
   * Of each stream that others changed, what was said last, and whether they said in between that
   * it is gone. From where to where the log is read is written out, so that the planner sees how
   * little that mostly is.
   */
  private static final String OTHERS =
      """
      create temp table other on commit drop as
      select split_part(s.stream, '/', 1) as kind, last.type, last.data,
        coalesce(last.data ->> 'pupil', last.data ->> 'guardian', last.data ->> 'staff', last.data ->> 'subject',
          last.data ->> 'id') collate "C" as id, s.gone
      from (
        select e.board, e.stream, bool_or(#gone) as gone
        from roster r join event e on e.partition = #partition and e.position > #after and e.position <= #head
          and e.board = r.board and e.school = r.school
        where r.number = #roster and split_part(e.stream, '/', 1) in ('pupil', 'guardian', 'staff', 'class', 'erasure')
          and not exists (select 1 from roster_import i where i.id::text = e.meta ->> 'correlation')
        group by e.board, e.stream) s
      cross join lateral (select e.type, e.data from event e where e.board = s.board and e.stream = s.stream
        order by e.version desc limit 1) last"""
          .replace(
              "#gone",
              String.join(" or ", PUPIL_LEFT, STAFF_LEFT, CLASS_ENDED).replace("o.type", "e.type"));

  private final int roster;
  private final int partition;
  private final long head;
  private final LocalDate today;

  /**
   * @param head up to where the log is read
   */
  CatchingUpRules(int roster, int partition, long head, LocalDate today) {
    this.roster = roster;
    this.partition = partition;
    this.head = head;
    this.today = today;
  }

  private String text(String statement) {
    return statement
        .replace("#roster", Integer.toString(roster))
        .replace("#partition", Integer.toString(partition))
        .replace("#head", Long.toString(head))
        .replace("#judged", "coalesce(k.judged_on, #today)")
        .replace("#today", "date '" + today + "'");
  }

  /** Behind which position of the log; null of a school that nobody knew. */
  String after() {
    return text(
        """
        select case when r.position > 0
            or exists (select 1 from roster_member m where m.board = r.board and m.school = r.school) then r.position end
        from roster r where r.number = #roster""");
  }

  List<String> finding(long after) {
    return List.of(text(OTHERS.replace("#after", Long.toString(after))));
  }

  String isAny() {
    return "select exists (select 1 from other)";
  }

  /** The log was read so far. */
  String reached() {
    return text("update roster set position = greatest(position, #head) where number = #roster");
  }

  /** What is kept says what the log says. */
  List<String> catchingUp() {
    return List.of(
            "analyze other",
            UNKNOWN,
            "update roster_record r set mark = null from other o where " + ITS_LINE,
            PLACES,
            "analyze place",
            PASSED,
            "analyze passed",
            """
            delete from roster_block b using passed p
            where b.roster = #roster and b.file = p.file and b.hash = p.block""",
            "delete from roster_record r using passed p where r.ctid = p.at",
            NOBODY,
            // Lines on who left and what ended are read anew by a whole set, and told of if still
            // there.
            POINTING + PUPIL_LEFT + " and r.user_id = o.id",
            POINTING + CLASS_ENDED + " and r.class_id = o.id",
            PUPILS,
            line(
                "'users', 0, o.id, null, null, null, null, null::date, null::date, "
                    + AGENTS
                    + ", "
                    + PUPIL_CELLS.replace("r.cells", "null::jsonb"),
                PUPIL_NOW + WITHOUT_LINE),
            "update roster_record r set cells = "
                + GUARDIAN_CELLS
                + " from other o where "
                + GUARDIAN_NOW
                + " and "
                + ITS_LINE,
            line(
                "'users', 0, o.id, null, null, null, null, null::date, null::date, null::text[], "
                    + GUARDIAN_CELLS.replace("r.cells", "null::jsonb"),
                GUARDIAN_NOW + WITHOUT_LINE),
            line(
                "'users', 0, o.id, null, null, null, null, null::date, null::date, null::text[],"
                    + " null::jsonb",
                STAFF_NOW + WITHOUT_LINE),
            ROLES,
            CLASSES,
            line(
                "'classes', 0, o.id, null, null, k.school, null, null::date, null::date,"
                    + " null::text[], "
                    + CLASS_CELLS.replace("r.cells", "null::jsonb"),
                CLASS_NOW + WITHOUT_LINE),
            TAKEN)
        .stream()
        .map(this::text)
        .toList();
  }

  private static String line(String values, String where) {
    return LINE + values + " from other o, roster k where k.number = #roster and " + where;
  }

  private static final String ITS_LINE =
      """
      r.roster = #roster and r.file = case o.kind when 'class' then 'classes' else 'users' end
        and r.id = o.id and r.outcome is null""";
  private static final String WITHOUT_LINE =
      " and not exists (select 1 from roster_record r where " + ITS_LINE + ")";

  private static final String UNKNOWN =
      "delete from roster_block b using roster_record r, other o where "
          + ITS_LINE
          + " and b.roster = r.roster and b.file = r.file and b.hash = r.block";

  /** Who has which place now, of pupils and classes that changed. */
  private static final String PLACES =
      """
      create temp table place on commit drop as
      select 'student' as role, o.id as user_id, e."inClass" collate "C" as class_id, e.id collate "C" as id,
        e."begin" as begins, e."end" as ends, false as main
      from other o
      cross join jsonb_to_recordset(o.data -> 'enrolments') e (id text, "inClass" text, "begin" date, "end" date)
      where\s"""
          + PUPIL_NOW
          + """

          union all select 'teacher', t.staff collate "C", o.id, t.id collate "C", t."begin", t."end", t."primary"
          from other o
          cross join jsonb_to_recordset(o.data -> 'teachers')
            t (id text, staff text, "begin" date, "end" date, "primary" boolean)
          where\s"""
          + CLASS_NOW;

  static final String CLASS_DAY =
      """
      (select %s from roster_record c where c.roster = #roster and c.file = 'classes' and c.outcome is null
        and c.id = %s.class_id limit 1)""";

  // Of a class that a push moved whose places have not all followed: those stand as it ran before,
  // or not yet.
  static final String BEGAN = "nullif(split_part(c.cells ->> 'ranOn', '/', 1), '')::date";
  static final String ENDED = "nullif(split_part(c.cells ->> 'ranOn', '/', 2), '')::date";

  private static final String NO_PLACE =
      """
       and r.roster = #roster and r.file = 'enrollments' and r.outcome is null
        and (o.gone or (least(r.ends, #class_ends) >= #judged) is not false
          and (greatest(r.begins, #class_begins) <= least(r.ends, #class_ends)) is not false
          and (#ran_on is null or (least(r.ends, #class_ended) >= #judged) is not false
            and (greatest(r.begins, #class_began) <= least(r.ends, #class_ended)) is not false))
        and not exists (select 1 from place p
          where p.role = r.role and p.user_id = r.user_id and p.class_id = r.class_id
            and (p.id is null or p.id = r.id and p.main = (r.cells ->> 'primary' is not null)
              and (p.begins is not distinct from greatest(r.begins, #class_begins)
                  and p.ends is not distinct from least(r.ends, #class_ends)
                or #ran_on is not null and p.begins is not distinct from greatest(r.begins, #class_began)
                  and p.ends is not distinct from least(r.ends, #class_ended))))
      """
          .replace("#ran_on", CLASS_DAY.formatted("c.cells ->> 'ranOn'", "r"))
          .replace("#class_begins", CLASS_DAY.formatted("c.begins", "r"))
          .replace("#class_ends", CLASS_DAY.formatted("c.ends", "r"))
          .replace("#class_began", CLASS_DAY.formatted(BEGAN, "r"))
          .replace("#class_ended", CLASS_DAY.formatted(ENDED, "r"));

  /**
   * Lines that the log says are so no more. What was over when it was last judged is not there; but
   * of who left and what ended no place stays, also not for who is back since.
   */
  private static final String PASSED =
      """
      create temp table passed on commit drop as
      select r.ctid as at, r.file, r.block from roster k, other o, roster_record r
      where k.number = #roster and r.roster = #roster and r.file = 'roles' and r.user_id = o.id and r.outcome is null
        and (r.begins is null or r.begins <= #today) and (r.ends is null or r.ends >= #judged)
        and o.kind =\s"""
          + KIND_BY_ROLE
          + """

            and (\s"""
          + String.join(" or ", PUPIL_LEFT, GUARDIAN_LEFT, STAFF_LEFT)
          + """
           or o.kind = 'staff' and not jsonb_exists(o.data -> 'roles', r.role))
          union all select r.ctid, r.file, r.block from roster k, other o, roster_record r
          where k.number = #roster and r.role = 'student' and r.user_id = o.id and (\s"""
          + String.join(" or ", PUPIL_NOW, PUPIL_LEFT)
          + ")"
          + NO_PLACE
          + """
          union all select r.ctid, r.file, r.block from roster k, other o, roster_record r
          where k.number = #roster and r.role = 'teacher' and r.class_id = o.id and (\s"""
          + String.join(" or ", CLASS_NOW, CLASS_ENDED)
          + ")"
          + NO_PLACE
          + """
          union all select r.ctid, r.file, r.block from roster k, other o, roster_record r
          where k.number = #roster and o.gone and o.kind = 'class' and r.role = 'student' and r.class_id = o.id"""
          + NO_PLACE
          + """
          union all select r.ctid, r.file, r.block from roster k, other o, roster_record r
          where k.number = #roster and o.gone and o.kind = 'staff' and r.role = 'teacher' and r.user_id = o.id"""
          + NO_PLACE
          + " union all select r.ctid, r.file, r.block from other o, roster_record r where "
          + CLASS_ENDED
          + " and "
          + ITS_LINE;

  /** Who left, and is here as nothing else. */
  private static final String NOBODY =
      """
      delete from roster_record r using other o, roster k
      where k.number = #roster and (\s"""
          + String.join(" or ", PUPIL_LEFT, STAFF_LEFT)
          + ") and "
          + ITS_LINE
          + """

          and not exists (select 1 from roster_record x where x.roster = #roster and x.file = 'roles' and x.user_id = o.id)
          and not exists (select 1 from guardianship t
            where t.board = k.board and t.school = k.school and t.guardian = o.id collate "default")""";

  private static final String POINTING =
      """
      delete from roster_block b using roster_record r, other o
      where r.roster = #roster and r.file = 'enrollments' and b.roster = #roster and b.file = r.file and b.hash = r.block
        and\s""";

  private static final String AGENTS =
      "(select array_agg(g ->> 'guardian') from jsonb_array_elements(o.data -> 'guardians') g)";

  /** Of what a line can be silent on it is: that is as it is known. */
  private static final String PUPIL_CELLS =
      """
      (coalesce(r.cells, '{}') - 'grades' - '{metadata.tenzij.uninformedAgentSourcedIds,metadata.tenzij.mentor,\
      metadata.tenzij.careCoordinator,metadata.tenzij.opp,metadata.tenzij.ofAge,metadata.tenzij.withoutCustodyAgentSourcedIds,\
      metadata.tenzij.barredAgentSourcedIds}'::text[])
        || case when o.data ->> 'yearGroup' is null then '{}'
          else jsonb_build_object('grades',
            case split_part(r.cells ->> 'grades', ',', 1) when o.data ->> 'yearGroup' then r.cells ->> 'grades'
              else o.data ->> 'yearGroup' end) end""";

  private static final String PUPILS =
      "update roster_record r set agents = "
          + AGENTS
          + ", cells = "
          + PUPIL_CELLS
          + " from other o where "
          + PUPIL_NOW
          + " and "
          + ITS_LINE;

  private static final String GUARDIAN_CELLS =
      "coalesce(r.cells, '{}') || jsonb_build_object('metadata.tenzij.language', o.data ->>"
          + " 'language')";

  /** Roles that no line gives. A guardian of a pupil here is here without one. */
  private static final String ROLES =
      LINE
          + """
          'roles', 0, null, w.id, null, w.school, w.role, null::date, null::date, null::text[], null::jsonb
          from (
            select o.id, o.kind, k.school, k.judged_on, 'student' as role from other o, roster k
            where k.number = #roster and\s"""
          + PUPIL_NOW
          + """

          union all select o.id, o.kind, k.school, k.judged_on, 'guardian' from other o, roster k
          where k.number = #roster and not exists (select 1 from guardianship t
              where t.board = k.board and t.school = k.school and t.guardian = o.id collate "default")
            and\s"""
          + GUARDIAN_NOW
          + """

          union all select o.id, o.kind, k.school, k.judged_on, role from other o, roster k
            cross join jsonb_array_elements_text(o.data -> 'roles') role
          where k.number = #roster and\s"""
          + STAFF_NOW
          + """
          ) w
          where not exists (select 1 from roster_record r
            where r.roster = #roster and r.file = 'roles' and r.user_id = w.id and r.outcome is null
              and (r.begins is null or r.begins <= #today) and (r.ends is null or r.ends >= coalesce(w.judged_on, #today))
              and (r.role = w.role or w.kind = 'guardian' and r.role in\s"""
          + GUARDIANS
          + "))";

  private static String words(String cell, String of, String said) {
    return """
    case when coalesce(string_to_array(%2$s, ','), '{}') @> %3$s and coalesce(string_to_array(%2$s, ','), '{}') <@ %3$s
      then jsonb_build_object('%1$s', r.cells ->> '%1$s')
      else jsonb_build_object('%1$s', nullif(array_to_string(%3$s, ','), '')) end"""
        .formatted(cell, of, "array(select jsonb_array_elements_text(o.data -> '" + said + "'))");
  }

  private static final String OF_COURSE =
      """
      (select c.cells ->> 'subjects' from roster_record c where c.roster = #roster and c.file = 'courses'
        and c.outcome is null and c.id = r.cells ->> 'courseSourcedId' limit 1)""";

  /** Grades and subjects as the line has them, where that comes to the same. */
  private static final String CLASS_CELLS =
      "jsonb_strip_nulls(coalesce(r.cells, '{}') || jsonb_build_object('title', o.data ->> 'title',"
          + " 'classType', lower(o.data ->> 'kind')) || "
          + words("grades", "r.cells ->> 'grades'", "yearGroups")
          + " || "
          + words("subjects", "coalesce(r.cells ->> 'subjects', " + OF_COURSE + ")", "subjects")
          + ")";

  private static final String CLASSES =
      "update roster_record r set cells = "
          + CLASS_CELLS
          + " from other o where "
          + CLASS_NOW
          + " and "
          + ITS_LINE;

  /** Places that no line gives. A day that is the class's is not the place's own. */
  private static final String TAKEN =
      LINE
          + """
          'enrollments', 0, p.id, p.user_id, p.class_id, k.school, p.role,
            nullif(nullif(p.begins, #class_begins), #class_began), nullif(nullif(p.ends, #class_ends), #class_ended),
            null::text[],
            case when p.main then '{"primary": "true"}'::jsonb end
          from place p, roster k
          where k.number = #roster and not exists (select 1 from roster_record r
            where r.roster = #roster and r.file = 'enrollments' and r.outcome is null and r.role = p.role
              and r.user_id = p.user_id and r.class_id = p.class_id and (p.id is null or r.id = p.id))"""
              .replace("#class_begins", CLASS_DAY.formatted("c.begins", "p"))
              .replace("#class_ends", CLASS_DAY.formatted("c.ends", "p"))
              .replace("#class_began", CLASS_DAY.formatted(BEGAN, "p"))
              .replace("#class_ended", CLASS_DAY.formatted(ENDED, "p"));
}
