package nl.tenzij.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.tenzij.components.Child;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.Folders;
import nl.tenzij.components.Kafka;
import nl.tenzij.components.Keycloak;
import nl.tenzij.components.KeycloakSeed;
import nl.tenzij.components.Mail;
import nl.tenzij.components.Ports;
import nl.tenzij.components.Postgres;
import nl.tenzij.components.SignIn;
import nl.tenzij.components.Smtp;
import nl.tenzij.local.day.Access;
import nl.tenzij.local.day.Surroundings;

/** PostgreSQL, Kafka, Keycloak, SMTP and all services, started together and ended together. */
public final class Installation implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final int PARTITIONS = 6;
  static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");
  private static final List<String> BROKER_FLAGS =
      List.of(
          "-Xmx96m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1");

  /** Whoever tries the system reads its logs; a collector reads those of production. */
  private static final String READABLE = "-Dquarkus.log.console.json.enabled=false";

  private final Layout layout;
  private final PortPlan ports;
  private final Progress progress;
  private final boolean archived;
  private final Archives archives = Archives.ofTheCache();
  private final Mailbox mailbox;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Child> children = new ArrayList<>();
  private final CountDownLatch startedOrFailed = new CountDownLatch(1);
  private volatile boolean ending;

  private Postgres postgres;
  private Kafka kafka;
  private Keycloak keycloak;
  private Smtp smtp;
  private SignIn signIn;

  /**
   * @param archived whether programs start from archives of their classes, made where they are not
   *     there: worth its minute to whoever starts the same build again
   */
  public Installation(Layout layout, PortPlan ports, Progress progress, boolean archived) {
    this.layout = layout;
    this.ports = ports;
    this.progress = progress;
    this.archived = archived;
    this.mailbox = new Mailbox(layout.mails());
  }

  /** Starts everything and returns when all of it is ready. */
  public void start() {
    try {
      startAll();
    } finally {
      startedOrFailed.countDown();
    }
  }

  private void startAll() {
    var seed =
        KeycloakSeed.prepare(layout.root(), layout.pids(), line -> progress.of("Keycloak", line));
    layKeysReady(seed);
    var sameRealm = layDataReady(seed);
    smtp = Smtp.start(ports.of("smtp"), mailbox::keep);
    var apps = inBackground(this::installApps);
    var broker = inBackground(() -> startKafka(brokerProgram()));
    startPostgres();
    startKeycloak(seed, sameRealm);
    join(apps);
    var wiring = wiring("", ports, smtp.port());
    makeMasterKey();
    Service.ALL.stream()
        .filter(Service::hasDatabase)
        .forEach(service -> postgres.create(wiring.database(service)));
    if (archived && Service.ALL.stream().anyMatch(service -> !Files.exists(archive(service)))) {
      join(broker);
      keycloak.awaitReady(READY);
      makeArchives();
    }
    startServices(wiring, broker);
  }

  /** What people and systems outside have to do with. */
  public Surroundings outside() {
    return new Surroundings(
        URI.create(ports.url("gateway")),
        Access.of(signIn.tokens()),
        kafka.bootstrapServers(),
        this::mails,
        new SharedClock(layout.clock()),
        answer -> {});
  }

  public List<Mail> mails() {
    return mailbox.all();
  }

  /** Processes of this installation, to be watched. */
  public synchronized List<Child> children() {
    return List.copyOf(children);
  }

  public boolean ending() {
    return ending;
  }

  /**
   * Ends everything. A start that is going on fails by it, but may just have begun one more
   * process: hence twice.
   */
  @Override
  public void close() {
    ending = true;
    Ending.of(layout);
    try {
      startedOrFailed.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Ending.of(layout);
    if (smtp != null) {
      smtp.close();
    }
  }

  private void layKeysReady(KeycloakSeed seed) {
    try {
      Files.createDirectories(layout.keys());
      try (var keys = Files.list(seed.keys().folder())) {
        for (var key : keys.toList()) {
          Files.copy(
              key,
              layout.keys().resolve(key.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The seed is the first state of our database; says whether the realm in it is still the same.
   */
  private boolean layDataReady(KeycloakSeed seed) {
    var data = layout.data("postgres");
    var realm = layout.data("realm");
    try {
      if (!Files.exists(data)) {
        Files.createDirectories(layout.data());
        var aside = layout.data("postgres.new");
        Folders.delete(aside);
        Folders.copy(seed.postgres(), aside);
        Files.writeString(realm, seed.id());
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(realm).equals(seed.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void installApps() {
    for (var service : Service.ALL) {
      refuseWhenEnding();
      App.install(service.built(layout.root()), layout.app(service.name()));
    }
  }

  private void startPostgres() {
    var started = Instant.now();
    refuseWhenEnding();
    fresh(layout.log("postgres"));
    postgres =
        Postgres.start(layout.data("postgres"), ports.of("postgres"), layout.log("postgres"));
    layout.pids().record("postgres", postgres.handle());
    progress.ready("PostgreSQL", "localhost:" + postgres.port(), started);
  }

  private void startKafka(Kafka.Program program) {
    var started = Instant.now();
    refuseWhenEnding();
    fresh(layout.log("kafka"));
    kafka =
        Kafka.start(
            "kafka",
            program,
            layout.data("kafka"),
            ports.of("kafka"),
            ports.of("kafka-controller"),
            layout.log("kafka"),
            layout.pids());
    keep(kafka.process());
    var topics = new HashMap<String, Integer>();
    TOPICS.forEach(topic -> topics.put(topic, PARTITIONS));
    kafka.createTopics(topics);
    progress.ready("Kafka", kafka.bootstrapServers(), started);
  }

  /** The broker with its archive of classes, which is made first where there is none. */
  private Kafka.Program brokerProgram() {
    var app = App.install(layout.root().resolve("deploy/broker/target/lib"), layout.app("broker"));
    var classPath = Child.classPath(app);
    if (!archived) {
      return new Kafka.Program(classPath, BROKER_FLAGS);
    }
    var archive = archives.of("broker", app, BROKER_FLAGS);
    if (!Files.exists(archive)) {
      progress.of("Kafka", "learning to start quickly (once per build)");
      var aside = archives.begin(archive);
      var data = layout.data("kafka-trial");
      Folders.delete(data);
      var trial =
          Kafka.start(
              "kafka-trial",
              new Kafka.Program(classPath, with(BROKER_FLAGS, "-XX:AOTCacheOutput=" + aside)),
              data,
              Ports.free(),
              Ports.free(),
              layout.log("kafka-trial"),
              layout.pids());
      trial.createTopics(Map.of("trial", 1));
      trial.process().close(READY);
      Folders.delete(data);
      archives.finish(aside, archive, "broker");
      forget(layout.log("kafka-trial"));
    }
    return new Kafka.Program(classPath, with(BROKER_FLAGS, "-XX:AOTCache=" + archive));
  }

  private void startKeycloak(KeycloakSeed seed, boolean sameRealm) {
    var started = Instant.now();
    refuseWhenEnding();
    fresh(layout.log("keycloak"));
    var settings =
        new Keycloak.Settings(
            seed,
            ports.of("keycloak"),
            postgres.port(),
            layout.log("keycloak"),
            false,
            seed.keys().placeholders(),
            "keycloak",
            layout.pids());
    if (sameRealm) {
      keycloak = Keycloak.start(settings);
    } else {
      progress.of("Keycloak", "importing the changed realm");
      postgres.drop(Keycloak.DATABASE);
      postgres.create(Keycloak.DATABASE);
      keycloak = Keycloak.start(settings, layout.root().resolve("deploy/keycloak"));
    }
    keep(keycloak.process());
    signIn = new SignIn(keycloak.url(), seed.keys());
    inBackground(
        () -> {
          keycloak.awaitReady(READY);
          write(layout.data("realm"), seed.id());
          progress.ready("Keycloak", keycloak.url(), started);
        });
  }

  private Wiring wiring(String prefix, PortPlan plan, int smtpPort) {
    return new Wiring(
        postgres.port(),
        "localhost:" + ports.of("kafka"),
        signIn.issuer(),
        smtpPort,
        layout.keys(),
        layout.masterKey(),
        layout.clock(),
        plan,
        prefix);
  }

  /** Made by the ledger's own command, so that its form is known in one place only. */
  private void makeMasterKey() {
    if (!Files.exists(layout.masterKey())) {
      var app = layout.app("school-service");
      var command =
          Child.java(
              List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
              app.resolve("quarkus-run.jar").toString(),
              "nl.tenzij.ledger.privacy.MasterKeyFile",
              "create",
              layout.masterKey());
      var made =
          Child.start("master-key", command, Map.of(), layout.log("master-key"), layout.pids());
      if (made.exitCode(READY) != 0) {
        throw new ComponentFailed("The master key could not be made: " + made.tail(5));
      }
      forget(layout.log("master-key"));
    }
  }

  private Path archive(Service service) {
    return archives.of(service.name(), layout.app(service.name()), ServiceProcess.FLAGS);
  }

  /** Two at a time: each is busy with one core for half a minute. */
  private void makeArchives() {
    var wiring = wiring("trial-", PortPlan.free(), smtp.port());
    var missing = Service.ALL.stream().filter(service -> !Files.exists(archive(service))).toList();
    missing.forEach(
        service -> progress.of(service.name(), "learning to start quickly (once per build)"));
    var topics = new HashMap<String, Integer>();
    TOPICS.forEach(topic -> topics.put("trial-" + topic, 1));
    kafka.createTopics(topics);
    try (var two = Executors.newFixedThreadPool(2)) {
      var trials =
          missing.stream()
              .map(service -> CompletableFuture.runAsync(() -> trial(service, wiring), two))
              .toList();
      trials.forEach(Installation::join);
    }
  }

  /**
   * Starts a service beside the real ones, asks it a little, and lets it write down what it loaded.
   */
  private void trial(Service service, Wiring wiring) {
    refuseWhenEnding();
    var name = service.name() + "-trial";
    if (service.hasDatabase()) {
      postgres.create(wiring.database(service));
    }
    var aside = archives.begin(archive(service));
    forget(layout.log(name));
    var trial =
        ServiceProcess.start(
            service,
            layout.app(service.name()),
            List.of("-XX:AOTCacheOutput=" + aside, READABLE),
            wiring,
            name,
            layout);
    trial.awaitReady(READY);
    for (var path :
        List.of("/api/v1/openapi.json", "/api/v1/schools/college-een/" + service.name())) {
      trial.status(path, "");
      trial.status(path, signIn.tokens().user("tim"));
    }
    trial.process().close(READY);
    if (!Files.exists(aside)) {
      throw new ComponentFailed(
          "%s wrote no archive of classes: see %s".formatted(service.name(), layout.log(name)));
    }
    archives.finish(aside, archive(service), service.name());
    forget(layout.log(name));
    if (service.hasDatabase()) {
      postgres.drop(wiring.database(service));
    }
  }

  /**
   * As many at a time as there are processors: all at once would take from Keycloak, which needs
   * longest, and so everything would be ready later.
   */
  private void startServices(Wiring wiring, CompletableFuture<Void> broker) {
    var turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    var starting = new ArrayList<CompletableFuture<Void>>();
    for (var service : Service.ALL) {
      starting.add(
          inBackground(
              () -> {
                turns.acquireUninterruptibly();
                try {
                  startService(service, wiring);
                } finally {
                  turns.release();
                }
              }));
    }
    join(broker);
    starting.forEach(Installation::join);
    keycloak.awaitReady(READY);
  }

  private void startService(Service service, Wiring wiring) {
    var started = Instant.now();
    refuseWhenEnding();
    fresh(layout.log(service.name()));
    var process =
        ServiceProcess.start(
            service,
            layout.app(service.name()),
            archived ? List.of("-XX:AOTCache=" + archive(service), READABLE) : List.of(READABLE),
            wiring,
            service.name(),
            layout);
    keep(process.process());
    process.awaitReady(READY);
    progress.ready(service.name(), process.url(), started);
  }

  private synchronized void keep(Child child) {
    children.add(child);
  }

  private void refuseWhenEnding() {
    if (ending) {
      throw new ComponentFailed("The start was broken off.");
    }
  }

  private CompletableFuture<Void> inBackground(Runnable work) {
    return CompletableFuture.runAsync(work, threads);
  }

  private static void join(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  private static List<String> with(List<String> flags, String more) {
    var all = new ArrayList<>(flags);
    all.add(more);
    return all;
  }

  /** The log of the start before this one is kept beside it. */
  private static void fresh(Path log) {
    try {
      if (Files.exists(log)) {
        Files.move(
            log,
            log.resolveSibling(log.getFileName() + ".previous"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What went well needs no log among those of the parts that run. */
  private static void forget(Path log) {
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
