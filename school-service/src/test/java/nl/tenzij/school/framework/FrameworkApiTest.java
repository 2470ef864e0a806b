package nl.tenzij.school.framework;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.policy.PolicyTemplates;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class FrameworkApiTest extends SchoolSpec {

  private static final Map<String, Object> IN_CLASS =
      Map.of(
          "strictest",
          Map.of(
              "devices",
              List.of(
                  "SMARTPHONE",
                  "SMARTWATCH",
                  "EARBUDS",
                  "MUSIC_PLAYER",
                  "GAME_CONSOLE",
                  "CAMERA",
                  "OTHER"),
              "places",
              List.of("CLASSROOM"),
              "times",
              List.of("LESSONS"),
              "keeping",
              "OFF_IN_BAG"),
          "teacherAtMost",
          "RESTORATIVE_TALK",
          "objectionAtLeast",
          "P28D",
          "jointCouncilOn",
          "2026-06-15");

  private static final Map<String, Object> NOTHING = Map.of("jointCouncilOn", "2026-06-15");

  private String framework() {
    return "/api/v1/boards/" + board + "/framework";
  }

  private Response adopt(Object body, String match) {
    return put(ofTheBoard(), framework(), body, match);
  }

  @Test
  void aPolicyOutsideIsRefusedWithEveryClauseAtOnce() {
    assertThat(adopt(IN_CLASS, null).statusCode()).isEqualTo(200);
    Response refused = post(head(), policies() + "?template=s2-device-ban", Map.of());
    refused(refused, "outside-framework");
    assertThat(refused.jsonPath().getList("errors.field", String.class))
        .containsExactly(
            "useRules[0].devices",
            "useRules[0].places",
            "useRules[0].times",
            "useRules[0].keeping",
            "ladder.steps[1].by");
    assertThat(refused.jsonPath().getString("errors[4].detail")).contains("clause 6");
    drafted("only-in-class");
  }

  /** The framework changes after a policy came in force, and while another is under way. */
  @Test
  void whatNoLongerFitsIsListedAndStaysInForce() {
    String inForce = inForce();
    String underWay = drafted();
    assertThat(departures()).isEmpty();
    Response adopted = adopt(IN_CLASS, null);
    assertThat(adopted.jsonPath().getInt("version")).isEqualTo(1);
    assertThat(adopted.jsonPath().getString("jointCouncil.article")).isEqualTo("WMS art. 16");
    Response list = fresh(ofTheBoard(), framework() + "/departures");
    assertThat(list.jsonPath().getList("items.policy", String.class)).containsExactly(id(inForce));
    assertThat(list.jsonPath().getString("items[0].school")).isEqualTo(school);
    assertThat(list.jsonPath().getList("items[0].departures.code", String.class)).hasSize(5);
    ok(with(head()).get(inForce), "IN_FORCE");
    ok(post(head(), underWay + "/consultations", TALK), "IN_CONSULTATION");
    refused(post(head(), underWay + "/submission", Map.of()), "outside-framework");
    assertThat(adopt(NOTHING, null).statusCode()).isEqualTo(428);
    assertThat(adopt(NOTHING, adopted.header("ETag")).statusCode()).isEqualTo(200);
    assertThat(departures()).isEmpty();
    ok(post(head(), underWay + "/submission", Map.of()), "SUBMITTED");
  }

  /** Of the board's own: made, changed, started from, withdrawn. */
  @Test
  void aBoardOffersPoliciesOfItsOwnToStartFrom() {
    String at = "/api/v1/boards/" + board + "/policy-templates/tenboom-phones";
    String atSchool = "/api/v1/schools/" + school + "/policy-templates";
    Map<String, Object> content =
        with(head()).get(atSchool + "/only-in-class").jsonPath().getMap("content");
    content.put("title", "Telefoons bij Tenboom");
    Map<String, Object> body =
        Map.of("topic", "PHONES", "about", "Voor al onze scholen.", "content", content);

    Response offered = put(ofTheBoard(), at, body, null);
    assertThat(offered.statusCode()).as(offered.asString()).isEqualTo(200);
    assertThat(put(ofTheBoard(), at, body, null).statusCode()).isEqualTo(428);
    content.put("vision", "Rust in de les.");
    Response changed = put(ofTheBoard(), at, body, offered.header("ETag"));
    assertThat(changed.jsonPath().getInt("version")).isEqualTo(2);
    assertThat(
            fresh(ofTheBoard(), "/api/v1/boards/" + board + "/policy-templates")
                .jsonPath()
                .getList("items.title", String.class))
        .containsExactly("Telefoons bij Tenboom");

    assertThat(fresh(head(), atSchool).jsonPath().getList("items.name", String.class))
        .hasSize(PolicyTemplates.NAMES.size() + 1)
        .endsWith("tenboom-phones");
    assertThat(with(head()).get(atSchool + "/tenboom-phones").jsonPath().getBoolean("ofTheBoard"))
        .isTrue();
    // offered by the board itself, whatever its framework says of those that are shipped
    Map<String, Object> framework =
        Map.of("templates", List.of("s2-device-ban"), "jointCouncilOn", "2026-06-15");
    assertThat(adopt(framework, null).statusCode()).isEqualTo(200);
    refused(post(head(), policies() + "?template=only-in-class", Map.of()), "template-not-offered");
    String drafted = drafted("tenboom-phones");
    assertThat(with(head()).get(drafted).jsonPath().getString("content.vision"))
        .isEqualTo("Rust in de les.");

    String another = Tokens.user("board-else", "board").token();
    assertThat(with(another).get(at).statusCode()).isEqualTo(404);
    assertThat(kept(with(ofTheBoard()).delete(at)).statusCode()).isEqualTo(204);
    assertThat(with(ofTheBoard()).get(at).statusCode()).isEqualTo(404);
    assertThat(fresh(head(), atSchool).jsonPath().getList("items.name", String.class))
        .doesNotContain("tenboom-phones");
    Response gone = post(head(), policies() + "?template=tenboom-phones", Map.of());
    assertThat(gone.statusCode()).isEqualTo(400);
    ok(with(head()).get(drafted), "DRAFT");

    Response again = put(ofTheBoard(), at, body, null);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
    assertThat(again.jsonPath().getInt("version")).isEqualTo(3);
    assertThat(put(ofTheBoard(), at, body, null).statusCode()).isEqualTo(428);
    assertThat(put(ofTheBoard(), at, body, changed.header("ETag")).statusCode()).isEqualTo(412);
    drafted("tenboom-phones");
  }

  @Test
  void whatABoardOffersIsWithinItsFramework() {
    String at = "/api/v1/boards/" + board + "/policy-templates/strict";
    Map<String, Object> content =
        with(head())
            .get("/api/v1/schools/" + school + "/policy-templates/s2-device-ban")
            .jsonPath()
            .getMap("content");
    Map<String, Object> body = Map.of("topic", "PHONES", "about", "Streng.", "content", content);
    Response offered = put(ofTheBoard(), at, body, null);
    assertThat(offered.jsonPath().getList("departures")).isEmpty();
    assertThat(adopt(IN_CLASS, null).statusCode()).isEqualTo(200);

    Response now = with(ofTheBoard()).header("If-None-Match", offered.header("ETag")).get(at);
    assertThat(now.jsonPath().getList("departures")).hasSize(5);
    Response other = put(ofTheBoard(), at + "er", body, null);
    refused(other, "outside-framework");
    assertThat(other.jsonPath().getList("errors")).hasSize(5);
    assertThat(put(ofTheBoard(), at + ".", body, null).statusCode()).isEqualTo(400);
  }

  private List<String> departures() {
    return fresh(ofTheBoard(), framework() + "/departures")
        .jsonPath()
        .getList("items.policy", String.class);
  }

  /** What concerns most schools binds none before the joint council consented (WMS 16). */
  @Test
  void withoutTheJointCouncilItBindsNobody() {
    Map<String, Object> proposed = new HashMap<>(IN_CLASS);
    proposed.remove("jointCouncilOn");
    Response adopted = adopt(proposed, null);
    assertThat(adopted.jsonPath().getBoolean("binding")).isFalse();
    drafted("s2-device-ban");
    Response consented = adopt(IN_CLASS, adopted.header("ETag"));
    assertThat(consented.jsonPath().getBoolean("binding")).isTrue();
    refused(post(head(), policies() + "?template=s2-device-ban", Map.of()), "outside-framework");
    assertThat(adopt(proposed, consented.header("ETag")).statusCode()).isEqualTo(200);
    refused(post(head(), policies() + "?template=s2-device-ban", Map.of()), "outside-framework");
    Map<String, Object> early = new HashMap<>(IN_CLASS);
    early.put("jointCouncilOn", "2199-01-01");
    assertThat(adopt(early, "*").statusCode()).isEqualTo(400);
  }

  /** Two who lay it down at once have not seen each other's. */
  @Test
  void theFirstOfTwoAtOnceCounts() throws Exception {
    try (var both = Executors.newFixedThreadPool(2)) {
      Callable<Integer> first = () -> adopt(IN_CLASS, null).statusCode();
      Callable<Integer> second = () -> adopt(NOTHING, null).statusCode();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : both.invokeAll(List.of(first, second))) {
        statuses.add(each.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(200, 428);
    }
  }

  /** What the council has before it, or consented to, is told of when the bounds change. */
  @Test
  void whatIsOnItsWayIsListedToo() {
    String underWay = drafted();
    toCouncil(underWay);
    // the framework stands in another part of the log: its place says nothing of the policy's
    fresh(head(), policies()).then().statusCode(200);
    assertThat(adopt(IN_CLASS, null).statusCode()).isEqualTo(200);
    Response list = fresh(ofTheBoard(), framework() + "/departures");
    assertThat(list.jsonPath().getList("items.policy", String.class)).containsExactly(id(underWay));
    assertThat(list.jsonPath().getString("items[0].life")).isEqualTo("SUBMITTED");
  }

  @Test
  void aBoardOffersTheTemplatesItsSchoolsStartFrom() {
    assertThat(
            adopt(
                    Map.of("templates", List.of("only-in-class"), "jointCouncilOn", "2026-06-15"),
                    null)
                .statusCode())
        .isEqualTo(200);
    refused(post(head(), policies() + "?template=s2-device-ban", Map.of()), "template-not-offered");
    drafted("only-in-class");
  }

  @Test
  void aFrameworkIsItsBoardsAlone() {
    assertThat(with(head()).get(framework()).statusCode()).isEqualTo(404);
    assertThat(adopt(IN_CLASS, null).statusCode()).isEqualTo(200);
    assertThat(with(head()).get(framework()).jsonPath().getString("teacherAtMost"))
        .isEqualTo("RESTORATIVE_TALK");
    assertThat(put(head(), framework(), IN_CLASS, "\"1\"").statusCode()).isEqualTo(403);
    assertThat(with(head()).get(framework() + "/departures").statusCode()).isEqualTo(403);
    String foreign = Tokens.user("stichting-ver", "board").token();
    assertThat(with(foreign).get(framework()).statusCode()).isEqualTo(404);
    assertThat(put(foreign, framework(), IN_CLASS, null).statusCode()).isEqualTo(404);
    assertThat(with(token("teacher", "st-tim")).get(framework()).statusCode()).isEqualTo(403);
  }

  @Test
  void boundsThatCrossAreRefused() {
    Map<String, Object> bound =
        Map.of(
            "devices", List.of("SMARTPHONE"),
            "places", List.of("CLASSROOM"),
            "times", List.of("LESSONS"));
    Map<String, Object> home = new HashMap<>(bound);
    home.put("keeping", "HOME");
    Map<String, Object> bag = new HashMap<>(bound);
    bag.put("keeping", "OFF_IN_BAG");
    refused(adopt(Map.of("mildest", home, "strictest", bag), null), "bounds-crossed");
    assertThat(adopt(Map.of("mildest", bound), null).jsonPath().getString("errors[0].field"))
        .isEqualTo("mildest.keeping");
  }
}
