package nl.tenzij.ledger.benchmark;

import static nl.tenzij.ledger.samples.TestLog.META;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowStream;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.components.Postgres;
import nl.tenzij.ledger.samples.Note;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Once;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.School;

/**
 * The ledger's figures, each beside a raw run on the same database in the same minute. Settings:
 * {@code tenzij.seconds} of one run, {@code tenzij.rounds}, {@code tenzij.rebuild} and {@code
 * tenzij.flat} events.
 */
public final class Benchmark {

  private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("tenzij.seconds", 6));
  private static final int ROUNDS = Integer.getInteger("tenzij.rounds", 3);
  private static final int REBUILT = Integer.getInteger("tenzij.rebuild", 1_000_000);
  private static final int FLAT = Integer.getInteger("tenzij.flat", 5_000_000);
  private static final int CLIENTS = 16;

  private static final String LINE = "x".repeat(420);

  private Benchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    Set<String> only = Set.of(arguments);
    Table.print(
        "PostgreSQL with fsync and %s of buffers, %d clients, events of about 600 bytes, %d processors, median of %d rounds of %d s in slices by turns",
        Postgres.BUFFERS,
        CLIENTS,
        Runtime.getRuntime().availableProcessors(),
        ROUNDS,
        RUN.toSeconds());
    if (only.isEmpty() || only.contains("append")) {
      append();
    }
    if (only.isEmpty() || only.contains("decide")) {
      decide();
    }
    if (only.isEmpty() || only.contains("relay")) {
      ToTheTopic.print(line());
    }
    if (only.isEmpty() || only.contains("rebuild")) {
      rebuild();
    }
    if (only.isEmpty() || only.contains("flat")) {
      flat();
    }
    System.exit(0);
  }

  private static NoteEvent line() {
    return new NoteEvent.LineWritten(UUID.randomUUID(), 1, LINE);
  }

  private static String school(int schools) {
    return "school-" + ThreadLocalRandom.current().nextInt(schools);
  }

  private static Uni<?> append(TestLog log, int schools) {
    return log.store().append(log.note(school(schools)), 0, List.of(line()), META);
  }

  /** As a client's POST comes in: its answer is kept under its key. */
  private static Uni<?> appendWithKey(TestLog log, int schools) {
    Once once = new Once("board/app/someone/Notes.write", UUID.randomUUID().toString(), "f", "{}");
    return log.store().append(log.note(school(schools)), 0, List.of(line()), META, once);
  }

  private static void append() throws InterruptedException {
    Table.head("Append: the ledger against plain single-row inserts");
    try (TestLog log = TestLog.fresh()) {
      PlainSql plain = new PlainSql(log.pool());
      TestLog.now(plain.prepare());
      Load.run(CLIENTS, RUN, client -> append(log, 400));
      Load.run(CLIENTS, RUN, client -> appendWithKey(log, 400));
      Load.run(
          CLIENTS,
          RUN,
          client -> plain.insert(school(400), "note/" + UUID.randomUUID(), 1, line()));
      double[] many = new double[ROUNDS];
      double[] withKeys = new double[ROUNDS];
      double[] alone = new double[ROUNDS];
      double[] aloneWithKey = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        List<Load.Result> together =
            Load.inTurns(
                CLIENTS,
                RUN,
                List.of(
                    client -> plain.insert(school(400), "note/" + UUID.randomUUID(), 1, line()),
                    client -> append(log, 400),
                    client -> appendWithKey(log, 400),
                    client -> append(log, 1)));
        List<Load.Result> lone =
            Load.inTurns(
                1,
                RUN,
                List.of(
                    client -> plain.insert(school(400), "note/" + UUID.randomUUID(), 1, line()),
                    client -> append(log, 400),
                    client -> appendWithKey(log, 400)));
        Load.Result raw = together.get(0);
        Load.Result ours = together.get(1);
        Load.Result keyed = together.get(2);
        Load.Result hot = together.get(3);
        Load.Result rawAlone = lone.get(0);
        Load.Result oursAlone = lone.get(1);
        Load.Result keyedAlone = lone.get(2);
        Table.row("plain inserts, 16 writers", raw);
        Table.row("ledger, 16 writers over 400 schools", ours);
        Table.row("ledger, the same, each with an Idempotency-Key", keyed);
        Table.row("ledger, 16 writers on one hot school", hot);
        Table.row("plain inserts, a lone writer", rawAlone);
        Table.row("ledger, a lone writer", oursAlone);
        Table.row("ledger, a lone writer with an Idempotency-Key", keyedAlone);
        many[round] = ours.perSecond() / raw.perSecond();
        withKeys[round] = keyed.perSecond() / raw.perSecond();
        aloneWithKey[round] = keyedAlone.p50() / rawAlone.p50();
        alone[round] = oursAlone.p50() / rawAlone.p50();
      }
      Table.ratio("16 writers, ledger / plain", many, "at least 1.5");
      Table.ratio("16 writers with keys, ledger / plain", withKeys, "(none)");
      Table.ratio("lone writer's p50, ledger / plain", alone, "at most 1.3");
      Table.ratio("lone writer's p50 with a key", aloneWithKey, "(none)");
    }
  }

  private static void decide() throws InterruptedException {
    Table.head("Load a stream of ten events, decide, append one");
    int streams = 2000;
    try (TestLog log = TestLog.fresh()) {
      PlainSql plain = new PlainSql(log.pool());
      TestLog.now(plain.prepare());
      StreamId[] notes = new StreamId[streams];
      for (int i = 0; i < streams; i++) {
        notes[i] = log.note("school-" + i % 400);
        List<NoteEvent> ten = new ArrayList<>();
        for (int event = 0; event < 10; event++) {
          ten.add(line());
        }
        TestLog.now(log.store().append(notes[i], 0, ten, META));
      }
      TestLog.now(
          log.pool()
              .query(
                  "insert into plain_event (partition, position, board, school, stream, version, id, type, data, meta) "
                      + "select partition, nextval('plain_position'), board, school, stream, version, id, type, data, meta from event")
              .execute());
      TestLog.now(log.pool().query("analyze").execute());
      double[] kept = new double[ROUNDS];
      double[] cold = new double[ROUNDS];
      // enough lines that none is refused, and streams near ten events: each is written to a few
      // times
      Note.Command command = new Note.Command.Write(LINE, Integer.MAX_VALUE);
      for (int round = -1; round < ROUNDS; round++) {
        CommandHandler<Note.Command, Note, NoteEvent> warm =
            new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
        CommandHandler<Note.Command, Note, NoteEvent> forgetful =
            new CommandHandler<>(
                log.store(), Note.DECIDER, NoteEvent.TYPES, 0, Duration.ofSeconds(1));
        List<Load.Result> results =
            Load.inTurns(
                CLIENTS,
                RUN,
                List.of(
                    client -> {
                      StreamId note = own(notes, client);
                      return plain.decide(note.school().id(), note.stored(), command);
                    },
                    client -> warm.handle(own(notes, client), command, META),
                    client -> forgetful.handle(own(notes, client), command, META)));
        Load.Result raw = results.get(0);
        Load.Result state = results.get(1);
        Load.Result none = results.get(2);
        restore(log);
        if (round < 0) {
          continue;
        }
        Table.row("plain SQL: select, fold, insert", raw);
        Table.row("ledger, state kept in memory", state);
        Table.row("ledger, state read each time", none);
        kept[round] = state.perSecond() / raw.perSecond();
        cold[round] = none.perSecond() / raw.perSecond();
      }
      Table.ratio("ledger with kept state / plain", kept, "at least 1.5");
      Table.ratio("ledger without / plain", cold, "(none)");
    }
  }

  /** Brings all streams back to ten events, so that every round loads as much. */
  private static void restore(TestLog log) {
    inOrder(
        log,
        "delete from plain_event where version > 10",
        "alter table event disable trigger all",
        "delete from event where version > 10",
        "alter table event enable trigger all");
  }

  /** No two clients write to one stream: a conflict is another question. */
  private static StreamId own(StreamId[] notes, int client) {
    int share = notes.length / CLIENTS;
    return notes[client * share + ThreadLocalRandom.current().nextInt(share)];
  }

  /** Lines per school: a projection with little work of its own. */
  private static final class PerSchool implements Projection {
    @Override
    public String name() {
      return "per-school";
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(NoteEvent.LineWritten.class);
    }

    @Override
    public List<String> tables() {
      return List.of("per_school");
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      Map<String, Integer> lines = new HashMap<>();
      for (Recorded<?> each : events) {
        lines.merge(each.stream().school().id(), 1, Integer::sum);
      }
      List<Tuple> rows =
          lines.entrySet().stream().map(e -> Tuple.of(e.getKey(), e.getValue())).toList();
      return sql.preparedQuery(
              "insert into per_school values ($1, $2) on conflict (school) do update set lines = per_school.lines + $2")
          .executeBatch(rows)
          .replaceWithVoid();
    }
  }

  private static void fill(TestLog log, int events) {
    Table.print("filling the log with %,d events", events);
    // The indexes come last: to fill them row by row would take longer than all the rest.
    inOrder(
        log,
        "alter table event disable trigger event_is_placed",
        "alter table event drop constraint event_pkey, drop constraint event_id_key,"
            + " drop constraint event_board_stream_version_key",
        """
        insert into event (partition, position, board, school, stream, version, id, type, data, meta)
        select (i / 10) %% 8, nextval('event_position'), 'board-a', 'school-' || (i / 10) %% 400,
          'note/' || md5((i / 10)::text || '%d')::uuid, i %% 10 + 1, uuidv7(), 'note.line-written.v1',
          jsonb_build_object('batch', gen_random_uuid(), 'size', 1, 'line', '%s'),
          '{"actor": "someone", "role": "tester", "command": "00000000-0000-0000-0000-000000000001", "correlation": "00000000-0000-0000-0000-000000000002"}'
        from generate_series(0, %d) i
        """
            .formatted(events, LINE, events - 1),
        "alter table event add primary key (partition, position), add unique (id),"
            + " add unique (board, stream, version)",
        "alter table event enable trigger event_is_placed",
        "vacuum analyze event",
        "checkpoint");
  }

  private static void inOrder(TestLog log, String... statements) {
    for (String statement : statements) {
      log.pool().query(statement).execute().await().atMost(Duration.ofMinutes(30));
    }
  }

  private static void rebuild() {
    Table.head("Rebuild of a projection against a plain cursor read of the same rows");
    try (TestLog log = TestLog.fresh()) {
      TestLog.now(
          log.pool()
              .query("create table per_school (school text primary key, lines int not null)")
              .execute());
      fill(log, REBUILT);
      double[] ratios = new double[ROUNDS];
      try (Subscriptions subscriptions =
          new Subscriptions(log.pool(), log.store(), List.of(new PerSchool()), 2)) {
        TestLog.now(subscriptions.start(Duration.ofSeconds(1)));
        cursor(log);
        for (int round = 0; round < ROUNDS; round++) {
          double before = cursor(log);
          long start = System.nanoTime();
          subscriptions
              .rebuild("per-school")
              .collect()
              .last()
              .await()
              .atMost(Duration.ofMinutes(10));
          double ours = REBUILT / ((System.nanoTime() - start) / 1e9);
          double raw = (before + cursor(log)) / 2;
          Table.print("cursor read %,.0f events/s, rebuild %,.0f events/s", raw, ours);
          ratios[round] = ours / raw;
        }
      }
      Table.ratio("rebuild / cursor read", ratios, "at least 0.6");
    }
  }

  /**
   * All rows through one cursor, columns taken but not decoded; in events per second. In no order:
   * any would cost it a sort.
   */
  private static double cursor(TestLog log) {
    AtomicLong bytes = new AtomicLong();
    long start = System.nanoTime();
    long rows =
        log.pool()
            .withTransaction(
                sql ->
                    sql.prepare(
                            "select partition, position, board, school, stream, version, id, type, data::text, meta::text, recorded_at from event")
                        .chain(
                            prepared -> {
                              RowStream<Row> stream = prepared.createStream(5000);
                              return stream
                                  .toMulti()
                                  .onItem()
                                  .invoke(row -> bytes.addAndGet(row.getString(8).length()))
                                  .collect()
                                  .with(java.util.stream.Collectors.counting());
                            }))
            .await()
            .atMost(Duration.ofMinutes(10));
    return rows / ((System.nanoTime() - start) / 1e9);
  }

  private static void flat() throws InterruptedException {
    Table.head("Flatness: the same work with little and with much in the log");
    try (TestLog small = TestLog.fresh();
        TestLog large = TestLog.fresh()) {
      fill(small, 10_000);
      fill(large, FLAT);
      double[] appends = new double[ROUNDS];
      double[] reads = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) {
        List<Load.Result> appended =
            Load.inTurns(
                CLIENTS, RUN, List.of(client -> append(small, 400), client -> append(large, 400)));
        forget(small);
        List<Load.Result> read =
            Load.inTurns(
                CLIENTS, RUN, List.of(client -> read(small, 10_000), client -> read(large, FLAT)));
        Load.Result smallAppend = appended.get(0);
        Load.Result largeAppend = appended.get(1);
        Load.Result smallRead = read.get(0);
        Load.Result largeRead = read.get(1);
        if (round < 0) {
          continue;
        }
        Table.row("append, 10 thousand events", smallAppend);
        Table.row("append, %,d events".formatted(FLAT), largeAppend);
        Table.row("read a stream of ten, 10 thousand events", smallRead);
        Table.row("read a stream of ten, %,d events".formatted(FLAT), largeRead);
        appends[round] = smallAppend.perSecond() / largeAppend.perSecond();
        reads[round] = smallRead.perSecond() / largeRead.perSecond();
      }
      Table.ratio("append, small / large log", appends, "at most 1.15");
      Table.ratio("stream read, small / large log", reads, "at most 1.15");
    }
  }

  /** Takes away what a run appended, so that a small log stays small. */
  private static void forget(TestLog log) {
    inOrder(
        log,
        "alter table event disable trigger all",
        "delete from event where stream in (select stream from event group by stream having count(*) < 10)",
        "alter table event enable trigger all",
        "vacuum analyze event");
  }

  private static Uni<?> read(TestLog log, int events) {
    int stream = ThreadLocalRandom.current().nextInt(events / 10);
    UUID id =
        UUID.fromString(
            md5(stream + String.valueOf(events))
                .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    StreamId note = new StreamId(TestLog.BOARD, new School("school-" + stream % 400), "note", id);
    return log.store()
        .read(note, NoteEvent.TYPES)
        .invoke(
            found -> {
              if (found.size() != 10) {
                throw new IllegalStateException("a stream of ten has " + found.size());
              }
            });
  }

  private static String md5(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("MD5").digest(text.getBytes()));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
