package nl.tenzij.notification.contact;

import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.template.Names;

/** Whether and where a guardian can be written to, asked for at the moment of sending. */
public sealed interface Addressee {

  /** Write there. Never stored, never logged. */
  record Reachable(String email, Names names) implements Addressee {
    @Override
    public String toString() {
      return "Reachable[withheld]";
    }
  }

  /** Ask again later. */
  record Unknown(Reason reason) implements Addressee {}

  /** There is no way to write to this guardian. */
  record Unreachable(Reason reason) implements Addressee {}

  /** This guardian may not be told. */
  record Barred(Reason reason) implements Addressee {}
}
