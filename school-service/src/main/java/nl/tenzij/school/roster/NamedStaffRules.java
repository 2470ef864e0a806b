package nl.tenzij.school.roster;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether those whom pupils' lines name as mentor or care coordinator are members of staff, as
 * statements of a {@link Resolution}. It is said and no more: who is named may come later.
 */
final class NamedStaffRules {

  private static final String NOT_OF_STAFF =
      UserRecord.GUARDIANS.stream()
          .sorted()
          .collect(Collectors.joining("', '", "('" + UserRecord.PUPIL + "', '", "')"));

  private static final String REMARK =
      """
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select i.id, 'REMARK', 'users.csv', l.line, '%1$s', 'unknown-staff', '%2$s'
      from roster_import i, roster_record l
      where i.number = #import and l.roster = #roster and l.import = #import and l.file = 'users'
        and l.outcome is null and l.cells ->> '%1$s' <> ''
        and not exists (select 1 from roster_record r where r.roster = #roster and r.file = 'roles'
          and r.outcome is null and r.user_id = l.cells ->> '%1$s' and r.role not in %3$s)
        and not exists (select 1 from roster_member m where m.board = i.board and m.school = i.school
          and m.kind = 'staff' and m.id = l.cells ->> '%1$s' and m.present)
      order by l.line limit #most""";

  private NamedStaffRules() {}

  /** After roles were judged. */
  static List<String> remarks() {
    return UserRecord.STAFF_NAMED.stream()
        .map(column -> REMARK.formatted(column, UserRecord.NO_SUCH_STAFF, NOT_OF_STAFF))
        .toList();
  }
}
