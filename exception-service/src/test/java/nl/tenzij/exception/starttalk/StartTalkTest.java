package nl.tenzij.exception.starttalk;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.exception.Course;
import nl.tenzij.exception.SchoolTells;
import nl.tenzij.exception.SettableClock;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has a support plan is not forgotten: the list goes by what the roster and we know. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class StartTalkTest {

  private static final String TALKS = "/api/v1/schools/" + SCHOOL + "/start-talks";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration A_YEAR = Duration.ofDays(366);
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final String UNHEARD = "pupil-not-heard";

  @Inject SettableClock clock;
  @Inject Pool pool;
  @Inject Subscriptions subscriptions;

  private final String pupil = "p-plan-" + UUID.randomUUID();
  private SchoolTells school;

  @BeforeEach
  void open() {
    school = new SchoolTells();
  }

  @AfterEach
  void close() {
    school.close();
    clock.goBack();
  }

  @Test
  void whoHasAPlanIsListedUntilItWasTalkedOver() {
    String without = "p-none-" + UUID.randomUUID();
    String untold = "p-untold-" + UUID.randomUUID();
    school.supported(SCHOOL, without, null, false);
    school.supported(SCHOOL, untold, null, null);
    school.supported(SCHOOL, pupil, "st-tim", true);
    listed(pupil);
    assertThat(due().get(pupil)).isEqualTo("st-tim");
    assertThat(due()).doesNotContainKeys(without, untold);

    Response held = ok(post(as("tim"), TALKS, talk(pupil)));

    assertThat(held.path("last").toString()).isEqualTo(Course.today().toString());
    assertThat(due(held)).doesNotContainKey(pupil);
    rebuild();
    assertThat(due()).as("kept anew from the log").doesNotContainKey(pupil);
    clock.goAhead(A_YEAR);
    assertThat(due()).as("each year").containsKey(pupil);
  }

  @Test
  void aRequestTakesThePupilOffForItsYear() {
    school.supported(SCHOOL, pupil, null, true);
    listed(pupil);
    Response requested = ok(post(as("cora"), Course.EXEMPTIONS, request(pupil)));

    assertThat(due(requested)).doesNotContainKey(pupil);
    clock.goAhead(A_YEAR);
    assertThat(due()).as("it goes on").doesNotContainKey(pupil);
    clock.goBack();
    Response withdrawn = ok(post(as("cora"), requested.header("Location") + "/withdrawal", null));
    assertThat(due(withdrawn)).as("it was talked over this year").doesNotContainKey(pupil);
    clock.goAhead(A_YEAR);
    assertThat(due()).containsKey(pupil);
  }

  @Test
  void whoHasNoPlanAnyMoreOrLeftIsNotListed() {
    String leaver = "p-leaver-" + UUID.randomUUID();
    school.supported(SCHOOL, pupil, null, true);
    school.supported(SCHOOL, leaver, null, true);
    listed(pupil);
    listed(leaver);

    school.supported(SCHOOL, pupil, null, false);
    school.pupilLeft(SCHOOL, leaver);

    await().atMost(SOON).untilAsserted(() -> assertThat(due()).doesNotContainKeys(pupil, leaver));
  }

  @Test
  void whoIsForgottenIsNotListedNorIsTheTalkKept() {
    String untalked = "p-untalked-" + UUID.randomUUID();
    school.supported(SCHOOL, pupil, null, true);
    school.supported(SCHOOL, untalked, null, true);
    listed(pupil);
    listed(untalked);
    ok(post(as("cora"), TALKS, talk(pupil)));
    await().atMost(SOON).untilAsserted(() -> assertThat(kept()).isEqualTo(1));

    school.forgotten(SCHOOL, pupil);
    school.forgotten(SCHOOL, untalked);

    await().atMost(SOON).untilAsserted(() -> assertThat(kept()).isZero());
    await().atMost(SOON).untilAsserted(() -> assertThat(due()).doesNotContainKey(untalked));
    rebuild();
    assertThat(kept()).as("kept anew from the log").isZero();
    school.supported(SCHOOL, pupil, null, true);
    String later = "p-later-" + UUID.randomUUID();
    school.supported(SCHOOL, later, null, true);
    listed(later);
    assertThat(due()).as("told anew").doesNotContainKeys(pupil, untalked);
    assertThat(post(as("cora"), TALKS, talk(pupil)).statusCode()).isEqualTo(400);
  }

  @Test
  void onlyCareSeesTheListAndNothingButIds() {
    school.supported(SCHOOL, pupil, "st-tim", true);
    listed(pupil);

    for (String user :
        List.of("tim", "hanna", "fatma", "bea", "sam", "mira", "school-system", "pipeline")) {
      assertThat(as(user).get(TALKS + "/due").statusCode()).as(user).isEqualTo(403);
    }
    assertThat(staff("st-tim", "teacher").get(TALKS + "/due").statusCode()).isEqualTo(403);
    for (String user : List.of("vera", "lisa")) {
      assertThat(as(user).get(TALKS + "/due").statusCode()).as(user).isEqualTo(404);
    }
    List<Map<String, String>> items = ok(care().get(TALKS + "/due")).path("items");
    assertThat(items)
        .allSatisfy(item -> assertThat(List.of("pupil", "mentor")).containsAll(item.keySet()));
  }

  @Test
  void aMentorWritesDownTalksWithOwnPupils() {
    school.supported(SCHOOL, pupil, "st-tim", true);
    listed(pupil);
    var ada = staff("st-ada", "mentor");

    Response others = post(ada, TALKS, talk(pupil));
    Response nobody = post(as("tim"), TALKS, talk("p-nobody"));

    assertThat(others.statusCode()).isEqualTo(400);
    assertThat(others.<List<String>>path("errors.field")).containsExactly("pupil");
    assertThat(nobody.asString()).isEqualTo(others.asString());
    assertThat(post(as("cora"), TALKS, talk("p-nobody")).asString()).isEqualTo(others.asString());
    for (String user : List.of("fatma", "hanna", "bea")) {
      assertThat(post(as(user), TALKS, talk(pupil)).statusCode()).as(user).isEqualTo(403);
    }
    assertThat(
            post(as("tim"), TALKS, talk(pupil).replace("PUPIL", "TEACHERS"))
                .path("code")
                .toString())
        .isEqualTo("nobody-heard");
    String tomorrow = Course.today().plusDays(1).toString();
    assertThat(
            post(as("tim"), TALKS, talk(pupil).replace(Course.today().toString(), tomorrow))
                .path("code")
                .toString())
        .isEqualTo("not-held-yet");
    assertThat(due()).containsKey(pupil);
  }

  /** The day of the talk counts, and that on which the roster first said so. */
  @Test
  void whoWasOfAgeOnItsDayTakesPartInPerson() {
    Instant told = SettableClock.now().minus(Duration.ofDays(3));
    LocalDate first = LocalDate.ofInstant(told, AMSTERDAM);
    school.supported(SCHOOL, pupil, null, true);
    listed(pupil);
    school.at(told).supportedOfAge(SCHOOL, pupil);
    refusedOfTomorrow(UNHEARD);

    assertThat(held(Course.today(), "GUARDIANS")).isEqualTo(UNHEARD);
    assertThat(held(first, "GUARDIANS")).as("on the first day").isEqualTo(UNHEARD);
    assertThat(due()).containsKey(pupil);
    assertThat(held(first.minusDays(1), "GUARDIANS")).as("while a minor").isEqualTo("written down");
    assertThat(held(first, "PUPIL")).isEqualTo("written down");
  }

  /** Who was never told of as a minor: since when they are of age nobody said. */
  @Test
  void whoWasOfAgeFromTheFirstTakesPartInAnyTalk() {
    school.supportedOfAge(SCHOOL, pupil);
    listed(pupil);

    assertThat(held(Course.today().minusDays(30), "GUARDIANS")).isEqualTo(UNHEARD);
    assertThat(held(Course.today().minusDays(30), "PUPIL")).isEqualTo("written down");
  }

  /** What the roster takes back does not count, nor does it from when it said so first. */
  @Test
  void whoIsAMinorAgainIsOfAgeFromWhenItIsToldAnew() {
    Instant now = SettableClock.now();
    school.supported(SCHOOL, pupil, null, true);
    listed(pupil);
    school.at(now.minus(Duration.ofDays(9))).supportedOfAge(SCHOOL, pupil);
    refusedOfTomorrow(UNHEARD);
    school.at(now.minus(Duration.ofDays(6))).supported(SCHOOL, pupil, null, true);
    refusedOfTomorrow("not-held-yet");
    school.at(now.minus(Duration.ofDays(3))).supportedOfAge(SCHOOL, pupil);
    refusedOfTomorrow(UNHEARD);

    assertThat(held(Course.today().minusDays(2), "GUARDIANS")).isEqualTo(UNHEARD);
    assertThat(held(Course.today().minusDays(8), "GUARDIANS")).isEqualTo("written down");
  }

  /** Whoever it is held with, nothing is written down of tomorrow. */
  private void refusedOfTomorrow(String as) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(held(Course.today().plusDays(1), "GUARDIANS")).isEqualTo(as));
  }

  /** What came of it: refused as what, or written down. */
  private String held(LocalDate on, String with) {
    Response answer =
        post(
            as("cora"),
            TALKS,
            talk(pupil).replace(Course.today().toString(), on.toString()).replace("PUPIL", with));
    return answer.statusCode() == 200 ? "written down" : answer.path("code");
  }

  @Test
  void whatComesAgainIsAnsweredAsThenThoughThePupilLeftSince() {
    school.supported(SCHOOL, pupil, "st-tim", true);
    listed(pupil);
    Response first = ok(post(keyed("cora"), TALKS, talk(pupil)));

    school.pupilLeft(SCHOOL, pupil);
    String unheard = talk(pupil).replace("PUPIL", "TEACHERS");
    await().atMost(SOON).until(() -> post(as("cora"), TALKS, unheard).statusCode() == 400);

    Response again = ok(post(keyed("cora"), TALKS, talk(pupil)));
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(post(as("cora"), TALKS, talk(pupil)).statusCode()).isEqualTo(400);
  }

  private RequestSpecification keyed(String user) {
    return as(user).header("Idempotency-Key", pupil);
  }

  @Test
  void pagesGoOnWhereTheOneBeforeEnded() {
    List<String> pupils = List.of(pupil + "-1", pupil + "-2", pupil + "-3");
    pupils.forEach(each -> school.supported(SCHOOL, each, null, true));
    pupils.forEach(this::listed);

    List<String> found = new ArrayList<>();
    Response page = ok(as("cora").queryParam("limit", 2).get(TALKS + "/due"));
    found.addAll(page.path("items.pupil"));
    while (page.path("next") != null) {
      String next = page.path("next");
      page = ok(as("cora").queryParam("limit", 2).queryParam("cursor", next).get(TALKS + "/due"));
      found.addAll(page.path("items.pupil"));
    }

    assertThat(found).doesNotHaveDuplicates().containsSubsequence(pupils);
    String broken = Base64.getUrlEncoder().encodeToString(new byte[] {0});
    assertThat(as("cora").queryParam("cursor", broken).get(TALKS + "/due").statusCode())
        .isEqualTo(400);
  }

  private void listed(String whom) {
    await().atMost(SOON).untilAsserted(() -> assertThat(due()).containsKey(whom));
  }

  private static RequestSpecification care() {
    return as("cora").queryParam("limit", 200);
  }

  /** Mentors by their pupils. */
  private static Map<String, String> due() {
    return due(care());
  }

  /** As it stands after a write. */
  private static Map<String, String> due(Response write) {
    return due(care().header("Tenzij-Consistency-Token", write.header("Tenzij-Consistency-Token")));
  }

  private static Map<String, String> due(RequestSpecification asked) {
    List<Map<String, String>> items = ok(asked.get(TALKS + "/due")).path("items");
    Map<String, String> mentors = new HashMap<>();
    items.forEach(item -> mentors.put(item.get("pupil"), item.get("mentor")));
    return mentors;
  }

  private long kept() {
    return pool.preparedQuery("select from start_talk where pupil = $1")
        .executeAndAwait(Tuple.of(pupil))
        .rowCount();
  }

  private void rebuild() {
    subscriptions.rebuild("start-talks").collect().last().await().atMost(SOON);
  }

  private static String talk(String whom) {
    return """
        {"pupil": "%s", "on": "%s", "with": ["PUPIL"]}
        """
        .formatted(whom, Course.today());
  }

  private static String request(String whom) {
    return """
        {"pupil": "%s", "purpose": "OTHER",
         "wished": {"moments": ["LESSON"], "places": ["CLASSROOM"]}}
        """
        .formatted(whom);
  }
}
