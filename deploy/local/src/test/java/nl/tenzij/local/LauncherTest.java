package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nl.tenzij.components.Cache;
import nl.tenzij.components.Child;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;
import nl.tenzij.components.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with a folder and ports of its own. */
class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("tenzij.root", "../.."));

  @TempDir private Path home;
  private final Map<String, String> ports = new HashMap<>(PortPlan.free().variables());
  private final List<Process> started = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");
  private List<String> flags =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
    new PidFiles(home.resolve("pids")).cleanUp();
  }

  @Test
  void refusesATakenPortInOneSentence() throws Exception {
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ports.put("TENZIJ_PORT_GATEWAY", Integer.toString(holder.getLocalPort()));

      var launcher = launch("start");

      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).isEqualTo(1);
      assertThat(errors().lines())
          .singleElement()
          .asString()
          .startsWith("Port " + holder.getLocalPort() + ", for gateway, is taken");
      assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    }
  }

  @Test
  void forgetsNothingBeforeItKnowsThatItCanStart() throws Exception {
    Files.createDirectories(home.resolve("data"));
    var known = Files.writeString(home.resolve("data/school-day"), "was played");
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ports.put("TENZIJ_PORT_GATEWAY", Integer.toString(holder.getLocalPort()));

      var launcher = launch("start", "--fresh");

      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(launcher.exitValue()).isEqualTo(1);
      assertThat(known).exists();
    }
  }

  /** With nothing in the cache but Keycloak, whose build is tried by whoever runs this first. */
  @Test
  void aFirstStartGetsByWithTheMemoryThatTheScriptGivesIt(@TempDir Path cache) throws Exception {
    linkKeycloak(cache);
    // what a start that was broken off while unpacking leaves behind
    var half = Files.createDirectories(cache.resolve("postgres").resolve(unpacked() + ".new/PG-x"));
    Files.createSymbolicLink(half.resolve("libicuuc.so"), Path.of("libicuuc.so.60"));
    ports.put("TENZIJ_CACHE", cache.toString());
    flags = flagsOfTheScript();
    classPath = itsOwnLibraries();

    launch("start");
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> pid("postgres") || !started.getLast().isAlive());

    assertThat(errors()).isEmpty();
    assertThat(pid("postgres")).isTrue();
    assertThat(half).doesNotExist();
    assertThat(Files.readString(home.resolve("out"))).doesNotContain("INFO", "WARN");
  }

  /** The name that the test stack's own cache gives to the version of PostgreSQL. */
  private static String unpacked() throws IOException {
    TestStack.shared();
    try (var folders = Files.list(Cache.folder().resolve("postgres"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{1,8}"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void linkKeycloak(Path cache) throws IOException {
    var keycloak = Files.createDirectories(Cache.folder().resolve("keycloak"));
    Files.createSymbolicLink(cache.resolve("keycloak"), keycloak);
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

  @Test
  void endsWhatAKilledRunLeftBehindButNoStranger() throws Exception {
    var leftover = new ProcessBuilder("sleep", "300").start();
    var stranger = new ProcessBuilder("sleep", "300").start();
    started.addAll(List.of(leftover, stranger));
    var pids = new PidFiles(home.resolve("pids"));
    pids.record("sanction-service", leftover.toHandle());
    // the pid of a process that is gone, given out again to a process that started later
    Files.writeString(home.resolve("pids/kafka.pid"), stranger.pid() + " 1000000000000\n");

    var launcher = launch("stop");

    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(leftover.isAlive()).isFalse();
    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void letsNoSecondLauncherOnTheSameFolder() throws Exception {
    launch("start");
    await().atMost(Duration.ofSeconds(60)).until(() -> pid("launcher"));

    var second = launch("start");

    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(errors()).contains("Tenzij runs already from this folder (pid ");
  }

  @Test
  void afterAKillEverythingCanBeEndedByItsPidFiles() throws Exception {
    var launcher = launch("start");
    await().atMost(Duration.ofMinutes(5)).until(() -> pid("postgres") && pid("kafka"));
    launcher.destroyForcibly().waitFor();
    var orphans = new PidFiles(home.resolve("pids")).running();
    assertThat(orphans).extracting(PidFiles.Running::name).contains("postgres", "kafka");

    var status = launch("status");

    assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(status.exitValue()).isEqualTo(3);
    assertThat(Files.readString(home.resolve("out")))
        .containsPattern("postgres +answers")
        .contains("What started these was killed: ./run stop ends them")
        .doesNotContain("Tenzij does not run.");

    var stop = launch("stop");

    assertThat(stop.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(orphans).noneMatch(orphan -> orphan.process().isAlive());
  }

  @Test
  void leavesNoProcessWhenItIsInterruptedWhileStarting() throws Exception {
    // as in a terminal, also where these tests themselves were started in the background
    var launcher = launch(List.of("env", "--default-signal=INT"), "start");
    await().atMost(Duration.ofMinutes(5)).until(() -> pid("postgres"));
    var children = launcher.toHandle().descendants().toList();

    new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid())).start().waitFor();

    assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(Files.readString(home.resolve("out"))).contains("Everything has ended.");
  }

  /** A script's background processes ignore SIGINT, and what they start inherits that. */
  @Test
  void endsItsPartsInOrderAlsoWhenItWasStartedInTheBackground() throws Exception {
    var launcher = launch(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"), "start");
    await().atMost(Duration.ofMinutes(5)).until(() -> pid("postgres") && answers("kafka"));

    launcher.destroy();

    assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    assertThat(home.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    assertThat(Files.readString(home.resolve("logs/postgres.log")))
        .contains("database system is shut down");
  }

  @Test
  void tellsThatNothingRuns() throws Exception {
    var status = launch("status");

    assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(status.exitValue()).isEqualTo(3);
    assertThat(Files.readString(home.resolve("out"))).contains("Tenzij does not run.");
  }

  @Test
  void theScriptTakesALauncherThatIsGoneForGone() throws Exception {
    Files.createDirectories(home.resolve("deploy/local"));
    Files.copy(ROOT.resolve("run"), home.resolve("run"));
    Files.copy(ROOT.resolve("deploy/local/jdk.sh"), home.resolve("deploy/local/jdk.sh"));
    Files.createDirectories(home.resolve(".tenzij/pids"));
    Files.writeString(home.resolve(".tenzij/pids/launcher.pid"), "999999999 0\n");

    // it gets as far as the build, for which nothing is here
    var script =
        new ProcessBuilder("bash", home.resolve("run").toString())
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile())
            .start();
    started.add(script);

    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(errors()).contains("pom.xml").doesNotContain("/proc");
  }

  private boolean pid(String name) {
    return new PidFiles(home.resolve("pids")).running(name).isPresent();
  }

  private String errors() throws IOException {
    return Files.readString(home.resolve("err"));
  }

  private boolean answers(String part) {
    return Ports.answers(PortPlan.of(ports).of(part));
  }

  private Process launch(String... command) throws IOException {
    return launch(List.of(), command);
  }

  private Process launch(List<String> before, String... command) throws IOException {
    var line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(
        List.of(
            "-Dtenzij.root=" + ROOT.toAbsolutePath().normalize(),
            "-Dtenzij.home=" + home,
            "-Dtenzij.archived=false",
            "-cp",
            classPath,
            "nl.tenzij.local.Launcher"));
    line.addAll(List.of(command));
    var builder =
        new ProcessBuilder(line)
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().putAll(ports);
    var process = builder.start();
    started.add(process);
    return process;
  }
}
