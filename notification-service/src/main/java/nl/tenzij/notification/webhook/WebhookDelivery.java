package nl.tenzij.notification.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One event on its way to one webhook.
 *
 * @param id sent as {@code webhook-id}, the same at each attempt
 * @param type of the event
 * @param lastStatus what the receiver answered last; absent where it did not
 * @param reason why it waits or failed
 * @param nextAttemptAt absent where there is nothing left to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    UUID id,
    UUID event,
    String type,
    State state,
    Reason reason,
    int attempts,
    Integer lastStatus,
    Instant nextAttemptAt,
    Instant createdAt,
    Instant changedAt) {

  /** How far it got. */
  public enum State {
    /** Due, or waiting for its next attempt. */
    QUEUED,
    /** The receiver took it. */
    DELIVERED,
    /** Given up; it can be asked for again. */
    FAILED
  }

  /** Names are stored: never rename. */
  public enum Reason {
    /** The receiver answered something else than 2xx. */
    NOT_TAKEN,
    /** It could not be reached, or took too long. */
    AWAY,
    /** Its name leads to an address that may not be reached. */
    PRIVATE_ADDRESS,
    /** The webhook is disabled. */
    DISABLED
  }

  static WebhookDelivery of(Row row) {
    String reason = row.getString("reason");
    return new WebhookDelivery(
        row.getUUID("delivery"),
        row.getUUID("event"),
        row.getString("type"),
        State.valueOf(row.getString("state")),
        reason == null ? null : Reason.valueOf(reason),
        row.getInteger("attempts"),
        row.getInteger("last_status"),
        instant(row.getOffsetDateTime("due_at")),
        instant(row.getOffsetDateTime("created_at")),
        instant(row.getOffsetDateTime("changed_at")));
  }

  private static Instant instant(OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }
}
