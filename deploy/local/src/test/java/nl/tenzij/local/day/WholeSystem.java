package nl.tenzij.local.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.tenzij.components.Folders;
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
 * All services as packaged, each a process of its own on free ports, with a PostgreSQL, a broker
 * and a collector of traces of their own, and the build's Keycloak and mail server.
 */
final class WholeSystem implements AutoCloseable {

  static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");

  /** What the broker is called among that which can be killed. */
  static final String BROKER = "broker";

  /** The same of PostgreSQL. */
  static final String DATABASE = "database";

  /** Stands in every export of traces: who looks through them must find it. */
  static final String CONTROL = "planted-control";

  /**
   * No archives: each would be used for a start or two. Room from the start for what is loaded,
   * made and compiled then, or all is collected again and again to find it.
   */
  private static final List<String> UNARCHIVED =
      List.of("-Xmx224m", "-Xmn64m", "-XX:MetaspaceSize=128m", "-XX:ReservedCodeCacheSize=128m");

  private static final Duration READY = Duration.ofMinutes(4);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

  private final TestStack stack = TestStack.shared();
  private final TestStack.Own broker;
  private final TestStack.Own database;
  private final Collector collector = new Collector();
  private final PortPlan ports = PortPlan.free();
  private final Map<String, ServiceProcess> running =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Layout layout;
  private final Wiring wiring;
  private final SharedClock clock;
  private final int mailsBefore = stack.mails().size();

  /**
   * @param folder for logs and keys; what was there before is forgotten
   */
  WholeSystem(Path folder) {
    var starting = CompletableFuture.supplyAsync(stack::ownKafka);
    var signIn = CompletableFuture.supplyAsync(stack::keycloak);
    database = stack.ownPostgres();
    broker = starting.join();
    signIn.join();
    layout = new Layout(TestStack.root(), folder.toAbsolutePath());
    try {
      Folders.delete(layout.home());
      Files.createDirectories(layout.keys());
      new MasterKeyFile(layout.masterKey()).create();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    wiring =
        new Wiring(
            database.port(),
            kafka(),
            stack.keycloak().issuer(),
            stack.smtpPort(),
            stack.keycloak().keys().folder(),
            layout.masterKey(),
            layout.clock(),
            ports,
            "");
    clock = new SharedClock(layout.clock());
    try {
      TOPICS.forEach(topic -> broker.topic(topic, 3));
      Service.ALL.stream()
          .filter(Service::hasDatabase)
          .map(wiring::database)
          .forEach(database::database);
      Service.ALL.forEach(this::begin);
      running.values().forEach(service -> service.awaitReady(READY));
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void begin(Service service) {
    running.put(
        service.name(),
        ServiceProcess.start(
            service,
            service.built(layout.root()),
            Stream.concat(UNARCHIVED.stream(), collector.settings(CONTROL).stream()).toList(),
            wiring,
            service.name(),
            layout));
  }

  Surroundings surroundings() {
    return surroundings(answer -> {});
  }

  /**
   * @param heard told of each answer that somebody gets
   */
  Surroundings surroundings(Consumer<Api.Heard> heard) {
    return new Surroundings(
        URI.create(ports.url("gateway")),
        Access.of(stack.keycloak().tokens()),
        kafka(),
        this::mails,
        clock,
        heard);
  }

  private String kafka() {
    return "localhost:" + broker.port();
  }

  /** Those that came since this system began. */
  List<Mail> mails() {
    List<Mail> all = stack.mails();
    return all.subList(Math.min(mailsBefore, all.size()), all.size());
  }

  /** What each process has written to its log, over all its starts. */
  Map<String, String> logs() {
    Map<String, String> logs = new LinkedHashMap<>();
    for (Service service : Service.ALL) {
      logs.put(service.name(), read(layout.log(service.name())));
    }
    logs.put(BROKER, read(broker.log()));
    logs.put(DATABASE, read(database.log()));
    return logs;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What each service tells of itself just now, of those that answer. */
  Map<String, String> metrics() {
    Map<String, String> metrics = new LinkedHashMap<>();
    for (Service service : Service.ALL) {
      metrics(service).ifPresent(text -> metrics.put(service.name(), text));
    }
    return metrics;
  }

  private Optional<String> metrics(Service service) {
    String path = service.ready().replace("health/ready", "metrics");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ports.url(service.name()) + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return Optional.of(answer.body()).filter(text -> answer.statusCode() == 200);
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for metrics", impatient);
    }
  }

  /** The traces that its services exported. */
  Collector traces() {
    return collector;
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

  /**
   * Ends a service, the {@link #BROKER} or the {@link #DATABASE} as {@code kill -9} does, and
   * starts it again on the same port and data.
   */
  void killAndRestart(String name) {
    switch (name) {
      case BROKER -> killAndRestart(broker);
      case DATABASE -> killAndRestart(database);
      default -> {
        ServiceProcess old = running.get(name);
        old.process().kill();
        begin(old.service());
        running.get(name).awaitReady(READY);
      }
    }
  }

  private static void killAndRestart(TestStack.Own component) {
    component.kill();
    component.start();
  }

  Path root() {
    return layout.root();
  }

  @Override
  public void close() {
    new ArrayList<>(running.values()).reversed().forEach(ServiceProcess::close);
    collector.close();
    broker.close();
    database.close();
  }
}
