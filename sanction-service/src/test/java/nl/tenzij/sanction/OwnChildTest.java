package nl.tenzij.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.sanction.SchoolTells.Parent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What parents read of an own child; and Kim, who works at the school in every role and whose own
 * child Ida goes there, in the class k-3hv1 of Tim. Hanna is the other head. Misuse is answered by
 * a suspension.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OwnChildTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String CLASS = "k-3hv1";
  private static final String KIM = "st-kim";
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
  private static final String VIOLATION = "NON_EDUCATIONAL_USE";
  private static final String MISUSE = "PHOTO_OR_VIDEO";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> AT_WORK =
      List.of("teacher", "mentor", "care-coordinator", "head");

  private final String school = "school-" + UUID.randomUUID();
  private final String path = "/api/v1/schools/" + school;
  private final String own = path + "/pupils/p-ida/sanctions";

  @Inject SetClock clock;
  @Inject Pool pool;
  @Inject Subscriptions subscriptions;

  private SchoolTells roster;

  @BeforeEach
  void begin() {
    clock.set(at("09:30"));
    roster = new SchoolTells();
    roster.at(at("08:00"));
    roster.school(BOARD, school);
    roster.calendar(BOARD, school);
    roster.severePolicy(BOARD, school, "SUSPENSION", Instant.parse("2020-08-01T00:00:00Z"));
    roster.group(BOARD, school, CLASS, "sub-fr");
    isChildOf("p-ida", Parent.of(KIM), Parent.of("g-bas"));
    isChildOf("p-jan", Parent.of("g-els"));
    await()
        .until(
            () ->
                tim()
                        .get(
                            path
                                + "/classes/"
                                + CLASS
                                + "/verdicts?device=SMARTPHONE&place=CLASSROOM")
                        .asString()
                        .split("\"RULE\"", -1)
                        .length
                    == 3);
  }

  @AfterEach
  void end() {
    clock.release();
    roster.close();
  }

  /** Where the head is the parent, it is for another head. */
  @Test
  void aParentDecidesNothingOnAnOwnChild() {
    String incident = recorded(MISUSE, "09:25", "p-ida");
    String suspension = proposed("p-ida", "SUSPENSION");

    assertOwnChild(kim().body(heard("PUPIL")).post(suspension + "/hearings"));
    assertOwnChild(kim().body(Map.of("reason", "So")).post(suspension + "/imposition"));
    assertOwnChild(
        kim()
            .body(Map.of("measure", "WARNING", "reason", "Not so bad"))
            .post(suspension + "/imposition"));
    assertOwnChild(kim().body(declined()).post(suspension + "/revocation"));
    assertOwnChild(
        kim()
            .body(Map.of("pupil", "p-ida", "measure", "POLICE_REPORT", "reason", "So"))
            .post(path + "/incidents/" + incident + "/sanctions"));
    for (String kind : List.of("PUPIL", "GUARDIANS")) {
      hanna().body(heard(kind)).post(suspension + "/hearings").then().statusCode(200);
    }
    hanna()
        .body(Map.of("reason", "Others were filmed"))
        .post(suspension + "/imposition")
        .then()
        .statusCode(200);
    Map<String, String> days =
        Map.of(
            "from",
            TUESDAY.toString(),
            "until",
            TUESDAY.plusDays(1).toString(),
            "explanation",
            "You filmed somebody.");
    assertOwnChild(kim().body(days).post(suspension + "/confirmation"));
    hanna().body(days).post(suspension + "/confirmation").then().statusCode(200);
    assertOwnChild(kim().body(Map.of()).post(suspension + "/inspectorate-report"));
    assertOwnChild(kim().body(Map.of("reason", "Enough")).post(suspension + "/completion"));
    assertOwnChild(
        kim()
            .body(Map.of("ground", "OBJECTION_UPHELD", "reason", "So"))
            .post(suspension + "/revocation"));
    hanna()
        .get(suspension)
        .then()
        .statusCode(200)
        .body("decisions.by", contains("st-hanna", "st-hanna"));
  }

  @Test
  void aParentIsShutOutInEachRole() {
    recorded(VIOLATION, "09:20", "p-ida");
    String warning = proposed("p-ida", "WARNING");
    String ofAnother = proposedOnJan();

    for (String role : List.of("care-coordinator", "head")) {
      assertOwnChild(as(KIM, role).body(Map.of()).post(warning + "/imposition"));
      assertOwnChild(as(KIM, role).get(warning));
    }
    for (String role : List.of("teacher", "mentor")) {
      as(KIM, role).get(warning).then().statusCode(404);
    }
    as(KIM, "head").body(Map.of()).post(ofAnother + "/imposition").then().statusCode(200);
  }

  @Test
  void aParentReadsNothingThatIsTheSchools() {
    String incident = path + "/incidents/" + recorded(VIOLATION, "09:20", "p-ida");
    String warning = proposed("p-ida", "WARNING");
    String ofAnother = proposedOnJan();

    assertOwnChild(kim().get(warning));
    assertOwnChild(kim().get(warning + "/surroundings"));
    assertOwnChild(kim().get(path + "/sanctions?pupil=p-ida"));
    kim()
        .get(path + "/sanctions")
        .then()
        .statusCode(200)
        .body("items.pupil", contains("p-jan"))
        .body("items.id", contains(ofAnother.substring(ofAnother.lastIndexOf('/') + 1)));
    assertOwnChild(kim().get(incident));
    assertOwnChild(kim().get(incident + "/entries"));
    kim().get(path + "/incidents").then().statusCode(200).body("items.size()", equalTo(1));
    hanna().get(path + "/incidents").then().body("items.size()", equalTo(2));
    assertOwnChild(
        kim()
            .body(Map.of("observed", seen(VIOLATION, "09:20", "p-jan"), "reason", "It was Jan"))
            .header("If-Match", "*")
            .post(incident + "/corrections"));
  }

  /** The ladder weighs it a while after it is on record, or much later: the list does not wait. */
  @Test
  void anIncidentOfAnOwnChildIsInNoListBeforeTheLadderWeighedIt() {
    String ofAnother = recorded(VIOLATION, "09:22", "p-jan");
    proposed("p-jan", "WARNING");
    SqlConnection holding = pool.getConnection().await().atMost(SOON);
    holding.query("begin").executeAndAwait();
    try {
      holding
          .query("select from checkpoint where subscription = 'propose-sanctions' for update")
          .executeAndAwait();
      Response reported =
          tim().body(seen(MISUSE, "09:25", "p-ida", "p-jan")).post(path + "/incidents");
      String incident = reported.path("id");
      Response corrected =
          tim()
              .body(Map.of("observed", seen(VIOLATION, "09:22", "p-ida"), "reason", "It was Ida"))
              .header("If-Match", "*")
              .post(path + "/incidents/" + ofAnother + "/corrections");
      corrected.then().statusCode(200);
      String token = corrected.header("Tenzij-Consistency-Token");
      String listed = path + "/incidents";
      hanna()
          .header("Tenzij-Consistency-Token", token)
          .get(listed)
          .then()
          .body("items.id", contains(incident, ofAnother));
      kim()
          .header("Tenzij-Consistency-Token", token)
          .get(listed)
          .then()
          .statusCode(200)
          .body("items", empty());
      hanna().get(path + "/sanctions?pupil=p-ida").then().body("items", empty());
      assertOwnChild(kim().get(listed + "/" + incident));
    } finally {
      holding.query("rollback").executeAndAwait();
      holding.close().await().atMost(SOON);
    }
  }

  /** Custody, contact, and that they left: whose child it is stays. */
  @Test
  void whoMayNotBeToldOfAChildIsAParentToo() {
    recorded(VIOLATION, "09:20", "p-ida");
    String warning = proposed("p-ida", "WARNING");
    for (Parent kim :
        List.of(
            new Parent(KIM, false, true),
            new Parent(KIM, true, false),
            new Parent(KIM, false, false))) {
      isChildOf("p-ida", kim);
      assertOwnChild(kim().get(warning));
      assertOwnChild(kim().body(declined()).post(warning + "/revocation"));
    }

    roster.pupilLeft(BOARD, school, "p-ida");
    await().until(() -> rows("select from pupil_known where not present and school = $1") == 1);

    assertOwnChild(kim().body(declined()).post(warning + "/revocation"));
    kim().get(path + "/sanctions").then().statusCode(200).body("items", empty());
  }

  /** Who saw it is not who decides on it. */
  @Test
  void aParentMayReportAnOwnChild() {
    String incident =
        kim()
            .body(seen(MISUSE, "09:20", "p-ida", "p-jan"))
            .post(path + "/incidents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String suspension = proposed("p-ida", "SUSPENSION");
    proposed("p-jan", "SUSPENSION");

    kim()
        .get(path + "/incidents/" + incident)
        .then()
        .statusCode(200)
        .body("participants.pupil", contains("p-ida", "p-jan"))
        .body("followUps.pupil", contains("p-jan"))
        .body("verdicts.pupil", contains("p-jan"));
    kim()
        .get(path + "/incidents/" + incident + "/entries")
        .then()
        .statusCode(200)
        .body("items[0].observed.verdicts.pupil", contains("p-jan"));
    kim().get(path + "/incidents").then().body("items.id", contains(incident));
    assertOwnChild(kim().get(suspension));
    assertOwnChild(
        kim()
            .body(Map.of("observed", seen(MISUSE, "09:20", "p-jan"), "reason", "It was Jan"))
            .header("If-Match", "*")
            .post(path + "/incidents/" + incident + "/corrections"));
  }

  @Test
  void whatAParentReportedIsReadBackWithoutTheVerdictOnTheChildAtOnce() {
    kim()
        .body(seen(MISUSE, "09:20", "p-ida", "p-jan"))
        .post(path + "/incidents")
        .then()
        .statusCode(201)
        .body("verdicts.pupil", contains("p-jan"));
  }

  /** What colleagues made of it is the school's, as what they report themselves. */
  @Test
  void aParentReadsAnOwnReportAsItWasBeforeOthersCorrectedIt() {
    String incident =
        path
            + "/incidents/"
            + kim()
                .body(seen(MISUSE, "09:20", "p-ida", "p-jan"))
                .post(path + "/incidents")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
    hanna()
        .body(
            Map.of(
                "observed", described(seen(MISUSE, "09:20", "p-ida")), "reason", "planted-reason"))
        .header("If-Match", "*")
        .post(incident + "/corrections")
        .then()
        .statusCode(200)
        .body("description", equalTo("planted-words"));

    Response read = kim().get(incident);
    read.then()
        .statusCode(200)
        .body("participants.pupil", contains("p-ida", "p-jan"))
        .body("description", nullValue())
        .body("followUps.pupil", contains("p-jan"));
    Response entries = kim().get(incident + "/entries");
    entries.then().statusCode(200).body("items.by", contains(KIM));
    assertThat(read.asString() + entries.asString()).doesNotContain("planted");
    hanna().get(incident + "/entries").then().body("items.by", contains(KIM, "st-hanna"));
  }

  /** In each role, and after the list was made anew. */
  @Test
  void aParentFindsAnOwnReportInTheListAsItWas() {
    String corrected = reportedByKim("09:20", "p-ida", "p-jan");
    String toTheChild = reportedByKim("09:21", "p-jan");
    String ofAnother = reportedByKim("09:22", "p-jan");
    correctedToAThreat(corrected, "p-jan");
    correctedToAThreat(toTheChild, "p-ida");
    correctedToAThreat(ofAnother, "p-jan");
    await()
        .untilAsserted(
            () ->
                hanna()
                    .get(path + "/incidents")
                    .then()
                    .statusCode(200)
                    .body("items.category", contains("THREAT", "THREAT", "THREAT")));

    assertListedAsReported(ofAnother, toTheChild, corrected);
    subscriptions.rebuild("incident-overview").collect().last().await().atMost(SOON);
    assertListedAsReported(ofAnother, toTheChild, corrected);
  }

  private String reportedByKim(String time, String... pupils) {
    return kim()
        .body(seen(MISUSE, time, pupils))
        .post(path + "/incidents")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void correctedToAThreat(String incident, String pupil) {
    Map<String, Object> seen = new HashMap<>(seen("THREAT", "09:10", pupil));
    seen.put("device", "CAMERA");
    seen.put("place", "GROUNDS");
    hanna()
        .body(Map.of("observed", seen, "reason", "So it was"))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200);
  }

  /** The newest, of another's child, as the school has it; the two others as Kim did. */
  private void assertListedAsReported(String... incidents) {
    for (RequestSpecification reader : List.of(kim(), as(KIM, "teacher"), as(KIM, "head"))) {
      reader
          .get(path + "/incidents")
          .then()
          .statusCode(200)
          .body("items.id", contains(incidents))
          .body("items.category", contains("THREAT", MISUSE, MISUSE))
          .body("items.breach", contains("MISUSE", "MISUSE", "MISUSE"))
          .body("items.device", contains("CAMERA", "SMARTPHONE", "SMARTPHONE"))
          .body("items.place", contains("GROUNDS", "CLASSROOM", "CLASSROOM"))
          .body(
              "items.occurredAt",
              contains(at("09:10").toString(), at("09:21").toString(), at("09:20").toString()))
          .body("items.corrected", contains(true, true, true));
    }
  }

  /** That somebody else was told of the child is the school's to know. */
  @Test
  void aParentDoesNotReadWhoWasToldOfAnOwnChild() {
    for (String pupil : List.of("p-ida", "p-jan")) {
      as("st-eva", "teacher")
          .body(seen("BROUGHT_DESPITE_BAN", "09:20", pupil))
          .post(path + "/incidents")
          .then()
          .statusCode(409)
          .body("code", equalTo("no-ban-then"));
    }
    hanna()
        .get(path + "/incidents/refusals")
        .then()
        .body("items.pupil", contains("p-jan", "p-ida"));
    kim().get(path + "/incidents/refusals").then().body("items.pupil", contains("p-jan"));
  }

  /**
   * S2: what happened, on what ground, in what order; nothing of others, no reasons, and nothing
   * that tells of an exemption.
   */
  @Test
  void parentsAndThePupilReadWhatWasDecidedAndInWhatOrder() {
    isExempt("p-ida");
    String incident =
        tim()
            .body(described(seen(MISUSE, "09:25", "p-ida", "p-jan")))
            .post(path + "/incidents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String suspension = proposed("p-ida", "SUSPENSION");
    proposed("p-jan", "SUSPENSION");
    for (RequestSpecification who : List.of(guardian(KIM), guardian("g-bas"), pupil("p-ida"))) {
      who.get(own).then().statusCode(200).body("items", empty());
    }
    for (String kind : List.of("PUPIL", "GUARDIANS")) {
      hanna().body(heard(kind)).post(suspension + "/hearings").then().statusCode(200);
    }
    as("st-cora", "care-coordinator")
        .body(
            Map.of("kind", "CARE_COORDINATOR", "at", at("09:29").toString(), "cause", "ELSEWHERE"))
        .post(suspension + "/hearings")
        .then()
        .statusCode(200);
    hanna()
        .body(Map.of("measure", "DEVICE_BAN", "reason", "planted-reason"))
        .post(suspension + "/imposition")
        .then()
        .statusCode(200);
    hanna()
        .body(
            Map.of(
                "from",
                TUESDAY.plusDays(1).toString(),
                "until",
                TUESDAY.plusDays(2).toString(),
                "reason",
                "planted-reason",
                "explanation",
                "You filmed somebody who was changing."))
        .post(suspension + "/confirmation")
        .then()
        .statusCode(200);

    isChildOf("p-ida", Parent.of(KIM), Parent.of("g-bas"), new Parent("g-cor", false, true));
    String asPupil = pupil("p-ida").get(own).asString();
    for (RequestSpecification who :
        List.of(guardian(KIM), guardian("g-bas"), guardian("g-cor"), kim())) {
      Response read = who.get(own);
      read.then()
          .statusCode(200)
          .body("items.measure", contains("DEVICE_BAN"))
          .body("items.status", contains("CONFIRMED"))
          .body("items.category", contains(MISUSE))
          .body("items.occurredAt", contains(at("09:25").toString()))
          .body("items.from", contains("2026-11-25"))
          .body("items.until", contains("2026-11-26"))
          .body(
              "items[0].course.done",
              contains("PROPOSED", "PUPIL_HEARD", "GUARDIANS_HEARD", "IMPOSED", "CONFIRMED"))
          .body("items[0].course[0].measure", equalTo("SUSPENSION"))
          .body("items[0].course[1].at", equalTo(at("09:29").toString()))
          .body("items[0].course[3].measure", equalTo("DEVICE_BAN"))
          .body("items[0].course[3].from", nullValue())
          .body("items[0].course[4].from", equalTo("2026-11-25"))
          .body("items[0].course[4].until", equalTo("2026-11-26"))
          .body("items[0].course[3].explanation", nullValue())
          .body("items[0].course[4].explanation", equalTo("You filmed somebody who was changing."));
      assertThat(read.asString())
          .as("of others, and what only the school knows")
          .doesNotContain(
              "p-jan", "st-tim", "st-hanna", "st-cora", "COORDINATOR", "planted", incident);
      assertThat(read.asString()).as("the same for all").isEqualTo(asPupil);
    }
  }

  /** Who is told goes by the roster alone. */
  @Test
  void whatTheHeadRecordsOfTheAgeShutsNoParentOut() {
    recorded(MISUSE, "09:25", "p-ida");
    String suspension = proposed("p-ida", "SUSPENSION");
    for (String kind : List.of("PUPIL", "OF_AGE")) {
      hanna().body(heard(kind)).post(suspension + "/hearings").then().statusCode(200);
    }
    hanna()
        .body(Map.of("reason", "Others were filmed"))
        .post(suspension + "/imposition")
        .then()
        .statusCode(200);

    await()
        .untilAsserted(
            () ->
                guardian("g-bas")
                    .get(own)
                    .then()
                    .statusCode(200)
                    .body("items.measure", contains("SUSPENSION")));
  }

  /** One answer for whoever is no parent, or may not be told, or whose child is not there. */
  @Test
  void aForeignChildIsNotThere() {
    recorded(VIOLATION, "09:20", "p-ida");
    String warning = proposed("p-ida", "WARNING");
    tim().body(Map.of()).post(warning + "/imposition").then().statusCode(200);
    isChildOf(
        "p-ida",
        Parent.of("g-bas"),
        new Parent("g-cor", true, false),
        new Parent("g-dan", false, false));
    guardian("g-bas").get(own).then().statusCode(200).body("items.measure", contains("WARNING"));

    for (String other : List.of("g-els", "g-cor", "g-dan", "g-nobody", KIM)) {
      guardian(other).get(own).then().statusCode(404);
    }
    guardian("g-bas").get(path + "/pupils/p-nobody/sanctions").then().statusCode(404);
    guardian("g-bas").get(path + "/pupils/p-jan/sanctions").then().statusCode(404);
    guardian("g-bas").get(own.replace(school, "school-elders")).then().statusCode(404);
    pupil("p-jan").get(own).then().statusCode(403);
    as("g-bas", "teacher").get(own).then().statusCode(403);
    guardian("g-bas").get(path + "/sanctions?pupil=p-ida").then().statusCode(403);

    roster.pupilLeft(BOARD, school, "p-ida");
    await().untilAsserted(() -> guardian("g-bas").get(own).then().statusCode(404));
    pupil("p-ida").get(own).then().statusCode(200);
  }

  private void isExempt(String pupil) {
    String exemption = UUID.randomUUID().toString();
    try (var exemptions = new ExceptionTells()) {
      exemptions.at(at("08:00"));
      exemptions.granted(BOARD, school, exemption, pupil, "sub-fr", TUESDAY);
    }
    await().until(() -> rows("select from exemption_known where school = $1") == 1);
  }

  private static Map<String, Object> described(Map<String, Object> seen) {
    Map<String, Object> described = new HashMap<>(seen);
    described.put("description", "planted-words");
    return described;
  }

  private static void assertOwnChild(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
    assertThat(answer.<String>path("code")).isEqualTo("own-child");
    assertThat(answer.<String>path("type")).endsWith("/problems/refused");
  }

  private void isChildOf(String pupil, Parent... parents) {
    UUID message = roster.child(BOARD, school, pupil, CLASS, parents);
    await()
        .until(
            () ->
                pool.preparedQuery(
                            "select from handled where consumer = 'school-families' and message = $1")
                        .executeAndAwait(Tuple.of(message.toString()))
                        .rowCount()
                    == 1);
  }

  private int rows(String query) {
    return pool.preparedQuery(query).executeAndAwait(Tuple.of(school)).rowCount();
  }

  private String recorded(String category, String time, String pupil) {
    return tim()
        .body(seen(category, time, pupil))
        .post(path + "/incidents")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Where the newest is of the pupil. */
  private String proposed(String pupil, String measure) {
    String listed = path + "/sanctions?pupil=" + pupil;
    await()
        .untilAsserted(() -> hanna().get(listed).then().body("items[0].measure", equalTo(measure)));
    return path + "/sanctions/" + hanna().get(listed).<String>path("items[0].id");
  }

  private String proposedOnJan() {
    recorded(VIOLATION, "09:22", "p-jan");
    return proposed("p-jan", "WARNING");
  }

  private static Map<String, Object> seen(String category, String time, String... pupils) {
    return Map.of(
        "category",
        category,
        "device",
        "SMARTPHONE",
        "place",
        "CLASSROOM",
        "occurredAt",
        at(time).toString(),
        "participants",
        Stream.of(pupils).map(pupil -> Map.of("pupil", pupil, "role", "OFFENDER")).toList());
  }

  private static Map<String, String> heard(String kind) {
    return Map.of("kind", kind, "at", at("09:29").toString());
  }

  private static Map<String, String> declined() {
    return Map.of("ground", "DECLINED", "reason", "It was settled at once");
  }

  /** With all her roles in one token. */
  private RequestSpecification kim() {
    return as(KIM, Stream.concat(AT_WORK.stream(), Stream.of("guardian")).toArray(String[]::new));
  }

  private RequestSpecification tim() {
    return as("st-tim", "teacher");
  }

  private RequestSpecification hanna() {
    return as("st-hanna", "head");
  }

  private RequestSpecification guardian(String person) {
    return as(person, "guardian");
  }

  private RequestSpecification pupil(String person) {
    return as(person, "pupil");
  }

  private RequestSpecification as(String person, String... roles) {
    String token =
        Tokens.user(BOARD, roles)
            .with("person", person)
            .with("schools", Stream.of(roles).map(role -> role + '@' + school).toList())
            .token();
    return ApiSpec.with(token).contentType(ContentType.JSON);
  }

  private static Instant at(String time) {
    return LocalDateTime.parse(TUESDAY + "T" + time)
        .atZone(ZoneId.of("Europe/Amsterdam"))
        .toInstant();
  }
}
