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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import nl.tenzij.components.Mail;
import nl.tenzij.components.Ports;
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
 * From an incident to a guardian's mail at the mail server, through all services, with Keycloak's
 * tokens: a teacher reports a phone in class through the gateway, the ladder proposes a warning,
 * the teacher imposes it as soon as it is to be seen, notification-service hears of it over Kafka
 * and sends.
 */
final class MailFigure implements AutoCloseable {

  private static final int WARMING = Integer.getInteger("tenzij.warming", 200);
  private static final int MEASURED = Integer.getInteger("tenzij.incidents", 300);
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final String AT = "/api/v1/schools/" + Family.SCHOOL;
  private static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");

  private final TestStack stack = TestStack.shared();
  private final Map<String, CompletableFuture<Long>> mails = new ConcurrentHashMap<>();
  private final Smtp smtp = Smtp.start(Ports.free(), this::arrived);
  private final PortPlan ports = PortPlan.free();
  private final List<Program> running = new ArrayList<>();
  private final Api api;
  private final Wiring wiring;
  private final Duration ahead;

  private MailFigure() {
    String prefix = "figures-" + Long.toString(System.nanoTime(), 36) + "-";
    Layout layout;
    try {
      layout = new Layout(TestStack.root(), Files.createTempDirectory("tenzij-figures"));
      Files.createDirectories(layout.keys());
      new MasterKeyFile(layout.masterKey()).create();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
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
    ahead = Daytime.ahead(Instant.now());
    new SharedClock(layout.clock()).put(ahead);
    TOPICS.forEach(topic -> stack.topic(prefix + topic, 3));
    for (Service service : Service.ALL) {
      if (service.hasDatabase()) {
        sql("postgres", "create database \"" + wiring.database(service) + "\"");
      }
      running.add(start(service, layout.home()));
    }
    api = new Api(URI.create(ports.url("gateway")));
  }

  private Program start(Service service, Path folder) {
    Map<String, String> environment = new LinkedHashMap<>(wiring.environment(service));
    environment.remove("TENZIJ_SENDING_GATHER");
    if (ahead.isZero()) {
      environment.remove("TENZIJ_CLOCK_FILE");
    }
    environment.put("TENZIJ_GATEWAY_LIMITS_CLIENT_REQUESTS", "100000000");
    return Program.start(
        service.name(), service.ready(), ports.of(service.name()), environment, folder);
  }

  static void run() {
    Table.head("From an incident to the mail at the mail server, outside quiet hours");
    Table.print("%s", Settings.machine());
    Table.print(
        "All services, Keycloak's tokens, Kafka; %,d incidents after %,d to warm up, one each %d ms; each about another pupil with one guardian.",
        MEASURED, WARMING, BETWEEN.toMillis());
    try (MailFigure figure = new MailFigure()) {
      figure.bringIn(new Family(WARMING + MEASURED));
      figure.follow(0, WARMING);
      List<Times> times = figure.follow(WARMING, MEASURED);
      print("incident asked for → answered", times, Times::recorded);
      print("incident asked for → proposal to be seen", times, Times::proposed);
      print("decision asked for → answered", times, Times::decided);
      print("decision asked for → mail accepted", times, Times::told);
      Result whole = print("incident asked for → mail accepted", times, Times::whole);
      Table.print("%-58s %10.2f ms   goal at most 250", "p50, incident to mail", whole.p50());
      Table.print("%-58s %10.2f ms   goal at most 1,000", "p99, incident to mail", whole.p99());
    }
  }

  /** Nanoseconds from one step to another. */
  private record Times(long recorded, long proposed, long decided, long told, long whole) {}

  private static Result print(String what, List<Times> times, ToLongFunction<Times> step) {
    long[] nanos = times.stream().mapToLong(step).toArray();
    Result result = Result.of(nanos, nanos.length, 1, 0);
    Table.print("%-58s p50 %8.2f ms   p99 %8.2f ms", what, result.p50(), result.p99());
    return result;
  }

  private void bringIn(Family family) {
    String report =
        api.post(
                stack.clientToken("school-system"),
                AT + "/roster-imports",
                new Api.Body("application/zip", family.zip()))
            .expect(202)
            .location()
            .orElseThrow();
    Await.until(
        "the roster",
        SOON,
        () ->
            "APPLIED"
                .equals(
                    api.get(stack.clientToken("school-system"), report)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText()));
    for (String table : List.of("sanction.pupil_known", "notification.pupil")) {
      String[] parts = table.split("\\.");
      Await.until(
          table,
          SOON,
          () -> number(parts[0], "select count(*) from " + parts[1]) >= family.pupils());
    }
    Await.until(
        "the class", SOON, () -> number("sanction", "select count(*) from teaching_known") > 0);
    // As sanction-service's consumer writes down what school-service tells of a policy.
    String here = "'" + Family.BOARD + "', '" + Family.SCHOOL + "'";
    sql(
        database("sanction"),
        "insert into policy_known values ("
            + here
            + ", 'policy', 1, 'PHONES', '2026-08-01T00:00:00Z', '"
            + Country.policy()
            + "'::jsonb)");
    sql(database("sanction"), "update school_book set revision = revision + 1");
  }

  private List<Times> follow(int first, int count) {
    List<Future<Times>> all = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        int number = first + i;
        long due = start + i * BETWEEN.toNanos();
        LockSupport.parkNanos(due - System.nanoTime());
        all.add(each.submit(() -> follow(number)));
      }
    }
    return all.stream().map(MailFigure::result).toList();
  }

  private static Times result(Future<Times> ended) {
    if (ended.state() == Future.State.FAILED) {
      throw new IllegalStateException("an incident had no mail", ended.exceptionNow());
    }
    return ended.resultNow();
  }

  private Times follow(int number) throws Exception {
    CompletableFuture<Long> mail = new CompletableFuture<>();
    mails.put(Family.address(number), mail);
    String tim = stack.token("tim");
    long start = System.nanoTime();
    String incident =
        api.post(
                tim,
                AT + "/incidents",
                Map.of(
                    "category", "NON_EDUCATIONAL_USE",
                    "device", "SMARTPHONE",
                    "place", "CLASSROOM",
                    "moment", "LESSON",
                    "occurredAt", Instant.now().plus(ahead).minusMillis(10).toString(),
                    "participants",
                        List.of(Map.of("pupil", Family.pupil(number), "role", "OFFENDER"))))
            .expect(201)
            .body()
            .path("id")
            .asText();
    long recorded = System.nanoTime();
    String[] sanction = new String[1];
    Await.until(
        "the proposal",
        SOON,
        BETWEEN_LOOKS,
        () -> {
          sanction[0] =
              api.get(tim, AT + "/sanctions?incident=" + incident)
                  .expect(200)
                  .body()
                  .at("/items/0/id")
                  .asText();
          return !sanction[0].isEmpty();
        });
    long proposed = System.nanoTime();
    api.post(tim, AT + "/sanctions/" + sanction[0] + "/imposition", Map.of()).expect(200);
    long decided = System.nanoTime();
    long arrived = mail.get(SOON.toSeconds(), TimeUnit.SECONDS);
    return new Times(
        recorded - start,
        proposed - start,
        decided - proposed,
        arrived - proposed,
        arrived - start);
  }

  private void arrived(Mail mail) {
    CompletableFuture<Long> awaited = mails.get(mail.to());
    if (awaited != null) {
      awaited.complete(System.nanoTime());
    }
  }

  private String database(String name) {
    return Service.ALL.stream()
        .filter(service -> service.database().equals(name))
        .map(wiring::database)
        .findFirst()
        .orElseThrow();
  }

  private long number(String database, String query) {
    try (Connection connection = connect(database(database));
        var sql = connection.createStatement();
        var found = sql.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private void sql(String database, String statement) {
    try (Connection connection = connect(database);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
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
