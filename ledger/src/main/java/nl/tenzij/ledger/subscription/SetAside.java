package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.Failures;
import nl.tenzij.ledger.store.PostgresEventStore;

/** Events that operators took out of one subscription's way, until they are replayed. */
final class SetAside {

  private static final String FIND = "select partition, position, type from event where id = $1";
  private static final String ADD =
      """
      insert into set_aside (subscription, partition, position, event, type, set_aside_by)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing
      """;
  private static final String COLUMNS =
      """
      select number, subscription, partition, position, event, type, set_aside_by, set_aside_at, error, attempts
      from set_aside
      """;
  private static final String TRIED =
      "update set_aside set attempts = attempts + 1, error = $2 where number = $1";

  private final Pool pool;
  private final PostgresEventStore store;
  private final Pace pace;
  private final Map<String, Subscription> subscriptions = new HashMap<>();

  SetAside(
      Pool pool,
      PostgresEventStore store,
      Collection<? extends Subscription> subscriptions,
      Pace pace) {
    this.pool = pool;
    this.store = store;
    this.pace = pace;
    subscriptions.forEach(each -> this.subscriptions.put(each.name(), each));
  }

  /** Where an event stands in the log. */
  private record Found(int partition, long position, String type) {}

  /**
   * @return the event's partition; empty where the log holds no such event
   * @throws Refused where the subscription is past it
   */
  Uni<Optional<Integer>> add(String subscription, UUID event, String by) {
    return pool.withTransaction(sql -> add(subscription, event, by, sql));
  }

  private static Uni<Optional<Integer>> add(
      String subscription, UUID event, String by, SqlConnection sql) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(event))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : add(subscription, event, found(rows.iterator().next()), by, sql));
  }

  private static Found found(Row row) {
    return new Found(row.getShort(0), row.getLong(1), row.getString(2));
  }

  private static Uni<Optional<Integer>> add(
      String subscription, UUID event, Found found, String by, SqlConnection sql) {
    return Checkpoints.await(subscription, found.partition(), sql)
        .invoke(place -> refuseIfPast(place, found))
        .chain(
            () ->
                sql.preparedQuery(ADD)
                    .execute(
                        Tuple.of(
                            subscription,
                            (short) found.partition(),
                            found.position(),
                            event,
                            found.type(),
                            by)))
        .chain(() -> Deeds.note(sql, by, "event-set-aside", about(subscription, event)))
        .replaceWith(Optional.of(found.partition()));
  }

  private static void refuseIfPast(Optional<Checkpoints.Place> place, Found found) {
    if (place.isEmpty() || place.get().position() >= found.position()) {
      throw new Refused("event-taken-in", "The subscription is past this event.");
    }
  }

  private static JsonObject about(String subscription, UUID event) {
    return JsonObject.of("subscription", subscription, "event", event.toString());
  }

  Uni<List<Aside>> list(long after, int limit) {
    return pool.preparedQuery(COLUMNS + " where number > $1 order by number limit $2")
        .execute(Tuple.of(after, limit))
        .map(rows -> rows.stream().map(SetAside::aside).toList());
  }

  /**
   * @return whether there is such an entry, for a subscription of this process
   */
  Uni<Boolean> replay(long number, String by) {
    Uni<Outcome> trying =
        Uni.createFrom().deferred(() -> pool.withTransaction(sql -> replay(number, by, sql)));
    return pace.turns().pass(trying).map(SetAside::found);
  }

  /** Outside of the transaction, which has noted the failure down. */
  private static boolean found(Outcome outcome) {
    if (outcome.failure() != null) {
      throw new Refused(
          "still-fails", "It failed again: " + outcome.failure().getClass().getSimpleName() + ".");
    }
    return outcome.found();
  }

  private record Outcome(boolean found, Throwable failure) {}

  private Uni<Outcome> replay(long number, String by, SqlConnection sql) {
    return take(number, sql)
        .chain(
            aside ->
                aside.isEmpty() || !subscriptions.containsKey(aside.get().subscription())
                    ? Uni.createFrom().item(new Outcome(false, null))
                    : replay(aside.get(), by, sql));
  }

  private Uni<Outcome> replay(Aside aside, String by, SqlConnection sql) {
    return Checkpoints.await(aside.subscription(), aside.partition(), sql)
        .chain(
            place ->
                // Not passed over yet: without the entry it is taken in like any other.
                place.orElseThrow().position() < aside.position()
                    ? Uni.createFrom().item(Optional.<Throwable>empty())
                    : handle(aside, sql))
        .chain(
            failure ->
                failure.isEmpty()
                    ? remove(aside, by, sql).replaceWith(new Outcome(true, null))
                    : tried(aside, failure.get(), sql));
  }

  /** Empty where it was taken in; otherwise what it failed with, be it the reading. */
  private Uni<Optional<Throwable>> handle(Aside aside, SqlConnection sql) {
    Subscription subscription = subscriptions.get(aside.subscription());
    return Reading.one(store, subscription, aside, sql)
        .chain(events -> Handling.handle(subscription, events, sql, pace.limit()))
        .map(stuck -> stuck.map(Handling.Stuck::failure))
        .onFailure(failure -> !Failures.passes(failure))
        .recoverWithItem(Optional::of);
  }

  /** Held until the transaction's end. */
  private static Uni<Optional<Aside>> take(long number, SqlConnection sql) {
    return sql.preparedQuery(COLUMNS + " where number = $1 for update")
        .execute(Tuple.of(number))
        .map(rows -> rows.stream().findFirst().map(SetAside::aside));
  }

  private static Uni<Void> remove(Aside aside, String by, SqlConnection sql) {
    return sql.preparedQuery("delete from set_aside where number = $1")
        .execute(Tuple.of(aside.number()))
        .chain(
            () ->
                Deeds.note(sql, by, "event-replayed", about(aside.subscription(), aside.event())));
  }

  private static Uni<Outcome> tried(Aside aside, Throwable failure, SqlConnection sql) {
    return sql.preparedQuery(TRIED)
        .execute(Tuple.of(aside.number(), failure.getClass().getName()))
        .replaceWith(new Outcome(true, failure));
  }

  private static Aside aside(Row row) {
    return new Aside(
        row.getLong(0),
        row.getString(1),
        row.getShort(2),
        row.getLong(3),
        row.getUUID(4),
        row.getString(5),
        row.getString(6),
        row.getOffsetDateTime(7).toInstant(),
        row.getString(8),
        row.getInteger(9));
  }
}
