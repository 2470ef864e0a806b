package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A school whose year has two semesters, for tests of terms: pupil p1 and teacher st1 are in a
 * class of the first, p1 and st2 in one of the second, and p2 in one of both.
 */
abstract class TermsOfARoster extends RosterSpec {

  static final String NOW = "2027-01-20T07:30:00Z,";
  static final String SESSIONS =
      "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear";
  static final String CLASSES =
      "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds";
  static final String IN_THE_FIRST = "2027-01-20T09:00:00Z";
  static final String IN_THE_SECOND = "2027-02-10T09:00:00Z";

  @Inject SettableClock clock;

  @BeforeEach
  void inTheFirstSemester() {
    clock.set(Instant.parse(IN_THE_FIRST));
  }

  @AfterEach
  void goBack() {
    clock.goBack();
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

  void awaitTeachers(String pupil, String when, String... teachers) {
    await()
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
        "terms", Stream.of(terms).map(RosterSpec::ref).toList());
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
    CompletableFuture<Response> waiting = later(push);
    await().until(() -> waiting.isDone() || one(WAITING).equals("1"));
    assertThat(waiting).isNotDone();
    return waiting;
  }
}
