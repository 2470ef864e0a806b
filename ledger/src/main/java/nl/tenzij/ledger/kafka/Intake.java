package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What came of one look at the topic, on its way in: partitions side by side, within each one
 * message after the other. A partition that is lost meanwhile is lost to it for good, whoever gets
 * it back: its next reader begins at what was committed.
 */
final class Intake {

  private final ConsumerRecords<byte[], byte[]> records;
  private final Desk desk;
  private final Map<TopicPartition, Long> progress;
  private final BooleanSupplier open;
  private final Set<TopicPartition> ours = ConcurrentHashMap.newKeySet();
  // Partitions in which a message was neither taken in nor parked, and why.
  private final Map<TopicPartition, Throwable> broken = new ConcurrentHashMap<>();

  /**
   * @param progress where to go on reading, by partition; gets what this one comes to
   * @param open whether to begin with a further message
   */
  Intake(
      ConsumerRecords<byte[], byte[]> records,
      Desk desk,
      Map<TopicPartition, Long> progress,
      BooleanSupplier open) {
    this.records = records;
    this.desk = desk;
    this.progress = progress;
    this.open = open;
    this.ours.addAll(records.partitions());
  }

  /** Completes when nothing of it is under way any more; what failed, {@link #broken} tells. */
  CompletableFuture<?> start() {
    List<Uni<Void>> partitions =
        records.partitions().stream().map(each -> inOrder(each, records.records(each))).toList();
    return Uni.join().all(partitions).andCollectFailures().subscribeAsCompletionStage();
  }

  /** Begins with nothing more of these. */
  void lose(Collection<TopicPartition> partitions) {
    partitions.forEach(ours::remove);
  }

  /** Begins with nothing more at all. */
  void loseAll() {
    ours.clear();
  }

  /** All partitions that it came from. */
  Set<TopicPartition> partitions() {
    return records.partitions();
  }

  /** Of the partitions that are still ours, those that can't be read on. */
  Map<TopicPartition, Throwable> broken() {
    broken.keySet().retainAll(ours);
    return broken;
  }

  private Uni<Void> inOrder(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> messages) {
    return Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUniAndConcatenate(message -> take(partition, message))
        .collect()
        .last()
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> broken.put(partition, failure));
  }

  private Uni<Void> take(TopicPartition partition, ConsumerRecord<byte[], byte[]> message) {
    if (!isOurs(partition)) {
      return Uni.createFrom().voidItem();
    }
    return desk.take(Letter.of(message), () -> isOurs(partition))
        .invoke(() -> cameTo(partition, message.offset() + 1));
  }

  /** Of a lost partition its next reader tells. */
  private void cameTo(TopicPartition partition, long next) {
    if (ours.contains(partition)) {
      progress.put(partition, next);
    }
  }

  private boolean isOurs(TopicPartition partition) {
    return open.getAsBoolean() && ours.contains(partition);
  }
}
