package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds mentor and care coordinator of a review, as exception-service says. It says so again each
 * week until the review was held: a word that is not repeated holds no longer.
 */
@ApplicationScoped
public class ReviewReminders implements Consumer {

  static final String REVIEW_DUE = "nl.tenzij.exception.review-due.v1";
  static final String ENDED = "nl.tenzij.exception.exemption-ended.v1";

  private static final int DAYS_SHOWN = 8;
  private static final Set<String> STAFF = Set.of("MENTOR", "CARE_COORDINATOR");

  private final Reminders reminders;

  public ReviewReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "review-reminders";
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(REVIEW_DUE, ENDED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    UUID exemption = UUID.fromString(message.data().required("exemption").asText());
    return message.type().equals(REVIEW_DUE)
        ? reminders.raise(matter(message, exemption), message, sql)
        : reminders.settle(Kind.REVIEW_DUE, exemption, message, sql);
  }

  private static Reminders.Matter matter(Incoming message, UUID exemption) {
    JsonNode data = message.data();
    Set<String> audience = Reminders.audience(data, STAFF);
    Map<Detail, String> details =
        Map.of(
            Detail.STAGE, data.required("stage").asText(),
            Detail.DUE_ON, data.required("due").asText(),
            Detail.LAST_SHOWN, lastShown(message).toString());
    return new Reminders.Matter(
        Kind.REVIEW_DUE, exemption, data.required("pupil").asText(), audience, details);
  }

  /** What is said ahead holds until the day comes, and all until it would be said again. */
  private static LocalDate lastShown(Incoming message) {
    LocalDate said = LocalDate.ofInstant(message.time(), ZoneOffset.UTC);
    LocalDate due = LocalDate.parse(message.data().required("due").asText());
    return (said.isAfter(due) ? said : due).plusDays(DAYS_SHOWN);
  }
}
