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
 * Reminds care coordinators of a request that nobody completes, and the mentor where a mentor
 * asked, as exception-service says; until it was submitted or withdrawn.
 */
@ApplicationScoped
public class RequestReminders implements Consumer {

  static final String INCOMPLETE = "nl.tenzij.exception.request-incomplete.v1";
  static final String COMPLETE = "nl.tenzij.exception.request-complete.v1";
  static final String WITHDRAWN = "nl.tenzij.exception.exemption-withdrawn.v1";

  private static final Set<String> STAFF = Set.of("MENTOR", "CARE_COORDINATOR");

  private final Reminders reminders;

  public RequestReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "request-reminders";
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(INCOMPLETE, COMPLETE, WITHDRAWN);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID exemption = UUID.fromString(message.data().required("exemption").asText());
    return message.type().equals(INCOMPLETE)
        ? reminders.raise(matter(message.data(), exemption), message, sql)
        : reminders.settle(Kind.REQUEST_INCOMPLETE, exemption, message, sql);
  }

  private static Reminders.Matter matter(JsonNode data, UUID exemption) {
    Set<String> audience = Reminders.audience(data, STAFF);
    return new Reminders.Matter(
        Kind.REQUEST_INCOMPLETE,
        exemption,
        data.required("pupil").asText(),
        audience,
        Map.of(Detail.DUE_ON, data.required("due").asText()));
  }
}
