package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * A published event of another service, as far as telling people needs it.
 *
 * @param event the event's id
 * @param pupil whom it is about
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

  /** A field's text, or null where the event has no such field. */
  public String fact(String field) {
    JsonNode value = data.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }
}
