package nl.tenzij.ledger.subscription;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that one subscription passes over because an operator said so.
 *
 * @param by subject of the operator's token
 * @param error class of the failure of the last replay, or null
 * @param attempts replays that failed
 */
public record Aside(
    long number,
    String subscription,
    int partition,
    long position,
    UUID event,
    String type,
    String by,
    Instant at,
    String error,
    int attempts) {}
