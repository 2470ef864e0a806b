package nl.tenzij.school.published;

/** {@code nl.tenzij.school.staff-left.v1} */
record PublishedStaffLeft(String staff) {
  static final String TYPE = "nl.tenzij.school.staff-left.v1";
}
