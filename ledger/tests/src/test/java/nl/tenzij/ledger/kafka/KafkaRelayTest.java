package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Counted;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Aside;
import nl.tenzij.ledger.subscription.Relay;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaRelayTest {

  private CountedLog log;

  @BeforeEach
  void open() {
    log = new CountedLog();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void publishes_all_of_the_log_once_and_in_order() {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope())) {
      log.append(100);
      try (Subscriptions running = log.start(relay)) {
        for (int i = 0; i < 20; i++) {
          log.append(5);
        }
        log.awaitItsEnd();
      }
      log.assertWhole(topic);
      assertThat(topic.all()).hasSize(CountedLog.KEYS * 200);
    }
  }

  @Test
  void tells_all_of_it_again_for_a_broker_that_lost_what_it_had() {
    log.append(20);
    try (TestTopic lost = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), lost.connection(), lost.envelope());
        Subscriptions running = log.start(relay)) {
      log.awaitItsEnd();
    }
    try (TestTopic empty = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), empty.connection(), empty.envelope());
        Subscriptions running = log.start(relay)) {
      assertThatThrownBy(() -> running.tellAgain("relay-nothing", "0a1b"))
          .isInstanceOf(IllegalArgumentException.class);

      TestLedger.now(running.tellAgain(relay.name(), "0a1b"));
      log.append(5);

      log.awaitItsEnd();
      log.assertWhole(empty);
      assertThat(empty.all()).hasSize(CountedLog.KEYS * 25);
    }
  }

  @Test
  void waits_for_a_delivery_that_is_under_way_before_it_tells_again() throws Exception {
    TestLedger.Place place = log.ledger().place();
    log.ledger()
        .execute("alter database %s set lock_timeout = '100ms'".formatted(place.database()));
    try (TestTopic topic = TestTopic.fresh();
        TestLedger impatient = TestLedger.existing(place);
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope());
        Subscriptions running =
            new Subscriptions(impatient.pool(), impatient.store(), List.of(relay), 1)) {
      TestLedger.now(running.start(Duration.ofHours(1)));
      SqlConnection step = TestLedger.now(log.ledger().pool().getConnection());
      TestLedger.now(step.begin());
      TestLedger.now(step.query("select from checkpoint for update").execute());

      CompletableFuture<Void> again =
          running.tellAgain(relay.name(), "0a1b").subscribeAsCompletionStage();
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(60))
          .until(() -> !again.isDone());
      TestLedger.now(step.query("rollback").execute());
      TestLedger.now(step.close());

      again.get(60, TimeUnit.SECONDS);
      assertThat(log.ledger().count("select count(*) from operator_deed")).isOne();
    }
  }

  /** Tells all numbers, one of them with very many words. */
  private record Wordy(String key, int number, int length) implements Publisher {
    @Override
    public String topic() {
      return TestTopic.NAME;
    }

    @Override
    public List<Published> publish(Recorded<?> event) {
      if (!(event.event() instanceof Counted counted)) {
        return List.of();
      }
      boolean wordy = counted.key().equals(key) && counted.number() == number;
      Map<String, Object> data =
          Map.of(
              "key",
              counted.key(),
              "number",
              counted.number(),
              "words",
              wordy ? "w".repeat(length) : "");
      return List.of(Published.of(event, TestTopic.TYPE, null, counted.key(), data));
    }
  }

  private List<Integer> numbers(TestTopic topic, String key) {
    return topic.all().stream()
        .filter(record -> record.key().equals(key))
        .map(record -> new String(record.value()))
        .map(content -> Integer.parseInt(content.replaceAll(".*\"number\":(\\d+).*", "$1")))
        .distinct()
        .toList();
  }

  private UUID eventOf(String key, int number) {
    return TestLedger.now(log.ledger().store().read(log.streams().get(key), TestLedger.TYPES))
        .get(number - 1)
        .id();
  }

  private static void awaitStuckAt(Subscriptions running, UUID event) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(TestLedger.now(running.status()))
                    .filteredOn(each -> each.trouble() != null)
                    .extracting(Subscriptions.Status::next)
                    .containsExactly(event));
  }

  @Test
  void nothing_overtakes_a_message_that_the_broker_refuses() throws Exception {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new Wordy("key-0", 7, 50_000), topic.connection(), topic.envelope())) {
      topic.largestBatch(40_000);
      log.append(30);
      try (Subscriptions running = log.start(relay)) {
        awaitStuckAt(running, eventOf("key-0", 7));
        assertThat(numbers(topic, "key-0")).containsExactly(1, 2, 3, 4, 5, 6);

        topic.largestBatch(1_000_000);

        log.awaitItsEnd();
      }
      log.assertWhole(topic);
    }
  }

  @Test
  void a_message_that_is_too_large_shows_and_can_be_set_aside() {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new Wordy("key-0", 7, 70_000), topic.connection(), topic.envelope())) {
      log.append(30);
      try (Subscriptions running = log.start(relay)) {
        UUID event = eventOf("key-0", 7);
        awaitStuckAt(running, event);
        assertThat(numbers(topic, "key-0")).containsExactly(1, 2, 3, 4, 5, 6);

        assertThat(TestLedger.now(running.setAside(relay.name(), event, "0a1b"))).isTrue();

        log.awaitItsEnd();
        assertThat(numbers(topic, "key-0")).hasSize(29).doesNotContain(7);
        assertThat(TestLedger.now(running.setAside(0, 10)))
            .extracting(Aside::event)
            .containsExactly(event);
      }
    }
  }

  /** Takes what it is to pass on and lies low with it, as one whose database is gone would. */
  private static final class Late implements Relay {
    private final Relay relay;
    private final CompletableFuture<Void> awake = new CompletableFuture<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();

    Late(Relay relay) {
      this.relay = relay;
    }

    @Override
    public String name() {
      return relay.name();
    }

    @Override
    public Uni<Void> pass(List<Recorded<?>> events) {
      held.addAndGet(events.size());
      return Uni.createFrom()
          .completionStage(awake)
          .chain(() -> relay.pass(events))
          .invoke(() -> passed.addAndGet(events.size()));
    }

    @Override
    public void close() {
      relay.close();
    }
  }

  @Test
  void a_relay_that_was_taken_over_can_only_repeat() {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay first =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope());
        KafkaRelay second =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope())) {
      log.append(20);
      Late late = new Late(first);
      try (Subscriptions cutOff = log.start(late, 1)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> late.held.get() > 0);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    log.ledger()
                            .count(
                                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                    + " where datname = current_database() and state = 'idle in transaction'")
                        > 0);
        try (Subscriptions other = log.start(second)) {
          log.append(20);
          log.awaitItsEnd();
          log.assertWhole(topic);
          int before = topic.all().size();

          late.awake.complete(null);

          await().atMost(Duration.ofSeconds(60)).until(() -> late.passed.get() > 0);
          await().atMost(Duration.ofSeconds(60)).until(() -> topic.all().size() > before);
          log.append(5);
          log.awaitItsEnd();
        }
      }
      log.assertWhole(topic);
      assertThat(topic.all()).hasSizeGreaterThan(CountedLog.KEYS * 45);
    }
  }

  /** Loses the database connection between the broker's answer and the checkpoint's commit. */
  private final class Dying implements Relay {
    private final Relay relay;
    private final AtomicInteger deaths = new AtomicInteger(4);

    Dying(Relay relay) {
      this.relay = relay;
    }

    @Override
    public String name() {
      return relay.name();
    }

    @Override
    public Uni<Void> pass(List<Recorded<?>> events) {
      return relay
          .pass(events)
          .chain(
              () ->
                  deaths.getAndDecrement() > 0
                      ? log.ledger()
                          .pool()
                          .query(
                              "select pg_terminate_backend(pid) from pg_stat_activity"
                                  + " where datname = current_database() and state = 'idle in transaction'")
                          .execute()
                          .replaceWithVoid()
                      : Uni.createFrom().voidItem());
    }

    @Override
    public void close() {
      relay.close();
    }
  }

  @Test
  void repeats_with_the_same_id_what_it_could_not_note_down_as_published() {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay =
            new KafkaRelay(new CountedLog.Counts(), topic.connection(), topic.envelope())) {
      log.append(40);
      try (Subscriptions running = log.start(new Dying(relay))) {
        log.awaitItsEnd();
      }
      log.assertWhole(topic);
      assertThat(topic.all()).hasSizeGreaterThan(CountedLog.KEYS * 40);
    }
  }

  @Test
  void fails_its_batch_while_there_is_no_broker_and_can_be_closed() {
    KafkaConnection nowhere = new KafkaConnection("localhost:1", "");
    log.append(1);
    List<Recorded<?>> events = new ArrayList<>();
    for (int partition = 0; partition < log.ledger().store().partitions(); partition++) {
      events.addAll(TestLedger.now(log.ledger().store().after(partition, 0, 10)));
    }
    Envelope envelope =
        new Envelope(TestLedger.JSON, new Sources("00000000000000000001", Map.of()));
    try (KafkaRelay relay = new KafkaRelay(new CountedLog.Counts(), nowhere, envelope)) {
      assertThatThrownBy(() -> TestLedger.now(relay.pass(events)))
          .isInstanceOf(TimeoutException.class);
      relay.close();
      assertThatThrownBy(() -> TestLedger.now(relay.pass(events)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refuses_two_messages_with_one_id() {
    Publisher twice =
        new Publisher() {
          @Override
          public String topic() {
            return TestTopic.NAME;
          }

          @Override
          public List<Published> publish(Recorded<?> event) {
            Published one = Published.of(event, TestTopic.TYPE, null, "k", Map.of());
            return List.of(one, one);
          }
        };
    log.append(1);
    Recorded<?> event =
        IntStream.range(0, log.ledger().store().partitions())
            .mapToObj(each -> TestLedger.now(log.ledger().store().after(each, 0, 1)))
            .flatMap(List::stream)
            .findFirst()
            .orElseThrow();
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay = new KafkaRelay(twice, topic.connection(), topic.envelope())) {
      assertThatThrownBy(() -> relay.records(event)).isInstanceOf(IllegalStateException.class);
    }
  }
}
