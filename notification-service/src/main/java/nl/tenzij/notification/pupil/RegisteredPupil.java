package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** Whom to tell of a pupil, from {@code nl.tenzij.school.pupil-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredPupil(String pupil, List<Guardian> guardians) {
  public RegisteredPupil {
    guardians = guardians == null ? List.of() : List.copyOf(guardians);
  }
}
