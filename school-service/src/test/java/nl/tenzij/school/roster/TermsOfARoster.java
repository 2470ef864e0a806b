package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A school whose year has two semesters, for tests of terms: pupil p1 and teacher st1 are in a
 * class of the first, p1 and st2 in one of the second, and p2 in one of both.
 */
abstract class TermsOfARoster {

  static final String NOW = "2027-01-20T07:30:00Z,";
  static final String SESSIONS =
      "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear";
  static final String CLASSES =
      "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds";
  static final String IN_THE_FIRST = "2027-01-20T09:00:00Z";
  static final String IN_THE_SECOND = "2027-02-10T09:00:00Z";

  @Inject DataSource database;
  @Inject SettableClock clock;

  final String board = "board-" + UUID.randomUUID();
  final String school = "school-" + UUID.randomUUID();

  @BeforeEach
  void inTheFirstSemester() {
    clock.set(Instant.parse(IN_THE_FIRST));
  }

  @AfterEach
  void goBack() {
    clock.goBack();
  }

  String role(String role) {
    return Tokens.user(board, role)
        .with("schools", List.of(role + '@' + school))
        .with("person", "st2")
        .token();
  }

  String at(String rest) {
    return "/api/v1/schools/" + school + rest;
  }

  PackageBuilder semesters() {
    return PackageBuilder.small(board, school)
        .change("academicSessions.csv", "2000-01-01,2999-12-31", "2026-08-01,2027-08-01")
        .add(
            "academicSessions.csv",
            "s1,,,First,semester,2026-08-31,2027-01-30,year,2027",
            "s2,,,Second,semester,2027-02-01,2027-07-17,year,2027")
        .add(
            "classes.csv",
            "first,,,Art,3,c1,,scheduled,," + school + ",s1,,,",
            "second,,,Music,3,c1,,scheduled,," + school + ",s2,,,",
            "both,,,Dutch,3,c1,,scheduled,," + school + ",\"s1,s2\",,,")
        .without("enrollments.csv", "e1,")
        .without("enrollments.csv", "e2,")
        .without("enrollments.csv", "e3,")
        .add(
            "enrollments.csv",
            "f1,,,first," + school + ",p1,student,,,",
            "f2,,,first," + school + ",st1,teacher,true,,",
            "s1,,,second," + school + ",p1,student,,,",
            "s2,,,second," + school + ",st2,teacher,,,",
            "b1,,,both," + school + ",p2,student,,,",
            "b2,,,both," + school + ",st2,teacher,,,");
  }

  JsonPath sent(PackageBuilder roster) {
    Response accepted =
        with(role("school-system"))
            .contentType("application/zip")
            .body(roster.zip())
            .post(at("/roster-imports"));
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> with(role("school-system")).get(accepted.header("Location")).jsonPath(),
            seen -> !seen.getString("state").equals("RUNNING"));
  }

  JsonPath bringIn(PackageBuilder roster) {
    JsonPath report = sent(roster);
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    return report;
  }

  static List<String> findings(JsonPath report, String weight) {
    List<Map<String, Object>> all = report.getList(weight);
    return all.stream()
        .map(
            each ->
                each.get("file")
                    + ":"
                    + each.get("line")
                    + ' '
                    + each.get("column")
                    + ' '
                    + each.get("code"))
        .toList();
  }

  PackageBuilder sessions(String... lines) {
    return PackageBuilder.delta("academicSessions")
        .file(
            "academicSessions.csv",
            Stream.concat(Stream.of(SESSIONS), Stream.of(lines)).toArray(String[]::new));
  }

  List<String> found(String path, String field) {
    Response answer = with(role("head")).header("Tenzij-Reason", "CARE").get(at(path));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList(field);
  }

  List<String> classesOf(String pupil) {
    return found("/pupils/" + pupil, "classes");
  }

  String places(String pupil) {
    return one(
        """
        select string_agg(coalesce(e ->> 'inClass', '') || ' ' || coalesce(e ->> 'begin', '-') || ' ' || coalesce(e ->> 'end', '-'),
          ', ' order by e ->> 'inClass')
        from (select data from event where board = '%s' and data ->> 'pupil' = '%s' order by position desc limit 1) last
        cross join jsonb_array_elements(data -> 'enrolments') e"""
            .formatted(board, pupil));
  }

  String teachers(String inClass) {
    return one(
        """
        select string_agg(t ->> 'staff' || ' ' || coalesce(t ->> 'begin', '-') || ' ' || coalesce(t ->> 'end', '-'), ', ')
        from (select data from event where board = '%s' and type like 'class.%%' and data ->> 'id' = '%s'
          order by position desc limit 1) last
        cross join jsonb_array_elements(data -> 'teachers') t"""
            .formatted(board, inClass));
  }

  /** Of what a roster is about: that one waits is an event too. */
  long events() {
    return Long.parseLong(
        one(
            "select count(*)::text from event where board = '%s' and type not like 'roster-import.%%'"
                .formatted(board)));
  }

  String one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  void awaitTeachers(String pupil, String when, String... teachers) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(found("/pupils/" + pupil + "/teachers" + when, "items.staff"))
                    .containsExactly(teachers));
  }

  /** With ten pupils more in one of the classes. */
  PackageBuilder many(String inClass) {
    PackageBuilder roster = semesters();
    for (int i = 0; i < 10; i++) {
      roster
          .add("users.csv", "x%d,,,true,x%d,,Given,Family,,,,,,,3,,%s,,".formatted(i, i, school))
          .add("roles.csv", "rx%d,,,x%d,primary,student,,,%s,".formatted(i, i, school))
          .add("enrollments.csv", "ex%d,,,%s,%s,x%d,student,,,".formatted(i, inClass, school, i));
    }
    return roster;
  }

  void isAsked(PackageBuilder roster, int places) {
    long before = events();
    JsonPath report = sent(roster);
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(report.getInt("leaving.places")).isEqualTo(places);
    assertThat(events()).isEqualTo(before);
  }

  Map<String, Object> ref(String id) {
    return Map.of("sourcedId", id);
  }

  Response push(String path, Map<String, Object> body) {
    return with(role("school-system"))
        .contentType(ContentType.JSON)
        .body(body)
        .put(at("/roster" + path));
  }

  JsonPath pushed(String path, Map<String, Object> body) {
    Response answer = push(path, body);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  Map<String, Object> schoolClass(String title, String... terms) {
    return Map.of(
        "title", title,
        "classType", "scheduled",
        "grades", List.of("3"),
        "course", ref("c1"),
        "school", ref(school),
        "terms", Stream.of(terms).map(this::ref).toList());
  }

  Map<String, Object> enrolment(String user, String inClass, String role, String... days) {
    Map<String, Object> enrolment = new HashMap<>();
    enrolment.put("user", ref(user));
    enrolment.put("class", ref(inClass));
    enrolment.put("school", ref(school));
    enrolment.put("role", role);
    if (days.length == 2) {
      enrolment.put("beginDate", days[0]);
      enrolment.put("endDate", days[1]);
    }
    return enrolment;
  }

  static final String WAITING =
      """
      select count(*)::text from pg_locks where locktype = 'advisory' and classid = 1129595720 and not granted
        and database = (select oid from pg_database where datname = current_database())""";

  /** As who catches up with the log does. */
  void changesAlone(Statement statement) throws SQLException {
    statement.getConnection().setAutoCommit(false);
    statement.execute(
        "select pg_advisory_xact_lock(1129595720, number) from roster where board = '%s'"
            .formatted(board));
  }

  CompletableFuture<Response> waiting(Supplier<Response> push) {
    CompletableFuture<Response> waiting =
        CompletableFuture.supplyAsync(push, task -> Thread.ofVirtual().start(task));
    await().until(() -> waiting.isDone() || one(WAITING).equals("1"));
    assertThat(waiting).isNotDone();
    return waiting;
  }

  void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
