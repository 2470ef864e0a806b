package nl.tenzij.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static final UUID ID = UUID.fromString("0b9e2e8c-6b0f-4d0e-9d4e-3f8a2f1c7a11");
  private static final String TYPE = "nl.tenzij.thing.happened.v1";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Envelope envelope =
      new Envelope(
          TestLedger.JSON,
          new Sources("00000000000000000001", Map.of("board-b", "00000000000000000002")));

  private record Data(String thing, int number) {}

  private static Recorded<String> recorded(String board, String traceparent) {
    return new Recorded<>(
        3,
        4711,
        new StreamId(new Board(board), new School("school-1"), "thing", new UUID(1, 1)),
        5,
        ID,
        Instant.parse("2026-11-21T10:15:30.123456Z"),
        new Meta("someone", "tester", new UUID(0, 1), null, new UUID(0, 2), traceparent),
        "happened");
  }

  private ProducerRecord<String, byte[]> wrap(Object data) {
    Recorded<String> event = recorded("board-a", TRACE);
    return envelope.wrap("things.v1", event, Published.of(event, TYPE, "p-1", "p-1", data));
  }

  private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static Letter letter(ProducerRecord<String, byte[]> record) {
    ConsumerRecord<byte[], byte[]> received =
        new ConsumerRecord<>(
            record.topic(), 0, 12, record.key().getBytes(StandardCharsets.UTF_8), record.value());
    record.headers().forEach(received.headers()::add);
    return Letter.of(received);
  }

  @Test
  void writes_a_cloud_event_in_binary_mode() {
    ProducerRecord<String, byte[]> record = wrap(new Data("x", 1));

    assertThat(record.topic()).isEqualTo("things.v1");
    assertThat(record.key()).isEqualTo("p-1");
    assertThat(record.value()).asString().isEqualTo("{\"thing\":\"x\",\"number\":1}");
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", ID.toString()),
                Map.entry("ce_type", TYPE),
                Map.entry("ce_source", "urn:nld:oin:00000000000000000001"),
                Map.entry("ce_time", "2026-11-21T10:15:30.123456Z"),
                Map.entry("ce_subject", "p-1"),
                Map.entry("ce_board", "board-a"),
                Map.entry("ce_school", "school-1"),
                Map.entry("ce_sequence", "4711"),
                Map.entry("ce_traceparent", TRACE),
                Map.entry("content-type", "application/json")));
  }

  @Test
  void leaves_out_what_there_is_not_and_names_a_boards_own_source() {
    Recorded<String> event = recorded("board-b", null);
    ProducerRecord<String, byte[]> record =
        envelope.wrap("things.v1", event, Published.of(event, TYPE, null, "k", null));

    assertThat(record.value()).isNull();
    assertThat(headers(record))
        .doesNotContainKeys("ce_subject", "ce_traceparent", "content-type")
        .containsEntry("ce_source", "urn:nld:oin:00000000000000000002");
  }

  @Test
  void reads_what_it_wrote() {
    Incoming message = envelope.unwrap(letter(wrap(new Data("x", 1))));

    assertThat(message)
        .isEqualTo(
            new Incoming(
                ID.toString(),
                TYPE,
                new Board("board-a"),
                new School("school-1"),
                "p-1",
                Instant.parse("2026-11-21T10:15:30.123456Z"),
                4711,
                "p-1",
                JsonNodeFactory.instance.objectNode().put("thing", "x").put("number", 1),
                TRACE));
    assertThat(message.isTombstone()).isFalse();
  }

  @Test
  void reads_a_tombstone() {
    assertThat(envelope.unwrap(letter(wrap(null))).isTombstone()).isTrue();
  }

  @Test
  void refuses_what_is_larger_than_64_kilobytes() {
    int headers = letter(wrap(new Data("", 1))).headers().toString().length();
    assertThat(wrap(new Data("x".repeat(Envelope.LARGEST - headers - 100), 1)).value())
        .isNotEmpty();
    assertThatThrownBy(() -> wrap(new Data("x".repeat(Envelope.LARGEST - 100), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TYPE);
  }

  @Test
  void refuses_personal_data_without_quoting_it() {
    assertThatThrownBy(() -> wrap(Map.of("name", Personal.of("p-1", "Bos"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Bos")
        .hasNoCause();
  }

  @Test
  void numbers_several_messages_of_one_event_always_in_the_same_way() {
    Recorded<String> event = recorded("board-a", null);
    Published one = Published.of(event, TYPE, null, "k", Map.of());

    assertThat(one.id()).isEqualTo(ID);
    assertThat(one.numbered(0).id()).isNotEqualTo(ID).isEqualTo(one.numbered(0).id());
    assertThat(one.numbered(1).id()).isNotEqualTo(one.numbered(0).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"happened", "nl.tenzij.happened", "nl.Tenzij.happened.v1", "a.b.v0"})
  void refuses_a_type_without_a_version(String type) {
    Recorded<String> event = recorded("board-a", null);
    assertThatThrownBy(() -> Published.of(event, type, null, "k", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_id",
        "ce_type",
        "ce_source",
        "ce_specversion",
        "ce_time",
        "ce_board",
        "ce_school",
        "ce_sequence"
      })
  void refuses_a_message_that_lacks_an_attribute(String header) {
    Letter whole = letter(wrap(new Data("x", 1)));
    assertMalformed(with(whole, header, null, whole.data()));
  }

  @Test
  void refuses_a_message_that_is_not_what_was_agreed() {
    Letter whole = letter(wrap(new Data("x", 1)));

    assertMalformed(with(whole, "ce_sequence", "many", whole.data()));
    assertMalformed(with(whole, "ce_board", "no board!", whole.data()));
    assertMalformed(with(whole, "ce_time", "yesterday", whole.data()));
    assertMalformed(with(whole, "ce_source", "::", whole.data()));
    assertMalformed(with(whole, "ce_specversion", "9.9", whole.data()));
    assertMalformed(with(whole, "ce_id", "x".repeat(201), whole.data()));
    assertMalformed(with(whole, "content-type", "text/xml", whole.data()));
    assertMalformed(with(whole, "content-type", "application/cloudevents+json", whole.data()));
    for (String data : List.of("", "{", "{} {}", "[".repeat(5000))) {
      assertMalformed(
          with(whole, "content-type", "application/json", data.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Letter with(Letter letter, String header, String value, byte[] data) {
    Map<String, String> headers = new LinkedHashMap<>(letter.headers());
    headers.remove(header);
    if (value != null) {
      headers.put(header, value);
    }
    return new Letter(
        letter.topic(), letter.partition(), letter.offset(), letter.key(), headers, data);
  }

  private void assertMalformed(Letter letter) {
    assertThatThrownBy(() -> envelope.unwrap(letter)).isInstanceOf(Malformed.class);
  }

  @Test
  void makes_a_letter_that_a_database_can_hold_of_whatever_was_sent() {
    ConsumerRecord<byte[], byte[]> odd =
        new ConsumerRecord<>("things.v1", 2, 7, new byte[] {'k', (byte) 0xff, 0}, null);
    odd.headers().add("ce_id", new byte[] {'a', 0, 'b'}).add("none", null);

    Letter letter = Letter.of(odd);
    assertThat(letter.key()).doesNotContain("\0").startsWith("k");
    assertThat(letter.headers().values()).noneMatch(value -> value.contains("\0"));

    Letter another =
        Letter.of(new ConsumerRecord<>("t", 0, 8, new byte[] {'k', (byte) 0xfe, 0}, null));
    assertThat(another.key()).isNotEqualTo(letter.key());
    assertThat(another.id()).isEqualTo("t/0/8");

    byte[] longKey = "k".repeat(5000).getBytes(StandardCharsets.UTF_8);
    assertThat(Letter.of(new ConsumerRecord<>("t", 0, 9, longKey, null)).key()).hasSize(71);
  }
}
