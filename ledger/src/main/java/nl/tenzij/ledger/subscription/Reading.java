package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import nl.tenzij.ledger.store.Failures;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.PostgresEventStore.Slice;
import nl.tenzij.ledger.store.Recorded;

/** What of the log comes next for a subscription. */
final class Reading {

  private static final String BEFORE =
      """
      select count(*)::int from (
        select from event where partition = $1 and position > $2 and position < $3 limit $4) before
      """;

  private Reading() {}

  /** Up to so many events behind a checkpoint, of an event that is set aside the position only. */
  static Uni<Slice> next(
      PostgresEventStore store,
      Subscription subscription,
      Checkpoints.Place from,
      int most,
      SqlConnection sql) {
    if (from.setAside() == 0) {
      return read(store, subscription, from, most, sql);
    }
    return sql.preparedQuery(BEFORE)
        .execute(Tuple.of((short) from.partition(), from.position(), from.setAside(), most))
        .map(rows -> rows.iterator().next().getInteger(0))
        .chain(
            before ->
                before == 0
                    ? Uni.createFrom().item(new Slice(List.of(), from.setAside(), 1, true))
                    : read(store, subscription, from, before, sql).map(Slice::andMore));
  }

  /**
   * Where one of them can't be read, half as many, until those before it are left, or it alone: so
   * what fails is the event that it lies in.
   */
  private static Uni<Slice> read(
      PostgresEventStore store,
      Subscription subscription,
      Checkpoints.Place from,
      int most,
      SqlConnection sql) {
    return store
        .after(sql, from.partition(), from.position(), most, Handling.wanted(subscription))
        .onFailure(failure -> most > 1 && !Failures.passes(failure))
        .recoverWithUni(() -> read(store, subscription, from, most / 2, sql).map(Slice::andMore));
  }

  /** An event that was set aside, in a list; an empty one where the subscription wants no such. */
  static Uni<List<Recorded<?>>> one(
      PostgresEventStore store, Subscription subscription, Aside aside, SqlConnection sql) {
    return store
        .after(sql, aside.partition(), aside.position() - 1, 1, Handling.wanted(subscription))
        .map(Slice::events);
  }
}
