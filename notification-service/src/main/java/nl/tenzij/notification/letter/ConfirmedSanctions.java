package nl.tenzij.notification.letter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Learns from sanction-service what heads confirm, and why. A consumer of its own beside the one
 * that tells people: letters need the topic from its start.
 */
@ApplicationScoped
class ConfirmedSanctions implements Consumer {

  static final String NAME = "letter-decisions";

  static final String INCIDENT_RECORDED = "nl.tenzij.sanction.incident-recorded.v1";
  static final String INCIDENT_CORRECTED = "nl.tenzij.sanction.incident-corrected.v1";
  static final String PROPOSED = "nl.tenzij.sanction.proposed.v1";
  static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  static final String AMENDED = "nl.tenzij.sanction.amended.v1";
  static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  private final Confirmations confirmations;
  private final ObjectMapper json;

  ConfirmedSanctions(Confirmations confirmations, ObjectMapper json) {
    this.confirmations = confirmations;
    this.json = json;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(INCIDENT_RECORDED, INCIDENT_CORRECTED, PROPOSED, CONFIRMED, AMENDED, REVOKED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    Told told = read(message.data());
    return switch (message.type()) {
      case INCIDENT_RECORDED, INCIDENT_CORRECTED -> confirmations.happened(message, told, sql);
      case PROPOSED -> confirmations.proposed(message, told, sql);
      case CONFIRMED, AMENDED ->
          told.endedAt() == null
              ? confirmations.decided(message, told, sql)
              : confirmations.ended(message, told, sql);
      case REVOKED -> confirmations.revoked(message, told, sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  Told read(JsonNode data) {
    try {
      return json.treeToValue(data, Told.class);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
