package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What one look at the topic brought of a partition, on its way in: one message after the other. A
 * partition that is lost meanwhile is lost to it for good, whoever gets it back: its next reader
 * begins at what was committed.
 */
final class Intake {

  private final TopicPartition partition;
  private final List<ConsumerRecord<byte[], byte[]>> messages;
  private final Desk desk;
  private final Map<TopicPartition, Long> progress;
  private final BooleanSupplier open;
  private final CompletableFuture<Void> whole = new CompletableFuture<>();
  private CompletableFuture<Void> told = whole;
  private volatile boolean ours = true;

  /**
   * @param progress where to go on reading, by partition; gets what this one comes to
   * @param open whether to begin with a further message
   */
  Intake(
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> messages,
      Desk desk,
      Map<TopicPartition, Long> progress,
      BooleanSupplier open) {
    this.partition = partition;
    this.messages = messages;
    this.desk = desk;
    this.progress = progress;
    this.open = open;
  }

  /**
   * @param ended told when nothing of it is under way any more
   */
  void start(Runnable ended) {
    told = whole.whenComplete((done, failure) -> ended.run());
    Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUniAndConcatenate(this::take)
        .collect()
        .last()
        .subscribe()
        .with(done -> whole.complete(null), whole::completeExceptionally);
  }

  /** Begins with nothing more. */
  void lose() {
    ours = false;
  }

  boolean hasEnded() {
    return whole.isDone();
  }

  /** Waits for the message that is under way, and until that was told. */
  void awaitEnd() {
    told.handle((done, failure) -> null).join();
  }

  /**
   * Why the partition can't be read on: a message was neither taken in nor parked. Empty where it
   * can, or is no longer ours.
   */
  Optional<Throwable> broken() {
    return ours && whole.isCompletedExceptionally()
        ? Optional.of(whole.exceptionNow())
        : Optional.empty();
  }

  private Uni<Void> take(ConsumerRecord<byte[], byte[]> message) {
    if (!isOurs()) {
      return Uni.createFrom().voidItem();
    }
    return desk.take(Letter.of(message), this::isOurs).invoke(() -> cameTo(message.offset() + 1));
  }

  /** Of a lost partition its next reader tells. */
  private void cameTo(long next) {
    if (ours) {
      progress.put(partition, next);
    }
  }

  private boolean isOurs() {
    return ours && open.getAsBoolean();
  }
}
