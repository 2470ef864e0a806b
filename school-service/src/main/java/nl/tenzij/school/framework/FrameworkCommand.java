package nl.tenzij.school.framework;

import java.time.LocalDate;
import java.util.Set;
import nl.tenzij.school.policy.Bounds;

/** What can be asked of a board's framework. */
public sealed interface FrameworkCommand {

  /**
   * Lays down the whole of it.
   *
   * @param shipped names of the templates that there are
   * @param jointCouncilOn null where it is not on record
   */
  record AdoptFramework(Bounds bounds, Set<String> shipped, LocalDate jointCouncilOn)
      implements FrameworkCommand {}
}
