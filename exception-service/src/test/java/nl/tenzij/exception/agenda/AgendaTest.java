package nl.tenzij.exception.agenda;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.exception.Course;
import nl.tenzij.exception.SchoolTells;
import nl.tenzij.exception.SettableClock;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What days bring: the service's clock goes on by weeks, all else is as it runs. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class AgendaTest {

  @Inject SettableClock clock;
  @Inject Agenda agenda;
  @Inject Pool pool;

  @AfterEach
  void today() {
    clock.goBack();
  }

  @Test
  void aReviewRemindsAndShowsAsOverdueAndNothingLapses() {
    var course = Course.begin().granted();
    LocalDate due = LocalDate.parse(as("cora").get(course.at()).path("review.on"));

    clock.goAhead(until(due.minusDays(10)));
    await().untilAsserted(() -> assertThat(stages(course)).containsExactly("AHEAD"));
    clock.goAhead(Duration.ofDays(10));
    await().untilAsserted(() -> assertThat(stages(course)).containsExactly("AHEAD", "DUE"));
    clock.goAhead(Duration.ofDays(7));
    await()
        .untilAsserted(() -> assertThat(stages(course)).containsExactly("AHEAD", "DUE", "OVERDUE"));

    assertThat(course.status()).isEqualTo("ACTIVE");
    Map<String, Object> item = listed(course, due);
    assertThat(item.get("reviewDue")).isEqualTo(due.toString());
    assertThat(item.get("overdue")).isEqualTo(true);
    assertThat(listed(course, due.minusDays(1))).isNull();

    Response held = ok(course.post("tim", "/reviews", review("CONTINUE", due)));
    assertThat(held.path("review.kind").toString()).isEqualTo("SEMESTER");
    await().untilAsserted(() -> assertThat(listed(course, due)).isNull());
  }

  /** Nor does what is asked for, and waits. */
  @Test
  void aRequestThatWaitsTooLongShowsAsOverdue() {
    var course = Course.begin().submitted("fatma");
    String decidedBy = Course.today().plusDays(21).toString();
    await().untilAsserted(() -> assertThat(item(course)).containsEntry("decidedBy", decidedBy));
    assertThat(item(course)).containsEntry("overdue", false);
    ok(course.post("cora", "/core-team", Course.team("st-eva")));

    clock.goAhead(Duration.ofDays(21));
    assertThat(item(course)).as("on its day").containsEntry("overdue", false);
    assertThat(remindersAfterALook(course)).isEmpty();
    clock.goAhead(Duration.ofDays(1));
    assertThat(item(course)).containsEntry("overdue", true).containsEntry("decidedBy", decidedBy);
    assertThat(remindersAfterALook(course)).containsExactly(decidedBy);
    assertThat(remindersAfterALook(course)).as("once").hasSize(1);
    clock.goAhead(Duration.ofDays(7));
    await().untilAsserted(() -> assertThat(remindersAfterALook(course)).hasSize(2));

    ok(course.post("fatma", "/withdrawal", null));
    await().untilAsserted(() -> assertThat(item(course)).containsEntry("status", "WITHDRAWN"));
    assertThat(item(course)).containsEntry("overdue", false).doesNotContainKey("decidedBy");
    clock.goAhead(Duration.ofDays(7));
    assertThat(remindersAfterALook(course)).hasSize(2);
  }

  /** Nor what somebody asked and never submitted. */
  @Test
  void aRequestThatNobodyCompletesShowsAsOverdueAndRemindsOnce() {
    var course = Course.begin().attached("fatma");
    String completeBy = Course.today().plusDays(14).toString();
    await().untilAsserted(() -> assertThat(item(course)).containsEntry("completeBy", completeBy));

    clock.goAhead(Duration.ofDays(14));
    assertThat(item(course)).as("on its day").containsEntry("overdue", false);
    assertThat(urgedAfterALook(course)).isEmpty();
    clock.goAhead(Duration.ofDays(1));
    assertThat(item(course)).containsEntry("overdue", true).containsEntry("completeBy", completeBy);
    assertThat(urgedAfterALook(course)).containsExactly(completeBy);
    clock.goAhead(Duration.ofDays(30));
    assertThat(urgedAfterALook(course)).as("once").hasSize(1);

    ok(course.post("fatma", "/submission", "{}"));
    await().untilAsserted(() -> assertThat(item(course)).containsEntry("status", "COMPLETE"));
    assertThat(item(course)).containsEntry("overdue", false).doesNotContainKey("completeBy");
  }

  private List<String> urgedAfterALook(Course course) {
    return dueAfterALook(course, "exemption.completion-reminded.v1");
  }

  private List<String> remindersAfterALook(Course course) {
    return dueAfterALook(course, "exemption.decision-reminded.v1");
  }

  private List<String> dueAfterALook(Course course, String type) {
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    List<String> due = new ArrayList<>();
    for (Row row :
        pool.preparedQuery(
                """
                select data ->> 'due' as due from event
                where stream = $1 and type = $2 order by version
                """)
            .executeAndAwait(Tuple.of("exemption/" + course.id(), type))) {
      due.add(row.getString("due"));
    }
    return due;
  }

  private static Map<String, Object> item(Course course) {
    List<Map<String, Object>> items =
        as("cora").queryParam("pupil", course.pupil()).get(Course.EXEMPTIONS).path("items");
    return items.getFirst();
  }

  @Test
  void severalThatLookAtOnceRemindOnce() {
    var course = Course.begin().granted();
    clock.goAhead(Duration.ofDays(120));

    await()
        .until(
            () -> {
              var looks = List.of(agenda.look(), agenda.look(), agenda.look(), agenda.look());
              Uni.join().all(looks).andCollectFailures().await().atMost(Patience.LONG);
              return !stages(course).isEmpty();
            });
    agenda.look().await().atMost(Patience.LONG);

    assertThat(stages(course)).containsExactly("DUE");
  }

  /** However many come to nothing, those behind them have their day. */
  @Test
  void whatComesToNothingHoldsNobodyUp() {
    var course = Course.begin().granted();
    pool.query(
            """
            insert into exemption_overview (exemption, board, school, position, pupil, status,
              requested_at, changed_at, review_due, remind_on, suspended_until)
            select gen_random_uuid(), 'stichting-ver', 'school-ver', n, 'p-' || n, 'SUSPENDED',
              now(), now(), date '2026-01-01', date '2026-01-01', date '2026-01-01'
            from generate_series(1, 201) n
            """)
        .executeAndAwait();
    try {
      clock.goAhead(Duration.ofDays(120));
      await().untilAsserted(() -> assertThat(stages(course)).containsExactly("DUE"));
    } finally {
      pool.query("delete from exemption_overview where board = 'stichting-ver'").executeAndAwait();
    }
  }

  @Test
  void aNewClassBringsAReviewSoon() {
    var course = Course.begin().granted();
    LocalDate today = Course.today();
    try (var school = new SchoolTells()) {
      school.pupil(
          SCHOOL,
          course.pupil(),
          "[]",
          """
          [{"class": "%s", "begin": null, "end": "%s"}, {"class": "k-%s", "begin": "%s", "end": null}]
          """
              .formatted(course.group(), today.plusDays(29), course.pupil(), today.plusDays(30)),
          null);
    }
    await()
        .until(
            () ->
                pool.preparedQuery("select from enrolment_known where pupil = $1")
                        .executeAndAwait(Tuple.of(course.pupil()))
                        .rowCount()
                    == 2);

    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.kind").toString()).isEqualTo("EFFECT");
    clock.goAhead(Duration.ofDays(31));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    Response moved = as("cora").get(course.at());
    assertThat(moved.path("review.kind").toString()).isEqualTo("NEW_CLASS");
    assertThat(moved.path("review.on").toString()).isEqualTo(today.plusDays(45).toString());
    clock.goAhead(Duration.ofDays(2));
    await().untilAsserted(() -> assertThat(stages(course)).containsExactly("AHEAD"));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.on").toString())
        .as("once")
        .isEqualTo(today.plusDays(45).toString());
  }

  /** Else care could adjust nothing at that review: by the terms it is months away. */
  @Test
  void aNewClassMakesADayThatSomebodyChoseItsOwn() {
    var course = Course.begin().granted();
    LocalDate chosen = Course.today().plusDays(40);
    String next = ", \"next\": \"" + chosen + "\"}";
    ok(course.post("tim", "/reviews", review("CONTINUE").replaceFirst("}\\s*$", next)));
    await()
        .until(
            () ->
                known(
                    "exemption_overview where review_planned > review_due and pupil = $1",
                    course.pupil()));
    clock.goAhead(Duration.ofDays(31));
    assertThat(reviewAfterALook(course)).isEqualTo("EFFECT");
    tellClasses(course, inClass("k-" + course.pupil(), Course.today()));

    assertThat(reviewAfterALook(course)).isEqualTo("NEW_CLASS");
    assertThat(as("cora").get(course.at()).path("review.on").toString())
        .isEqualTo(chosen.toString());
    await()
        .until(
            () ->
                known(
                    "exemption_overview where review_planned is null and pupil = $1",
                    course.pupil()));
    assertThat(ok(course.post("cora", "/reviews", review("END"))).path("endCause").toString())
        .isEqualTo("REVIEWED");
  }

  /** In the class of today it was looked at since. */
  @Test
  void aReviewThatIsWrittenDownLateBringsNoneAbout() {
    var course = Course.begin().granted();
    LocalDate before = Course.today().plusDays(5);
    clock.goAhead(Duration.ofDays(31));
    tellClasses(course, inClass("k-" + course.pupil(), Course.today()));
    ok(course.post("cora", "/reviews", review("CONTINUE")));
    String next = ", \"next\": \"" + Course.today().plusDays(30) + "\"}";
    ok(course.post("cora", "/reviews", review("CONTINUE", before).replaceFirst("}\\s*$", next)));
    await()
        .until(
            () ->
                known(
                    "exemption_overview where review_planned > review_due and pupil = $1",
                    course.pupil()));

    assertThat(reviewAfterALook(course)).isEqualTo("EFFECT");
  }

  /** Where the roster gives classes no first days, it is what it tells that is new. */
  @Test
  void aClassThatIsToldLaterIsNew() {
    var course = Course.begin().granted();
    clock.goAhead(Duration.ofDays(30));
    try (var school = new SchoolTells().at(clock.instant())) {
      school.pupilLeft(SCHOOL, course.pupil());
      String same = "[{\"class\": \"%s\", \"begin\": null, \"end\": null}]";
      school.pupil(
          SCHOOL, course.pupil(), "[]", same.formatted(course.group()), "st-" + course.pupil());
    }
    await().until(() -> known("pupil_known where mentor = $1", "st-" + course.pupil()));

    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.kind").toString())
        .as("who was away by mistake is where the pupil was")
        .isEqualTo("EFFECT");

    try (var school = new SchoolTells().at(clock.instant())) {
      school.pupil(SCHOOL, course.pupil(), "[]", "[\"k-" + course.pupil() + "\"]");
    }
    await().until(() -> known("enrolment_known where class = $1", "k-" + course.pupil()));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.kind").toString()).isEqualTo("NEW_CLASS");
  }

  /** A class that names its terms is told with their days, whoever comes when. */
  @Test
  void aClassThatIsToldLaterIsNewHoweverLongItRuns() {
    var course = Course.begin().granted();
    LocalDate firstDay = Course.today().minusDays(60);
    String inClass = "[{\"class\": \"%s\", \"begin\": \"" + firstDay + "\", \"end\": null}]";
    clock.goAhead(Duration.ofDays(30));
    try (var school = new SchoolTells().at(clock.instant())) {
      school.pupil(SCHOOL, course.pupil(), "[]", inClass.formatted(course.group()), null);
    }
    await()
        .until(
            () -> known("enrolment_known where begins is not null and class = $1", course.group()));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.kind").toString())
        .as("told anew with its days")
        .isEqualTo("EFFECT");

    try (var school = new SchoolTells().at(clock.instant())) {
      school.pupil(SCHOOL, course.pupil(), "[]", inClass.formatted("k-" + course.pupil()), null);
    }
    await().until(() -> known("enrolment_known where class = $1", "k-" + course.pupil()));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(as("cora").get(course.at()).path("review.kind").toString()).isEqualTo("NEW_CLASS");
  }

  /** As when a term is corrected wrongly, and back. */
  @Test
  void aClassThatIsToldAgainSoonIsNotNew() {
    var course = Course.begin().granted();
    LocalDate firstDay = Course.today().minusDays(60);
    clock.goAhead(Duration.ofDays(1));
    tellClasses(course, inClass(course.group(), firstDay));
    await().untilAsserted(() -> assertThat(signalsIn(course)).isOne());
    clock.goAhead(Duration.ofDays(1));
    tellClasses(course, "");
    assertThat(signalsIn(course)).as("in no class by then").isZero();
    clock.goAhead(Duration.ofDays(1));
    tellClasses(course, "");
    clock.goAhead(Duration.ofDays(1));
    tellClasses(course, inClass(course.group(), firstDay));
    assertThat(signalsIn(course)).isOne();
    assertThat(reviewAfterALook(course)).as("back after two days").isEqualTo("EFFECT");

    tellClasses(course, inClass("k-" + course.pupil(), firstDay));
    assertThat(signalsIn(course)).as("in another class").isZero();
    assertThat(reviewAfterALook(course)).isEqualTo("NEW_CLASS");
  }

  @Test
  void aClassThatGoesOnWithItsNextTermIsNotNew() {
    var course = Course.begin();
    LocalDate today = Course.today();
    tellClasses(course, inClass(course.group(), today.minusDays(60), today.plusDays(20)));
    course.granted();
    clock.goAhead(Duration.ofDays(21));
    tellClasses(course, inClass(course.group(), today.plusDays(21), today.plusDays(120)));
    assertThat(reviewAfterALook(course)).isEqualTo("EFFECT");
  }

  @Test
  void aClassWhoseFirstDayWasPutOffIsNewOnThatDay() {
    var course = Course.begin();
    LocalDate today = Course.today();
    String now = inClass(course.group(), today.minusDays(60), today.plusDays(19));
    String later = "k-" + course.pupil();
    tellClasses(course, now + ", " + inClass(later, today.plusDays(10), today.plusDays(90)));
    clock.goAhead(Duration.ofDays(5));
    tellClasses(course, now + ", " + inClass(later, today.plusDays(20), today.plusDays(90)));
    clock.goAhead(Duration.ofDays(10));
    course.granted();
    clock.goAhead(Duration.ofDays(6));
    assertThat(reviewAfterALook(course)).isEqualTo("NEW_CLASS");
  }

  private static String inClass(String group, LocalDate firstDay, LocalDate lastDay) {
    return "{\"class\": \"%s\", \"begin\": \"%s\", \"end\": \"%s\"}"
        .formatted(group, firstDay, lastDay);
  }

  @Test
  void aClassThatIsToldAgainMuchLaterIsNew() {
    var course = Course.begin().granted();
    LocalDate firstDay = Course.today().minusDays(60);
    clock.goAhead(Duration.ofDays(1));
    tellClasses(course, "");
    clock.goAhead(Duration.ofDays(6));
    tellClasses(course, "");
    clock.goAhead(Duration.ofDays(2));
    tellClasses(course, inClass(course.group(), firstDay));
    assertThat(reviewAfterALook(course)).isEqualTo("NEW_CLASS");
  }

  private static String inClass(String group, LocalDate firstDay) {
    return "{\"class\": \"%s\", \"begin\": \"%s\", \"end\": null}".formatted(group, firstDay);
  }

  private void tellClasses(Course course, String classes) {
    String mentor = "st-" + UUID.randomUUID();
    try (var school = new SchoolTells().at(clock.instant())) {
      school.pupil(SCHOOL, course.pupil(), Course.guardian("g-fatma"), "[" + classes + "]", mentor);
    }
    await().until(() -> known("pupil_known where mentor = $1", mentor));
  }

  private static int signalsIn(Course course) {
    List<Object> items =
        as("cora")
            .queryParam("class", course.group())
            .get("/api/v1/schools/" + SCHOOL + "/signals")
            .path("items");
    return items.size();
  }

  /** The agenda goes by the list, which comes after the log. */
  private String reviewAfterALook(Course course) {
    await()
        .until(
            () ->
                known("exemption_overview where status = 'ACTIVE' and pupil = $1", course.pupil()));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    return as("cora").get(course.at()).path("review.kind");
  }

  private boolean known(String where, String id) {
    return pool.preparedQuery("select from " + where).executeAndAwait(Tuple.of(id)).rowCount() > 0;
  }

  @Test
  void aSuspensionEndsByItself() {
    var course = Course.begin().granted();
    assertThat(suspend(course).path("code").toString()).isEqualTo("talk-missing");
    course.talkedAndGuided();
    assertThat(suspend(course).path("code").toString()).isEqualTo("guidance-not-tried");
    clock.goAhead(Duration.ofDays(1));

    Response suspended = ok(suspend(course));
    assertThat(suspended.path("status").toString()).isEqualTo("SUSPENDED");
    assertThat(suspended.path("suspension.conditions").toString()).isEqualTo("A plan together");
    assertThat(suspended.path("review.kind").toString()).isEqualTo("REASSESSMENT");
    assertThat(as("hanna").get(course.at()).asString()).doesNotContain("Films", "plan together");

    clock.goAhead(Duration.ofDays(9));
    agenda.look().await().atMost(Patience.LONG);
    assertThat(course.status()).isEqualTo("SUSPENDED");
    clock.goAhead(Duration.ofDays(1));
    await().untilAsserted(() -> assertThat(course.status()).isEqualTo("ACTIVE"));
    assertThat(course.post("cora", "/revocation", "{\"reason\": \"So\"}").path("code").toString())
        .isEqualTo("reassessment-missing");
    assertThat(course.post("tim", "/reviews", Course.reassessment("CONTINUE")).statusCode())
        .as("care reassesses")
        .isEqualTo(403);
    assertThat(
            course
                .post("cora", "/reviews", Course.review("CONTINUE", Course.today()))
                .path("code")
                .toString())
        .isEqualTo("not-all-heard");
    assertThat(
            course
                .post(
                    "cora",
                    "/reviews",
                    Course.reassessment("CONTINUE").replace("Wants to be with friends", " "))
                .path("code")
                .toString())
        .isEqualTo("causes-missing");
    ok(course.post("cora", "/reviews", Course.reassessment("CONTINUE")));
    Response revoked = ok(course.post("cora", "/revocation", "{\"reason\": \"So\"}"));
    assertThat(revoked.path("endCause").toString()).isEqualTo("REVOKED");
  }

  @Test
  void whoStaysAwayHoldsNoReassessmentUp() {
    var course = Course.begin().granted().talkedAndGuided();
    clock.goAhead(Duration.ofDays(1));
    ok(suspend(course));
    String absent = Course.reassessment("CONTINUE").replace("\"PUPIL\", \"GUARDIANS\", ", "");
    assertThat(course.post("cora", "/reviews", absent).path("code").toString())
        .isEqualTo("nobody-heard");
    Response held =
        ok(
            course.post(
                "cora",
                "/reviews",
                absent.replace(
                    "\"outcome\"",
                    "\"guardiansUnheard\": \"Invited by two letters\","
                        + " \"pupilUnheard\": \"Stayed at home\", \"outcome\"")));
    assertThat(held.<List<String>>path("reviews.guardiansUnheard"))
        .containsExactly("Invited by two letters");
    assertThat(held.<List<String>>path("reviews.pupilUnheard")).containsExactly("Stayed at home");
    assertThat(as("hanna").get(course.at()).asString()).doesNotContain("letters", "at home");
    assertThat(course.post("cora", "/revocation", "{\"reason\": \"So\"}").path("code").toString())
        .isEqualTo("suspender-reviews");
  }

  @Test
  void onlyCareEndsOrAdjusts() {
    var course = Course.begin().granted();

    assertThat(course.post("tim", "/reviews", review("END")).statusCode()).isEqualTo(403);
    assertThat(course.post("tim", "/revocation", "{\"reason\": \"So\"}").statusCode())
        .isEqualTo(403);
    assertThat(course.post("fatma", "/reviews", review("CONTINUE")).statusCode()).isEqualTo(403);
    assertThat(course.post("cora", "/revocation", "{\"reason\": \"So\"}").path("code").toString())
        .isEqualTo("talk-missing");
    for (String early : List.of(adjustment("CLASSROOM"), review("END"))) {
      assertThat(course.post("cora", "/reviews", early).path("code").toString())
          .as("on the day on which it was granted")
          .isEqualTo("review-not-due");
    }
    LocalDate due = LocalDate.parse(as("cora").get(course.at()).path("review.on"));
    String tomorrow = ", \"next\": \"" + Course.today().plusDays(1) + "\"}";
    Response chosen =
        ok(course.post("tim", "/reviews", review("CONTINUE").replaceFirst("}\\s*$", tomorrow)));
    assertThat(chosen.path("review.on").toString())
        .isEqualTo(Course.today().plusDays(1).toString());
    assertThat(course.post("cora", "/reviews", review("END")).path("code").toString())
        .as("by a day that somebody chose")
        .isEqualTo("review-not-due");
    clock.goAhead(until(due.minusDays(14)));
    assertThat(
            course
                .post("cora", "/reviews", review("END").replace(", \"GUARDIANS\"", ""))
                .path("code")
                .toString())
        .isEqualTo("guardians-not-heard");
    assertThat(course.post("cora", "/reviews", adjustment("GROUNDS")).path("code").toString())
        .isEqualTo("wider-than-granted");
    Response adjusted = ok(course.post("cora", "/reviews", adjustment("CLASSROOM")));
    assertThat(adjusted.<List<String>>path("granted.scope.moments")).containsExactly("TEST");
    assertThat(adjusted.path("review.kind").toString()).isEqualTo("TEMPORARY");
    clock.goAhead(Duration.ofDays(50));
    String without =
        review("END")
            .replace(
                ", \"GUARDIANS\"]",
                "], \"guardiansUnheard\": \"They did not answer four letters\"");
    Response ended = ok(course.post("cora", "/reviews", without));
    assertThat(ended.path("endCause").toString()).isEqualTo("REVIEWED");
    assertThat(ended.<List<String>>path("reviews.guardiansUnheard"))
        .contains("They did not answer four letters");
    assertThat(ok(as("fatma").get(course.at())).asString()).contains("four letters");
  }

  private static String adjustment(String place) {
    return review("ADJUST")
        .replaceFirst(
            "}\\s*$",
            """
            , "adjusted": {"kind": "TEMPORARY", "contact": "st-cora",
              "scope": {"moments": ["TEST"], "places": ["%s"], "subjects": ["sub-nl"],
                "devices": ["SMARTPHONE"], "windows": [{"from": "10:10", "until": "13:00"}],
                "functions": ["glucose app"]}}}
            """
                .formatted(place));
  }

  @Test
  void whoLeftTakesItAlongAfterAWhile() {
    var course = Course.begin().granted();
    try (var school = new SchoolTells()) {
      school.pupilLeft(SCHOOL, course.pupil());
    }
    await().until(() -> as("fatma").get(course.at()).statusCode() == 404);

    clock.goAhead(Duration.ofDays(6));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(course.status()).isEqualTo("ACTIVE");
    clock.goAhead(Duration.ofDays(2));
    agenda.lookForLeavers().await().atMost(Patience.LONG);
    assertThat(course.status()).isEqualTo("ENDED");
    assertThat(as("cora").get(course.at()).path("endCause").toString()).isEqualTo("LEFT_SCHOOL");
  }

  private static Response suspend(Course course) {
    return course.post("cora", "/suspension", Course.suspension(Course.today().plusDays(9)));
  }

  private static String review(String outcome) {
    return review(outcome, Course.today());
  }

  private static String review(String outcome, LocalDate on) {
    return Course.review(outcome, on);
  }

  private static Duration until(LocalDate day) {
    return Duration.ofDays(Course.today().until(day, ChronoUnit.DAYS));
  }

  private static Map<String, Object> listed(Course course, LocalDate dueBy) {
    List<Map<String, Object>> items =
        as("cora")
            .queryParam("pupil", course.pupil())
            .queryParam("reviewDueBy", dueBy.toString())
            .get(Course.EXEMPTIONS)
            .path("items");
    return items.stream()
        .filter(item -> item.get("id").equals(course.id()))
        .findFirst()
        .orElse(null);
  }

  /** As the log has them: what was reminded of twice would be there twice. */
  private List<String> stages(Course course) {
    List<String> stages = new ArrayList<>();
    for (Row row :
        pool.preparedQuery(
                """
                select data #>> '{reminder,stage}' as stage from event
                where stream = $1 and type like 'exemption.review-reminded.%' order by version
                """)
            .executeAndAwait(Tuple.of("exemption/" + course.id()))) {
      stages.add(row.getString("stage"));
    }
    return stages;
  }
}
