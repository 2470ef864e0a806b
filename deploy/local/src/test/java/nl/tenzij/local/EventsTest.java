package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.TestStack;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";
  private static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";

  private final TestStack stack = TestStack.shared();
  private final String sanctions = "sanction." + UUID.randomUUID();
  private final String schools = "school." + UUID.randomUUID();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private Events events;

  @BeforeEach
  void layOut() {
    stack.topic(sanctions, 3);
    stack.topic(schools, 1);
    events = new Events(stack.kafkaBootstrapServers(), List.of(sanctions, schools));
  }

  @Test
  void showsThoseOfATypeWithHeadersAndDataTheOldestFirst() throws Exception {
    publish(1, CONFIRMED, "2026-11-24T16:10:00.02Z", "p-noa", "{\"pupil\":\"p-noa\"}");
    publish(0, CONFIRMED, "2026-11-23T16:10:00.02Z", "p-zoë", "{\"pupil\":\"p-zoë\"}");
    publish(2, IMPOSED, "2026-11-22T16:10:00.02Z", "p-sam", "{\"pupil\":\"p-sam\"}");

    events.show("confirmed", out);

    assertThat(said())
        .isEqualTo(
            """
            topic           %1$s
            key             p-zoë
            ce_type         nl.tenzij.sanction.confirmed.v1
            ce_time         2026-11-23T16:10:00.02Z

            {"pupil":"p-zoë"}

            topic           %1$s
            key             p-noa
            ce_type         nl.tenzij.sanction.confirmed.v1
            ce_time         2026-11-24T16:10:00.02Z

            {"pupil":"p-noa"}

            """
                .formatted(sanctions));
  }

  @Test
  void listsHowManyOfEachTypeThereAre() throws Exception {
    publish(0, CONFIRMED, "2026-11-23T16:10:00.02Z", "p-zoe", "{}");
    publish(1, IMPOSED, "2026-11-23T16:10:00.02Z", "p-zoe", "{}");
    publish(2, IMPOSED, "2026-11-23T16:10:00.02Z", "p-noa", "{}");

    events.list(out);

    assertThat(said().lines().map(String::strip))
        .containsExactly(
            "1  " + sanctions + " " + CONFIRMED,
            "2  " + sanctions + " " + IMPOSED,
            "./run events TYPE shows those of a type; a part of its name will do");
  }

  @Test
  void saysThatThereIsNothingYetOrNothingLikeThat() {
    events.list(out);

    assertThat(said()).isEqualTo("Nothing has been published yet.\n");
    assertThatThrownBy(() -> events.show("confirmd", out))
        .isInstanceOf(ComponentFailed.class)
        .hasMessage("There is no event of a type like confirmd: ./run events lists them.");
  }

  private String said() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private void publish(int partition, String type, String time, String key, String data)
      throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var event = new ProducerRecord<>(sanctions, partition, key, data);
      event.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
      event.headers().add("ce_time", time.getBytes(StandardCharsets.UTF_8));
      producer.send(event).get();
    }
  }
}
