package nl.tenzij.components;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keycloak in a process of its own, with its database on a PostgreSQL server that runs already. */
public final class Keycloak implements AutoCloseable {
  public static final String DATABASE = "keycloak";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Child process;
  private final int port;

  private Keycloak(Child process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param archive whether this run writes the seed's archive of classes; else it uses it
   * @param environment what placeholders in the realm's files stand for
   * @param name what the process is called in its pid file
   */
  public record Settings(
      KeycloakSeed seed,
      int port,
      int postgresPort,
      Path log,
      boolean archive,
      Map<String, String> environment,
      String name,
      PidFiles pids) {}

  /** Starts on a database in which the realm stands already. */
  public static Keycloak start(Settings settings) {
    return launch(settings, List.of());
  }

  /**
   * Starts and imports the realm's files of this folder, where the realm is not there yet.
   * Keycloak's own option for it reads a fixed folder inside the distribution, which several clones
   * share here; these properties are what that option sets.
   */
  public static Keycloak start(Settings settings, Path realm) {
    return launch(
        settings,
        List.of(
            "-Dkeycloak.migration.dir=" + realm.toAbsolutePath(),
            "-Dkeycloak.migration.replace-placeholders=true"));
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public Child process() {
    return process;
  }

  /** The realm answers 503 while Keycloak boots, and 200 from then on. */
  public boolean ready() {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/realms/tenzij"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while waiting for Keycloak", e);
    }
  }

  public void awaitReady(Duration atMost) {
    process.await("answering for the realm", atMost, this::ready);
  }

  @Override
  public void close() {
    process.close();
  }

  /** Ends it, with the patience that writing the archive of classes asks for. */
  void closeWithArchive() {
    process.close(Duration.ofMinutes(2));
  }

  private static Keycloak launch(Settings settings, List<String> more) {
    var home = settings.seed().distribution();
    var flags = new ArrayList<>(flags(settings, home));
    flags.addAll(more);
    var classPath = home.resolve("lib/quarkus-run.jar").toString();
    Object[] arguments = {
      "start",
      "--optimized",
      "--cache=local",
      "--http-enabled=true",
      "--http-host=127.0.0.1",
      "--http-port=" + settings.port(),
      "--hostname=http://localhost:" + settings.port(),
      "--db-url=jdbc:postgresql://localhost:%d/%s".formatted(settings.postgresPort(), DATABASE),
      "--db-username=" + Postgres.USER,
      "--db-password=postgres",
      "--db-pool-initial-size=1",
      "--db-pool-min-size=1",
      "--db-pool-max-size=10",
      "--log-level=INFO"
    };
    var command =
        Child.java(flags, classPath, "io.quarkus.bootstrap.runner.QuarkusEntryPoint", arguments);
    return new Keycloak(
        Child.start(
            settings.name(), command, settings.environment(), settings.log(), settings.pids()),
        settings.port());
  }

  private static List<String> flags(Settings settings, Path home) {
    var archive = settings.seed().archive();
    return List.of(
        "-Xmx256m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        (settings.archive() ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive,
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.security=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Duser.language=en",
        "-Dkc.config.built=true",
        "-Dkc.home.dir=" + home,
        "-Djboss.server.config.dir=" + home.resolve("conf"),
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
        "-Dpicocli.disable.closures=true",
        "-Dquarkus-log-max-startup-records=10000");
  }
}
