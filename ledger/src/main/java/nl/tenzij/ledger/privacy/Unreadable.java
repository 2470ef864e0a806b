package nl.tenzij.ledger.privacy;

/**
 * A sealed value can't be opened though its subject was never forgotten: tampered with, moved, or a
 * wrong or missing key. Somebody has to look into it.
 */
public final class Unreadable extends RuntimeException {

  Unreadable(String reason) {
    super("a sealed value can't be opened: " + reason);
  }
}
