package nl.tenzij.ledger.store;

import java.util.function.BiFunction;

/**
 * A message to be remembered with its effect.
 *
 * @param consumer who handles messages: a subscription's name, or client and operation
 * @param message its id
 * @param fingerprint hash of its content
 * @param outcome makes, from the new state and version, the JSON to hand out when it comes again
 */
public record Remember<S>(
    String consumer, String message, String fingerprint, BiFunction<S, Integer, String> outcome) {

  Once at(S state, int version) {
    return new Once(consumer, message, fingerprint, outcome.apply(state, version));
  }

  Once key() {
    return new Once(consumer, message, fingerprint, "null");
  }
}
