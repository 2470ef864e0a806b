package nl.tenzij.school.roster.process;

import io.restassured.path.json.JsonPath;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.postgresql.PGConnection;

/**
 * How long a large roster takes to come in, beside copying the same lines into plain tables on the
 * same server in the same minutes; and the next day's, in which a thousandth is different, after
 * the database has done what it does in a night. The service runs as it is packaged, with its
 * projections and its relay. Settings: {@code tenzij.pupils}, {@code tenzij.warmup}: of the school
 * whose roster comes in before, so that what is timed is a service that has worked, {@code
 * tenzij.heap}, and {@code tenzij.flags}: more for the service's Java, such as a recording.
 */
public final class RosterBenchmark {

  private static final int PUPILS = Integer.getInteger("tenzij.pupils", 100_000);
  private static final String HEAP = System.getProperty("tenzij.heap", "224m");
  private static final List<String> FLAGS =
      Stream.concat(
              Stream.of("-Xmx" + HEAP, "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"),
              Stream.of(System.getProperty("tenzij.flags", "").split(" ")))
          .filter(flag -> !flag.isEmpty())
          .toList();
  private static final String BOARD = "board-large";
  private static final String SCHOOL = "school-large";
  private static final int WARM_UP = Integer.getInteger("tenzij.warmup", PUPILS / 10);
  private static final String BOARD_BEFORE = "board-before";
  private static final String SCHOOL_BEFORE = "school-before";
  private static final int COPIES = 3;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ServiceStack stack = new ServiceStack();
  private final Map<String, String> environment = new HashMap<>(stack.start());
  private final Path folder = Files.createTempDirectory("roster-benchmark");

  private RosterBenchmark() throws IOException {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    new RosterBenchmark().run();
    System.exit(0);
  }

  private void run() throws IOException, SQLException {
    InventedRoster today = new InventedRoster(BOARD, SCHOOL, PUPILS, 0);
    InventedRoster tomorrow = new InventedRoster(BOARD, SCHOOL, PUPILS, 1);
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    today.write(first);
    tomorrow.write(second);
    print(
        "A roster of %,d pupils, %,d guardians, %,d classes, %,d enrolments: %,d lines, %,d MB as a zip",
        PUPILS,
        today.guardians(),
        today.classes(),
        PUPILS * 10L,
        today.lines(),
        Files.size(first) >> 20);
    print("PostgreSQL with fsync, %d processors", Runtime.getRuntime().availableProcessors());
    print("The service with %s", String.join(" ", FLAGS));

    double[] copies = new double[COPIES];
    copies[0] = copy(first);
    try (SchoolProcess service = new SchoolProcess(FLAGS, environment)) {
      service.start();
      warmUp(service);
      double imported = bringIn(service, first, "first");
      copies[1] = copy(first);
      double log = logAgain();
      night();
      long before = count("select count(*) from event");
      double again = bringIn(service, second, "next");
      print("  events it added: %,d", count("select count(*) from event") - before);
      copies[2] = copy(first);
      Arrays.sort(copies);
      print("");
      print("%-58s %8.1f s", "plain COPY of the same lines (median of 3)", copies[1]);
      print("%-58s %8.1f s", "rows of the log alone, from one table to another", log);
      print("%-58s %8.1f s", "first import", imported);
      print("%-58s %8.1f s", "next day's import, a thousandth changed", again);
      print("%-58s %8.1f    goal at most 8", "first import / plain COPY", imported / copies[1]);
      print("%-58s %8.1f", "rows of the log alone / plain COPY", log / copies[1]);
      print("%-58s %8.1f    goal at least 10", "first import / next day's", imported / again);
      print("%-58s %8d MB goal at most 512", "most memory of the service", service.mostMegabytes());
    }
    stack.stop();
  }

  /** A service that takes rosters has run for days; one that has just begun compiles itself. */
  private void warmUp(SchoolProcess service) throws IOException, SQLException {
    if (WARM_UP == 0) {
      print("The service has just begun");
      return;
    }
    print(
        "The service has brought in two days' roster of another school before, of %,d pupils",
        WARM_UP);
    for (int day = 0; day < 2; day++) {
      Path roster = folder.resolve("before-" + day + ".zip");
      new InventedRoster(BOARD_BEFORE, SCHOOL_BEFORE, WARM_UP, day).write(roster);
      bringIn(service, BOARD_BEFORE, SCHOOL_BEFORE, roster, "warm-up");
    }
  }

  private double bringIn(SchoolProcess service, Path zip, String which) throws SQLException {
    return bringIn(service, BOARD, SCHOOL, zip, which);
  }

  private double bringIn(SchoolProcess service, String board, String school, Path zip, String which)
      throws SQLException {
    Map<String, Double> steps = new TreeMap<>();
    long start = System.nanoTime();
    String location = service.bringIn(board, school, zip);
    double accepted = seconds(start);
    JsonPath report = service.report(board, school, location);
    while (report.getString("state").equals("RUNNING")) {
      steps.put(report.getString("progress.step"), seconds(start));
      LockSupport.parkNanos(LOOK.toNanos());
      report = service.report(board, school, location);
    }
    double took = seconds(start);
    if (!report.getString("state").equals("APPLIED")) {
      throw new IllegalStateException(report.prettify() + service.log());
    }
    print("");
    print("%s import: %s after %.1f s", which, report.getString("state"), took);
    print("  accepted after %.1f s; steps until: %s", accepted, steps);
    report.<Map<String, Object>>getList("files").forEach(file -> print("  %s", file));
    print("  refusals: %s", report.getList("refusals").stream().limit(3).toList());
    published(start);
    print("  memory so far: %d MB", service.mostMegabytes());
    return took;
  }

  /**
   * Waits until projections and relay have come as far as the log, nothing is left to count, and
   * what is kept of the roster says what the log says: the worker looks for pushed records after
   * the end of an import, which would take the processors of what is timed next.
   */
  private void published(long start) throws SQLException {
    while (count(
            "select (select count(*) from class_meeting_due)"
                + " + (select count(*) from roster r where r.position < (select max(e.position)"
                + " from event e where e.partition = (select s.partition from event s"
                + " where s.board = r.board and s.school = r.school limit 1)))"
                + " + count(*) from checkpoint c where c.position < coalesce((select"
                + " max(e.position) from event e where e.partition = c.partition), 0)")
        > 0) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    print("  projections, topic and what is kept have it after %.1f s", seconds(start));
  }

  /**
   * What the database does by itself between two days: otherwise it would do it, for the first
   * import and for what was timed beside it, while the next one is timed.
   */
  private void night() throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = connect(environment.get("DATABASE_NAME"));
        var statement = connection.createStatement()) {
      statement.execute("vacuum (analyze)");
      statement.execute("checkpoint");
    }
    print("");
    print("the database has vacuumed, analysed and written in %.1f s", seconds(start));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        TestStack.shared().jdbcUrl(database),
        TestStack.shared().postgresUser(),
        TestStack.shared().postgresPassword());
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = connect(environment.get("DATABASE_NAME"));
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }

  /**
   * What the database needs at the least for the events that the import led to: their rows once
   * more, with the same keys, without anybody making, sealing or sending them.
   */
  private double logAgain() throws SQLException {
    try (Connection connection = connect(environment.get("DATABASE_NAME"));
        var statement = connection.createStatement()) {
      statement.execute("create table log_again (like event including all)");
      long start = System.nanoTime();
      statement.execute(
          "insert into log_again select * from event where board = '"
              + BOARD
              + "' order by partition, position");
      double took = seconds(start);
      statement.execute("drop table log_again");
      return took;
    }
  }

  /** All files as they are, into a table each with its id as primary key. */
  private double copy(Path zip) throws SQLException, IOException {
    Set<String> tables = new HashSet<>();
    try (Connection connection = connect(TestStack.database("copy"));
        ZipInputStream files = new ZipInputStream(Files.newInputStream(zip))) {
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
        String table = entry.getName().replace(".csv", "").toLowerCase(Locale.ROOT);
        if (!table.equals("manifest") && tables.add(table)) {
          copy(connection, table, files);
        }
      }
      connection.commit();
      return seconds(start);
    }
  }

  private static void copy(Connection connection, String table, ZipInputStream file)
      throws SQLException, IOException {
    StringBuilder header = new StringBuilder();
    for (int one = file.read(); one != '\n'; one = file.read()) {
      header.append((char) one);
    }
    String columns =
        "\""
            + header.toString().replace(",", "\" text, \"")
            + "\" text, primary key (\"sourcedId\")";
    try (var statement = connection.createStatement()) {
      statement.execute("create table " + table + " (" + columns + ")");
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table + " from stdin (format csv)", new LeftOpen(file));
  }

  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The zip goes on after this file.
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
