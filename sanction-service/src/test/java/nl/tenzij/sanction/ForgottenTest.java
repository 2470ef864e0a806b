package nl.tenzij.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.sanction.SchoolTells.Parent;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** School-service has forgotten a pupil: so does this service, and goes on. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ForgottenTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String OTHER_BOARD = "stichting-elders";
  private static final String COLLEGE = "college-een";
  private static final String LINDE = "de-linde";
  private static final String PATH = "/api/v1/schools/" + COLLEGE;
  private static final String INCIDENTS = PATH + "/incidents";
  private static final String SANCTIONS = PATH + "/sanctions";

  /** By a clock of its own: no midnight comes meanwhile, and yesterday is of this school year. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static final Instant NOW =
      TODAY.atTime(12, 0).atZone(ZoneId.of("Europe/Amsterdam")).toInstant();
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final Instant AN_HOUR_AGO = NOW.minus(Duration.ofHours(1));

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String sam = "p-sam-" + mark;
  private final String noa = "p-noa-" + mark;
  private final String words = "planted-words-" + mark;

  @Inject Pool pool;
  @Inject Vault vault;
  @Inject Subscriptions subscriptions;
  @Inject SetClock clock;

  private SchoolTells school;
  private ExceptionTells exemptions;

  @BeforeEach
  void twoPupils() {
    clock.set(NOW);
    school = new SchoolTells();
    school.at(YESTERDAY.minus(Duration.ofDays(30)));
    exemptions = new ExceptionTells();
    exemptions.at(YESTERDAY);
    school.school(BOARD, COLLEGE);
    school.policy(BOARD, COLLEGE, Instant.parse("2020-08-01T00:00:00Z"));
    school.pupil(BOARD, COLLEGE, noa);
    school.pupil(BOARD, LINDE, sam);
    school.pupil(OTHER_BOARD, "elders-een", sam);
    school.pupil(BOARD, COLLEGE, sam);
    soon(() -> assertThat(rows("pupil_known", "pupil", sam)).isEqualTo(3));
    soon(() -> assertThat(rows("pupil_known", "pupil", noa)).isEqualTo(1));
    soon(() -> assertThat(ofBoard("family_known", "pupil", sam)).isEqualTo(2));
    soon(() -> assertThat(rows("policy_known", "school", COLLEGE)).isPositive());
  }

  @AfterEach
  void end() {
    clock.release();
    school.close();
    exemptions.close();
  }

  private static void soon(ThrowingRunnable holds) {
    await().untilAsserted(holds);
  }

  private static RequestSpecification as(String user) {
    return ApiSpec.as(user).contentType(ContentType.JSON);
  }

  private long rows(String table, String column, String of) {
    return pool.preparedQuery("select from %s where %s = $1".formatted(table, column))
        .executeAndAwait(Tuple.of(of))
        .rowCount();
  }

  private long ofBoard(String table, String column, String of) {
    return pool.preparedQuery(
            "select from %s where %s = $1 and board = $2".formatted(table, column))
        .executeAndAwait(Tuple.of(of, BOARD))
        .rowCount();
  }

  private long forgettings() {
    return pool.preparedQuery(
            "select from event where type = 'subject.forgotten.v1' and data ->> 'subject' = $1")
        .executeAndAwait(Tuple.of(sam))
        .rowCount();
  }

  private void handled(String consumer, UUID message) {
    soon(
        () ->
            assertThat(
                    pool.preparedQuery("select from handled where consumer = $1 and message = $2")
                        .executeAndAwait(Tuple.of(consumer, message.toString()))
                        .rowCount())
                .isEqualTo(1));
  }

  private static Map<String, Object> seen(Instant at, String... offenders) {
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
        Stream.of(offenders).map(pupil -> Map.of("pupil", pupil, "role", "OFFENDER")).toList());
  }

  private static String record(Map<String, Object> incident) {
    return as("tim").body(incident).post(INCIDENTS).then().statusCode(201).extract().path("id");
  }

  private static String sanction(String incident, String pupil, int step) {
    soon(
        () ->
            as("hanna")
                .get(SANCTIONS + "?incident=" + incident + "&pupil=" + pupil)
                .then()
                .body("items.step", contains(step)));
    return as("hanna")
        .get(SANCTIONS + "?incident=" + incident + "&pupil=" + pupil)
        .path("items[0].id");
  }

  @Test
  void aPupilIsForgottenAtAllSchoolsOfTheBoardAndTheRestGoesOn() {
    StreamId elsewhere =
        new StreamId(
            new Board(OTHER_BOARD), new School("elders-een"), "incident", UUID.randomUUID());
    byte[] theirs = "of another board".getBytes(StandardCharsets.UTF_8);
    UUID file = UUID.randomUUID();
    byte[] sealed = vault.seal(elsewhere, file, sam, theirs).await().atMost(Patience.LONG);
    String exemption = UUID.randomUUID().toString();
    exemptions.granted(BOARD, COLLEGE, exemption, sam, "sub-fr", TODAY.plusDays(1));
    exemptions.suspended(BOARD, COLLEGE, exemption, sam, TODAY.plusDays(2), TODAY.plusDays(3));
    soon(() -> assertThat(rows("exemption_known", "pupil", sam)).isEqualTo(1));
    soon(() -> assertThat(rows("exemption_suspended", "exemption::text", exemption)).isOne());
    String both = record(seen(YESTERDAY, noa, sam));
    String warning = sanction(both, sam, 1);
    sanction(both, noa, 1);
    as("tim")
        .body(Map.of("reason", words))
        .post(SANCTIONS + "/" + warning + "/imposition")
        .then()
        .statusCode(200);
    as("hanna").get(SANCTIONS + "/" + warning).then().body("decisions.reason", contains(words));
    Map<String, Object> described = new HashMap<>(seen(AN_HOUR_AGO, sam));
    described.put("description", words);
    String own = record(described);
    String ban = sanction(own, sam, 2);
    as("tim").get(INCIDENTS + "/" + own).then().body("description", equalTo(words));
    String phone = handedIn("SMARTPHONE");
    String watch = handedIn("SMARTWATCH");
    givenBack(watch);
    clock.set(YESTERDAY);
    String tablet = handedIn("TABLET");
    String earbuds = handedIn("EARBUDS");
    clock.set(NOW);
    turnedUp(earbuds);
    soon(() -> assertThat(rows("custody_view", "status = 'RETURNED' and pupil", sam)).isOne());
    soon(() -> assertThat(rows("custody_view", "status = 'TURNED_UP' and pupil", sam)).isOne());

    handled("forget-persons", school.forgotten(BOARD, LINDE, sam));

    assertThat(
            pool.preparedQuery(
                    "select from subject_key where board = $1 and subject = $2 and wrapped_key is null")
                .executeAndAwait(Tuple.of(BOARD, sam))
                .rowCount())
        .isEqualTo(1);
    assertThat(forgettings()).isEqualTo(1);
    for (String table :
        List.of(
            "pupil_known",
            "family_known",
            "parent_known",
            "enrolment_known",
            "exemption_known",
            "breach_without_policy")) {
      assertThat(ofBoard(table, "pupil", sam)).as(table).isZero();
    }
    assertThat(rows("exemption_suspended", "exemption::text", exemption)).isZero();
    as("tim").get(INCIDENTS + "/" + own).then().statusCode(200).body("description", nullValue());
    as("tim")
        .get(INCIDENTS + "/" + own + "/entries")
        .then()
        .statusCode(200)
        .body("items.observed.description", contains(nullValue()));
    as("hanna")
        .get(INCIDENTS + "/" + both + "/entries")
        .then()
        .statusCode(200)
        .body("items[0].observed.participants.pupil", containsInAnyOrder(noa, sam))
        .body("items[0].observed.verdicts.pupil", contains(noa));
    for (String user : List.of("hanna", "cora", "tim")) {
      as(user).get(SANCTIONS + "/" + ban).then().statusCode(404);
    }
    as("hanna").get(INCIDENTS + "/" + own).then().body("followUps", empty());
    as("hanna")
        .get(INCIDENTS + "/" + both)
        .then()
        .body("participants.pupil", containsInAnyOrder(noa, sam))
        .body("verdicts.pupil", contains(noa))
        .body("followUps.pupil", contains(noa));
    as("tim").get(PATH + "/custody/" + watch).then().statusCode(404);
    as("tim").get(PATH + "/custody/" + earbuds).then().statusCode(404);
    for (String gone : List.of(watch, earbuds)) {
      as("tim")
          .body(Map.of("to", "PUPIL"))
          .post(PATH + "/custody/" + gone + "/return")
          .then()
          .statusCode(404);
      as("tim").post(PATH + "/custody/" + gone + "/finding").then().statusCode(404);
    }
    as("tim").body(Map.of()).post(turningUp(earbuds)).then().statusCode(404);
    as("tim").get(PATH + "/custody/" + phone).then().statusCode(200);
    as("tim")
        .get(PATH + "/pupils/" + sam + "/verdict?device=SMARTPHONE&place=CLASSROOM")
        .then()
        .statusCode(404);
    soon(() -> assertThat(ofBoard("sanction_overview", "pupil", sam)).isZero());
    soon(() -> assertThat(ofBoard("custody_view", "pupil", sam)).as("still here").isEqualTo(2));
    as("hanna").get(SANCTIONS + "?pupil=" + sam).then().statusCode(200).body("items", empty());
    as("hanna")
        .get(INCIDENTS + "?limit=50")
        .then()
        .statusCode(200)
        .body("items.id", hasItems(own, both));

    assertThat(rows("sanction_overview", "pupil", noa)).isEqualTo(1);
    assertThat(rows("pupil_known", "pupil", noa)).isEqualTo(1);
    assertThat(rows("pupil_known", "pupil", sam)).as("of another board").isEqualTo(1);
    assertThat(vault.open(elsewhere, file, sam, sealed).await().atMost(Patience.LONG))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(theirs));

    as("hanna")
        .body(Map.of("ground", "MISTAKEN", "reason", "It was another pupil."))
        .post(SANCTIONS + "/" + ban + "/revocation")
        .then()
        .statusCode(404);
    as("tim")
        .body(Map.of("observed", seen(YESTERDAY, noa), "reason", "There was one."))
        .header("If-Match", "*")
        .post(INCIDENTS + "/" + both + "/corrections")
        .then()
        .statusCode(200);
    sanction(record(seen(AN_HOUR_AGO, noa)), noa, 2);

    anew("custody-view");
    as("tim").get(PATH + "/custody?pupil=" + sam).then().body("items.id", contains(tablet, phone));
    turnedUp(tablet);
    as("tim").get(PATH + "/custody/" + tablet).then().statusCode(404);
    soon(() -> assertThat(ofBoard("custody_view", "pupil", sam)).isOne());
    givenBack(phone);
    as("tim").get(PATH + "/custody/" + phone).then().statusCode(404);
    soon(() -> assertThat(ofBoard("custody_view", "pupil", sam)).isZero());
    anew("custody-view");
    assertThat(ofBoard("custody_view", "pupil", sam)).as("filled anew").isZero();

    handled("forget-persons", school.forgotten(BOARD, COLLEGE, sam));
    UUID again = school.pupil(BOARD, COLLEGE, sam);
    handled("school-people-and-rules", again);
    handled("school-families", again);
    String late = UUID.randomUUID().toString();
    handled("exemption-events", exemptions.granted(BOARD, COLLEGE, late, sam, "sub-fr", TODAY));
    handled(
        "exemption-events",
        exemptions.suspended(BOARD, COLLEGE, late, sam, TODAY, TODAY.plusDays(1)));
    assertThat(rows("exemption_suspended", "exemption::text", late)).isZero();
    assertThat(forgettings()).as("once").isEqualTo(1);
    assertThat(ofBoard("pupil_known", "pupil", sam)).as("told anew").isZero();
    assertThat(ofBoard("family_known", "pupil", sam)).as("told anew").isZero();
    assertThat(ofBoard("parent_known", "pupil", sam)).as("told anew").isZero();
    assertThat(ofBoard("exemption_known", "pupil", sam)).isZero();
  }

  private String handedIn(String device) {
    return as("tim")
        .body(Map.of("pupil", sam, "device", device, "keeping", "TEACHER"))
        .post(PATH + "/custody")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void turnedUp(String custody) {
    as("tim").body(Map.of()).post(turningUp(custody)).then().statusCode(200);
  }

  private static String turningUp(String custody) {
    return PATH + "/custody/" + custody + "/turning-up";
  }

  private static void givenBack(String custody) {
    as("tim")
        .body(Map.of("to", "PUPIL"))
        .post(PATH + "/custody/" + custody + "/return")
        .then()
        .statusCode(200);
  }

  private void anew(String list) {
    subscriptions.rebuild(list).collect().last().await().atMost(Duration.ofSeconds(60));
  }

  /** It may come before anything else does, and a list that is filled anew shows nobody again. */
  /** It goes by no topic: who writes the letter asks for it, of this pupil, and keeps nothing. */
  @Test
  void theHeadsWordsToThemAreReadByOurServicesUntilThePupilIsForgotten() {
    sanction(record(seen(YESTERDAY, sam)), sam, 1);
    String ban = sanction(record(seen(AN_HOUR_AGO, sam)), sam, 2);
    String at = SANCTIONS + "/" + ban;
    as("tim")
        .body(Map.of("kind", "PUPIL", "at", NOW.toString()))
        .post(at + "/hearings")
        .then()
        .statusCode(200);
    as("tim").body(Map.of()).post(at + "/imposition").then().statusCode(200);
    explanationOf(sam, ban).statusCode(200).body("explanation", nullValue());
    as("hanna")
        .body(
            Map.of("from", TODAY.toString(), "until", TODAY.toString(), "explanation", " " + words))
        .post(at + "/confirmation")
        .then()
        .statusCode(200);

    explanationOf(sam, ban).statusCode(200).body("explanation", equalTo(words));
    explanationOf(noa, ban).statusCode(404);
    explanationOf(sam, UUID.randomUUID().toString()).statusCode(404);

    handled("forget-persons", school.forgotten(BOARD, LINDE, sam));
    explanationOf(sam, ban).statusCode(200).body("explanation", nullValue());
  }

  private static ValidatableResponse explanationOf(String pupil, String sanction) {
    return as("notification-service")
        .header("Tenzij-Board", BOARD)
        .get(
            "/api/v1/schools/%s/pupils/%s/sanctions/%s/explanation"
                .formatted(COLLEGE, pupil, sanction))
        .then();
  }

  @Test
  void nobodyComesBack() {
    String incident = record(seen(AN_HOUR_AGO, sam));
    sanction(incident, sam, 1);
    soon(() -> assertThat(listedAsNaming(sam)).isOne());
    handled("forget-persons", school.forgotten(BOARD, LINDE, sam));
    soon(() -> assertThat(rows("sanction_overview", "pupil", sam)).isZero());
    soon(() -> assertThat(listedAsNaming(sam)).isZero());

    anew("sanction-overview");
    anew("incident-overview");

    assertThat(rows("sanction_overview", "pupil", sam)).isZero();
    assertThat(listedAsNaming(sam)).isZero();

    String early = "p-early-" + mark;
    handled("forget-persons", school.forgotten(BOARD, COLLEGE, early));
    handled("school-people-and-rules", school.pupil(BOARD, COLLEGE, early));
    assertThat(rows("pupil_known", "pupil", early)).isZero();
  }

  private int listedAsNaming(String pupil) {
    return pool.preparedQuery("select from incident_overview where $1 = any(named)")
        .executeAndAwait(Tuple.of(pupil))
        .rowCount();
  }

  /** What follows from it for somebody forgotten can't be written down, and need not be. */
  @Test
  void aCorrectionThatLeavesTheForgottenWithoutAMeasureHoldsNobodyUp() {
    String own = "school-" + mark;
    school.school(BOARD, own);
    school.lenientPolicy(BOARD, own, Instant.parse("2020-08-01T00:00:00Z"));
    school.pupil(BOARD, own, noa);
    school.pupil(BOARD, own, sam);
    soon(() -> assertThat(rows("pupil_known", "school", own)).isEqualTo(2));
    soon(() -> assertThat(rows("policy_known", "school", own)).isEqualTo(1));
    String incidents = "/api/v1/schools/" + own + "/incidents";
    String both = mentorAt(own).body(seen(YESTERDAY, noa, sam)).post(incidents).path("id");
    soon(
        () ->
            assertThat(rows("event", "type = 'standing.breach-counted.v4' and school", own))
                .isEqualTo(2));
    mentorAt(own).body(seen(AN_HOUR_AGO, sam)).post(incidents).then().statusCode(201);
    soon(() -> assertThat(rows("sanction_overview", "pupil", sam)).isEqualTo(1));
    handled("forget-persons", school.forgotten(BOARD, own, sam));

    mentorAt(own)
        .body(Map.of("observed", seen(YESTERDAY, noa), "reason", "There was one."))
        .header("If-Match", "*")
        .post(incidents + "/" + both + "/corrections")
        .then()
        .statusCode(200);
    mentorAt(own).body(seen(AN_HOUR_AGO, noa)).post(incidents).then().statusCode(201);

    soon(() -> assertThat(rows("sanction_overview", "pupil", noa)).isEqualTo(1));
  }

  @Test
  void whatWaitsForAPolicyGoes() {
    String own = "school-" + mark;
    school.school(BOARD, own);
    school.pupil(BOARD, own, sam);
    soon(() -> assertThat(rows("pupil_known", "school", own)).isEqualTo(1));
    mentorAt(own)
        .body(seen(AN_HOUR_AGO, sam))
        .post("/api/v1/schools/" + own + "/incidents")
        .then()
        .statusCode(201);
    soon(() -> assertThat(ofBoard("breach_without_policy", "pupil", sam)).isEqualTo(1));

    handled("forget-persons", school.forgotten(BOARD, LINDE, sam));

    assertThat(ofBoard("breach_without_policy", "pupil", sam)).isZero();
  }

  private static RequestSpecification mentorAt(String school) {
    return ApiSpec.with(
            Tokens.user(BOARD, "mentor")
                .with("person", "st-tim")
                .with("schools", List.of("mentor@" + school))
                .token())
        .contentType(ContentType.JSON);
  }

  /** Who taught and mentored does so no more; what they did for others stays told. */
  @Test
  void aMemberOfStaffIsForgotten() {
    String ada = "st-ada-" + mark;
    school.staff(BOARD, COLLEGE, ada);
    soon(() -> assertThat(rows("staff_known", "staff", ada)).isEqualTo(1));
    pool.query(
            """
            insert into teaching_known (board, school, class, staff, begins, ends)
            values ('%1$s', '%2$s', 'k-%3$s', '%4$s', '-infinity', 'infinity');
            update pupil_known set mentor = '%4$s' where board = '%1$s' and pupil = '%5$s'"""
                .formatted(BOARD, COLLEGE, mark, ada, noa))
        .executeAndAwait();

    handled("forget-persons", school.forgotten(BOARD, COLLEGE, ada));
    handled("school-people-and-rules", tellStaff(ada));

    assertThat(rows("staff_known", "staff", ada)).isZero();
    assertThat(rows("teaching_known", "staff", ada)).isZero();
    assertThat(rows("pupil_known", "mentor", ada)).isZero();
    assertThat(rows("pupil_known", "pupil", noa)).isEqualTo(1);
  }

  private UUID tellStaff(String staff) {
    return school.tell(
        BOARD,
        COLLEGE,
        staff,
        "staff-registered.v1",
        school.example("staff-registered.v1").put("staff", staff));
  }

  /** The pupil stays, and the other parent. */
  @Test
  void aParentIsForgotten() {
    String els = "g-els-" + mark;
    String bas = "g-bas-" + mark;
    String ida = "p-ida-" + mark;
    Parent[] both = {Parent.of(els), Parent.of(bas)};
    handled("school-families", school.child(BOARD, COLLEGE, ida, "k-" + mark, both));
    assertThat(rows("parent_known", "pupil", ida)).isEqualTo(2);

    handled("forget-persons", school.forgotten(BOARD, COLLEGE, els));
    handled("school-families", school.child(BOARD, COLLEGE, ida, "k-" + mark, both));

    assertThat(rows("parent_known", "parent", els)).isZero();
    assertThat(rows("parent_known", "parent", bas)).isEqualTo(1);
  }
}
