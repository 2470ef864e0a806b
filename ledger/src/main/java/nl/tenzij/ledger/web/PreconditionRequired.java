package nl.tenzij.ledger.web;

/** The operation changes a thing that others change too, and came without If-Match. */
public final class PreconditionRequired extends RuntimeException {

  public PreconditionRequired() {
    super("If-Match is missing", null, false, false);
  }
}
