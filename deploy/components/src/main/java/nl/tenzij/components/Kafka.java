package nl.tenzij.components;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** A Kafka node in a process of its own. */
public final class Kafka implements AutoCloseable {
  private static final String MAIN = "nl.tenzij.broker.Broker";
  private static final Duration LEADS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Child broker;
  private final int port;

  private Kafka(Child broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /** How to start the broker: its class path and the JVM's flags. */
  public record Program(String classPath, List<String> flags) {}

  /**
   * @param name what the process is called in its pid file
   */
  public static Kafka start(
      String name,
      Program program,
      Path data,
      int port,
      int controllerPort,
      Path log,
      PidFiles pids) {
    var command =
        Child.java(
            program.flags(), program.classPath(), MAIN, port, controllerPort, data.toString());
    var broker = Child.start(name, command, Map.of(), log, pids);
    broker.await("accepting connections", Duration.ofMinutes(2), () -> Ports.answers(port));
    return new Kafka(broker, port);
  }

  public String bootstrapServers() {
    return "localhost:" + port;
  }

  public Child process() {
    return broker;
  }

  /**
   * Creates the topics that are not there yet, each with this many partitions, and waits until the
   * broker takes messages in all of them. It says before that they are made; and who sends several
   * requests at once to a partition which it does not lead yet can have the second taken and the
   * first refused, which then is out of order for good (KAFKA-15591).
   */
  public void createTopics(Map<String, Integer> partitions) {
    var settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("default.api.timeout.ms", "30000");
    try (var admin = Admin.create(settings)) {
      var present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
      var missing =
          partitions.entrySet().stream()
              .filter(topic -> !present.contains(topic.getKey()))
              .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1))
              .toList();
      admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
      awaitLead(missing, admin);
    } catch (ExecutionException | TimeoutException e) {
      throw new ComponentFailed(
          "Kafka did not create topics " + partitions.keySet() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while creating topics", e);
    }
  }

  /** The client gives up at once where the broker that it asks does not know of a topic yet. */
  private static void awaitLead(List<NewTopic> topics, Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    var ends = ends(topics);
    for (long begun = System.nanoTime(); ; Thread.sleep(BETWEEN_LOOKS)) {
      try {
        admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof RetriableException)
            || System.nanoTime() - begun > LEADS.toNanos()) {
          throw refused;
        }
      }
    }
  }

  /** What a broker tells only of the partitions that it leads. */
  private static Map<TopicPartition, OffsetSpec> ends(List<NewTopic> topics) {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : topics) {
      for (int each = 0; each < topic.numPartitions(); each++) {
        ends.put(new TopicPartition(topic.name(), each), OffsetSpec.latest());
      }
    }
    return ends;
  }

  @Override
  public void close() {
    broker.close();
  }
}
