package nl.tenzij.ledger.web;

/** Who asked waited for a list to show what it has to, and it did not in time. */
public final class NotYet extends RuntimeException {

  public NotYet() {
    super("the asked moment is not reached yet", null, false, false);
  }
}
