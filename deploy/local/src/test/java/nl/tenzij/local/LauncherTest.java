package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nl.tenzij.components.Cache;
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with a folder and ports of its own. */
class LauncherTest {
  private static final Duration STARTED = Duration.ofMinutes(5);

  /** A script's background processes ignore SIGINT, and what they start inherits that. */
  private static final List<String> IN_THE_BACKGROUND =
      List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  @TempDir private Path home;
  private Launches launches;

  @BeforeEach
  void layOut() {
    launches = new Launches(home);
  }

  @AfterEach
  void endWhatIsLeft() {
    launches.close();
  }

  @Test
  void refusesATakenPortInOneSentenceAndForgetsNothingBefore() throws Exception {
    Files.createDirectories(home.resolve("data"));
    var known = Files.writeString(home.resolve("data/school-day"), "was played");
    int gateway = launches.ports().of("gateway");
    try (var _ = new ServerSocket(gateway, 1, InetAddress.getLoopbackAddress())) {
      var launcher = launches.launch("start", "--fresh");

      assertThat(launcher.exit()).isEqualTo(1);
      assertThat(launcher.errors().lines())
          .singleElement()
          .asString()
          .startsWith("Port " + gateway + ", for gateway, is taken");
      assertThat(launches.pids().running()).isEmpty();
      assertThat(known).exists();
    }
  }

  /** With nothing in the cache but Keycloak, whose build is tried by whoever runs this first. */
  @Test
  void aFirstStartGetsByWithTheMemoryThatTheScriptGivesItAndArchivesTheBroker(@TempDir Path cache)
      throws Exception {
    linkKeycloak(cache);
    // what a start that was broken off while unpacking leaves behind
    var half = Files.createDirectories(cache.resolve("postgres").resolve(unpacked() + ".new/PG-x"));
    Files.createSymbolicLink(half.resolve("libicuuc.so"), Path.of("libicuuc.so.60"));
    launches.asTheScriptDoes();
    launches.withArchives(cache);

    var launcher = launches.launch("start");
    await().atMost(STARTED).until(() -> launches.runs("postgres") || !launcher.process().isAlive());

    assertThat(launcher.errors()).isEmpty();
    assertThat(launches.runs("postgres")).isTrue();
    assertThat(half).doesNotExist();
    assertThat(launcher.out()).doesNotContain("INFO", "WARN");

    await().atMost(STARTED).until(() -> launches.answers("kafka") || !launcher.process().isAlive());

    assertThat(launcher.errors()).isEmpty();
    assertThat(launcher.out()).containsPattern("Kafka +learning to start quickly");
    var archive = onlyOne(cache.resolve("aot"));
    assertThat(archive.getFileName().toString()).matches("broker-[0-9a-f]{16}\\.aot");
    assertThat(commandOf("kafka")).contains("-XX:AOTCache=" + archive);
    assertThat(Files.readString(home.resolve("logs/kafka.log"))).doesNotContain("[aot]", "[cds]");
  }

  private static Path onlyOne(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private List<String> commandOf(String part) throws IOException {
    var pid = launches.pids().running(part).orElseThrow().pid();
    return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0"));
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

  @Test
  void endsWhatAKilledRunLeftBehindInOrderButNoStranger() throws Exception {
    var ended = home.resolve("ended");
    for (var name :
        List.of("gateway", "kafka", "keycloak", "postgres", "sanction-service", "seed-postgres")) {
      leftover(name, ended);
    }
    var stranger = new ProcessBuilder("sleep", "300").start();
    launches.toBeEnded(stranger);
    // the pid of a process that is gone, given out again to a process that started later
    Files.writeString(home.resolve("pids/smtp.pid"), stranger.pid() + " 1000000000000\n");

    var stop = launches.launch("stop");

    assertThat(stop.exit()).isZero();
    assertThat(stop.out()).isEqualTo("Everything has ended.\n");
    assertThat(stranger.isAlive()).isTrue();
    assertThat(launches.pids().running()).isEmpty();
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
    launches.toBeEnded(process);
    // it says so when it listens
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    launches.pids().record(name, process.toHandle());
  }

  @Test
  void afterAKillTheNextRunEndsWhatIsLeftAndStartsAnew() throws Exception {
    var killed = launches.launch("start");
    await().atMost(STARTED).until(() -> launches.runs("postgres") && launches.runs("kafka"));
    killed.process().destroyForcibly().waitFor();
    var orphans = launches.pids().running();
    assertThat(orphans).extracting(PidFiles.Running::name).contains("postgres", "kafka");

    var status = launches.launch("status");

    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out())
        .containsPattern("postgres +answers")
        .contains("What started these was killed: ./run stop ends them, ./run starts all anew.")
        .doesNotContain("Tenzij does not run.");

    var next = launches.launch(IN_THE_BACKGROUND, "start");
    await()
        .atMost(STARTED)
        .until(
            () ->
                !next.process().isAlive()
                    || next.out().contains("left behind")
                        && launches.runs("postgres")
                        && launches.runs("kafka")
                        && launches.answers("kafka"));

    assertThat(next.process().isAlive()).as(next.errors()).isTrue();
    assertThat(next.out()).containsPattern("Ended what an earlier run left behind: .*kafka.*post");
    assertThat(orphans).noneMatch(orphan -> orphan.process().isAlive());

    var second = launches.launch("start");

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.errors())
        .contains("Tenzij runs already from this folder (pid %d)".formatted(next.process().pid()));

    var stop = launches.launch("stop");

    assertThat(stop.exit()).isZero();
    assertThat(stop.out()).isEqualTo("Everything has ended.\n");
    assertThat(next.process().isAlive()).isFalse();
    assertThat(launches.pids().running()).isEmpty();
    assertThat(home.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    assertThat(Files.readString(home.resolve("logs/postgres.log")))
        .contains("database system is shut down");
  }

  @Test
  void leavesNoProcessWhenItIsInterruptedInATerminalWhileStarting() throws Exception {
    var launcher = launches.launch(Launches.IN_A_TERMINAL, "start");
    var pid = launcher.process().pid();
    await().atMost(STARTED).until(() -> launches.runs("postgres") && launches.runs("kafka"));
    var status = launches.launch("status");
    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out()).endsWith("Tenzij is starting.\n");
    var children = launcher.process().descendants().toList();
    // Ctrl-C goes to the launcher's group; what it starts leaves that
    assertThat(group(pid)).isEqualTo(pid);
    await()
        .atMost(STARTED)
        .untilAsserted(
            () ->
                assertThat(launches.pids().running())
                    .filteredOn(one -> !one.name().equals("launcher"))
                    .isNotEmpty()
                    .noneMatch(one -> group(one.process().pid()) == pid));

    launcher.interrupt();

    assertThat(launcher.exit()).isEqualTo(128 + 2);
    assertThat(launches.pids().running()).isEmpty();
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
    var layout = new Layout(Launches.ROOT, home);
    var other = new ProcessBuilder("sleep", "300").start();
    launches.toBeEnded(other);
    layout.pids().record(Launcher.SELF, other.toHandle());
    launches.ports().write(home);
    Files.writeString(layout.ready(), "an earlier launcher");
    assertThat(launches.launch("status").said())
        .containsPattern("kafka +is to come")
        .endsWith("Tenzij is starting.\n");

    Status.noteReady(layout, other.toHandle());

    assertThat(launches.launch("status").said())
        .containsPattern("kafka +is not there")
        .doesNotContain("is starting");
  }

  @Test
  void tellsThatNothingRuns() throws Exception {
    var status = launches.launch("status");

    assertThat(status.exit()).isEqualTo(3);
    assertThat(status.out()).contains("Tenzij does not run.");
  }

  @Test
  void namesThoseWhoHaveATokenToWhoAsksForSomeoneElses() throws Exception {
    var token = launches.launch("token", "nobody");

    assertThat(token.exit()).isEqualTo(1);
    assertThat(token.errors().lines())
        .singleElement()
        .asString()
        .startsWith("There is no nobody in the demo. Users: ")
        .contains(" tim,", "Clients: school-system, pipeline,");
  }
}
