package nl.tenzij.school.roster.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged service in the middle of an import: first while lines are read or compared,
 * then while people are entered. Settings: {@code tenzij.pupils}, {@code tenzij.kills}.
 */
class RosterProcessTest {

  private static final int PUPILS = Integer.getInteger("tenzij.pupils", 1500);
  private static final int KILLS = Integer.getInteger("tenzij.kills", 2);
  private static final List<String> STEPS = List.of("READING", "COMPARING", "ENTERING");
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-Xmn64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MetaspaceSize=128m",
          "-XX:ReservedCodeCacheSize=128m");
  private static final String BOARD = "board-killed";
  private static final String SCHOOL = "school-killed";

  private static final String BEHIND =
      """
      select count(*) from checkpoint c where c.subscription = 'class-places'
        and c.position < (select max(e.position) from event e where e.partition = c.partition)
      """;

  /** Classes with pupils in common that are kept otherwise than the places say. */
  private static final String MEETINGS =
      """
      with said as (
        select a.class, b.class as other, count(*)::int as pupils
        from class_place a join class_place b using (board, school, person, role)
        where role = 'PUPIL' group by 1, 2),
      kept as (select class, other, sum(pupils)::int as pupils from class_meeting group by 1, 2)
      select count(*) from said full join kept using (class, other)
      where said.pupils is distinct from kept.pupils
      """;

  private final ServiceStack stack = new ServiceStack();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, List<Long>> done = new LinkedHashMap<>();
  private Map<String, String> environment;
  private SchoolProcess service;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    environment = new HashMap<>(stack.start());
    environment.put("TENZIJ_ROSTER_LEASE", "1S");
    environment.put("TENZIJ_ROSTER_POLL", "200MS");
    environment.put("TENZIJ_ROSTER_ATTEMPTS_AT_MOST", "50");
    service = new SchoolProcess(FLAGS, environment);
    service.start();
  }

  @AfterEach
  void stop() {
    service.close();
    stack.stop();
  }

  @Test
  void anImportIsTheSameHoweverOftenTheServiceIsKilledInIt() throws Exception {
    InventedRoster roster = new InventedRoster(BOARD, SCHOOL, PUPILS, 0);
    Path zip = folder.resolve("roster.zip");
    roster.write(zip);

    String location = service.bringIn(BOARD, SCHOOL, zip);
    int kills = 0;
    while (kills < KILLS) {
      JsonPath seen = reached(location, kills == 0 ? STEPS.get(random.nextInt(2)) : "ENTERING");
      assertThat(isRunning(seen)).as("not done before kill %d, seed %d", kills + 1, seed).isTrue();
      pause(random.nextInt(100));
      service.kill();
      kills++;
      service.start();
    }
    JsonPath report = ended(location);

    assertThat(report.getString("state"))
        .as("seed %d: %s", seed, report.prettify())
        .isEqualTo("APPLIED");
    assertThat(report.getList("refusals")).isEmpty();
    progressWasSeen();
    assertThat(count("select count(*) from event where type like 'pupil.registered.%'"))
        .as("each pupil once, seed %d", seed)
        .isEqualTo(PUPILS);
    assertThat(count("select count(*) from event where version > 1")).as("and once only").isZero();
    assertThat(count("select count(*) from event where type = 'guardian.registered.v1'"))
        .isEqualTo(roster.guardians());
    assertThat(count("select count(*) from event where type = 'class.registered.v2'"))
        .isEqualTo(roster.classes());
    assertThat(count("select count(*) from roster_record where file <> 'academicSessions'"))
        .isEqualTo(roster.lines() - 1);

    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> count(BEHIND) + count("select count(*) from class_meeting_due") == 0);
    assertThat(count(MEETINGS)).as("counted as the places are, seed %d", seed).isZero();
    assertThat(count("select count(*) from class_meeting")).isPositive();

    long before = count("select count(*) from event");
    JsonPath again = ended(service.bringIn(BOARD, SCHOOL, zip));
    assertThat(again.getList("files.applied", Integer.class)).containsOnly(0);
    assertThat(count("select count(*) from event")).isEqualTo(before);
  }

  /** Waits for a step of the import, a later one, or its end. */
  private JsonPath reached(String location, String step) {
    return await(
        location,
        report -> STEPS.indexOf(report.getString("progress.step")) >= STEPS.indexOf(step));
  }

  private JsonPath ended(String location) {
    return await(location, report -> false);
  }

  private JsonPath await(String location, Predicate<JsonPath> enough) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> noted(service.report(BOARD, SCHOOL, location)),
            report -> !isRunning(report) || enough.test(report));
  }

  private JsonPath noted(JsonPath report) {
    if (isRunning(report)) {
      long now = report.getLong("progress.done");
      assertThat(now).isBetween(0L, report.getLong("progress.total"));
      done.computeIfAbsent(report.getString("progress.step"), step -> new ArrayList<>()).add(now);
    }
    return report;
  }

  /** How far entering is outlasts a kill, and only grows. */
  private void progressWasSeen() {
    List<Long> entered = done.get("ENTERING");
    assertThat(entered).as("seed %d: %s", seed, done).isNotNull().isSorted();
    assertThat(entered.getLast()).as("seed %d: %s", seed, done).isPositive();
  }

  private static boolean isRunning(JsonPath report) {
    return report.getString("state").equals("RUNNING");
  }

  /** The moment is what is random here: nothing is waited for. */
  private static void pause(int milliseconds) {
    long until = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() >= until);
  }

  private long count(String sql) throws SQLException {
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                environment.get("DATABASE_HOST"),
                environment.get("DATABASE_PORT"),
                environment.get("DATABASE_NAME"));
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }
}
