package nl.tenzij.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and controller at once, for a machine without containers.
 *
 * <p>Arguments: the port that clients use, the controller's port, the data folder. It listens on
 * the loopback address only, keeps every event (no retention: a service that starts late reads from
 * the beginning) and creates no topic by itself.
 */
public final class Broker {
  // Always the same: a formatted folder refuses to be opened under another id.
  private static final String CLUSTER = "tenzij-one-machine-000";

  private Broker() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: Broker PORT CONTROLLER-PORT DATA-FOLDER");
      System.exit(2);
    }
    var data = Path.of(args[2]);
    Files.createDirectories(data);
    format(data);
    var config =
        properties(Integer.parseInt(args[0]), Integer.parseInt(args[1]), data.toAbsolutePath());
    var server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Path data) throws Exception {
    new Formatter()
        .setClusterId(CLUSTER)
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .addDirectory(data.toString())
        .setIgnoreFormatted(true)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setPrintStream(System.out)
        .run();
  }

  private static Properties properties(int port, int controllerPort, Path data) {
    var properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@localhost:" + controllerPort);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listeners",
        "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort));
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("log.dirs", data.toString());
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("log.retention.ms", "-1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "4");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "4");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("num.io.threads", "2");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    return properties;
  }
}
