package nl.tenzij.sanction.custody;

import java.time.Instant;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Kept;

public sealed interface CustodyCommand {

  /**
   * @param dayEnds when the day at the school is over
   */
  record HandIn(Kept kept, String by, Instant now, Instant dayEnds) implements CustodyCommand {}

  record ReturnDevice(Handover handover) implements CustodyCommand {}

  /** The calendar looks at what should go back. */
  record LookAtTime(Instant now) implements CustodyCommand {}
}
