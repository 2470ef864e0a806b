package nl.tenzij.exception.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What we take from {@code nl.tenzij.school.class-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClassRegistered(@JsonProperty("class") String id, List<String> teachers) {

  static final String TYPE = "nl.tenzij.school.class-registered.v1";
}
