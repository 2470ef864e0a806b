package nl.tenzij.sanction.incident;

import java.util.Objects;
import java.util.Optional;

/**
 * In which lesson it happened, as far as that is known.
 *
 * @param hour of the school day, as the school calls it: "3"
 * @param group the class
 * @param subject by the roster's id
 */
public record Lesson(Optional<String> hour, Optional<String> group, Optional<String> subject) {
  public Lesson {
    Objects.requireNonNull(hour);
    Objects.requireNonNull(group);
    Objects.requireNonNull(subject);
  }

  public boolean tellsNothing() {
    return hour.isEmpty() && group.isEmpty() && subject.isEmpty();
  }
}
