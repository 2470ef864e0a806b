package nl.tenzij.sanction.custody;

import java.time.Instant;
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

  /** The calendar looks at what should go back. */
  record LookAtTime(Instant now) implements CustodyCommand {}
}
