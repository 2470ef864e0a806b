package nl.tenzij.ledger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** The log on PostgreSQL. */
public final class PostgresEventStore implements EventStore {

  private static final String COLUMNS =
      "partition, position, board, school, stream, version, id, type, data::text, meta::text,"
          + " recorded_at";
  private static final int POSITION = 1;
  private static final int SEEN = 11;
  private static final int REACHED = 12;
  private static final int MORE = 13;
  private static final String READ =
      "select "
          + COLUMNS
          + " from event where board = $1 and stream = $2 and version > $3 and school = $4"
          + " order by version";
  private static final String READ_ALL =
      "select "
          + COLUMNS
          + " from event where board = $1 and school = $2 and stream = any($3::text[])"
          + " order by stream, version";

  /**
   * Of a piece of the log what is wanted, and in each row how far that reaches: what is not wanted
   * is passed over in the database, and where as much is wanted as is taken at once, nothing behind
   * that is looked at. There is always one row, an empty one where nothing is wanted. However this
   * statement was to be planned, the next ones of the transaction are as usual.
   */
  private static final String AFTER =
      """
      with asked as materialized (
        select * from (select * from event where partition = $1 and position > $2 order by position limit $3) piece
        where $4::text[] is null or type = any($4) order by position limit $5),
      taken as (select count(*)::int as taken, max(position) as last from asked),
      looked as (
        select case when taken = $5 then taken else seen end as seen,
          case when taken = $5 then last else to_its_end end as reached, taken = $5 as more,
          set_config('plan_cache_mode', 'auto', true)
        from taken left join lateral (select count(*)::int as seen, max(position) as to_its_end
          from (select position from event where partition = $1 and position > $2 and taken < $5
            order by position limit $3) piece) rest on true)
      select %s, seen, reached, more
      from looked left join asked on true order by position
      """
          .formatted(COLUMNS);

  private static final String HEAD =
      "select position from event where partition = $1 order by position desc limit 1";

  private final Pool pool;
  private final Sealing sealing;
  private final ObjectMapper json;
  private final int partitions;
  private final Supplier<Duration> ahead;
  private final Appender appender;
  private final Map<String, EventTypes<?>> readable = new HashMap<>();
  private final Map<Class<?>, EventTypes<?>> written = new HashMap<>();
  private final List<ObjIntConsumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /** A store whose events are recorded by the database's clock as it is. */
  public PostgresEventStore(
      Pool pool,
      Collection<EventTypes<?>> types,
      Sealing sealing,
      ObjectMapper json,
      int partitions,
      int lanes) {
    this(pool, types, sealing, json, partitions, lanes, () -> Duration.ZERO);
  }

  /**
   * @param types all that is stored in this log
   * @param partitions as {@link #openLog} gave it
   * @param lanes batches of appends under way at once
   * @param ahead how far the service's clock is ahead of the database's: what is recorded, is
   *     recorded by the service's
   */
  public PostgresEventStore(
      Pool pool,
      Collection<EventTypes<?>> types,
      Sealing sealing,
      ObjectMapper json,
      int partitions,
      int lanes,
      Supplier<Duration> ahead) {
    this.pool = pool;
    this.sealing = sealing;
    this.json = json;
    this.partitions = partitions;
    this.ahead = ahead;
    this.appender = new Appender(pool.getDelegate(), lanes, ahead, this::tell);
    for (EventTypes<?> each : types) {
      for (String name : each.readable()) {
        if (readable.put(name, each) != null) {
          throw new IllegalArgumentException("two features store events as " + name);
        }
      }
      each.classes().values().forEach(type -> written.put(type, each));
    }
  }

  /** Lets who keeps states in memory know that a subject was forgotten in this process. */
  void whenForgotten(Runnable listener) {
    sealing.whenForgotten(listener);
  }

  /**
   * Fixes the number of partitions of a new log, or reads that of an existing one: a school must
   * never move.
   *
   * @return the number that holds for this log
   */
  public static Uni<Integer> openLog(Pool pool, int wanted) {
    return pool.preparedQuery(
            "insert into log_setting (partitions) values ($1) on conflict do nothing")
        .execute(Tuple.of((short) wanted))
        .chain(() -> pool.query("select partitions from log_setting").execute())
        .map(rows -> rows.iterator().next().getShort(0).intValue());
  }

  /** How far the clock by which events are recorded is ahead of the database's. */
  public Duration ahead() {
    return ahead.get();
  }

  /**
   * Calls the listener with the stored names of the events of every append that this process
   * commits, and its partition.
   */
  public void onAppend(ObjIntConsumer<Set<String>> listener) {
    listeners.add(listener);
  }

  private void tell(Set<String> types, int partition) {
    listeners.forEach(listener -> listener.accept(types, partition));
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public int partition(Board board, School school) {
    CRC32C hash = new CRC32C();
    hash.update((board.id() + '\n' + school.id()).getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % partitions);
  }

  @Override
  public Uni<Appended> append(StreamId stream, int expected, List<?> events, Meta meta) {
    return append(stream, expected, events, meta, null);
  }

  @Override
  public Uni<Appended> append(StreamId stream, int expected, List<?> events, Meta meta, Once once) {
    if (events.isEmpty() && once == null) {
      throw new IllegalArgumentException("an append has at least one event");
    }
    List<UUID> fresh = events.stream().map(event -> ids.generate()).toList();
    int partition = partition(stream.board(), stream.school());
    if (events.stream().noneMatch(event -> sealing.concerns(event.getClass()))) {
      return appender.append(stream, partition, expected, plain(fresh, events), text(meta), once);
    }
    List<JsonNode> trees = events.stream().<JsonNode>map(json::valueToTree).toList();
    return sealing
        .seal(stream, fresh, trees)
        .chain(
            hidden ->
                appender.append(
                    stream, partition, expected, lines(fresh, events, hidden), text(meta), once));
  }

  @Override
  public Uni<List<Optional<Appended>>> appendAll(List<Share> shares, Meta meta) {
    if (shares.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    StreamId first = shares.getFirst().stream();
    if (shares.stream().anyMatch(share -> !share.stream().isOfSameSchool(first))) {
      throw new IllegalArgumentException("an append to many streams is to those of one school");
    }
    int partition = partition(first.board(), first.school());
    List<List<UUID>> fresh = shares.stream().map(share -> ids(share.events())).toList();
    return sealedAll(shares, fresh)
        .chain(
            contents ->
                appendedAll(shares, partition, linesOfAll(shares, fresh, contents), text(meta)));
  }

  private List<UUID> ids(List<?> events) {
    return events.stream().map(event -> ids.generate()).toList();
  }

  /** What goes into the log of each event, share after share; empty where it can't. */
  private Uni<List<Optional<Object>>> sealedAll(List<Share> shares, List<List<UUID>> fresh) {
    List<Optional<Object>> contents = new ArrayList<>();
    List<Sealing.Unsealed> unsealed = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int share = 0; share < shares.size(); share++) {
      List<?> events = shares.get(share).events();
      for (int i = 0; i < events.size(); i++) {
        if (sealing.concerns(events.get(i).getClass())) {
          places.add(contents.size());
          JsonNode tree = json.valueToTree(events.get(i));
          unsealed.add(
              new Sealing.Unsealed(shares.get(share).stream(), fresh.get(share).get(i), tree));
        }
        contents.add(Optional.of(events.get(i)));
      }
    }
    if (unsealed.isEmpty()) {
      return Uni.createFrom().item(contents);
    }
    return sealing
        .sealAll(unsealed)
        .map(
            hidden -> {
              for (int i = 0; i < hidden.size(); i++) {
                contents.set(places.get(i), hidden.get(i).map(node -> node));
              }
              return contents;
            });
  }

  /** Of each share its lines; none where one of its events can't go into the log. */
  private List<List<Append.Line>> linesOfAll(
      List<Share> shares, List<List<UUID>> fresh, List<Optional<Object>> contents) {
    List<List<Append.Line>> lines = new ArrayList<>(shares.size());
    int from = 0;
    for (int i = 0; i < shares.size(); i++) {
      List<?> events = shares.get(i).events();
      List<Optional<Object>> own = contents.subList(from, from + events.size());
      from += events.size();
      lines.add(
          own.stream().allMatch(Optional::isPresent)
              ? lines(fresh.get(i), events, own.stream().map(Optional::get).toList())
              : List.of());
    }
    return lines;
  }

  /** The appender writes together what comes together. */
  private Uni<List<Optional<Appended>>> appendedAll(
      List<Share> shares, int partition, List<List<Append.Line>> lines, String meta) {
    List<Uni<Optional<Appended>>> all = new ArrayList<>(shares.size());
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      all.add(
          lines.get(i).isEmpty()
              ? Uni.createFrom().item(Optional.empty())
              : appender
                  .append(share.stream(), partition, share.expected(), lines.get(i), meta, null)
                  .map(Optional::of)
                  .onFailure(VersionConflict.class)
                  .recoverWithItem(Optional.empty()));
    }
    return Uni.join().all(all).andFailFast();
  }

  private List<Append.Line> plain(List<UUID> ids, List<?> events) {
    return lines(ids, events, events);
  }

  private List<Append.Line> lines(List<UUID> ids, List<?> events, List<?> contents) {
    List<Append.Line> lines = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      Class<?> type = events.get(i).getClass();
      EventTypes<?> known = written.get(type);
      if (known == null) {
        throw new IllegalArgumentException("this log holds no " + type.getSimpleName());
      }
      lines.add(new Append.Line(ids.get(i), known.name(type), text(contents.get(i))));
    }
    return lines;
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(
          value.getClass().getSimpleName() + " can't be written as JSON", broken);
    }
  }

  @Override
  public <E> Uni<List<Recorded<E>>> read(StreamId stream, EventTypes<E> types) {
    return readAfter(stream, 0, types);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <E> Uni<List<Recorded<E>>> readAfter(StreamId stream, int version, EventTypes<E> types) {
    return pool.preparedQuery(READ)
        .execute(Tuple.of(stream.board().id(), stream.stored(), version, stream.school().id()))
        .chain(rows -> recorded(rows))
        .map(
            all -> {
              for (Recorded<?> each : all) {
                if (!types.root().isInstance(each.event())) {
                  throw new IllegalStateException(
                      stream.category() + " stream holds what does not belong in it");
                }
              }
              return (List<Recorded<E>>) (List<?>) all;
            });
  }

  @Override
  public Uni<List<Recorded<?>>> after(int partition, long position, int limit) {
    return after(pool, partition, position, limit, Wanted.ALL).map(Slice::events);
  }

  /** As {@link #read}, of many streams of one school; those without events are not in it. */
  public <E> Uni<Map<StreamId, List<Recorded<E>>>> readAll(
      List<StreamId> streams, EventTypes<E> types) {
    if (streams.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    StreamId first = streams.getFirst();
    if (streams.stream().anyMatch(stream -> !stream.isOfSameSchool(first))) {
      throw new IllegalArgumentException("streams that are read together are those of one school");
    }
    String[] stored = streams.stream().map(StreamId::stored).toArray(String[]::new);
    return pool.preparedQuery(READ_ALL)
        .execute(Tuple.of(first.board().id(), first.school().id(), stored))
        .chain(rows -> recorded(rows))
        .map(all -> byStream(all, types));
  }

  @SuppressWarnings("unchecked")
  private static <E> Map<StreamId, List<Recorded<E>>> byStream(
      List<Recorded<?>> all, EventTypes<E> types) {
    Map<StreamId, List<Recorded<E>>> found = new HashMap<>();
    for (Recorded<?> each : all) {
      if (!types.root().isInstance(each.event())) {
        throw new IllegalStateException(
            each.stream().category() + " stream holds what does not belong in it");
      }
      found.computeIfAbsent(each.stream(), stream -> new ArrayList<>()).add((Recorded<E>) each);
    }
    return found;
  }

  /**
   * What a subscription needs of a partition, read on a connection of its own transaction.
   *
   * @param events all that are wanted, in order
   * @param position of the last event that was looked at, wanted or not
   * @param seen how many were looked at
   * @param more whether there may be more right behind it
   */
  public record Slice(List<Recorded<?>> events, long position, int seen, boolean more) {

    public Slice andMore() {
      return new Slice(events, position, seen, true);
    }
  }

  /** Looks at up to {@code limit} events behind a position. */
  public Uni<Slice> after(SqlClient sql, int partition, long position, int limit, Wanted wanted) {
    String[] names =
        wanted.events().isEmpty() ? null : storedNames(wanted.events()).toArray(String[]::new);
    return sql.preparedQuery(AFTER)
        .execute(Tuple.of((short) partition, position, limit, names, wanted.most(limit)))
        .chain(
            rows -> {
              Row first = rows.iterator().next();
              int seen = first.getInteger(SEEN);
              if (seen == 0) {
                return Uni.createFrom().item(new Slice(List.of(), position, 0, false));
              }
              long reached = first.getLong(REACHED);
              boolean more = seen == limit || Boolean.TRUE.equals(first.getBoolean(MORE));
              return recorded(
                      first.getLong(POSITION) == null ? List.of() : rows,
                      closed ->
                          wanted.personal()
                              ? sealing.openCurrent(closed, sql)
                              : Uni.createFrom().item(sealing.leaveClosed(closed)))
                  .map(events -> new Slice(events, reached, seen, more));
            });
  }

  /** Events that were appended together have one, which need not be read each time. */
  private final class Metas {
    private String text = "";
    private Meta meta;

    Meta of(Row row) {
      String stored = row.getString(9);
      if (!stored.equals(text)) {
        meta = meta(stored);
        text = stored;
      }
      return meta;
    }
  }

  /** Stored names under which these classes' events may stand in the log, old versions too. */
  public Set<String> storedNames(Set<Class<?>> wanted) {
    return readable.entrySet().stream()
        .filter(entry -> wanted.contains(entry.getValue().newest(entry.getKey())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Long> head(int partition) {
    return pool.preparedQuery(HEAD)
        .execute(Tuple.of((short) partition))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
  }

  /** What was recorded when the message was handled before, or null. */
  public Uni<Once> earlier(Once once) {
    return Uni.createFrom().completionStage(() -> appender.earlier(once).toCompletionStage());
  }

  private Uni<List<Recorded<?>>> recorded(Iterable<Row> rows) {
    return recorded(rows, sealing::open);
  }

  private Uni<List<Recorded<?>>> recorded(
      Iterable<Row> rows, Function<List<Sealing.Unopened>, Uni<List<JsonNode>>> opening) {
    List<Recorded<?>> all = new ArrayList<>();
    List<Sealing.Unopened> closed = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Metas metas = new Metas();
    for (Row row : rows) {
      EventTypes<?> types = typesOf(row.getString(7));
      Class<?> newest = types.newest(row.getString(7));
      StreamId stream = stream(row);
      if (sealing.concerns(newest)) {
        places.add(all.size());
        closed.add(new Sealing.Unopened(stream, row.getUUID(6), tree(row.getString(8))));
        all.add(recorded(row, stream, metas.of(row), null));
      } else {
        all.add(recorded(row, stream, metas.of(row), event(types, row, newest)));
      }
    }
    if (closed.isEmpty()) {
      return Uni.createFrom().item(all);
    }
    return opening
        .apply(closed)
        .map(
            opened -> {
              for (int i = 0; i < opened.size(); i++) {
                int place = places.get(i);
                all.set(place, with(all.get(place), opened.get(i)));
              }
              return all;
            });
  }

  private EventTypes<?> typesOf(String name) {
    EventTypes<?> types = readable.get(name);
    if (types == null) {
      throw new IllegalStateException("the log holds " + name + ", which nobody here can read");
    }
    return types;
  }

  private static StreamId stream(Row row) {
    String stored = row.getString(4);
    int slash = stored.indexOf('/');
    return new StreamId(
        new Board(row.getString(2)),
        new School(row.getString(3)),
        stored.substring(0, slash),
        UUID.fromString(stored.substring(slash + 1)));
  }

  private record Undecoded(String type) {}

  private Recorded<Object> recorded(Row row, StreamId stream, Meta meta, Object event) {
    return new Recorded<>(
        row.getShort(0),
        row.getLong(1),
        stream,
        row.getInteger(5),
        row.getUUID(6),
        row.getOffsetDateTime(10).toInstant(),
        meta,
        event == null ? new Undecoded(row.getString(7)) : event);
  }

  private Recorded<Object> with(Recorded<?> closed, JsonNode opened) {
    String type = ((Undecoded) closed.event()).type();
    return new Recorded<>(
        closed.partition(),
        closed.position(),
        closed.stream(),
        closed.version(),
        closed.id(),
        closed.at(),
        closed.meta(),
        decode(typesOf(type), type, (ObjectNode) opened));
  }

  private Object event(EventTypes<?> types, Row row, Class<?> newest) {
    String type = row.getString(7);
    if (!types.isNewest(type)) {
      return decode(types, type, (ObjectNode) tree(row.getString(8)));
    }
    try {
      return json.readValue(row.getString(8), newest);
    } catch (JsonProcessingException broken) {
      throw unreadable(type);
    }
  }

  private Object decode(EventTypes<?> types, String type, ObjectNode stored) {
    EventTypes.Current current = types.current(type, stored);
    try {
      return json.treeToValue(current.json(), types.classOf(current.type()));
    } catch (JsonProcessingException broken) {
      throw unreadable(type);
    }
  }

  /** Without the parser's message: it quotes the data. */
  private static IllegalStateException unreadable(String type) {
    return new IllegalStateException("a stored " + type + " can't be read as such");
  }

  private Meta meta(String stored) {
    try {
      return json.readValue(stored, Meta.class);
    } catch (JsonProcessingException broken) {
      throw unreadable("meta");
    }
  }

  private JsonNode tree(String stored) {
    try {
      return json.readTree(stored);
    } catch (JsonProcessingException broken) {
      throw unreadable("event");
    }
  }
}
