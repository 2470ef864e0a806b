package nl.tenzij.school;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** Beside the roster, whose own rules say what they find: no text takes a citizen number. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class CitizenNumberApiTest extends SchoolSpec {

  private static final String NUMBER = "111222333";

  private static void refused(Response answer, List<String> fields) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("errors.field", String.class)).isEqualTo(fields);
    assertThat(answer.jsonPath().getList("errors.code", String.class))
        .containsOnly("citizen-number");
    assertThat(answer.asString()).doesNotContain(NUMBER, "111.222.333");
  }

  @Test
  void noWordsOfAPolicyTakeIt() {
    String at = drafted();
    Response draft = with(head()).get(at);
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("vision", "Zoals bij " + NUMBER);
    content.put("goals", List.of("Rust", "Voor 111.222.333"));
    refused(
        put(head(), at + "/content", content, draft.header("ETag")), List.of("vision", "goals[1]"));
    content.put("vision", "In 2025-2026 2 keer besproken");
    content.put("goals", List.of("Bel +31 20 555 0125 voor vragen"));
    assertThat(put(head(), at + "/content", content, draft.header("ETag")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void noStepOfItsLifeTakesIt() {
    String at = drafted();
    Map<String, Object> talk = new HashMap<>(TALK);
    talk.put("outcome", "Ouder van " + NUMBER + " is tegen");
    refused(post(head(), at + "/consultations", talk), List.of("outcome"));
    toCouncil(at);
    refused(
        consent("staff", at, Map.of("given", false, "reason", "Vanwege " + NUMBER)),
        List.of("reason"));
    refused(post(head(), at + "/withdrawal", Map.of("reason", NUMBER)), List.of("reason"));
  }

  @Test
  void noEvaluationTakesIt() {
    String at = inForce();
    Response opened = post(head(), at + "/evaluations", Map.of());
    String evaluation = opened.header("Location");
    refused(
        post(
            head(),
            evaluation + "/bottlenecks",
            Map.of("from", "PUPILS", "text", "Met BSN" + NUMBER)),
        List.of("text"));
    refused(
        post(
            head(),
            evaluation + "/closing",
            Map.of("conclusion", "KEEP", "reason", "Om " + NUMBER)),
        List.of("reason"));
  }

  /** A desk's number is one of nine digits at times; its name is not. */
  @Test
  void aDeskTakesItAsAPhoneNumberOnly() {
    String desk = "/api/v1/schools/" + school + "/contact-desk";
    Map<String, Object> contact = new HashMap<>();
    contact.put("matter", "OTHER");
    contact.put("title", "Loket " + NUMBER);
    contact.put("phone", NUMBER);
    refused(
        put(head(), desk, Map.of("contacts", List.of(contact)), null),
        List.of("contacts[0].title"));
    contact.put("title", "Loket");
    assertThat(put(head(), desk, Map.of("contacts", List.of(contact)), null).statusCode())
        .isEqualTo(200);
  }
}
