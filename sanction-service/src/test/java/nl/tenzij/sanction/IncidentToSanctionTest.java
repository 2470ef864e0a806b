package nl.tenzij.sanction;

import static io.restassured.RestAssured.given;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.sanction.incident.SchoolSecrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what a teacher saw to what the head confirmed, over HTTP. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class IncidentToSanctionTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String COLLEGE = "college-een";
  private static final String INCIDENTS = "/api/v1/schools/" + COLLEGE + "/incidents";
  private static final String SANCTIONS = "/api/v1/schools/" + COLLEGE + "/sanctions";
  private static final String TO_CONFIRM = SANCTIONS + "?toConfirm=true&pupil=";

  /** By a clock of its own: no midnight comes meanwhile, and yesterday is of this school year. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static final Instant NOW =
      TODAY.atTime(12, 0).atZone(ZoneId.of("Europe/Amsterdam")).toInstant();
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final Instant AN_HOUR_AGO = NOW.minus(Duration.ofHours(1));

  private static final String PROPOSED =
      "select count(*) from event where school = 'college-een'"
          + " and (type like 'standing.%' or type like 'sanction.proposed.%')";

  private static final String SUM_OF_CHECKPOINTS =
      "select sum(position) from checkpoint where subscription = 'propose-sanctions'";

  /** Each test has a pupil of its own. */
  private final String sam = "p-sam-" + UUID.randomUUID();

  @Inject DataSource dataSource;
  @Inject Pool pool;
  @Inject SetClock clock;

  private SchoolTells school;

  @BeforeEach
  void aSchoolWithItsPolicy() {
    clock.set(NOW);
    school = new SchoolTells();
    school.at(YESTERDAY.minus(Duration.ofDays(30)));
    school.school(BOARD, COLLEGE);
    school.policy(BOARD, COLLEGE, Instant.parse("2020-08-01T00:00:00Z"));
    school.pupil(BOARD, COLLEGE, sam);
    untilKnown(sam);
    await()
        .until(
            () -> number("select count(*) from policy_known where school = '" + COLLEGE + "'") > 0);
  }

  @AfterEach
  void end() {
    clock.release();
    school.close();
  }

  @Test
  void twoViolationsOnDifferentDaysGiveAWarningAndThenAMonthsBanThatTheHeadConfirms() {
    String first = record("tim", sam, YESTERDAY);
    String warning = proposed(first, "WARNING", 1);
    as("tim")
        .body(Map.of())
        .post(SANCTIONS + "/" + warning + "/imposition")
        .then()
        .statusCode(200)
        .body("status", equalTo("SERVED"), "measure", equalTo("WARNING"));

    String second = record("tim", sam, AN_HOUR_AGO);
    String ban = proposed(second, "DEVICE_BAN", 2);
    as("tim")
        .body(Map.of())
        .post(SANCTIONS + "/" + ban + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("pupil-not-heard"));
    as("tim")
        .body(Map.of("kind", "PUPIL", "at", AN_HOUR_AGO.toString()))
        .post(SANCTIONS + "/" + ban + "/hearings")
        .then()
        .statusCode(200)
        .body("status", equalTo("HEARD"), "stillToHear", empty());
    as("tim")
        .body(Map.of())
        .post(SANCTIONS + "/" + ban + "/imposition")
        .then()
        .statusCode(200)
        .body("status", equalTo("IMPOSED"), "needsConfirmation", equalTo(true));
    await()
        .untilAsserted(
            () ->
                as("hanna")
                    .get(TO_CONFIRM + sam)
                    .then()
                    .body("items.id", equalTo(List.of(ban)))
                    .body("items.needsConfirmation", equalTo(List.of(true))));

    LocalDate until = TODAY.plusMonths(1).minusDays(1);
    as("tim")
        .body(days(TODAY, until))
        .post(SANCTIONS + "/" + ban + "/confirmation")
        .then()
        .statusCode(403);
    as("hanna")
        .body(days(TODAY, until.plusDays(1)))
        .post(SANCTIONS + "/" + ban + "/confirmation")
        .then()
        .statusCode(409)
        .body("code", equalTo("ban-longer-than-ladder"));
    String token =
        as("hanna")
            .body(days(TODAY, until))
            .post(SANCTIONS + "/" + ban + "/confirmation")
            .then()
            .statusCode(200)
            .body(
                "status", equalTo("CONFIRMED"),
                "from", equalTo(TODAY.toString()),
                "until", equalTo(until.toString()))
            .extract()
            .header("Tenzij-Consistency-Token");

    as("hanna")
        .header("Tenzij-Consistency-Token", token)
        .get(SANCTIONS + "?pupil=" + sam)
        .then()
        .statusCode(200)
        .body("items.measure", equalTo(List.of("DEVICE_BAN", "WARNING")))
        .body("items.status[1]", equalTo("SERVED"))
        .body("items.needsConfirmation", equalTo(List.of(true, false)))
        .body("items.step", equalTo(List.of(2, 1)));
    as("hanna").get(TO_CONFIRM + sam).then().body("items", empty());
    as("tim")
        .header("Tenzij-Consistency-Token", token)
        .get(verdict(sam))
        .then()
        .statusCode(200)
        .body("allowed", equalTo(false), "ground", equalTo("BAN"), "keeping", equalTo("HANDED_IN"));
    as("tim")
        .get(INCIDENTS + "/" + second)
        .then()
        .statusCode(200)
        .body("followUps[0].state", equalTo("COUNTED"))
        .body("followUps[0].step", equalTo(2))
        .body("followUps[0].policy.version", equalTo(1));
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .get(INCIDENTS + "/" + second)
                    .then()
                    .body("followUps[0].sanction.status", equalTo("RUNNING")));
  }

  @Test
  void incidentsRecordedAtOnceStillGetStepsOfTheirOwn() throws Exception {
    List<Callable<String>> reports =
        IntStream.range(0, 8)
            .<Callable<String>>mapToObj(
                i -> () -> record("tim", sam, AN_HOUR_AGO.minus(Duration.ofMinutes(i))))
            .toList();
    try (var teachers = Executors.newFixedThreadPool(8)) {
      for (var report : teachers.invokeAll(reports)) {
        assertThat(report.get()).isNotBlank();
      }
    }
    await()
        .untilAsserted(
            () ->
                as("hanna")
                    .get(SANCTIONS + "?pupil=" + sam)
                    .then()
                    .body("items.step", equalTo(List.of(8, 7, 6, 5, 4, 3, 2, 1))));
  }

  @Test
  void anIncidentThatComesAgainProposesNothingNew() throws Exception {
    proposed(record("tim", sam, YESTERDAY), "WARNING", 1);
    proposed(record("tim", sam, AN_HOUR_AGO), "DEVICE_BAN", 2);
    long events = number(PROPOSED);
    long handled = number(SUM_OF_CHECKPOINTS);
    try (var connection = dataSource.getConnection();
        var rewind =
            connection.prepareStatement(
                "update checkpoint set position = 0 where subscription = 'propose-sanctions'")) {
      assertThat(rewind.executeUpdate()).isPositive();
    }
    await().until(() -> number(SUM_OF_CHECKPOINTS) >= handled);
    assertThat(number(PROPOSED)).isEqualTo(events);
    as("hanna").get(SANCTIONS + "?pupil=" + sam).then().body("items", hasSize(2));
  }

  @Test
  void theSameRequestTwiceIsOneIncident() {
    var request =
        Map.of(
            "category",
            "DEVICE_ON_PERSON",
            "device",
            "SMARTWATCH",
            "place",
            "BUILDING",
            "occurredAt",
            AN_HOUR_AGO.toString(),
            "participants",
            List.of(Map.of("pupil", sam, "role", "OFFENDER")));
    String key = UUID.randomUUID().toString();
    Response first = as("tim").header("Idempotency-Key", key).body(request).post(INCIDENTS);
    Response again = as("tim").header("Idempotency-Key", key).body(request).post(INCIDENTS);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.asString()).isEqualTo(first.asString());
    String otherWords = "He had it on him.";
    Map<String, Object> tappedAgain = new HashMap<>(request);
    tappedAgain.put("description", otherWords);
    as("tim")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(tappedAgain)
        .post(INCIDENTS)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .header("Location", equalTo(first.header("Location")))
        .body("code", equalTo("incident-already-recorded"));
    proposed(first.path("id"), "WARNING", 1);
    as("hanna").get(SANCTIONS + "?pupil=" + sam).then().body("items", hasSize(1));
  }

  /** Else the second would be a second step on the ladder. */
  @Test
  void howeverOftenItIsTappedItIsOneIncident() throws Exception {
    Map<String, Object> seen =
        incident(AN_HOUR_AGO, List.of(Map.of("pupil", sam, "role", "OFFENDER")));
    List<Callable<Integer>> taps =
        IntStream.range(0, 4)
            .<Callable<Integer>>mapToObj(
                i -> () -> as("tim").body(seen).post(INCIDENTS).statusCode())
            .toList();
    List<Integer> answers = new ArrayList<>();
    try (var fingers = Executors.newFixedThreadPool(taps.size())) {
      for (var tap : fingers.invokeAll(taps)) {
        answers.add(tap.get());
      }
    }
    assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
    // what another one saw, or at another moment, is another incident
    as("hanna").body(seen).post(INCIDENTS).then().statusCode(201);
    record("tim", sam, AN_HOUR_AGO.minus(Duration.ofMinutes(1)));
    await()
        .untilAsserted(
            () ->
                as("hanna")
                    .get(SANCTIONS + "?pupil=" + sam)
                    .then()
                    .body("items.step", equalTo(List.of(3, 2, 1))));
  }

  /** However many instances ask for it first: else what is tapped twice were two incidents. */
  @Test
  void aSchoolHasOneSecretInWhicheverInstance() {
    Board board = new Board(BOARD);
    School fresh = new School("school-" + UUID.randomUUID());
    List<Uni<String>> instances =
        IntStream.range(0, 6).mapToObj(i -> new SchoolSecrets(pool).of(board, fresh)).toList();
    List<String> secrets =
        Uni.join().all(instances).andFailFast().await().atMost(Duration.ofSeconds(60));
    assertThat(new HashSet<>(secrets)).hasSize(1);
    assertThat(new SchoolSecrets(pool).of(board, new School(COLLEGE)).await().indefinitely())
        .isNotEqualTo(secrets.getFirst());
  }

  @Test
  void everyOffenderGetsAProposalOfTheirOwn() {
    String noa = "p-noa-" + UUID.randomUUID();
    school.staff(BOARD, COLLEGE, "st-lisa");
    school.pupil(BOARD, COLLEGE, noa);
    untilKnown(noa);
    record("tim", sam, YESTERDAY);
    Map<String, Object> seen =
        incident(
            AN_HOUR_AGO,
            List.of(
                Map.of("pupil", sam, "role", "OFFENDER"),
                Map.of("pupil", noa, "role", "OFFENDER"),
                Map.of("staff", "st-lisa", "role", "WITNESS")));
    String both =
        await()
            .until(() -> as("tim").body(seen).post(INCIDENTS), answer -> answer.statusCode() != 400)
            .then()
            .statusCode(201)
            .body("participants[2].staff", equalTo("st-lisa"))
            .extract()
            .path("id");
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .get(INCIDENTS + "/" + both)
                    .then()
                    .body("followUps.pupil", equalTo(List.of(sam, noa)))
                    .body("followUps.sanction.measure", equalTo(List.of("DEVICE_BAN", "WARNING"))));
  }

  @Test
  void withoutAPolicyNothingIsProposedUntilOneComesToBeKnown() {
    String linde = "/api/v1/schools/de-linde/incidents";
    String kim = "p-kim-" + UUID.randomUUID();
    school.school(BOARD, "de-linde");
    school.pupil(BOARD, "de-linde", kim);
    String incident =
        await()
            .until(
                () ->
                    as("lisa")
                        .body(
                            incident(
                                AN_HOUR_AGO, List.of(Map.of("pupil", kim, "role", "OFFENDER"))))
                        .post(linde),
                answer -> answer.statusCode() == 201)
            .path("id");
    await()
        .untilAsserted(
            () ->
                as("lisa")
                    .get(linde + "/" + incident)
                    .then()
                    .body("followUps[0].state", equalTo("NO_POLICY_IN_FORCE"))
                    .body("followUps[0].sanction", nullValue()));
    school.policy(BOARD, "de-linde", YESTERDAY);
    await()
        .untilAsserted(
            () ->
                as("lisa")
                    .get(linde + "/" + incident)
                    .then()
                    .body("followUps[0].state", equalTo("COUNTED"))
                    .body("followUps[0].sanction.measure", equalTo("WARNING")));
  }

  @Test
  void whatWasRevokedByMistakeNoLongerCounts() {
    String incident = record("tim", sam, YESTERDAY);
    String mistaken = proposed(incident, "WARNING", 1);
    as("hanna")
        .body(Map.of("ground", "MISTAKEN", "reason", "It was another pupil."))
        .post(SANCTIONS + "/" + mistaken + "/revocation")
        .then()
        .statusCode(200)
        .body("status", equalTo("REVOKED"));
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .get(INCIDENTS + "/" + incident)
                    .then()
                    .body("followUps[0].state", equalTo("DISCOUNTED")));
    proposed(record("tim", sam, AN_HOUR_AGO), "WARNING", 1);
  }

  @Test
  void theRuleAnswersWhereThereIsNoBan() {
    as("tim")
        .get(verdict(sam))
        .then()
        .statusCode(200)
        .body("allowed", equalTo(false), "ground", equalTo("RULE"), "clause", equalTo("2"))
        .body("policy.version", equalTo(1));
    as("hanna")
        .get(verdict(sam) + "&at=2019-03-01T09:30:00%2B01:00")
        .then()
        .statusCode(200)
        .body("allowed", equalTo(true), "ground", equalTo("OUTSIDE_RULES"), "policy", nullValue());
    as("tim").get(verdict("p-nobody")).then().statusCode(404);
    as("sam").get(verdict(sam)).then().statusCode(403);
    as("lisa").get(verdict(sam)).then().statusCode(404);
    as("tim")
        .get("/api/v1/schools/college-een/pupils/" + sam + "/verdict?device=TOASTER")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("device"));
  }

  @Test
  void aStaleDecisionIsRefused() {
    String warning = proposed(record("tim", sam, YESTERDAY), "WARNING", 1);
    String tag = as("hanna").get(SANCTIONS + "/" + warning).header("ETag");
    as("tim")
        .header("If-Match", tag)
        .body(Map.of())
        .post(SANCTIONS + "/" + warning + "/imposition")
        .then()
        .statusCode(200);
    as("hanna")
        .header("If-Match", tag)
        .body(Map.of("ground", "MISTAKEN", "reason", "Read too late."))
        .post(SANCTIONS + "/" + warning + "/revocation")
        .then()
        .statusCode(412);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    school.staff(BOARD, COLLEGE, "st-lisa");
    Map<String, Object> wrong =
        incident(
            AN_HOUR_AGO,
            List.of(
                Map.of("pupil", "p-nobody", "role", "OFFENDER"),
                Map.of("role", "WITNESS"),
                Map.of("pupil", sam, "staff", "st-lisa", "role", "WITNESS"),
                Map.of("staff", "Tim.Bakker", "role", "WITNESS"),
                Map.of("pupil", sam, "kind", "OTHER_STAFF", "role", "WITNESS")));
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .body(wrong)
                    .post(INCIDENTS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors.field", hasItem("participants[0].pupil"))
                    .body("errors.field", hasItem("participants[1]"))
                    .body("errors.field", hasItem("participants[2]"))
                    .body("errors.field", hasItem("participants[3].staff"))
                    .body("errors.field", hasItem("participants[4]"))
                    .body("errors.field", hasItem("description"))
                    .body("errors", hasSize(6)));
    as("tim")
        .body(incident(NOW.plusSeconds(600), List.of(Map.of("pupil", sam, "role", "OFFENDER"))))
        .post(INCIDENTS)
        .then()
        .statusCode(409)
        .body("code", equalTo("incident-in-the-future"));
  }

  /** Nor does any other text that is sent here. */
  @Test
  void aDescriptionHoldsNoCitizenNumber() {
    Map<String, Object> seen =
        new HashMap<>(incident(AN_HOUR_AGO, List.of(Map.of("pupil", sam, "role", "OFFENDER"))));
    seen.put("description", "On 31-08-2026 1 of them, 111.222.333");
    as("tim")
        .body(seen)
        .post(INCIDENTS)
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("description")))
        .body("errors.code", equalTo(List.of("citizen-number")))
        .body(not(containsString("222")));
    seen.put("description", "On 31-08-2026 1 of them");
    as("tim").body(seen).post(INCIDENTS).then().statusCode(201);
  }

  /** From the teacher's request to what the ladder proposed on it. */
  @Test
  void aProposalFollowsFromItsIncidentInTheSameTrace() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String incident =
        as("tim")
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .body(incident(YESTERDAY, List.of(Map.of("pupil", sam, "role", "OFFENDER"))))
            .post(INCIDENTS)
            .path("id");
    String sanction = proposed(incident, "WARNING", 1);
    Row recorded = beginning("incident/" + incident);
    Row proposed = beginning("sanction/" + sanction);
    assertThat(recorded.getString("traceparent")).startsWith("00-" + trace + "-");
    assertThat(proposed.getString("traceparent")).startsWith("00-" + trace + "-");
    assertThat(proposed.getString("cause")).isEqualTo(recorded.getUUID("id").toString());
    assertThat(proposed.getString("correlation")).isEqualTo(recorded.getString("correlation"));
  }

  /** The first event of a stream: what it is, and what it follows from. */
  private Row beginning(String stream) {
    return pool.preparedQuery(
            """
            select id, meta->>'cause' as cause, meta->>'correlation' as correlation,
              meta->>'traceparent' as traceparent
            from event where stream = $1 and version = 1""")
        .execute(Tuple.of(stream))
        .await()
        .atMost(Duration.ofSeconds(60))
        .iterator()
        .next();
  }

  @Test
  void aPupilWhoLeftIsNoLongerOfTheSchool() {
    school.at(AN_HOUR_AGO);
    school.pupilLeft(BOARD, COLLEGE, sam);
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .body(incident(AN_HOUR_AGO, List.of(Map.of("pupil", sam, "role", "WITNESS"))))
                    .post(INCIDENTS)
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("participants[0].pupil")));
  }

  @Test
  void nobodyElsesEyes() {
    String incident = record("tim", sam, YESTERDAY);
    String sanction = proposed(incident, "WARNING", 1);
    String atLinde = "/api/v1/schools/de-linde";
    // A teacher of another school of the board, by either school's path.
    as("lisa").get(INCIDENTS + "/" + incident).then().statusCode(404);
    as("lisa").get(atLinde + "/incidents/" + incident).then().statusCode(404);
    as("lisa").get(atLinde + "/sanctions/" + sanction).then().statusCode(404);
    as("lisa").get(atLinde + "/sanctions?pupil=" + sam).then().body("items", empty());
    as("lisa").get(SANCTIONS + "?pupil=" + sam).then().statusCode(404);
    as("hugo")
        .body(Map.of("ground", "MISTAKEN", "reason", "Not mine."))
        .post(atLinde + "/sanctions/" + sanction + "/revocation")
        .then()
        .statusCode(404);
    // Another board.
    as("vera").get(INCIDENTS + "/" + incident).then().statusCode(404);
    as("vera").get("/api/v1/schools/school-ver/incidents/" + incident).then().statusCode(404);
    as("bob").get(SANCTIONS).then().statusCode(404);
    // Roles that deal with no incidents.
    as("fatma").get(INCIDENTS + "/" + incident).then().statusCode(403);
    as("bea").get(INCIDENTS).then().statusCode(403);
    // A token that is over.
    given()
        .auth()
        .oauth2(Tokens.of("tim").expired())
        .get(INCIDENTS + "/" + incident)
        .then()
        .statusCode(401);
    // A colleague who reported nothing here.
    String colleague =
        Tokens.user(BOARD, "teacher")
            .with("person", "st-other")
            .with("schools", List.of("teacher@" + COLLEGE))
            .token();
    given().auth().oauth2(colleague).get(SANCTIONS + "/" + sanction).then().statusCode(404);
    given()
        .auth()
        .oauth2(colleague)
        .get(SANCTIONS + "?pupil=" + sam)
        .then()
        .statusCode(200)
        .body("items", empty());
  }

  @Test
  void listsComeInPages() {
    for (int i = 0; i < 3; i++) {
      record("tim", sam, AN_HOUR_AGO.minus(Duration.ofMinutes(i)));
    }
    await()
        .untilAsserted(
            () -> as("hanna").get(SANCTIONS + "?pupil=" + sam).then().body("items", hasSize(3)));
    Response page = as("hanna").get(SANCTIONS + "?limit=2&pupil=" + sam);
    assertThat(page.<List<Integer>>path("items.step")).containsExactly(3, 2);
    assertThat(page.header("Link")).contains("rel=\"next\"");
    as("hanna")
        .get(SANCTIONS + "?limit=2&pupil=" + sam + "&cursor=" + page.path("next"))
        .then()
        .statusCode(200)
        .body("items.step", equalTo(List.of(1)), "next", nullValue());
    as("hanna")
        .get(INCIDENTS + "?limit=1")
        .then()
        .body("items", hasSize(1), "next", notNullValue());
  }

  @Test
  void theDescriptionIsReadBackAndLiesSealedInTheLog() throws Exception {
    String words = "planted-words-" + UUID.randomUUID();
    var request =
        new HashMap<>(incident(AN_HOUR_AGO, List.of(Map.of("pupil", sam, "role", "OFFENDER"))));
    request.put("description", words);
    String id = as("tim").body(request).post(INCIDENTS).then().statusCode(201).extract().path("id");
    as("tim").get(INCIDENTS + "/" + id).then().body("description", containsString(words));
    assertThat(number("select count(*) from event where data::text like '%" + words + "%'"))
        .isZero();
    assertThat(number("select count(*) from event where stream = 'incident/" + id + "'")).isOne();
  }

  private long number(String query) throws SQLException {
    try (var connection = dataSource.getConnection();
        var found = connection.createStatement().executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  /** An incident that a rule refuses leaves no trace; before that, an unknown pupil is a 400. */
  private void untilKnown(String pupil) {
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .body(incident(AN_HOUR_AGO, List.of(Map.of("pupil", pupil, "role", "WITNESS"))))
                    .post(INCIDENTS)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("violation-without-offender")));
  }

  private static RequestSpecification as(String user) {
    return ApiSpec.as(user).contentType(ContentType.JSON);
  }

  private static String record(String user, String pupil, Instant at) {
    return as(user)
        .body(incident(at, List.of(Map.of("pupil", pupil, "role", "OFFENDER"))))
        .post(INCIDENTS)
        .then()
        .statusCode(201)
        .header("Location", containsString(INCIDENTS))
        .header("ETag", equalTo("\"1\""))
        .extract()
        .path("id");
  }

  private static Map<String, Object> incident(Instant at, List<Map<String, String>> participants) {
    return Map.of(
        "category",
        "NON_EDUCATIONAL_USE",
        "device",
        "SMARTPHONE",
        "place",
        "CLASSROOM",
        "occurredAt",
        at.toString(),
        "participants",
        participants);
  }

  /** Waits for the proposal, which comes after the answer. */
  private static String proposed(String incident, String measure, int step) {
    await()
        .untilAsserted(
            () ->
                as("tim")
                    .get(SANCTIONS + "?incident=" + incident)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].measure", equalTo(measure))
                    .body("items[0].step", equalTo(step)));
    return as("tim").get(SANCTIONS + "?incident=" + incident).path("items[0].id");
  }

  private static String verdict(String pupil) {
    return "/api/v1/schools/college-een/pupils/"
        + pupil
        + "/verdict?device=SMARTPHONE&place=CLASSROOM&moment=LESSON";
  }

  private static Map<String, String> days(LocalDate from, LocalDate until) {
    return Map.of("from", from.toString(), "until", until.toString());
  }
}
