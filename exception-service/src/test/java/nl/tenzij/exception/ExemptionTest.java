package nl.tenzij.exception;

import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ExemptionTest {

  private static final String PATH = "/api/v1/schools/college-een/exemptions";
  private static final String MOTIVATION = "I can follow the text with it";

  @Inject Pool pool;

  /** Sam is Fatma's, in the class of Tim, who is his mentor; Noa is Ali's, in nobody's. */
  @BeforeEach
  void schoolIsKnown() {
    try (var school = new SchoolTells()) {
      school.classOf("college-een", "k-3hv1", "[\"st-tim\"]");
      school.pupil("college-een", "p-sam", guardian("g-fatma"), enrolled("k-3hv1"), "st-tim");
      school.pupil("college-een", "p-noa", guardian("g-ali"), "[]");
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(
                      known(
                          "select from pupil_known where present and school = 'college-een'"
                              + " and pupil in ('p-sam', 'p-noa')"))
                  .isEqualTo(2);
              assertThat(
                      known(
                          "select from teaching_known where staff = 'st-tim'"
                              + " and class = 'k-3hv1'"))
                  .isEqualTo(1);
            });
  }

  @Test
  void aGuardianAsksAndSeesItAgain() {
    Response made = ask("fatma", "p-sam");

    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.header("Location")).startsWith(PATH + "/");
    assertThat(made.path("status").toString()).isEqualTo("REQUESTED");
    assertThat(made.path("asker.capacity").toString()).isEqualTo("GUARDIAN");
    Response read = as("fatma").get(made.header("Location"));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.path("purpose").toString()).isEqualTo("MEDICAL_APP");
    assertThat(read.path("motivation").toString()).isEqualTo(MOTIVATION);
    assertThat(list("fatma", made)).contains(id(made));
  }

  @Test
  void aMentorAsksForAnOwnPupil() {
    assertThat(ask("tim", "p-sam").path("asker.capacity").toString()).isEqualTo("MENTOR");
    assertThat(ask("tim", "p-noa").statusCode()).isEqualTo(400);
  }

  @Test
  void theCareCoordinatorAsksForAnyPupil() {
    assertThat(ask("cora", "p-noa").path("asker.capacity").toString())
        .isEqualTo("CARE_COORDINATOR");
  }

  @Test
  void nobodyAsksForWhoIsNotTheirs() {
    Response others = ask("fatma", "p-noa");
    Response nobody = ask("fatma", "p-nobody");
    Response nobodyByCare = ask("cora", "p-nobody");

    assertThat(others.statusCode()).isEqualTo(400);
    assertThat(others.asString()).isEqualTo(nobody.asString());
    assertThat(nobodyByCare.statusCode()).isEqualTo(400);
    assertThat(ask("sam", "p-sam").statusCode())
        .as("a minor asks for nothing alone")
        .isEqualTo(400);
    for (String user : List.of("hanna", "mira", "pipeline")) {
      assertThat(ask(user, "p-sam").statusCode()).as(user).isEqualTo(403);
    }
    for (String user : List.of("vera", "lisa")) {
      assertThat(ask(user, "p-sam").statusCode()).as(user).isEqualTo(404);
    }
  }

  @Test
  void whatItIsForIsForThoseWhoNeedIt() {
    Response made = ask("fatma", "p-sam");
    String at = made.header("Location");

    for (String user : List.of("fatma", "tim", "cora", "sam")) {
      assertThat(as(user).get(at).path("purpose").toString()).as(user).isEqualTo("MEDICAL_APP");
    }
    Response toHead = as("hanna").get(at);
    assertThat(toHead.statusCode()).isEqualTo(200);
    assertThat(toHead.asString())
        .contains("REQUESTED")
        .doesNotContain("MEDICAL_APP", MOTIVATION, "glucose");
    assertThat(with(guardian("g-ali", "college-een")).get(at).statusCode()).isEqualTo(404);
    for (String user : List.of("mira", "pipeline", "school-system")) {
      assertThat(as(user).get(at).statusCode()).as(user).isEqualTo(403);
    }
    // a board sees figures, never a pupil's file
    assertThat(as("bea").get(at).statusCode()).isEqualTo(403);
    assertThat(as("vera").get(at).statusCode()).isEqualTo(404);
    assertThat(as("lisa").get(at).statusCode()).isEqualTo(404);
  }

  @Test
  void listsHoldOnlyWhatIsTheirs() {
    Response sams = ask("fatma", "p-sam");
    Response noas = ask("cora", "p-noa");

    assertThat(list("cora", noas)).contains(id(sams), id(noas));
    assertThat(list("hanna", noas)).contains(id(sams), id(noas));
    assertThat(list("fatma", noas)).contains(id(sams)).doesNotContain(id(noas));
    assertThat(list("tim", noas)).contains(id(sams)).doesNotContain(id(noas));
    assertThat(list("sam", noas)).contains(id(sams)).doesNotContain(id(noas));
    assertThat(as("cora").queryParam("pupil", "p-noa").get(PATH).asString())
        .doesNotContain("p-sam");
    assertThat(as("fatma").queryParam("pupil", "p-noa").get(PATH).asString())
        .doesNotContain(id(noas));
    assertThat(as("cora").get(PATH).asString()).doesNotContain("MEDICAL_APP");
    assertThat(as("mira").get(PATH).statusCode()).isEqualTo(403);
  }

  @Test
  void pagesGoOnWhereTheOneBeforeEnded() {
    for (int i = 0; i < 3; i++) {
      ask("fatma", "p-sam");
    }
    Response last = ask("fatma", "p-sam");

    Response first =
        as("fatma")
            .header("Tenzij-Consistency-Token", last.header("Tenzij-Consistency-Token"))
            .queryParam("limit", 3)
            .get(PATH);
    Response second =
        as("fatma")
            .queryParam("limit", 3)
            .queryParam("cursor", first.<String>path("next"))
            .get(PATH);

    List<String> ids = new ArrayList<>(first.path("items.id"));
    assertThat(ids).hasSize(3).contains(id(last));
    assertThat(second.<List<String>>path("items.id")).isNotEmpty().doesNotContainAnyElementsOf(ids);
  }

  @Test
  void aRequestIsSubmittedOnce() {
    String at = ask("fatma", "p-sam").header("Location");
    attach(at);

    Response submitted = post("fatma", at + "/submission", "{}");
    Response again = post("fatma", at + "/submission", "{}");

    assertThat(submitted.path("status").toString()).isEqualTo("COMPLETE");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.path("code").toString()).isEqualTo("request-already-submitted");
  }

  @Test
  void aRequestIsWithdrawnByThoseWhoMayAsk() {
    String at = ask("fatma", "p-sam").header("Location");

    assertThat(post("sam", at + "/withdrawal", null).statusCode()).as("a minor").isEqualTo(404);
    assertThat(post("hanna", at + "/withdrawal", null).statusCode()).isEqualTo(403);
    Response withdrawn = post("fatma", at + "/withdrawal", null);
    assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(200);
    assertThat(withdrawn.path("status").toString()).isEqualTo("WITHDRAWN");
    assertThat(post("fatma", at + "/submission", "{}").path("code").toString())
        .isEqualTo("request-is-over");
  }

  @Test
  void whatIsMissingIsSaid() {
    String at = bare("fatma").header("Location");

    Response list = as("fatma").get(at + "/checklist");
    assertThat(list.<List<String>>path("missing")).containsExactly("MOTIVATION", "EVIDENCE");
    assertThat(list.path("completeBy").toString()).isEqualTo(day(14));
    assertThat(post("fatma", at + "/submission", "{}").path("code").toString())
        .isEqualTo("motivation-missing");
    Response given = post("sam", at + "/motivation", "{\"motivation\": \"" + MOTIVATION + "\"}");
    assertThat(given.path("motivation").toString()).isEqualTo(MOTIVATION);
    assertThat(post("fatma", at + "/submission", "{}").path("code").toString())
        .isEqualTo("evidence-missing");
    attach(at);
    assertThat(as("fatma").get(at + "/checklist").<List<String>>path("missing")).isEmpty();
    Course.ok(post("fatma", at + "/submission", "{}"));
    assertThat(as("sam").get(at + "/checklist").path("decidedBy").toString()).isEqualTo(day(21));
    assertThat(as("hanna").get(at + "/checklist").statusCode()).isEqualTo(403);
  }

  @Test
  void whoAskedTakesItBackOrAGuardian() {
    String byTim = ask("tim", "p-sam").header("Location");
    String byCora = ask("cora", "p-sam").header("Location");

    assertThat(post("cora", byTim + "/withdrawal", null).path("code").toString())
        .isEqualTo("not-the-asker");
    assertThat(post("tim", byCora + "/withdrawal", null).path("code").toString())
        .isEqualTo("not-the-asker");
    Course.ok(post("tim", byTim + "/withdrawal", null));
    Course.ok(post("fatma", byCora + "/withdrawal", null));
  }

  @Test
  void aGuardianWhoMayNotBeToldLearnsNothing() {
    try (var school = new SchoolTells()) {
      school.pupil(
          "college-een",
          "p-barred",
          "[{\"guardian\": \"g-fatma\", \"language\": \"nl\", \"informed\": false,"
              + " \"contact\": false}]",
          "[]");
    }
    await().until(() -> ask("cora", "p-barred").statusCode() == 201);
    String at = ask("cora", "p-barred").header("Location");

    assertThat(as("fatma").get(at).statusCode()).isEqualTo(404);
    assertThat(ask("fatma", "p-barred").statusCode()).isEqualTo(400);
  }

  @Test
  void theNamedMentorAloneIsTheMentor() {
    try (var school = new SchoolTells()) {
      school.pupil("college-een", "p-mentored", guardian("g-fatma"), enrolled("k-3hv1"), "st-ada");
    }
    await().until(() -> ask("cora", "p-mentored").statusCode() == 201);

    assertThat(ask("tim", "p-mentored").statusCode()).isEqualTo(400);
    assertThat(Course.post(Course.staff("st-ada", "mentor"), PATH, body("p-mentored")).statusCode())
        .isEqualTo(201);
  }

  /** Else each of ten teachers with that role would read what a pupil suffers from. */
  @Test
  void whereNoneIsNamedAMentorIsWhoAskedForIt() {
    String pupil = "p-" + UUID.randomUUID();
    try (var school = new SchoolTells()) {
      school.classOf("college-een", "k-many", "[\"st-tim\", \"st-bo\"]");
      school.pupil("college-een", pupil, guardian("g-fatma"), "[\"k-many\"]");
    }
    await().until(() -> ask("tim", pupil).statusCode() == 201);
    Response byTim = ask("tim", pupil);
    Response byFatma = ask("fatma", pupil);
    var bo = Course.staff("st-bo", "mentor");

    assertThat(byTim.path("asker.capacity").toString()).isEqualTo("MENTOR");
    assertThat(as("tim").get(byTim.header("Location")).path("purpose").toString())
        .isEqualTo("MEDICAL_APP");
    assertThat(list("tim", byFatma)).contains(id(byTim)).doesNotContain(id(byFatma));
    assertThat(bo.get(byTim.header("Location")).statusCode()).isEqualTo(404);
    for (var mentor : List.of(bo, as("tim"))) {
      assertThat(mentor.get(byFatma.header("Location")).statusCode()).isEqualTo(404);
      assertThat(Course.post(mentor, byFatma.header("Location") + "/submission", "{}").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aStaleReaderChangesNothing() {
    String at = ask("fatma", "p-sam").header("Location");
    attach(at);

    Response stale = as("fatma").header("If-Match", "\"1\"").post(at + "/withdrawal");

    assertThat(stale.statusCode()).isEqualTo(412);
  }

  @Test
  void theSameKeyAsksOnce() {
    String key = UUID.randomUUID().toString();
    Response first = keyed(key);
    Response second = keyed(key);

    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(id(second)).isEqualTo(id(first));
  }

  @Test
  void othersLearnThatItIsThereAndNoMore() {
    Response made = ask("fatma", "p-sam");
    post("fatma", made.header("Location") + "/withdrawal", null);

    List<ConsumerRecord<String, String>> told = toldOf(id(made), 2);

    assertThat(told)
        .extracting(record -> header(record, "ce_type"))
        .containsExactly(
            "nl.tenzij.exception.exemption-requested.v1",
            "nl.tenzij.exception.exemption-withdrawn.v1");
    for (var record : told) {
      assertThat(record.key()).isEqualTo("p-sam");
      assertThat(record.value())
          .doesNotContain("MEDICAL", MOTIVATION, "glucose", "g-fatma", "reason");
    }
  }

  @Test
  void theLogHoldsNoPlainPurpose() {
    String id = id(ask("fatma", "p-sam"));

    String stored =
        pool.query("select data::text as data from event where stream = 'exemption/" + id + "'")
            .executeAndAwait()
            .iterator()
            .next()
            .getString("data");

    assertThat(stored).contains("p-sam").doesNotContain("MEDICAL_APP", MOTIVATION, "glucose");
  }

  @Test
  void whoLeavesTakesTheGuardiansAlong() {
    try (var school = new SchoolTells()) {
      school.pupil("college-een", "p-leaver", guardian("g-fatma"), "[]");
    }
    await().until(() -> ask("fatma", "p-leaver").statusCode() == 201);

    try (var school = new SchoolTells()) {
      school.pupilLeft("college-een", "p-leaver");
    }

    await().until(() -> ask("fatma", "p-leaver").statusCode() == 400);
  }

  private long known(String query) {
    return pool.query(query).executeAndAwait().rowCount();
  }

  private static String enrolled(String group) {
    return "[{\"class\": \"" + group + "\", \"begin\": null, \"end\": null}]";
  }

  private static String guardian(String id) {
    return "[{\"guardian\": \"" + id + "\", \"language\": \"nl\", \"informed\": true}]";
  }

  private static String guardian(String person, String school) {
    return Tokens.user("stichting-tenboom", "guardian")
        .with("person", person)
        .with("schools", List.of("guardian@" + school))
        .token();
  }

  private static Response ask(String user, String pupil) {
    return post(user, PATH, body(pupil));
  }

  private static void attach(String at) {
    Course.ok(
        as("fatma")
            .contentType("application/pdf")
            .body(Course.LETTER)
            .post(at + "/evidence?kind=STATEMENT"));
  }

  private static Response keyed(String key) {
    return as("fatma")
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body("p-sam"))
        .post(PATH);
  }

  /** Without the pupil's words. */
  private static Response bare(String user) {
    return post(
        user,
        PATH,
        """
        {"pupil": "p-sam", "purpose": "OTHER",
         "wished": {"moments": ["LESSON"], "places": ["CLASSROOM"]}}
        """);
  }

  private static String day(int ahead) {
    return Course.today().plusDays(ahead).toString();
  }

  private static String body(String pupil) {
    return """
        {"pupil": "%s", "purpose": "MEDICAL_APP", "motivation": "%s",
         "wished": {"moments": ["LESSON", "TEST"], "places": ["CLASSROOM"],
                    "functions": ["glucose app"]}}
        """
        .formatted(pupil, MOTIVATION);
  }

  private static Response post(String user, String path, String body) {
    var request = as(user);
    return body == null
        ? request.post(path)
        : request.contentType(ContentType.JSON).body(body).post(path);
  }

  /** The list as it stands after a write. */
  private static List<String> list(String user, Response after) {
    return as(user)
        .header("Tenzij-Consistency-Token", after.header("Tenzij-Consistency-Token"))
        .queryParam("limit", 200)
        .get(PATH)
        .path("items.id");
  }

  private static String id(Response made) {
    return made.path("id").toString();
  }

  private static List<ConsumerRecord<String, String>> toldOf(String exemption, int count) {
    var config = ConfigProvider.getConfig();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class),
            "group.id", UUID.randomUUID().toString(),
            "auto.offset.reset", "earliest");
    List<ConsumerRecord<String, String>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(
          List.of(config.getValue("TOPIC_PREFIX", String.class) + "exception.events.v1"));
      await()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          if (record.value().contains(exemption)) {
                            found.add(record);
                          }
                        });
                return found.size() >= count;
              });
    }
    return found;
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
