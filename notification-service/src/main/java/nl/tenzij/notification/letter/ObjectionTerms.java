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

/** Learns from school-service how long one may object. */
@ApplicationScoped
class ObjectionTerms implements Consumer {

  static final String POLICY_IN_FORCE = "nl.tenzij.school.policy-in-force.v1";

  /** The policy that has the ladder by which measures are taken. */
  private static final String RULING = "PHONES";

  private final Confirmations confirmations;
  private final ObjectMapper json;

  ObjectionTerms(Confirmations confirmations, ObjectMapper json) {
    this.confirmations = confirmations;
    this.json = json;
  }

  @Override
  public String name() {
    return "letter-policies";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(POLICY_IN_FORCE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    PolicyTold policy = read(message.data());
    return RULING.equals(policy.topic())
        ? confirmations.inForce(message, policy, sql)
        : Uni.createFrom().voidItem();
  }

  PolicyTold read(JsonNode data) {
    try {
      return json.treeToValue(data, PolicyTold.class);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
