package nl.tenzij.notification.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;

/**
 * A message as others learn of it: who is told, of whom, how far it got. No names, no addresses.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageTold(
    UUID message,
    String incident,
    String guardian,
    String pupil,
    Channel channel,
    String template,
    Life state,
    Reason cause) {

  static MessageTold of(UUID message, Notice notice, Life state, Reason cause) {
    return new MessageTold(
        message,
        notice.incident(),
        notice.guardian(),
        notice.pupil(),
        notice.channel(),
        notice.text().template(),
        state,
        cause == null ? null : cause.published());
  }
}
