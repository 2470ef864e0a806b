package nl.tenzij.ledger.tenancy;

/** The caller may know of the thing but not do this with it. */
public final class Forbidden extends RuntimeException {

  public Forbidden(String detail) {
    super(detail, null, false, false);
  }
}
