package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Commits together what waits together. While one batch is being written, arriving appends gather;
 * one that finds nobody writing goes at once. Each append keeps its own fate: a conflict of one
 * does not touch the others.
 *
 * <p>A batch is one round trip: begin, take the partitions' locks in order, check and insert,
 * commit, sent one behind the other. The insert sees what the locks protect, since its snapshot is
 * taken after them.
 */
final class Appender {

  /** Events of one batch at the most, unless a single append has more. */
  private static final int MOST_EVENTS = 256;

  private static final String LOCK =
      "select pg_advisory_xact_lock(1414549066, p) from unnest($1::int[]) p";

  private static final String INSERT =
      """
      with asked as materialized (
        select * from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
          as a(ix, board, stream, expected, consumer, message, fingerprint, outcome)),
      fresh as materialized (
        select * from asked a where a.expected = coalesce(
          (select e.version from event e where e.board = a.board and e.stream = a.stream
           order by e.version desc limit 1), 0)),
      remembered as (
        insert into handled (consumer, message, fingerprint, outcome)
        select consumer, message, fingerprint, outcome::jsonb from fresh where consumer is not null
        on conflict do nothing returning consumer, message),
      chosen as materialized (
        select f.ix from fresh f where f.consumer is null
          or exists (select 1 from remembered r where r.consumer = f.consumer and r.message = f.message)),
      written as (
        insert into event (partition, board, school, stream, version, id, type, data, meta)
        select e.partition, e.board, e.school, e.stream, e.version, e.id, e.type, e.data::jsonb, e.meta::jsonb
        from unnest($9::int[], $10::smallint[], $11::text[], $12::text[], $13::text[], $14::int[], $15::uuid[],
                    $16::text[], $17::text[], $18::text[]) with ordinality
          as e(ix, partition, board, school, stream, version, id, type, data, meta, line)
        where e.ix in (select ix from chosen) order by e.line
        returning id, position)
      select ix, null::uuid as id, null::bigint as position from chosen
      union all select null, id, position from written
      """;

  private static final String EARLIER =
      "select fingerprint, outcome::text from handled where consumer = $1 and message = $2";

  /** One event, ready for its row. */
  record Line(UUID id, String type, String data) {}

  private record Request(
      StreamId stream,
      int partition,
      int expected,
      List<Line> lines,
      String meta,
      Once once,
      UniEmitter<? super Appended> fate) {

    String subject() {
      return stream.board().id() + '\n' + stream.stored();
    }

    String message() {
      return once == null ? null : once.consumer() + '\n' + once.message();
    }
  }

  private final Pool pool;
  private final int lanes;
  private final IntConsumer appended;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private int busy;

  /**
   * @param lanes batches under way at once
   * @param appended told the partition of each append that was committed
   */
  Appender(Pool pool, int lanes, IntConsumer appended) {
    this.pool = pool;
    this.lanes = lanes;
    this.appended = appended;
  }

  Uni<Appended> append(
      StreamId stream, int partition, int expected, List<Line> lines, String meta, Once once) {
    return Uni.createFrom()
        .emitter(
            fate -> enqueue(new Request(stream, partition, expected, lines, meta, once, fate)));
  }

  private void enqueue(Request request) {
    List<Request> batch;
    synchronized (waiting) {
      waiting.add(request);
      batch = busy < lanes ? take() : List.of();
    }
    write(batch);
  }

  private void next() {
    List<Request> batch;
    synchronized (waiting) {
      busy--;
      batch = take();
    }
    write(batch);
  }

  /**
   * Of several appends to one stream, or of one message, the first: the others wait for its end.
   */
  private List<Request> take() {
    List<Request> batch = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int events = 0;
    for (var all = waiting.iterator(); all.hasNext() && events < MOST_EVENTS; ) {
      Request request = all.next();
      String message = request.message();
      if (taken.contains(request.subject()) || (message != null && taken.contains(message))) {
        continue;
      }
      if (!batch.isEmpty() && events + request.lines().size() > MOST_EVENTS) {
        break;
      }
      taken.add(request.subject());
      if (message != null) {
        taken.add(message);
      }
      events += request.lines().size();
      batch.add(request);
      all.remove();
    }
    if (!batch.isEmpty()) {
      busy++;
    }
    return batch;
  }

  private void write(List<Request> batch) {
    if (batch.isEmpty()) {
      return;
    }
    pool.withConnection(connection -> commit(connection, batch))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                settle(batch, done.result());
                next();
              } else if (batch.size() > 1 && Failures.isOfTheStatement(done.cause())) {
                alone(batch, 0);
              } else {
                batch.forEach(request -> request.fate().fail(done.cause()));
                next();
              }
            });
  }

  /** One request spoiled the batch: each is tried by itself, so that only that one fails. */
  private void alone(List<Request> batch, int from) {
    if (from == batch.size()) {
      next();
      return;
    }
    List<Request> one = List.of(batch.get(from));
    pool.withConnection(connection -> commit(connection, one))
        .onSuccess(rows -> settle(one, rows))
        .onFailure(one.getFirst().fate()::fail)
        .onComplete(done -> alone(batch, from + 1));
  }

  private static Future<RowSet<Row>> commit(SqlConnection connection, List<Request> batch) {
    Integer[] partitions =
        batch.stream().map(Request::partition).distinct().sorted().toArray(Integer[]::new);
    Future<?> begun = connection.query("begin").execute();
    Future<?> locked = connection.preparedQuery(LOCK).execute(Tuple.of(partitions));
    Future<RowSet<Row>> inserted = connection.preparedQuery(INSERT).execute(parameters(batch));
    Future<?> committed = connection.query("commit").execute();
    return Future.join(begun, locked, inserted, committed)
        .transform(
            all ->
                inserted.failed()
                    ? Future.failedFuture(inserted.cause())
                    : asOutcome(all, inserted));
  }

  private static Future<RowSet<Row>> asOutcome(
      io.vertx.core.AsyncResult<?> all, Future<RowSet<Row>> inserted) {
    return all.succeeded() ? inserted : Future.failedFuture(all.cause());
  }

  private static Tuple parameters(List<Request> batch) {
    Rows rows = new Rows();
    for (int i = 0; i < batch.size(); i++) {
      Request request = batch.get(i);
      Once once = request.once();
      rows.next(
          0,
          i,
          request.stream().board().id(),
          request.stream().stored(),
          request.expected(),
          once == null ? null : once.consumer(),
          once == null ? null : once.message(),
          once == null ? null : once.fingerprint(),
          once == null ? null : once.outcome());
      int version = request.expected();
      for (Line line : request.lines()) {
        rows.next(
            8,
            i,
            (short) request.partition(),
            request.stream().board().id(),
            request.stream().school().id(),
            request.stream().stored(),
            ++version,
            line.id(),
            line.type(),
            line.data(),
            request.meta());
      }
    }
    return rows.tuple();
  }

  /** The statement's parameters: one array per column. */
  private static final class Rows {
    private static final Integer[] INTS = {};
    private static final String[] TEXTS = {};
    private static final List<Object[]> TYPES =
        List.of(
            INTS,
            TEXTS,
            TEXTS,
            INTS,
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            INTS,
            new Short[0],
            TEXTS,
            TEXTS,
            TEXTS,
            INTS,
            new UUID[0],
            TEXTS,
            TEXTS,
            TEXTS);

    private final List<List<Object>> columns = new ArrayList<>();

    Rows() {
      for (int i = 0; i < TYPES.size(); i++) {
        columns.add(new ArrayList<>());
      }
    }

    void next(int first, Object... values) {
      for (int i = 0; i < values.length; i++) {
        columns.get(first + i).add(values[i]);
      }
    }

    Tuple tuple() {
      List<Object> arrays = new ArrayList<>(TYPES.size());
      for (int i = 0; i < TYPES.size(); i++) {
        arrays.add(columns.get(i).toArray(TYPES.get(i)));
      }
      // the driver changes the list in place
      return Tuple.wrap(arrays);
    }
  }

  private void settle(List<Request> batch, RowSet<Row> rows) {
    Set<Integer> chosen = new HashSet<>();
    Map<UUID, Long> positions = new HashMap<>();
    for (Row row : rows) {
      if (row.getInteger(0) != null) {
        chosen.add(row.getInteger(0));
      } else {
        positions.put(row.getUUID(1), row.getLong(2));
      }
    }
    Set<Integer> woken = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      Request request = batch.get(i);
      if (!chosen.contains(i)) {
        refuse(request);
        continue;
      }
      int version = request.expected() + request.lines().size();
      long position = request.lines().isEmpty() ? 0 : positions.get(request.lines().getLast().id());
      if (woken.add(request.partition())) {
        appended.accept(request.partition());
      }
      request.fate().complete(new Appended(request.partition(), position, version));
    }
  }

  private void refuse(Request request) {
    VersionConflict conflict = new VersionConflict(request.stream(), request.expected());
    if (request.once() == null) {
      request.fate().fail(conflict);
      return;
    }
    earlier(request.once())
        .onSuccess(once -> request.fate().fail(once == null ? conflict : new AlreadyHandled(once)))
        .onFailure(request.fate()::fail);
  }

  /** What was recorded for the message before, or null. */
  Future<Once> earlier(Once once) {
    return pool.preparedQuery(EARLIER)
        .execute(Tuple.of(once.consumer(), once.message()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return null;
              }
              Row row = rows.iterator().next();
              return new Once(once.consumer(), once.message(), row.getString(0), row.getString(1));
            });
  }
}
