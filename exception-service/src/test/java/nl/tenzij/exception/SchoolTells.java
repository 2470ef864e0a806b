package nl.tenzij.exception;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.testkit.ContractSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says on Kafka what school-service says, held against its contract. */
public final class SchoolTells implements AutoCloseable {

  private static final AtomicLong SEQUENCE = new AtomicLong();
  private static final Path CONTRACT = Path.of("../school-service/contract");

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private Instant at;
  private boolean again;
  private String board = "stichting-tenboom";

  public SchoolTells() {
    var config = ConfigProvider.getConfig();
    topic = config.getValue("TOPIC_PREFIX", String.class) + "school.events.v1";
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** At another moment than now. */
  public SchoolTells at(Instant moment) {
    at = moment;
    return this;
  }

  /** As if the topic were read again: with the sequence of what was told last. */
  public SchoolTells again() {
    again = true;
    return this;
  }

  /** Of another board. */
  public SchoolTells of(String other) {
    board = other;
    return this;
  }

  /**
   * A pupil, a guardian or a member of staff.
   *
   * @return the message's id
   */
  public UUID forgotten(String school, String person) {
    return send(school, "person-forgotten.v1", person, "{\"person\": \"" + person + "\"}");
  }

  public UUID pupil(String school, String pupil, String guardians, String classes) {
    return send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": %s, "classes": %s}
        """
            .formatted(pupil, guardians, classes));
  }

  /** Who is of age: of the one who was their guardian nothing holds any more. */
  public void pupilOfAge(String school, String pupil, String parent, String inClass) {
    send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "6", "classes": ["%s"], "ofAge": true,
         "guardians": [{"guardian": "%s", "language": "nl", "informed": false, "custody": false, "contact": false}]}
        """
            .formatted(pupil, inClass, parent));
  }

  /** With a mentor, and with the days of classes. */
  public void pupil(
      String school, String pupil, String guardians, String enrolments, String mentor) {
    send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": %s, "classes": [], "enrolments": %s,
         "mentor": %s}
        """
            .formatted(pupil, guardians, enrolments, mentor == null ? "null" : '"' + mentor + '"'));
  }

  /**
   * @param plan whether there is a support plan; null: not told, as before it was
   */
  public void supported(String school, String pupil, String mentor, Boolean plan) {
    send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": [], "classes": [], "mentor": %s%s}
        """
            .formatted(
                pupil,
                mentor == null ? "null" : '"' + mentor + '"',
                plan == null ? "" : ", \"supportPlan\": " + plan));
  }

  /** With a support plan, and without guardians. */
  public void supportedOfAge(String school, String pupil) {
    send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "6", "guardians": [], "classes": [], "supportPlan": true,
         "ofAge": true}
        """
            .formatted(pupil));
  }

  /** With a support plan, and without a mentor. */
  public void supported(String school, String pupil, String guardians) {
    send(
        school,
        "pupil-registered.v1",
        pupil,
        """
        {"pupil": "%s", "yearGroup": "3", "guardians": %s, "classes": [], "supportPlan": true}
        """
            .formatted(pupil, guardians));
  }

  /** As the contract does not have it: the guardians are no list. */
  public void brokenPupil(String school, String pupil) {
    String broken =
        "{\"pupil\": \"%s\", \"yearGroup\": \"3\", \"guardians\": {\"none\": true}, \"classes\": []}";
    publish(school, "pupil-registered.v1", pupil, broken.formatted(pupil));
  }

  public void pupilLeft(String school, String pupil) {
    send(school, "pupil-left.v1", pupil, "{\"pupil\": \"" + pupil + "\"}");
  }

  public void staff(String school, String staff) {
    send(school, "staff-registered.v1", staff, "{\"staff\": \"" + staff + "\", \"roles\": []}");
  }

  public void staffLeft(String school, String staff) {
    send(school, "staff-left.v1", staff, "{\"staff\": \"" + staff + "\"}");
  }

  public void classOf(String school, String id, String teachers) {
    send(
        school,
        "class-registered.v1",
        id,
        """
        {"class": "%s", "title": "%s", "subjects": [], "teachers": %s}
        """
            .formatted(id, id, teachers));
  }

  /** A school, by its board. */
  public void registered(String school, String timeZone) {
    send(
        school,
        "school-registered.v1",
        school,
        """
        {"school": "%s", "sector": "VO", "timeZone": "%s"}
        """
            .formatted(school, timeZone));
  }

  /** Its calendar, with nothing in it. */
  public void calendar(String school, String timeZone) {
    send(
        school,
        "calendar-set.v1",
        school,
        """
        {"school": "%s", "timeZone": "%s", "schoolYears": [], "week": [], "holidays": []}
        """
            .formatted(school, timeZone));
  }

  /** What a policy says of exemptions: two criteria, and the usual terms. */
  public void policy(String school, String from) {
    policy(school, from, "P42D");
  }

  public void policy(String school, String from, String objectionTerm) {
    send(
        school,
        "policy-in-force.v1",
        school,
        """
        {"policy": "%s", "version": 1, "topic": "PHONES", "from": "%s",
         "useRules": {"rules": [{"clause": "2", "devices": ["SMARTPHONE"], "places": ["CLASSROOM"],
           "times": ["LESSONS"], "keeping": "OFF_IN_BAG"}]}, "ladder": {"window": "SCHOOL_YEAR", "steps": []},
         "objectionTerm": "%s",
         "exemptions": {"criteria": ["1", "2"], "decidedWithin": "P21D",
           "reviews": {"temporary": {"atLeast": "P42D", "atMost": "P56D"},
             "effect": {"atLeast": "P2M", "atMost": "P3M"}, "recurring": "P6M",
             "talk": "P1Y"}}}
        """
            .formatted(UUID.randomUUID(), from, objectionTerm));
  }

  private UUID send(String school, String type, String key, String data) {
    assertThat(ContractSpec.flaws(CONTRACT, "nl.tenzij.school." + type, tree(data)))
        .as("%s: %s", type, data)
        .isEmpty();
    return publish(school, type, key, data);
  }

  private static JsonNode tree(String data) {
    try {
      return Json.mapper().readTree(data);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  private UUID publish(String school, String type, String key, String data) {
    UUID id = UUID.randomUUID();
    var record = new ProducerRecord<>(topic, key, data.getBytes(StandardCharsets.UTF_8));
    Map.of(
            "specversion",
            "1.0",
            "id",
            id.toString(),
            "type",
            "nl.tenzij.school." + type,
            "source",
            "urn:nld:oin:00000001000000000000",
            "time",
            (at == null ? SettableClock.now() : at).toString(),
            "subject",
            key,
            "board",
            board,
            "school",
            school,
            "sequence",
            Long.toString(again ? SEQUENCE.get() : SEQUENCE.incrementAndGet()))
        .forEach(
            (name, value) ->
                record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
    record.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
    producer.send(record);
    producer.flush();
    return id;
  }

  @Override
  public void close() {
    producer.close();
  }
}
