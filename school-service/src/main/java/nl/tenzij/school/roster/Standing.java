package nl.tenzij.school.roster;

import io.vertx.mutiny.sqlclient.Row;

/**
 * Whom an enrolment gives a place in a class.
 *
 * @param pupil else a teacher
 */
record Standing(boolean pupil, String person, String inClass) {
  /** Nobody is: where a record gives no place, or none any more. */
  static final Standing NOWHERE = new Standing(true, "", "");

  static Standing of(Row row) {
    return new Standing(
        row.getString("role").equals("PUPIL"), row.getString("person"), row.getString("class"));
  }

  /** Where it is kept: with the pupil, or with the class. */
  String with() {
    return pupil ? person : inClass;
  }
}
