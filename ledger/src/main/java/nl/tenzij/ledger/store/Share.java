package nl.tenzij.ledger.store;

import java.util.List;

/**
 * One stream's share in an append to many: all of its events or none.
 *
 * @param expected the version the stream must be at; 0 for a new stream
 * @param events at least one
 */
public record Share(StreamId stream, int expected, List<?> events) {

  public Share {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a share has at least one event");
    }
  }
}
