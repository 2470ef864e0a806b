package nl.tenzij.exception.rules;

import java.time.ZoneId;

/**
 * The one time zone of a school: its calendar's; before there is one, that in which the school was
 * registered. So the other services have it too.
 */
public final class SchoolZone {

  static final ZoneId UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");

  private SchoolZone() {}

  /**
   * As an expression in a statement.
   *
   * @param board what stands for the board there: {@code $1}
   */
  public static String of(String board, String school) {
    return """
      coalesce(
        (select c.time_zone from calendar_known c where c.board = $board and c.school = $school),
        (select z.time_zone from school_zone_known z where z.board = $board and z.school = $school),
        '$otherwise')\
      """
        .replace("$board", board)
        .replace("$school", school)
        .replace("$otherwise", UNLESS_TOLD.getId());
  }
}
