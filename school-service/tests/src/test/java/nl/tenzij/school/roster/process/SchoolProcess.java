package nl.tenzij.school.roster.process;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.components.Child;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.PlainPaths;
import nl.tenzij.ledger.testkit.Tokens;

/**
 * The service as it is packaged, in a process of its own, which can be killed and started again.
 */
final class SchoolProcess implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  static {
    PlainPaths.install();
  }

  private final List<String> flags;
  private final Map<String, String> environment;
  private final Path folder;
  private final int port;
  private Child process;

  /**
   * @param environment where its components are, and settings
   */
  SchoolProcess(List<String> flags, Map<String, String> environment) {
    this.port = Ports.free();
    try {
      this.folder = Files.createTempDirectory("school-process");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    this.flags = flags;
    this.environment = new HashMap<>(environment);
    this.environment.put("HTTP_HOST", "127.0.0.1");
    this.environment.put("HTTP_PORT", Integer.toString(port));
    this.environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
  }

  void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-jar");
    command.add(
        TestStack.root().resolve("school-service/target/quarkus-app/quarkus-run.jar").toString());
    process =
        Child.start(
            "school-service",
            command,
            environment,
            folder.resolve("log"),
            new PidFiles(folder.resolve("pids")));
    process.await("being ready", READY, this::isReady);
  }

  private boolean isReady() {
    try {
      return HTTP.send(request("/q/health/ready").build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.kill();
  }

  /** The most memory that it has had, in megabytes; Linux counts it. */
  long mostMegabytes() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum()
          / 1024;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  String log() {
    return process.tail(200);
  }

  /**
   * @return where the import is reported on
   */
  String bringIn(String board, String school, Path zip) {
    try {
      HttpResponse<String> accepted =
          send(
              request("/api/v1/schools/" + school + "/roster-imports")
                  .header("Authorization", "Bearer " + token(board, school))
                  .header("Content-Type", "application/zip")
                  .POST(HttpRequest.BodyPublishers.ofFile(zip)));
      if (accepted.statusCode() != 202) {
        throw new IllegalStateException(accepted.statusCode() + " " + accepted.body());
      }
      return accepted.headers().firstValue("Location").orElseThrow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  JsonPath report(String board, String school, String location) {
    try {
      HttpResponse<String> answer =
          send(request(location).header("Authorization", "Bearer " + token(board, school)));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return JsonPath.from(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofMinutes(5));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String token(String board, String school) {
    return Tokens.user(board, "school-system")
        .with("schools", List.of("school-system@" + school))
        .token();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
