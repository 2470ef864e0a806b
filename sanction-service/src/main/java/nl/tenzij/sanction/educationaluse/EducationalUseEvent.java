package nl.tenzij.sanction.educationaluse;

import java.time.Instant;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;

public sealed interface EducationalUseEvent {

  record EducationalUseOpened(Terms terms, Instant from, String by)
      implements EducationalUseEvent {}

  /**
   * Before its end; where nobody closes it, it just ends.
   *
   * @param group the class that it was for
   */
  record EducationalUseClosed(String group, Instant at, String by) implements EducationalUseEvent {}
}
