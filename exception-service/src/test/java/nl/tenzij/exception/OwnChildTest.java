package nl.tenzij.exception;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.assessment;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kim works at the school in every role, and her own child goes there. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OwnChildTest {

  private static final String KIM = "st-kim";
  private static final String CONCERNS = "/api/v1/schools/" + SCHOOL + "/concerns";

  @Inject Pool pool;

  @BeforeEach
  void policyIsKnown() {
    try (var school = new SchoolTells()) {
      school.policy(SCHOOL, "2026-08-01T00:00:00Z");
    }
    await()
        .until(
            () ->
                pool.query("select from exemption_rule_known where school = 'college-een'")
                        .executeAndAwait()
                        .rowCount()
                    > 0);
  }

  @Test
  void aParentAsksAndGivesUpAndIsOtherwiseNoStaffForIt() {
    var course = Course.begin().submitted("fatma");
    String evidence = course.evidence();
    becomesKimsChild(course, true);

    assertThat(code(post(kim(), course.at() + "/core-team", Course.team("st-eva"))))
        .as("names no team")
        .isEqualTo("own-child");
    assertThat(code(course.post("cora", "/core-team", Course.team(KIM))))
        .as("sits on none")
        .isEqualTo("own-child");
    ok(course.post("cora", "/core-team", Course.team("st-eva")));
    assertThat(code(replace(course))).isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/assessments", assessment("GRANT"))))
        .isEqualTo("own-child");
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    Response whileAssessed = ok(kim().get(course.at()));
    assertThat(whileAssessed.<Object>path("assessments")).as("of others").isNull();
    assertThat(whileAssessed.path("motivation").toString()).isEqualTo(Course.MOTIVATION);
    assertThat(whileAssessed.asString()).doesNotContain("As I see it");
    assertThat(post(kim(), evidence + "/readings", "{\"reason\": \"So\"}").statusCode())
        .as("as any guardian")
        .isEqualTo(404);
    assertThat(code(post(kim(), course.at() + "/decision", Course.grant("STRUCTURAL"))))
        .isEqualTo("own-child");
    ok(course.post("cora", "/decision", Course.grant("STRUCTURAL")));

    for (String outcome : List.of("CONTINUE", "END")) {
      String review = Course.review(outcome, Course.today());
      assertThat(code(post(kim(), course.at() + "/reviews", review))).isEqualTo("own-child");
    }
    assertThat(code(post(kim(), course.at() + "/talks", Course.talk()))).isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/guidance", Course.guidance())))
        .isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/suspension", suspension()))).isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/resumption", null))).isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/revocation", "{\"reason\": \"So\"}")))
        .isEqualTo("own-child");

    assertThat(ok(post(kim(), course.at() + "/withdrawal", null)).path("endCause").toString())
        .isEqualTo("WITHDRAWN");
  }

  /** The tie is the roster's: leaving the guardian's role out of a token helps nobody. */
  @Test
  void whoComesInAnotherRoleIsAParentAllTheSame() {
    for (boolean custody : List.of(true, false)) {
      var course = Course.begin().granted();
      becomesKimsChild(course, custody);
      var care = staff(KIM, "care-coordinator");

      Response read = ok(care.get(course.at()));

      assertThat(read.path("status").toString()).isEqualTo("ACTIVE");
      for (String part : List.of("motivation", "evidence", "assessments", "steps")) {
        assertThat(read.<Object>path(part)).as("%s, custody: %s", part, custody).isNull();
      }
      assertThat(code(post(staff(KIM, "care-coordinator"), course.at() + "/reviews", ended())))
          .isEqualTo("own-child");
      assertThat(
              post(staff(KIM, "care-coordinator"), Course.EXEMPTIONS, course.request())
                  .<List<String>>path("errors.field"))
          .containsExactly("pupil");
      assertThat(
              post(staff(KIM, "care-coordinator"), course.at() + "/withdrawal", null).statusCode())
          .isEqualTo(404);
    }
  }

  /** Nor does the roster's naming her as mentor make it another's child. */
  @Test
  void whoLearnsOfItOnTheTeamIsNoAssessorAnyMore() {
    var course = Course.begin().submitted("fatma");
    ok(course.post("cora", "/core-team", Course.team(KIM)));
    var expert = staff(KIM, "core-team");
    ok(post(expert, course.at() + "/assessments", assessment("GRANT")));
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("REFUSE")));
    becomesKimsChild(course, false);

    assertThat(code(post(staff(KIM, "core-team"), course.at() + "/assessments", refusing())))
        .isEqualTo("own-child");
    assertThat(code(course.post("cora", "/decision", Course.grant("STRUCTURAL"))))
        .isEqualTo("own-child");
    ok(
        as("cora")
            .contentType("application/json")
            .body(Course.team("st-eva").replaceFirst("\\}\\s*$", ", \"reason\": \"A parent\"}"))
            .put(course.at() + "/core-team"));
    assertThat(code(course.post("cora", "/decision", Course.grant("STRUCTURAL"))))
        .as("what a parent held does not count")
        .isEqualTo("assessments-missing");
  }

  @Test
  void aParentSeesAndHandlesNoConcernAboutAnOwnChild() {
    var course = Course.begin();
    var other = Course.begin();
    becomesKimsChild(course, true);
    String own = reported(course);
    String others = reported(other);

    assertThat(code(kim().queryParam("pupil", course.pupil()).get(CONCERNS)))
        .isEqualTo("own-child");
    await().untilAsserted(() -> assertThat(concerned(as("cora"))).contains(course.pupil()));
    await().untilAsserted(() -> assertThat(concerned(kim())).contains(other.pupil()));
    assertThat(concerned(kim())).doesNotContain(course.pupil());
    assertThat(kim().get(own).statusCode()).isEqualTo(404);
    assertThat(post(kim(), own + "/uptake", null).statusCode()).isEqualTo(404);
    ok(as("cora").post(own + "/uptake"));
    assertThat(
            post(kim(), own + "/closure", "{\"outcome\": \"AGREEMENTS_UNCLEAR\", \"note\": \"So\"}")
                .statusCode())
        .isEqualTo(404);
    ok(post(kim(), others + "/uptake", null));
    assertThat(ok(as("cora").get(own)).path("status").toString()).isEqualTo("TAKEN_UP");
  }

  /** Who may not be told of a child is kept from more than a guardian is, not from less. */
  @Test
  void whoMayNotBeToldOfAChildIsNoStaffForItEither() {
    for (boolean custody : List.of(true, false)) {
      var course = Course.begin().submitted("fatma");
      String evidence = course.evidence();
      becomesKimsChild(course, custody, false);
      String concern = reported(course);

      assertThat(code(post(kim(), course.at() + "/core-team", Course.team("st-eva"))))
          .as("names no team")
          .isEqualTo("own-child");
      assertThat(code(course.post("cora", "/core-team", Course.team(KIM))))
          .as("sits on none")
          .isEqualTo("own-child");
      ok(course.post("cora", "/core-team", Course.team("st-eva")));
      ok(course.post("cora", "/assessments", assessment("GRANT")));
      assertShut(course, evidence, concern);
      assertThat(staff(KIM, "guardian").get(course.at()).statusCode())
          .as("nobody here as a guardian")
          .isEqualTo(404);
      assertThat(post(kim(), course.at() + "/withdrawal", null).statusCode()).isEqualTo(404);
    }
  }

  /** Whether the roster names her, or she teaches the child and asked for it herself. */
  @Test
  void theMentorOfAnOwnChildIsAParentAllTheSame() {
    for (boolean named : List.of(true, false)) {
      var course = Course.begin();
      becomesKimsPupil(course, "[]", named);
      await().until(() -> post(mentor(), Course.EXEMPTIONS, course.request()).statusCode() == 201);
      course.requested(mentor());
      assertThat(ok(mentor().get(course.at())).asString()).contains("MEDICAL", Course.MOTIVATION);

      becomesKimsPupil(course, kimsTie(false, true), named);
      known("pupil = $1 and $2 = any(without_custody)", course);
      Response asParent = ok(mentorAndGuardian().get(course.at()));
      assertThat(asParent.path("status").toString()).isEqualTo("REQUESTED");
      assertThat(asParent.asString()).doesNotContain("MEDICAL", Course.MOTIVATION, "glucose");
      assertStranger(course, OwnChildTest::mentor);

      becomesKimsPupil(course, kimsTie(true, false), named);
      known("pupil = $1 and $2 = any(parents) and not $2 = any(without_custody)", course);
      assertStranger(course, OwnChildTest::mentor);
      assertStranger(course, OwnChildTest::mentorAndGuardian);
      assertThat(ok(kim().get(course.at())).asString())
          .doesNotContain("MEDICAL", Course.MOTIVATION, "glucose");
    }
  }

  private static void assertStranger(Course course, Supplier<RequestSpecification> caller) {
    assertThat(caller.get().get(course.at()).statusCode()).isEqualTo(404);
    assertThat(caller.get().get(course.at() + "/checklist").statusCode()).isEqualTo(404);
    List<?> listed =
        ok(caller.get().get(Course.EXEMPTIONS + "?pupil=" + course.pupil())).path("items");
    assertThat(listed).isEmpty();
    assertThat(post(caller.get(), course.at() + "/withdrawal", null).statusCode()).isEqualTo(404);
    assertThat(
            post(caller.get(), Course.EXEMPTIONS, course.request())
                .<List<String>>path("errors.field"))
        .containsExactly("pupil");
  }

  private static RequestSpecification mentor() {
    return staff(KIM, "mentor");
  }

  private static RequestSpecification mentorAndGuardian() {
    return staff(KIM, "mentor", "guardian");
  }

  /** Who was named before it was known whose child it is sees in the list what a stranger sees. */
  @Test
  void theListTellsWhoSitsOnTheTeamNoCourseOfAnOwnChild() {
    var course = Course.begin().submitted("fatma");
    ok(course.post("cora", "/core-team", Course.team(KIM)));
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(listed(course))
                    .containsKeys("requestedAt", "changedAt", "decidedBy", "overdue"));

    becomesKimsChild(course, true, false);

    assertThat(listed(course)).containsOnlyKeys("id", "pupil", "status", "requestedAt");
  }

  private static Map<String, Object> listed(Course course) {
    List<Map<String, Object>> items =
        ok(staff(KIM, "core-team").get(Course.EXEMPTIONS + "?pupil=" + course.pupil()))
            .path("items");
    return items.stream()
        .filter(each -> course.id().equals(each.get("id")))
        .findFirst()
        .orElseThrow();
  }

  /** That there is a support plan tells of a child's health too. */
  @Test
  void careIsToldOfNoSupportPlanOfAnOwnChild() {
    String own = "p-own-" + UUID.randomUUID();
    String other = "p-other-" + UUID.randomUUID();
    try (var school = new SchoolTells()) {
      school.supported(SCHOOL, own, kimsTie(true, false));
      school.supported(SCHOOL, other, "[]");
    }
    await().untilAsserted(() -> assertThat(due(as("cora"))).contains(own, other));

    assertThat(due(staff(KIM, "care-coordinator"))).contains(other).doesNotContain(own);
  }

  private static List<String> due(RequestSpecification caller) {
    return ok(caller.queryParam("limit", 200).get("/api/v1/schools/" + SCHOOL + "/start-talks/due"))
        .path("items.pupil");
  }

  private void becomesKimsPupil(Course course, String guardians, boolean named) {
    try (var school = new SchoolTells()) {
      school.classOf(SCHOOL, course.group(), "[\"" + KIM + "\"]");
      school.pupil(
          SCHOOL,
          course.pupil(),
          guardians,
          "[{\"class\": \"%s\", \"begin\": null, \"end\": null}]".formatted(course.group()),
          named ? KIM : null);
    }
  }

  /** For good, or for a day by a roster that was wrong. */
  @Test
  void aChildWhoLeftIsAnOwnChildStill() {
    var course = Course.begin().assessed("fatma");
    var atItsBegin = Course.begin().submitted("fatma");
    String evidence = course.evidence();
    String concern = reported(course);
    becomesKimsChild(course, true);
    becomesKimsChild(atItsBegin, false);

    leaves(course);
    leaves(atItsBegin);

    assertShut(course, evidence, concern);
    assertThat(code(atItsBegin.post("cora", "/core-team", Course.team(KIM))))
        .as("sits on no team")
        .isEqualTo("own-child");
    assertThat(staff(KIM, "guardian").get(course.at()).statusCode())
        .as("has left for a guardian")
        .isEqualTo(404);
  }

  /** As where the topic is read anew after an upgrade: the row says already that they left. */
  @Test
  void whoseChildLeftIsLearnedFromWhatWasToldBefore() {
    var course = Course.begin().submitted("fatma");
    String evidence = course.evidence();
    String concern = reported(course);
    leaves(course);
    pool.preparedQuery(
            """
            update pupil_known set parents = '{}', parents_sequence = 0, sequence = sequence + 1
            where pupil = $1
            """)
        .executeAndAwait(Tuple.of(course.pupil()));

    try (var school = new SchoolTells().again()) {
      school.pupil(SCHOOL, course.pupil(), kimsTie(true, true), "[]");
    }
    known("pupil = $1 and $2 = any(parents) and not present and guardians = '{}'", course);

    assertShut(course, evidence, concern);
  }

  /** As where the topic is read anew after an upgrade: it begins before she was a parent. */
  @Test
  void whatWasToldBeforeAnOwnChildUndoesNoTie() throws IOException {
    var course = Course.begin().submitted("fatma");
    String concern = reported(course);
    becomesKimsChild(course, true);
    pool.preparedQuery(
            """
            update pupil_known
            set parents = guardians || without_custody, parents_sequence = 0, sequence = sequence + 1
            where pupil = $1
            """)
        .executeAndAwait(Tuple.of(course.pupil()));
    try (var migration =
        getClass().getResourceAsStream("/db/migration/V42__what_is_read_again.sql")) {
      String all = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      pool.query(all.substring(all.indexOf("update"), all.indexOf(';'))).executeAndAwait();
    }

    UUID older;
    try (var school = new SchoolTells().again()) {
      older = school.pupil(SCHOOL, course.pupil(), Course.guardian("g-fatma"), "[]");
    }
    await()
        .until(
            () ->
                pool.preparedQuery("select from handled where consumer = $1 and message = $2")
                        .executeAndAwait(Tuple.of("school-people-and-parents", older.toString()))
                        .rowCount()
                    == 1);

    Response read = ok(staff(KIM, "care-coordinator").get(course.at()));
    for (String part : List.of("purpose", "motivation", "evidence")) {
      assertThat(read.<Object>path(part)).as(part).isNull();
    }
    assertThat(staff(KIM, "care-coordinator").get(concern).statusCode()).isEqualTo(404);
    assertThat(
            code(
                post(
                    staff(KIM, "care-coordinator"),
                    course.at() + "/core-team",
                    Course.team("st-eva"))))
        .isEqualTo("own-child");
    String barred = kimsTie(true, true).replace("]", "," + kimsTie(false, false).substring(1));
    try (var school = new SchoolTells()) {
      school.pupil(SCHOOL, course.pupil(), barred.replaceFirst(KIM, "st-ria"), "[]");
    }
    known("pupil = $1 and parents = array['st-ria', $2]", course);
  }

  private void leaves(Course course) {
    try (var school = new SchoolTells()) {
      school.pupilLeft(SCHOOL, course.pupil());
    }
    await()
        .until(
            () ->
                pool.preparedQuery("select from pupil_known where pupil = $1 and not present")
                        .executeAndAwait(Tuple.of(course.pupil()))
                        .rowCount()
                    == 1);
  }

  /** Neither of what it is for, nor of evidence, assessments and concerns; and decides nothing. */
  private static void assertShut(Course course, String evidence, String concern) {
    Response read = ok(kim().get(course.at()));
    for (String part : List.of("purpose", "motivation", "evidence", "assessments", "steps")) {
      assertThat(read.<Object>path(part)).as(part).isNull();
    }
    assertThat(post(kim(), evidence + "/readings", "{\"reason\": \"So\"}").statusCode())
        .isEqualTo(404);
    assertThat(code(post(kim(), course.at() + "/decision", Course.grant("STRUCTURAL"))))
        .isEqualTo("own-child");
    assertThat(code(post(kim(), course.at() + "/suspension", suspension()))).isEqualTo("own-child");
    assertThat(code(kim().queryParam("pupil", course.pupil()).get(CONCERNS)))
        .isEqualTo("own-child");
    assertThat(concerned(kim())).doesNotContain(course.pupil());
    assertThat(kim().get(concern).statusCode()).isEqualTo(404);
  }

  private static List<String> concerned(RequestSpecification caller) {
    return ok(caller.queryParam("limit", 200).get(CONCERNS)).path("items.pupil");
  }

  private static String reported(Course course) {
    String concern =
        """
        {"pupil": "%s", "seen": "%s", "what": "Watched films with it"}
        """
            .formatted(course.pupil(), Instant.now().minusSeconds(60));
    return ok(post(as("tim"), CONCERNS, concern)).header("Location");
  }

  private void becomesKimsChild(Course course, boolean custody) {
    becomesKimsChild(course, custody, true);
  }

  private void becomesKimsChild(Course course, boolean custody, boolean contact) {
    try (var school = new SchoolTells()) {
      school.pupil(
          SCHOOL, course.pupil(), kimsTie(custody, contact), "[\"" + course.group() + "\"]");
    }
    known("pupil = $1 and $2 = any(parents)", course);
  }

  private static String kimsTie(boolean custody, boolean contact) {
    return """
        [{"guardian": "%s", "language": "nl", "informed": %s, "custody": %s, "contact": %s}]
        """
        .formatted(KIM, contact, custody, contact);
  }

  private void known(String where, Course course) {
    await()
        .until(
            () ->
                pool.preparedQuery("select from pupil_known where " + where)
                        .executeAndAwait(Tuple.of(course.pupil(), KIM))
                        .rowCount()
                    == 1);
  }

  /** With all her roles in one token. */
  private static RequestSpecification kim() {
    return staff(KIM, "care-coordinator", "core-team", "mentor", "guardian");
  }

  private static Response replace(Course course) {
    return kim()
        .contentType("application/json")
        .body(Course.team("st-ivo"))
        .put(course.at() + "/core-team");
  }

  private static String refusing() {
    return assessment("REFUSE");
  }

  private static String ended() {
    return Course.review("END", Course.today());
  }

  private static String suspension() {
    return Course.suspension(Course.today().plusDays(9));
  }

  private static String code(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
    return answer.path("code").toString();
  }
}
