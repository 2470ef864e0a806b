package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds the members of the participation council of a policy that lies before them, each section
 * until it has decided. A section's no, or the head's taking it back, makes it a draft again: then
 * nobody has to decide, nor where it was published.
 */
@ApplicationScoped
public class CouncilReminders implements Consumer {

  static final String SUBMITTED = "nl.tenzij.school.policy-submitted.v1";
  static final String DECIDED = "nl.tenzij.school.policy-decided.v1";
  static final String WITHDRAWN = "nl.tenzij.school.policy-withdrawn.v1";
  static final String PUBLISHED = "nl.tenzij.school.policy-published.v1";

  private static final String CONSENTED = "CONSENTED";

  private final Reminders reminders;

  public CouncilReminders(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public String name() {
    return "council-reminders";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(SUBMITTED, DECIDED, WITHDRAWN, PUBLISHED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    JsonNode data = message.data();
    UUID policy = UUID.fromString(data.required("policy").asText());
    return switch (message.type()) {
      case SUBMITTED -> reminders.raise(matter(policy, data), message, sql);
      case DECIDED -> decided(policy, message, sql);
      default -> nobodyHasTo(policy, message, sql);
    };
  }

  private Uni<Void> decided(UUID policy, Incoming message, SqlConnection sql) {
    String section = message.data().required("section").asText();
    return message.data().required("decision").asText().equals(CONSENTED)
        ? reminders.settle(Kind.CONSENT_ASKED, policy, Council.audience(section), message, sql)
        : nobodyHasTo(policy, message, sql);
  }

  private Uni<Void> nobodyHasTo(UUID policy, Incoming message, SqlConnection sql) {
    return reminders.settle(Kind.CONSENT_ASKED, policy, message, sql);
  }

  private static Reminders.Matter matter(UUID policy, JsonNode data) {
    Set<String> sections =
        StreamSupport.stream(data.required("to").spliterator(), false)
            .map(JsonNode::asText)
            .map(Council::audience)
            .collect(Collectors.toSet());
    return new Reminders.Matter(Kind.CONSENT_ASKED, policy, null, sections, Map.of());
  }
}
