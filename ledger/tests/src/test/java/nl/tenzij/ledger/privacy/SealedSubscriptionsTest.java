package nl.tenzij.ledger.privacy;

import static nl.tenzij.ledger.privacy.TestLedger.BOARD;
import static nl.tenzij.ledger.privacy.TestLedger.JSON;
import static nl.tenzij.ledger.privacy.TestLedger.META;
import static nl.tenzij.ledger.privacy.TestLedger.SCHOOL;
import static nl.tenzij.ledger.privacy.TestLedger.TYPES;
import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.kafka.Envelope;
import nl.tenzij.ledger.kafka.KafkaConnection;
import nl.tenzij.ledger.kafka.KafkaRelay;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.kafka.Sources;
import nl.tenzij.ledger.privacy.TestLedger.Met;
import nl.tenzij.ledger.privacy.TestLedger.Name;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Aside;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.subscription.Relay;
import nl.tenzij.ledger.subscription.Subscription;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.subscription.Subscriptions.Status;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions to a log in which people's values are sealed. */
class SealedSubscriptionsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** No test lasts that long: whatever goes on does so without looking again. */
  private static final Duration NEVER = Duration.ofHours(1);

  private final MasterKey master = new MasterKey(MasterKey.fresh());
  private final List<Subscriptions> running = new ArrayList<>();
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh(master);
    ledger.execute("create table greeting (stream text primary key, family text)");
  }

  @AfterEach
  void close() {
    running.forEach(Subscriptions::close);
    ledger.close();
  }

  private Subscriptions run(Pool pool, PostgresEventStore store, Subscription... all) {
    Subscriptions started = new Subscriptions(pool, store, List.of(all), 2);
    running.add(started);
    now(started.start(NEVER));
    return started;
  }

  /** The family names as they stand in the events. */
  private static class Greetings implements Projection {

    @Override
    public String name() {
      return "greetings";
    }

    @Override
    public List<String> tables() {
      return List.of("greeting");
    }

    @Override
    public boolean looksIntoPersonal() {
      return true;
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      List<Tuple> rows = new ArrayList<>();
      for (Recorded<?> each : events) {
        if (each.event() instanceof Met met) {
          rows.add(
              Tuple.of(each.stream().stored(), met.name().value().map(Name::family).orElse(null)));
        }
      }
      return rows.isEmpty()
          ? Uni.createFrom().voidItem()
          : sql.preparedQuery(
                  "insert into greeting values ($1, $2) on conflict (stream) do update set family = $2")
              .executeBatch(rows)
              .replaceWithVoid();
    }
  }

  private Map<String, String> greetings() {
    Map<String, String> found = new TreeMap<>();
    for (Row row : now(ledger.pool().query("select stream, family from greeting").execute())) {
      found.put(row.getString(0), String.valueOf(row.getString(1)));
    }
    return found;
  }

  /** Notes down what it is given. */
  private static final class Acting implements Policy {
    private final List<UUID> acted = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "act";
    }

    @Override
    public boolean looksIntoPersonal() {
      return true;
    }

    @Override
    public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
      acted.add(event.id());
      return Uni.createFrom().voidItem();
    }
  }

  private static final class Telling implements Relay {
    private final List<UUID> told = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "tell";
    }

    @Override
    public boolean looksIntoPersonal() {
      return true;
    }

    @Override
    public Uni<Void> pass(List<Recorded<?>> events) {
      events.forEach(each -> told.add(each.id()));
      return Uni.createFrom().voidItem();
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static Met met(String subject, String family) {
    return new Met(Personal.of(subject, new Name("Bo", family)), List.of());
  }

  /** One event each about so many people, in one stream. */
  private List<UUID> meet(int people) {
    StreamId stream = TestLedger.stream(SCHOOL);
    List<Met> all = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      all.add(met("p-" + i, "Bos"));
    }
    now(ledger.store().append(stream, 0, all, META));
    return now(ledger.store().read(stream, TYPES)).stream().map(Recorded::id).toList();
  }

  private void policyFromTheBeginning() {
    ledger.execute("insert into checkpoint select 'act', p, 0 from generate_series(0, 3) p");
  }

  @Test
  void stops_at_the_event_that_can_not_be_opened_and_is_quickly_there() {
    List<UUID> events = meet(30);
    UUID broken = events.get(20);
    ledger.execute("delete from subject_key where subject = 'p-20'");
    policyFromTheBeginning();
    Acting acting = new Acting();
    Telling telling = new Telling();
    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      Subscriptions subscriptions =
          run(other.pool(), other.store(), acting, telling, new Greetings());

      await().atMost(SOON).until(() -> troubled(subscriptions).size() == 3);

      assertThat(troubled(subscriptions))
          .allSatisfy(
              each -> {
                assertThat(each.next()).isEqualTo(broken);
                assertThat(each.trouble()).isEqualTo(Unreadable.class.getSimpleName());
              });
      assertThat(acting.acted).isEqualTo(events.subList(0, 20));
      assertThat(telling.told).isEqualTo(events.subList(0, 20));

      assertThat(now(subscriptions.setAside("act", broken, "0a1b"))).isTrue();
      assertThat(now(subscriptions.setAside("tell", broken, "0a1b"))).isTrue();

      List<UUID> others = events.stream().filter(each -> !each.equals(broken)).toList();
      await().atMost(SOON).untilAsserted(() -> assertThat(acting.acted).isEqualTo(others));
      await().atMost(SOON).untilAsserted(() -> assertThat(telling.told).isEqualTo(others));
      Aside aside = now(subscriptions.setAside(0, 1)).getFirst();
      assertThatThrownBy(() -> now(subscriptions.replay(aside.number(), "0a1b")))
          .isInstanceOfSatisfying(
              Refused.class, again -> assertThat(again.code()).isEqualTo("still-fails"));
      running.forEach(Subscriptions::close);
    }
  }

  private static List<Status> troubled(Subscriptions subscriptions) {
    return now(subscriptions.status()).stream().filter(each -> each.trouble() != null).toList();
  }

  @Test
  void opens_what_is_sealed_on_the_connection_that_a_step_holds() {
    meet(10);
    Pool only =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1).setConnectionTimeout(2))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("localhost")
                    .setPort(ledger.place().port())
                    .setDatabase(ledger.place().database())
                    .setUser("postgres")
                    .setPassword("postgres"))
            .using(ledger.vertx())
            .build();
    PostgresEventStore first = storeOn(only);
    Telling telling = new Telling();
    Subscriptions subscriptions = run(only, first, telling, new Greetings());

    await().atMost(SOON).until(() -> telling.told.size() == 10 && greetings().size() == 1);
    assertThat(troubled(subscriptions)).isEmpty();

    // Another, with no key in its memory.
    Subscriptions another =
        new Subscriptions(only, storeOn(only), List.<Subscription>of(new Greetings()), 2);
    now(Multi.createFrom().publisher(another.rebuild("greetings")).collect().last());
    assertThat(greetings().values()).containsExactly("Bos");
    running.forEach(Subscriptions::close);
    now(only.close());
  }

  private PostgresEventStore storeOn(Pool pool) {
    return new PostgresEventStore(
        pool,
        List.of(TYPES, ErasureEvent.TYPES),
        new Vault(pool, master, JSON),
        JSON,
        ledger.store().partitions(),
        1);
  }

  @Test
  void a_projection_that_is_rebuilt_knows_nothing_any_more_of_who_was_forgotten() {
    StreamId ofOne = TestLedger.stream(SCHOOL);
    StreamId ofOther = TestLedger.stream(SCHOOL);
    Subscriptions subscriptions = run(ledger.pool(), ledger.store(), new Greetings());
    now(ledger.store().append(ofOne, 0, List.of(met("p-1", "Bos")), META));
    now(ledger.store().append(ofOther, 0, List.of(met("p-2", "Vos")), META));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(greetings())
                    .isEqualTo(Map.of(ofOne.stored(), "Bos", ofOther.stored(), "Vos")));

    now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));
    now(Multi.createFrom().publisher(subscriptions.rebuild("greetings")).collect().last());

    assertThat(greetings()).isEqualTo(Map.of(ofOne.stored(), "null", ofOther.stored(), "Vos"));
  }

  @Test
  void a_projection_writes_nothing_of_who_another_instance_has_forgotten() {
    StreamId before = TestLedger.stream(SCHOOL);
    StreamId after = TestLedger.stream(SCHOOL);
    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      // This instance has the key in its memory, and the other one forgets.
      now(ledger.store().append(before, 0, List.of(met("p-1", "Bos")), META));
      assertThat(now(other.erasures().forget(BOARD, SCHOOL, "p-1", META))).isTrue();
      now(ledger.store().append(after, 0, List.of(met("p-1", "Bos")), META));

      run(ledger.pool(), ledger.store(), new Greetings());

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(greetings())
                      .isEqualTo(Map.of(before.stored(), "null", after.stored(), "null")));
    }
  }

  /** Tells the family name, as no publisher of ours would. */
  private static final class Gossip implements Publisher {

    @Override
    public String topic() {
      return "gossip.v1";
    }

    @Override
    public List<Published> publish(Recorded<?> event) {
      return event.event() instanceof Met met
          ? List.of(
              Published.of(
                  event,
                  "nl.tenzij.test.met.v1",
                  "someone",
                  event.stream().stored(),
                  Map.of("family", met.name().value().map(Name::family).orElse("nobody"))))
          : List.of();
    }
  }

  /** Looks at whom events are about, and at nothing that is sealed. */
  private static final class Faces implements Projection {
    private final List<Personal<Name>> seen = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "faces";
    }

    @Override
    public List<String> tables() {
      return List.of();
    }

    @Override
    public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
      events.forEach(each -> seen.add(((Met) each.event()).name()));
      return Uni.createFrom().voidItem();
    }
  }

  @Test
  void who_does_not_look_into_them_needs_no_key() {
    meet(3);
    ledger.execute("delete from subject_key");
    Faces faces = new Faces();
    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      Subscriptions subscriptions = run(other.pool(), other.store(), faces);

      await().atMost(SOON).until(() -> faces.seen.size() == 3);
      assertThat(troubled(subscriptions)).isEmpty();
      assertThat(faces.seen).extracting(Personal::subject).containsExactly("p-0", "p-1", "p-2");
      assertThat(faces.seen).allMatch(each -> each instanceof Personal.Closed<?>);
      running.forEach(Subscriptions::close);
    }
  }

  /** Whoever it is about, forgotten or not: to a topic goes nothing that is sealed. */
  @Test
  void a_relay_that_would_tell_of_somebody_stops_and_tells_nothing() {
    String prefix = "t" + UUID.randomUUID() + ".";
    String topic = prefix + "gossip.v1";
    TestStack.shared().topic(topic, 1);
    String servers = TestStack.shared().kafkaBootstrapServers();
    now(ledger.store().append(TestLedger.stream(SCHOOL), 0, List.of(met("p-1", "Bos")), META));
    now(ledger.store().append(TestLedger.stream(SCHOOL), 0, List.of(met("p-2", "Vos")), META));
    now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));

    try (KafkaRelay relay =
            new KafkaRelay(
                new Gossip(),
                new KafkaConnection(servers, prefix),
                new Envelope(JSON, new Sources("00000000000000000001", Map.of())));
        KafkaConsumer<String, String> reader =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers),
                new StringDeserializer(),
                new StringDeserializer())) {
      Subscriptions subscriptions = run(ledger.pool(), ledger.store(), relay);

      await().atMost(SOON).until(() -> troubled(subscriptions).size() == 1);
      TopicPartition partition = new TopicPartition(topic, 0);
      assertThat(reader.endOffsets(List.of(partition))).containsEntry(partition, 0L);
    }
  }

  @Test
  void who_looks_without_having_said_so_fails_and_writes_nothing() {
    meet(1);
    Greetings silent =
        new Greetings() {
          @Override
          public boolean looksIntoPersonal() {
            return false;
          }
        };
    Subscriptions subscriptions = run(ledger.pool(), ledger.store(), silent);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(troubled(subscriptions))
                    .extracting(Status::trouble)
                    .containsExactly(IllegalStateException.class.getSimpleName()));
    assertThat(greetings()).isEmpty();
  }

  @Test
  void what_was_left_closed_can_not_be_written_on() {
    Met closed = new Met(new Personal.Closed<>("p-1"), List.of());
    assertThatThrownBy(
            () -> now(ledger.store().append(TestLedger.stream(SCHOOL), 0, List.of(closed), META)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("closed");
  }
}
