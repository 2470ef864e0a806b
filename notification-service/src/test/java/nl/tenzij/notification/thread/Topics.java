package nl.tenzij.notification.thread;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The broker as the other services use it. */
final class Topics implements AutoCloseable {

  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final String prefix = setting("TOPIC_PREFIX");
  private final Map<String, Object> servers =
      Map.of("bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS"));
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer());

  private OffsetDateTime at;
  private Long next;

  /** What is published from here on is told at this moment. */
  void at(OffsetDateTime moment) {
    at = moment;
  }

  /** What is published next has this place in the producer's history. */
  void next(long place) {
    next = place;
  }

  /** Publishes; the same id again is the same event again. */
  void publish(String topic, UUID id, String type, String key, String json) {
    publish("college-een", topic, id, type, key, json);
  }

  void publish(String school, String topic, UUID id, String type, String key, String json) {
    long place = next == null ? nextPlace() : next;
    next = null;
    publish(school, topic, id, type, key, json, place);
  }

  /** A place in the producer's history, which grows. */
  static long nextPlace() {
    return SEQUENCE.incrementAndGet();
  }

  void publish(
      String school, String topic, UUID id, String type, String key, String json, long sequence) {
    var event =
        CloudEventBuilder.v1()
            .withId(id.toString())
            .withType(type)
            .withSource(URI.create("urn:nld:oin:00000000000000000000"))
            .withSubject(key)
            .withTime(at == null ? OffsetDateTime.now(ZoneOffset.UTC) : at)
            .withExtension("board", "stichting-tenboom")
            .withExtension("school", school)
            .withExtension("sequence", Long.toString(sequence))
            .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
            .build();
    try {
      producer
          .send(KafkaMessageFactory.<String>createWriter(prefix + topic, key).writeBinary(event))
          .get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused.getCause());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that a topic holds under a key, in order. */
  List<ConsumerRecord<String, byte[]>> read(String topic, String key) {
    try (var consumer =
        new KafkaConsumer<>(servers, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(prefix + topic).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
      return found.stream().filter(record -> key.equals(record.key())).toList();
    }
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  @Override
  public void close() {
    producer.close();
  }
}
