package nl.tenzij.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.components.Child;
import nl.tenzij.components.ComponentFailed;

/** A service that was started. */
public record ServiceProcess(Service service, Child process, String url) implements AutoCloseable {
  /**
   * The archive of a service holds for these flags only: a change of them makes a new one. The
   * first compiler is enough for one person at one machine, and starts quicker.
   */
  static final List<String> FLAGS =
      List.of(
          "-Xmx112m",
          "-Xmn16m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * Starts the packaged service in this folder.
   *
   * @param name what the process is called in its pid file and its log
   */
  public static ServiceProcess start(
      Service service, Path app, List<String> more, Wiring wiring, String name, Layout layout) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(more);
    command.add("-jar");
    command.add(app.resolve("quarkus-run.jar").toString());
    var process =
        Child.start(name, command, wiring.environment(service), layout.log(name), layout.pids());
    return new ServiceProcess(service, process, wiring.ports().url(service.name()));
  }

  public void awaitReady(Duration atMost) {
    process.await("being ready", atMost, () -> status(service.ready(), "") == 200);
  }

  public boolean ready() {
    return status(service.ready(), "") == 200;
  }

  /** Asks for a path, with a token where there is one; 0 stands for no answer. */
  int status(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while waiting for " + service.name(), e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
