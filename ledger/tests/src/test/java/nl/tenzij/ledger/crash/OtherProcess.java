package nl.tenzij.ledger.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of its own with the tests' class path, whose lines are read until it ends or is killed. */
public final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final Thread reading;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private OtherProcess(Process process, Consumer<String> heard) {
    this.process = process;
    this.reading = Thread.ofVirtual().start(() -> read(heard));
  }

  public static OtherProcess run(Class<?> main, Object... arguments) throws IOException {
    return run(line -> {}, main, arguments);
  }

  /**
   * @param heard gets each complete line as it comes
   */
  public static OtherProcess run(Consumer<String> heard, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    return new OtherProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(), heard);
  }

  private void read(Consumer<String> heard) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        heard.accept(line);
      }
    } catch (IOException ended) {
      lines.add("# its output broke off");
    }
  }

  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Ends it as {@code kill -9} does and waits until all it said was read. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process outlived kill -9");
    }
    reading.join();
  }

  /** Lets it do nothing any more, though it lives and its connections stand. */
  public void freeze() throws IOException, InterruptedException {
    Process stopping =
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).inheritIO().start();
    if (stopping.waitFor() != 0) {
      throw new IllegalStateException("the process can't be frozen");
    }
  }

  /**
   * Waits for its own end.
   *
   * @return its exit code
   */
  public int ended() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process does not end");
    }
    reading.join();
    return process.exitValue();
  }

  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
