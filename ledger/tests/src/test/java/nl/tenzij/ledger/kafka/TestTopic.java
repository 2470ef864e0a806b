package nl.tenzij.ledger.kafka;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.School;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of a test's own, to tell into and to look at from outside. */
final class TestTopic implements AutoCloseable {

  static final String NAME = "counts.v1";
  static final String TYPE = "nl.tenzij.test.counted.v1";
  static final String FORGOTTEN = "nl.tenzij.test.person-forgotten.v1";
  static final int PARTITIONS = 3;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final KafkaConnection connection;
  private final Envelope envelope =
      new Envelope(TestLedger.JSON, new Sources("00000000000000000001", Map.of()));
  private KafkaProducer<String, byte[]> producer;

  /** On the tests' shared broker. */
  static TestTopic fresh() {
    String prefix = "t" + UUID.randomUUID() + ".";
    TestStack.shared().topic(prefix + NAME, PARTITIONS);
    return new TestTopic(new KafkaConnection(TestStack.shared().kafkaBootstrapServers(), prefix));
  }

  static TestTopic on(TestStack.Own broker) {
    broker.topic(NAME, PARTITIONS);
    return new TestTopic(new KafkaConnection("localhost:" + broker.port(), ""));
  }

  TestTopic(KafkaConnection connection) {
    this.connection = connection;
  }

  KafkaConnection connection() {
    return connection;
  }

  Envelope envelope() {
    return envelope;
  }

  /** What the test's things say of themselves. */
  record Count(String key, int number) {}

  /** A message as another service would send it; the same key and number have the same id. */
  ProducerRecord<String, byte[]> message(String key, int number) {
    UUID id = UUID.nameUUIDFromBytes((key + "/" + number).getBytes(StandardCharsets.UTF_8));
    return message(id, number, TYPE, key, new Count(key, number));
  }

  /** Somebody whom another service has forgotten. */
  record Gone(String person) {}

  ProducerRecord<String, byte[]> forgotten(String person) {
    return message(UUID.randomUUID(), 1, FORGOTTEN, person, new Gone(person));
  }

  private ProducerRecord<String, byte[]> message(
      UUID id, int number, String type, String key, Object data) {
    Recorded<String> event =
        new Recorded<>(
            0,
            number,
            TestLedger.stream(new School("school-1")),
            1,
            id,
            Instant.now(),
            TestLedger.META,
            "counted");
    return envelope.wrap(connection.topic(NAME), event, Published.of(event, type, key, key, data));
  }

  /**
   * One request at a time: of two to a partition that its broker has yet to open the second may be
   * taken and the first never more (KAFKA-15591).
   */
  void send(List<ProducerRecord<String, byte[]>> records)
      throws ExecutionException, InterruptedException {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  connection.bootstrapServers(),
                  "linger.ms",
                  5,
                  "max.in.flight.requests.per.connection",
                  1),
              new StringSerializer(),
              new ByteArraySerializer());
    }
    var sent = records.stream().map(producer::send).toList();
    for (var each : sent) {
      each.get();
    }
  }

  /** Numbers from first to last for each key, in turns. */
  void count(int first, int last, String... keys) throws ExecutionException, InterruptedException {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    IntStream.rangeClosed(first, last)
        .forEach(number -> List.of(keys).forEach(key -> records.add(message(key, number))));
    send(records);
  }

  /** All that stands in the topic, per partition in order. */
  List<ConsumerRecord<String, byte[]>> all() {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(each -> new TopicPartition(connection.topic(NAME), each))
            .toList();
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", connection.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      reader.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        reader.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  /** The keys of all messages that stand in another partition than those of this key. */
  Set<String> keysApartFrom(String key) {
    List<ConsumerRecord<String, byte[]>> all = all();
    int itsOwn =
        all.stream()
            .filter(record -> record.key().equals(key))
            .mapToInt(ConsumerRecord::partition)
            .findFirst()
            .orElseThrow();
    return all.stream()
        .filter(record -> record.partition() != itsOwn)
        .map(ConsumerRecord::key)
        .collect(Collectors.toSet());
  }

  static String id(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }

  /**
   * What the broker takes at once, in bytes. It says that a setting is made before it goes by it,
   * but takes them in one after the other: once it shows the second, it goes by the first.
   */
  void largestBatch(int bytes) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      set("max.message.bytes", bytes, admin);
      set("file.delete.delay.ms", bytes, admin);
    }
  }

  /** And waits until the broker shows it. */
  private void set(String setting, int value, Admin admin)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, connection.topic(NAME));
    ConfigEntry entry = new ConfigEntry(setting, Integer.toString(value));
    admin
        .incrementalAlterConfigs(
            Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
    await()
        .atMost(SOON)
        .until(
            () -> admin.describeConfigs(List.of(resource)).all().get().get(resource).get(setting),
            shown -> shown.value().equals(entry.value()));
  }

  /** Lets a consumer begin at the beginning again, as if the broker had lost its place. */
  void forgetGroup(String consumer) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      onceAllHaveLeft(
          () -> admin.deleteConsumerGroups(List.of(connection.prefix() + consumer)).all().get());
    }
  }

  /** Sets a consumer's group back to the beginning, as docs/operating.md says to. */
  void beginAnew(String consumer) {
    Map<TopicPartition, OffsetAndMetadata> beginning =
        IntStream.range(0, PARTITIONS)
            .boxed()
            .collect(
                Collectors.toMap(
                    each -> new TopicPartition(connection.topic(NAME), each),
                    each -> new OffsetAndMetadata(0)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      onceAllHaveLeft(
          () ->
              admin
                  .alterConsumerGroupOffsets(connection.prefix() + consumer, beginning)
                  .all()
                  .get());
    }
  }

  /** Who has closed a consumer may do so before the broker knows of it. */
  private static void onceAllHaveLeft(Callable<?> deed) {
    await()
        .atMost(SOON)
        .ignoreExceptionsMatching(
            failed ->
                failed.getCause() instanceof GroupNotEmptyException
                    || failed.getCause() instanceof UnknownMemberIdException)
        .until(
            () -> {
              deed.call();
              return true;
            });
  }

  /** How many messages the group has left behind it, over all partitions. */
  long committed(String consumer) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      return admin
          .listConsumerGroupOffsets(connection.prefix() + consumer)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  /** The ids of who reads for a consumer and has partitions to read. */
  Set<String> members(String consumer) throws ExecutionException, InterruptedException {
    String group = connection.prefix() + consumer;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .stream()
          .filter(each -> !each.assignment().topicPartitions().isEmpty())
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    }
  }

  /** As the group does with who was silent for too long. */
  void expelAll(String consumer) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", connection.bootstrapServers()))) {
      admin
          .removeMembersFromConsumerGroup(
              connection.prefix() + consumer, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
