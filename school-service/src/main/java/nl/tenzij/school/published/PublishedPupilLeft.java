package nl.tenzij.school.published;

/** {@code nl.tenzij.school.pupil-left.v1} */
record PublishedPupilLeft(String pupil) {
  static final String TYPE = "nl.tenzij.school.pupil-left.v1";
}
