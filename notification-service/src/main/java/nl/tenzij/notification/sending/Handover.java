package nl.tenzij.notification.sending;

import nl.tenzij.notification.message.Reason;

/** What came of handing a message to its carrier. */
public sealed interface Handover {

  /**
   * @param carried the carrier's name for the message
   */
  record Accepted(String carried) implements Handover {}

  /** Not now. */
  record Later(Reason reason) implements Handover {}

  /** Never. */
  record Refused(Reason reason) implements Handover {}

  /** The guardian may not be told. */
  record Withheld(Reason reason) implements Handover {}
}
