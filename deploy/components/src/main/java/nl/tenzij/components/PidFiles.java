package nl.tenzij.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * One file per process in a folder, so that whoever comes after a crash finds what it left running.
 *
 * <p>A file holds the pid and the start of the process: pids are given out again, and a stranger
 * that got one must not be ended.
 */
public final class PidFiles {
  private static final String SUFFIX = ".pid";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private final Path folder;

  public PidFiles(Path folder) {
    this.folder = folder;
  }

  /** A process that a pid file names and that still runs. */
  public record Running(String name, ProcessHandle process) {}

  public void record(String name, ProcessHandle process) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(name + SUFFIX),
          process.pid() + " " + started(process).map(Instant::toEpochMilli).orElse(0L) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void forget(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<ProcessHandle> running(String name) {
    return read(folder.resolve(name + SUFFIX));
  }

  public List<Running> running() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      var running = new ArrayList<Running>();
      for (var file : files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
        var name = file.getFileName().toString().replace(SUFFIX, "");
        read(file).ifPresent(process -> running.add(new Running(name, process)));
      }
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends every process that is still running, forgets them all, and returns the names of those
   * ended.
   */
  public List<String> cleanUp() {
    return cleanUp(name -> true);
  }

  /** The same for those of a name that fits. */
  public List<String> cleanUp(Predicate<String> fits) {
    var left = running().stream().filter(one -> fits.test(one.name())).toList();
    left.forEach(PidFiles::ask);
    var deadline = Instant.now().plus(PATIENCE);
    left.forEach(one -> end(one.process(), deadline));
    left.forEach(one -> forget(one.name()));
    return left.stream().map(Running::name).toList();
  }

  /**
   * PostgreSQL waits for its sessions on SIGTERM, and ends them on SIGINT. The others get SIGTERM:
   * what a script started in the background ignores SIGINT, and so do its children.
   */
  private static void ask(Running one) {
    if (!one.name().contains("postgres")) {
      one.process().destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(one.process().pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      one.process().destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(ProcessHandle process, Instant deadline) {
    var left = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
    try {
      process.onExit().get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new ComponentFailed("process " + process.pid() + " could not be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<ProcessHandle> read(Path file) {
    try {
      var words = Files.readString(file).strip().split(" ");
      var start = Instant.ofEpochMilli(Long.parseLong(words[1]));
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> sameStart(process, start));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean sameStart(ProcessHandle process, Instant start) {
    return started(process)
        .map(actual -> Duration.between(start, actual).abs().compareTo(CLOCK_SLACK) < 0)
        .orElse(false);
  }

  private static Optional<Instant> started(ProcessHandle process) {
    return process.info().startInstant();
  }
}
