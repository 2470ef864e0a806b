package nl.tenzij.ledger.store;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it stands in the log.
 *
 * @param partition where the school lives, 0 and up
 * @param position order within the partition: also the order of commit
 * @param version place in its stream, 1 and up
 */
public record Recorded<E>(
    int partition,
    long position,
    StreamId stream,
    int version,
    UUID id,
    Instant at,
    Meta meta,
    E event) {}
