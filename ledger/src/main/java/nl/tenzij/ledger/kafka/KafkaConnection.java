package nl.tenzij.ledger.kafka;

import java.util.Objects;

/**
 * Where the broker is, and what stands before all names there.
 *
 * @param prefix set apart those who share a broker, such as tests; empty in production
 * @param service whose consumers these are: those of two services read the same topic each for
 *     themselves, though they be called alike
 */
public record KafkaConnection(String bootstrapServers, String prefix, String service) {

  public KafkaConnection {
    Objects.requireNonNull(bootstrapServers);
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(service);
  }

  /** For a service that has the names to itself. */
  public KafkaConnection(String bootstrapServers, String prefix) {
    this(bootstrapServers, prefix, "");
  }

  public String topic(String name) {
    return prefix + name;
  }

  String group(Consumer consumer) {
    return prefix + (service.isEmpty() ? "" : service + ".") + consumer.name();
  }
}
