package nl.tenzij.ledger.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Hides the personal parts of events in the log, and shows them to who may read. */
public interface Sealing {

  /** Whether events of this class can hold personal values at all; the others are left alone. */
  boolean concerns(Class<?> event);

  /**
   * Replaces each personal value in the trees by a sealed one that only this stream's event with
   * that id can hold.
   *
   * @param trees one per id, as Jackson makes them from events: a personal value is an embedded
   *     object in them
   */
  Uni<List<JsonNode>> seal(StreamId stream, List<UUID> ids, List<JsonNode> trees);

  /**
   * As {@link #seal}, for events of many streams at once.
   *
   * @return per event; empty where one of its subjects was forgotten
   */
  Uni<List<Optional<JsonNode>>> sealAll(List<Unsealed> events);

  /** The other way; a value whose subject was forgotten becomes a forgotten one. */
  Uni<List<JsonNode>> open(List<Unopened> events);

  /**
   * As {@link #open}, for who writes down what it reads: whom another instance has forgotten is
   * forgotten here too, whatever is still in memory.
   *
   * @param sql the reader's own connection. Were a second one waited for, those who hold all of
   *     them would wait for each other.
   */
  Uni<List<JsonNode>> openCurrent(List<Unopened> events, SqlClient sql);

  /** Each personal value as one that nobody can look into. */
  default List<JsonNode> leaveClosed(List<Unopened> events) {
    return events.stream().map(Unopened::tree).toList();
  }

  /**
   * Lets who keeps opened values in memory know that somebody was forgotten, in this process; what
   * another process forgets is not told.
   */
  void whenForgotten(Runnable listener);

  /** An event's JSON before it is sealed. */
  record Unsealed(StreamId stream, UUID id, JsonNode tree) {}

  /** An event's JSON as it stands in the log. */
  record Unopened(StreamId stream, UUID id, JsonNode tree) {}
}
