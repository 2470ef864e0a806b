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
import java.util.Comparator;
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
 * <p>A batch is one statement. Its rows come sorted by partition, so the trigger takes the
 * partitions' locks in order. Whether a stream is at the expected version is asked of the
 * statement's snapshot; where another process was quicker than that, the unique version refuses the
 * whole batch, and each of its appends is tried alone.
 */
final class Appender {

  /** Events of one batch at the most, unless a single append has more. */
  private static final int MOST_EVENTS = 256;

  private static final String EVENTS =
      """
      unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::uuid[], $8::text[],
             $9::text[], $10::text[]) with ordinality
        as e(partition, board, school, stream, expected, version, id, type, data, meta, line)
      """;

  private static final String FRESH =
      """
      expected = coalesce((select known.version from event known where known.board = %1$s.board
        and known.stream = %1$s.stream order by known.version desc limit 1), 0)
      """;

  private static final String ROWS =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta)
      select e.partition, e.board, e.school, e.stream, e.version, e.id, e.type, e.data::jsonb, e.meta::jsonb
      """;

  private static final String INSERT =
      ROWS
          + "from "
          + EVENTS
          + "where "
          + FRESH.formatted("e")
          + "order by e.line returning id, position";

  /** Remembers messages first, and writes only the events of those that were new. */
  private static final String INSERT_ONCE =
      "with asked as materialized (select * from unnest($11::text[], $12::text[], $13::int[], $14::text[], $15::text[],"
          + " $16::text[], $17::text[]) as a(board, stream, expected, consumer, message, fingerprint, outcome)),"
          + " fresh as materialized (select * from asked a where "
          + FRESH.formatted("a")
          + "), remembered as (insert into handled (consumer, message, fingerprint, outcome)"
          + " select consumer, message, fingerprint, outcome::jsonb from fresh where consumer is not null"
          + " on conflict do nothing returning consumer, message),"
          + " chosen as materialized (select f.board, f.stream, f.consumer, f.message from fresh f where f.consumer is null"
          + " or exists (select 1 from remembered r where r.consumer = f.consumer and r.message = f.message)),"
          + " written as ("
          + ROWS
          + "from "
          + EVENTS
          + "where (e.board, e.stream) in (select board, stream from chosen)"
          + " order by e.line returning id, position)"
          + " select id, position, null as board, null as stream from written"
          + " union all select null, null, board, stream from chosen";

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
    batch.sort(Comparator.comparingInt(Request::partition));
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
                batch.forEach(request -> fail(request, done.cause()));
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
        .onFailure(failure -> fail(one.getFirst(), failure))
        .onComplete(done -> alone(batch, from + 1));
  }

  private static Future<RowSet<Row>> commit(SqlConnection connection, List<Request> batch) {
    boolean messages = batch.stream().anyMatch(request -> request.once() != null);
    Columns columns = new Columns(messages ? 17 : 10);
    batch.forEach(request -> addEvents(columns, request));
    if (messages) {
      batch.forEach(request -> addMessage(columns, request));
    }
    return connection.preparedQuery(messages ? INSERT_ONCE : INSERT).execute(columns.tuple());
  }

  private static void addEvents(Columns columns, Request request) {
    int version = request.expected();
    for (Line line : request.lines()) {
      columns.add(
          0,
          (short) request.partition(),
          request.stream().board().id(),
          request.stream().school().id(),
          request.stream().stored(),
          request.expected(),
          ++version,
          line.id(),
          line.type(),
          line.data(),
          request.meta());
    }
  }

  private static void addMessage(Columns columns, Request request) {
    Once once = request.once();
    columns.add(
        10,
        request.stream().board().id(),
        request.stream().stored(),
        request.expected(),
        once == null ? null : once.consumer(),
        once == null ? null : once.message(),
        once == null ? null : once.fingerprint(),
        once == null ? null : once.outcome());
  }

  /** The statement's parameters: one array per column. */
  private static final class Columns {
    private static final Integer[] INTS = {};
    private static final String[] TEXTS = {};
    private static final List<Object[]> TYPES =
        List.of(
            new Short[0],
            TEXTS,
            TEXTS,
            TEXTS,
            INTS,
            INTS,
            new UUID[0],
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            INTS,
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS);

    private final List<List<Object>> columns = new ArrayList<>();

    Columns(int count) {
      for (int i = 0; i < count; i++) {
        columns.add(new ArrayList<>());
      }
    }

    void add(int first, Object... values) {
      for (int i = 0; i < values.length; i++) {
        columns.get(first + i).add(values[i]);
      }
    }

    Tuple tuple() {
      List<Object> arrays = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        arrays.add(columns.get(i).toArray(TYPES.get(i)));
      }
      // the driver changes the list in place
      return Tuple.wrap(arrays);
    }
  }

  private void settle(List<Request> batch, RowSet<Row> rows) {
    Set<String> chosen = new HashSet<>();
    Map<UUID, Long> positions = new HashMap<>();
    for (Row row : rows) {
      if (row.getUUID(0) != null) {
        positions.put(row.getUUID(0), row.getLong(1));
      } else {
        chosen.add(row.getString(2) + '\n' + row.getString(3));
      }
    }
    Set<Integer> woken = new HashSet<>();
    for (Request request : batch) {
      Long position =
          request.lines().isEmpty()
              ? (chosen.contains(request.subject()) ? Long.valueOf(0) : null)
              : positions.get(request.lines().getLast().id());
      if (position == null) {
        refuse(request);
        continue;
      }
      if (woken.add(request.partition())) {
        appended.accept(request.partition());
      }
      int version = request.expected() + request.lines().size();
      request.fate().complete(new Appended(request.partition(), position, version));
    }
  }

  private void fail(Request request, Throwable failure) {
    if (Failures.isTakenVersion(failure)) {
      refuse(request);
    } else {
      request.fate().fail(failure);
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
