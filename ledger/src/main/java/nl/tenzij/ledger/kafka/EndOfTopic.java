package nl.tenzij.ledger.kafka;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;

/**
 * Notices when all that a topic holds has been read. That nothing comes does not tell: so it is
 * while the broker is away.
 */
final class EndOfTopic {

  private static final String ANSWERS = "fetch-total";
  private static final String OF_ALL_TOPICS = "consumer-fetch-manager-metrics";

  private final KafkaConsumer<?, ?> kafka;
  private final Metric answers;
  private double counted;

  EndOfTopic(KafkaConsumer<?, ?> kafka) {
    this.kafka = kafka;
    this.answers =
        kafka.metrics().entrySet().stream()
            .filter(
                each ->
                    each.getKey().name().equals(ANSWERS)
                        && each.getKey().group().equals(OF_ALL_TOPICS))
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  /**
   * Whether the broker has said since the last time that there is no more. Who has none of a
   * topic's partitions has read all of them.
   */
  boolean isReached() {
    double now = (double) answers.metricValue();
    boolean answered = now > counted;
    counted = now;
    return kafka.assignment().isEmpty()
        ? kafka.groupMetadata().generationId() > 0
        : answered
            && kafka.assignment().stream().allMatch(each -> kafka.currentLag(each).orElse(1) == 0);
  }
}
