package nl.tenzij.ledger.web;

/** A read waited for what its consistency token stands for, and it did not come in time. */
public final class NotYet extends RuntimeException {

  public NotYet() {
    super("the asked moment is not reached yet", null, false, false);
  }
}
