package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What operators did by hand, and who. */
public final class Deeds {

  private static final String NOTE =
      "insert into operator_deed (done_by, deed, about) values ($1, $2, $3)";
  private static final String LIST =
      """
      select number, done_at, done_by, deed, about from operator_deed
      where number > $1 order by number limit $2
      """;

  /**
   * @param number grows in the order of doing
   * @param by subject of the token: an id, no name
   * @param deed what was done, past tense
   * @param about to what: ids and classes, nothing of a message's or event's content
   */
  public record Deed(long number, Instant at, String by, String deed, Map<String, Object> about) {}

  private Deeds() {}

  /** In the transaction of the deed, so that there is none without a note. */
  public static Uni<Void> note(SqlClient sql, String by, String deed, JsonObject about) {
    return sql.preparedQuery(NOTE).execute(Tuple.of(by, deed, about)).replaceWithVoid();
  }

  public static Uni<List<Deed>> list(SqlClient sql, long after, int limit) {
    return sql.preparedQuery(LIST)
        .execute(Tuple.of(after, limit))
        .map(rows -> rows.stream().map(Deeds::deed).toList());
  }

  private static Deed deed(Row row) {
    return new Deed(
        row.getLong(0),
        row.getOffsetDateTime(1).toInstant(),
        row.getString(2),
        row.getString(3),
        row.getJsonObject(4).getMap());
  }
}
