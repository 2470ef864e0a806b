package nl.tenzij.exception.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What we take from {@code nl.tenzij.school.pupil-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilRegistered(String pupil, List<Parent> guardians, List<String> classes) {

  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Parent(String guardian) {}

  String[] guardianIds() {
    return guardians.stream().map(Parent::guardian).toArray(String[]::new);
  }
}
