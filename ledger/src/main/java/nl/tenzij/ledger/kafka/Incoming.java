package nl.tenzij.ledger.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * What another service told.
 *
 * @param id the same each time it comes
 * @param subject pseudonym of whom it is about, or null
 * @param time when it was recorded there
 * @param sequence its place there; grows within a school
 * @param key messages of one key come in order
 * @param data a missing node for a tombstone
 * @param traceparent W3C trace context, or null
 */
public record Incoming(
    String id,
    String type,
    Board board,
    School school,
    String subject,
    Instant time,
    long sequence,
    String key,
    JsonNode data,
    String traceparent) {

  /** Whether it says that what was told under its key holds no longer. */
  public boolean isTombstone() {
    return data.isMissingNode();
  }
}
