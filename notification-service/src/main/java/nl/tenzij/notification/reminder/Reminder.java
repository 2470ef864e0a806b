package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A reminder as its reader sees it. It names a pupil by pseudonym and never says what an exemption
 * is for.
 *
 * @param matter the exemption, the keeping of a device, the sanction, the import of a roster, the
 *     policy or the concern; of messages in person an id that leads nowhere
 * @param pupil whom it is about; null where it is about none, and of a concern
 * @param stage of a review, or a policy that was not activated: {@code AHEAD}, {@code DUE} or
 *     {@code OVERDUE}; else null
 * @param dueOn of a review, a decision or a request: by which day; of a measure that is not told at
 *     home in time, and of a policy that was not activated: its first day; else null
 * @param takenBy of a device: who has it, where that was told; else null
 * @param messages of what went out to a pupil in person: how many messages; else null
 * @param read whether this reader said that it is read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reminder(
    @Schema(required = true) UUID reminder,
    @Schema(required = true) Kind kind,
    @Schema(required = true) UUID matter,
    String pupil,
    String stage,
    LocalDate dueOn,
    String takenBy,
    Integer messages,
    @Schema(required = true) Instant since,
    @Schema(required = true) boolean read) {

  static Reminder of(Row row) {
    Kind kind = Kind.valueOf(row.getString("kind"));
    return new Reminder(
        row.getUUID("reminder"),
        kind,
        row.getUUID("matter"),
        kind == Kind.CONCERN_WAITING ? null : row.getString("pupil"),
        row.getString("stage"),
        row.getLocalDate("due_on"),
        row.getString("taken_by"),
        row.getInteger("messages"),
        row.getOffsetDateTime("since").toInstant(),
        row.getBoolean("read"));
  }
}
