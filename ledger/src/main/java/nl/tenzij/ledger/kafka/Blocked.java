package nl.tenzij.ledger.kafka;

import java.time.Instant;

/**
 * Something that keeps a consumer from going on, and that it waits to pass.
 *
 * @param place topic, partition and offset of the message it can't take in; the topic where it
 *     can't read
 * @param error class of the last failure
 * @param since of the first failure
 */
public record Blocked(String consumer, String place, String error, Instant since) {}
