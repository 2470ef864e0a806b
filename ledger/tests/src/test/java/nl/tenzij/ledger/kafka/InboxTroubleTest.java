package nl.tenzij.ledger.kafka;

import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.store.Overloaded;
import nl.tenzij.ledger.store.VersionConflict;
import nl.tenzij.ledger.subscription.TookTooLong;
import nl.tenzij.ledger.subscription.Turnstile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps an inbox from going on: it shows, ends, and costs nothing of what was told. */
class InboxTroubleTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private TestLedger ledger;
  private TestTopic topic;

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    Counting.makeTable(ledger);
    topic = TestTopic.fresh();
  }

  @AfterEach
  void close() {
    topic.close();
    ledger.close();
  }

  private Inbox start(Pool pool, Inbox.Bounds bounds, Consumer... consumers) {
    Inbox inbox =
        new Inbox(
            pool,
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(consumers),
            bounds);
    inbox.start();
    return inbox;
  }

  private static Inbox.Bounds within(Duration limit) {
    return new Inbox.Bounds(Turnstile.within(16), limit);
  }

  private static List<Integer> range(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void parks_what_never_ends_and_tells_of_it_before() throws Exception {
    Counting counting =
        new Counting(
            (key, number) ->
                key.equals("a") ? Uni.createFrom().nothing() : Uni.createFrom().voidItem());
    topic.count(1, 1, "a");
    topic.count(1, 5, "b", "c", "d", "e", "f", "g");
    // As long as none of the others takes on a busy machine.
    try (Inbox inbox = start(ledger.pool(), within(Duration.ofSeconds(8)), counting)) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(inbox.blocked())
                      .singleElement()
                      .satisfies(
                          each -> {
                            assertThat(each.consumer()).isEqualTo(Counting.NAME);
                            assertThat(each.error()).isEqualTo(TookTooLong.class.getName());
                          }));
      await().atMost(SOON).until(() -> now(inbox.parked()).get(Counting.NAME).failed() == 1);
      await().atMost(SOON).until(() -> Counting.count(ledger) == 30);
      await().atMost(SOON).until(() -> inbox.blocked().isEmpty());
      assertThat(now(inbox.parked(0, 10)))
          .singleElement()
          .satisfies(each -> assertThat(each.error()).isEqualTo(TookTooLong.class.getName()));
    }
  }

  /** Breaks where nothing of a message is looked at yet, until it is mended. */
  private static final class Shaky implements Consumer {
    private final Consumer whole;
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile boolean mended;

    Shaky(Consumer whole) {
      this.whole = whole;
    }

    @Override
    public String name() {
      return whole.name();
    }

    @Override
    public String topic() {
      return whole.topic();
    }

    @Override
    public Set<String> types() {
      if (!mended) {
        breaks.incrementAndGet();
        throw new IllegalStateException("not yet");
      }
      return whole.types();
    }

    @Override
    public Uni<Void> handle(Incoming message, SqlConnection sql) {
      return whole.handle(message, sql);
    }
  }

  @Test
  void begins_anew_where_a_message_could_neither_be_taken_in_nor_parked() throws Exception {
    topic.count(1, 20, "a", "b", "c", "d", "e", "f");
    Shaky shaky = new Shaky(new Counting(Counting.NONE));
    try (Inbox inbox = start(ledger.pool(), within(SOON), shaky)) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(inbox.blocked()).extracting(Blocked::consumer).contains("counting"));
      await().atMost(SOON).until(() -> shaky.breaks.get() >= 5);
      assertThat(Counting.count(ledger)).isZero();
      shaky.mended = true;
      await().atMost(SOON).until(() -> Counting.count(ledger) == 120);
      await().atMost(SOON).until(() -> inbox.blocked().isEmpty());
      assertThat(inbox.isAlive()).isTrue();
      for (String key : List.of("a", "b", "c", "d", "e", "f")) {
        assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(20));
      }
    }
  }

  /** Reads on another connection while it holds its own. */
  private static final class Twofold implements Consumer {
    private final String name;
    private final Pool pool;
    private final AtomicInteger tries;

    Twofold(String name, Pool pool, AtomicInteger tries) {
      this.name = name;
      this.pool = pool;
      this.tries = tries;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String topic() {
      return TestTopic.NAME;
    }

    @Override
    public Set<String> types() {
      return Set.of(TestTopic.TYPE);
    }

    @Override
    public Uni<Void> handle(Incoming message, SqlConnection sql) {
      tries.incrementAndGet();
      return sql.query("select pg_sleep(0.01)")
          .execute()
          .chain(() -> pool.query("select 1").execute())
          .replaceWithVoid();
    }
  }

  @Test
  void leaves_connections_for_what_its_handlers_ask_of_the_database() throws Exception {
    int connections = 4;
    Pool small =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(connections).setConnectionTimeout(10))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(ledger.place().port())
                    .setDatabase(ledger.place().database())
                    .setUser("postgres")
                    .setPassword("postgres"))
            .using(ledger.vertx())
            .build();
    topic.count(1, 10, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    AtomicInteger tries = new AtomicInteger();
    Inbox.Bounds bounds = new Inbox.Bounds(Turnstile.within(connections), SOON);
    try (Inbox inbox =
        start(
            small,
            bounds,
            new Twofold("first", small, tries),
            new Twofold("second", small, tries))) {
      await().atMost(SOON).until(() -> ledger.count("select count(*) from handled") == 2 * 120);
    }
    assertThat(tries).as("each message handled at its first try").hasValue(2 * 120);
    now(small.close());
  }

  @Test
  void parks_nothing_that_a_moment_of_overload_kept_from_its_effect() throws Exception {
    Map<String, RuntimeException> passing =
        Map.of(
            "a", new Overloaded("a partition is held"),
            "b", new ConnectionPoolTooBusyException("too many wait for a connection"),
            "c", new VersionConflict(TestLedger.stream(TestLedger.SCHOOL), 3));
    Set<String> failed = ConcurrentHashMap.newKeySet();
    Counting counting =
        new Counting(
            (key, number) ->
                number == 2 && failed.add(key)
                    ? Uni.createFrom().failure(passing.get(key))
                    : Uni.createFrom().voidItem());
    topic.count(1, 5, "a", "b", "c");
    try (Inbox inbox = start(ledger.pool(), within(SOON), counting)) {
      await()
          .atMost(SOON)
          .until(
              () -> Counting.count(ledger) + ledger.count("select count(*) from parked") == 3 * 5);
      assertThat(now(inbox.parked(0, 10))).isEmpty();
    }
    assertThat(failed).isEqualTo(passing.keySet());
    for (String key : passing.keySet()) {
      assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(5));
    }
  }

  @Test
  void what_has_to_wait_keeps_only_its_own_partition_waiting() throws Exception {
    AtomicBoolean held = new AtomicBoolean(true);
    Counting counting =
        new Counting(
            (key, number) ->
                key.equals("a") && held.get()
                    ? Uni.createFrom().failure(new Overloaded("a partition is held"))
                    : Uni.createFrom().voidItem());
    topic.count(1, 5, "a", "b", "c", "d", "e", "f", "g", "h");
    Set<String> elsewhere = topic.keysApartFrom("a");
    assertThat(elsewhere).isNotEmpty();
    try (Inbox inbox = start(ledger.pool(), within(SOON), counting)) {
      await().atMost(SOON).until(() -> !inbox.blocked().isEmpty());
      // What comes later too: the others are read on.
      topic.count(6, 10, "a", "b", "c", "d", "e", "f", "g", "h");
      for (String key : elsewhere) {
        await()
            .atMost(SOON)
            .untilAsserted(
                () -> assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(10)));
      }
      assertThat(Counting.numbers(ledger, "a")).isEmpty();
      held.set(false);
      await().atMost(SOON).until(() -> Counting.count(ledger) == 8 * 10);
      assertThat(Counting.numbers(ledger, "a")).isEqualTo(range(10));
      await().atMost(SOON).until(() -> inbox.blocked().isEmpty());
    }
  }

  @Test
  void parks_what_conflicts_again_and_again() throws Exception {
    VersionConflict conflict = new VersionConflict(TestLedger.stream(TestLedger.SCHOOL), 0);
    Counting counting =
        new Counting(
            (key, number) ->
                key.equals("a") ? Uni.createFrom().failure(conflict) : Uni.createFrom().voidItem());
    topic.count(1, 1, "a", "b");
    try (Inbox inbox = start(ledger.pool(), within(SOON), counting)) {
      await().atMost(SOON).until(() -> now(inbox.parked()).get(Counting.NAME).failed() == 1);
      await().atMost(SOON).until(() -> Counting.count(ledger) == 1);
      assertThat(now(inbox.parked(0, 10)))
          .singleElement()
          .satisfies(each -> assertThat(each.error()).isEqualTo(VersionConflict.class.getName()));
    }
  }

  @Test
  void loses_nothing_where_it_is_put_out_of_the_group_while_a_handler_works() throws Exception {
    CompletableFuture<Void> released = new CompletableFuture<>();
    AtomicInteger held = new AtomicInteger();
    Counting counting =
        new Counting(
            (key, number) -> {
              held.incrementAndGet();
              return Uni.createFrom().completionStage(released);
            });
    topic.count(1, 1, "a", "b", "c", "d");
    try (Inbox inbox = start(ledger.pool(), within(SOON), counting)) {
      await().atMost(SOON).until(() -> held.get() > 0);
      topic.count(2, 20, "a", "b", "c", "d");
      Set<String> before = topic.members(Counting.NAME);
      topic.expelAll(Counting.NAME);
      await()
          .atMost(SOON)
          .until(
              () ->
                  topic.members(Counting.NAME).size() == 1
                      && !topic.members(Counting.NAME).equals(before));
      // It has a place again, and what it could read now is none of the work under way.
      await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> Counting.count(ledger) == 0);
      released.complete(null);

      await().atMost(SOON).until(() -> Counting.count(ledger) == 4 * 20);
    }
    for (String key : List.of("a", "b", "c", "d")) {
      assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(20));
    }
  }
}
