package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tenzij.ledger.store.Deeds;

/** What is remembered of messages: which had their effect, and which wait for somebody to look. */
final class Parking {

  /** What is to be done with a message. */
  enum Way {
    /** Nothing: it had its effect before. */
    KNOWN,
    /** It waits, since an earlier one of its key does. */
    BEHIND,
    /** It is written down as handled, by this transaction. */
    FRESH
  }

  private static final String DISCARDED = "message-discarded";

  // The lock on an earlier parked message makes us wait for a replay that is about to take it away:
  // either that one is done, or the replay will find this one parked too. Nothing gets in between.
  private static final String ENTER =
      """
      with known as (select 1 from handled where consumer = $1 and message = $2),
      behind as (select 1 from parked where consumer = $1 and key = $3 limit 1 for share),
      first as (
        insert into handled (consumer, message, fingerprint, outcome)
        select $1, $2, '', 'null'
        where not exists (select 1 from known) and not exists (select 1 from behind)
        on conflict do nothing returning 1)
      select exists (select 1 from behind) and not exists (select 1 from known), exists (select 1 from first)
      """;
  private static final String REMEMBER =
      "insert into handled (consumer, message, fingerprint, outcome) values ($1, $2, '', 'null') on conflict do nothing";
  private static final String SETTLED =
      """
      select exists (select from handled where consumer = $1 and message = $2)
        or exists (select from operator_deed where deed = '%s'
          and about->>'consumer' = $1 and about->>'message' = $2)
      """
          .formatted(DISCARDED);
  private static final String PARK =
      """
      insert into parked (consumer, message, topic, partition, at_offset, key, type, headers, data, error, code, attempts)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (consumer, message) do nothing
      """;
  private static final String NEXT =
      """
      select number, topic, partition, at_offset, key, headers, data from parked
      where consumer = $1 and number > $2 and (key is null or key <> all ($3))
      order by number limit 1 for update
      """;
  private static final String TRIED =
      """
      update parked set attempts = attempts + 1, error = $2, code = $3, tried_at = clock_timestamp() where number = $1
      """;
  private static final String LIST =
      """
      select number, consumer, message, topic, partition, at_offset, key, type, error, code, attempts, parked_at
      from parked where number > $1 order by number limit $2
      """;

  private static final String COUNT =
      """
      select consumer, count(*), count(error) from parked where consumer = any($1) group by consumer
      """;
  private static final String TAKE_AWAY =
      """
      delete from parked where number = $1
      returning consumer, message, topic, partition, at_offset, type, error, code, attempts
      """;

  /** A parked message in the hands of a replay. */
  record Held(long number, Letter letter) {}

  private final Pool pool;

  Parking(Pool pool) {
    this.pool = pool;
  }

  Uni<Way> enter(Consumer consumer, Letter letter, SqlConnection sql) {
    return sql.preparedQuery(ENTER)
        .execute(Tuple.of(consumer.name(), letter.id(), letter.key()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              if (row.getBoolean(0)) {
                return Way.BEHIND;
              }
              return row.getBoolean(1) ? Way.FRESH : Way.KNOWN;
            });
  }

  /**
   * @return whether it was not known before
   */
  Uni<Boolean> remember(Consumer consumer, Letter letter, SqlConnection sql) {
    return sql.preparedQuery(REMEMBER)
        .execute(Tuple.of(consumer.name(), letter.id()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Whether it was handled, or nobody will handle it any more. */
  Uni<Boolean> isSettled(String consumer, String message) {
    return pool.preparedQuery(SETTLED)
        .execute(Tuple.of(consumer, message))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  Uni<Void> parkBehind(Consumer consumer, Letter letter, SqlConnection sql) {
    return park(consumer, letter, new Trouble(null, null), 0, sql);
  }

  Uni<Void> park(Consumer consumer, Letter letter, Trouble trouble) {
    return park(consumer, letter, trouble, 1, pool);
  }

  private static Uni<Void> park(
      Consumer consumer, Letter letter, Trouble trouble, int attempts, SqlClient sql) {
    return sql.preparedQuery(PARK)
        .execute(
            Tuple.from(
                Arrays.asList(
                    consumer.name(),
                    letter.id(),
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.key(),
                    letter.type(),
                    new JsonObject(new LinkedHashMap<>(letter.headers())),
                    letter.data() == null ? null : Buffer.buffer(letter.data()),
                    trouble.error(),
                    trouble.code(),
                    attempts)))
        .replaceWithVoid();
  }

  /** The first one parked behind a number, but for some keys; held until the transaction's end. */
  Uni<Optional<Held>> next(
      Consumer consumer, long number, Collection<String> keys, SqlConnection sql) {
    return sql.preparedQuery(NEXT)
        .execute(Tuple.of(consumer.name(), number, keys.toArray(String[]::new)))
        .map(rows -> rows.stream().findFirst().map(Parking::held));
  }

  private static Held held(Row row) {
    Map<String, String> headers = new LinkedHashMap<>();
    row.getJsonObject(5)
        .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
    byte[] data = row.getBuffer(6) == null ? null : row.getBuffer(6).getBytes();
    return new Held(
        row.getLong(0),
        new Letter(
            row.getString(1), row.getInteger(2), row.getLong(3), row.getString(4), headers, data));
  }

  /** It had its effect, in this transaction. */
  Uni<Boolean> replayed(long number, String by, SqlClient sql) {
    return takeAway(number, by, "message-replayed", sql);
  }

  Uni<Boolean> discard(long number, String by) {
    return pool.withTransaction(sql -> takeAway(number, by, DISCARDED, sql));
  }

  private static Uni<Boolean> takeAway(long number, String by, String deed, SqlClient sql) {
    return sql.preparedQuery(TAKE_AWAY)
        .execute(Tuple.of(number))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(false)
                    : Deeds.note(sql, by, deed, rows.iterator().next().toJson()).replaceWith(true));
  }

  /** By consumer; those that have none parked are not in it. */
  Uni<Map<String, Inbox.Count>> count(Collection<String> consumers) {
    return pool.preparedQuery(COUNT)
        .execute(Tuple.of(consumers.toArray(String[]::new)))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.getString(0),
                            row -> new Inbox.Count(row.getLong(1), row.getLong(2)))));
  }

  Uni<Void> tried(long number, Trouble trouble) {
    return pool.preparedQuery(TRIED)
        .execute(Tuple.of(number, trouble.error(), trouble.code()))
        .replaceWithVoid();
  }

  Uni<List<Parked>> list(long after, int limit) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(after, limit))
        .map(rows -> rows.stream().map(Parking::parked).toList());
  }

  private static Parked parked(Row row) {
    return new Parked(
        row.getLong(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInteger(4),
        row.getLong(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getInteger(10),
        row.getOffsetDateTime(11).toInstant());
  }
}
