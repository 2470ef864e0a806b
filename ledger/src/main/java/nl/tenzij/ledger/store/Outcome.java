package nl.tenzij.ledger.store;

/**
 * What a command led to.
 *
 * @param position of the last event appended, 0 where the command changed nothing
 */
public record Outcome<S>(StreamId stream, S state, int version, int partition, long position) {}
