package nl.tenzij.local.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import nl.tenzij.components.Mail;
import nl.tenzij.components.Ports;
import nl.tenzij.components.Postgres;
import nl.tenzij.components.Smtp;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.MasterKeyFile;
import nl.tenzij.local.Layout;
import nl.tenzij.local.PortPlan;
import nl.tenzij.local.Service;
import nl.tenzij.local.SharedClock;
import nl.tenzij.local.Wiring;
import nl.tenzij.local.day.Api;

/**
 * All services as packaged, on databases and topics of their own, with Keycloak's tokens and a mail
 * server, at a time of day at which schools write to guardians. Quotas do not stand in the way.
 */
final class Product implements AutoCloseable {

  /** Where the one school is. */
  static final String AT = "/api/v1/schools/" + Family.SCHOOL;

  static final Duration SOON = Duration.ofMinutes(2);

  private static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");

  private final TestStack stack = TestStack.shared();
  private final Smtp smtp;
  private final PortPlan ports = PortPlan.free();
  private final List<Program> running = new ArrayList<>();
  private final Api api;
  private final Wiring wiring;
  private final Duration ahead = Daytime.ahead(Instant.now());

  /**
   * @param arrived told of each mail that the mail server took
   */
  Product(Consumer<Mail> arrived) {
    smtp = Smtp.start(Ports.free(), arrived);
    String prefix = "figures-" + Long.toString(System.nanoTime(), 36) + "-";
    Layout layout = layout();
    wiring =
        new Wiring(
            stack.postgresPort(),
            stack.kafkaBootstrapServers(),
            stack.keycloak().issuer(),
            smtp.port(),
            stack.keycloak().keys().folder(),
            layout.masterKey(),
            layout.clock(),
            ports,
            prefix);
    new SharedClock(layout.clock()).put(ahead);
    TOPICS.forEach(topic -> stack.topic(prefix + topic, 3));
    for (Service service : Service.ALL) {
      if (service.hasDatabase()) {
        execute(
            "postgres",
            "create database \"" + wiring.database(service) + "\" " + Postgres.BY_CODE_POINTS);
      }
      running.add(start(service, layout.home()));
    }
    api = new Api(URI.create(ports.url("gateway")));
  }

  private static Layout layout() {
    try {
      Layout layout = new Layout(TestStack.root(), Files.createTempDirectory("tenzij-figures"));
      Files.createDirectories(layout.keys());
      new MasterKeyFile(layout.masterKey()).create();
      return layout;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Program start(Service service, Path folder) {
    Map<String, String> environment = new LinkedHashMap<>(wiring.environment(service));
    environment.remove("SENDING_GATHER");
    if (ahead.isZero()) {
      environment.remove("TENZIJ_CLOCK_FILE");
    }
    environment.put("TENZIJ_GATEWAY_LIMITS_CLIENT_REQUESTS", "100000000");
    return Program.start(
        service.name(), service.ready(), ports.of(service.name()), environment, folder);
  }

  /** Of the services' clock. */
  Instant now() {
    return Instant.now().plus(ahead);
  }

  /** A person's token. */
  String user(String name) {
    return stack.token(name);
  }

  Api.Answer get(String user, String path) {
    return api.get(user(user), AT + path);
  }

  /** What {@code user} does at the school. */
  Api.Answer post(String user, String path, Object body) {
    return api.post(user(user), AT + path, body);
  }

  Api.Answer post(String user, String path, Api.Body body) {
    return api.post(user(user), AT + path, body);
  }

  /** Until the services that look after pupils know of each of them. */
  void bringIn(Family family) {
    String system = stack.clientToken("school-system");
    String report =
        api.post(system, AT + "/roster-imports", new Api.Body("application/zip", family.zip()))
            .expect(202)
            .location()
            .orElseThrow();
    Await.until(
        "the roster",
        SOON,
        () -> "APPLIED".equals(api.get(system, report).expect(200).body().path("state").asText()));
    for (String table :
        List.of("exception.pupil_known", "sanction.pupil_known", "notification.pupil")) {
      String[] parts = table.split("\\.");
      Await.until(
          table,
          SOON,
          () -> number(parts[0], "select count(*) from " + parts[1]) >= family.pupils());
    }
    Await.until(
        "the class", SOON, () -> number("sanction", "select count(*) from teaching_known") > 0);
  }

  long number(String database, String query) {
    try (Connection connection = connect(database(database));
        var sql = connection.createStatement();
        var found = sql.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /**
   * @param database that of the service of this name
   */
  void sql(String database, String statement) {
    execute(database(database), statement);
  }

  private void execute(String database, String statement) {
    try (Connection connection = connect(database);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private String database(String name) {
    return Service.ALL.stream()
        .filter(service -> service.database().equals(name))
        .map(wiring::database)
        .findFirst()
        .orElseThrow();
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword());
  }

  @Override
  public void close() {
    running.reversed().forEach(Program::close);
    smtp.close();
  }
}
