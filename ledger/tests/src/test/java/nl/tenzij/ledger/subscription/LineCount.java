package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.store.Recorded;

/** Lines per note, with the positions it saw: taking one in twice or out of order shows. */
public final class LineCount implements Projection {

  public static final String TABLE =
      "create table if not exists line_count (stream text primary key, lines int not null, version int not null)";

  @Override
  public String name() {
    return "line-count";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(NoteEvent.LineWritten.class);
  }

  @Override
  public List<String> tables() {
    return List.of("line_count");
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(
            event ->
                sql.preparedQuery(
                        """
                        insert into line_count (stream, lines, version) values ($1, 1, $2)
                        on conflict (stream) do update set lines = line_count.lines + 1, version = $2
                        where line_count.version < $2
                        """)
                    .execute(Tuple.of(event.stream().stored(), event.version()))
                    .invoke(
                        rows -> {
                          if (rows.rowCount() != 1) {
                            throw new IllegalStateException("taken in twice or out of order");
                          }
                        }))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
