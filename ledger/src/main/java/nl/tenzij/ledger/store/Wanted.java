package nl.tenzij.ledger.store;

import java.util.Set;

/**
 * What is asked of a part of the log.
 *
 * @param events classes to decode; all where it is empty
 * @param personal whether personal values are opened; else they come closed
 * @param most events at once, of however many are looked at; 0 for all of these
 */
public record Wanted(Set<Class<?>> events, boolean personal, int most) {

  static final Wanted ALL = new Wanted(Set.of(), true, 0);

  int most(int looked) {
    return most == 0 ? looked : Math.min(most, looked);
  }
}
