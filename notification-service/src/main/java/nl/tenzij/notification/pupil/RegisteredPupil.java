package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * The guardians, and who is told: of who is of age nobody but the pupil. Whose child the pupil is
   * stays known.
   */
  List<Guardian> told() {
    return ofAge
        ? Stream.concat(
                guardians.stream().map(Guardian::uninformed), Stream.of(Guardian.inPerson(pupil)))
            .toList()
        : guardians;
  }
}
