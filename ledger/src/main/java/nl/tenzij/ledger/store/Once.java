package nl.tenzij.ledger.store;

import java.util.Objects;

/**
 * Makes an append happen at most once for a message: recorded in the append's own transaction, so
 * that the effect and its memory live or die together.
 *
 * @param consumer who handles messages (a subscription's name, or client and operation)
 * @param message the message's id (an event's id, or an Idempotency-Key)
 * @param fingerprint hash of the message's content; another content under the same id is refused
 * @param outcome JSON to hand out when the message comes again
 */
public record Once(String consumer, String message, String fingerprint, String outcome) {
  public Once {
    Objects.requireNonNull(consumer);
    Objects.requireNonNull(message);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(outcome);
  }
}
