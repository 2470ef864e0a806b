package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds who has the device, the head, and those who teach or mentor the pupil, that it has to go
 * back: it is not kept beyond the school day.
 */
@ApplicationScoped
public class DeviceReminders implements Consumer {

  static final String RETURN_DUE = "nl.tenzij.sanction.device-return-due.v1";
  static final String RETURNED = "nl.tenzij.sanction.device-returned.v1";

  private static final Set<String> AUDIENCE = Set.of("HEAD", "MENTOR", "TEACHER");

  private final Reminders reminders;

  public DeviceReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "device-reminders";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(RETURN_DUE, RETURNED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID custody = UUID.fromString(message.data().required("custody").asText());
    if (message.type().equals(RETURNED)) {
      return reminders.settle(Kind.DEVICE_RETURN_DUE, custody, message, sql);
    }
    String pupil = message.data().required("pupil").asText();
    String takenBy = message.data().path("takenBy").asText(null);
    return reminders.raise(
        new Reminders.Matter(
            Kind.DEVICE_RETURN_DUE, custody, pupil, AUDIENCE, null, null, null, takenBy),
        message,
        sql);
  }
}
