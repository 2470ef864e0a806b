package nl.tenzij.ledger.store;

/** Where an append ended: its last event's place. */
public record Appended(int partition, long position, int version) {}
