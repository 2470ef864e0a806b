package nl.tenzij.notification.feed;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.notification.message.Life;

/** A message that lies in a guardian's feed. */
record FeedRow(UUID message, Life state, Instant sentAt, Instant changedAt) {

  static FeedRow of(Row row) {
    return new FeedRow(
        row.getUUID("message"),
        Life.valueOf(row.getString("state")),
        row.getOffsetDateTime("sent_at").toInstant(),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  Instant readAt() {
    return state == Life.READ ? changedAt : null;
  }
}
