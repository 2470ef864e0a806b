package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code nl.tenzij.school.class-ended.v1} */
record PublishedClassEnded(@JsonProperty("class") String id) {
  static final String TYPE = "nl.tenzij.school.class-ended.v1";
}
