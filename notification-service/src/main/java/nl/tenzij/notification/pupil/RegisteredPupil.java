package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Whom to tell of a pupil, from {@code nl.tenzij.school.pupil-registered.v1}.
 *
 * @param ofAge whether the pupil is; not where it is not told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredPupil(String pupil, List<Guardian> guardians, boolean ofAge) {
  public RegisteredPupil {
    guardians = guardians == null ? List.of() : List.copyOf(guardians);
  }

  /** Who is told: the guardians; of who is of age nobody but the pupil. */
  List<Guardian> told() {
    return ofAge ? List.of(Guardian.inPerson(pupil)) : guardians;
  }
}
