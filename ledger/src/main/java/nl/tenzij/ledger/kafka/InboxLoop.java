package nl.tenzij.ledger.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nl.tenzij.ledger.kafka.Readings.Place;
import nl.tenzij.ledger.kafka.Readings.Reading;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads a topic for one consumer, on a thread of its own that may wait. Within a partition one
 * message comes after the other; partitions go on each by itself, so that a message which has to
 * wait keeps only its own waiting. The loop keeps its place in the group, however long that takes.
 */
final class InboxLoop implements Runnable {

  private static final Logger LOG = Logger.getLogger(InboxLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BEFORE_A_NEW_TRY = Duration.ofSeconds(1);

  private final Consumer consumer;
  private final KafkaConnection connection;
  private final Desk desk;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final ReadUpTo upTo;

  // Where to go on reading, of what was taken in; read and written by many threads.
  private final Map<TopicPartition, Long> progress = new ConcurrentHashMap<>();
  // What is being taken in: nothing more is read of these partitions. Of this thread only.
  private final Map<TopicPartition, Intake> underWay = new HashMap<>();
  // By partition, or by topic where it can't be read at all.
  private final Map<String, Blocked> blocked = new ConcurrentHashMap<>();

  /**
   * @param ends where the topics ended when the broker was last asked
   */
  InboxLoop(Consumer consumer, KafkaConnection connection, Desk desk, Supplier<Ends> ends) {
    this.consumer = consumer;
    this.connection = connection;
    this.desk = desk;
    this.upTo = new ReadUpTo(ends);
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

  String consumer() {
    return consumer.name();
  }

  /** As the broker calls it. */
  String topic() {
    return connection.topic(consumer.topic());
  }

  /** Up to when its partitions have been read here. */
  List<Reading> readings() {
    return upTo.moments().entrySet().stream()
        .map(
            each ->
                new Reading(new Place(consumer.name(), each.getKey().partition()), each.getValue()))
        .toList();
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
        // Whatever it was: who stops reading for it stops for every key of the topic. It begins
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
      kafka.subscribe(List.of(topic()), new Rebalance(kafka));
      while (isOpen()) {
        takeIn(kafka);
        settle(kafka);
        tellHowFar(kafka);
      }
      underWay.values().forEach(Intake::awaitEnd);
      commit(progress.keySet(), kafka);
    } finally {
      underWay.values().forEach(Intake::lose);
      underWay.clear();
      progress.clear();
      upTo.forgetAll();
      kafka.close(CloseOptions.timeout(PATIENCE));
    }
  }

  private void takeIn(KafkaConsumer<byte[], byte[]> kafka) {
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = kafka.poll(POLL);
    } catch (WakeupException ended) {
      return;
    }
    for (TopicPartition each : records.partitions()) {
      kafka.pause(Set.of(each));
      Intake intake = new Intake(each, records.records(each), desk, progress, this::isOpen);
      underWay.put(each, intake);
      intake.start(kafka::wakeup);
    }
    if (!records.isEmpty()) {
      blocked.remove(consumer.topic());
    }
  }

  /** Reads on where all that was read is taken in. */
  private void settle(KafkaConsumer<byte[], byte[]> kafka) {
    List<TopicPartition> ended =
        underWay.keySet().stream().filter(each -> underWay.get(each).hasEnded()).toList();
    if (ended.isEmpty()) {
      return;
    }
    for (TopicPartition each : ended) {
      Optional<Throwable> broken = underWay.remove(each).broken();
      if (broken.isPresent() && isOpen()) {
        blocks(each.toString(), broken.get());
        commit(kafka.assignment(), kafka);
        throw new NotTakenIn();
      }
      blocked.remove(each.toString());
    }
    kafka.resume(ended);
    kafka.commitAsync(
        offsets(ended),
        (offsets, failure) -> {
          if (failure != null) {
            LOG.debugf("%s could not commit: %s", consumer.name(), failure.getClass().getName());
          }
        });
  }

  /** Who is told to stop leaves messages out that were read. */
  private void tellHowFar(KafkaConsumer<byte[], byte[]> kafka) {
    if (isOpen()) {
      for (TopicPartition each : kafka.assignment()) {
        takenIn(each, kafka).ifPresent(next -> upTo.cameTo(each, next));
      }
    }
  }

  /** The offset before which all is taken in; empty where it has not begun to read. */
  private OptionalLong takenIn(TopicPartition partition, KafkaConsumer<byte[], byte[]> kafka) {
    if (underWay.containsKey(partition)) {
      Long next = progress.get(partition);
      return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }
    try {
      return OptionalLong.of(kafka.position(partition, Duration.ZERO));
    } catch (TimeoutException | WakeupException unknown) {
      return OptionalLong.empty();
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
      commit(offsets, kafka);
    } catch (CommitFailedException | RetriableException | WakeupException away) {
      LOG.debugf("%s could not commit: %s", consumer.name(), away.getClass().getName());
    }
  }

  private static void commit(
      Map<TopicPartition, OffsetAndMetadata> offsets, KafkaConsumer<byte[], byte[]> kafka) {
    try {
      kafka.commitSync(offsets, PATIENCE);
    } catch (WakeupException late) {
      // An intake had ended, and meant to wake whoever waits for messages.
      kafka.commitSync(offsets, PATIENCE);
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
      othersRead(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lose(partitions);
      othersRead(partitions);
    }

    private void othersRead(Collection<TopicPartition> partitions) {
      partitions.forEach(progress::remove);
      upTo.forget(partitions);
    }

    private void lose(Collection<TopicPartition> partitions) {
      for (TopicPartition each : partitions) {
        Intake lost = underWay.remove(each);
        if (lost != null) {
          lost.lose();
        }
      }
    }
  }

  private Map<String, Object> settings() {
    return connection.with(
        Map.ofEntries(
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
                CooperativeStickyAssignor.class.getName())));
  }
}
