package nl.tenzij.local.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.components.Mail;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The thread through the whole house, from outside, with everything real. */
class PhoneInClassTest {

  /**
   * Names, addresses and words of the demo that may stand in a mail to a guardian and nowhere else.
   */
  private static final List<String> PERSONAL =
      List.of("Yılmaz", "Haddad", "Nowak", "Zoë", "@example.org", "Fatma", "Piet");

  private static final List<String> FATMA = List.of("fatma@", "Fatma");
  private static final List<String> PIET = List.of("piet@", "Piet", "de Boer");

  private static final List<String> STORY = new ArrayList<>();
  private static WholeSystem system;
  private static PhoneInClass.Told told;

  @BeforeAll
  static void play() {
    system = new WholeSystem();
    told = new PhoneInClass(system.surroundings(), STORY::add).play();
  }

  @AfterAll
  static void end() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void both_guardians_have_a_mail_for_each_sanction_in_their_own_language() {
    assertThat(told.mails())
        .extracting(Mail::to)
        .containsExactlyInAnyOrder(
            "fatma@example.org", "piet@example.org", "fatma@example.org", "piet@example.org");
    assertThat(to("fatma@example.org")).allMatch(mail -> mail.text().contains("Merhaba"));
    assertThat(to("piet@example.org")).allMatch(mail -> mail.text().contains("Beste"));
    assertThat(told.mails()).allSatisfy(mail -> assertThat(mail.html()).isNotBlank());
  }

  @Test
  void no_guardian_learns_from_a_mail_who_the_other_is() {
    assertThat(to("fatma@example.org"))
        .hasSize(2)
        .allSatisfy(mail -> assertThat(whole(mail)).contains("fatma@").doesNotContain(PIET));
    assertThat(to("piet@example.org"))
        .hasSize(2)
        .allSatisfy(mail -> assertThat(whole(mail)).contains("piet@").doesNotContain(FATMA));
  }

  /** Headers and all parts, as sent and as read. */
  private static String whole(Mail mail) {
    return String.join("\n", mail.source(), mail.subject(), mail.text(), mail.html());
  }

  private static List<Mail> to(String address) {
    return told.mails().stream().filter(mail -> mail.to().equals(address)).toList();
  }

  @Test
  void a_subject_line_tells_nobody_what_it_is_about() {
    assertThat(told.mails())
        .extracting(Mail::subject)
        .allSatisfy(
            subject ->
                assertThat(subject.toLowerCase())
                    .doesNotContain("sam", "telefo", "verbod", "yasak", "waarschuwing", "uyarı"));
  }

  @Test
  void every_event_can_be_read_by_someone_who_knows_the_contract_only() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String topic : WholeSystem.TOPICS) {
      Path contract =
          system.root().resolve(topic.substring(0, topic.indexOf('.')) + "-service/contract");
      JsonNode asyncapi = new YAMLMapper().readTree(contract.resolve("asyncapi.yaml").toFile());
      assertThat(asyncapi.path("asyncapi").asText()).startsWith("3.");
      for (ConsumerRecord<String, byte[]> record : read(system.topic(topic))) {
        String type = header(record, "ce_type");
        seen.add(type);
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_source")).startsWith("urn:nld:oin:");
        assertThat(header(record, "ce_board")).isEqualTo("stichting-tenboom");
        assertThat(asyncapi.toString()).as("the contract of %s", topic).contains(type);
        JsonNode data = new ObjectMapper().readTree(record.value());
        assertThat(
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(contract.resolve(type + ".schema.json")))
                    .validate(data))
            .as("%s: %s", type, data)
            .isEmpty();
      }
    }
    assertThat(seen)
        .contains(
            "nl.tenzij.school.school-registered.v1",
            "nl.tenzij.school.pupil-registered.v1",
            "nl.tenzij.school.class-registered.v1",
            "nl.tenzij.school.policy-in-force.v1",
            "nl.tenzij.sanction.incident-recorded.v1",
            "nl.tenzij.sanction.proposed.v1",
            "nl.tenzij.sanction.imposed.v1",
            "nl.tenzij.sanction.confirmed.v1",
            "nl.tenzij.notification.message-queued.v1",
            "nl.tenzij.notification.message-sent.v1");
  }

  @Test
  void nothing_personal_stands_in_topics_or_logs() {
    for (String topic : WholeSystem.TOPICS) {
      for (ConsumerRecord<String, byte[]> record : read(system.topic(topic))) {
        StringBuilder whole = new StringBuilder(record.key());
        whole.append(new String(record.value(), StandardCharsets.UTF_8));
        record.headers().forEach(h -> whole.append(new String(h.value(), StandardCharsets.UTF_8)));
        assertThat(whole.toString()).as(topic).doesNotContain(PERSONAL);
      }
    }
    system
        .logs()
        .forEach(
            (service, log) -> assertThat(log).as("log of " + service).doesNotContain(PERSONAL));
  }

  /**
   * The commands are acknowledged when the processes die: the one before it passed on what
   * happened, the other before it sent a mail. One that had to be tried again may come behind a
   * later one.
   */
  @Test
  void a_service_killed_between_a_command_and_its_mails_sends_each_of_them_once() {
    PhoneInClass story = new PhoneInClass(system.surroundings(), line -> {});

    story.warn("p-noa");
    system.killAndRestart("sanction-service");
    system.freeze("notification-service");
    story.warn("p-zoe");
    assertThat(arrived("ann@example.org")).isEmpty();
    system.killAndRestart("notification-service");
    story.ban("p-noa");
    story.ban("p-zoe");

    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> arrived("ali@example.org").size() >= 2 && arrived("ann@example.org").size() >= 2);
    assertThat(arrived("ali@example.org")).doesNotHaveDuplicates().hasSize(2);
    assertThat(arrived("ann@example.org"))
        .containsExactlyInAnyOrder("Bericht van school", "Belangrijk bericht van school");
  }

  private static List<String> arrived(String address) {
    return system.mails().stream()
        .filter(mail -> mail.to().equals(address))
        .map(Mail::subject)
        .toList();
  }

  @Test
  void the_story_is_told_with_what_really_happened() {
    assertThat(String.join("\n", STORY))
        .contains("step 1, WARNING", "step 2, DEVICE_BAN", "gets 404", "gets 401", "is SENT")
        .contains(
            "College Eén's self-check before: The school is not within the national guideline yet",
            "College Eén's self-check after: The school has a policy on smartphones that fits",
            "the board sees: de-linde is within the national guideline");
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, system.surroundings().kafkaBootstrapServers());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<TopicPartition> open = new HashSet<>(partitions);
      while (!open.isEmpty()) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
        open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      }
    }
    return all;
  }
}
