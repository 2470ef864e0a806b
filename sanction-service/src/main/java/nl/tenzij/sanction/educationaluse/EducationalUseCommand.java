package nl.tenzij.sanction.educationaluse;

import java.time.Instant;
import java.util.Optional;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;

public sealed interface EducationalUseCommand {

  /**
   * @param latest when it ends at the latest
   */
  record OpenUse(Terms terms, String by, Instant now, Latest latest)
      implements EducationalUseCommand {}

  /**
   * The bells that bound it.
   *
   * @param lessonsEnd when a double lesson ends; empty where no lesson is to come on this day, or
   *     no calendar tells
   * @param dayEnds when the day at the school is over
   */
  record Latest(Optional<Instant> lessonsEnd, Instant dayEnds) {}

  /** Before its end. */
  record CloseUse(String by, Instant now) implements EducationalUseCommand {}
}
