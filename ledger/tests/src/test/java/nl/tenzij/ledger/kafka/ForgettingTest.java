package nl.tenzij.ledger.kafka;

import static nl.tenzij.ledger.privacy.TestLedger.BOARD;
import static nl.tenzij.ledger.privacy.TestLedger.META;
import static nl.tenzij.ledger.privacy.TestLedger.SCHOOL;
import static nl.tenzij.ledger.privacy.TestLedger.TYPES;
import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Met;
import nl.tenzij.ledger.privacy.TestLedger.Name;
import nl.tenzij.ledger.store.Failures;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.subscription.Turnstile;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Board OTHER = new Board("board-b");
  private static final String KNOW =
      """
      insert into known (board, school, person)
      select $1, $2, $3 where not is_forgotten_by_now($1, $3)
      """;

  private TestLedger ledger;
  private Subscriptions subscriptions;
  private Known forgetting;

  private static final class Known extends Forgetting {

    // When what is under way was looked for.
    private final Map<String, Long> shown = new ConcurrentHashMap<>();

    Known(Erasures erasures, Subscriptions subscriptions) {
      super(erasures, subscriptions);
    }

    @Override
    public String name() {
      return "forget-known";
    }

    @Override
    public String topic() {
      return TestTopic.NAME;
    }

    @Override
    public Set<String> types() {
      return Set.of(TestTopic.FORGOTTEN);
    }

    @Override
    protected String subject(Incoming message) {
      return message.data().required("person").asText();
    }

    @Override
    protected Set<String> projections() {
      return Set.of("people-met");
    }

    @Override
    protected Uni<Void> end(Incoming message, String subject, SqlConnection sql) {
      return sql.preparedQuery("select count(*) from met where person = $1")
          .execute(Tuple.of(subject))
          .invoke(rows -> shown.put(subject, rows.iterator().next().getLong(0)))
          .replaceWithVoid();
    }

    @Override
    protected List<String> removals() {
      return List.of("delete from known where board = $1 and person = $2");
    }
  }

  private static final class PeopleMet implements Projection {
    @Override
    public String name() {
      return "people-met";
    }

    @Override
    public List<String> tables() {
      return List.of("met");
    }

    @Override
    public Set<Class<?>> events() {
      return Set.of(Met.class);
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      return Projection.oneByOne(
          events,
          recorded ->
              sql.preparedQuery("insert into met (person) values ($1)")
                  .execute(Tuple.of(((Met) recorded.event()).name().subject()))
                  .replaceWithVoid());
    }
  }

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    ledger.execute("create table known (board text, school text, person text)");
    ledger.execute("create table met (person text)");
    subscriptions = new Subscriptions(ledger.pool(), ledger.store(), List.of(new PeopleMet()), 2);
    now(subscriptions.start(Duration.ofMillis(100)));
    forgetting = new Known(ledger.erasures(), subscriptions);
  }

  @AfterEach
  void close() {
    subscriptions.close();
    ledger.close();
  }

  private static Incoming forgotten(Board board, String person) {
    JsonNode data = JsonNodeFactory.instance.objectNode().put("person", person);
    return new Incoming(
        UUID.randomUUID().toString(),
        TestTopic.FORGOTTEN,
        board,
        SCHOOL,
        null,
        Instant.now(),
        1,
        person,
        data,
        null);
  }

  private void hear(Incoming message) {
    now(subscriptions.latest(forgetting.projections(), message.board(), SOON));
    take(message, forgetting);
  }

  /** Whether or not the list is behind. */
  private void take(Incoming message, Consumer consumer) {
    now(ledger.pool().withTransaction(sql -> consumer.handle(message, sql)));
  }

  private void know(Board board, String school, String person) {
    now(ledger.pool().preparedQuery(KNOW).execute(Tuple.of(board.id(), school, person)));
  }

  private long known(String where) {
    return ledger.count("select count(*) from known where " + where);
  }

  private static Met met(String subject) {
    return new Met(Personal.of(subject, new Name("Bo", "Bos")), List.of());
  }

  private Met read(StreamId stream) {
    return (Met) now(ledger.store().read(stream, TYPES)).getFirst().event();
  }

  @Test
  void forgets_at_all_schools_of_the_board_and_nobody_else() {
    StreamId stream = TestLedger.stream(new School("school-2"));
    StreamId elsewhere = new StreamId(OTHER, SCHOOL, "person", UUID.randomUUID());
    now(ledger.store().append(stream, 0, List.of(met("p-1")), META));
    now(ledger.store().append(elsewhere, 0, List.of(met("p-1")), META));
    know(BOARD, "school-1", "p-1");
    know(BOARD, "school-2", "p-1");
    know(BOARD, "school-2", "p-2");
    know(OTHER, "school-1", "p-1");
    Incoming message = forgotten(BOARD, "p-1");

    hear(message);

    assertThat(read(stream).name()).isEqualTo(new Personal.Forgotten<>("p-1"));
    assertThat(read(elsewhere)).isEqualTo(met("p-1"));
    assertThat(known("board = 'board-a'")).isOne();
    assertThat(known("board = 'board-b'")).isOne();
    List<Recorded<?>> log =
        now(ledger.store().after(ledger.store().partition(BOARD, SCHOOL), 0, 10));
    assertThat(log.getLast().event()).isEqualTo(new Forgot("p-1"));
    assertThat(log.getLast().meta().cause()).isEqualTo(UUID.fromString(message.id()));
    assertThat(log.getLast().meta().actor()).isEqualTo("forget-known");
  }

  /** Also whoever was not known here, and what comes after it. */
  @Test
  void forgets_once_and_for_good() {
    take(forgotten(BOARD, "p-9"), forgetting.keys());
    assertThat(ledger.count("select count(*) from event")).isZero();
    hear(forgotten(BOARD, "p-9"));
    hear(forgotten(BOARD, "p-9"));
    know(BOARD, "school-1", "p-9");

    assertThat(known("true")).isZero();
    assertThat(ledger.count("select count(*) from event")).isOne();
    assertThatThrownBy(
            () ->
                now(ledger.store().append(TestLedger.stream(SCHOOL), 0, List.of(met("p-9")), META)))
        .isInstanceOf(SubjectForgotten.class);
  }

  /** What is being written at that moment is waited for, and goes too. */
  @Test
  void removes_what_was_being_written() {
    CompletableFuture<Void> written = new CompletableFuture<>();
    CompletableFuture<Void> mayEnd = new CompletableFuture<>();
    CompletableFuture<Void> writing =
        ledger
            .pool()
            .withTransaction(
                sql ->
                    sql.preparedQuery(KNOW)
                        .execute(Tuple.of(BOARD.id(), "school-1", "p-1"))
                        .invoke(() -> written.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(mayEnd)))
            .subscribeAsCompletionStage();
    written.join();
    CompletableFuture<Void> erasing =
        ledger
            .pool()
            .withTransaction(sql -> this.forgetting.handle(forgotten(BOARD, "p-1"), sql))
            .subscribeAsCompletionStage();

    await().atMost(SOON).until(() -> waiting() == 1);
    assertThat(erasing).isNotDone();
    mayEnd.complete(null);
    writing.join();
    erasing.join();

    assertThat(known("true")).isZero();
  }

  /**
   * What is under way is looked up in lists: they show what was written a moment before. As long as
   * they don't, the key alone is gone, and the message comes again.
   */
  @Test
  void ends_what_a_list_does_not_show_yet() {
    SqlConnection holding = now(ledger.pool().getConnection());
    var held = now(holding.begin());
    now(holding.query("select from checkpoint for update").execute());
    StreamId stream = TestLedger.stream(SCHOOL);
    now(ledger.store().append(stream, 0, List.of(met("p-1")), META));
    know(BOARD, "school-1", "p-1");
    Incoming message = forgotten(BOARD, "p-1");

    assertThatThrownBy(() -> take(message, forgetting)).matches(Failures::passes);

    assertThat(read(stream).name()).isEqualTo(new Personal.Forgotten<>("p-1"));
    know(BOARD, "school-2", "p-1");
    assertThat(known("school = 'school-2'")).as("is told no more").isZero();
    assertThat(forgetting.shown).as("not looked for").isEmpty();
    assertThat(ledger.count(FORGETTINGS)).isZero();
    hear(forgotten(OTHER, "p-1"));
    assertThat(ledger.count(FORGETTINGS)).as("of a board of which no list is behind").isOne();

    now(held.rollback());
    now(holding.close());
    hear(message);

    assertThat(forgetting.shown).containsEntry("p-1", 1L);
    assertThat(ledger.count(FORGETTINGS)).isEqualTo(2);
    assertThat(known("true")).isZero();
  }

  /** Nobody waits for the list but who is to be forgotten, and their keys wait for nothing. */
  @Test
  void goes_on_where_a_list_stands_still() throws Exception {
    List<String> people = IntStream.range(0, 12).mapToObj(i -> "p-" + i).toList();
    SqlConnection holding = now(ledger.pool().getConnection());
    var held = now(holding.begin());
    now(holding.query("select from checkpoint for update").execute());
    for (String person : people) {
      now(ledger.store().append(TestLedger.stream(SCHOOL), 0, List.of(met(person)), META));
    }
    Counting.makeTable(ledger);
    TestTopic topic = TestTopic.fresh();
    topic.send(people.stream().map(topic::forgotten).toList());
    try (Inbox inbox = inbox(topic, forgetting, new Counting(Counting.NONE))) {
      await().atMost(SOON).until(() -> ledger.count(KEYS_GONE) == people.size());
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(inbox.blocked())
                      .extracting(Blocked::consumer)
                      .contains("forget-known")
                      .doesNotContain("destroy-keys"));
      topic.count(1, 20, "a", "b", "c", "d", "e", "f");
      await().atMost(SOON).until(() -> Counting.count(ledger) == 120);
      assertThat(ledger.count(FORGETTINGS)).isZero();

      now(held.rollback());
      now(holding.close());

      await().atMost(SOON).until(() -> ledger.count(FORGETTINGS) == people.size());
      await().atMost(SOON).until(() -> inbox.blocked().isEmpty());
      assertThat(now(inbox.parked()).values())
          .allSatisfy(parked -> assertThat(parked.all()).isZero());
      assertThat(forgetting.shown).containsOnlyKeys(people).doesNotContainValue(0L);
    } finally {
      topic.close();
    }
  }

  private Inbox inbox(TestTopic topic, Consumer... consumers) {
    Inbox inbox =
        new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(consumers),
            new Inbox.Bounds(new Turnstile(1), SOON));
    inbox.start();
    return inbox;
  }

  private static final String KEYS_GONE =
      "select count(*) from subject_key where wrapped_key is null and forgotten_at is null";
  private static final String FORGETTINGS =
      "select count(*) from event where type = 'subject.forgotten.v1'";

  /** And what is written while somebody is being forgotten is not, once that is so. */
  @Test
  void lets_nothing_be_written_meanwhile() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> mayEnd = new CompletableFuture<>();
    CompletableFuture<Void> erasing =
        ledger
            .pool()
            .withTransaction(
                sql ->
                    this.forgetting
                        .handle(forgotten(BOARD, "p-1"), sql)
                        .invoke(() -> done.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(mayEnd)))
            .subscribeAsCompletionStage();
    done.join();
    CompletableFuture<?> writing =
        ledger
            .pool()
            .preparedQuery(KNOW)
            .execute(Tuple.of(BOARD.id(), "school-1", "p-1"))
            .subscribeAsCompletionStage();

    await().atMost(SOON).until(() -> waiting() == 1);
    assertThat(writing).isNotDone();
    mayEnd.complete(null);
    erasing.join();
    writing.join();

    assertThat(known("true")).isZero();
  }

  private long waiting() {
    return ledger.count(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            + " and database = (select oid from pg_database where datname = current_database())");
  }
}
