package nl.tenzij.notification.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where a pipeline wants to hear how far messages got.
 *
 * @param events those it wants; empty for all
 * @param secrets to sign with, the newest first; two for a day after a change
 * @param reason why it is disabled, or null
 */
record Webhook(
    UUID webhook,
    String url,
    Set<WebhookEvent> events,
    List<Secret> secrets,
    State state,
    Reason reason,
    Instant createdAt) {

  enum State {
    ACTIVE,
    DISABLED
  }

  enum Reason {
    /** The receiver answered 410: it wants no more. */
    GONE
  }
}
