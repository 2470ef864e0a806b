package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * A published event of another service, as far as telling people needs it.
 *
 * @param event the event's id
 * @param pupil whom it is about; null where it is about the school
 * @param traceparent W3C trace context, or null
 * @param data its content: ids and functional facts
 */
public record News(
    String event,
    String type,
    Board board,
    School school,
    String pupil,
    String traceparent,
    JsonNode data) {

  private static final String PARTICIPANTS = "participants";

  public static News of(Incoming message) {
    return new News(
        message.id(),
        message.type(),
        message.board(),
        message.school(),
        message.data().path("pupil").asText(message.subject()),
        message.traceparent(),
        message.data());
  }

  /**
   * The same news, as it is told to this pupil's guardians.
   *
   * @param who null for the school as a whole
   */
  public News about(String who) {
    return new News(event, type, board, school, who, traceparent, data);
  }

  /** Whether it is about something in which several pupils can have taken part, or none. */
  boolean namesParticipants() {
    return data.path(PARTICIPANTS).isArray();
  }

  /** Whether, by this news, the pupil did what it is about. */
  boolean isOffender(String who) {
    return StreamSupport.stream(data.path(PARTICIPANTS).spliterator(), false)
        .filter(one -> "OFFENDER".equals(one.path("role").asText()))
        .anyMatch(one -> who.equals(one.path("pupil").asText()));
  }

  /** A field's text, or null where the event has no such field. */
  public String fact(String field) {
    JsonNode value = data.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }

  /** A field's values: of a list each, else the one; none where the event has no such field. */
  Set<String> facts(String field) {
    JsonNode value = data.path(field);
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet())
        : value.isMissingNode() || value.isNull() ? Set.of() : Set.of(value.asText());
  }
}
