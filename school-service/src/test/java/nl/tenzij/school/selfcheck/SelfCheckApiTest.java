package nl.tenzij.school.selfcheck;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.organisation.Sector;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SelfCheckApiTest extends SchoolSpec {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private String selfCheck() {
    return "/api/v1/schools/" + school + "/self-check";
  }

  private Response checked() {
    Response answer = fresh(head(), selfCheck());
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer;
  }

  @Test
  void aSchoolIsLedFromNothingIntoTheGuideline() {
    Response before = checked();
    assertThat(before.jsonPath().getBoolean("withinGuideline")).isFalse();
    assertThat(before.jsonPath().getString("next.action")).isEqualTo("MAKE_POLICY");
    assertThat(before.jsonPath().getList("path")).hasSize(4);
    String at = drafted();
    assertThat(checked().jsonPath().getString("next.action")).isEqualTo("TALK");
    toCouncil(at);
    Response waiting = checked();
    assertThat(waiting.jsonPath().getString("next.action")).isEqualTo("AWAIT_CONSENT");
    assertThat(waiting.jsonPath().getList("next.articles.article", String.class))
        .contains("WMS art. 10 lid b", "WMS art. 10 lid e", "WMS art. 14 lid 3 b", "WMS art. 12");
    assertThat(waiting.jsonPath().getList("next.articles.read", String.class))
        .isNotEmpty()
        .allMatch(day -> day.startsWith("2026-11-"));
    assertThat(waiting.jsonPath().getString("coming")).isEqualTo(id(at));
    afterANo(at);
    for (String section : List.of("staff", "parents", "pupils")) {
      consent(section, at);
    }
    assertThat(checked().jsonPath().getString("next.action")).isEqualTo("PUBLISH");
    ok(post(head(), at + "/publication", Map.of("to", TO_ALL)), "PUBLISHED");
    assertThat(checked().jsonPath().getString("next.action")).isEqualTo("ACTIVATE");
    ok(post(head(), at + "/activation", Map.of()), "IN_FORCE");
    assertThat(checked().jsonPath().getString("next.action"))
        .isEqualTo("INCORPORATE_IN_SCHOOL_PLAN");
    laidDown(at);
    Response after = checked();
    assertThat(after.jsonPath().getBoolean("withinGuideline")).as(after.asString()).isTrue();
    assertThat(after.jsonPath().getString("next")).isNull();
    assertThat(after.jsonPath().getString("inForce")).isEqualTo(id(at));
    assertThat(after.jsonPath().getList("path.question", String.class))
        .containsExactly(
            "POLICY_WITHIN_AGREEMENT", "IN_SCHOOL_PLAN", "HAS_RULES", "IN_SCHOOL_RULES");
  }

  /** What comes next then is what the school can do. */
  private void afterANo(String at) {
    ok(consent("staff", at), "SUBMITTED");
    refused(consent("staff", at, Map.of("given", false)), "reason-missing");
    ok(consent("staff", at, Map.of("given", false, "reason", "Bereikbaarheid")), "DRAFT");
    assertThat(checked().jsonPath().getString("next.action")).isEqualTo("SUBMIT");
    Response draft = with(head()).get(at);
    assertThat(draft.jsonPath().getString("consent.withheld.section")).isEqualTo("STAFF");
    assertThat(draft.jsonPath().getString("consent.withheld.reason")).isEqualTo("Bereikbaarheid");
    Response again = post(head(), at + "/submission", Map.of());
    ok(again, "SUBMITTED");
    assertThat(again.jsonPath().getMap("consent")).doesNotContainKey("withheld");
    assertThat(again.jsonPath().getList("consent.given")).isEmpty();
  }

  @Test
  void itSpeaksDutchOrEnglish() {
    assertThat(checked().jsonPath().getString("path[0].asks"))
        .isEqualTo("Heeft de school al smartphonebeleid dat past binnen de landelijke afspraak?");
    assertThat(with(head()).get(selfCheck() + "?language=EN").jsonPath().getString("next.says"))
        .startsWith("Make a policy");
    assertThat(with(head()).get(selfCheck() + "?language=XX").statusCode()).isEqualTo(400);
  }

  @Test
  void itNamesOtherDevicesThatLessonsAreOpenTo() {
    String at = drafted();
    Response draft = with(head()).get(at);
    Map<String, Object> content = draft.jsonPath().getMap("content");
    Map<String, Object> rule = new HashMap<>(draft.jsonPath().getMap("content.useRules[0]"));
    rule.put("devices", List.of("SMARTPHONE", "SMARTWATCH", "EARBUDS", "MUSIC_PLAYER", "OTHER"));
    content.put("useRules", List.of(rule));
    assertThat(put(head(), at + "/content", content, draft.header("ETag")).statusCode())
        .isEqualTo(200);
    toCouncil(at);
    List.of("staff", "parents", "pupils").forEach(section -> consent(section, at));
    ok(post(head(), at + "/publication", Map.of("to", TO_ALL)), "PUBLISHED");
    ok(post(head(), at + "/activation", Map.of()), "IN_FORCE");
    laidDown(at);
    Response answer = checked();
    assertThat(answer.jsonPath().getBoolean("withinGuideline")).isTrue();
    assertThat(answer.jsonPath().getList("attention.point", String.class))
        .containsExactly("OTHER_DEVICES_LEFT_OPEN");
    assertThat(answer.jsonPath().getList("attention[0].devices", String.class))
        .containsExactly("GAME_CONSOLE", "CAMERA");
    assertThat(answer.jsonPath().getString("attention[0].says"))
        .isEqualTo(
            "Deze apparaten houdt het beleid niet uit de les: spelcomputers en camera’s. De"
                + " landelijke afspraak gaat over telefoons en andere apparaten.");
    assertThat(answer.jsonPath().getString("attention[0].article.read")).isEqualTo("2026-11-01");
  }

  @Test
  void aBoardSeesHowFarEachOfItsSchoolsIs() throws Throwable {
    String other = "a-school-" + UUID.randomUUID();
    register(other, Sector.PO);
    laidDown(inForce());
    String list = "/api/v1/boards/" + board + "/self-checks";
    await()
        .untilAsserted(
            () ->
                assertThat(
                        fresh(ofTheBoard(), list).jsonPath().getList("items.school", String.class))
                    .containsExactly(other, school));
    Response all = fresh(ofTheBoard(), list);
    assertThat(all.jsonPath().getList("items.withinGuideline", Boolean.class))
        .containsExactly(false, true);
    assertThat(all.jsonPath().getString("items[0].next.action")).isEqualTo("MAKE_POLICY");
    Response first = with(ofTheBoard()).get(list + "?limit=1");
    assertThat(first.jsonPath().getList("items.school", String.class)).containsExactly(other);
    Response second =
        with(ofTheBoard()).get(list + "?limit=1&cursor=" + first.jsonPath().getString("next"));
    assertThat(second.jsonPath().getList("items.school", String.class)).containsExactly(school);
    assertThat(with(head()).get(list).statusCode()).isEqualTo(403);
    assertThat(with(Tokens.user("stichting-ver", "board").token()).get(list).statusCode())
        .isEqualTo(404);
  }

  @Test
  void daysAreThoseOfTheSchoolsCalendar() {
    LocalDate day = plannedBeforeTheSchoolWasMoved();
    assertThat(checked().jsonPath().getString("next.on")).isEqualTo(day.toString());
  }

  @Test
  void forTheBoardTheyAreToo() {
    LocalDate day = plannedBeforeTheSchoolWasMoved();
    Response all = fresh(ofTheBoard(), "/api/v1/boards/" + board + "/self-checks");
    assertThat(all.jsonPath().getString("items[0].next.on")).isEqualTo(day.toString());
  }

  /** A board that gives a school another time zone leaves it its calendar: all go by that. */
  private LocalDate plannedBeforeTheSchoolWasMoved() {
    Map<String, Object> monday = Map.of("day", "MONDAY", "from", "08:30", "until", "15:00");
    String calendar = "/api/v1/schools/" + school + "/calendar";
    Response set = put(head(), calendar, Map.of("week", List.of(monday)), null);
    assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    LocalDate day = LocalDate.now(ZONE).plusDays(2);
    String from = day.atStartOfDay(ZONE).toInstant().toString();
    String at = consentedTo("s2-device-ban");
    ok(post(head(), at + "/publication", Map.of("to", TO_ALL, "from", from)), "PUBLISHED");
    ok(post(head(), at + "/activation", Map.of("from", from)), "PUBLISHED");
    String managed = "/api/v1/boards/" + board + "/schools/" + school;
    Response moved =
        put(
            ofTheBoard(),
            managed,
            Map.of("name", "School", "sector", "VO", "timeZone", "America/Curacao"),
            with(ofTheBoard()).get(managed).header("ETag"));
    assertThat(moved.statusCode()).as(moved.asString()).isEqualTo(200);
    return day;
  }

  @Test
  void itIsForThoseWhoMakeThePolicy() {
    assertThat(with(ofTheBoard()).get(selfCheck()).statusCode()).isEqualTo(200);
    assertThat(with(token("mr-member:staff", "st-mira")).get(selfCheck()).statusCode())
        .isEqualTo(200);
    assertThat(with(token("teacher", "st-tim")).get(selfCheck()).statusCode()).isEqualTo(403);
    assertThat(with(Tokens.user("stichting-ver", "board").token()).get(selfCheck()).statusCode())
        .isEqualTo(404);
    String nowhere = "/api/v1/schools/school-nowhere/self-check";
    assertThat(with(ofTheBoard()).get(nowhere).statusCode()).isEqualTo(404);
  }
}
