package nl.tenzij.notification.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Supplier;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.pupil.RegisteredPupil;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Telling;

/** Learns from school-service who a pupil's guardians are, and what the whole school is told. */
@ApplicationScoped
public class SchoolEvents implements Consumer {

  static final String PUPIL_REGISTERED = "nl.tenzij.school.pupil-registered.v1";
  static final String PUPIL_LEFT = "nl.tenzij.school.pupil-left.v1";
  static final String POLICY_PUBLISHED = "nl.tenzij.school.policy-published.v1";
  static final String POLICY_WITHDRAWN = "nl.tenzij.school.policy-withdrawn.v1";
  static final String POLICY_OVERTAKEN = "nl.tenzij.school.policy-overtaken.v1";
  static final String POLICY_IN_FORCE = "nl.tenzij.school.policy-in-force.v1";
  static final String EVALUATION_OPENED = "nl.tenzij.school.evaluation-opened.v1";
  static final String EVALUATION_CLOSED = "nl.tenzij.school.evaluation-closed.v1";

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
    return Set.of(
        PUPIL_REGISTERED,
        PUPIL_LEFT,
        POLICY_PUBLISHED,
        POLICY_WITHDRAWN,
        POLICY_OVERTAKEN,
        POLICY_IN_FORCE,
        EVALUATION_OPENED,
        EVALUATION_CLOSED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    JsonNode data = message.data();
    return switch (message.type()) {
      case PUPIL_REGISTERED -> registered(message, read(data, RegisteredPupil.class), sql);
      case PUPIL_LEFT -> left(message, data.required("pupil").asText(), sql);
      case POLICY_PUBLISHED,
          POLICY_WITHDRAWN,
          POLICY_OVERTAKEN,
          POLICY_IN_FORCE,
          EVALUATION_OPENED,
          EVALUATION_CLOSED ->
          telling.announce(News.of(message).about(null), message.sequence(), sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> registered(Incoming message, RegisteredPupil pupil, SqlConnection sql) {
    return pupil(
        message,
        pupil.pupil(),
        () -> pupils.keep(message.board(), message.school(), pupil, message.sequence(), sql),
        sql);
  }

  private Uni<Void> left(Incoming message, String pupil, SqlConnection sql) {
    return pupil(
        message,
        pupil,
        () -> pupils.left(message.board(), message.school(), pupil, message.sequence(), sql),
        sql);
  }

  private Uni<Void> pupil(
      Incoming message, String pupil, Supplier<Uni<Void>> keep, SqlConnection sql) {
    return telling
        .holdAnnouncements(message.board(), message.school(), sql)
        .chain(() -> pupils.alone(message.board(), message.school(), pupil, sql))
        .chain(keep::get)
        .chain(() -> telling.tellWhatWaited(message.board(), message.school(), pupil, sql))
        .chain(
            () ->
                telling.tellWhatWasAnnounced(
                    message.board(), message.school(), pupil, message.sequence(), sql));
  }

  <T> T read(JsonNode data, Class<T> type) {
    try {
      return json.treeToValue(data, type);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
