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
    CARE_COORDINATOR
  }

  public Asker {
    Objects.requireNonNull(person);
    Objects.requireNonNull(capacity);
  }
}
