package nl.tenzij.exception.statistics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Counts messages, as notification-service tells. What a message is about is not counted: a few
 * about exemptions would tell of a few exemptions.
 */
@ApplicationScoped
public class MessagesTold implements Consumer {

  static final String QUEUED = "nl.tenzij.notification.message-queued.v1";
  static final String SENT = "nl.tenzij.notification.message-sent.v1";
  static final String FAILED = "nl.tenzij.notification.message-failed.v1";
  static final String CANCELLED = "nl.tenzij.notification.message-cancelled.v1";

  private final ObjectMapper json;

  public MessagesTold(ObjectMapper json) {
    this.json = json;
  }

  /** What we take from any of them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Message(String message, String pupil, String state) {}

  @Override
  public String name() {
    return "messages-counted";
  }

  @Override
  public String topic() {
    return "notification.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(QUEUED, SENT, FAILED, CANCELLED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    Message told = read(message);
    return message.type().equals(QUEUED)
        ? queued(message, told, sql)
        : CasesTold.key(message, Figure.MESSAGES, told.message(), Aspect.STATE, told.state(), sql);
  }

  private static Uni<Void> queued(Incoming message, Message told, SqlConnection sql) {
    String holding = told.state().equals("HELD") ? "HELD" : "AT_ONCE";
    return CasesTold.counted(
        message,
        new CasesTold.Case(
            Figure.MESSAGES,
            told.message(),
            told.pupil(),
            message.time(),
            List.of("WAITING", holding)),
        sql);
  }

  private Message read(Incoming message) {
    try {
      return json.treeToValue(message.data(), Message.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
