package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;

/**
 * Which messages a matter led to, and which the incident behind it. Kept in the transaction that
 * handles the event, not by a projection: a revocation that follows at once has to find them.
 */
@ApplicationScoped
public class Told {

  private static final String ADD =
      """
      insert into told (board, school, matter, message)
      select $1, $2, about, $5 from unnest(array[$3, $4]::text[]) about where about is not null
      on conflict (board, school, matter, message) do nothing
      """;

  private static final String FIND =
      "select message from told where board = $1 and school = $2 and matter = $3 order by message";

  private static final String NEXT =
      """
      select message::text from told
      where board = $1 and school = $2 and matter = $3 and ($4 = '' or message > nullif($4, '')::uuid)
      order by message limit $5
      """;

  Uni<Void> add(Notice notice, StreamId message, SqlConnection sql) {
    return sql.preparedQuery(ADD)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                notice.matter(),
                notice.incident(),
                message.id()))
        .replaceWithVoid();
  }

  Uni<List<StreamId>> of(String matter, News news, SqlConnection sql) {
    return of(news.board(), news.school(), matter, sql);
  }

  Uni<List<StreamId>> of(Board board, School school, String matter, SqlConnection sql) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(board.id(), school.id(), matter))
        .map(
            rows -> {
              List<StreamId> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(Messages.stream(board, school, row.getUUID(0)));
              }
              return found;
            });
  }

  /**
   * Some of them at a time.
   *
   * @param last the one before, or empty
   */
  Uni<List<String>> after(String matter, News news, String last, int most, SqlConnection sql) {
    return sql.preparedQuery(NEXT)
        .execute(Tuple.of(news.board().id(), news.school().id(), matter, last, most))
        .map(
            rows -> {
              List<String> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(row.getString(0));
              }
              return found;
            });
  }
}
