package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import nl.tenzij.ledger.kafka.Readings.Place;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Knows up to when all that others tell was taken in, by whichever instance. Each second it asks
 * the broker where the topics end, on a connection of its own: one that reads is busy waiting for
 * messages.
 */
final class Lookout implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Lookout.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * What the last look saw.
   *
   * @param at by this process' clock
   * @param since how long ago all had been read then; empty where that is not known
   */
  private record Seen(Instant at, Optional<Duration> since) {}

  private final KafkaConnection connection;
  private final List<InboxLoop> loops;
  private final Readings readings;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("inbox-lookout").factory());
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Ends ends = Ends.UNKNOWN;
  private volatile Seen seen = new Seen(Instant.EPOCH, Optional.empty());
  // Of the timer's thread, but for waking it.
  private volatile KafkaConsumer<byte[], byte[]> broker;

  /**
   * @param loops those that read; further ones may be added until it starts
   */
  Lookout(Pool pool, KafkaConnection connection, List<InboxLoop> loops) {
    this.connection = connection;
    this.loops = loops;
    this.readings = new Readings(pool);
  }

  /** Where the topics ended when the broker was last asked. */
  Ends ends() {
    return ends;
  }

  /** How long ago all had been read that was in the topics; empty while that is not known. */
  Optional<Duration> since() {
    Seen last = seen;
    return last.since().map(then -> then.plus(Duration.between(last.at(), Instant.now())));
  }

  void start() {
    timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (looking.compareAndSet(false, true)) {
      Uni.createFrom()
          .deferred(this::noteAndLook)
          .ifNoItem()
          .after(PATIENCE)
          .fail()
          .emitOn(timer)
          .invoke(this::ask)
          .onTermination()
          .invoke(() -> looking.set(false))
          .subscribe()
          .with(
              now -> {},
              away -> LOG.debugf("could not see how far is read: %s", away.getClass().getName()));
    }
  }

  /** What was read by then, of what the broker said the last time. */
  private Uni<Instant> noteAndLook() {
    Ends last = ends;
    Instant before = Instant.now();
    return readings
        .note(loops.stream().flatMap(loop -> loop.readings().stream()).toList())
        .chain(() -> readings.look(places(last)))
        .invoke(
            look -> seen = new Seen(before, last == Ends.UNKNOWN ? Optional.empty() : look.since()))
        .map(Readings.Look::now);
  }

  private List<Place> places(Ends of) {
    return loops.stream()
        .flatMap(
            loop ->
                of.partitions(loop.topic()).stream()
                    .map(partition -> new Place(loop.consumer(), partition)))
        .toList();
  }

  private void ask(Instant now) {
    if (broker == null) {
      broker = new KafkaConsumer<>(settings());
    }
    Set<TopicPartition> all =
        loops.stream()
            .map(InboxLoop::topic)
            .distinct()
            .flatMap(topic -> broker.partitionsFor(topic, PATIENCE).stream())
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .collect(Collectors.toSet());
    ends = new Ends(now, Map.copyOf(broker.endOffsets(all, PATIENCE)));
  }

  private Map<String, Object> settings() {
    Map<String, Object> own = new HashMap<>();
    own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return connection.with(own);
  }

  /** Ends the look that is under way. */
  @Override
  public void close() {
    if (!timer.isShutdown()) {
      KafkaConsumer<byte[], byte[]> asked = broker;
      if (asked != null) {
        asked.wakeup();
      }
      timer.execute(this::letGo);
      timer.shutdown();
    }
    try {
      if (!timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.debug("a look at the broker had no end");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void letGo() {
    if (broker != null) {
      broker.close();
    }
  }
}
