package nl.tenzij.school.lookup;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Who reads the topic finds the mentor that the lookup says. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class MentorToldTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private final PushedSchool at = new PushedSchool();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void theMentorByEventIsTheMentorByLookup() {
    at.staff("tim", "Tim", "Visser").staff("eva", "Eva", "Smit").staff("ivo", "Ivo", "Mulder");
    at.pupil("sam", "Sam", "Demir", Map.of());
    at.pupil("noa", "Noa", "Aydin", Map.of("tenzij.mentor", "ivo"));
    at.pupil("mees", "Mees", "Bos", Map.of());
    at.schoolClass("home", "homeroom").schoolClass("dutch", "scheduled");
    at.enrol("tim", "home", "teacher").enrol("ivo", "dutch", "teacher");
    for (String pupil : List.of("sam", "noa")) {
      at.enrol(pupil, "home", "student").enrol(pupil, "dutch", "student");
    }
    at.enrol("mees", "dutch", "student");
    agree("tim", "ivo", null);

    at.enrol("eva", "home", "teacher");
    agree(null, "ivo", null);

    at.ownTeacher("eva", "home");
    agree("eva", "ivo", null);

    at.enrol("eva", "home", "teacher", "2025-08-01", "2026-01-31");
    agree("tim", "ivo", null);
  }

  private void agree(String sam, String noa, String mees) {
    Map<String, String> wanted = new HashMap<>();
    wanted.put("sam", sam);
    wanted.put("noa", noa);
    wanted.put("mees", mees);
    wanted.forEach(
        (pupil, mentor) ->
            assertThat(
                    at.get(at.as("head", "hanna"), "/pupils/" + pupil + "/classes")
                        .jsonPath()
                        .getString("mentor"))
                .as("by lookup, of " + pupil)
                .isEqualTo(mentor));
    await().untilAsserted(() -> assertThat(told()).as("by event").isEqualTo(wanted));
  }

  /** As a consumer can work it out, of each pupil. */
  private Map<String, String> told() throws JsonProcessingException {
    Map<String, JsonNode> pupils = new HashMap<>();
    Map<String, JsonNode> classes = new HashMap<>();
    for (ConsumerRecord<String, String> message : messages()) {
      if (header(message, "ce_board").equals(at.board)) {
        switch (header(message, "ce_type")) {
          case "nl.tenzij.school.pupil-registered.v1" ->
              pupils.put(message.key(), json.readTree(message.value()));
          case "nl.tenzij.school.class-registered.v1" ->
              classes.put(message.key(), json.readTree(message.value()));
          default -> {}
        }
      }
    }
    Map<String, String> mentors = new HashMap<>();
    pupils.forEach((pupil, known) -> mentors.put(pupil, mentor(known, classes)));
    return mentors;
  }

  private static String mentor(JsonNode pupil, Map<String, JsonNode> classes) {
    if (!pupil.get("mentor").isNull()) {
      return pupil.get("mentor").asText();
    }
    Set<String> all = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    for (JsonNode place : pupil.get("enrolments")) {
      JsonNode inClass = classes.get(place.get("class").asText());
      if (inClass != null && inClass.path("kind").asText().equals("HOMEROOM") && holds(place)) {
        for (JsonNode teaching : inClass.get("teachings")) {
          if (holds(teaching)) {
            all.add(teaching.get("staff").asText());
            if (teaching.path("primary").asBoolean()) {
              own.add(teaching.get("staff").asText());
            }
          }
        }
      }
    }
    Set<String> those = own.size() == 1 ? own : all;
    return those.size() == 1 ? those.iterator().next() : null;
  }

  private static boolean holds(JsonNode place) {
    LocalDate today = LocalDate.now(ZONE);
    return (place.get("begin").isNull()
            || !today.isBefore(LocalDate.parse(place.get("begin").asText())))
        && (place.get("end").isNull()
            || !today.isAfter(LocalDate.parse(place.get("end").asText())));
  }

  private static List<ConsumerRecord<String, String>> messages() {
    Config config = ConfigProvider.getConfig();
    Map<String, Object> broker =
        Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class));
    String topic = config.getValue("TOPIC_PREFIX", String.class) + "school.events.v1";
    try (var reader =
        new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
        reader.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found;
    }
  }

  private static String header(ConsumerRecord<String, String> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
