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

  private static final Duration STARTED = Duration.ofMinutes(5);

  /** A script's background processes ignore SIGINT, and what they start inherits that. */
  private static final List<String> IN_THE_BACKGROUND =
      List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  /** As a terminal starts it, also where these tests themselves were started in the background. */
  private static final List<String> IN_A_TERMINAL =
      List.of("setsid", "env", "--default-signal=INT");

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
  void refusesATakenPortInOneSentenceAndForgetsNothingBefore() throws Exception {
    Files.createDirectories(home.resolve("data"));
    var known = Files.writeString(home.resolve("data/school-day"), "was played");
    int gateway = Integer.parseInt(ports.get("TENZIJ_PORT_GATEWAY"));
    try (var _ = new ServerSocket(gateway, 1, InetAddress.getLoopbackAddress())) {
      var launcher = launch("start", "--fresh");

      assertThat(launcher.exit()).isEqualTo(1);
      assertThat(launcher.errors().lines())
          .singleElement()
          .asString()
          .startsWith("Port " + gateway + ", for gateway, is taken");
      assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
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

    var launcher = launch("start");
    await().atMost(STARTED).until(() -> pid("postgres") || !launcher.process().isAlive());

    assertThat(launcher.errors()).isEmpty();
    assertThat(pid("postgres")).isTrue();
    assertThat(half).doesNotExist();
    assertThat(launcher.out()).doesNotContain("INFO", "WARN");
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
  void endsWhatAKilledRunLeftBehindInOrderButNoStranger() throws Exception {
    var ended = home.resolve("ended");
    for (var name :
        List.of("gateway", "kafka", "keycloak", "postgres", "sanction-service", "seed-postgres")) {
      leftover(name, ended);
    }
    var stranger = new ProcessBuilder("sleep", "300").start();
    started.add(stranger);
    // the pid of a process that is gone, given out again to a process that started later
    Files.writeString(home.resolve("pids/smtp.pid"), stranger.pid() + " 1000000000000\n");

    var stop = launch("stop");

    assertThat(stop.exit()).isZero();
    assertThat(stop.out()).isEqualTo("Everything has ended.\n");
    assertThat(stranger.isAlive()).isTrue();
    assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    var order = Files.readAllLines(ended);
    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("gateway", "sanction-service");
    assertThat(order.subList(2, 4)).containsExactly("keycloak", "kafka");
    assertThat(order.subList(4, 6)).containsExactlyInAnyOrder("postgres", "seed-postgres");
  }

  /** A process that writes its name into the file when it is asked to end. */
  private void leftover(String name, Path ended) throws IOException {
    var script = "trap 'echo %s >> %s; kill $!; exit' INT TERM; sleep 300 & echo; wait";
    var process =
        new ProcessBuilder("env", "--default-signal=INT", "sh", "-c", script.formatted(name, ended))
            .start();
    started.add(process);
    // it says so when it listens
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    new PidFiles(home.resolve("pids")).record(name, process.toHandle());
  }

  @Test
  void afterAKillTheNextRunEndsWhatIsLeftAndStartsAnew() throws Exception {
    var killed = launch("start");
    await().atMost(STARTED).until(() -> pid("postgres") && pid("kafka"));
    killed.process().destroyForcibly().waitFor();
    var orphans = new PidFiles(home.resolve("pids")).running();
    assertThat(orphans).extracting(PidFiles.Running::name).contains("postgres", "kafka");

    var status = launch("status");

    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out())
        .containsPattern("postgres +answers")
        .contains("What started these was killed: ./run stop ends them, ./run starts all anew.")
        .doesNotContain("Tenzij does not run.");

    var next = launch(IN_THE_BACKGROUND, "start");
    await()
        .atMost(STARTED)
        .until(
            () ->
                !next.process().isAlive()
                    || next.out().contains("left behind")
                        && pid("postgres")
                        && pid("kafka")
                        && answers("kafka"));

    assertThat(next.process().isAlive()).as(next.errors()).isTrue();
    assertThat(next.out()).containsPattern("Ended what an earlier run left behind: .*kafka.*post");
    assertThat(orphans).noneMatch(orphan -> orphan.process().isAlive());

    var second = launch("start");

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.errors())
        .contains("Tenzij runs already from this folder (pid %d)".formatted(next.process().pid()));

    var stop = launch("stop");

    assertThat(stop.exit()).isZero();
    assertThat(stop.out()).isEqualTo("Everything has ended.\n");
    assertThat(next.process().isAlive()).isFalse();
    assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    assertThat(home.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    assertThat(Files.readString(home.resolve("logs/postgres.log")))
        .contains("database system is shut down");
  }

  @Test
  void leavesNoProcessWhenItIsInterruptedInATerminalWhileStarting() throws Exception {
    var launcher = launch(IN_A_TERMINAL, "start");
    var pid = launcher.process().pid();
    await().atMost(STARTED).until(() -> pid("postgres") && pid("kafka"));
    var status = launch("status");
    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out()).endsWith("Tenzij is starting.\n");
    var children = launcher.process().descendants().toList();
    // Ctrl-C goes to the launcher's group; what it starts leaves that
    assertThat(group(pid)).isEqualTo(pid);
    await()
        .untilAsserted(
            () ->
                assertThat(new PidFiles(home.resolve("pids")).running())
                    .filteredOn(one -> !one.name().equals("launcher"))
                    .isNotEmpty()
                    .noneMatch(one -> group(one.process().pid()) == pid));

    new ProcessBuilder("kill", "-INT", "--", "-" + pid).start().waitFor();

    assertThat(launcher.exit()).isEqualTo(128 + 2);
    assertThat(new PidFiles(home.resolve("pids")).running()).isEmpty();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(launcher.out()).contains("Everything has ended.").doesNotContain("by itself");
  }

  /** The process group, which Linux tells behind the name, the state and the parent. */
  private static long group(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2]);
    } catch (IOException gone) {
      return 0;
    }
  }

  @Test
  void tellsWhatIsMissingOnceEverythingWasStarted() throws Exception {
    var layout = new Layout(ROOT, home);
    var other = new ProcessBuilder("sleep", "300").start();
    started.add(other);
    layout.pids().record(Launcher.SELF, other.toHandle());
    PortPlan.of(ports).write(home);
    Files.writeString(layout.ready(), "an earlier launcher");
    assertThat(launch("status").said())
        .containsPattern("kafka +is to come")
        .endsWith("Tenzij is starting.\n");

    Status.noteReady(layout, other.toHandle());

    assertThat(launch("status").said())
        .containsPattern("kafka +is not there")
        .doesNotContain("is starting");
  }

  @Test
  void tellsThatNothingRuns() throws Exception {
    var status = launch("status");

    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out()).contains("Tenzij does not run.");
  }

  @Test
  void namesThoseWhoHaveATokenToWhoAsksForSomeoneElses() throws Exception {
    var token = launch("token", "nobody");

    assertThat(token.exit()).isEqualTo(1);
    assertThat(token.errors().lines())
        .singleElement()
        .asString()
        .startsWith("There is no nobody in the demo. Users: ")
        .contains(" tim,", "Clients: school-system, pipeline,");
  }

  private boolean pid(String name) {
    return new PidFiles(home.resolve("pids")).running(name).isPresent();
  }

  private boolean answers(String part) {
    return Ports.answers(PortPlan.of(ports).of(part));
  }

  /** A launcher that was started, and what it says. */
  private record Run(Process process, Path folder) {
    int exit() throws InterruptedException {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
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

  private Run launch(String... command) throws IOException {
    return launch(List.of(), command);
  }

  private Run launch(List<String> before, String... command) throws IOException {
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
    var said = Files.createTempDirectory(home, "said-");
    var builder =
        new ProcessBuilder(line)
            .redirectOutput(said.resolve("out").toFile())
            .redirectError(said.resolve("err").toFile());
    builder.environment().putAll(ports);
    var process = builder.start();
    started.add(process);
    return new Run(process, said);
  }
}
