package nl.tenzij.sanction.educationaluse;

import java.time.Instant;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;

public sealed interface EducationalUseCommand {

  /**
   * @param dayEnds when the day at the school is over
   */
  record OpenUse(Terms terms, String by, Instant now, Instant dayEnds)
      implements EducationalUseCommand {}

  /** Before its end. */
  record CloseUse(String by, Instant now) implements EducationalUseCommand {}
}
