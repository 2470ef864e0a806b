package nl.tenzij.ledger.store;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.UUID;

/**
 * An append on its way into the log.
 *
 * @param once the message that it is for, or null
 * @param fate of whoever asked for it
 */
record Append(
    StreamId stream,
    int partition,
    int expected,
    List<Line> lines,
    String meta,
    Once once,
    UniEmitter<? super Appended> fate) {

  /** One event, ready for its row. */
  record Line(UUID id, String type, String data) {}

  String subject() {
    return stream.board().id() + '\n' + stream.stored();
  }

  String message() {
    return once == null ? null : once.consumer() + '\n' + once.message();
  }
}
