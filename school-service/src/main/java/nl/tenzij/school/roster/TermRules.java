package nl.tenzij.school.roster;

import java.util.List;

/**
 * From when until when classes run, by their terms, and what that makes of the places in them, as
 * statements of a {@link Resolution}. The days stand with a class's line ({@code begins}, {@code
 * ends}); an enrolment's line has its own, which no term and no class changes: so when a term is
 * corrected, all that depends on it is known.
 */
final class TermRules {

  // Of an enrolment l in a class with days d: its own narrow the class's. Greatest and least pass
  // over a null.
  static final String FIRST_DAY = "greatest(l.begins, d.begins)";
  static final String LAST_DAY = "least(l.ends, d.ends)";
  private static final String MEETS = "(" + FIRST_DAY + " <= " + LAST_DAY + ") is not false";

  /** Whether an enrolment is a place, now or later. */
  static final String NOT_OVER =
      "(" + LAST_DAY + " is null or " + LAST_DAY + " >= g.today) and " + MEETS;

  /** Whether an enrolment is a place today. */
  static final String STANDS =
      "(" + LAST_DAY + " >= g.today) is not false and (" + FIRST_DAY + " <= g.today) is not false";

  /** The same of a line l by the days b on which its class ran so far. */
  static final String STOOD = soFar(STANDS);

  static final String LASTED = soFar(NOT_OVER);

  private static String soFar(String ofPlace) {
    return ofPlace
        .replace(LAST_DAY, "least(l.ends, b.ends)")
        .replace(FIRST_DAY, "greatest(l.begins, b.begins)");
  }

  /** Of what was kept before terms were read only the end is known: it is no session as yet. */
  static final String SESSION =
      "s.file = 'academicSessions' and s.outcome is null and s.begins is not null";

  private static final String UNKNOWN =
      """
      exists (select 1 from unnest(string_to_array(l.cells ->> 'termSourcedIds', ',')) term
        where not exists (select 1 from roster_record s where s.roster = #roster and #session and s.id = term))"""
          .replace("#session", SESSION);
  private static final String NO_SESSION = "no session in academicSessions.csv has this id; ";

  /** What becomes of a class of which it can't be told when it runs. */
  static final String UNTOLD = "taken with the days that were known of it, or none";

  /** On which days classes ran so far, and of which a push said so. */
  static final String BEFORE =
      """
      insert into class_before
      select k.id, k.begins, k.ends, jsonb_exists(k.cells, 'termsPushed')
      from roster_record k
      where k.roster = #roster and k.import <> #import and k.file = 'classes' and k.outcome is null""";

  /**
   * Places that there are no more, or not for now, since their classes are said to run on other
   * days. What ends or begins by the calendar is not among them. Where there are no such classes,
   * no line is looked at.
   */
  static final String ENDED =
      """
      select count(*) as places from given g, (
        select b.id, b.begins as began, b.ends as ended, d.begins, d.ends
        from class_before b left join class_days d on d.id = b.id
        where b.begins is distinct from d.begins or b.ends is distinct from d.ends offset 0) d
      join roster_record l on l.roster = #roster and l.file = 'enrollments' and l.outcome is null and l.class_id = d.id
      where (least(l.ends, d.ended) >= g.today) is not false
        and (greatest(l.begins, d.began) <= least(l.ends, d.ended)) is not false
        and (not (#not_over)
          or #first_day > g.today and (greatest(l.begins, d.began) <= g.today) is not false)""";

  /** Classes of lines that were not read anew: it is their session that is gone. */
  private static final String UNKNOWN_NOW =
      """
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select i.id, 'REMARK', 'classes.csv', 0, 'termSourcedIds', 'unknown-reference',
        'classes known before name a session that is not known from academicSessions.csv; each was #untold'
      from roster_import i where i.number = #import
        and exists (select 1 from roster_file f where f.import = #import and f.file in ('academicSessions', 'classes'))
        and exists (select 1 from roster_record l where l.roster = #roster and l.import <> #import
          and l.file = 'classes' and l.outcome is null and\s"""
              .replace("#untold", UNTOLD)
          + UNKNOWN
          + ")";

  /**
   * A class that names no term has no days. Of one that names a term that is not known it can't be
   * told: they are as they were, until it can.
   */
  private static final String DAYS =
      """
      insert into class_days
      select c.id, case when count(*) = count(s.id) then min(s.begins) else b.begins end,
        case when count(*) = count(s.id) then max(s.ends) else b.ends end
      from roster_record c left join class_before b on b.id = c.id
      cross join unnest(string_to_array(c.cells ->> 'termSourcedIds', ',')) term
      left join roster_record s on s.roster = #roster and #session and s.id = term
      where c.roster = #roster and c.file = 'classes' and c.outcome is null
      group by c.id, b.begins, b.ends"""
          .replace("#session", SESSION);

  private static final String KEPT =
      """
      update roster_record c set begins = now.begins, ends = now.ends
      from (select l.ctid as at, d.begins, d.ends from roster_record l left join class_days d on d.id = l.id
        where l.roster = #roster and l.file = 'classes' and l.outcome is null
          and (l.begins is distinct from d.begins or l.ends is distinct from d.ends)) now
      where c.ctid = now.at""";

  private static final String SEEN =
      """
      update roster_record set cells = cells - '{termsPushed,ranOn}'::text[]
      where roster = #roster and file = 'classes' and jsonb_exists(cells, 'termsPushed')""";

  private static final String OUTSIDE =
      "(l.begins is not null or l.ends is not null)"
          + " and exists (select 1 from class_days d where d.id = l.class_id and not ("
          + MEETS
          + "))";

  /** Classes whose places are to be looked at again, whatever the lines on them say. */
  private static final String MOVED =
      """
      insert into moved
      select c.id from given g, roster_record c join class_before b on b.id = c.id
      where not #everything and c.roster = #roster and c.file = 'classes' and c.outcome is null
        and (b.pushed or b.begins is distinct from c.begins or b.ends is distinct from c.ends
          or c.ends >= g.judged_on and c.ends < g.today)""";

  private TermRules() {}

  /** After it was judged which classes and sessions there are. */
  static List<String> days() {
    return List.of(
        ResolutionRules.note(
            "classes",
            UNKNOWN,
            "termSourcedIds",
            "unknown-reference",
            NO_SESSION + "the class was " + UNTOLD),
        UNKNOWN_NOW,
        DAYS,
        "analyze class_days",
        KEPT,
        SEEN,
        ResolutionRules.note(
            "enrollments",
            OUTSIDE,
            "classSourcedId",
            "outside-terms",
            "the class runs on none of these days; it is no place as long as that is so"),
        MOVED,
        "analyze moved");
  }
}
