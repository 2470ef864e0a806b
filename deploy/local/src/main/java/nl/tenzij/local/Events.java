package nl.tenzij.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tenzij.components.ComponentFailed;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events that stand on topics, as any client of the broker reads them. */
public final class Events {
  private static final Duration AT_ONCE = Duration.ofMillis(200);
  private static final String TYPE = "ce_type";
  private static final String TIME = "ce_time";

  private final String bootstrapServers;
  private final Collection<String> topics;

  public Events(String bootstrapServers, Collection<String> topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = List.copyOf(topics);
  }

  /** All of a topic up to now, each partition's in its order. */
  public static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers, String topic) {
    return new Events(bootstrapServers, List.of(topic)).all();
  }

  /** The text of each header. */
  public static Map<String, String> headers(ConsumerRecord<String, byte[]> event) {
    var headers = new TreeMap<String, String>();
    event.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return headers;
  }

  /** How many there are of which type. */
  void list(PrintStream out) {
    var types =
        all().stream()
            .collect(Collectors.groupingBy(Events::kind, TreeMap::new, Collectors.counting()));
    if (types.isEmpty()) {
      out.println("Nothing has been published yet.");
      return;
    }
    types.forEach((kind, count) -> out.printf("%4d  %s%n", count, kind));
    out.println("./run events TYPE shows those of a type; a part of its name will do");
  }

  private static String kind(ConsumerRecord<String, byte[]> event) {
    return "%-24s %s".formatted(event.topic(), header(event, TYPE));
  }

  /** Those of which the type has this in its name, the oldest first. */
  void show(String type, PrintStream out) {
    var found =
        all().stream()
            .filter(event -> header(event, TYPE).contains(type))
            .sorted(Comparator.comparing(event -> header(event, TIME)))
            .toList();
    if (found.isEmpty()) {
      throw new ComponentFailed(
          "There is no event of a type like %s: ./run events lists them.".formatted(type));
    }
    found.forEach(event -> show(event, out));
  }

  private static void show(ConsumerRecord<String, byte[]> event, PrintStream out) {
    line(out, "topic", event.topic());
    line(out, "key", event.key());
    for (Header header : event.headers()) {
      line(out, header.key(), text(header.value()));
    }
    out.println();
    out.println(text(event.value()));
    out.println();
  }

  private static void line(PrintStream out, String name, String value) {
    out.printf("%-15s %s%n", name, value);
  }

  private static String header(ConsumerRecord<String, byte[]> event, String name) {
    var header = event.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  private static String text(byte[] utf8) {
    return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
  }

  private List<ConsumerRecord<String, byte[]>> all() {
    var all = new ArrayList<ConsumerRecord<String, byte[]>>();
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var open = new HashSet<>(partitions);
      while (!open.isEmpty()) {
        consumer.poll(AT_ONCE).forEach(all::add);
        open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      }
    }
    return all;
  }
}
