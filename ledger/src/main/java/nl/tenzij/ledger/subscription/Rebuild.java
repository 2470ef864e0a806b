package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.privacy.Removals;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.Recorded;

/**
 * Rebuilds a projection in a schema of its own: the projection names its tables without a schema,
 * so the search path decides which ones it fills. At the end, with the projection's checkpoints
 * locked, the new tables are brought to the end of the log and take the old ones' place, their
 * checkpoints with them.
 */
public final class Rebuild {

  /**
   * @param events taken in so far
   * @param done positions of the log behind us, of {@code total} that stood there at the beginning
   */
  public record Progress(String projection, long events, long done, long total) {}

  private static final int BATCH = 5000;

  /** Partitions rebuilt side by side. */
  private static final int BESIDE = 2;

  private static final String HEADS =
      """
      select coalesce((select e.position from event e where e.partition = p
                       order by e.position desc limit 1), 0)
      from generate_series(0, $1 - 1) p order by p
      """;

  private static final String BEGIN =
      """
      insert into checkpoint (subscription, partition, position)
      select $1, p, 0 from generate_series(0, $2 - 1) p
      on conflict (subscription, partition) do update set position = 0
      """;

  private static final String MOVE =
      "update checkpoint set position = $3 where subscription = $1 and partition = $2";

  // A table made like another has the same indexes under names that the server makes up. Which is
  // which, their definitions tell; of several alike, the order of making.
  private static final String INDEXES =
      """
      with known as (
        select i.indrelid as of_table, c.relname as name, i.indisunique as one, i.indisprimary as first,
          substring(pg_get_indexdef(c.oid) from ' USING .*') as definition, c.oid
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid in ($1::text::regclass, $2::text::regclass)),
      counted as (
        select *, row_number() over (partition by of_table, one, first, definition order by oid) as nth from known)
      select quote_ident(made.name), quote_ident(old.name) from counted made join counted old using (one, first, definition, nth)
      where made.of_table = $2::text::regclass and old.of_table = $1::text::regclass
      """;

  // A table made like another has none of its triggers.
  private static final String TRIGGERS =
      """
      select pg_get_triggerdef(t.oid) from pg_trigger t
      where t.tgrelid = any(select ('public.' || name)::regclass from unnest($1::text[]) name)
        and not t.tgisinternal
      """;

  private static final String TAKE_OVER =
      """
      update checkpoint old set position = new.position from checkpoint new
      where old.subscription = $1 and new.subscription = $2 and new.partition = old.partition
      """;

  private final Pool pool;
  private final PostgresEventStore store;

  Rebuild(Pool pool, PostgresEventStore store) {
    this.pool = pool;
    this.store = store;
  }

  private record Plan(Projection projection) {
    String schema() {
      return "rebuild_" + projection.name().replace('-', '_');
    }

    String checkpoint() {
      return projection.name() + "#rebuild";
    }
  }

  private record Batch(int seen, long position) {}

  Multi<Progress> run(Projection projection) {
    Plan plan = new Plan(projection);
    return Multi.createFrom()
        .uni(pool.withTransaction(sql -> prepare(plan, sql)))
        .onItem()
        .transformToMultiAndConcatenate(heads -> fill(plan, heads));
  }

  /** Empty tables and checkpoints at the beginning; what an interrupted rebuild left goes first. */
  private Uni<List<Long>> prepare(Plan plan, SqlConnection sql) {
    List<String> statements = new ArrayList<>();
    statements.add("drop schema if exists " + plan.schema() + " cascade");
    statements.add("create schema " + plan.schema());
    for (String table : plan.projection().tables()) {
      statements.add(
          "create table %s.%s (like public.%s including all)"
              .formatted(plan.schema(), table, table));
    }
    return inOrder(statements, sql)
        .chain(() -> nameIndexes(plan, sql))
        .chain(
            () -> sql.preparedQuery(BEGIN).execute(Tuple.of(plan.checkpoint(), store.partitions())))
        .chain(() -> sql.preparedQuery(HEADS).execute(Tuple.of(store.partitions())))
        .map(
            rows -> {
              List<Long> heads = new ArrayList<>();
              for (Row row : rows) {
                heads.add(row.getLong(0));
              }
              return heads;
            });
  }

  private static Uni<Void> nameIndexes(Plan plan, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(plan.projection().tables())
        .onItem()
        .transformToUniAndConcatenate(
            table ->
                sql.preparedQuery(INDEXES)
                    .execute(Tuple.of("public." + table, plan.schema() + "." + table))
                    .chain(rows -> inOrder(renames(plan, rows), sql)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** First out of the way, since what one is called now can be what another is to be called. */
  private static List<String> renames(Plan plan, RowSet<Row> rows) {
    List<String> away = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (Row row : rows) {
      String between = "renamed_" + away.size();
      away.add(rename(plan, row.getString(0), between));
      back.add(rename(plan, between, row.getString(1)));
    }
    away.addAll(back);
    return away;
  }

  private static String rename(Plan plan, String from, String to) {
    return "alter index %s.%s rename to %s".formatted(plan.schema(), from, to);
  }

  private static Uni<Void> inOrder(List<String> statements, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(statements)
        .onItem()
        .transformToUniAndConcatenate(statement -> sql.query(statement).execute())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Multi<Progress> fill(Plan plan, List<Long> heads) {
    Tally tally = new Tally(plan.projection().name(), heads);
    Multi<Progress> filling =
        Multi.createFrom()
            .iterable(IntStream.range(0, heads.size()).boxed().toList())
            .onItem()
            .transformToMulti(partition -> partition(plan, partition, tally))
            .merge(BESIDE);
    return Multi.createBy()
        .concatenating()
        .streams(filling, Multi.createFrom().uni(swap(plan)).map(done -> tally.whole()));
  }

  private Multi<Progress> partition(Plan plan, int partition, Tally tally) {
    return Multi.createBy()
        .repeating()
        .uni(() -> pool.withTransaction(sql -> beside(plan, partition, sql)))
        .whilst(batch -> batch.seen() == BATCH)
        .map(batch -> tally.add(partition, batch));
  }

  /**
   * What nobody reads yet need not be on the disk: rows and checkpoint are lost together, and made
   * again.
   */
  private Uni<Batch> beside(Plan plan, int partition, SqlConnection sql) {
    return sql.query("set local synchronous_commit to off")
        .execute()
        .chain(() -> batch(plan, partition, sql));
  }

  private Uni<Batch> batch(Plan plan, int partition, SqlConnection sql) {
    return namesOf(plan, sql)
        .chain(
            () ->
                sql.preparedQuery(
                        "select position from checkpoint where subscription = $1 and partition = $2 for update")
                    .execute(Tuple.of(plan.checkpoint(), (short) partition)))
        .chain(rows -> take(plan, partition, rows.iterator().next().getLong(0), sql));
  }

  private static Uni<?> namesOf(Plan plan, SqlConnection sql) {
    return sql.query("set local search_path to " + plan.schema() + ", public").execute();
  }

  private Uni<Batch> take(Plan plan, int partition, long from, SqlConnection sql) {
    return store
        .after(sql, partition, from, BATCH, Handling.wanted(plan.projection()))
        .chain(
            slice ->
                handle(plan.projection(), slice.events(), sql)
                    .chain(
                        () ->
                            sql.preparedQuery(MOVE)
                                .execute(
                                    Tuple.of(
                                        plan.checkpoint(), (short) partition, slice.position())))
                    .replaceWith(new Batch(slice.seen(), slice.position())));
  }

  private static Uni<Void> handle(
      Projection projection, List<Recorded<?>> events, SqlConnection sql) {
    return events.isEmpty() ? Uni.createFrom().voidItem() : projection.handle(events, sql);
  }

  /** With the old tables standing still, takes in the last events and changes places. */
  private Uni<Void> swap(Plan plan) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    "select partition from checkpoint where subscription = $1 order by partition for update")
                .execute(Tuple.of(plan.projection().name()))
                .chain(
                    rows ->
                        Multi.createFrom()
                            .iterable(rows)
                            .onItem()
                            .transformToUniAndConcatenate(
                                row -> catchUp(plan, row.getShort(0), sql))
                            .collect()
                            .last())
                .chain(() -> forget(plan, sql))
                .chain(
                    () ->
                        sql.preparedQuery(TAKE_OVER)
                            .execute(Tuple.of(plan.projection().name(), plan.checkpoint())))
                .chain(() -> triggers(plan, sql))
                .chain(triggers -> inOrder(places(plan), sql).chain(() -> inOrder(triggers, sql))));
  }

  private static Uni<List<String>> triggers(Plan plan, SqlConnection sql) {
    return sql.preparedQuery(TRIGGERS)
        .execute(Tuple.of(plan.projection().tables().toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .toList());
  }

  private Uni<Void> catchUp(Plan plan, int partition, SqlConnection sql) {
    return Multi.createBy()
        .repeating()
        .uni(() -> batch(plan, partition, sql))
        .whilst(batch -> batch.seen() == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * Of all who are forgotten, with all rows in place: the partition that says so may have been
   * taken in before another that showed them, or while that one did.
   */
  private static Uni<Void> forget(Plan plan, SqlConnection sql) {
    return namesOf(plan, sql).chain(() -> Removals.runOfAll(plan.projection().removals(), sql));
  }

  private static List<String> places(Plan plan) {
    List<String> statements = new ArrayList<>();
    statements.add("set local search_path to public");
    for (String table : plan.projection().tables()) {
      statements.add("drop table public." + table);
      statements.add("alter table %s.%s set schema public".formatted(plan.schema(), table));
    }
    statements.add("drop schema " + plan.schema() + " cascade");
    statements.add("delete from checkpoint where subscription = '" + plan.checkpoint() + "'");
    return statements;
  }

  /** Counts over all partitions. */
  private static final class Tally {
    private final String projection;
    private final long[] heads;
    private final long[] done;
    private long events;

    Tally(String projection, List<Long> heads) {
      this.projection = projection;
      this.heads = heads.stream().mapToLong(Long::longValue).toArray();
      this.done = new long[heads.size()];
    }

    synchronized Progress add(int partition, Batch batch) {
      events += batch.seen();
      done[partition] = Math.min(batch.position(), heads[partition]);
      return progress();
    }

    synchronized Progress whole() {
      System.arraycopy(heads, 0, done, 0, heads.length);
      return progress();
    }

    private Progress progress() {
      return new Progress(
          projection, events, Arrays.stream(done).sum(), Arrays.stream(heads).sum());
    }
  }
}
