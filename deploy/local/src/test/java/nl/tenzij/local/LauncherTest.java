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
import nl.tenzij.components.PidFiles;
import nl.tenzij.components.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with a folder and ports of its own. */
class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("tenzij.root", "../.."));

  @TempDir private Path home;
  private final Map<String, String> ports = new HashMap<>(PortPlan.free().variables());
  private final List<Process> started = new ArrayList<>();

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

    var stop = launch("stop");

    assertThat(stop.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(orphans).noneMatch(orphan -> orphan.process().isAlive());
  }

  @Test
  void leavesNoProcessWhenItIsInterruptedWhileStarting() throws Exception {
    var launcher = launch("start");
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

  private boolean pid(String name) {
    return new PidFiles(home.resolve("pids")).running(name).isPresent();
  }

  private String errors() throws IOException {
    return Files.readString(home.resolve("err"));
  }

  private boolean answers(String part) {
    return Ports.answers(PortPlan.of(ports).of(part));
  }

  private Process launch(String command) throws IOException {
    return launch(List.of(), command);
  }

  private Process launch(List<String> before, String command) throws IOException {
    var line = new ArrayList<>(before);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dtenzij.root=" + ROOT.toAbsolutePath().normalize(),
            "-Dtenzij.home=" + home,
            "-Dtenzij.archived=false",
            "-cp",
            System.getProperty("java.class.path"),
            "nl.tenzij.local.Launcher",
            command));
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
