package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What we take from {@code nl.tenzij.school.class-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredClass(@JsonProperty("class") String id, List<String> teachers) {
  public RegisteredClass {
    teachers = teachers == null ? List.of() : List.copyOf(teachers);
  }
}
