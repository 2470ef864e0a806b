package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What we take from {@code nl.tenzij.school.pupil-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilRegistered(String pupil) {

  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";
}
