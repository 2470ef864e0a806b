package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What we take from {@code nl.tenzij.school.pupil-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredPupil(String pupil, List<Guardian> guardians, List<String> classes) {
  public RegisteredPupil {
    guardians = guardians == null ? List.of() : List.copyOf(guardians);
    classes = classes == null ? List.of() : List.copyOf(classes);
  }
}
