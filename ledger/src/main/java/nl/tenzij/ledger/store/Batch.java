package nl.tenzij.ledger.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Appends that are written together: sent in one go, which the database takes as one transaction.
 *
 * <p>An append goes in where its stream is at the expected version, as the statement sees the log;
 * where another process was quicker than that, the unique version refuses the whole batch. The rows
 * come sorted by partition, so the trigger takes the partitions' locks in one order for everybody.
 */
record Batch(Kind kind, List<Append> appends) {

  /** All appends of a batch are written in the same way. */
  enum Kind {
    /** One statement, with an array per column where there are several events. */
    EVENTS,
    /** Appends of no event: one statement, bound once per message. */
    MESSAGES_ONLY;

    static Kind of(Append append) {
      return append.lines().isEmpty() ? MESSAGES_ONLY : EVENTS;
    }
  }

  /** A lone first event: all that could be wrong is that the stream is there already. */
  private static final String FIRST_EVENT =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta, recorded_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb,
        clock_timestamp() + $10::bigint * interval '1 millisecond') returning position
      """;

  /** As above, where its message is new. */
  private static final String FIRST_EVENT_FOR_MESSAGE =
      """
      with remembered as (
        insert into handled (consumer, message, fingerprint, outcome)
        values ($11::text, $12::text, $13::text, $14::text::jsonb) on conflict do nothing returning 1)
      insert into event (partition, board, school, stream, version, id, type, data, meta, recorded_at)
      select $1::smallint, $2::text, $3::text, $4::text, $5::int, $6::uuid, $7::text, $8::text::jsonb, $9::text::jsonb,
        clock_timestamp() + $10::bigint * interval '1 millisecond'
      from remembered returning position
      """;

  /**
   * First events are not looked up: the unique version refuses them where the stream is there. A
   * stream of another school is at no version.
   */
  private static final String FITS =
      """
      e.expected = 0 or e.expected = (select case when known.school = e.school then known.version end from event known
        where known.board = e.board and known.stream = e.stream order by known.version desc limit 1)
      """;

  /**
   * The inner select hides an array's length from the planner, which would otherwise plan every
   * batch anew for it.
   */
  private static final String EVENTS =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta, recorded_at)
      select e.partition, e.board, e.school, e.stream, e.version, e.id, e.type, e.data::jsonb, e.meta::jsonb,
        clock_timestamp() + $1::bigint * interval '1 millisecond'
      from unnest((select $2::smallint[]), $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::uuid[],
        $9::text[], $10::text[], $11::text[]) with ordinality
        as e (partition, board, school, stream, expected, version, id, type, data, meta, line)
      where %s
      order by e.line
      returning id, position
      """
          .formatted(FITS);

  /**
   * As above, where some are for messages: those go in where the message is new too. Messages are
   * written down in one order by everybody, and all of them before the first event, so that two who
   * have the same ones wait for each other and never in a circle.
   */
  private static final String EVENTS_FOR_MESSAGES =
      """
      with fitting as materialized (
        select e.* from unnest((select $2::smallint[]), $3::text[], $4::text[], $5::text[], $6::int[], $7::int[],
          $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
          with ordinality as e (partition, board, school, stream, expected, version, id, type, data, meta,
          consumer, message, fingerprint, outcome, line)
        where %s),
      remembered as (
        insert into handled (consumer, message, fingerprint, outcome)
        select f.consumer, f.message, f.fingerprint, f.outcome::jsonb from fitting f
        where f.message is not null and f.version = f.expected + 1
        order by f.consumer, f.message
        on conflict do nothing returning consumer, message)
      insert into event (partition, board, school, stream, version, id, type, data, meta, recorded_at)
      select f.partition, f.board, f.school, f.stream, f.version, f.id, f.type, f.data::jsonb, f.meta::jsonb,
        clock_timestamp() + $1::bigint * interval '1 millisecond'
      from fitting f left join remembered r on r.consumer = f.consumer and r.message = f.message
      where f.message is null or r.message is not null
      order by f.line
      returning id, position
      """
          .formatted(FITS);

  private static final String MESSAGES_ONLY =
      """
      insert into handled (consumer, message, fingerprint, outcome)
      select $5::text, $6::text, $7::text, $8::text::jsonb
      where $4::int = coalesce((select case when known.school = $2::text then known.version else -1 end
        from event known where known.board = $1::text and known.stream = $3::text
        order by known.version desc limit 1), 0)
      on conflict do nothing returning 0::bigint
      """;

  int size() {
    return appends.size();
  }

  /**
   * Commits them.
   *
   * @param ahead how far the service's clock is ahead of the database's, which says when it was
   * @return positions of the appends' last events; null for those whose condition did not hold
   */
  Future<List<Long>> write(SqlClient sql, Duration ahead) {
    return switch (kind) {
      case EVENTS -> isFirstEvent() ? writeFirst(sql, ahead) : writeEvents(sql, ahead);
      case MESSAGES_ONLY ->
          sql.preparedQuery(MESSAGES_ONLY).executeBatch(messages()).map(this::positionsInOrder);
    };
  }

  private boolean isFirstEvent() {
    return events() == 1 && appends.getFirst().expected() == 0;
  }

  private Future<List<Long>> writeFirst(SqlClient sql, Duration ahead) {
    Append append = appends.getFirst();
    Tuple row = first(append).addLong(ahead.toMillis());
    return append.once() == null
        ? sql.preparedQuery(FIRST_EVENT).execute(row).map(this::positionsInOrder)
        : sql.preparedQuery(FIRST_EVENT_FOR_MESSAGE)
            .execute(addMessage(row, append.once()))
            .map(this::positionsInOrder);
  }

  private Future<List<Long>> writeEvents(SqlClient sql, Duration ahead) {
    List<Object> columns = new ArrayList<>();
    columns.add(ahead.toMillis());
    columns.addAll(columns());
    boolean forMessages = appends.stream().anyMatch(append -> append.once() != null);
    if (forMessages) {
      columns.addAll(messageColumns());
    }
    return sql.preparedQuery(forMessages ? EVENTS_FOR_MESSAGES : EVENTS)
        .execute(Tuple.from(columns))
        .map(this::positionsById);
  }

  private int events() {
    return appends.stream().mapToInt(append -> append.lines().size()).sum();
  }

  private List<Object[]> columns() {
    int events = events();
    Short[] partitions = new Short[events];
    String[] boards = new String[events];
    String[] schools = new String[events];
    String[] streams = new String[events];
    Integer[] expected = new Integer[events];
    Integer[] versions = new Integer[events];
    UUID[] ids = new UUID[events];
    String[] types = new String[events];
    String[] data = new String[events];
    String[] metas = new String[events];
    int row = 0;
    for (Append append : appends) {
      StreamId stream = append.stream();
      String stored = stream.stored();
      int version = append.expected();
      for (Append.Line line : append.lines()) {
        partitions[row] = (short) append.partition();
        boards[row] = stream.board().id();
        schools[row] = stream.school().id();
        streams[row] = stored;
        expected[row] = append.expected();
        versions[row] = ++version;
        ids[row] = line.id();
        types[row] = line.type();
        data[row] = line.data();
        metas[row] = append.meta();
        row++;
      }
    }
    return List.of(
        partitions, boards, schools, streams, expected, versions, ids, types, data, metas);
  }

  /** An append's message stands beside each of its events. */
  private List<Object[]> messageColumns() {
    int events = events();
    String[] consumers = new String[events];
    String[] messages = new String[events];
    String[] fingerprints = new String[events];
    String[] outcomes = new String[events];
    int row = 0;
    for (Append append : appends) {
      Once once = append.once();
      for (int line = 0; line < append.lines().size(); line++, row++) {
        if (once != null) {
          consumers[row] = once.consumer();
          messages[row] = once.message();
          fingerprints[row] = once.fingerprint();
          outcomes[row] = once.outcome();
        }
      }
    }
    return List.of(consumers, messages, fingerprints, outcomes);
  }

  private List<Long> positionsById(RowSet<Row> rows) {
    Map<UUID, Long> positions = HashMap.newHashMap(rows.size());
    for (Row row : rows) {
      positions.put(row.getUUID(0), row.getLong(1));
    }
    List<Long> last = new ArrayList<>(appends.size());
    for (Append append : appends) {
      last.add(positions.get(append.lines().getLast().id()));
    }
    return last;
  }

  private static Tuple first(Append append) {
    StreamId stream = append.stream();
    Append.Line line = append.lines().getFirst();
    return Tuple.wrap(
        new ArrayList<>(
            List.of(
                (short) append.partition(),
                stream.board().id(),
                stream.school().id(),
                stream.stored(),
                1,
                line.id(),
                line.type(),
                line.data(),
                append.meta())));
  }

  private List<Tuple> messages() {
    List<Tuple> rows = new ArrayList<>();
    for (Append append : appends) {
      StreamId stream = append.stream();
      Tuple row =
          Tuple.of(stream.board().id(), stream.school().id(), stream.stored(), append.expected());
      rows.add(addMessage(row, append.once()));
    }
    return rows;
  }

  private static Tuple addMessage(Tuple row, Once once) {
    return row.addString(once.consumer())
        .addString(once.message())
        .addString(once.fingerprint())
        .addString(once.outcome());
  }

  /** One result per append. */
  private List<Long> positionsInOrder(RowSet<Row> results) {
    List<Long> positions = new ArrayList<>(appends.size());
    RowSet<Row> result = results;
    for (int append = 0; append < appends.size(); append++) {
      positions.add(result.size() == 0 ? null : result.iterator().next().getLong(0));
      result = result.next();
    }
    return positions;
  }
}
