package nl.tenzij.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStackTest {
  private final TestStack stack = TestStack.shared();

  @Test
  void givesEachCallerADatabaseOfItsOwn() throws SQLException {
    var one = TestStack.database("School-Service");
    var other = TestStack.database("School-Service");

    assertThat(one).startsWith("school_service_").isNotEqualTo(other);
    try (var connection = connect(stack.postgresPort(), one)) {
      connection.createStatement().execute("create table pupil (id text)");
    }
    try (var connection = connect(stack.postgresPort(), other)) {
      assertThatThrownBy(() -> connection.createStatement().execute("select * from pupil"))
          .hasMessageContaining("does not exist");
    }
  }

  /** As what is paged through by ids expects, whatever the language of the machine. */
  @Test
  void comparesTextByItsCodePoints() throws SQLException {
    try (var connection = connect(stack.postgresPort(), TestStack.database("order"));
        var row =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select 'a' > 'B' and 'é' > 'z' and 'a-b' < 'aa',
                      (select datlocprovider = 'b' from pg_database where datname = current_database())
                    """)) {
      row.next();
      assertThat(row.getBoolean(1)).isTrue();
      assertThat(row.getBoolean(2)).isTrue();
    }
  }

  @Test
  void keepsWhatWasCommittedAsAProductionDatabaseWould() throws SQLException {
    try (var connection = connect(stack.postgresPort(), "postgres")) {
      assertThat(setting(connection, "fsync")).isEqualTo("on");
      assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void createsTopicsOnceWithTheirPartitions() throws Exception {
    stack.topic("created-once", 3);
    stack.topic("created-once", 3);

    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()))) {
      var topic = admin.describeTopics(List.of("created-once")).allTopicNames().get();
      assertThat(topic.get("created-once").partitions()).hasSize(3);
    }
  }

  @Test
  void ownComponentsKeepTheirDataAndPortOverACrash() throws SQLException {
    try (var own = stack.ownPostgres()) {
      own.database("kept");
      try (var connection = connect(own.port(), "kept")) {
        connection.createStatement().execute("create table note as select 'written' as text");
      }
      var busy = busy(own.port());
      own.kill();
      assertThat(busy.isAlive()).isFalse();
      assertThat(Ports.answers(own.port())).isFalse();
      own.start();
      try (var connection = connect(own.port(), "kept")) {
        var row = connection.createStatement().executeQuery("select text from note");
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("written");
      }
      own.stop();
      assertThat(Ports.answers(own.port())).isFalse();
    }
  }

  /** One of the server's own processes, that would notice the end of its server only when done. */
  private static ProcessHandle busy(int port) throws SQLException {
    var connection = connect(port, "kept");
    var row = connection.createStatement().executeQuery("select pg_backend_pid()");
    row.next();
    var backend = ProcessHandle.of(row.getLong(1)).orElseThrow();
    Thread.startVirtualThread(
        () -> {
          try (var statement = connection.createStatement()) {
            statement.execute("select count(*) from generate_series(1, 10000000000)");
          } catch (SQLException killed) {
            // which is what it is there for
          }
        });
    await().atMost(Duration.ofSeconds(60)).until(() -> working(port, backend.pid()));
    return backend;
  }

  private static boolean working(int port, long backend) throws SQLException {
    try (var connection = connect(port, "kept")) {
      var row =
          connection
              .createStatement()
              .executeQuery(
                  "select 1 from pg_stat_activity where state = 'active' and query like '%series%' and pid = "
                      + backend);
      return row.next();
    }
  }

  @Test
  void aPidFileThatOutlivedItsServerPointsAtNoOtherServer(@TempDir Path data) throws Exception {
    var running =
        ProcessHandle.allProcesses()
            .filter(one -> one.info().command().filter(c -> c.endsWith("postgres")).isPresent())
            .findFirst()
            .orElseThrow();
    var start = running.info().startInstant().orElseThrow().getEpochSecond();
    var file = data.resolve("postmaster.pid");

    Files.writeString(file, "%d\n%s\n%d\n".formatted(running.pid(), data, start));
    assertThat(Postgres.on(data)).contains(running);

    Files.writeString(file, "%d\n%s\n%d\n".formatted(running.pid(), data, start - 3600));
    assertThat(Postgres.on(data)).isEmpty();

    Files.writeString(file, running.pid() + "\n");
    assertThat(Postgres.on(data)).isEmpty();
  }

  @Test
  void anOwnBrokerComesBackWithItsTopics() throws Exception {
    try (var own = stack.ownKafka()) {
      own.topic("kept", 2);
      own.stop();
      assertThat(Ports.answers(own.port())).isFalse();
      own.start();
      try (var admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + own.port()))) {
        assertThat(admin.listTopics().names().get()).contains("kept");
      }
    }
  }

  @Test
  void isFoundAgainByTheNextWhoAsks(@TempDir Path elsewhere) throws Exception {
    var owner = sleeper();
    try {
      var root = projectIn(elsewhere);
      var first = TestStack.find(root, owner.toHandle());
      var second = TestStack.find(root, owner.toHandle());
      assertThat(second).isEqualTo(first);
    } finally {
      owner.destroyForcibly();
    }
  }

  @Test
  void endsWithItsOwnerAndLeavesNothing(@TempDir Path elsewhere) throws Exception {
    var owner = sleeper();
    var root = projectIn(elsewhere);
    var addresses = TestStack.find(root, owner.toHandle());
    var daemon = daemon(addresses);
    var folder = root.resolve("target/test-stack").resolve(Long.toString(owner.pid()));
    var components = new PidFiles(folder.resolve("pids")).running();
    assertThat(components).extracting(PidFiles.Running::name).containsExactly("kafka", "postgres");

    owner.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !daemon.isAlive() && components.stream().noneMatch(one -> one.process().isAlive()));
    assertThat(folder).doesNotExist();
    assertThat(folder.resolveSibling(owner.pid() + ".properties")).doesNotExist();
  }

  @Test
  void cleansUpAfterADaemonThatWasKilled(@TempDir Path elsewhere) throws Exception {
    var owner = sleeper();
    var nextOwner = sleeper();
    try {
      var root = projectIn(elsewhere);
      var daemon = daemon(TestStack.find(root, owner.toHandle()));
      var folder = root.resolve("target/test-stack").resolve(Long.toString(owner.pid()));
      var orphans = new PidFiles(folder.resolve("pids")).running();
      daemon.destroyForcibly();
      daemon.onExit().get();
      assertThat(orphans).hasSize(2).allMatch(orphan -> orphan.process().isAlive());

      TestStack.find(root, nextOwner.toHandle());

      assertThat(orphans).noneMatch(orphan -> orphan.process().isAlive());
      assertThat(folder).doesNotExist();
    } finally {
      owner.destroyForcibly();
      nextOwner.destroyForcibly();
    }
  }

  /** A folder that has the built modules of this project and its own place for test stacks. */
  private static Path projectIn(Path folder) throws Exception {
    Files.createSymbolicLink(folder.resolve("deploy"), TestStack.root().resolve("deploy"));
    return folder;
  }

  private static ProcessHandle daemon(Properties addresses) {
    return ProcessHandle.of(Long.parseLong(addresses.getProperty("daemon"))).orElseThrow();
  }

  private static Process sleeper() throws Exception {
    return new ProcessBuilder("sleep", "300").start();
  }

  private static Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/%s".formatted(port, database), "postgres", "postgres");
  }

  private static String setting(Connection connection, String name) throws SQLException {
    var row = connection.createStatement().executeQuery("show " + name);
    row.next();
    return row.getString(1);
  }
}
