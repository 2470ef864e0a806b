package nl.tenzij.ledger.subscription;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event that can't be handled, something that never ends: what else goes on, what shows. */
class StuckTest {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OPERATOR = "0a1b";

  private TestLog log;
  private final List<Subscriptions> running = new ArrayList<>();

  @BeforeEach
  void open() {
    log = TestLog.fresh();
    now(log.pool().query("create table act (event uuid not null)").execute());
    now(log.pool().query(LineCount.TABLE).execute());
  }

  @AfterEach
  void close() {
    running.forEach(Subscriptions::close);
    log.close();
  }

  private Subscriptions run(Duration limit, Subscription... all) {
    Subscriptions started =
        new Subscriptions(
            log.pool(), log.store(), List.of(all), new Pace(2, Turnstile.within(16), limit));
    running.add(started);
    now(started.start(POLL));
    return started;
  }

  /** Writes down each event in its transaction, and beside it; then fails at some. */
  private final class Acting implements Policy {
    private final Map<UUID, Integer> tries = new ConcurrentHashMap<>();
    private final Map<UUID, Throwable> failing = new ConcurrentHashMap<>();

    @Override
    public String name() {
      return "act";
    }

    @Override
    public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
      tries.merge(event.id(), 1, Integer::sum);
      return sql.preparedQuery("insert into act (event) values ($1)")
          .execute(Tuple.of(event.id()))
          .invoke(() -> failAt(event.id()))
          .replaceWithVoid();
    }

    private void failAt(UUID event) {
      if (failing.get(event) instanceof RuntimeException failure) {
        throw failure;
      }
    }

    private int tries(UUID event) {
      return tries.getOrDefault(event, 0);
    }
  }

  private List<UUID> append(StreamId note, int count) {
    now(log.store().append(note, 0, lines(count), META));
    return now(log.store().read(note, NoteEvent.TYPES)).stream().map(Recorded::id).toList();
  }

  private List<UUID> acted() {
    List<UUID> found = new ArrayList<>();
    now(log.pool().query("select event from act").execute())
        .forEach(row -> found.add(row.getUUID(0)));
    return found;
  }

  private static List<Status> troubled(Subscriptions subscriptions) {
    return now(subscriptions.status()).stream().filter(each -> each.trouble() != null).toList();
  }

  @Test
  void a_policy_acts_once_on_what_comes_before_an_event_that_fails() {
    Acting acting = new Acting();
    StreamId note = log.note("school-1");
    Subscriptions subscriptions = run(SOON, acting);
    // None of it is looked at before all of it is there and we know the sixth.
    SqlHeld held = SqlHeld.of(log, "act");
    List<UUID> events = append(note, 8);
    UUID poison = events.get(5);
    acting.failing.put(poison, new IllegalStateException("poison"));
    held.letGo();

    await().atMost(SOON).until(() -> acting.tries(poison) >= 4);

    assertThat(events.subList(0, 5)).allMatch(event -> acting.tries(event) == 1);
    assertThat(events.subList(6, 8)).allMatch(event -> acting.tries(event) == 0);
    assertThat(acted()).containsExactlyInAnyOrderElementsOf(events.subList(0, 5));
    assertThat(troubled(subscriptions))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.next()).isEqualTo(poison);
              assertThat(status.trouble()).isEqualTo("IllegalStateException");
            });
  }

  @Test
  void goes_on_behind_an_event_that_is_set_aside_and_takes_it_in_when_it_is_replayed() {
    Acting acting = new Acting();
    Subscriptions subscriptions = run(SOON, acting);
    SqlHeld held = SqlHeld.of(log, "act");
    List<UUID> events = append(log.note("school-1"), 8);
    UUID poison = events.get(5);
    acting.failing.put(poison, new IllegalStateException("poison"));
    held.letGo();
    await().atMost(SOON).until(() -> !troubled(subscriptions).isEmpty());

    assertThat(now(subscriptions.setAside("act", poison, OPERATOR))).isTrue();

    await().atMost(SOON).until(() -> acted().size() == 7);
    await().atMost(SOON).until(() -> troubled(subscriptions).isEmpty());
    Aside aside = now(subscriptions.setAside(0, 10)).getFirst();
    assertThat(aside.event()).isEqualTo(poison);
    assertThat(aside.by()).isEqualTo(OPERATOR);
    assertThat(aside.type()).isEqualTo("note.line-written.v1");
    assertThatThrownBy(() -> now(subscriptions.replay(aside.number(), OPERATOR)))
        .isInstanceOfSatisfying(
            Refused.class, again -> assertThat(again.code()).isEqualTo("still-fails"));
    assertThat(now(subscriptions.setAside(0, 10)))
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.attempts()).isEqualTo(1);
              assertThat(left.error()).isEqualTo(IllegalStateException.class.getName());
            });
    assertThat(acted()).hasSize(7).doesNotContain(poison);

    acting.failing.clear();
    assertThat(now(subscriptions.replay(aside.number(), OPERATOR))).isTrue();

    assertThat(acted()).containsExactlyInAnyOrderElementsOf(events);
    assertThat(now(subscriptions.setAside(0, 10))).isEmpty();
    assertThat(now(subscriptions.replay(aside.number(), OPERATOR))).isFalse();
    assertThat(now(Deeds.list(log.pool(), 0, 10)))
        .extracting(Deeds.Deed::deed, Deeds.Deed::by)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("event-set-aside", OPERATOR),
            org.assertj.core.groups.Tuple.tuple("event-replayed", OPERATOR));
  }

  @Test
  void sets_aside_only_what_a_policy_or_relay_has_before_it() {
    Subscriptions subscriptions = run(SOON, new Acting(), new LineCount());
    List<UUID> events = append(log.note("school-1"), 2);
    await().atMost(SOON).until(() -> acted().size() == 2);

    assertThatThrownBy(() -> now(subscriptions.setAside("act", events.getFirst(), OPERATOR)))
        .isInstanceOf(Refused.class);
    assertThat(now(subscriptions.setAside("act", UUID.randomUUID(), OPERATOR))).isFalse();
    assertThatThrownBy(() -> subscriptions.setAside("line-count", events.getFirst(), OPERATOR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(now(Deeds.list(log.pool(), 0, 10))).isEmpty();
  }

  @Test
  void what_never_ends_is_ended_and_shows() {
    Policy endless =
        new Policy() {
          @Override
          public String name() {
            return "endless";
          }

          @Override
          public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
            return Uni.createFrom().nothing();
          }
        };
    Projection endlessToo =
        new Projection() {
          @Override
          public String name() {
            return "line-count";
          }

          @Override
          public List<String> tables() {
            return List.of("line_count");
          }

          @Override
          public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
            return Uni.createFrom().nothing();
          }
        };
    Acting acting = new Acting();
    Subscriptions subscriptions = run(Duration.ofMillis(300), endless, endlessToo, acting);
    List<UUID> events = append(log.note("school-1"), 3);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(troubled(subscriptions))
                    .extracting(Status::subscription, Status::trouble)
                    .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("endless", "TookTooLong"),
                        org.assertj.core.groups.Tuple.tuple("line-count", "TookTooLong")));
    await().atMost(SOON).untilAsserted(() -> assertThat(acted()).isEqualTo(events));
  }

  @Test
  void what_stands_still_in_the_hands_of_another_shows() {
    Subscriptions subscriptions = run(SOON, new LineCount());
    SqlHeld held = SqlHeld.of(log, "line-count");
    append(log.note("school-1"), 3);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(now(subscriptions.status()))
                    .filteredOn(each -> each.standingSince() != null)
                    .singleElement()
                    .satisfies(each -> assertThat(each.trouble()).isNull()));
    await().atMost(SOON).until(() -> subscriptions.lag("line-count") > 1);
    held.letGo();
    await().atMost(SOON).until(() -> subscriptions.lag("line-count") == 0);
    assertThat(now(subscriptions.status())).allMatch(each -> each.standingSince() == null);
  }

  @Test
  void three_instances_never_work_one_partition_at_once() {
    List<UUID> seen = Collections.synchronizedList(new ArrayList<>());
    Policy slow =
        new Policy() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
            seen.add(event.id());
            return Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(3));
          }
        };
    for (int i = 0; i < 3; i++) {
      run(SOON, slow);
    }
    for (int i = 0; i < 100; i++) {
      append(log.note("school-" + i % 9), 3);
    }
    await().atMost(SOON).until(() -> List.copyOf(seen).stream().distinct().count() == 300);
    await()
        .atMost(SOON)
        .until(
            () ->
                log.count(
                        "select count(*) from event e join checkpoint c using (partition) where e.position > c.position")
                    == 0);
    assertThat(seen).doesNotHaveDuplicates();
  }
}
