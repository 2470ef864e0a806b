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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says on the topic what school-service would say, by that service's own examples. */
final class SchoolTells implements AutoCloseable {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ObjectMapper json = new ObjectMapper();
  private final KafkaProducer<String, String> producer;
  private final String topic;

  SchoolTells() {
    var config = ConfigProvider.getConfig();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new StringSerializer());
    topic =
        config.getOptionalValue("tenzij.ledger.topic-prefix", String.class).orElse("")
            + "school.events.v1";
  }

  void school(String board, String school) {
    tell(
        board,
        school,
        school,
        "school-registered.v1",
        example("school-registered.v1").put("school", school));
  }

  void pupil(String board, String school, String pupil) {
    tell(
        board,
        school,
        pupil,
        "pupil-registered.v1",
        example("pupil-registered.v1").put("pupil", pupil));
  }

  /** As the contract does not have it: the pupil is no text. */
  void brokenPupil(String board, String school, String pupil) {
    ObjectNode broken = example("pupil-registered.v1");
    broken.putObject("pupil").put("id", pupil);
    tell(board, school, pupil, "pupil-registered.v1", broken);
  }

  void pupilLeft(String board, String school, String pupil) {
    tell(board, school, pupil, "pupil-left.v1", example("pupil-left.v1").put("pupil", pupil));
  }

  /** The ladder of S2. */
  void policy(String board, String school, Instant from) {
    var policy =
        example("policy-in-force.v1")
            .put("policy", UUID.randomUUID().toString())
            .put("from", from.toString());
    tell(board, school, school, "policy-in-force.v1", policy);
  }

  private ObjectNode example(String type) {
    try {
      return (ObjectNode)
          json.readTree(EXAMPLES.resolve("nl.tenzij.school." + type + ".json").toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private void tell(String board, String school, String key, String type, JsonNode data) {
    var record = new ProducerRecord<>(topic, key, data.toString());
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_type",
            "nl.tenzij.school." + type,
            "ce_source",
            "urn:nld:oin:00000000000000000000:systeem:school",
            "ce_subject",
            key,
            "ce_time",
            Instant.now().toString(),
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
  }

  @Override
  public void close() {
    producer.close();
  }
}
