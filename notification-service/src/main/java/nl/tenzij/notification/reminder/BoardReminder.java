package nl.tenzij.notification.reminder;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a board is reminded of at one of its schools. It says nothing of whom it is about.
 *
 * @param matter the sanction
 */
public record BoardReminder(
    @Schema(required = true) UUID reminder,
    @Schema(required = true) String school,
    @Schema(required = true) Kind kind,
    @Schema(required = true) UUID matter,
    @Schema(required = true) Instant since) {

  static BoardReminder of(Row row) {
    return new BoardReminder(
        row.getUUID("reminder"),
        row.getString("school"),
        Kind.valueOf(row.getString("kind")),
        row.getUUID("matter"),
        row.getOffsetDateTime("since").toInstant());
  }
}
