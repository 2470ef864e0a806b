package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a guardian finds in the portal. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class PortalTest {

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

  /** When it was written down the guardian read Dutch; now it is Turkish. */
  @Test
  void isReadInTheLanguageThatTheGuardianReadsNowAndAReceiptSaysSo() {
    home.with("fatma nl");
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");

    JsonNode item = feed("fatma").getFirst();
    assertThat(item.path("language").asText()).isEqualTo("tr");
    assertThat(item.path("direction").asText()).isEqualTo("ltr");
    assertThat(item.path("subject").asText()).isEqualTo("Okuldan mesaj");
    assertThat(item.path("paragraphs").path(0).asText()).isEqualTo("Merhaba Fatma,");
    assertThat(item.path("paragraphs").path(1).asText()).contains("Çocuğunuz Sam");
    assertThat(item.path("state").asText()).isEqualTo("SENT");
    assertThat(item.has("readAt")).isFalse();

    Response read = receipt("fatma", item);
    read.then().statusCode(200);
    assertThat(read.path("state").toString()).isEqualTo("READ");
    receipt("fatma", item).then().statusCode(200);

    JsonNode after =
        items(feedResponse("fatma", read.header("Tenzij-Consistency-Token"))).getFirst();
    assertThat(after.path("state").asText()).isEqualTo("READ");
    assertThat(after.path("readAt").asText()).isNotBlank();
    home.awaitStates("fatma", "PORTAL", "READ");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  @Test
  void arabicRunsFromRightToLeft() {
    home.with("noor ar");
    home.confirmed("DEVICE_BAN");
    home.awaitStates("noor", "PORTAL", "SENT");

    JsonNode item = feed("noor").getFirst();
    assertThat(item.path("direction").asText()).isEqualTo("rtl");
    assertThat(item.path("paragraphs").toString()).contains("24 نوفمبر 2026");
  }

  @Test
  void nobodyReadsWhatIsAnothers() {
    home.with("fatma tr", "piet nl");
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("piet", "PORTAL", "SENT");

    assertThat(feed("fatma")).hasSize(1);
    receipt("piet", feed("fatma").getFirst()).then().statusCode(404);
    receipt("fatma", home.messages("fatma", "EMAIL").getFirst()).then().statusCode(404);
    with(home.token("st-head", "head"))
        .get("/api/v1/schools/" + home.school + "/feed")
        .then()
        .statusCode(403);
  }

  @Test
  void whoMayNoLongerBeToldFindsNothing() {
    home.with("barred nl");
    home.warned();
    home.awaitStates("barred", "PORTAL", "SENT");

    assertThat(feed("barred")).isEmpty();
  }

  @Test
  void withoutNamesThereAreNoWordsYet() {
    home.with("fatma tr");
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    Household.control("school/away");

    Response answer = feedResponse("fatma", null);
    answer.then().statusCode(503);
    assertThat(answer.header("Retry-After")).isNotBlank();
  }

  @Test
  void theNewestComesFirstAndPagesGoOn() {
    home.with("fatma tr");
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.confirmed("DEVICE_BAN");
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");

    String path = "/api/v1/schools/" + home.school + "/feed?limit=1";
    Response first = with(guardian("fatma")).get(path);
    first.then().statusCode(200).body("items", hasSize(1));
    assertThat(first.<List<String>>path("items.subject")).containsExactly("Okuldan önemli mesaj");
    with(guardian("fatma"))
        .get(path + "&cursor=" + first.path("next"))
        .then()
        .statusCode(200)
        .body("items.subject", hasItem("Okuldan mesaj"));
  }

  private List<JsonNode> feed(String name) {
    return home.feed(name);
  }

  private static List<JsonNode> items(Response answer) {
    answer.then().statusCode(200);
    return Household.items(answer.asString());
  }

  private Response feedResponse(String name, String token) {
    var request = with(guardian(name));
    if (token != null) {
      request.header("Tenzij-Consistency-Token", token);
    }
    return request.get("/api/v1/schools/" + home.school + "/feed");
  }

  private Response receipt(String name, JsonNode item) {
    return with(guardian(name))
        .post(
            "/api/v1/schools/%s/feed/%s/receipts"
                .formatted(home.school, item.path("message").asText()));
  }

  private String guardian(String name) {
    return home.token(home.guardian(name), "guardian");
  }
}
