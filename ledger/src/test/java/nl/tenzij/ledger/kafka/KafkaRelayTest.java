package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Counted;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Relay;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.School;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaRelayTest {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int KEYS = 6;

  /** Tells all numbers. */
  private static final class Counts implements Publisher {
    @Override
    public String topic() {
      return TestTopic.NAME;
    }

    @Override
    public List<Published> publish(Recorded<?> event) {
      if (!(event.event() instanceof Counted(String key, int number))) {
        return List.of();
      }
      Published one =
          Published.of(event, TestTopic.TYPE, null, key, new TestTopic.Count(key, number));
      return List.of(one);
    }
  }

  private TestLedger ledger;
  private final Map<String, StreamId> streams = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    for (int i = 0; i < KEYS; i++) {
      streams.put("key-" + i, TestLedger.stream(new School("school-" + i % 3)));
    }
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  /** Counts on for every key. */
  private void append(int numbers) {
    List<Uni<Void>> appends = new ArrayList<>();
    streams.forEach(
        (key, stream) -> {
          int from = versions.getOrDefault(key, 0);
          List<Counted> events =
              IntStream.rangeClosed(from + 1, from + numbers)
                  .mapToObj(number -> new Counted(key, number))
                  .toList();
          versions.put(key, from + numbers);
          appends.add(
              ledger.store().append(stream, from, events, TestLedger.META).replaceWithVoid());
        });
    TestLedger.now(Uni.join().all(appends).andFailFast());
  }

  private Set<String> idsInTheLog() {
    Set<String> ids = new HashSet<>();
    for (int partition = 0; partition < ledger.store().partitions(); partition++) {
      for (Recorded<?> each : TestLedger.now(ledger.store().after(partition, 0, 100_000))) {
        ids.add(each.id().toString());
      }
    }
    return ids;
  }

  private void awaitTheEndOfTheLog(Duration atMost) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                ledger.count(
                        "select count(*) from event e where position > (select c.position from checkpoint c where c.partition = e.partition)")
                    == 0);
  }

  /** All of the log is there, per key in order, repeated with the same id and content if at all. */
  private void assertWhole(TestTopic topic) {
    Map<String, String> seen = new HashMap<>();
    Map<String, List<Integer>> numbers = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : topic.all()) {
      String content = new String(record.value());
      String earlier = seen.putIfAbsent(TestTopic.id(record), content);
      if (earlier == null) {
        int number = Integer.parseInt(content.replaceAll(".*\"number\":(\\d+).*", "$1"));
        numbers.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(number);
      } else {
        assertThat(content).isEqualTo(earlier);
      }
    }
    assertThat(seen.keySet()).isEqualTo(idsInTheLog());
    versions.forEach(
        (key, last) ->
            assertThat(numbers.get(key))
                .as(key)
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList()));
  }

  private Subscriptions start(Relay relay) {
    Subscriptions subscriptions =
        new Subscriptions(ledger.pool(), ledger.store(), List.of(relay), 2);
    TestLedger.now(subscriptions.start(POLL));
    return subscriptions;
  }

  @Test
  void publishes_all_of_the_log_once_and_in_order() {
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay = new KafkaRelay(new Counts(), topic.connection(), topic.envelope())) {
      append(100);
      try (Subscriptions running = start(relay)) {
        for (int i = 0; i < 20; i++) {
          append(5);
        }
        awaitTheEndOfTheLog(Duration.ofSeconds(20));
      }
      assertWhole(topic);
      assertThat(topic.all()).hasSize(KEYS * 200);
    }
  }

  @Test
  void loses_nothing_while_the_broker_is_killed_and_started_under_load() {
    try (TestStack.Own broker = TestStack.shared().ownKafka();
        TestTopic topic = TestTopic.on(broker);
        KafkaRelay relay = new KafkaRelay(new Counts(), topic.connection(), topic.envelope());
        Subscriptions running = start(relay)) {
      AtomicBoolean writing = new AtomicBoolean(true);
      AtomicInteger rounds = new AtomicInteger();
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (writing.get()) {
                      append(3);
                      rounds.incrementAndGet();
                    }
                  });
      for (int i = 0; i < 2; i++) {
        awaitRounds(rounds, 100);
        broker.kill();
        // Appends go on as if nothing were.
        awaitRounds(rounds, 200);
        broker.start();
      }
      awaitRounds(rounds, 100);
      writing.set(false);
      await().until(() -> !writer.isAlive());
      awaitTheEndOfTheLog(Duration.ofSeconds(90));
      assertWhole(topic);
    }
  }

  private static void awaitRounds(AtomicInteger rounds, int more) {
    int goal = rounds.get() + more;
    await().atMost(Duration.ofSeconds(60)).until(() -> rounds.get() >= goal);
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
                      ? ledger
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
        KafkaRelay relay = new KafkaRelay(new Counts(), topic.connection(), topic.envelope())) {
      append(40);
      try (Subscriptions running = start(new Dying(relay))) {
        awaitTheEndOfTheLog(Duration.ofSeconds(30));
      }
      assertWhole(topic);
      assertThat(topic.all()).hasSizeGreaterThan(KEYS * 40);
    }
  }

  @Test
  void fails_its_batch_while_there_is_no_broker_and_can_be_closed() {
    KafkaConnection nowhere = new KafkaConnection("localhost:1", "");
    append(1);
    List<Recorded<?>> events = new ArrayList<>();
    for (int partition = 0; partition < ledger.store().partitions(); partition++) {
      events.addAll(TestLedger.now(ledger.store().after(partition, 0, 10)));
    }
    Envelope envelope =
        new Envelope(TestLedger.JSON, new Sources("00000000000000000001", Map.of()));
    try (KafkaRelay relay = new KafkaRelay(new Counts(), nowhere, envelope)) {
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
    append(1);
    Recorded<?> event =
        IntStream.range(0, ledger.store().partitions())
            .mapToObj(each -> TestLedger.now(ledger.store().after(each, 0, 1)))
            .flatMap(List::stream)
            .findFirst()
            .orElseThrow();
    try (TestTopic topic = TestTopic.fresh();
        KafkaRelay relay = new KafkaRelay(twice, topic.connection(), topic.envelope())) {
      assertThatThrownBy(() -> relay.records(event)).isInstanceOf(IllegalStateException.class);
    }
  }
}
