package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code nl.tenzij.school.class-registered.v1} */
record PublishedClass(
    @JsonProperty("class") String id, String title, List<String> subjects, List<String> teachers) {
  static final String TYPE = "nl.tenzij.school.class-registered.v1";
}
