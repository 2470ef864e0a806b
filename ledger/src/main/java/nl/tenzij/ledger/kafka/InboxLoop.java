package nl.tenzij.ledger.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads a topic for one consumer, on a thread of its own that may wait. Within a partition one
 * message comes after the other; while messages are being taken in the loop keeps its place in the
 * group, however long that takes.
 */
final class InboxLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(InboxLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration KEEPING_OUR_PLACE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BEFORE_A_NEW_TRY = Duration.ofSeconds(1);

  private final Consumer consumer;
  private final KafkaConnection connection;
  private final Desk desk;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  // Where to go on reading, of what was taken in; read and written by many threads.
  private final Map<TopicPartition, Long> progress = new ConcurrentHashMap<>();
  // What is being taken in, or null; of this thread only.
  private Intake underWay;
  // When all had been read, the last time that the broker said so; null: it has not yet.
  private volatile Instant allRead;
  // By partition, or by topic where it can't be read at all.
  private final Map<String, Blocked> blocked = new ConcurrentHashMap<>();

  InboxLoop(Consumer consumer, KafkaConnection connection, Desk desk) {
    this.consumer = consumer;
    this.connection = connection;
    this.desk = desk;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("inbox-" + consumer.name())
            .uncaughtExceptionHandler(
                (ended, failure) ->
                    LOG.errorf(
                        "%s reads no more: %s", ended.getName(), failure.getClass().getName()))
            .unstarted(this);
  }

  /** What keeps it from reading, if anything. */
  Collection<Blocked> blocked() {
    return blocked.values();
  }

  /** When it stood at the end of its topic; empty while it never has. */
  Optional<Instant> allRead() {
    return Optional.ofNullable(allRead);
  }

  private void blocks(String place, Throwable failure) {
    blocked.compute(
        place,
        (where, before) ->
            new Blocked(
                consumer.name(),
                where,
                failure.getClass().getName(),
                before == null ? Instant.now() : before.since()));
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  void stop() {
    closing.countDown();
  }

  /** Waits for the end of what is under way, for a while. */
  void await() throws InterruptedException {
    thread.join(PATIENCE.multipliedBy(2));
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  @Override
  public void run() {
    while (isOpen()) {
      try {
        read();
      } catch (RuntimeException failed) {
        // Whatever it was: who stops reading for it stops for every pupil of the topic. It begins
        // at what was committed, and health tells how long that goes on.
        LOG.warnf("%s begins to read anew: %s", consumer.name(), failed.getClass().getName());
        if (!(failed instanceof NotTakenIn)) {
          blocks(consumer.topic(), failed);
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      closing.await(BEFORE_A_NEW_TRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    KafkaConsumer<byte[], byte[]> kafka = new KafkaConsumer<>(settings());
    try {
      kafka.subscribe(List.of(connection.topic(consumer.topic())), new Rebalance(kafka));
      EndOfTopic end = new EndOfTopic(kafka);
      while (isOpen()) {
        ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
        if (!records.isEmpty()) {
          takeIn(records, kafka);
          blocked.remove(consumer.topic());
        }
        if (end.isReached()) {
          allRead = Instant.now();
        }
      }
      commit(progress.keySet(), kafka);
    } finally {
      if (underWay != null) {
        underWay.loseAll();
        underWay = null;
      }
      progress.clear();
      kafka.close(CloseOptions.timeout(PATIENCE));
    }
  }

  private void takeIn(
      ConsumerRecords<byte[], byte[]> records, KafkaConsumer<byte[], byte[]> kafka) {
    underWay = new Intake(records, desk, progress, this::isOpen);
    kafka.pause(kafka.assignment());
    CompletableFuture<?> all = underWay.start();
    Thread waiting = Thread.currentThread();
    all.whenComplete((done, failure) -> LockSupport.unpark(waiting));
    while (!all.isDone()) {
      LockSupport.parkNanos(KEEPING_OUR_PLACE.toNanos());
      if (!all.isDone() && isOpen()) {
        keepOurPlace(kafka);
      }
    }
    Map<TopicPartition, Throwable> broken = underWay.broken();
    underWay.partitions().stream()
        .filter(each -> !broken.containsKey(each))
        .forEach(each -> blocked.remove(each.toString()));
    broken.forEach((each, failure) -> blocks(each.toString(), failure));
    underWay = null;
    if (isOpen() && !broken.isEmpty()) {
      commit(kafka.assignment(), kafka);
      throw new NotTakenIn();
    }
    kafka.commitAsync(
        offsets(kafka.assignment()),
        (offsets, failure) -> {
          if (failure != null) {
            LOG.debugf("%s could not commit: %s", consumer.name(), failure.getClass().getName());
          }
        });
    kafka.resume(kafka.assignment());
  }

  /**
   * Nothing is to be read meanwhile. Should anything come all the same, it is put back: what is
   * thrown away here would never come again.
   */
  private static void keepOurPlace(KafkaConsumer<byte[], byte[]> kafka) {
    ConsumerRecords<byte[], byte[]> early = kafka.poll(Duration.ZERO);
    for (TopicPartition each : early.partitions()) {
      kafka.seek(each, early.records(each).getFirst().offset());
      kafka.pause(Set.of(each));
    }
  }

  /** To read on would be to lose what stands before it. */
  private static final class NotTakenIn extends RuntimeException {
    NotTakenIn() {
      super("a message could neither be taken in nor parked", null, false, false);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition each : partitions) {
      Long next = progress.get(each);
      if (next != null) {
        offsets.put(each, new OffsetAndMetadata(next));
      }
    }
    return offsets;
  }

  /** What could not be committed comes again and is known then. */
  private void commit(Collection<TopicPartition> partitions, KafkaConsumer<byte[], byte[]> kafka) {
    Map<TopicPartition, OffsetAndMetadata> offsets = offsets(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      kafka.commitSync(offsets, PATIENCE);
    } catch (CommitFailedException | RetriableException away) {
      LOG.debugf("%s could not commit: %s", consumer.name(), away.getClass().getName());
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> kafka;

    Rebalance(KafkaConsumer<byte[], byte[]> kafka) {
      this.kafka = kafka;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(progress::remove);
      keepWhatIsOurs();
      if (underWay != null) {
        kafka.pause(partitions);
      }
    }

    /** Who has got the other partitions tells of their troubles. */
    private void keepWhatIsOurs() {
      Set<String> places = new HashSet<>(Set.of(consumer.topic()));
      kafka.assignment().forEach(each -> places.add(each.toString()));
      blocked.keySet().retainAll(places);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      lose(partitions);
      commit(partitions, kafka);
      partitions.forEach(progress::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lose(partitions);
      partitions.forEach(progress::remove);
    }

    private void lose(Collection<TopicPartition> partitions) {
      if (underWay != null) {
        underWay.lose(partitions);
      }
    }
  }

  private Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers()),
        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, connection.group(consumer)),
        Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200),
        Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000),
        Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500),
        Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
        Map.entry(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName()));
  }
}
