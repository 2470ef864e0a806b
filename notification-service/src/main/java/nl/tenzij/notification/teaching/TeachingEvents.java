package nl.tenzij.notification.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Learns from school-service who teaches and mentors whom on which days. A consumer of its own: it
 * reads the topic from its start, also where the one for guardians is far on.
 */
@ApplicationScoped
public class TeachingEvents implements Consumer {

  static final String PUPIL_REGISTERED = "nl.tenzij.school.pupil-registered.v1";
  static final String PUPIL_LEFT = "nl.tenzij.school.pupil-left.v1";
  static final String CLASS_REGISTERED = "nl.tenzij.school.class-registered.v1";
  static final String CLASS_ENDED = "nl.tenzij.school.class-ended.v1";

  private final Teaching teaching;
  private final ObjectMapper json;

  public TeachingEvents(Teaching teaching, ObjectMapper json) {
    this.teaching = teaching;
    this.json = json;
  }

  @Override
  public String name() {
    return "teaching-events";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PUPIL_REGISTERED, PUPIL_LEFT, CLASS_REGISTERED, CLASS_ENDED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    JsonNode data = message.data();
    return switch (message.type()) {
      case PUPIL_REGISTERED -> teaching.keep(message, read(data, TaughtPupil.class), sql);
      case PUPIL_LEFT ->
          teaching.keep(
              message,
              new TaughtPupil(data.required("pupil").asText(), List.of(), null, null),
              sql);
      case CLASS_REGISTERED -> teaching.keep(message, read(data, TaughtClass.class), sql);
      case CLASS_ENDED ->
          teaching.keep(
              message, new TaughtClass(data.required("class").asText(), List.of(), null), sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  <T> T read(JsonNode data, Class<T> type) {
    try {
      return json.treeToValue(data, type);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
