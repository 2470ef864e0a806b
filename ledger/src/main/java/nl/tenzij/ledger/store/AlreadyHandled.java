package nl.tenzij.ledger.store;

/** The message had its effect before; nothing was appended now. Carries what was recorded then. */
public final class AlreadyHandled extends RuntimeException {

  private final Once earlier;

  public AlreadyHandled(Once earlier) {
    super(earlier.consumer() + " handled this message before", null, false, false);
    this.earlier = earlier;
  }

  /** With the fingerprint and outcome of the first time. */
  public Once earlier() {
    return earlier;
  }
}
