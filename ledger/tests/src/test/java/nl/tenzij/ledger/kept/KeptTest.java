package nl.tenzij.ledger.kept;

import static nl.tenzij.ledger.samples.TestLog.BOARD;
import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.kept.Kept.Known;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.School;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of a table of sums, a number for each school. */
class KeptTest {

  private static final School ONE = new School("school-1");
  private static final School OTHER = new School("school-2");
  private static final Duration A_WHILE = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicLong moment = new AtomicLong();
  private volatile Duration slept = Duration.ZERO;
  private TestLog log;
  private Changes<Long> changes;
  private Kept<Integer, Long> kept;

  @BeforeEach
  void aSumThatIsKept() {
    log = TestLog.fresh();
    now(
        log.pool()
            .query("create table sum (board text, school text, number int, primary key (school))")
            .execute());
    now(log.pool().query("call note_changes_of('sum')").execute());
    set(ONE, 1);
    set(OTHER, 1);
    InstantSource wall = () -> Instant.now().plus(slept);
    changes =
        new Changes<>(log.ownConnections(), moment::incrementAndGet, wall.withZone(ZoneOffset.UTC));
    changes.start();
    kept = new Kept<>(changes, number -> 1, 10, A_WHILE);
    soon().until(() -> isKept(ONE) && isKept(OTHER));
  }

  @AfterEach
  void close() {
    changes.close();
    log.close();
  }

  /** While nobody looks, as where the machine has no time for it, all is read: then once more. */
  @Test
  void what_has_not_changed_is_not_read_again() {
    AtomicInteger number = new AtomicInteger(1);
    soon()
        .untilAsserted(
            () -> {
              soon().until(() -> isKept(ONE) && isKept(OTHER));
              int newest = number.incrementAndGet();
              set(ONE, newest);
              soon().until(() -> ask(ONE).value() == newest);
              int before = reads.get();
              assertThat(ask(OTHER).value()).isEqualTo(1);
              assertThat(reads).hasValue(before);
            });
  }

  @Test
  void what_is_kept_is_as_of_a_look_and_what_is_read_as_of_now() {
    long newest = moment.get();
    assertThat(now(kept.latest(() -> read(ONE))).asOf()).isGreaterThan(newest);
    assertThat(ask(ONE).asOf()).isLessThanOrEqualTo(moment.get());
    long then = ask(ONE).asOf();
    soon().until(() -> ask(ONE).asOf() > then);
  }

  @Test
  void what_was_written_before_a_look_and_committed_after_it_is_seen() {
    SqlConnection slow = now(log.pool().getConnection());
    var transaction = now(slow.begin());
    now(update(slow, ONE, 2));
    long looked = ask(ONE).asOf();
    set(OTHER, 2);
    soon().until(() -> ask(OTHER).value() == 2 && ask(OTHER).asOf() > looked + 2);
    assertThat(ask(ONE).value()).isEqualTo(1);
    now(transaction.commit());
    now(slow.close());
    soon().until(() -> ask(ONE).value() == 2);
  }

  @Test
  void what_a_long_transaction_holds_up_is_forgotten_once() {
    SqlConnection slow = now(log.pool().getConnection());
    var transaction = now(slow.begin());
    now(update(slow, OTHER, 2));
    set(ONE, 2);
    soon().until(() -> ask(ONE).value() == 2);
    assertThat(Stream.generate(this::isForgottenInALook).limit(3)).contains(false);
    now(transaction.rollback());
    now(slow.close());
  }

  /** Also where nobody looked for a moment, as on a busy machine. */
  private boolean isForgottenInALook() {
    soon().until(() -> isKept(ONE));
    long looked = ask(ONE).asOf();
    int before = reads.get();
    soon().until(() -> ask(ONE).asOf() > looked + 3);
    return reads.get() != before;
  }

  /** Else each look would find more, for as long as it stays open. */
  @Test
  void what_was_noted_beside_a_long_transaction_is_told_once_and_of_each_school_once() {
    SqlConnection slow = now(log.pool().getConnection());
    var transaction = now(slow.begin());
    now(update(slow, OTHER, 2));
    now(update(slow, OTHER, 3));
    Told before = look(null);
    now(
        log.pool()
            .query(
                """
                do $$ begin
                  for i in 1..50 loop
                    update sum set number = i where school = 'school-1';
                    commit;
                  end loop;
                end $$""")
            .execute());
    Told meanwhile = look(before.seen());
    assertThat(meanwhile.schools()).containsExactly(ONE.id());
    Told nothing = look(meanwhile.seen());
    assertThat(nothing.schools()).isEmpty();
    now(transaction.commit());
    now(slow.close());
    assertThat(look(nothing.seen()).schools()).containsExactly(OTHER.id());
    assertThat(log.count("select count(*) from noted_change where school = 'school-2'"))
        .as("the first one, and one of the two in one transaction")
        .isEqualTo(2);
  }

  @Test
  void what_nobody_needs_any_more_is_tidied_a_part_at_a_time() {
    String notEnded =
        "select count(*) from noted_change where changed >= pg_snapshot_xmin(pg_current_snapshot())";
    soon().until(() -> log.count(notEnded) == 0);
    Told longAgo = look(null);
    set(ONE, 2);
    long notes = log.count("select count(*) from noted_change");
    now(log.pool().preparedQuery(Changes.TIDY).execute(Tuple.of(longAgo.seen(), 1)));
    assertThat(log.count("select count(*) from noted_change")).isEqualTo(notes - 1);
    now(log.pool().preparedQuery(Changes.TIDY).execute(Tuple.of(longAgo.seen(), 100)));
    assertThat(log.count("select count(*) from noted_change")).isEqualTo(1);
  }

  /** What a look told, before the one that is asked next. */
  private record Told(String seen, List<String> schools) {}

  private Told look(String seen) {
    var rows = now(log.pool().preparedQuery(Changes.LOOK).execute(Tuple.tuple().addString(seen)));
    List<String> schools =
        StreamSupport.stream(rows.spliterator(), false)
            .map(row -> row.getString("school"))
            .filter(school -> school != null)
            .toList();
    return new Told(rows.iterator().next().getString("seen"), schools);
  }

  /** As when all who ask and all who write are busy. */
  @Test
  void a_change_is_seen_while_the_pool_has_no_connection_left() {
    List<SqlConnection> all =
        IntStream.range(0, TestLog.CONNECTIONS)
            .mapToObj(i -> now(log.pool().getConnection()))
            .toList();
    long before = changes.mark(BOARD, ONE);
    now(update(all.getFirst(), ONE, 2));
    soon().until(() -> changes.mark(BOARD, ONE) > before);
    all.forEach(each -> now(each.close()));
  }

  /** The notes may be gone, though by the process' own clock the last look was a moment ago. */
  @Test
  void who_slept_with_its_host_forgets_all() {
    setUnnoted(ONE, 9);
    slept = Duration.ofMinutes(6);
    soon().until(() -> isKept(ONE) && ask(ONE).value() == 9);
  }

  @Test
  void who_lost_the_database_from_sight_forgets_all() {
    setUnnoted(ONE, 9);
    now(
        log.pool()
            .query(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and datname = current_database() and query like '%noted_change%'")
            .execute());
    soon().until(() -> isKept(ONE) && ask(ONE).value() == 9);
  }

  @Test
  void another_instance_sees_it_too() {
    try (Changes<Long> beside = new Changes<>(log.ownConnections(), moment::incrementAndGet)) {
      beside.start();
      Kept<Integer, Long> there = new Kept<>(beside, number -> 1, 10, A_WHILE);
      for (int number = 2; number < 5; number++) {
        int newest = number;
        set(ONE, newest);
        soon().until(() -> ask(there, ONE).value() == newest && ask(ONE).value() == newest);
      }
    }
  }

  @Test
  void a_table_that_was_rebuilt_is_forgotten_and_noted_as_before() {
    now(log.store().append(log.note(ONE.id()), 0, lines(3), META));
    try (Subscriptions subscriptions =
        new Subscriptions(log.pool(), log.store(), List.of(new Sum()), 1)) {
      now(subscriptions.start(Duration.ofMillis(200)));
      soon().until(() -> ask(ONE).value() == 4);
      setUnnoted(ONE, 9);
      soon().until(() -> isKept(ONE));
      now(subscriptions.rebuild("sum").collect().last());
      soon().until(() -> ask(ONE).value() == 3);
      set(ONE, 5);
      soon().until(() -> ask(ONE).value() == 5);
    }
  }

  /** Lines of a school. */
  private static final class Sum implements Projection {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(NoteEvent.LineWritten.class);
    }

    @Override
    public List<String> tables() {
      return List.of("sum");
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return sql.preparedQuery(
              """
              insert into sum (board, school, number) values ($1, $2, $3)
              on conflict (school) do update set number = sum.number + excluded.number
              """)
          .execute(Tuple.of(BOARD.id(), events.getFirst().stream().school().id(), events.size()))
          .replaceWithVoid();
    }
  }

  /** What no statement that is noted has changed is kept as it was. */
  private void setUnnoted(School school, int number) {
    now(log.pool().query("alter table sum disable trigger user").execute());
    set(school, number);
    now(log.pool().query("alter table sum enable trigger user").execute());
  }

  private void set(School school, int number) {
    now(update(log.pool(), school, number));
  }

  private static Uni<?> update(io.vertx.mutiny.sqlclient.SqlClient sql, School school, int number) {
    return sql.preparedQuery(
            """
            insert into sum (board, school, number) values ($1, $2, $3)
            on conflict (school) do update set number = $3
            """)
        .execute(Tuple.of(BOARD.id(), school.id(), number));
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON);
  }

  private boolean isKept(School school) {
    ask(school);
    int before = reads.get();
    ask(school);
    return reads.get() == before;
  }

  private Known<Integer, Long> ask(School school) {
    return ask(kept, school);
  }

  private Known<Integer, Long> ask(Kept<Integer, Long> from, School school) {
    return now(from.get(BOARD, school, "number", any -> true, () -> read(school)));
  }

  private Uni<Integer> read(School school) {
    reads.incrementAndGet();
    return log.pool()
        .preparedQuery("select number from sum where school = $1")
        .execute(Tuple.of(school.id()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
