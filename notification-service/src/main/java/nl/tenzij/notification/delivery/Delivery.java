package nl.tenzij.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;

/**
 * What was told to whom, and how far it got. Ids only: no name, no address, no text.
 *
 * @param template what kind of message it is; absent for mentors and teachers
 * @param urgency absent for mentors and teachers
 * @param language the guardian's when it was written down; it is put into words in that of when it
 *     goes out
 * @param reason why it waits, failed or was cancelled
 * @param attempts how often it was handed to its carrier
 * @param nextAttemptAt when it is tried (again); absent where there is nothing left to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
    UUID message,
    String incident,
    String pupil,
    String guardian,
    Channel channel,
    Urgency urgency,
    String template,
    String language,
    Life state,
    Reason reason,
    int attempts,
    Instant queuedAt,
    Instant nextAttemptAt,
    Instant sentAt,
    Instant changedAt) {

  static Delivery of(MessageRow row) {
    return new Delivery(
        row.message,
        row.incident,
        row.pupil,
        row.guardian,
        row.channel,
        row.urgency,
        row.template,
        row.language,
        row.state,
        row.reason,
        row.attempts,
        row.queuedAt,
        row.dueAt,
        row.sentAt,
        row.changedAt);
  }

  /** That something was told and how far it got, but nothing of what was decided. */
  Delivery unnamed() {
    return new Delivery(
        message,
        incident,
        pupil,
        guardian,
        channel,
        null,
        null,
        language,
        state,
        reason,
        attempts,
        queuedAt,
        nextAttemptAt,
        sentAt,
        changedAt);
  }
}
