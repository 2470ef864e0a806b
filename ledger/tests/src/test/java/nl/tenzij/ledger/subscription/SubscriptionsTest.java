package nl.tenzij.ledger.subscription;

import static java.util.concurrent.TimeUnit.SECONDS;
import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tenzij.ledger.crash.OtherProcess;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Appended;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SAME =
      """
      select count(*) from (select stream, count(*)::int as lines, max(version) as version from event group by stream) e
      full join line_count c using (stream) where e.lines is distinct from c.lines or e.version is distinct from c.version
      """;

  private TestLog log;
  private final List<Subscriptions> running = new ArrayList<>();

  @BeforeEach
  void open() {
    log = TestLog.fresh();
    now(log.pool().query(LineCount.TABLE).execute());
  }

  @AfterEach
  void close() {
    running.forEach(Subscriptions::close);
    log.close();
  }

  private Subscriptions run(Subscription... subscriptions) {
    return run(POLL, subscriptions);
  }

  private Subscriptions run(Duration poll, Subscription... subscriptions) {
    Subscriptions started = new Subscriptions(log.pool(), log.store(), List.of(subscriptions), 2);
    running.add(started);
    now(started.start(poll));
    return started;
  }

  private Appended write(int notes) {
    Appended last = null;
    for (int i = 0; i < notes; i++) {
      last = now(log.store().append(log.note("school-" + i % 9), 0, lines(1 + i % 3), META));
    }
    return last;
  }

  private void awaitSame() {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(log.count(SAME)).as("notes counted wrongly").isZero();
              assertThat(log.count("select count(*) from line_count")).isPositive();
            });
  }

  @Test
  void a_projection_takes_in_all_that_was_and_all_that_comes() {
    write(50);
    Subscriptions subscriptions = run(new LineCount());
    Appended last = write(50);

    now(subscriptions.reached("line-count", last.partition(), last.position(), SOON));
    awaitSame();
    write(1);
    now(subscriptions.latest("line-count", TestLog.BOARD, new School("school-0"), SOON));
    assertThat(log.count(SAME)).as("all of that school is in").isZero();
  }

  /** Of a board, whatever else keeps one of them; and all of them together have one deadline. */
  @Test
  void who_waits_for_several_waits_for_what_is_of_the_board_and_no_longer_than_said() {
    write(20);
    Subscriptions subscriptions = run(new LineCount(), new Named("slow"), new Named("stuck"));
    List<String> all = List.of("line-count", "slow", "stuck");
    now(subscriptions.latest(all, TestLog.BOARD, SOON));
    SqlHeld slow = SqlHeld.of(log, "slow");
    SqlHeld stuck = SqlHeld.of(log, "stuck");
    write(20);
    awaitSame();
    now(subscriptions.latest(List.of("line-count"), TestLog.BOARD, SOON));
    now(subscriptions.latest(all, new Board("another"), SOON));

    Duration atMost = Duration.ofSeconds(6);
    long begun = System.nanoTime();
    CompletableFuture<Void> waiting =
        subscriptions.latest(all, TestLog.BOARD, atMost).subscribeAsCompletionStage();
    now(slow.sql().query("select pg_sleep(5)").execute());
    slow.letGo();

    assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("with a deadline for each it would be five seconds more")
        .isBetween(atMost, atMost.plusSeconds(5));
    stuck.letGo();
    now(subscriptions.latest(all, TestLog.BOARD, SOON));
  }

  /** Though not all that stands before such a list is looked at. */
  @Test
  void who_waits_for_a_list_that_is_far_behind_overlooks_nothing() {
    Subscriptions subscriptions = run(new Named("stuck"));
    SqlHeld stuck = SqlHeld.of(log, "stuck");
    Board another = new Board("another");
    School school = new School("school-else");
    StreamId first = new StreamId(another, school, "note", UUID.randomUUID());
    now(log.store().append(first, 0, lines(1), META));
    String beside =
        IntStream.range(0, 1000)
            .mapToObj(i -> "school-" + i)
            .filter(
                each ->
                    log.store().partition(TestLog.BOARD, new School(each))
                        == log.store().partition(another, school))
            .findFirst()
            .orElseThrow();
    now(log.store().append(log.note(beside), 0, lines(10_000), META));

    assertThatThrownBy(
            () -> now(subscriptions.latest(List.of("stuck"), another, Duration.ofMillis(200))))
        .hasRootCauseInstanceOf(TimeoutException.class);
    stuck.letGo();
    now(subscriptions.latest(List.of("stuck"), another, SOON));
  }

  /** Does nothing. */
  private record Named(String name) implements Projection {
    @Override
    public List<String> tables() {
      return List.of();
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(NoteEvent.LineWritten.class);
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return Uni.createFrom().voidItem();
    }
  }

  /** While the log is small too: the plan is kept while it grows, until statistics are new. */
  @Test
  void a_step_reads_by_the_index_and_its_handler_plans_as_usual() {
    write(30);
    now(log.pool().query("analyze event").execute());
    List<String> settings = new CopyOnWriteArrayList<>();
    List<String> plans = new CopyOnWriteArrayList<>();
    run(new Planning(settings, plans));

    await().atMost(SOON).until(() -> !plans.isEmpty());
    assertThat(settings).containsOnly("auto");
    assertThat(plans)
        .allSatisfy(
            plan -> assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan on event"));
  }

  /** How what follows the reading is planned, and how the reading was. */
  private record Planning(List<String> settings, List<String> plans) implements Projection {

    @Override
    public String name() {
      return "planning";
    }

    @Override
    public List<String> tables() {
      return List.of();
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(NoteEvent.LineWritten.class);
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return all(sql, "select current_setting('plan_cache_mode')")
          .invoke(settings::add)
          .chain(() -> all(sql, "set local plan_cache_mode = 'force_generic_plan'"))
          .chain(
              () ->
                  all(
                      sql,
                      "select format('explain execute %I (0::smallint, 0, 10, null, 10)', name) from"
                          + " pg_prepared_statements where statement like '%to_its_end%'"))
          .chain(explain -> all(sql, explain))
          .invoke(plans::add)
          .replaceWithVoid();
    }

    private static Uni<String> all(SqlConnection sql, String query) {
      return sql.query(query)
          .execute()
          .map(
              rows -> rows.stream().map(row -> row.getString(0)).collect(Collectors.joining("\n")));
    }
  }

  @Test
  void several_instances_share_the_partitions_and_count_everything_once() {
    Meeting meeting = new Meeting();
    run(new Meeting.Attending(meeting));
    run(new Meeting.Attending(meeting));
    run(new Meeting.Attending(meeting));
    write(300);

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(meeting.came).as("instances at work at once").hasSizeGreaterThan(1));
    awaitSame();
  }

  /** Whoever has a partition in hand waits in it until another instance has one too. */
  private static final class Meeting {
    private final Set<Projection> came = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> met = new CompletableFuture<>();

    private record Attending(Meeting meeting, UUID instance) implements Projection {
      private static final LineCount COUNT = new LineCount();

      Attending(Meeting meeting) {
        this(meeting, UUID.randomUUID());
      }

      @Override
      public String name() {
        return COUNT.name();
      }

      @Override
      public List<String> tables() {
        return COUNT.tables();
      }

      @Override
      public Set<Class<?>> events() {
        return COUNT.events();
      }

      @Override
      public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
        meeting.came.add(this);
        if (meeting.came.size() > 1) {
          meeting.met.complete(null);
        }
        return Uni.createFrom().completionStage(meeting.met).chain(() -> COUNT.handle(events, sql));
      }
    }
  }

  @Test
  void another_instance_goes_on_within_five_seconds_when_one_is_killed() throws Exception {
    write(20);
    try (OtherProcess worker =
        OtherProcess.run(StuckProjection.class, log.place().port(), log.place().database())) {
      await().atMost(SOON).until(() -> worker.lines().contains("holding"));
      run(new LineCount());
      await()
          .during(Duration.ofMillis(700))
          .atMost(SOON)
          .until(() -> log.count("select count(*) from checkpoint where position = 0") > 0);
      worker.kill();
    }
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(log.count(SAME)).isZero());
  }

  @Test
  void another_instance_goes_on_when_one_is_frozen() throws Exception {
    now(
        log.pool()
            .query(
                "alter database \"%s\" set idle_in_transaction_session_timeout = '2s'"
                    .formatted(log.place().database()))
            .execute());
    write(20);
    try (OtherProcess worker =
        OtherProcess.run(StuckProjection.class, log.place().port(), log.place().database())) {
      await().atMost(SOON).until(() -> worker.lines().contains("holding"));
      worker.freeze();
      run(new LineCount());
      // Far more than it is set to, and less than the other limits are.
      await().atMost(30, SECONDS).untilAsserted(() -> assertThat(log.count(SAME)).isZero());
      assertThat(worker.alive()).isTrue();
    }
  }

  @Test
  void a_failing_partition_is_tried_again_and_does_not_stop_the_others() {
    AtomicBoolean broken = new AtomicBoolean(true);
    StreamId poison = log.note("school-1");
    LineCount count = new LineCount();
    Projection breaking =
        new Projection() {
          @Override
          public String name() {
            return "line-count";
          }

          @Override
          public List<String> tables() {
            return count.tables();
          }

          @Override
          public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
            boolean poisoned = events.stream().anyMatch(each -> each.stream().equals(poison));
            return broken.get() && poisoned
                ? Uni.createFrom().failure(new IllegalStateException("can't"))
                : count.handle(events, sql);
          }
        };
    Subscriptions subscriptions = run(breaking);
    Appended stuck = now(log.store().append(poison, 0, lines(1), META));
    write(60);

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<Subscriptions.Status> all = now(subscriptions.status());
              assertThat(all)
                  .filteredOn(each -> each.partition() != stuck.partition())
                  .allMatch(each -> each.position() == each.head());
              assertThat(all)
                  .filteredOn(each -> each.partition() == stuck.partition())
                  .allMatch(each -> "IllegalStateException".equals(each.trouble()));
            });
    broken.set(false);
    awaitSame();
  }

  @Test
  void a_policy_acts_on_what_comes_after_it_and_a_rebuild_never_makes_it_act_again() {
    write(10);
    List<UUID> acted = Collections.synchronizedList(new ArrayList<>());
    Policy policy =
        new Policy() {
          @Override
          public String name() {
            return "act";
          }

          @Override
          public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
            acted.add(event.id());
            return Uni.createFrom().voidItem();
          }
        };
    Subscriptions subscriptions = run(new LineCount(), policy);
    now(log.store().append(log.note("school-1"), 0, lines(3), META));
    await().atMost(SOON).until(() -> acted.size() == 3);

    List<Rebuild.Progress> progress =
        subscriptions.rebuild("line-count").collect().asList().await().atMost(TestLog.SOON);

    assertThat(acted).hasSize(3).doesNotHaveDuplicates();
    long total = progress.getLast().total();
    assertThat(progress.getLast().done()).isEqualTo(total);
    assertThat(progress)
        .as("is shown on the way too")
        .anyMatch(each -> each.done() > 0 && each.done() < total)
        .allMatch(each -> each.total() == total);
    assertThatThrownBy(() -> subscriptions.rebuild("act"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Notes which lines were struck. */
  private record Struck(List<UUID> acted) implements Policy {
    @Override
    public String name() {
      return "struck";
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(NoteEvent.LineStruck.class);
    }

    @Override
    public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
      acted.add(event.id());
      return Uni.createFrom().voidItem();
    }
  }

  @Test
  void nobody_is_woken_by_what_is_not_wanted_and_who_is_waited_for_goes_past_it() {
    List<UUID> acted = Collections.synchronizedList(new ArrayList<>());
    write(1);
    Subscriptions subscriptions = run(Duration.ofHours(1), new LineCount(), new Struck(acted));
    awaitNotes(1); // by the first look, after which there is none for an hour
    Appended line = write(1);
    awaitNotes(2);

    assertThat(now(subscriptions.status()))
        .filteredOn(each -> each.subscription().equals("struck"))
        .filteredOn(each -> each.partition() == line.partition())
        .singleElement()
        .satisfies(each -> assertThat(each.position()).isLessThan(line.position()));

    now(subscriptions.reached("struck", line.partition(), line.position(), SOON));
    NoteEvent struck = new NoteEvent.LineStruck(UUID.randomUUID(), 1);
    now(log.store().append(log.note("school-0"), 0, List.of(struck), META));

    await().atMost(SOON).until(() -> acted.size() == 1);
  }

  private void awaitNotes(int notes) {
    await().atMost(SOON).until(() -> log.count("select count(*) from line_count") == notes);
  }

  @Test
  void what_a_policy_does_not_want_is_passed_over() {
    List<UUID> acted = Collections.synchronizedList(new ArrayList<>());
    Subscriptions subscriptions = run(new Struck(acted));
    List<NoteEvent> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      events.addAll(lines(2));
      events.add(new NoteEvent.LineStruck(UUID.randomUUID(), 1));
    }
    events.addAll(lines(30));
    StreamId note = log.note("school-1");
    Appended last = now(log.store().append(note, 0, events, META));

    now(subscriptions.reached("struck", last.partition(), last.position(), SOON));

    assertThat(acted)
        .hasSize(120)
        .containsExactlyElementsOf(
            now(log.store().read(note, NoteEvent.TYPES)).stream()
                .filter(each -> each.event() instanceof NoteEvent.LineStruck)
                .map(Recorded::id)
                .toList());
  }

  @Test
  void a_rebuild_beside_writes_ends_with_the_same_rows() {
    write(200);
    Subscriptions subscriptions = run(new LineCount());
    awaitSame();
    Map<String, Integer> before = rows();
    AtomicInteger more = new AtomicInteger();
    AtomicBoolean rebuilding = new AtomicBoolean(true);
    Thread writing =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (rebuilding.get()) {
                    write(1);
                    more.incrementAndGet();
                  }
                });

    now(Multi.createFrom().publisher(subscriptions.rebuild("line-count")).collect().last());
    rebuilding.set(false);
    await().atMost(SOON).until(() -> !writing.isAlive());
    awaitSame();

    assertThat(more).hasPositiveValue();
    assertThat(rows()).containsAllEntriesOf(before);
    assertThat(log.count("select count(*) from checkpoint where subscription like '%#rebuild'"))
        .isZero();
    assertThat(
            log.count(
                "select count(*) from information_schema.schemata where schema_name like 'rebuild%'"))
        .isZero();
  }

  @Test
  void a_rebuild_keeps_the_names_of_indexes() {
    for (String each :
        List.of(
            "alter table line_count add constraint one_version unique (stream, version)",
            "create index by_lines on line_count (lines) where lines > 1",
            "create index by_lines_too on line_count (lines) where lines > 1",
            // Called as the server would call one of the others.
            "create index line_count_lines_idx on line_count (upper(stream))",
            "create unique index \"By Version\" on line_count (version desc, stream)")) {
      now(log.pool().query(each).execute());
    }
    write(20);
    Subscriptions subscriptions = run(new LineCount());
    awaitSame();
    Map<String, String> before = indexes();

    now(subscriptions.rebuild("line-count").collect().last());

    assertThat(before).hasSize(6);
    assertThat(indexes()).isEqualTo(before);
  }

  private Map<String, String> indexes() {
    Map<String, String> found = new HashMap<>();
    for (Row row :
        now(
            log.pool()
                .query("select indexname, indexdef from pg_indexes where tablename = 'line_count'")
                .execute())) {
      found.put(row.getString(0), row.getString(1));
    }
    return found;
  }

  private Map<String, Integer> rows() {
    Map<String, Integer> rows = new HashMap<>();
    for (Row row : now(log.pool().query("select stream, lines from line_count").execute())) {
      rows.put(row.getString(0), row.getInteger(1));
    }
    return rows;
  }

  @Test
  void waiting_for_what_does_not_come_ends_in_time() {
    Subscriptions subscriptions = run(new LineCount());

    assertThatThrownBy(
            () -> now(subscriptions.reached("line-count", 0, 1_000_000, Duration.ofMillis(200))))
        .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
  }
}
