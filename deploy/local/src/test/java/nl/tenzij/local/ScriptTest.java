package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./run} until it starts the launcher, in a folder of its own with nothing in it to build,
 * with a JDK and a Maven that only tell what they were asked.
 */
class ScriptTest {
  private static final Path ROOT = Path.of(System.getProperty("tenzij.root", "../.."));
  private static final String SCRIPT = "#!/bin/sh\n";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> before = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(folder.resolve("deploy/local"));
    Files.copy(ROOT.resolve("run"), folder.resolve("run"));
    Files.copy(ROOT.resolve("deploy/local/jdk.sh"), folder.resolve("deploy/local/jdk.sh"));
    program("jdk/bin/javac", "");
    program("jdk/bin/java", "echo \"$@\"");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("bin/mvn", "");
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("TENZIJ_CACHE", folder.resolve("cache").toString());
  }

  private void program(String name, String script) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, SCRIPT + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void saysWhichJdkIsMissing() throws Exception {
    var sought = folder.resolve("deploy/local/jdk.sh");
    Files.writeString(sought, Files.readString(sought).replace("wanted=25", "wanted=99"));

    assertThat(refusal()).startsWith("No JDK 99 or newer was found").contains("install one");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Files.delete(folder.resolve("bin/mvn"));
    for (var needed : List.of("dirname", "readlink", "sed")) {
      Files.createSymbolicLink(folder.resolve("bin").resolve(needed), onPath(needed));
    }
    environment.put("PATH", folder.resolve("bin").toString());

    assertThat(refusal()).startsWith("Maven was not found on the PATH: install Maven");
  }

  private static Path onPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysHowMuchRoomToMake() throws Exception {
    program(
        "bin/df", "echo Filesystem MB Used Available Capacity Mounted; echo none 100 97 3 97% /");

    assertThat(refusal())
        .startsWith("The disk of ")
        .endsWith(" has 3 MB left: make room for 1024 MB and try again.");
  }

  @Test
  void saysThatTheDiskIsFullWhenItFillsUpWhileBuilding() throws Exception {
    layOutModules();
    program("bin/mvn", "echo '[ERROR] a.jar: No space left on device'; exit 1");

    assertThat(refusal()).endsWith(" is full: make room for 1024 MB and try again.");
  }

  /** With the sources that a build needs to be compared, and no more. */
  private void layOutModules() throws IOException {
    for (var module :
        List.of("telemetry", "tokens", "ledger", "deploy/broker", "deploy/components", "gateway")) {
      Files.createDirectories(folder.resolve(module));
    }
    for (var service : Service.ALL) {
      Files.createDirectories(folder.resolve(service.name()));
    }
    Files.createFile(folder.resolve("pom.xml"));
  }

  @Test
  void buildsWhatIsOtherwiseAndNothingForItsReadme() throws Exception {
    layOutModules();
    Files.createDirectories(folder.resolve("deploy/local/target/lib"));
    for (var service : Service.ALL) {
      var built = service.built(folder).resolve("quarkus-run.jar");
      Files.createDirectories(built.getParent());
      Files.createFile(built);
    }
    assertThat(run("--empty").out()).contains("Building ");
    assertThat(run("--empty").out()).doesNotContain("Building");

    Files.writeString(folder.resolve("ledger/README.md"), "It can be read.\n");
    assertThat(run("--empty").out()).doesNotContain("Building");
    Files.writeString(folder.resolve("gateway/Gateway.java"), "class Gateway {}\n");
    assertThat(run("--empty").out()).startsWith("Building gateway (");
  }

  @Test
  void doesNothingWhereItIsNotUnderstood() throws Exception {
    Files.createDirectories(folder.resolve(".tenzij/app/launcher"));
    for (var line : List.of("stop now", "stop --help", "status x", "--empty --wrong", "--wrong")) {
      var run = run(line.split(" "));
      assertThat(run.exit()).as(line).isEqualTo(2);
      assertThat(run.out()).as(line).isEmpty();
      assertThat(run.errors())
          .startsWith("There is no: ./run " + line + "\n\n")
          .contains("./run stop            end everything");
    }
  }

  @Test
  void saysWhatIsInTheWayOfTheCache() throws Exception {
    var file = Files.createFile(folder.resolve("file"));
    environment.put("TENZIJ_CACHE", file.resolve("cache").toString());

    assertThat(refusal())
        .startsWith(file.resolve("cache") + " can't be made (Not a directory): see to what is in")
        .contains("TENZIJ_CACHE");
  }

  @Test
  void asksARunningOneWithoutACacheToo() throws Exception {
    Files.createDirectories(folder.resolve(".tenzij/app/launcher"));
    environment.put("TENZIJ_CACHE", "/dev/null/cache");

    var status = run("status");

    assertThat(status.exit()).isZero();
    assertThat(status.errors()).isEmpty();
    assertThat(status.out())
        .endsWith("nl.tenzij.local.Launcher status\n")
        .doesNotContain("SharedArchiveFile");
    assertThat(run("events", "confirmed").out())
        .endsWith("nl.tenzij.local.Launcher events confirmed\n");
  }

  @Test
  void saysWhatSomebodyElseLeftBehind() throws Exception {
    var left = Files.createDirectories(folder.resolve(".tenzij/build"));
    asNobodySpecial();
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(refusal())
        .isEqualTo(
            "You may not write %s: make it yours with chown -R, or run as its owner."
                .formatted(left.toRealPath()));
  }

  @Test
  void saysWhereACacheMayNotBeMade() throws Exception {
    var theirs = Files.createDirectories(folder.resolve("theirs"));
    asNobodySpecial();
    Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("r-xr-xr-x"));
    environment.put("TENZIJ_CACHE", theirs.resolve("cache").toString());

    assertThat(refusal())
        .startsWith("You may not make " + theirs.resolve("cache") + ": run as somebody who may")
        .contains("TENZIJ_CACHE");
  }

  /** Who may do everything is told nothing: then the script is run by another. */
  private void asNobodySpecial() throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
    if (System.getProperty("user.name").equals("root")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv of util-linux");
      before.addAll(
          List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
  }

  @Test
  void takesALauncherThatIsGoneForGone() throws Exception {
    layOutModules();
    Files.createDirectories(folder.resolve(".tenzij/pids"));
    Files.writeString(folder.resolve(".tenzij/pids/launcher.pid"), "999999999 0\n");
    Files.createDirectories(folder.resolve("deploy/local/target/lib"));

    var start = run("--empty");

    assertThat(start.errors()).isEmpty();
    assertThat(start.exit()).isZero();
    assertThat(start.out())
        .contains("Building ")
        .contains("SharedArchiveFile=" + folder.resolve("cache/aot/launcher.jsa"))
        .endsWith("nl.tenzij.local.Launcher start --empty\n");
  }

  @Test
  void doesNotBuildBesideAnother() throws Exception {
    Files.createDirectories(folder.resolve(".tenzij"));
    var lock = Files.writeString(folder.resolve(".tenzij/build.lock"), "4711\n");
    var builds = new ProcessBuilder("flock", "--no-fork", lock.toString(), "sleep", "300").start();
    try {
      // it turns into what it runs once it has the lock
      await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> builds.info().command().orElse("").endsWith("sleep"));

      assertThat(refusal())
          .isEqualTo("Another ./run builds in this folder (pid 4711): wait for it.");
      assertThat(refusal("stop"))
          .isEqualTo(
              "A ./run is still building (pid 4711): end it with Ctrl-C where it was started.");
      var built = "Tenzij is being built (log: .tenzij/build/maven.log), and is started then.\n";
      assertThat(run("status")).isEqualTo(new Run(3, built, ""));
      assertThat(run("mails")).isEqualTo(new Run(3, "", built));
      Files.createDirectories(folder.resolve(".tenzij/app/launcher"));
      assertThat(run("status")).as("built again").isEqualTo(new Run(3, built, ""));
      assertThat(run("token", "tim")).isEqualTo(new Run(3, "", built));
      assertThat(run("mails").out()).endsWith("nl.tenzij.local.Launcher mails\n");
    } finally {
      builds.destroyForcibly().waitFor();
    }
    assertThat(run("status").out()).endsWith("nl.tenzij.local.Launcher status\n");
    Files.delete(folder.resolve(".tenzij/app/launcher"));
    assertThat(run("stop").out()).isEqualTo("Nothing ran.\n");
    assertThat(run("status")).isEqualTo(new Run(3, "Tenzij does not run.\n", ""));
    assertThat(run("token", "tim")).isEqualTo(new Run(3, "", "Tenzij does not run.\n"));
  }

  /** What it says when it does not start: one sentence. */
  private String refusal(String... arguments) throws Exception {
    var run = run(arguments);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors().lines()).as(run.errors()).hasSize(1);
    return run.errors().strip();
  }

  private record Run(int exit, String out, String errors) {}

  private Run run(String... arguments) throws Exception {
    var line = new ArrayList<>(before);
    line.addAll(List.of("/bin/bash", folder.resolve("run").toString()));
    line.addAll(List.of(arguments));
    var out = folder.resolve("out");
    var errors = folder.resolve("errors");
    var builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    var script = builder.start();
    try {
      assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      script.destroyForcibly();
    }
    return new Run(script.exitValue(), Files.readString(out), Files.readString(errors));
  }
}
