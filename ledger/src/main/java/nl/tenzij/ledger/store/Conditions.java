package nl.tenzij.ledger.store;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Under which conditions a command may happen.
 *
 * @param ifMatch the version that the stream must be at, where the caller named one
 * @param once the message that must have its effect only once, where there is one
 */
public record Conditions<S>(OptionalInt ifMatch, Optional<Remember<S>> once) {

  public static <S> Conditions<S> none() {
    return new Conditions<>(OptionalInt.empty(), Optional.empty());
  }

  public static <S> Conditions<S> once(Remember<S> once) {
    return new Conditions<>(OptionalInt.empty(), Optional.of(once));
  }

  public static <S> Conditions<S> ifMatch(int version) {
    return new Conditions<>(OptionalInt.of(version), Optional.empty());
  }
}
