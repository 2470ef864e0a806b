package nl.tenzij.ledger.kafka;

import java.util.Objects;

/**
 * Where the broker is, and what stands before all names there.
 *
 * @param prefix set apart those who share a broker, such as tests; empty in production
 */
public record KafkaConnection(String bootstrapServers, String prefix) {

  public KafkaConnection {
    Objects.requireNonNull(bootstrapServers);
    Objects.requireNonNull(prefix);
  }

  public String topic(String name) {
    return prefix + name;
  }

  String group(Consumer consumer) {
    return prefix + consumer.name();
  }
}
