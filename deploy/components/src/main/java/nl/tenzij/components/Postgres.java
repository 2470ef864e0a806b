package nl.tenzij.components;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A durable PostgreSQL server on a folder; user {@code postgres}, no password, loopback only. */
public final class Postgres implements AutoCloseable {
  public static final String USER = "postgres";

  static final String BUFFERS_PROPERTY = "tenzij.postgres.buffers";

  /** Little, for many databases of little tests; who measures gives it more. */
  public static final String BUFFERS = System.getProperty(BUFFERS_PROPERTY, "64MB");

  /** What is added to {@code create database} for text that is compared by its code points. */
  public static final String BY_CODE_POINTS =
      "encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0";

  /** From the start of its process until a server notes its own start down. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final EmbeddedPostgres server;
  private final Path data;

  private Postgres(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  public static Postgres start(Path data, int port, Path log) {
    var programs = PostgresBinaries.folder();
    try {
      Files.createDirectories(data);
      Files.createDirectories(log.toAbsolutePath().getParent());
      var output = ProcessBuilder.Redirect.appendTo(log.toFile());
      // the library switches durability off by default: the first three settings switch it on again
      var server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(programs.toFile())
              .setOutputRedirector(output)
              .setErrorRedirector(output)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "300")
              .setServerConfig("shared_buffers", BUFFERS)
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      return new Postgres(server, data);
    } catch (IOException | IllegalStateException e) {
      throw new ComponentFailed(
          "PostgreSQL could not be started (%s): see %s; as root it needs 'unshare -U', so run as another user where that is forbidden."
              .formatted(e.getMessage(), log),
          e);
    }
  }

  /**
   * Lays an empty server's data where nothing is yet: a copy of what was made once per version,
   * since making it takes longer than all else of a start.
   *
   * @param pids where the server that this needs in between is written down
   */
  static void layReady(Path data, PidFiles pids) {
    if (!Files.exists(data)) {
      Folders.copy(empty(pids), data);
    }
  }

  private static synchronized Path empty(PidFiles pids) {
    var programs = PostgresBinaries.folder();
    var empty = programs.resolveSibling(programs.getFileName() + "-empty");
    try (var channel =
            FileChannel.open(
                programs.resolveSibling("empty.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!Files.exists(empty)) {
        var aside = empty.resolveSibling(empty.getFileName() + ".new");
        Folders.delete(aside);
        try (var server = start(aside, Ports.free(), empty.resolveSibling("empty.log"))) {
          pids.record("seed-postgres", server.handle());
        }
        pids.forget("seed-postgres");
        Files.move(aside, empty, StandardCopyOption.ATOMIC_MOVE);
      }
      return empty;
    } catch (IOException e) {
      throw new ComponentFailed("no empty database could be made in " + empty, e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public String jdbcUrl(String database) {
    return server.getJdbcUrl(USER, database);
  }

  public ProcessHandle handle() {
    return on(data).orElseThrow(() -> new ComponentFailed("PostgreSQL runs no longer"));
  }

  /**
   * The server that works on this data folder, whoever started it. Its pid file stays when it is
   * killed, and its number may be another process' by then: that one started at another time.
   */
  public static Optional<ProcessHandle> on(Path data) {
    try {
      var file = Files.readAllLines(data.resolve("postmaster.pid"));
      if (file.size() < 3) {
        return Optional.empty();
      }
      var started = Instant.ofEpochSecond(Long.parseLong(file.get(2).strip()));
      return ProcessHandle.of(Long.parseLong(file.getFirst().strip()))
          .filter(process -> isNamed(process, "postgres") && startedAbout(process, started));
    } catch (IOException noServer) {
      return Optional.empty();
    }
  }

  private static boolean isNamed(ProcessHandle process, String name) {
    return process.info().command().filter(command -> command.endsWith(name)).isPresent();
  }

  private static boolean startedAbout(ProcessHandle process, Instant moment) {
    return process
        .info()
        .startInstant()
        .filter(start -> Duration.between(start, moment).abs().compareTo(SOON) < 0)
        .isPresent();
  }

  public boolean exists(String database) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
      query.setString(1, database);
      return query.executeQuery().next();
    } catch (SQLException e) {
      throw new ComponentFailed("PostgreSQL does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Creates a database that is not there yet. Text is compared by its code points, whatever the
   * machine's language is: what is paged through comes in the same order everywhere, and no update
   * of the operating system's libraries makes an index wrong.
   */
  public void create(String database) {
    if (!exists(database)) {
      execute("create database " + quoted(database) + " " + BY_CODE_POINTS);
    }
  }

  public void drop(String database) {
    execute("drop database if exists " + quoted(database) + " with (force)");
  }

  /** Ends sessions and the server in order. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new ComponentFailed("PostgreSQL could not be stopped: " + e.getMessage(), e);
    }
  }

  private void execute(String sql) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ComponentFailed("PostgreSQL refused '" + sql + "': " + e.getMessage(), e);
    }
  }

  private static String quoted(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new ComponentFailed("not a database name: " + name);
    }
    return '"' + name + '"';
  }
}
