package nl.tenzij.notification.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long, and how often, a message is tried again.
 *
 * @param first wait after the first failed attempt; doubles with each next one
 * @param longest the longest wait between two attempts
 * @param whole how long after the moment from which it is counted a message is given up
 * @param least how often it is tried in any case, however long nobody was there to try
 */
public record Patience(Duration first, Duration longest, Duration whole, int least) {

  public Patience(Duration first, Duration longest, Duration whole) {
    this(first, longest, whole, 1);
  }

  /**
   * When to try again after a failed attempt.
   *
   * @param attempts how many there were, 1 or more
   * @return empty where patience is over
   */
  public Optional<Instant> again(Instant queued, int attempts, Instant now) {
    Instant next = now.plus(waitAfter(attempts));
    return attempts >= least && isOver(queued, next) ? Optional.empty() : Optional.of(next);
  }

  public boolean isOver(Instant queued, Instant now) {
    return now.isAfter(queued.plus(whole));
  }

  private Duration waitAfter(int attempts) {
    // 2^20 times any first wait is far beyond the longest; the bound only keeps the shift from
    // overflowing.
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
