package nl.tenzij.exception.exemption;

import java.time.LocalTime;
import java.util.Objects;

/**
 * Some time of the school day, by the school's clock.
 *
 * @param until not within it any more
 */
public record Window(LocalTime from, LocalTime until) {
  public Window {
    Objects.requireNonNull(from);
    Objects.requireNonNull(until);
  }
}
