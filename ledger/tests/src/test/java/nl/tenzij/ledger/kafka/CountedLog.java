package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.privacy.TestLedger.Counted;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Relay;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.School;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A log of its own in which some keys of some schools count on, and what must have become of it on
 * a topic.
 */
final class CountedLog implements AutoCloseable {

  static final int KEYS = 6;
  private static final Duration POLL = Duration.ofMillis(200);

  /** Tells all numbers. */
  static final class Counts implements Publisher {
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

  private final TestLedger ledger = TestLedger.fresh();
  private final Map<String, StreamId> streams = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();

  CountedLog() {
    for (int i = 0; i < KEYS; i++) {
      streams.put("key-" + i, TestLedger.stream(new School("school-" + i % 3)));
    }
  }

  TestLedger ledger() {
    return ledger;
  }

  Map<String, StreamId> streams() {
    return streams;
  }

  @Override
  public void close() {
    ledger.close();
  }

  /** Counts on for every key. */
  void append(int numbers) {
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

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    for (int partition = 0; partition < ledger.store().partitions(); partition++) {
      for (Recorded<?> each : TestLedger.now(ledger.store().after(partition, 0, 100_000))) {
        ids.add(each.id().toString());
      }
    }
    return ids;
  }

  void awaitItsEnd() {
    Progress.await(
        () ->
            ledger.count(
                "select count(*) from event e where position > (select c.position from checkpoint c where c.partition = e.partition)"),
        left -> left == 0);
  }

  /** All of the log is there, per key in order, repeated with the same id and content if at all. */
  void assertWhole(TestTopic topic) {
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
    assertThat(seen.keySet()).isEqualTo(ids());
    versions.forEach(
        (key, last) ->
            assertThat(numbers.get(key))
                .as(key)
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList()));
  }

  Subscriptions start(Relay relay) {
    return start(relay, 2);
  }

  Subscriptions start(Relay relay, int concurrency) {
    Subscriptions subscriptions =
        new Subscriptions(ledger.pool(), ledger.store(), List.of(relay), concurrency);
    TestLedger.now(subscriptions.start(POLL));
    return subscriptions;
  }
}
