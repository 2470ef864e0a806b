package nl.tenzij.school.roster;

import java.util.List;

/**
 * Whether those whom pupils' lines restrict are their guardians, as statements of a {@link
 * Resolution}. It is said and no more: what restricts somebody is kept for when the roster names
 * them, and a mistyped id would restrict nobody.
 */
final class RestrictedRules {

  // A line that names guardians has them, be they kept from before; where it names none and the
  // file speaks of them, there are none. Else they are those who are known.
  private static final String REMARK =
      """
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select i.id, 'REMARK', 'users.csv', l.line, '%1$s', '%2$s', '%3$s'
      from roster_import i, roster_record l
      where i.number = #import and l.roster = #roster and l.import = #import and l.file = 'users'
        and l.outcome is null and l.cells ->> '%1$s' <> ''
        and exists (select 1 from roster_record s where s.roster = #roster and s.file = 'roles'
          and s.outcome is null and s.user_id = l.id and s.role = 'student')
        and exists (select 1 from unnest(string_to_array(l.cells ->> '%1$s', ',')) restricted
          where restricted <> all (coalesce(l.agents, '{}'))
            and (l.agents is not null
              or not jsonb_exists(l.cells, 'unread')
                and (select f.agents_said from roster_file f where f.import = #import and f.file = 'users')
              or not exists (select 1 from guardianship t where t.board = i.board and t.school = i.school
                and t.pupil = l.id collate "default" and t.guardian = restricted collate "default")))
      order by l.line limit #most""";

  private RestrictedRules() {}

  /** After roles were judged. */
  static List<String> remarks() {
    return UserRecord.RESTRICTING.stream()
        .map(
            column -> REMARK.formatted(column, UserRecord.NO_GUARDIAN, UserRecord.RESTRICTS_NOBODY))
        .toList();
  }
}
