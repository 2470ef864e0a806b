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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Commits together what waits together. While one batch is being written, arriving appends gather;
 * one that finds nobody writing goes at once. Each append keeps its own fate: a conflict of one
 * does not touch the others.
 *
 * <p>A batch is one statement, bound once per event and sent in one go, which the database takes as
 * one transaction. Its events come sorted by partition, so the trigger takes the partitions' locks
 * in one order for everybody. An event goes in where its stream is at the version before it; a
 * further event of an append where the one before it did. Where another process was quicker than
 * the statement's snapshot, the unique version refuses the whole batch, and each of its appends is
 * tried alone.
 */
final class Appender {

  /** Events of one batch at the most, unless a single append has more. */
  private static final int MOST_EVENTS = 256;

  private static final String FITS =
      """
      case when $10::uuid is null
        then $5::int - 1 = coalesce((select known.version from event known where known.board = $2::text
          and known.stream = $4::text order by known.version desc limit 1), 0)
        else exists (select 1 from event known where known.id = $10::uuid) end
      """;

  private static final String EVENT =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta)
      select $1::smallint, $2::text, $3::text, $4::text, $5::int, $6::uuid, $7::text, $8::text::jsonb, $9::text::jsonb
      where\s\
      """;

  private static final String INSERT = EVENT + FITS + " returning position";

  private static final String REMEMBER =
      """
      insert into handled (consumer, message, fingerprint, outcome)
      select $11::text, $12::text, $13::text, $14::text::jsonb where $11::text is not null and\s\
      """
          + FITS
          + " on conflict do nothing returning consumer";

  /** The first event of an append that is for a message goes in where the message is new too. */
  private static final String INSERT_ONCE =
      "with remembered as ("
          + REMEMBER
          + ") "
          + EVENT
          + FITS
          + " and ($11::text is null or exists (select 1 from remembered)) returning position";

  private static final String REMEMBER_ONLY =
      """
      insert into handled (consumer, message, fingerprint, outcome)
      select $4::text, $5::text, $6::text, $7::text::jsonb
      where $3::int = coalesce((select known.version from event known where known.board = $1::text
        and known.stream = $2::text order by known.version desc limit 1), 0)
      on conflict do nothing returning 0::bigint
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

    Kind kind() {
      if (once == null) {
        return Kind.EVENTS;
      }
      return lines.isEmpty() ? Kind.MESSAGE_ONLY : Kind.EVENTS_FOR_MESSAGES;
    }
  }

  /** A batch is of one kind, since it is one statement. */
  private enum Kind {
    EVENTS(INSERT),
    EVENTS_FOR_MESSAGES(INSERT_ONCE),
    MESSAGE_ONLY(REMEMBER_ONLY);

    private final String statement;

    Kind(String statement) {
      this.statement = statement;
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
      boolean otherKind = !batch.isEmpty() && request.kind() != batch.getFirst().kind();
      if (otherKind
          || taken.contains(request.subject())
          || (message != null && taken.contains(message))) {
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

  /** Positions of the appends' last events; null for those whose condition did not hold. */
  private static Future<List<Long>> commit(SqlConnection connection, List<Request> batch) {
    Kind kind = batch.getFirst().kind();
    List<Tuple> rows = new ArrayList<>();
    batch.forEach(request -> addRows(rows, request, kind));
    return connection
        .preparedQuery(kind.statement)
        .executeBatch(rows)
        .map(results -> positions(batch, results));
  }

  private static void addRows(List<Tuple> rows, Request request, Kind kind) {
    StreamId stream = request.stream();
    if (kind == Kind.MESSAGE_ONLY) {
      Tuple row = Tuple.of(stream.board().id(), stream.stored(), request.expected());
      rows.add(addMessage(row, request.once()));
      return;
    }
    UUID previous = null;
    int version = request.expected();
    for (Line line : request.lines()) {
      Tuple row =
          Tuple.of(
              (short) request.partition(),
              stream.board().id(),
              stream.school().id(),
              stream.stored(),
              ++version,
              line.id(),
              line.type(),
              line.data(),
              request.meta(),
              previous);
      rows.add(
          kind == Kind.EVENTS ? row : addMessage(row, previous == null ? request.once() : null));
      previous = line.id();
    }
  }

  private static Tuple addMessage(Tuple row, Once once) {
    return row.addString(once == null ? null : once.consumer())
        .addString(once == null ? null : once.message())
        .addString(once == null ? null : once.fingerprint())
        .addString(once == null ? null : once.outcome());
  }

  private static List<Long> positions(List<Request> batch, RowSet<Row> results) {
    List<Long> positions = new ArrayList<>(batch.size());
    RowSet<Row> result = results;
    for (Request request : batch) {
      Long last = null;
      for (int row = 0; row < Math.max(1, request.lines().size()); row++) {
        last = result.size() == 0 ? null : result.iterator().next().getLong(0);
        result = result.next();
      }
      positions.add(last);
    }
    return positions;
  }

  private void settle(List<Request> batch, List<Long> positions) {
    Set<Integer> woken = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      Request request = batch.get(i);
      if (positions.get(i) == null) {
        refuse(request);
        continue;
      }
      if (woken.add(request.partition())) {
        appended.accept(request.partition());
      }
      int version = request.expected() + request.lines().size();
      request.fate().complete(new Appended(request.partition(), positions.get(i), version));
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
