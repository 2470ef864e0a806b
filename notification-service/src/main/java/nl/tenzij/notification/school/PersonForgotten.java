package nl.tenzij.notification.school;

/**
 * What we take from {@code nl.tenzij.school.person-forgotten.v1}.
 *
 * @param person a pupil, a guardian or a member of staff
 */
record PersonForgotten(String person) {
  static final String TYPE = "nl.tenzij.school.person-forgotten.v1";
}
