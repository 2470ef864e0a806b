package nl.tenzij.notification.thread;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The head's letter, from the events of two other services to who may read it. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class LetterTest {

  @Inject Pool pool;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theGuardianAndTheHeadReadItAndNobodyElse() throws IOException {
    // From the same moment on, one whose text was rewritten more often: the later one counts.
    home.on("2026-11-23");
    home.policyInForce(3, "P7D", Topics.nextPlace());
    home.awaitAnnounced(home.policyInForce(Topics.nextPlace()));
    home.with("fatma tr", "piet nl");
    home.ladder();
    home.confirmed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "SENT");
    String letter = letterInFeed();

    await()
        .until(
            () ->
                home.count(
                        "select count(*) from letter_policy where school = '" + home.school + "'")
                    == 2);
    await().until(() -> with(guardian("fatma")).get(letter).statusCode() == 200);
    Response own = with(guardian("fatma")).get(letter);
    assertThat(own.contentType()).isEqualTo("application/pdf");
    assertThat(text(own))
        .contains("Beste Fatma Aydın,", "van 24 november 2026 tot en met 23 december 2026")
        .contains("een bedreiging", "beleid van de school: 4.2")
        .contains("uiterlijk op 4 januari 2027")
        .contains("Merhaba Fatma Aydın,", "24 Kasım 2026")
        .startsWith("College Eén")
        .contains("Conrector E-mail: conrector@school.example Telefoon: 020 123 4567")
        .contains("Okul müdürlüğü, College Eén")
        .doesNotContain("zorg@");
    assertThat(home.mail("fatma").text()).contains("bir mektup yazdı", "veli portalında");
    with(home.token("st-head", "head")).get(letter).then().statusCode(200);

    with(guardian("piet")).get(letter).then().statusCode(404);
    with(home.token(home.guardian("piet"), "head")).get(letter).then().statusCode(404);
    with(home.token("st-tim", "teacher")).get(letter).then().statusCode(403);
    try (Household other = new Household(pool)) {
      with(other.token("st-head", "head")).get(letter).then().statusCode(404);
      with(other.token("st-head", "head"))
          .get(letter.replace(home.school, other.school))
          .then()
          .statusCode(404);
    }
  }

  /** What letters are written from is held up meanwhile. */
  @Test
  void whoseMailWasQuickerIsToldToAskAgain() {
    home.with("fatma tr", "piet nl");
    home.ladder();
    String letter;
    SqlConnection holding = pool.getConnectionAndAwait();
    try {
      holding.query("begin").executeAndAwait();
      holding.query("lock table letter_sanction in exclusive mode").executeAndAwait();
      home.confirmed("DEVICE_BAN");
      home.awaitStates("fatma", "EMAIL", "SENT");
      letter = letterInFeed();

      Response early = with(guardian("fatma")).get(letter);
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.contentType()).startsWith("application/problem+json");
      assertThat(early.path("type").toString()).isEqualTo("https://tenzij.nl/problems/not-yet");
      assertThat(early.header("Retry-After")).isEqualTo("2");
      with(home.token("st-head", "head")).get(letter).then().statusCode(503);

      with(guardian("piet")).get(letter).then().statusCode(404);
      with(guardian("fatma"))
          .get(letter.replaceAll("[0-9a-f-]{36}", UUID.randomUUID().toString()))
          .then()
          .statusCode(404);
    } finally {
      holding.query("rollback").executeAndAwait();
      holding.closeAndAwait();
    }
    await().until(() -> with(guardian("fatma")).get(letter).statusCode() == 200);
  }

  /** A pupil whom the head found to be of age was heard alone; home is told as of a minor. */
  @Test
  void theLetterSaysWithWhomItWasTalkedAlsoOnceItIsMadeLighter() throws IOException {
    home.with("fatma tr");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("SUSPENSION", false));
    String letter = letterInFeed();
    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("Voor dit besluit is met Sam gesproken. Bent u het niet eens")
        .contains("Bu karardan önce çocuğunuzla konuşuldu.");

    home.handled("letter-decisions", home.amended("INTERNAL_SUSPENSION"));

    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("niet in de gewone les", "tot en met 7 december 2026")
        .contains("Voor dit besluit is met Sam gesproken. Bent u het niet eens")
        .doesNotContain("andere ouder of verzorger");
    assertThat(home.mail("fatma").text())
        .contains("bu konunun kimlerle konuşulduğu")
        .doesNotContain("sizinle ve çocuğunuzla");
  }

  @Test
  void theLetterSaysThatItWasTalkedWithGuardiansWhereItWas() throws IOException {
    home.with("fatma tr");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("INTERNAL_SUSPENSION", true));
    assertThat(text(with(guardian("fatma")).get(letterInFeed())))
        .contains("gesproken met Sam, en met u of een andere ouder of verzorger.");
  }

  /** The law wants the reasons in the letter: there is none without them. */
  @Test
  void theHeadsWordsAreFetchedWhereTheLetterIsRead() throws IOException {
    home.with("fatma tr");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    String letter = letterInFeed();
    String pupil = home.token(home.pupil, "pupil");
    String own =
        "/api/v1/schools/%s/pupils/%s/letters/%s".formatted(home.school, home.pupil, home.sanction);
    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("De directie legt dit besluit zo uit: Je filmde iemand.")
        .contains("yazıldıkları dildedir: Je filmde iemand.");
    assertThat(text(with(pupil).get(own))).contains("zo uit: Je filmde iemand.");

    Household.control("sanctions/away");

    for (Response answer : List.of(with(guardian("fatma")).get(letter), with(pupil).get(own))) {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.contentType()).startsWith("application/problem+json");
      assertThat(answer.asString()).doesNotContain(home.pupil, "filmde");
    }
    Household.control("sanctions/back");
    with(guardian("fatma")).get(letter).then().statusCode(200);
  }

  /** What was to be written from is gone: nobody is to ask for it again and again. */
  @Test
  void aLetterThatNothingIsKeptForIsNotToldToComeYet() {
    home.with("fatma tr");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    String letter = letterInFeed();
    with(guardian("fatma")).get(letter).then().statusCode(200);

    sql("delete" + ofTheSanction());

    with(guardian("fatma")).get(letter).then().statusCode(404);
  }

  /** Who kept the first letter finds the same in it today, and what was corrected since. */
  @Test
  void theLetterKeepsWhatWasDecidedOnAndSaysWhatWasCorrectedSince() throws IOException {
    home.on("2026-11-23");
    home.with("fatma tr");
    home.ladder();
    home.corrected("PHOTO_OR_VIDEO", "2026-11-19T09:20:00Z", home.pupil);
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    String letter = letterInFeed();
    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("een foto of video", "19 november 2026")
        .doesNotContain("Verbeterd", "bedreiging", "düzeltildi");

    // Of another thing than what the letter tells.
    home.handled(
        "letter-decisions",
        home.corrected("PHOTO_OR_VIDEO", "2026-11-19T09:20:00Z", home.pupil, "p-other"));
    assertThat(text(with(guardian("fatma")).get(letter))).doesNotContain("Verbeterd");

    home.handled(
        "letter-decisions", home.corrected("CYBERBULLYING", "2026-11-18T09:20:00Z", home.pupil));

    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("een foto of video", "Datum van wat er gebeurde: 19 november 2026")
        .contains("Verbeterd op 23 november 2026: pesten", ", op 18 november 2026")
        .contains("düzeltildi", "18 Kasım 2026");

    home.handled(
        "letter-decisions", home.corrected("PHOTO_OR_VIDEO", "2026-11-19T10:20:00Z", home.pupil));
    assertThat(text(with(guardian("fatma")).get(letter)))
        .as("as it was, at another hour")
        .contains("Datum van wat er gebeurde: 19 november 2026")
        .doesNotContain("Verbeterd");
  }

  /** It is no new decision: nobody gets a new term to object in, nor another ground. */
  @Test
  void whatWasEndedEarlyKeepsItsDateItsTermAndItsGround() throws IOException {
    home.with("fatma tr");
    home.handled("letter-policies", home.policyInForce(Topics.nextPlace()));
    home.ladder();
    home.on("2026-11-23");
    home.confirmed("SUSPENSION");
    String letter = letterInFeed();
    home.on("2026-11-25");
    home.corrected("CYBERBULLYING", "2026-11-18T09:20:00Z", home.pupil);
    home.on("2026-11-30");

    home.handled("letter-decisions", home.endedEarly("SUSPENSION"));

    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("van 24 november 2026 tot en met 30 november 2026")
        .contains("23 november 2026", "uiterlijk op 4 januari 2027")
        .contains("een bedreiging", "Datum van wat er gebeurde: 20 november 2026")
        .contains("Verbeterd op 25 november 2026: pesten");

    home.handled("letter-decisions", home.revoked());

    with(guardian("fatma")).get(letter).then().statusCode(409);
  }

  /**
   * Versions before kept the end as the decision, and the last entry alone: the topic has it all.
   */
  @Test
  void whatAnOldVersionKeptOfALetterIsReadAnew() throws IOException {
    home.with("fatma tr");
    home.handled("letter-policies", home.policyInForce(Topics.nextPlace()));
    home.ladder();
    home.on("2026-11-23");
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    String letter = letterInFeed();
    home.on("2026-11-25");
    home.corrected("CYBERBULLYING", "2026-11-18T09:20:00Z", home.pupil);
    home.on("2026-11-30");
    home.handled("letter-decisions", home.endedEarly("SUSPENSION"));
    long decided = home.count("select decided_sequence" + ofTheSanction());
    long recorded = home.count("select min(sequence)" + ofTheIncident());
    long corrected = home.count("select max(sequence)" + ofTheIncident());
    sql(
        "update letter_sanction set decided_at = '2026-11-30T10:00:00Z', decided_sequence = sequence"
            + " where sanction = '%s'".formatted(home.sanction));
    sql("delete" + ofTheIncident() + " and sequence = " + recorded);
    sql(
        "update letter_incident set sequence = sequence + 1, said_at = occurred_at where incident = '%s'"
            .formatted(home.incident));
    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("uiterlijk op 11 januari 2027", "pesten")
        .doesNotContain("een bedreiging");

    try (var migration =
        getClass().getResourceAsStream("/db/migration/V37__letters_that_are_read_anew.sql")) {
      sql(new String(migration.readAllBytes(), UTF_8));
    }
    home.anew(recorded);
    home.ladder();
    home.on("2026-11-23");
    home.anew(decided);
    home.confirmed("SUSPENSION");
    home.on("2026-11-25");
    home.anew(corrected);
    home.corrected("CYBERBULLYING", "2026-11-18T09:20:00Z", home.pupil);
    home.on("2026-11-27");
    home.anew(corrected + 1);
    home.handled(
        "letter-decisions",
        home.corrected("CYBERBULLYING", "2026-11-18T09:20:00Z", home.pupil, "p-other"));

    assertThat(text(with(guardian("fatma")).get(letter)))
        .contains("van 24 november 2026 tot en met 30 november 2026")
        .contains("23 november 2026", "uiterlijk op 4 januari 2027")
        .contains("een bedreiging", "Datum van wat er gebeurde: 20 november 2026")
        .contains("Verbeterd op 25 november 2026: pesten");
  }

  private String ofTheSanction() {
    return " from letter_sanction where sanction = '%s'".formatted(home.sanction);
  }

  private String ofTheIncident() {
    return " from letter_incident where incident = '%s'".formatted(home.incident);
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().indefinitely();
  }

  @Test
  void aSchoolWithoutADeskWritesLettersToo() throws IOException {
    home.close();
    home = new Household(pool, "deskless");
    home.with("piet nl");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    home.awaitStates("piet", "PORTAL", "SENT");

    String letter = home.feed("piet").getFirst().path("letter").asText();

    assertThat(text(with(guardian("piet")).get(letter)))
        .contains("De directie van College Eén")
        .doesNotContain("stuurt u aan");
  }

  /** A suspension goes in writing to the pupil too, who reads nobody else's. */
  @Test
  void thePupilReadsTheOwnLetterAndNobodyElseDoesButTheHead() throws IOException {
    home.with("fatma tr");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("SUSPENSION"));
    String all = "/api/v1/schools/%s/pupils/%s/letters".formatted(home.school, home.pupil);
    String pupil = home.token(home.pupil, "pupil");

    JsonNode mine = Household.items(with(pupil).get(all).asString()).getFirst();

    assertThat(mine.path("measure").asText()).isEqualTo("SUSPENSION");
    assertThat(mine.path("from").asText()).isEqualTo("2026-11-24");
    String letter = mine.path("letter").asText();
    assertThat(letter).isEqualTo(all + "/" + home.sanction);
    assertThat(text(with(pupil).get(letter)))
        .startsWith("College Eén")
        .contains("Beste Sam,", "jij in de periode hieronder niet op school mag komen")
        .contains("van 24 november 2026 tot en met 23 december 2026", "een bedreiging")
        .contains("conrector@school.example")
        .doesNotContain("Fatma", "Aydın", "Merhaba");
    assertThat(text(with(pupil).get(letter + "?language=TR")))
        .contains("Beste Sam,", "Merhaba Sam,");
    with(home.token("st-head", "head")).get(letter).then().statusCode(200);
    with(home.token("st-head", "head")).get(all).then().body("items.size()", equalTo(1));
    for (String path : List.of(all, letter)) {
      with(home.token(home.guardian("fatma"), "head")).get(path).then().statusCode(404);
    }

    for (String path : List.of(all, letter)) {
      with(home.token("p-other", "pupil")).get(path).then().statusCode(404);
      with(home.token("p-other", "pupil"))
          .get(path.replace(home.pupil, "p-other"))
          .then()
          .statusCode(path.equals(all) ? 200 : 404);
      with(guardian("fatma")).get(path).then().statusCode(403);
      with(home.token("st-tim", "teacher")).get(path).then().statusCode(403);
      with(home.token("st-tim", "mentor")).get(path).then().statusCode(403);
      try (Household other = new Household(pool)) {
        with(other.token(home.pupil, "pupil")).get(path).then().statusCode(404);
        with(other.token("st-head", "head")).get(path).then().statusCode(404);
      }
    }

    home.handled("letter-decisions", home.revoked());

    with(pupil).get(all).then().statusCode(200).body("items.size()", equalTo(0));
    with(pupil).get(letter).then().statusCode(409).body("code", equalTo("letter-overtaken"));
  }

  @Test
  void aDecisionThatWasRevokedHasNoLetterAnyMore() {
    home.with("fatma tr");
    home.ladder();
    home.confirmed("SUSPENSION");
    home.awaitStates("fatma", "PORTAL", "SENT");
    String letter = letterInFeed();
    home.revoked();

    await().until(() -> with(guardian("fatma")).get(letter).statusCode() == 409);
    with(guardian("fatma"))
        .get(letter)
        .then()
        .statusCode(409)
        .body("code", equalTo("letter-overtaken"));
  }

  @Test
  void ofAWarningThereIsNone() {
    home.with("fatma tr");
    home.ladder();
    home.warned();
    JsonNode message = home.awaitStates("fatma", "PORTAL", "SENT").getFirst();

    assertThat(feed().has("letter")).isFalse();
    with(guardian("fatma"))
        .get(
            "/api/v1/schools/%s/messages/%s/letter"
                .formatted(home.school, message.path("message").asText()))
        .then()
        .statusCode(404);
  }

  /** The letter of the one message about the incident; of a policy there may be another. */
  private String letterInFeed() {
    return await()
        .until(
            () ->
                home.feed("fatma").stream()
                    .filter(item -> item.has("incident") && item.has("letter"))
                    .map(item -> item.path("letter").asText())
                    .toList(),
            letters -> letters.size() == 1)
        .getFirst();
  }

  private JsonNode feed() {
    Response answer = with(guardian("fatma")).get("/api/v1/schools/" + home.school + "/feed");
    return Household.items(answer.asString()).stream()
        .filter(item -> item.has("incident"))
        .findFirst()
        .orElseThrow();
  }

  private String guardian(String name) {
    return home.token(home.guardian(name), "guardian");
  }

  private static String text(Response answer) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(answer.asByteArray())) {
      return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }
  }
}
