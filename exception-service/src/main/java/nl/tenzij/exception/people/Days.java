package nl.tenzij.exception.people;

/** Which days count, in SQL. */
public final class Days {

  /**
   * Whether somebody teaches a pupil on a day: {@code p} is a row with board, school and pupil;
   * {@code $who} and {@code $day} are put in by {@link #teaches}.
   */
  private static final String TEACHES =
      """
      exists (
        select from enrolment_known e
        join teaching_known t on t.board = e.board and t.school = e.school and t.class = e.class
        where e.board = p.board and e.school = p.school and e.pupil = p.pupil and t.staff = $who
          and coalesce(e.begins, $day) <= $day and coalesce(e.ends, $day) >= $day
          and coalesce(t.begins, $day) <= $day and coalesce(t.ends, $day) >= $day)
      """;

  private Days() {}

  /**
   * @param who the parameter with the member of staff, as {@code $4}
   * @param day the parameter with the day
   */
  public static String teaches(String who, String day) {
    return TEACHES.replace("$who", who).replace("$day", day + "::date");
  }
}
