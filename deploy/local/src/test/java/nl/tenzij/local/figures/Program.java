package nl.tenzij.local.figures;

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

/** A packaged application in a process of its own, on a free port. */
record Program(Child process, int port) implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;

  /**
   * @param module whose {@code target/quarkus-app} it is
   * @param ready the path that answers 200 once it can work
   */
  static Program start(String module, String ready, Map<String, String> environment, Path folder) {
    return start(module, ready, Ports.free(), environment, folder);
  }

  static Program start(
      String module, String ready, int port, Map<String, String> environment, Path folder) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HTTP_HOST", "127.0.0.1");
    all.put("HTTP_PORT", Integer.toString(port));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Settings.FLAGS);
    String more = System.getProperty("tenzij.flags." + Path.of(module).getFileName(), "");
    if (!more.isBlank()) {
      command.addAll(List.of(more.split(" ")));
    }
    command.add("-jar");
    command.add(
        TestStack.root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar").toString());
    String name = Path.of(module).getFileName() + "-" + port;
    Program started =
        new Program(
            Child.start(
                name,
                command,
                all,
                folder.resolve(name + ".log"),
                new PidFiles(folder.resolve("pids"))),
            port);
    endWithThisProcess(started.process);
    started.process.await("being ready", READY, () -> started.answers(ready));
    return started;
  }

  /** Whoever breaks a benchmark off leaves nothing running. */
  static void endWithThisProcess(Child child) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(child.handle()::destroy, "end-" + child.name()));
  }

  private boolean answers(String path) {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(URI.create(url() + path))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The most memory that it has had; Linux counts it. */
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

  double processorSeconds() {
    return processorSeconds(process.pid());
  }

  /** What a process has used of the processors, in itself and in the kernel; Linux counts it. */
  static double processorSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(afterName[USER_TIME]) + Long.parseLong(afterName[USER_TIME + 1]))
          / TICKS_PER_SECOND;
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
