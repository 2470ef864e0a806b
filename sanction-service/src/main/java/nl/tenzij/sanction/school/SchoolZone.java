package nl.tenzij.sanction.school;

import java.time.ZoneId;
import java.util.Optional;

/**
 * The one time zone of a school: its calendar's, by which the bells go; before there is one, that
 * in which the school was registered. So the other services have it too.
 */
public final class SchoolZone {

  private static final ZoneId UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");

  private SchoolZone() {}

  static ZoneId of(Optional<Calendar> calendar, Optional<String> registered) {
    return calendar.map(Calendar::zone).or(() -> registered.map(ZoneId::of)).orElse(UNLESS_TOLD);
  }

  /**
   * As an expression in a statement.
   *
   * @param board what stands for the board there: {@code $1}
   */
  public static String of(String board, String school) {
    return """
      coalesce(
        (select c.calendar ->> 'timeZone' from calendar_known c
          where c.board = $board and c.school = $school order by c.sequence desc limit 1),
        (select s.time_zone from school_known s where s.board = $board and s.school = $school),
        '$otherwise')\
      """
        .replace("$board", board)
        .replace("$school", school)
        .replace("$otherwise", UNLESS_TOLD.getId());
  }
}
