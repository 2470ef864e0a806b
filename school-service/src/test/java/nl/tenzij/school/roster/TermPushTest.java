package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import org.junit.jupiter.api.Test;

/** School years and terms that come alone. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class TermPushTest extends TermsOfARoster {

  private static final String S1 = "/academic-sessions/s1";

  private static Map<String, Object> session(String start, String end) {
    Map<String, Object> session = new HashMap<>();
    session.put("title", "First");
    session.put("type", "semester");
    session.put("startDate", start);
    session.put("endDate", end);
    session.put("parent", ref("year"));
    session.put("schoolYear", "2027");
    return session;
  }

  private static Map<String, Object> first(String end) {
    return session("2026-08-31", end);
  }

  private static void said(Response answer, String outcome) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("outcome")).isEqualTo(outcome);
    assertThat(answer.jsonPath().getList("remarks")).isEmpty();
  }

  private static void refused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.asString()).contains('"' + code + '"');
  }

  @Test
  void placesFollowATermThatIsMoved() {
    bringIn(semesters());
    said(push(S1, first("2027-02-14")), "APPLIED");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-02-13");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-02-13");
    assertThat(places("p2")).as("of both").isEqualTo("both 2026-08-31 2027-07-16");
    long before = events();
    said(push(S1, first("2027-02-14")), "UNCHANGED");
    assertThat(events()).isEqualTo(before);
  }

  /** It is a line of the roster as any: a delta goes by it, and a whole set wins. */
  @Test
  void whatWasPushedIsKnownToTheNextPackage() {
    bringIn(semesters());
    said(push(S1, first("2027-02-14")), "APPLIED");
    said(push("/academic-sessions/s3", session("2027-03-01", "2027-04-01")), "APPLIED");
    JsonPath report =
        bringIn(
            PackageBuilder.delta("classes")
                .file(
                    "classes.csv",
                    CLASSES,
                    "second,active," + NOW + "Music,3,c1,scheduled," + school + ",\"s1,s3\""));
    assertThat(findings(report, "remarks")).noneMatch(each -> each.contains("unknown-reference"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-02-13, second 2026-08-31 2027-03-31");
    bringIn(semesters());
    assertThat(places("p1"))
        .as("as the whole set has it")
        .isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
  }

  /** A system that only pushes, and says of the terms last. */
  @Test
  void aClassRunsByItsTermOnceThatIsKnown() {
    PushedSchool pushed = new PushedSchool(board, school);
    pushed
        .staff("st1", "Tim", "Smit")
        .pupil("p1", "Sam", "Demir", Map.of())
        .schoolClass("k1", "scheduled")
        .enrol("p1", "k1", "student")
        .enrol("st1", "k1", "teacher");
    assertThat(places("p1")).isEqualTo("k1 - -");
    said(push("/academic-sessions/t", session("2026-08-31", "2027-07-17")), "APPLIED");
    assertThat(places("p1")).isEqualTo("k1 2026-08-31 2027-07-16");
    assertThat(teachers("k1")).isEqualTo("st1 2026-08-31 2027-07-16");
  }

  @Test
  void aTermThatIsDeletedLeavesClassesAsTheyRan() {
    bringIn(semesters());
    long before = events();
    assertThat(delete(S1).statusCode()).isEqualTo(204);
    assertThat(delete(S1).statusCode()).as("is not known now").isEqualTo(404);
    assertThat(events()).isEqualTo(before);
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
    assertThat(pushed("/classes/first", schoolClass("Art", "s1")).getList("remarks.code"))
        .containsExactly("unknown-reference");

    said(push(S1, first("2027-02-14")), "APPLIED");
    Map<String, Object> deleted = first("2027-02-14");
    deleted.put("status", "tobedeleted");
    said(push(S1, deleted), "APPLIED");
    assertThat(push(S1, deleted).statusCode()).isEqualTo(404);
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-02-13");
  }

  @Test
  void whereItCannotBeToldWhenAClassRunsThatIsRemarked() {
    bringIn(semesters());
    pushed("/classes/first", schoolClass("Art", "s1", "unknown"));
    Response answer = push(S1, first("2027-02-14"));
    assertThat(answer.jsonPath().getString("outcome")).isEqualTo("APPLIED");
    assertThat(answer.jsonPath().getList("remarks.code")).containsExactly("unknown-reference");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
  }

  /** A package stops and asks; a record that comes alone can't. */
  @Test
  void byOneTermNoMorePlacesEndThanByAPackageThatNobodyIsAskedAbout() {
    bringIn(many("first"));
    long before = events();
    refused(push(S1, first("2027-01-10")), 409, "too-many-leave");
    assertThat(events()).isEqualTo(before);
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
    isAsked(sessions("s1,active," + NOW + "First,semester,2026-08-31,2027-01-10,year,2027"), 12);
    said(push(S1, first("2027-02-14")), "APPLIED");
    assertThat(places("x3")).isEqualTo("first 2026-08-31 2027-02-13");
  }

  /** Whoever pushes waits for all of them. */
  @Test
  void byOneTermNoMoreThanAThousandPlacesAreChanged() {
    bringIn(semesters());
    execute(
        """
        insert into roster_record (roster, import, file, line, id, role, class_id, user_id)
        select k.number, 0, 'enrollments', 0, 'z' || n, 'student', 'first', 'z' || n
        from roster k, generate_series(1, %d) n where k.board = '%s'"""
            .formatted(TermPush.FOLLOW_AT_MOST, board));
    refused(push(S1, first("2027-02-14")), 409, "too-many-follow");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
    said(push(S1, first("2027-01-30")), "UNCHANGED");
  }

  /** Between the look at a class's terms and when it is kept that it names them. */
  @Test
  void aClassRunsByATermThatCameWhileTheClassWasPushed() throws SQLException {
    bringIn(semesters());
    CompletableFuture<Response> push;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      push = waiting(() -> push("/classes/fresh", schoolClass("Drama", "late")));
      statement.execute(
          """
          insert into roster_record (roster, import, file, line, id, begins, ends)
          select number, 0, 'academicSessions', 0, 'late', date '2026-09-07', date '2026-12-18'
          from roster where board = '%s'"""
              .formatted(board));
      held.commit();
    }
    if (push.join().statusCode() == 503) {
      // On a machine so slow that the push waited no longer.
      await().until(() -> push("/classes/fresh", schoolClass("Drama", "late")).statusCode() == 200);
    } else {
      assertThat(push.join().statusCode()).as(push.join().asString()).isEqualTo(200);
    }
    clock.set(Instant.parse("2026-10-01T09:00:00Z"));
    pushed("/enrollments/d1", enrolment("p2", "fresh", "student"));
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, fresh 2026-09-07 2026-12-18");
  }

  @Test
  void itIsTakenByTheRulesOfAWholeRoster() {
    bringIn(semesters());
    refused(push(S1, first("2026-08-31")), 400, "order");
    refused(push(S1, first("31-01-2027")), 400, "format");
    Map<String, Object> nothing = first("2027-01-30");
    nothing.remove("endDate");
    refused(push(S1, nothing), 400, "required");
    Map<String, Object> other = first("2027-01-30");
    other.put("type", "quarter");
    refused(push(S1, other), 400, "format");
    Map<String, Object> number = first("2027-01-30");
    number.put("title", "111222333");
    refused(push(S1, number), 400, "citizen-number");
    number = first("2027-01-30");
    number.put("children", List.of(ref("111222333")));
    refused(push(S1, number), 400, "citizen-number");
    assertThat(push(S1, first("2027-01-30")).jsonPath().getString("outcome"))
        .isEqualTo("UNCHANGED");
    assertThat(with(role("head")).delete(at("/roster" + S1)).statusCode()).isEqualTo(403);
  }

  /** Over by the calendar, and not by what is said now. */
  @Test
  void whatWasOverRunsOnWithALongerTerm() {
    bringIn(semesters());
    clock.set(Instant.parse(IN_THE_SECOND));
    said(push(S1, first("2027-03-01")), "APPLIED");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-02-28");
  }
}
