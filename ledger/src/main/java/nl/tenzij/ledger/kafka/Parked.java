package nl.tenzij.ledger.kafka;

import java.time.Instant;

/**
 * A message that could not be handled, or that waits behind such a one.
 *
 * @param number grows in the order of parking
 * @param offset where it lies in the topic's partition
 * @param key null where it has none
 * @param type null where it says none
 * @param error class of the failure; null where it only waits behind another of its key
 * @param code the failure's code, or null
 * @param attempts how often it was tried
 */
public record Parked(
    long number,
    String consumer,
    String message,
    String topic,
    int partition,
    long offset,
    String key,
    String type,
    String error,
    String code,
    int attempts,
    Instant parkedAt) {}
