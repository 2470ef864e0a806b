package nl.tenzij.ledger.web;

/** The Idempotency-Key came before, with another request. */
public final class KeyUsed extends RuntimeException {

  public KeyUsed() {
    super("the Idempotency-Key came before with another request", null, false, false);
  }
}
