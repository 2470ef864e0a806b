package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** Reminds the head of what was imposed and does not run before it is confirmed in writing. */
@ApplicationScoped
public class ConfirmationReminders implements Consumer {

  static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";
  static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  static final String AMENDED = "nl.tenzij.sanction.amended.v1";
  static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  private static final Set<String> AUDIENCE = Set.of("HEAD");
  private static final Set<String> CONFIRMED_IN_WRITING =
      Set.of("DEVICE_BAN", "INTERNAL_SUSPENSION", "SUSPENSION");

  private final Reminders reminders;

  public ConfirmationReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "confirmation-reminders";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(IMPOSED, CONFIRMED, AMENDED, REVOKED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID sanction = UUID.fromString(message.data().required("sanction").asText());
    return switch (message.type()) {
      case IMPOSED ->
          isConfirmed(message)
              ? reminders.raise(matter(sanction, message), message, sql)
              : Uni.createFrom().voidItem();
      // What waits for its confirmation is amended to what holds without one only.
      default -> reminders.settle(Kind.CONFIRMATION_DUE, sanction, message, sql);
    };
  }

  private static boolean isConfirmed(Incoming message) {
    return CONFIRMED_IN_WRITING.contains(message.data().required("measure").asText());
  }

  private static Reminders.Matter matter(UUID sanction, Incoming message) {
    String pupil = message.data().required("pupil").asText();
    return new Reminders.Matter(
        Kind.CONFIRMATION_DUE, sanction, pupil, AUDIENCE, null, null, null, null);
  }
}
