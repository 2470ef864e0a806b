package nl.tenzij.ledger.subscription;

import java.time.Duration;

/** Something that should have come to an end by now has not. */
public final class TookTooLong extends RuntimeException {

  public TookTooLong(Duration limit) {
    super("not done after " + limit, null, false, false);
  }
}
