package nl.tenzij.exception.exemption;

import java.util.Objects;

/**
 * Who asks for an exemption, and as what.
 *
 * @param person the roster's id
 */
public record Asker(String person, Capacity capacity) {

  public enum Capacity {
    GUARDIAN,
    MENTOR,
    CARE_COORDINATOR,
    /** Who is of age. */
    PUPIL;

    /** Whether it is for them to say that it is not wanted any more. */
    boolean decidesForThePupil() {
      return this == GUARDIAN || this == PUPIL;
    }
  }

  public Asker {
    Objects.requireNonNull(person);
    Objects.requireNonNull(capacity);
  }
}
