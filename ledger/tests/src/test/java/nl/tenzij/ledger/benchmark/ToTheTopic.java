package nl.tenzij.ledger.benchmark;

import static nl.tenzij.ledger.samples.TestLog.META;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.kafka.Envelope;
import nl.tenzij.ledger.kafka.KafkaConnection;
import nl.tenzij.ledger.kafka.KafkaRelay;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.kafka.Sources;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscription;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * From a commit to a Kafka consumer, at 200 a second, and what of it is before the relay has it.
 */
final class ToTheTopic {

  /** Those before the ones that are measured: the first seconds are class loading and JIT. */
  private static final int WARM_UP = 2000;

  private static final int MEASURED = 3000;

  private final String prefix = "bench" + System.nanoTime() + ".";
  private final KafkaConnection kafka =
      new KafkaConnection(TestStack.shared().kafkaBootstrapServers(), prefix);

  /** When each was told to who wrote it, read by the relay, and read from the topic. */
  private final Map<UUID, Long> committed = new ConcurrentHashMap<>();

  private final Map<UUID, Long> taken = new ConcurrentHashMap<>();
  private final Map<UUID, Long> arrived = new ConcurrentHashMap<>();

  private final CountDownLatch assigned = new CountDownLatch(1);
  private final AtomicBoolean listening = new AtomicBoolean(true);

  static void print(NoteEvent line) throws InterruptedException {
    Table.head("From commit to a Kafka consumer");
    new ToTheTopic().run(line);
  }

  private void run(NoteEvent line) throws InterruptedException {
    TestStack.shared().topic(prefix + "notes", 3);
    Timings warmingUp = new Timings(0);
    Timings whole = new Timings(MEASURED);
    Timings untilTaken = new Timings(MEASURED);
    Timings fromTaken = new Timings(MEASURED);
    try (TestLog log = TestLog.fresh();
        KafkaRelay relay =
            new KafkaRelay(
                new Notes(),
                kafka,
                new Envelope(Json.mapper(), new Sources("00000000000000000000", Map.of())));
        Subscriptions subscriptions =
            new Subscriptions(log.pool(), log.store(), List.<Subscription>of(relay), 2)) {
      TestLog.now(subscriptions.start(Duration.ofSeconds(1)));
      Thread consumer = Thread.ofPlatform().start(this::consume);
      assigned.await();
      appendAll(log, line, WARM_UP, warmingUp, warmingUp, warmingUp);
      appendAll(log, line, MEASURED, whole, untilTaken, fromTaken);
      listening.set(false);
      consumer.join();
    }
    Table.print("%,d messages after %,d to warm up", MEASURED, WARM_UP);
    Table.value("200 commits a second, p50", whole.percentile(0.50), "ms", "at most 10");
    Table.value("200 commits a second, p99", whole.percentile(0.99), "ms", "at most 50");
    Table.print(
        "of which until the relay has read it: p50 %.2f ms, p99 %.2f ms",
        untilTaken.percentile(0.50), untilTaken.percentile(0.99));
    Table.print(
        "and from there, by the broker, to the consumer: p50 %.2f ms, p99 %.2f ms",
        fromTaken.percentile(0.50), fromTaken.percentile(0.99));
  }

  private void appendAll(
      TestLog log,
      NoteEvent line,
      int messages,
      Timings whole,
      Timings untilTaken,
      Timings fromTaken)
      throws InterruptedException {
    committed.clear();
    taken.clear();
    arrived.clear();
    for (int i = 0; i < messages; i++) {
      StreamId note = log.note("school-" + i % 400);
      log.store()
          .append(note, 0, List.of(line), META)
          .subscribe()
          .with(appended -> committed.put(note.id(), System.nanoTime()));
      TimeUnit.MILLISECONDS.sleep(5);
    }
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (arrived.size() < messages || committed.size() < messages) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("only %d messages came".formatted(arrived.size()));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    arrived.forEach(
        (note, end) -> {
          // One that is delivered before its writer is told of the commit took no time at all.
          long start = Math.min(committed.get(note), end);
          long between = Math.clamp(taken.get(note), start, end);
          whole.add(end - start);
          untilTaken.add(between - start);
          fromTaken.add(end - between);
        });
  }

  private void consume() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            prefix + "notes",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(prefix + "notes"));
      while (listening.get()) {
        var records = consumer.poll(Duration.ofMillis(100));
        long now = System.nanoTime();
        if (!consumer.assignment().isEmpty()) {
          assigned.countDown();
        }
        records.forEach(
            record ->
                arrived.putIfAbsent(
                    UUID.fromString(record.key().substring("note/".length())), now));
      }
    }
  }

  private final class Notes implements Publisher {
    @Override
    public String topic() {
      return "notes";
    }

    @Override
    public List<Published> publish(Recorded<?> event) {
      taken.putIfAbsent(event.stream().id(), System.nanoTime());
      return List.of(
          Published.of(
              event,
              "nl.tenzij.note.line-written.v1",
              "note",
              event.stream().stored(),
              Map.of("note", event.stream().id())));
    }
  }
}
