package nl.tenzij.exception.statistics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.exception.SettableClock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says on Kafka what the other services say of one board, by their contracts. */
final class Tells implements AutoCloseable {

  private static final AtomicLong SEQUENCE = new AtomicLong(1_000_000);

  private final KafkaProducer<String, byte[]> producer;
  private final String prefix;
  private final String board;

  Tells(String board) {
    var config = ConfigProvider.getConfig();
    this.board = board;
    prefix = config.getValue("TOPIC_PREFIX", String.class);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                config.getValue("kafka.bootstrap.servers", String.class),
                // more could lose the first of a partition that the broker is just opening
                "max.in.flight.requests.per.connection",
                1),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void school(String school, String sector) {
    send(
        "school",
        school,
        "school-registered.v1",
        school,
        "{\"school\": \"%s\", \"sector\": \"%s\", \"timeZone\": \"Europe/Amsterdam\"}"
            .formatted(school, sector));
  }

  void pupil(String school, String pupil, String yearGroup) {
    send(
        "school",
        school,
        "pupil-registered.v1",
        pupil,
        "{\"pupil\": \"%s\", \"yearGroup\": \"%s\", \"guardians\": [], \"classes\": []}"
            .formatted(pupil, yearGroup));
  }

  /** At all schools of the board. */
  void forgotten(String school, String person) {
    send("school", school, "person-forgotten.v1", person, "{\"person\": \"%s\"}".formatted(person));
  }

  UUID incident(String school, String pupil, String category, Instant at) {
    UUID incident = UUID.randomUUID();
    incident("incident-recorded.v1", incident, school, pupil, category, at);
    return incident;
  }

  void incident(
      String type, UUID incident, String school, String pupil, String category, Instant at) {
    incident(type, incident, school, pupil, category, at, next());
  }

  /** The place of what is told next, where it comes in another order. */
  static long next() {
    return SEQUENCE.incrementAndGet();
  }

  void incident(
      String type,
      UUID incident,
      String school,
      String pupil,
      String category,
      Instant at,
      long sequence) {
    send(
        "sanction",
        school,
        type,
        pupil,
        sequence,
        """
        {"incident": "%s", "category": "%s", "breach": "VIOLATION", "occurredAt": "%s",
         "place": "CLASSROOM", "device": "SMARTPHONE",
         "participants": [{"pupil": "p-saw", "role": "WITNESS"},
           {"pupil": "%s", "role": "OFFENDER"}]}
        """
            .formatted(incident, category, at, pupil));
  }

  void sanction(String type, UUID sanction, String school, String pupil, String rest) {
    sanction(type, sanction, school, pupil, rest, next());
  }

  void sanction(
      String type, UUID sanction, String school, String pupil, String rest, long sequence) {
    send(
        "sanction",
        school,
        type,
        pupil,
        sequence,
        "{\"sanction\": \"%s\", \"incident\": \"%s\", \"pupil\": \"%s\"%s}"
            .formatted(sanction, UUID.randomUUID(), pupil, rest));
  }

  void message(String type, UUID message, String school, String pupil, String state) {
    send(
        "notification",
        school,
        type,
        pupil,
        """
        {"message": "%s", "guardian": "g-any", "pupil": "%s", "channel": "EMAIL",
         "template": "sanction-warning", "state": "%s"}
        """
            .formatted(message, pupil, state));
  }

  private void send(String service, String school, String type, String key, String data) {
    send(service, school, type, key, next(), data);
  }

  private void send(
      String service, String school, String type, String key, long sequence, String data) {
    var record =
        new ProducerRecord<>(
            prefix + service + ".events.v1", key, data.getBytes(StandardCharsets.UTF_8));
    Map.of(
            "specversion",
            "1.0",
            "id",
            UUID.randomUUID().toString(),
            "type",
            "nl.tenzij." + service + "." + type,
            "source",
            "urn:nld:oin:00000001000000000000",
            "time",
            SettableClock.now().toString(),
            "subject",
            key,
            "board",
            board,
            "school",
            school,
            "sequence",
            Long.toString(sequence))
        .forEach(
            (name, value) ->
                record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
    record.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
    producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}
