package nl.tenzij.ledger.store;

import java.util.Set;

/**
 * What is asked of a part of the log.
 *
 * @param events classes to decode; all where it is empty
 * @param personal whether personal values are opened; else they come as forgotten ones
 */
public record Wanted(Set<Class<?>> events, boolean personal) {

  static final Wanted ALL = new Wanted(Set.of(), true);
}
