package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds care coordinators of a concern that nobody takes up, and the head once that goes on, as
 * exception-service says; until somebody has. Whom it is about is kept, so that no parent is
 * reminded of it, and shown to nobody.
 */
@ApplicationScoped
public class ConcernReminders implements Consumer {

  static final String WAITING = "nl.tenzij.exception.concern-waiting.v1";
  static final String TAKEN_UP = "nl.tenzij.exception.concern-taken-up.v1";

  private static final Set<String> STAFF = Set.of("CARE_COORDINATOR", "HEAD");

  private final Reminders reminders;

  public ConcernReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "concern-reminders";
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(WAITING, TAKEN_UP);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID concern = UUID.fromString(message.data().required("concern").asText());
    return message.type().equals(WAITING)
        ? reminders.raise(matter(message.data(), concern), message, sql)
        : reminders.settle(Kind.CONCERN_WAITING, concern, message, sql);
  }

  private static Reminders.Matter matter(JsonNode data, UUID concern) {
    Set<String> audience = Reminders.audience(data, STAFF);
    String pupil = data.required("pupil").asText();
    return new Reminders.Matter(Kind.CONCERN_WAITING, concern, pupil, audience, Map.of());
  }
}
