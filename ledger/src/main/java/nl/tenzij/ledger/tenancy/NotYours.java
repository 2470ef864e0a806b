package nl.tenzij.ledger.tenancy;

/** What was asked for is another's, which to the caller is the same as not there. */
public final class NotYours extends RuntimeException {

  public NotYours() {
    super("not there for this caller", null, false, false);
  }
}
