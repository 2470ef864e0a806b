package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** Reminds the head of a roster that stopped: nothing of it is applied before somebody says so. */
@ApplicationScoped
public class RosterReminders implements Consumer {

  static final String WAITING = "nl.tenzij.school.roster-waiting.v1";
  static final String SETTLED = "nl.tenzij.school.roster-settled.v1";

  private static final Set<String> AUDIENCE = Set.of("HEAD");

  private final Reminders reminders;

  public RosterReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "roster-reminders";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(WAITING, SETTLED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID roster = UUID.fromString(message.data().required("roster").asText());
    return message.type().equals(WAITING)
        ? reminders.raise(
            new Reminders.Matter(
                Kind.ROSTER_WAITING, roster, null, AUDIENCE, null, null, null, null),
            message,
            sql)
        : reminders.settle(Kind.ROSTER_WAITING, roster, message, sql);
  }
}
