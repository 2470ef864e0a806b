package nl.tenzij.ledger.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;
import nl.tenzij.ledger.samples.Note;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Json;

/**
 * What a service would do without a ledger: the same rows and indexes, one insert a transaction.
 */
final class PlainSql {

  private static final String INSERT =
      """
      insert into plain_event (partition, position, board, school, stream, version, id, type, data, meta)
      values ($1, nextval('plain_position'), $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb)
      """;
  private static final String READ =
      "select version, type, data::text from plain_event where board = $1 and stream = $2 order by version";

  private final Pool pool;
  private final ObjectMapper json = Json.mapper();

  /** As the log stores it. */
  private final String meta = text(TestLog.META);

  PlainSql(Pool pool) {
    this.pool = pool;
  }

  Uni<Void> prepare() {
    return pool.query("create sequence plain_position")
        .execute()
        .chain(() -> pool.query("create table plain_event (like event including all)").execute())
        .replaceWithVoid();
  }

  Uni<?> insert(String school, String stream, int version, NoteEvent event) {
    return pool.preparedQuery(INSERT)
        .execute(
            Tuple.wrap(
                new java.util.ArrayList<>(
                    java.util.List.of(
                        (short) (school.hashCode() & 7),
                        "board-a",
                        school,
                        stream,
                        version,
                        UUID.randomUUID(),
                        "note.line-written.v1",
                        text(event),
                        meta))));
  }

  /** Reads a stream, folds it, decides and inserts one more. */
  Uni<?> decide(String school, String stream, Note.Command command) {
    return pool.preparedQuery(READ)
        .execute(Tuple.of("board-a", stream))
        .chain(
            rows -> {
              Note note = Note.DECIDER.initial();
              int version = 0;
              for (Row row : rows) {
                note = Note.DECIDER.evolve(note, event(row.getString(2)));
                version = row.getInteger(0);
              }
              return insert(
                  school, stream, version + 1, Note.DECIDER.decide(command, note).getFirst());
            });
  }

  private NoteEvent event(String data) {
    try {
      return json.readValue(data, NoteEvent.LineWritten.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
