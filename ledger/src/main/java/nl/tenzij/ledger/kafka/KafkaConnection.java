package nl.tenzij.ledger.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the broker is, and what stands before all names there.
 *
 * @param prefix set apart those who share a broker, such as tests; empty in production
 * @param service whose consumers these are: those of two services read the same topic each for
 *     themselves, though they be called alike
 * @param settings of the broker's clients beside these, by Kafka's own names: how to sign in
 *     ({@code security.protocol}, {@code sasl.jaas.config}), whom to trust
 */
public record KafkaConnection(
    String bootstrapServers, String prefix, String service, Map<String, String> settings) {

  public KafkaConnection {
    Objects.requireNonNull(bootstrapServers);
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(service);
    settings = Map.copyOf(settings);
  }

  /** For a service that has the names to itself. */
  public KafkaConnection(String bootstrapServers, String prefix) {
    this(bootstrapServers, prefix, "", Map.of());
  }

  /** A client's own settings, with those of the connection; none of the latter wins over one. */
  Map<String, Object> with(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.putAll(own);
    return all;
  }

  public String topic(String name) {
    return prefix + name;
  }

  String group(Consumer consumer) {
    return prefix + (service.isEmpty() ? "" : service + ".") + consumer.name();
  }
}
