package nl.tenzij.local.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.components.Mail;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.MasterKeyFile;
import nl.tenzij.local.Layout;
import nl.tenzij.local.PortPlan;
import nl.tenzij.local.Service;
import nl.tenzij.local.ServiceProcess;
import nl.tenzij.local.SharedClock;
import nl.tenzij.local.Wiring;

/**
 * All services as packaged, each a process of its own on free ports, on the build's PostgreSQL,
 * Kafka, Keycloak and mail server.
 */
final class WholeSystem implements AutoCloseable {

  static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");
  private static final Duration READY = Duration.ofMinutes(2);

  private final TestStack stack = TestStack.shared();
  private final String prefix = "e2e-" + Long.toString(System.nanoTime(), 36) + "-";
  private final PortPlan ports = PortPlan.free();
  private final Map<String, ServiceProcess> running =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Layout layout;
  private final Wiring wiring;
  private final SharedClock clock;
  private final int mailsBefore = stack.mails().size();

  WholeSystem() {
    try {
      layout = new Layout(TestStack.root(), Files.createTempDirectory("tenzij-e2e"));
      Files.createDirectories(layout.keys());
      new MasterKeyFile(layout.masterKey()).create();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    wiring =
        new Wiring(
            stack.postgresPort(),
            stack.kafkaBootstrapServers(),
            stack.keycloak().issuer(),
            stack.smtpPort(),
            stack.keycloak().keys().folder(),
            layout.masterKey(),
            layout.clock(),
            ports,
            prefix);
    clock = new SharedClock(layout.clock());
    TOPICS.forEach(topic -> stack.topic(prefix + topic, 3));
    Service.ALL.stream().filter(Service::hasDatabase).map(wiring::database).forEach(this::create);
    try {
      Service.ALL.forEach(this::begin);
      running.values().forEach(service -> service.awaitReady(READY));
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void create(String database) {
    try (var connection =
            DriverManager.getConnection(
                stack.jdbcUrl("postgres"), stack.postgresUser(), stack.postgresPassword());
        var statement = connection.createStatement()) {
      statement.execute("create database \"" + database + "\"");
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private void begin(Service service) {
    running.put(
        service.name(),
        ServiceProcess.start(
            service, service.built(layout.root()), List.of(), wiring, service.name(), layout));
  }

  Surroundings surroundings() {
    return new Surroundings(
        URI.create(ports.url("gateway")),
        Access.of(stack.keycloak().tokens()),
        stack.kafkaBootstrapServers(),
        this::mails,
        clock);
  }

  /** Those that came since this system began. */
  List<Mail> mails() {
    List<Mail> all = stack.mails();
    return all.subList(Math.min(mailsBefore, all.size()), all.size());
  }

  String topic(String name) {
    return prefix + name;
  }

  /** What each service has written to its log. */
  Map<String, String> logs() {
    Map<String, String> logs = new LinkedHashMap<>();
    for (String name : running.keySet()) {
      try {
        logs.put(name, Files.readString(layout.log(name)));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return logs;
  }

  /** Lets a service do nothing more, without its knowing, until it is killed. */
  void freeze(String name) {
    try {
      var stop =
          new ProcessBuilder("kill", "-STOP", Long.toString(running.get(name).process().pid()))
              .start();
      if (stop.waitFor() != 0) {
        throw new IllegalStateException(name + " could not be frozen");
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while freezing " + name, impatient);
    }
  }

  /** Ends a service as {@code kill -9} does, and starts it again. */
  void killAndRestart(String name) {
    ServiceProcess old = running.get(name);
    old.process().kill();
    begin(old.service());
    running.get(name).awaitReady(READY);
  }

  Path root() {
    return layout.root();
  }

  @Override
  public void close() {
    new ArrayList<>(running.values()).reversed().forEach(ServiceProcess::close);
  }
}
