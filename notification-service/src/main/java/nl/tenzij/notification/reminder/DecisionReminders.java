package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** Reminds care coordinators of a request that nobody decided on by its day, until somebody has. */
@ApplicationScoped
public class DecisionReminders implements Consumer {

  static final String DECISION_DUE = "nl.tenzij.exception.decision-due.v1";
  static final String GRANTED = "nl.tenzij.exception.exemption-granted.v1";
  static final String REFUSED = "nl.tenzij.exception.exemption-refused.v1";
  static final String WITHDRAWN = "nl.tenzij.exception.exemption-withdrawn.v1";

  private static final Set<String> AUDIENCE = Set.of("CARE_COORDINATOR");

  private final Reminders reminders;

  public DecisionReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "decision-reminders";
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(DECISION_DUE, GRANTED, REFUSED, WITHDRAWN);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID exemption = UUID.fromString(message.data().required("exemption").asText());
    return message.type().equals(DECISION_DUE)
        ? reminders.raise(matter(message, exemption), message, sql)
        : reminders.settle(Kind.DECISION_DUE, exemption, message, sql);
  }

  private static Reminders.Matter matter(Incoming message, UUID exemption) {
    return new Reminders.Matter(
        Kind.DECISION_DUE,
        exemption,
        message.data().required("pupil").asText(),
        AUDIENCE,
        null,
        LocalDate.parse(message.data().required("due").asText()),
        null,
        null);
  }
}
