package nl.tenzij.components;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that we started, with its log file. */
public final class Child implements AutoCloseable {
  /**
   * A system property: {@code true} where whoever starts children ends them in an order of its own,
   * and a terminal's Ctrl-C, which goes to all that was started from there, is to reach it alone.
   */
  public static final String APART = "tenzij.children.apart";

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 50;

  private final String name;
  private final Process process;
  private final Path log;
  private final PidFiles pids;

  private Child(String name, Process process, Path log, PidFiles pids) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.pids = pids;
  }

  /**
   * @param pids where the process is written down until it was seen to end, for whoever must end it
   *     when we can't
   */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path log, PidFiles pids) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder =
          new ProcessBuilder(apart(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      // glibc gives each thread an arena of its own, of which a JVM's many threads use little
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      builder.environment().putAll(environment);
      var process = builder.start();
      pids.record(name, process.toHandle());
      return new Child(name, process, log, pids);
    } catch (IOException e) {
      throw new ComponentFailed(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /** In a session of its own; {@code setsid} turns into the program, which keeps its pid. */
  private static List<String> apart(List<String> command) {
    if (!Boolean.getBoolean(APART) || !Files.isExecutable(SETSID)) {
      return command;
    }
    var whole = new ArrayList<>(command);
    whole.addFirst(SETSID.toString());
    return whole;
  }

  /** The command of a JVM of the version that runs this one. */
  public static List<String> java(
      List<String> flags, String classPath, String main, Object... args) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    for (var arg : args) {
      command.add(arg.toString());
    }
    return command;
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public Path log() {
    return log;
  }

  /** Waits until the condition holds; fails at once when the process ends before it does. */
  public void await(String what, Duration atMost, BooleanSupplier condition) {
    var end = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new ComponentFailed(
            "%s ended with exit code %d before %s; its log is %s and ends with:%n%s"
                .formatted(name, process.exitValue(), what, log, tail(20)));
      }
      if (Instant.now().isAfter(end)) {
        throw new ComponentFailed(
            "%s did not get to '%s' within %d s; its log is %s and ends with:%n%s"
                .formatted(name, what, atMost.toSeconds(), log, tail(20)));
      }
      pause();
    }
  }

  /** Waits for the end of a process that ends by itself. */
  public int exitCode(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new ComponentFailed(
            "%s did not end within %d s; see %s".formatted(name, atMost.toSeconds(), log));
      }
      pids.forget(name);
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while waiting for " + name, e);
    }
  }

  /** The last lines of the log. */
  public String tail(int lines) {
    try {
      var all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join(
          System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Asks the process to end, and ends it by force when it does not within 20 s. */
  @Override
  public void close() {
    close(PATIENCE);
  }

  /** Asks the process to end, and ends it by force when it does not in time. */
  public void close(Duration patience) {
    process.destroy();
    kill(patience);
  }

  /** Ends the process at once, as a crash would. */
  public void kill() {
    kill(Duration.ZERO);
  }

  private void kill(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
      pids.forget(name);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** All jars of a folder and the folders or jars given first, as a class path. */
  public static String classPath(Path lib, Path... first) {
    var entries = new ArrayList<String>();
    for (var path : first) {
      entries.add(path.toString());
    }
    try (var jars = Files.list(lib)) {
      jars.filter(jar -> jar.toString().endsWith(".jar"))
          .map(Path::toString)
          .sorted()
          .forEach(entries::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while waiting", e);
    }
  }
}
