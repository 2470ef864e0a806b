package nl.tenzij.school.roster;

import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of a roster's lines at the end of an import, as statements. Their numbers stand in
 * them, so that each is planned for the lines that there are.
 */
final class SettlingRules {

  /**
   * A line on somebody shares the fate of that person and that class. All lines are passed over
   * once: to look up those of whom something was entered took longer with a large roster.
   */
  private static final String APPLIED =
      """
      with person as (select distinct id from roster_task where import = #import and changed and kind <> 'class'),
      class as (select distinct id from roster_task where import = #import and changed and kind = 'class'),
      line as (
        select l.file, count(*) as lines
        from roster k
        join roster_record l on l.roster = k.number and l.file in ('users', 'roles', 'classes', 'enrollments')
        join roster_file f on f.import = #import and f.file = l.file
        left join person p on p.id = case l.file when 'users' then l.id when 'classes' then null else l.user_id end
        left join class c on c.id = case l.file when 'classes' then l.id when 'enrollments' then l.class_id end
        left join roster_record d on l.file = 'enrollments' and d.roster = #roster and d.file = 'classes'
          and d.outcome is null and d.id = l.class_id
        where k.number = #roster and (not f.delta or l.import = #import)
          and (l.outcome is null and (l.file in ('users', 'classes')
              or l.file = 'roles' and (l.begins <= k.judged_on) is not false and (l.ends >= k.judged_on) is not false
              or l.file = 'enrollments' and (least(l.ends, d.ends) >= k.judged_on) is not false
                and (greatest(l.begins, d.begins) <= least(l.ends, d.ends)) is not false) or l.outcome = 'GONE')
          and (p.id is not null or c.id is not null)
        group by l.file)
      update roster_file f set applied = f.applied + line.lines from line
      where f.import = #import and f.file = line.file""";

  /** Runs of lines that were understood to the last are known from now on. */
  private static final String KNOW =
      """
      with elsewhere as (
        select l.file, l.block, count(*)::int as lines from roster_record l
        where l.roster = #roster and l.import = #import and l.outcome = 'OUTSIDE' and l.file in ('users', 'courses')
        group by l.file, l.block),
      unsure as (
        select distinct l.file, l.block from roster_record l
        where l.roster = #roster and l.import = #import and l.block is not null
          and (l.outcome = 'REFUSED' or l.mark is null))
      insert into roster_block (roster, file, hash, lines, outside, disabled, first_disabled)
      select #roster, s.file, s.hash, s.lines, s.outside + coalesce(e.lines, 0), s.disabled, s.first_disabled
      from roster_seen s
      join roster_file f on f.import = #import and f.file = s.file and not f.delta
      left join elsewhere e on e.file = s.file and e.block = s.hash
      left join unsure u on u.file = s.file and u.block = s.hash
      where s.import = #import and not s.known and s.clean and u.block is null
      on conflict (roster, file, hash) do update set lines = excluded.lines, outside = excluded.outside,
        disabled = excluded.disabled, first_disabled = excluded.first_disabled""";

  private static final String FORGET =
      """
      delete from roster_block b where b.roster = #roster
        and exists (select 1 from roster_file f where f.import = #import and f.file = b.file and not f.delta)
        and not exists (select 1 from roster_seen s where s.import = #import and s.file = b.file and s.hash = b.hash)""";

  /**
   * So that what is told of their lines is told each time. How many accounts are closed is kept
   * with the run.
   */
  private static final String FORGET_WHERE_TOLD =
      """
      delete from roster_block b using (
        select distinct l.file, l.block
        from roster_import i join roster_finding f on f.import = i.id and f.line > 0 and f.code <> 'account-disabled'
        join roster_record l on l.roster = #roster and l.import = i.number and l.file || '.csv' = f.file and l.line = f.line
        where i.number = #import and l.block is not null) told
      where b.roster = #roster and b.file = told.file and b.hash = told.block""";

  private final int roster;
  private final int number;

  SettlingRules(int roster, int number) {
    this.roster = roster;
    this.number = number;
  }

  private List<String> texts(String... statements) {
    return Stream.of(statements)
        .map(statement -> statement.replace("#roster", Integer.toString(roster)))
        .map(statement -> statement.replace("#import", Integer.toString(number)))
        .toList();
  }

  /** What was applied is the roster. */
  List<String> settling() {
    return texts(
        "set local work_mem = '64MB'",
        APPLIED,
        KNOW,
        FORGET,
        FORGET_WHERE_TOLD,
        "delete from roster_record where roster = #roster and import = #import and outcome is not null",
        "update roster set settled = true where number = #roster");
  }

  /** Lines that did not come to be the roster. */
  List<String> dropping() {
    return texts(
        """
        delete from roster_record l using roster_import i
        where i.number = #import and l.roster = #roster and l.import = #import
          and (i.stage <> 'RESOLVED' or l.outcome is not null)""");
  }
}
