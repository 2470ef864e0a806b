package nl.tenzij.notification.school;

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
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.pupil.RegisteredClass;
import nl.tenzij.notification.pupil.RegisteredPupil;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Telling;

/** Learns from school-service who a pupil's guardians and teachers are. */
@ApplicationScoped
public class SchoolEvents implements Consumer {

  static final String PUPIL_REGISTERED = "nl.tenzij.school.pupil-registered.v1";
  static final String PUPIL_LEFT = "nl.tenzij.school.pupil-left.v1";
  static final String CLASS_REGISTERED = "nl.tenzij.school.class-registered.v1";
  static final String CLASS_ENDED = "nl.tenzij.school.class-ended.v1";
  static final String POLICY_IN_FORCE = "nl.tenzij.school.policy-in-force.v1";

  private final Pupils pupils;
  private final Telling telling;
  private final ObjectMapper json;

  public SchoolEvents(Pupils pupils, Telling telling, ObjectMapper json) {
    this.pupils = pupils;
    this.telling = telling;
    this.json = json;
  }

  @Override
  public String name() {
    return "school-events";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PUPIL_REGISTERED, PUPIL_LEFT, CLASS_REGISTERED, CLASS_ENDED, POLICY_IN_FORCE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    JsonNode data = message.data();
    return switch (message.type()) {
      case PUPIL_REGISTERED -> pupil(message, read(data, RegisteredPupil.class), sql);
      // Nobody is told any more of a pupil who left: no guardians, no teachers.
      case PUPIL_LEFT ->
          pupil(
              message,
              new RegisteredPupil(data.required("pupil").asText(), List.of(), List.of()),
              sql);
      case CLASS_REGISTERED -> group(message, read(data, RegisteredClass.class), sql);
      case CLASS_ENDED ->
          group(message, new RegisteredClass(data.required("class").asText(), List.of()), sql);
      case POLICY_IN_FORCE ->
          telling.announce(News.of(message).about(null), message.sequence(), sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> pupil(Incoming message, RegisteredPupil pupil, SqlConnection sql) {
    return pupils
        .alone(message.board(), message.school(), pupil.pupil(), sql)
        .chain(() -> pupils.keep(message.board(), message.school(), pupil, message.sequence(), sql))
        .chain(() -> telling.tellWhatWaited(message.board(), message.school(), pupil.pupil(), sql))
        .chain(
            () ->
                telling.tellWhatWasAnnounced(
                    message.board(), message.school(), pupil.pupil(), message.sequence(), sql));
  }

  private Uni<Void> group(Incoming message, RegisteredClass group, SqlConnection sql) {
    return pupils.keep(message.board(), message.school(), group, message.sequence(), sql);
  }

  <T> T read(JsonNode data, Class<T> type) {
    try {
      return json.treeToValue(data, type);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
