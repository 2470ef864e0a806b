package nl.tenzij.sanction.custody;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Kept;

public sealed interface CustodyCommand {

  /**
   * @param dayEnds when the day at the school is over
   * @param outOfHours whether no school is on any more, or none was that day
   */
  record HandIn(Kept kept, String by, Instant now, Instant dayEnds, boolean outOfHours)
      implements CustodyCommand {}

  /** The school day ends at another time than was known as the device was handed in. */
  record MoveReturn(Instant due, Instant latest) implements CustodyCommand {}

  record ReturnDevice(Handover handover) implements CustodyCommand {}

  /**
   * Somebody says that it went back, which nobody entered.
   *
   * @param before when the day began on which that is said, or that of {@code again}
   */
  record TurnUp(Instant at, String by, Instant before, Optional<Again> again)
      implements CustodyCommand {}

  /** Somebody says that it lies here, though it was said that it went back. */
  record FindHere(Instant at, String by) implements CustodyCommand {}

  /** The same device, as it was handed in on a later day. */
  record Again(UUID custody, Kept kept) {}

  /** The calendar looks at what should go back. */
  record LookAtTime(Instant now) implements CustodyCommand {}
}
