package nl.tenzij.gateway.limit;

import java.time.Duration;

/**
 * What a client has left, in the words of the IETF's RateLimit header fields (draft 10).
 *
 * @param policy name of the policy
 * @param quota requests per window
 * @param window length of the window
 * @param remaining requests left now
 * @param granted whether this request is within them
 * @param retryAfter when to come back if not
 */
public record Allowance(
    String policy,
    long quota,
    Duration window,
    long remaining,
    boolean granted,
    Duration retryAfter) {

  public String policyField() {
    return "\"" + policy + "\";q=" + quota + ";w=" + window.toSeconds();
  }

  /** The time given is until the whole quota is there again; it flows back evenly before that. */
  public String limitField() {
    long reset = Math.ceilDiv((quota - remaining) * window.toSeconds(), quota);
    return "\"" + policy + "\";r=" + remaining + ";t=" + reset;
  }

  /** Whole seconds, at least one. */
  public long retryAfterSeconds() {
    return Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000));
  }
}
