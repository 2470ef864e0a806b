package nl.tenzij.local.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nl.tenzij.ledger.testkit.Tokens;

/**
 * "Who teaches this class's pupils now", asked of school-service at a steady rate. One school of
 * 100,000 pupils in 5,000 classes, ten each, so that nothing is small; rows as the projection
 * writes them, put in by SQL. Beside it the smallest endpoint with the same token check.
 */
final class TeachersFigure {

  private static final int RATE = Integer.getInteger("tenzij.rate", 2_000);
  private static final int CLASSES = 5_000;
  private static final int PUPILS = 100_000;
  private static final int ASKING = 500;
  private static final int HOUR = 3_600;
  private static final String BOARD = "b0";
  private static final String SCHOOL = "s0";
  private static final String AT = "/api/v1/schools/" + SCHOOL;
  private static final ObjectMapper JSON = new ObjectMapper();

  private TeachersFigure() {}

  static void run() {
    Table.head("Who teaches this class's pupils now");
    Table.print("%s", Settings.machine());
    Table.print(
        "Load: Vert.x's client at a steady rate; wrk, 1 thread, %d kept connections, as fast as it can.",
        Settings.CONNECTIONS);
    Table.print(
        "One school: %,d pupils in %,d classes, ten each. %d people ask, each with a token, of any class.",
        PUPILS, CLASSES, ASKING);
    try (House house = new House();
        House.SchoolService schools = house.schools();
        Program smallest = house.smallest();
        Steady steady = new Steady()) {
      fill(schools);
      String url = schools.program().url();
      register(url);
      List<Question> questions = questions();
      Wrk wrk = new Wrk(house.folder());
      Path list = wrk.list("teachers", questions);
      Path smallestList =
          wrk.list("smallest", questions.stream().map(each -> each.at("/smallest")).toList());
      wrk.warm(url, list);
      wrk.warm(smallest.url(), smallestList);
      steady.run(url, questions, RATE, Settings.RUN);
      measure(wrk, steady, smallest, smallestList, url, list, questions);
      Table.print(
          "%-58s %,10d MB", "most memory of the service", schools.program().mostMegabytes());
    }
  }

  private static void measure(
      Wrk wrk,
      Steady steady,
      Program smallest,
      Path smallestList,
      String url,
      Path list,
      List<Question> questions) {
    double[] p99 = new double[Settings.ROUNDS];
    double[] changingP99 = new double[Settings.ROUNDS];
    double[] ratio = new double[Settings.ROUNDS];
    for (int round = 0; round < Settings.ROUNDS; round++) {
      Result least = wrk.run(smallest.url(), smallestList, Settings.CONNECTIONS, Settings.RUN);
      Result full = wrk.run(url, list, Settings.CONNECTIONS, Settings.RUN);
      Result quiet = steady.run(url, questions, RATE, Settings.RUN);
      Result changing =
          whileTheRosterChanges(url, () -> steady.run(url, questions, RATE, Settings.RUN));
      Table.row("smallest endpoint, as fast as it can", least.allAnswered("smallest"));
      Table.row("teachers of a class, as fast as it can", full.allAnswered("teachers"));
      Table.row("at a steady rate", quiet.allAnswered("teachers"));
      Table.row("the same, a change of the roster each second", changing.allAnswered("teachers"));
      p99[round] = quiet.p99();
      changingP99[round] = changing.p99();
      ratio[round] = full.perSecond() / least.perSecond();
    }
    Table.figure("p99 at %,d a second".formatted(RATE), p99, "ms", "at most 20");
    Table.figure("the same, a change of the roster each second", changingP99, "ms", "(none)");
    Table.figure("requests per second, teachers / smallest", ratio, "", "(none)");
  }

  private static List<Question> questions() {
    List<String> tokens =
        IntStream.range(0, ASKING).mapToObj(number -> token("head", "h" + number)).toList();
    return IntStream.range(0, CLASSES)
        .mapToObj(
            number ->
                new Question(
                    AT + "/classes/k" + number + "/teachers", tokens.get(number % tokens.size())))
        .toList();
  }

  private static String token(String role, String person) {
    return Tokens.user(BOARD, role)
        .with("sub", "sub-" + person)
        .with("person", person)
        .with("schools", List.of(role + '@' + SCHOOL))
        .with("exp", Instant.now().getEpochSecond() + HOUR)
        .token();
  }

  /** Whose roster changes is a school that its board has. */
  private static void register(String url) {
    String token = Tokens.user(BOARD, "board").with("sub", "sub-board").token();
    try (HttpClient http = HttpClient.newHttpClient()) {
      put(
          http,
          url + "/api/v1/boards/" + BOARD + "/schools/" + SCHOOL,
          token,
          Map.of("name", "School", "sector", "VO"));
    }
  }

  private static void fill(House.SchoolService schools) {
    String here = "'" + BOARD + "', '" + SCHOOL + "'";
    String eachClass = " from generate_series(0, " + (CLASSES - 1) + ") k";
    try (Connection connection = schools.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(
          "insert into class_known select "
              + here
              + ", 'k' || k, 'Class ' || k, 'SCHEDULED', '{}', true"
              + eachClass);
      sql.execute(
          "insert into class_place (board, school, role, person, class, own) select "
              + here
              + ", 'TEACHER', 't' || (k % 2000), 'k' || k, false"
              + eachClass);
      sql.execute(
          "insert into class_place (board, school, role, person, class, own) select "
              + here
              + ", 'PUPIL', 'p' || p, 'k' || ((p / 200) * 10 + s), false from generate_series(0, "
              + (PUPILS - 1)
              + ") p, generate_series(0, 9) s");
      sql.execute(
          "insert into class_meeting select "
              + here
              + ", 'k' || k, 'k' || (k / 10 * 10 + s), '-infinity', 'infinity', 200"
              + eachClass
              + ", generate_series(0, 9) s");
      sql.execute("vacuum analyze");
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private interface Run {
    Result run();
  }

  /** Somebody is put into a class each second: what is asked for may have become another. */
  private static Result whileTheRosterChanges(String url, Run run) {
    AtomicBoolean over = new AtomicBoolean();
    String system = token("school-system", "system");
    Thread changing =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (HttpClient http = HttpClient.newHttpClient()) {
                    for (int number = 0; !over.get(); number++) {
                      long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                      change(http, url, system, number);
                      while (System.nanoTime() < next && !over.get()) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                      }
                    }
                  }
                });
    try {
      return run.run();
    } finally {
      over.set(true);
      try {
        changing.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void change(HttpClient http, String url, String token, int number) {
    Map<String, Object> here = Map.of("sourcedId", SCHOOL);
    put(
        http,
        url + AT + "/roster/users/new",
        token,
        Map.of(
            "enabledUser",
            true,
            "username",
            "new",
            "givenName",
            "New",
            "familyName",
            "Teacher" + number,
            "roles",
            List.of(Map.of("roleType", "primary", "role", "teacher", "org", here))));
    put(
        http,
        url + AT + "/roster/classes/own",
        token,
        Map.of(
            "title",
            "Own",
            "classType",
            "scheduled",
            "course",
            Map.of("sourcedId", "c"),
            "school",
            here,
            "terms",
            List.of(Map.of("sourcedId", "t"))));
    put(
        http,
        url + AT + "/roster/enrollments/new-own",
        token,
        Map.of(
            "user",
            Map.of("sourcedId", "new"),
            "class",
            Map.of("sourcedId", "own"),
            "school",
            here,
            "role",
            "teacher",
            "beginDate",
            "2026-01-0" + (1 + number % 9),
            "endDate",
            "2999-01-01"));
  }

  private static void put(HttpClient http, String url, String token, Map<String, Object> body) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("a change was refused: " + answer.body());
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException broken) {
      throw new IllegalStateException("a change was not taken", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
