package nl.tenzij.exception;

import static nl.tenzij.exception.Course.assessment;
import static nl.tenzij.exception.Course.grant;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.refusal;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class AssessmentTest {

  @Inject Pool pool;
  @Inject SettableClock clock;

  @AfterEach
  void today() {
    clock.goBack();
  }

  @BeforeEach
  void policyAndCoraAreKnown() {
    try (var school = new SchoolTells()) {
      school.policy(Course.SCHOOL, "2026-08-01T00:00:00Z");
      school.staff(Course.SCHOOL, "st-cora");
    }
    await().until(() -> known("select from exemption_rule_known where school = 'college-een'"));
    await().until(() -> known("select from staff_known where staff = 'st-cora'"));
  }

  private boolean known(String query) {
    return pool.query(query).executeAndAwait().rowCount() > 0;
  }

  @Test
  void aTeamOfThreeWeighsAndItsChairDecides() {
    var course = Course.begin().underAssessment("fatma");

    Response first = ok(course.post("tim", "/assessments", assessment("GRANT")));
    assertThat(first.<List<String>>path("criteria")).containsExactly("1", "2");
    assertThat(course.post("cora", "/decision", grant("STRUCTURAL")).path("code").toString())
        .isEqualTo("assessments-missing");
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    assertThat(course.post("cora", "/decision", refusal()).path("code").toString())
        .isEqualTo("no-majority");

    Response granted = ok(course.post("cora", "/decision", grant("STRUCTURAL")));

    assertThat(granted.path("status").toString()).isEqualTo("ACTIVE");
    assertThat(granted.path("granted.from").toString()).isEqualTo(Course.today().toString());
    assertThat(granted.path("review.on").toString())
        .isEqualTo(Course.today().plusMonths(3).toString());
    assertThat(granted.path("review.kind").toString()).isEqualTo("EFFECT");
    Response toFatma = as("fatma").get(course.at());
    assertThat(toFatma.path("decision.reason").toString()).contains("diabetes");
    assertThat(toFatma.<List<String>>path("decision.criteria.criterion")).containsExactly("1", "2");
    assertThat(toFatma.asString()).doesNotContain("As I see it");
    Response toHead = as("hanna").get(course.at());
    assertThat(toHead.path("granted.kind").toString()).isEqualTo("STRUCTURAL");
    assertThat(toHead.asString()).doesNotContain("diabetes", "glucose", "letter");
  }

  /** Who is of the team and not of the deciders advised the other. */
  @Test
  void howEachMemberAdvisedIsForCareAlone() {
    var course = Course.begin().underAssessment("fatma");
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    Response toCora = ok(course.post("cora", "/decision", grant("STRUCTURAL")));

    assertThat(toCora.<List<String>>path("decision.deciders"))
        .containsExactlyInAnyOrder("st-tim", "st-cora");
    for (var other : List.of(as("fatma"), as("tim"), staff("st-eva", "core-team"))) {
      Response seen = ok(other.get(course.at()));
      assertThat(seen.path("decision.reason").toString()).contains("diabetes");
      assertThat(seen.<Object>path("decision.deciders")).isNull();
      assertThat(seen.<List<String>>path("team.person"))
          .containsExactlyInAnyOrder("st-tim", "st-cora", "st-eva");
    }
  }

  @Test
  void onlyItsTeamAssessesAndOnlyItsChairDecides() {
    var course = Course.begin().assessed("fatma");

    assertThat(
            post(staff("st-ivo", "core-team"), course.at() + "/assessments", assessment("GRANT"))
                .statusCode())
        .as("who is not of the team does not even see it")
        .isEqualTo(404);
    assertThat(course.post("tim", "/decision", grant("STRUCTURAL")).statusCode()).isEqualTo(403);
    Response otherCare =
        post(staff("st-ria", "care-coordinator"), course.at() + "/decision", grant("STRUCTURAL"));
    assertThat(otherCare.path("code").toString()).isEqualTo("not-the-chair");
    for (String user : List.of("fatma", "hanna", "bea")) {
      assertThat(course.post(user, "/assessments", assessment("GRANT")).statusCode())
          .as(user)
          .isEqualTo(403);
    }
  }

  /** Three coordinators are one role, whatever they are called, and one person is one. */
  @Test
  void threePeopleInTwoRolesReallyTakePart() {
    var course = Course.begin().submitted("fatma");

    Response twice =
        course.post(
            "cora",
            "/core-team",
            team(
                "st-cora",
                "CARE_COORDINATOR",
                "st-cora",
                "EXPERT",
                "st-ria",
                "CARE_COORDINATOR",
                "st-rob",
                "CARE_COORDINATOR"));
    assertThat(twice.path("code").toString()).isEqualTo("core-team-member-twice");
    ok(
        course.post(
            "cora",
            "/core-team",
            team("st-cora", "CARE_COORDINATOR", "st-ria", "EXPERT", "st-rob", "MENTOR")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    for (String person : List.of("st-ria", "st-rob")) {
      var labelled = staff(person, "care-coordinator");
      Response refused = post(labelled, course.at() + "/assessments", assessment("GRANT"));
      assertThat(refused.path("code").toString()).as(person).isEqualTo("role-not-held");
    }
    assertThat(course.post("cora", "/decision", grant("STRUCTURAL")).path("code").toString())
        .isEqualTo("assessments-missing");
  }

  @Test
  void itsTeamSeesWhatItDecidedAndNothingThatCameOfIt() {
    var course = Course.begin().granted().talkedAndGuided();
    var eva = staff("st-eva", "core-team");

    Response shown = ok(eva.get(course.at()));

    assertThat(shown.path("status").toString()).isEqualTo("ACTIVE");
    assertThat(shown.path("decision.reason").toString()).contains("diabetes");
    assertThat(shown.<List<String>>path("team.person")).contains("st-eva");
    for (String part : List.of("purpose", "motivation", "evidence", "review", "reviews", "steps")) {
      assertThat(shown.<Object>path(part)).as(part).isNull();
    }
    assertThat(shown.asString()).doesNotContain("Films", "glucose", Course.MOTIVATION);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        eva.queryParam("pupil", course.pupil())
                            .get(Course.EXEMPTIONS)
                            .<List<String>>path("items.id"))
                    .containsExactly(course.id()));
    Map<String, Object> toEva = listed(staff("st-eva", "core-team"), course).getFirst();
    assertThat(toEva).containsOnlyKeys("id", "pupil", "status", "requestedAt");
    assertThat(toEva.get("status")).isEqualTo("ACTIVE");
    String someDay = Course.today().plusYears(1).toString();
    assertThat(listed(staff("st-eva", "core-team").queryParam("reviewDueBy", someDay), course))
        .as("nor by asking for it")
        .isEmpty();
    for (String user : List.of("cora", "hanna", "fatma", "tim")) {
      Map<String, Object> whole =
          listed(as(user).queryParam("reviewDueBy", someDay), course).getFirst();
      assertThat(whole.get("reviewDue"))
          .as(user)
          .isEqualTo(as("cora").get(course.at()).path("review.on").toString());
      assertThat(whole).as(user).containsKeys("changedAt", "overdue");
    }
  }

  private static List<Map<String, Object>> listed(RequestSpecification asked, Course course) {
    return ok(asked.queryParam("pupil", course.pupil()).get(Course.EXEMPTIONS)).path("items");
  }

  @Test
  void whoFallsIllIsReplaced() {
    var course = Course.begin().underAssessment("fatma");
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    String withIvo = team("st-tim", "MENTOR", "st-cora", "CARE_COORDINATOR", "st-ivo", "EXPERT");

    assertThat(replace(course, "tim", withIvo).statusCode()).isEqualTo(403);
    assertThat(replace(course, "cora", withIvo).path("code").toString())
        .isEqualTo("reason-missing");
    ok(replace(course, "cora", because(withIvo)));

    assertThat(
            post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE"))
                .statusCode())
        .as("she is of it no more")
        .isEqualTo(404);
    ok(post(staff("st-ivo", "core-team"), course.at() + "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/decision", grant("STRUCTURAL")));
  }

  /** What was held by who has left counts, and holds up no one. */
  @Test
  void anotherIsReplacedAfterOneWhoAssessedHasLeft() {
    String bo = "st-" + UUID.randomUUID();
    try (var school = new SchoolTells()) {
      school.staff(Course.SCHOOL, bo);
    }
    await().until(() -> works(bo));
    var course = Course.begin().submitted("fatma");
    ok(course.post("cora", "/core-team", Course.team(bo)));
    ok(post(staff(bo, "core-team"), course.at() + "/assessments", assessment("GRANT")));
    try (var school = new SchoolTells()) {
      school.staffLeft(Course.SCHOOL, bo);
    }
    await().until(() -> !works(bo));

    ok(
        replace(
            course,
            "cora",
            because(team("st-ivo", "MENTOR", "st-cora", "CARE_COORDINATOR", bo, "EXPERT"))));
    String other = "st-" + UUID.randomUUID();
    assertThat(
            replace(
                    course,
                    "cora",
                    because(team(other, "MENTOR", "st-cora", "CARE_COORDINATOR", bo, "EXPERT")))
                .statusCode())
        .isEqualTo(400);
    ok(post(staff("st-ivo", "mentor"), course.at() + "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/decision", grant("STRUCTURAL")));
  }

  /** What all of them held is not lost with who was to write it down. */
  @Test
  void anotherTakesTheChairOfOneWhoLeft() {
    String bo = "st-" + UUID.randomUUID();
    try (var school = new SchoolTells()) {
      school.staff(Course.SCHOOL, bo);
    }
    await().until(() -> works(bo));
    var course = Course.begin().submitted("fatma");
    String[] seats = {"st-tim", "MENTOR", bo, "CARE_COORDINATOR", "st-eva", "EXPERT"};
    ok(course.post("cora", "/core-team", team(seats)));
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(post(staff(bo, "care-coordinator"), course.at() + "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    String chaired =
        because(
            team(
                "st-tim",
                "MENTOR",
                bo,
                "CARE_COORDINATOR",
                "st-eva",
                "EXPERT",
                "st-cora",
                "CHAIR"));
    assertThat(replace(course, "cora", chaired).path("code").toString())
        .isEqualTo("chair-has-not-left");
    try (var school = new SchoolTells()) {
      school.staffLeft(Course.SCHOOL, bo);
    }
    await().until(() -> !works(bo));

    ok(replace(course, "cora", chaired));
    assertThat(course.post("cora", "/assessments", assessment("GRANT")).path("code").toString())
        .isEqualTo("role-not-held");
    ok(course.post("cora", "/decision", grant("STRUCTURAL")));
  }

  /** An illness of months holds up no pupil; who takes the chair may have assessed. */
  @Test
  void anotherTakesTheChairOfOneWhoLetsItWaitTooLong() {
    var course = Course.begin().submitted("fatma");
    String[] seats = {"st-tim", "MENTOR", "st-cora", "CARE_COORDINATOR", "st-ria", "EXPERT"};
    ok(course.post("cora", "/core-team", team(seats)));
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(post(staff("st-ria", "core-team"), course.at() + "/assessments", assessment("GRANT")));
    List<String> chaired = new ArrayList<>(List.of(seats));
    chaired.addAll(List.of("st-ria", "CHAIR"));
    String body = because(team(chaired.toArray(String[]::new)));

    clock.goAhead(Duration.ofDays(21));
    assertThat(replace(staff("st-ria", "care-coordinator"), course, body).path("code").toString())
        .as("on the last day of the policy's term")
        .isEqualTo("chair-has-not-left");
    clock.goAhead(Duration.ofDays(1));
    assertThat(
            post(staff("st-ria", "care-coordinator"), course.at() + "/decision", refusal())
                .path("code")
                .toString())
        .isEqualTo("not-the-chair");
    ok(replace(staff("st-ria", "care-coordinator"), course, body));

    Response granted =
        ok(
            post(
                staff("st-ria", "care-coordinator"),
                course.at() + "/decision",
                grant("STRUCTURAL")));
    assertThat(granted.<List<String>>path("decision.deciders"))
        .containsExactlyInAnyOrder("st-tim", "st-cora", "st-ria");
  }

  private boolean works(String person) {
    return pool.preparedQuery(
                "select from staff_known where school = $1 and staff = $2 and present")
            .executeAndAwait(Tuple.of(Course.SCHOOL, person))
            .rowCount()
        > 0;
  }

  @Test
  void whoAskedDoesNotDecideAlone() {
    var course = Course.begin().underAssessment("cora");
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(course.post("tim", "/assessments", assessment("REFUSE")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));

    assertThat(course.post("cora", "/decision", grant("STRUCTURAL")).path("code").toString())
        .isEqualTo("asker-decides-alone");
    Response refused = ok(course.post("cora", "/decision", refusal()));

    assertThat(refused.path("status").toString()).isEqualTo("REFUSED");
    assertThat(as("fatma").get(course.at()).path("decision.reason").toString())
        .isEqualTo("There is another aid");
  }

  /** As at a primary school with one care coordinator, who asked and chairs. */
  @Test
  void aHeadNamesOneMoreWhereNeitherCanBeDecided() {
    var course = Course.begin().underAssessment("cora");
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    List<String> seats =
        List.of("st-tim", "MENTOR", "st-cora", "CARE_COORDINATOR", "st-eva", "EXPERT");
    List<String> larger = new ArrayList<>(seats);
    larger.addAll(List.of("st-ivo", "EXPERT"));
    String more = because(team(larger.toArray(String[]::new)));
    assertThat(replace(course, "hanna", more).path("code").toString())
        .as("not all have assessed")
        .isEqualTo("head-names-one-more");
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    assertThat(replace(course, "cora", more).path("code").toString())
        .isEqualTo("asker-names-another");
    Response toHanna = ok(as("hanna").get(course.at()));
    assertThat(toHanna.<List<String>>path("team.person"))
        .containsExactly("st-tim", "st-cora", "st-eva");

    Response named = ok(replace(course, "hanna", more));

    assertThat(named.<List<String>>path("team.person")).contains("st-ivo");
    for (Response shown : List.of(toHanna, named)) {
      for (String part : List.of("purpose", "motivation", "evidence", "criteria", "assessments")) {
        assertThat(shown.<Object>path(part)).as(part).isNull();
      }
    }
    ok(post(staff("st-ivo", "core-team"), course.at() + "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/decision", grant("STRUCTURAL")));
    assertThat(ok(as("hanna").get(course.at())).<Object>path("team"))
        .as("once it is decided")
        .isNull();
  }

  /** Who sits on the team reads what it is for, and a head does not. */
  @Test
  void aHeadNamesNotThemself() {
    try (var school = new SchoolTells()) {
      school.staff(Course.SCHOOL, "st-hanna");
    }
    await().until(() -> works("st-hanna"));
    var course = Course.begin().underAssessment("cora");
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(course.post("tim", "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("REFUSE")));
    String[] seats = {
      "st-tim", "MENTOR", "st-cora", "CARE_COORDINATOR", "st-eva", "EXPERT", "st-hanna", "EXPERT"
    };

    Response refused = replace(course, "hanna", because(team(seats)));

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.path("code").toString()).isEqualTo("head-names-another");
    Response toHanna = ok(as("hanna").get(course.at()));
    assertThat(toHanna.<List<String>>path("team.person")).doesNotContain("st-hanna");
    for (String part : List.of("purpose", "motivation", "evidence", "criteria", "assessments")) {
      assertThat(toHanna.<Object>path(part)).as(part).isNull();
    }
  }

  /** Cora asked and chairs: she names no friends once she sees that she is outvoted. */
  @Test
  void whoIsOutvotedAsksForNoMoreVoters() {
    var course = Course.begin().underAssessment("cora");
    ok(course.post("cora", "/assessments", assessment("GRANT")));
    ok(course.post("tim", "/assessments", assessment("REFUSE")));
    String more =
        team(
            "st-tim",
            "MENTOR",
            "st-cora",
            "CARE_COORDINATOR",
            "st-eva",
            "EXPERT",
            "st-ivo",
            "EXPERT",
            "st-ria",
            "EXPERT");

    assertThat(replace(course, "cora", because(more)).path("code").toString())
        .isEqualTo("not-one-for-one");

    String withIvo = team("st-tim", "MENTOR", "st-cora", "CARE_COORDINATOR", "st-ivo", "EXPERT");
    ok(replace(course, "cora", because(withIvo)));
    ok(post(staff("st-ivo", "core-team"), course.at() + "/assessments", assessment("GRANT")));
    assertThat(course.post("cora", "/decision", grant("STRUCTURAL")).path("code").toString())
        .as("without her, it is one against one")
        .isEqualTo("asker-decides-alone");
  }

  /** A head reads no evidence and not what it is for, named on a core team or not. */
  @Test
  void whoHoldsNoRoleForASeatIsNoneOfTheTeam() {
    var course = Course.begin().submitted("fatma");
    ok(course.post("cora", "/core-team", Course.team("st-ivo")));
    var head = staff("st-ivo", "head");

    Response seen = ok(head.get(course.at()));
    for (String part : List.of("purpose", "motivation", "evidence", "assessments", "criteria")) {
      assertThat(seen.<Object>path(part)).as(part).isNull();
    }
    assertThat(seen.<List<String>>path("team.person")).contains("st-ivo");
    assertThat(post(head, course.at() + "/assessments", assessment("GRANT")).statusCode())
        .isEqualTo(403);
    assertThat(staff("st-ivo", "mentor").get(course.at()).statusCode())
        .as("named as an expert")
        .isEqualTo(404);
    assertThat(staff("st-ivo", "core-team").get(course.at()).<String>path("purpose"))
        .isEqualTo("MEDICAL_APP");
  }

  /** As each finds it alone; also once it is decided, when a team is told how it stands. */
  @Test
  void whoHoldsNoRoleForASeatFindsNothingOfItInTheList() {
    var course = Course.begin().submitted("fatma");
    Response named = ok(course.post("cora", "/core-team", Course.team("st-eva")));

    assertThat(listed(course, named, "mentor")).as("named as an expert").isEmpty();
    assertThat(listed(course, named, "core-team"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("decidedBy")).isNotNull());

    Response withdrawn = ok(course.post("fatma", "/withdrawal", null));
    assertThat(listed(course, withdrawn, "mentor")).isEmpty();
    assertThat(listed(course, withdrawn, "core-team"))
        .singleElement()
        .satisfies(row -> assertThat(row).doesNotContainKey("changedAt"));
  }

  /** What the list had before it knew as what each sits there. */
  @Test
  void whoSitsOnACoreTeamSinceBeforeFindsItInTheListAsWhatTheyAre() throws IOException {
    var course = Course.begin().submitted("fatma");
    ok(course.post("cora", "/core-team", Course.team("st-ivo")));
    Response named = ok(replace(course, "cora", Course.team("st-eva")));
    assertThat(listed(course, named, "core-team")).hasSize(1);
    pool.preparedQuery("update exemption_overview set seats = '{}' where pupil = $1")
        .executeAndAwait(Tuple.of(course.pupil()));
    assertThat(listed(course, named, "core-team")).isEmpty();

    try (var migration =
        getClass()
            .getResourceAsStream("/db/migration/V53__as_what_members_sit_on_a_core_team.sql")) {
      String all = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      pool.query(all.substring(all.indexOf("update"), all.lastIndexOf("alter"))).executeAndAwait();
    }

    assertThat(listed(course, named, "core-team")).hasSize(1);
    assertThat(listed(course, named, "mentor")).isEmpty();
    assertThat(
            pool.preparedQuery("select seats from exemption_overview where exemption = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(course.id())))
                .iterator()
                .next()
                .getArrayOfStrings("seats"))
        .containsExactly("MENTOR st-tim", "CARE_COORDINATOR st-cora", "EXPERT st-eva");
  }

  private static List<Map<String, Object>> listed(Course course, Response after, String role) {
    return ok(staff("st-eva", role)
            .header("Tenzij-Consistency-Token", after.header("Tenzij-Consistency-Token"))
            .queryParam("pupil", course.pupil())
            .get(Course.EXEMPTIONS))
        .path("items");
  }

  @Test
  void aCoreTeamIsOfTheSchoolsStaff() {
    var course = Course.begin().submitted("fatma");
    String stranger = Course.team("st-nobody");

    Response named = course.post("cora", "/core-team", stranger);
    ok(course.post("cora", "/core-team", Course.team("st-eva")));
    Response replacing = replace(course, "cora", because(stranger));

    for (Response refused : List.of(named, replacing)) {
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.<List<String>>path("errors.field")).containsExactly("members");
      assertThat(refused.asString()).doesNotContain("st-nobody");
    }
  }

  /** Whoever asked: support is taken away by a review, or in layers, with somebody heard. */
  @Test
  void staffDoNotWithdrawWhatWasGranted() {
    var course = Course.begin().assessed("tim");
    ok(post(staff("st-eva", "core-team"), course.at() + "/assessments", assessment("GRANT")));
    ok(course.post("cora", "/decision", grant("STRUCTURAL")));

    Response refused = course.post("tim", "/withdrawal", null);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.path("code").toString()).isEqualTo("granted-already");
    assertThat(course.status()).isEqualTo("ACTIVE");
    assertThat(ok(course.post("fatma", "/withdrawal", null)).path("endCause").toString())
        .isEqualTo("WITHDRAWN");
  }

  @Test
  void eachCriterionOfThePolicyIsAnswered() {
    var course = Course.begin().underAssessment("fatma");

    Response half =
        course.post(
            "tim",
            "/assessments",
            """
            {"advice": "GRANT", "reason": "So",
             "criteria": [{"criterion": "1", "met": true, "reason": "So"}]}
            """);
    Response none =
        course.post(
            "tim",
            "/assessments",
            """
            {"advice": "GRANT", "reason": "So",
             "criteria": [{"criterion": "1", "met": true, "reason": " "}]}
            """);

    assertThat(half.path("code").toString()).isEqualTo("criteria-unanswered");
    assertThat(none.statusCode()).isEqualTo(400);
  }

  @Test
  void theFirstReviewKeepsThePolicysTerm() {
    var course = Course.begin().assessed("fatma");
    String late =
        grant("TEMPORARY")
            .replace("\"kind\"", "\"review\": \"" + Course.today().plusDays(57) + "\", \"kind\"");

    assertThat(course.post("cora", "/decision", late).path("code").toString())
        .isEqualTo("review-out-of-term");
    Response granted = ok(course.post("cora", "/decision", grant("TEMPORARY")));
    assertThat(granted.path("review.on").toString())
        .isEqualTo(Course.today().plusDays(56).toString());
  }

  @Test
  void whomTeachersAskWorksAtTheSchool() {
    var course = Course.begin().assessed("fatma");
    String toIna = grant("STRUCTURAL").replace("\"st-cora\"", "\"st-ina\"");

    Response unknown = course.post("cora", "/decision", toIna.replace("st-ina", "diabetes-nurse"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.<List<String>>path("errors.field")).containsExactly("granted.contact");
    try (var school = new SchoolTells()) {
      school.staff(Course.SCHOOL, "st-ina");
    }
    await().until(() -> course.post("cora", "/decision", toIna).statusCode() == 200);
    assertThat(as("cora").get(course.at()).path("granted.contact").toString()).isEqualTo("st-ina");
  }

  @Test
  void aDecisionHasAllItsParts() {
    var course = Course.begin().assessed("fatma");

    assertThat(
            course
                .post("cora", "/decision", refusal().replace("REFUSE", "GRANT"))
                .<List<String>>path("errors.field"))
        .containsExactly("granted");
    assertThat(
            course
                .post("cora", "/decision", grant("STRUCTURAL").replace("GRANT", "REFUSE"))
                .<List<String>>path("errors.field"))
        .containsExactly("granted");
  }

  @Test
  void whatIsAssignedStandsInTheList() {
    var course = Course.begin().underAssessment("fatma");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        staff("st-eva", "core-team")
                            .queryParam("limit", 200)
                            .get(Course.EXEMPTIONS)
                            .<List<String>>path("items.id"))
                    .contains(course.id()));
    assertThat(staff("st-ivo", "core-team").get(Course.EXEMPTIONS).<List<String>>path("items.id"))
        .isEmpty();
  }

  private static Response replace(Course course, String user, String team) {
    return replace(as(user), course, team);
  }

  private static Response replace(RequestSpecification by, Course course, String team) {
    return by.contentType(ContentType.JSON).body(team).put(course.at() + "/core-team");
  }

  private static String because(String team) {
    return team.replaceFirst("\\}\\s*$", ", \"reason\": \"Ill for a while\"}");
  }

  /**
   * @param seats persons, each with the role
   */
  private static String team(String... seats) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < seats.length; i += 2) {
      members.add("{\"person\": \"%s\", \"role\": \"%s\"}".formatted(seats[i], seats[i + 1]));
    }
    return "{\"members\": [" + String.join(", ", members) + "]}";
  }
}
