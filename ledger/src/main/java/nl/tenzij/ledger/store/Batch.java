package nl.tenzij.ledger.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
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
    /** One statement, bound once per event, since each also looks at its own message. */
    EVENTS_FOR_MESSAGES,
    MESSAGES_ONLY;

    static Kind of(Append append) {
      if (append.once() == null) {
        return EVENTS;
      }
      return append.lines().isEmpty() ? MESSAGES_ONLY : EVENTS_FOR_MESSAGES;
    }
  }

  /** A lone first event: all that could be wrong is that the stream is there already. */
  private static final String FIRST_EVENT =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta)
      values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb) returning position
      """;

  /**
   * First events are not looked up: the unique version refuses them where the stream is there. The
   * inner select hides an array's length from the planner, which would otherwise plan every batch
   * anew for it.
   */
  private static final String EVENTS =
      """
      insert into event (partition, board, school, stream, version, id, type, data, meta)
      select e.partition, e.board, e.school, e.stream, e.version, e.id, e.type, e.data::jsonb, e.meta::jsonb
      from unnest((select $1::smallint[]), $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::uuid[],
        $8::text[], $9::text[], $10::text[]) with ordinality
        as e (partition, board, school, stream, expected, version, id, type, data, meta, line)
      where e.expected = 0 or e.expected = (select known.version from event known where known.board = e.board
        and known.stream = e.stream order by known.version desc limit 1)
      order by e.line
      returning id, position
      """;

  /** For an append's first event: the stream's version. For the others: the one before is there. */
  private static final String FITS =
      """
      case when $10::uuid is null
        then $5::int - 1 = coalesce((select known.version from event known where known.board = $2::text
          and known.stream = $4::text order by known.version desc limit 1), 0)
        else exists (select 1 from event known where known.id = $10::uuid) end
      """;

  /** The first event of an append that is for a message goes in where the message is new too. */
  private static final String EVENTS_FOR_MESSAGES =
      """
      with remembered as (
        insert into handled (consumer, message, fingerprint, outcome)
        select $11::text, $12::text, $13::text, $14::text::jsonb where $11::text is not null and %1$s
        on conflict do nothing returning consumer)
      insert into event (partition, board, school, stream, version, id, type, data, meta)
      select $1::smallint, $2::text, $3::text, $4::text, $5::int, $6::uuid, $7::text, $8::text::jsonb, $9::text::jsonb
      where %1$s and ($11::text is null or exists (select 1 from remembered))
      returning position
      """
          .formatted(FITS);

  private static final String MESSAGES_ONLY =
      """
      insert into handled (consumer, message, fingerprint, outcome)
      select $4::text, $5::text, $6::text, $7::text::jsonb
      where $3::int = coalesce((select known.version from event known where known.board = $1::text
        and known.stream = $2::text order by known.version desc limit 1), 0)
      on conflict do nothing returning 0::bigint
      """;

  int size() {
    return appends.size();
  }

  /**
   * Commits them.
   *
   * @return positions of the appends' last events; null for those whose condition did not hold
   */
  Future<List<Long>> write(SqlClient sql) {
    return switch (kind) {
      case EVENTS ->
          isFirstEvent()
              ? sql.preparedQuery(FIRST_EVENT).execute(firstRow()).map(this::positionsInOrder)
              : sql.preparedQuery(EVENTS).execute(columns()).map(this::positionsById);
      case EVENTS_FOR_MESSAGES ->
          sql.preparedQuery(EVENTS_FOR_MESSAGES).executeBatch(rows()).map(this::positionsInOrder);
      case MESSAGES_ONLY ->
          sql.preparedQuery(MESSAGES_ONLY).executeBatch(messages()).map(this::positionsInOrder);
    };
  }

  private boolean isFirstEvent() {
    return events() == 1 && appends.getFirst().expected() == 0;
  }

  private int events() {
    return appends.stream().mapToInt(append -> append.lines().size()).sum();
  }

  private Tuple columns() {
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
    return Tuple.from(
        new Object[] {
          partitions, boards, schools, streams, expected, versions, ids, types, data, metas
        });
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

  private Tuple firstRow() {
    Append append = appends.getFirst();
    return row(append, append.lines().getFirst(), 1);
  }

  private List<Tuple> rows() {
    List<Tuple> rows = new ArrayList<>();
    for (Append append : appends) {
      UUID previous = null;
      int version = append.expected();
      for (Append.Line line : append.lines()) {
        Tuple row = row(append, line, ++version).addUUID(previous);
        rows.add(addMessage(row, previous == null ? append.once() : null));
        previous = line.id();
      }
    }
    return rows;
  }

  private static Tuple row(Append append, Append.Line line, int version) {
    StreamId stream = append.stream();
    return Tuple.of(
        (short) append.partition(),
        stream.board().id(),
        stream.school().id(),
        stream.stored(),
        version,
        line.id(),
        line.type(),
        line.data(),
        append.meta());
  }

  private List<Tuple> messages() {
    List<Tuple> rows = new ArrayList<>();
    for (Append append : appends) {
      StreamId stream = append.stream();
      Tuple row = Tuple.of(stream.board().id(), stream.stored(), append.expected());
      rows.add(addMessage(row, append.once()));
    }
    return rows;
  }

  private static Tuple addMessage(Tuple row, Once once) {
    return row.addString(once == null ? null : once.consumer())
        .addString(once == null ? null : once.message())
        .addString(once == null ? null : once.fingerprint())
        .addString(once == null ? null : once.outcome());
  }

  /** One result per row sent. */
  private List<Long> positionsInOrder(RowSet<Row> results) {
    List<Long> positions = new ArrayList<>(appends.size());
    RowSet<Row> result = results;
    for (Append append : appends) {
      Long last = null;
      for (int row = 0; row < Math.max(1, append.lines().size()); row++) {
        last = result.size() == 0 ? null : result.iterator().next().getLong(0);
        result = result.next();
      }
      positions.add(last);
    }
    return positions;
  }
}
