package nl.tenzij.school.published;

/**
 * {@code nl.tenzij.school.person-forgotten.v1}
 *
 * @param person a pupil, a guardian or a member of staff
 */
record PublishedForgotten(String person) {
  static final String TYPE = "nl.tenzij.school.person-forgotten.v1";
}
