package nl.tenzij.ledger.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents 1.0 in the Dutch government's profile, in Kafka's binary mode: attributes are
 * headers, the value is the data as JSON.
 */
public final class Envelope {

  /** Key, headers and data together, in bytes. */
  public static final int LARGEST = 64 * 1024;

  private static final String JSON = "application/json";
  private static final String BOARD = "board";
  private static final String SCHOOL = "school";
  private static final String SEQUENCE = "sequence";
  private static final String TRACEPARENT = "traceparent";

  private final ObjectMapper json;
  private final Sources sources;

  public Envelope(ObjectMapper json, Sources sources) {
    this.json = json;
    this.sources = sources;
  }

  /**
   * @param topic with its prefix
   * @throws IllegalArgumentException where the data is no JSON, holds something personal, or the
   *     message is larger than {@link #LARGEST}
   */
  public ProducerRecord<String, byte[]> wrap(String topic, Recorded<?> event, Published published) {
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(topic, published.key())
            .writeBinary(cloudEvent(event, published));
    int size = size(record);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "%s has %d bytes, of at most %d".formatted(published.type(), size, LARGEST));
    }
    return record;
  }

  private CloudEvent cloudEvent(Recorded<?> event, Published published) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(published.id().toString())
            .withType(published.type())
            .withSource(sources.of(event.stream().board()))
            .withTime(event.at().atOffset(ZoneOffset.UTC))
            .withExtension(BOARD, event.stream().board().id())
            .withExtension(SCHOOL, event.stream().school().id())
            .withExtension(SEQUENCE, Long.toString(event.position()));
    if (published.subject() != null) {
      builder.withSubject(published.subject());
    }
    if (event.meta().traceparent() != null) {
      builder.withExtension(TRACEPARENT, event.meta().traceparent());
    }
    if (published.data() != null) {
      builder.withData(JSON, bytes(published));
    }
    return builder.build();
  }

  private byte[] bytes(Published published) {
    try {
      return json.writeValueAsBytes(published.data());
    } catch (JsonProcessingException unwritable) {
      // Without the cause: it can quote the data.
      throw new IllegalArgumentException(
          "the data of " + published.type() + " can't be published as JSON");
    }
  }

  private static int size(ProducerRecord<String, byte[]> record) {
    int size = record.key().getBytes(StandardCharsets.UTF_8).length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length;
    }
    return record.value() == null ? size : size + record.value().length;
  }

  /**
   * @throws Malformed where it is not what was agreed
   */
  Incoming unwrap(Letter letter) {
    if (!letter.isNamed()) {
      throw new Malformed("no-id");
    }
    CloudEvent event = cloudEvent(letter);
    if (event.getTime() == null) {
      throw new Malformed("no-time");
    }
    try {
      return new Incoming(
          event.getId(),
          event.getType(),
          new Board(extension(event, BOARD)),
          new School(extension(event, SCHOOL)),
          event.getSubject(),
          event.getTime().toInstant(),
          Long.parseLong(extension(event, SEQUENCE)),
          letter.key(),
          data(event, letter),
          (String) event.getExtension(TRACEPARENT));
    } catch (IllegalArgumentException unfit) {
      throw new Malformed("unfit-attribute");
    }
  }

  private static CloudEvent cloudEvent(Letter letter) {
    Headers headers = new RecordHeaders();
    letter
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    try {
      MessageReader reader = KafkaMessageFactory.createReader(headers, letter.data());
      if (reader.getEncoding() != Encoding.BINARY) {
        throw new Malformed("not-binary-mode");
      }
      return reader.toEvent();
    } catch (CloudEventRWException | IllegalStateException other) {
      throw new Malformed("no-cloud-event");
    }
  }

  private static String extension(CloudEvent event, String name) {
    if (event.getExtension(name) instanceof String value) {
      return value;
    }
    throw new Malformed("no-" + name);
  }

  private JsonNode data(CloudEvent event, Letter letter) {
    if (letter.data() == null) {
      return MissingNode.getInstance();
    }
    String type = event.getDataContentType();
    if (type != null && !type.startsWith(JSON)) {
      throw new Malformed("not-json");
    }
    try {
      JsonNode data =
          json.reader()
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(letter.data());
      if (data.isMissingNode()) {
        throw new Malformed("not-json");
      }
      return data;
    } catch (IOException garbled) {
      throw new Malformed("not-json");
    }
  }
}
