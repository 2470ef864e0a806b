package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What we take from {@code nl.tenzij.school.pupil-left.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilLeft(String pupil) {

  static final String TYPE = "nl.tenzij.school.pupil-left.v1";
}
