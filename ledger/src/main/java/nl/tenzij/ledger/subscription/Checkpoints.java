package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/** How far a subscription is in a partition, under the lock that is the right to work there. */
final class Checkpoints {

  // What a step reads with is the same each time. PostgreSQL would plan it anew with each step,
  // which takes longer than to run it: a plan for this very position looks cheaper to it. What
  // reads sets that back, since handlers' statements are not like that.
  private static final String LOCK =
      """
      select c.position, coalesce((
        select min(s.position) from set_aside s
        where s.subscription = c.subscription and s.partition = c.partition and s.position > c.position), 0),
        set_config('plan_cache_mode', 'force_generic_plan', true)
      from checkpoint c where c.subscription = $1 and c.partition = $2
      """;
  // An event can be set aside after our lock's statement began and before we had the lock. Then it
  // must not be taken in now and once more when it is replayed.
  private static final String MOVE =
      """
      update checkpoint c set position = $3 where c.subscription = $1 and c.partition = $2 and not exists (
        select from set_aside s where s.subscription = $1 and s.partition = $2
        and s.position > c.position and s.position <= $3 and s.position <> $4)
      """;

  private static final String MOVE_LIGHTLY =
      MOVE + " returning set_config('synchronous_commit', 'off', true)";

  /**
   * @param setAside position of the next event that is passed over, or 0
   */
  record Place(String subscription, int partition, long position, long setAside) {}

  private Checkpoints() {}

  /** Empty where another works there. */
  static Uni<Optional<Place>> take(String subscription, int partition, SqlConnection sql) {
    return lock(LOCK + " for update of c skip locked", subscription, partition, sql);
  }

  /** Waits for whoever works there. */
  static Uni<Optional<Place>> await(String subscription, int partition, SqlConnection sql) {
    return lock(LOCK + " for update of c", subscription, partition, sql);
  }

  private static Uni<Optional<Place>> lock(
      String query, String subscription, int partition, SqlConnection sql) {
    return sql.preparedQuery(query)
        .execute(Tuple.of(subscription, (short) partition))
        .map(rows -> rows.stream().findFirst().map(row -> place(subscription, partition, row)));
  }

  private static Place place(String subscription, int partition, Row row) {
    return new Place(subscription, partition, row.getLong(0), row.getLong(1));
  }

  static Uni<Void> move(Place from, long position, SqlConnection sql) {
    return move(MOVE, from, position, sql);
  }

  /**
   * As {@link #move}, in a transaction that need not wait for the disk: one that is lost with the
   * database's machine makes the same come again.
   */
  static Uni<Void> moveLightly(Place from, long position, SqlConnection sql) {
    return move(MOVE_LIGHTLY, from, position, sql);
  }

  private static Uni<Void> move(String query, Place from, long position, SqlConnection sql) {
    return sql.preparedQuery(query)
        .execute(Tuple.of(from.subscription(), (short) from.partition(), position, from.setAside()))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw new IllegalStateException("an event was set aside meanwhile");
              }
            })
        .replaceWithVoid();
  }
}
