package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nl.tenzij.components.Child;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;

/** Launchers on one folder, each a process of its own, with ports that nobody else has. */
final class Launches implements AutoCloseable {
  static final Path ROOT =
      Path.of(System.getProperty("tenzij.root", "../..")).toAbsolutePath().normalize();

  /** As a terminal starts it, also where these tests themselves were started in the background. */
  static final List<String> IN_A_TERMINAL = List.of("setsid", "env", "--default-signal=INT");

  private final Path home;
  private final Map<String, String> environment = new HashMap<>(PortPlan.free().variables());
  private final List<Process> started = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");
  private boolean archived;
  private List<String> flags =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  Launches(Path home) {
    this.home = home;
  }

  /** From now on with the script's flags, and the libraries that it puts together. */
  void asTheScriptDoes() throws IOException {
    flags = flagsOfTheScript();
    classPath = itsOwnLibraries();
  }

  /** From now on with archives of classes, in this cache. */
  void withArchives(Path cache) {
    environment.put("TENZIJ_CACHE", cache.toString());
    archived = true;
  }

  /** Those of this test are more, and log in another way. */
  private static String itsOwnLibraries() {
    var components = ROOT.resolve("deploy/components/target");
    return Child.classPath(
        components.resolve("lib"),
        ROOT.resolve("deploy/local/target/classes"),
        components.resolve("classes"));
  }

  private static List<String> flagsOfTheScript() throws IOException {
    var flags =
        Pattern.compile("launcher_flags=\\(([^)]*)\\)")
            .matcher(Files.readString(ROOT.resolve("run")));
    assertThat(flags.find()).isTrue();
    assertThat(flags.group(1)).contains("-Xmx");
    return List.of(flags.group(1).strip().split("\\s+"));
  }

  PortPlan ports() {
    return PortPlan.of(environment);
  }

  PidFiles pids() {
    return new PidFiles(home.resolve("pids"));
  }

  boolean runs(String part) {
    return pids().running(part).isPresent();
  }

  boolean answers(String part) {
    return Ports.answers(ports().of(part));
  }

  Run launch(String... command) throws IOException {
    return launch(List.of(), command);
  }

  /**
   * @param before what stands before the command
   */
  Run launch(List<String> before, String... command) throws IOException {
    var line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(
        List.of(
            "-Dtenzij.root=" + ROOT,
            "-Dtenzij.home=" + home,
            "-Dtenzij.archived=" + archived,
            "-cp",
            classPath,
            "nl.tenzij.local.Launcher"));
    line.addAll(List.of(command));
    var said = Files.createTempDirectory(home, "said-");
    var builder =
        new ProcessBuilder(line)
            .redirectOutput(said.resolve("out").toFile())
            .redirectError(said.resolve("err").toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    started.add(process);
    return new Run(process, said);
  }

  void toBeEnded(Process process) {
    started.add(process);
  }

  /** Ends whatever is left, also what a launcher that is killed here had only just begun. */
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(process -> process.onExit().join());
    Ending.of(new Layout(ROOT, home));
  }

  /** A launcher that was started, and what it says. */
  record Run(Process process, Path folder) {
    int exit() throws InterruptedException {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    }

    /** As a terminal does at Ctrl-C: to the whole group of processes. */
    void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
    }

    /** Once it has ended. */
    String said() throws Exception {
      exit();
      return out();
    }

    String out() throws IOException {
      return Files.readString(folder.resolve("out"));
    }

    String errors() throws IOException {
      return Files.readString(folder.resolve("err"));
    }
  }
}
