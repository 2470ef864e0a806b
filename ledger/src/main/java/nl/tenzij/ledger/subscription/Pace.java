package nl.tenzij.ledger.subscription;

import java.time.Duration;

/**
 * How much subscriptions do at once, and how long it may take.
 *
 * @param concurrency partitions that one subscription works at once in this process
 * @param turns taken by policies, which use connections of their own beside the checkpoint's
 * @param limit for a policy over one event, for a projection or relay over one batch
 */
public record Pace(int concurrency, Turnstile turns, Duration limit) {}
