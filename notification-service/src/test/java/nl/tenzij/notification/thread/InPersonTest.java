package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pupil of 18 or older is addressed in person. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class InPersonTest {

  @Inject Pool pool;
  @Inject TestClock clock;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    home.close();
    clock.moveToSchoolHours();
  }

  @Test
  void whoIsOfAgeIsToldInThePortalAndNobodyElseIs() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.ladder();
    home.confirmed("DEVICE_BAN");

    JsonNode item = feed(1).getFirst();
    assertThat(item.path("language").asText()).isEqualTo("nl");
    assertThat(item.path("subject").asText()).isEqualTo("Belangrijk bericht van school");
    assertThat(item.path("paragraphs").path(0).asText()).isEqualTo("Beste Sam,");
    assertThat(item.path("paragraphs").toString())
        .contains("24 november 2026", "23 december 2026", "18 of ouder")
        .doesNotContain("{", "Fatma");
    assertThat(home.inPerson())
        .as("no mail")
        .extracting(each -> each.path("channel").asText())
        .containsExactly("PORTAL");
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    assertThat(home.messages("fatma", "PORTAL")).isEmpty();

    String letter = item.path("letter").asText();
    assertThat(letter).endsWith("/pupils/" + home.pupil + "/letters/" + home.sanction);
    await().until(() -> asPupil(letter).statusCode() == 200);
    String receipt =
        "/api/v1/schools/%s/feed/%s/receipts".formatted(home.school, item.path("message").asText());
    with(home.token(home.guardian("fatma"), "guardian")).post(receipt).then().statusCode(404);
    with(home.token(home.pupil, "pupil")).post(receipt).then().statusCode(200);
  }

  /** In words of its own, with what overtakes what as for guardians. */
  @Test
  void whatIsTakenBackIsToldInPersonToo() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.warned();
    feed(1);
    home.revoked();
    assertThat(feed(2).getFirst().path("paragraphs").toString()).contains("ingetrokken");
  }

  /** It was for guardians in the evening; in the morning there are none. */
  @Test
  void whatIsHeldWhenThePupilComesOfAgeIsToldToThePupilOnce() {
    home.with("barred nl", "barred-too nl").inZone(clock.evening());
    home.warned();
    JsonNode held = home.awaitStates("barred", "PORTAL", "HELD").getFirst();
    home.awaitStates("barred-too", "EMAIL", "HELD");

    home.comesOfAge("barred", "barred-too");
    clock.moveTo(OffsetDateTime.parse(held.path("nextAttemptAt").asText()).toInstant());

    for (String name : List.of("barred", "barred-too")) {
      for (String channel : List.of("EMAIL", "PORTAL")) {
        JsonNode withheld = home.awaitStates(name, channel, "CANCELLED").getFirst();
        assertThat(withheld.path("reason").asText()).isEqualTo("NOT_TO_BE_INFORMED");
      }
      assertThat(home.mails(name)).isEmpty();
    }
    feed(1);
    assertThat(home.inPerson()).hasSize(1);
    home.revoked();
    assertThat(feed(2)).as("what came to it follows").hasSize(2);
  }

  /** Of a minor a guardian who is not informed is no reason to tell the pupil. */
  @Test
  void whatIsWithheldOfAMinorIsToldToNobodyElse() {
    home.with("barred nl", "fatma tr");
    home.warned();
    home.awaitStates("barred", "EMAIL", "CANCELLED");
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.inPerson()).isEmpty();
    assertThat(pupilsFeed()).isEmpty();
  }

  private Response asPupil(String path) {
    return with(home.token(home.pupil, "pupil")).get(path);
  }

  private List<JsonNode> pupilsFeed() {
    Response answer = asPupil("/api/v1/schools/%s/feed".formatted(home.school));
    answer.then().statusCode(200);
    return Household.items(answer.asString());
  }

  private List<JsonNode> feed(int messages) {
    return await().until(this::pupilsFeed, items -> items.size() == messages);
  }
}
