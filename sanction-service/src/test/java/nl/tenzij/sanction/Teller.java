package nl.tenzij.sanction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says on a topic what a neighbouring service would say, by that service's own examples. */
abstract class Teller implements AutoCloseable {

  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ObjectMapper json = new ObjectMapper();
  private final String service;
  private final KafkaProducer<String, String> producer;
  private final String topic;
  private Supplier<Instant> clock = Instant::now;

  /**
   * @param service "school"
   */
  Teller(String service) {
    this.service = service;
    var config = ConfigProvider.getConfig();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new StringSerializer());
    topic =
        config.getOptionalValue("tenzij.ledger.topic-prefix", String.class).orElse("")
            + service
            + ".events.v1";
  }

  /** What is told from now on was said at that moment. */
  void at(Instant moment) {
    clock = () -> moment;
  }

  ObjectNode example(String type) {
    Path examples = Path.of("../" + service + "-service/contract/examples");
    try {
      return (ObjectNode)
          json.readTree(examples.resolve("nl.tenzij." + service + "." + type + ".json").toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /**
   * @return the message's id
   */
  UUID tell(String board, String school, String key, String type, JsonNode data) {
    UUID id = UUID.randomUUID();
    var record = new ProducerRecord<>(topic, key, data.toString());
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            id.toString(),
            "ce_type",
            "nl.tenzij." + service + "." + type,
            "ce_source",
            "urn:nld:oin:00000000000000000000:systeem:" + service,
            "ce_subject",
            key,
            "ce_time",
            clock.get().toString(),
            "ce_board",
            board,
            "ce_school",
            school,
            "ce_sequence",
            Long.toString(SEQUENCE.incrementAndGet()),
            "content-type",
            "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    producer.send(record);
    producer.flush();
    return id;
  }

  @Override
  public void close() {
    producer.close();
  }
}
