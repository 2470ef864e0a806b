package nl.tenzij.ledger.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics ended at a moment: who has taken in all before that has read up to then.
 *
 * @param at by the database's clock
 * @param offsets of the next message, by partition; a topic that is not there has none
 */
record Ends(Instant at, Map<TopicPartition, Long> offsets) {

  /** While the broker has not yet been asked. */
  static final Ends UNKNOWN = new Ends(Instant.EPOCH, Map.of());

  List<Integer> partitions(String topic) {
    return offsets.keySet().stream()
        .filter(each -> each.topic().equals(topic))
        .map(TopicPartition::partition)
        .toList();
  }
}
