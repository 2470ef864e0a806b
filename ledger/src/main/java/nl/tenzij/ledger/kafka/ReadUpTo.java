package nl.tenzij.ledger.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to which moment a consumer's partitions have been read. That nothing comes does not tell, so
 * it is while the broker is away; and under steady traffic something always comes. So it goes by
 * where a partition ended when the broker was last asked.
 */
final class ReadUpTo {

  private record Goal(Instant at, long offset) {}

  private final Supplier<Ends> ends;
  // Ends that were not reached yet when the next ones came; of the reading thread only.
  private final Map<TopicPartition, Goal> goals = new HashMap<>();
  private final Map<TopicPartition, Instant> moments = new ConcurrentHashMap<>();

  /**
   * @param ends the latest that are known
   */
  ReadUpTo(Supplier<Ends> ends) {
    this.ends = ends;
  }

  /**
   * All of a partition before an offset has had its effect, or is parked.
   *
   * @param next the offset
   */
  void cameTo(TopicPartition partition, long next) {
    Ends latest = ends.get();
    Long end = latest.offsets().get(partition);
    if (end == null) {
      return;
    }
    Goal newest = new Goal(latest.at(), end);
    Goal goal = goals.getOrDefault(partition, newest);
    Goal reached = next >= newest.offset() ? newest : next >= goal.offset() ? goal : null;
    if (reached != null) {
      moments.put(partition, reached.at());
    }
    goals.put(partition, reached == null ? goal : newest);
  }

  /** Others tell of these now. */
  void forget(Collection<TopicPartition> partitions) {
    goals.keySet().removeAll(partitions);
    moments.keySet().removeAll(partitions);
  }

  void forgetAll() {
    goals.clear();
    moments.clear();
  }

  /** Of the partitions that are read here. */
  Map<TopicPartition, Instant> moments() {
    return Map.copyOf(moments);
  }
}
