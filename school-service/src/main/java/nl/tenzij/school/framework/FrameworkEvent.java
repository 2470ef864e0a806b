package nl.tenzij.school.framework;

import java.time.LocalDate;
import nl.tenzij.school.policy.Bounds;

/** What happened to a board's framework. */
public sealed interface FrameworkEvent {

  /** The whole of it, in place of any earlier one. */
  record FrameworkAdopted(int revision, Bounds bounds, LocalDate jointCouncilOn)
      implements FrameworkEvent {}
}
