package nl.tenzij.school.policy;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class PolicyApiTest extends SchoolSpec {

  @Inject SettableClock clock;

  @AfterEach
  void itIsNow() {
    clock.goBack();
  }

  @Test
  void aPolicyComesInForceByItsWholeWay() {
    String at = drafted();
    refused(post(head(), at + "/submission", Map.of()), "not-consulted");
    ok(post(head(), at + "/consultations", TALK), "IN_CONSULTATION");
    refused(consent("staff", at), "not-submitted");
    Response submitted = post(head(), at + "/submission", Map.of());
    ok(submitted, "SUBMITTED");
    assertThat(submitted.jsonPath().getList("consent.awaited", String.class))
        .containsExactly("STAFF", "PARENTS", "PUPILS");
    assertThat(submitted.jsonPath().getList("consent.needed.article", String.class))
        .contains("WMS art. 14 lid 3 b");
    ok(consent("staff", at), "SUBMITTED");
    refused(consent("staff", at, Map.of("section", "PARENTS", "given", true)), "not-own-section");
    refused(consent("staff", at, Map.of("version", 2, "given", true)), "other-version");
    Response unread =
        post(token("mr-member:parents", "x"), at + "/consents", Map.of("given", true));
    assertThat(unread.statusCode()).isEqualTo(400);
    assertThat(unread.jsonPath().getString("errors[0].field")).isEqualTo("version");
    Response unseated =
        post(token("mr-member", "x"), at + "/consents", Map.of("version", 1, "given", true));
    assertThat(unseated.statusCode()).isEqualTo(403);
    refused(post(head(), at + "/publication", Map.of("to", TO_ALL)), "not-consented");
    ok(consent("parents", at), "SUBMITTED");
    ok(consent("pupils", at), "CONSENTED");
    refused(post(head(), at + "/activation", Map.of()), "not-published");
    refused(
        post(head(), at + "/publication", Map.of("to", TO_ALL, "at", "2024-01-01T08:00:00Z")),
        "before-consent");
    Response untold = post(head(), at + "/publication", Map.of());
    assertThat(untold.statusCode()).as(untold.asString()).isEqualTo(400);
    assertThat(untold.jsonPath().getString("errors[0].field")).isEqualTo("to");
    Response published = post(head(), at + "/publication", Map.of("to", TO_ALL));
    ok(published, "PUBLISHED");
    Instant since = Instant.parse(published.jsonPath().getString("publishedAt"));
    refused(
        post(head(), at + "/activation", Map.of("from", since.minusSeconds(60).toString())),
        "before-publication");
    refused(
        post(head(), at + "/activation", Map.of("from", since.plusSeconds(3600).toString())),
        "not-yet");
    ok(post(head(), at + "/activation", Map.of("from", since.toString())), "IN_FORCE");
  }

  /** It was on paper a while ago; others hear of it now. */
  @Test
  void aPublicationThatIsRecordedLateBindsNobodyBefore() {
    String at = consentedTo("s2-device-ban");
    Instant today =
        LocalDate.now(ZoneId.of("Europe/Amsterdam"))
            .atStartOfDay(ZoneId.of("Europe/Amsterdam"))
            .toInstant();
    Map<String, Object> early = Map.of("to", TO_ALL, "at", today.toString());
    Map<String, Object> retroactive = new HashMap<>(early);
    retroactive.put("from", today.toString());
    refused(post(head(), at + "/publication", retroactive), "before-publication");
    ok(post(head(), at + "/publication", early), "PUBLISHED");
    refused(
        post(head(), at + "/activation", Map.of("from", today.toString())), "before-publication");
    ok(post(head(), at + "/activation", Map.of()), "IN_FORCE");
  }

  /** Neither a consent nor a talk is of a day that has not come at the school. */
  @Test
  void daysAreOfThePast() {
    String at = drafted();
    // The second from now, so that it does not come while the test runs.
    String later = LocalDate.now(ZoneId.of("Europe/Amsterdam")).plusDays(2).toString();
    Map<String, Object> talk = new HashMap<>(TALK);
    talk.put("on", later);
    Response early = post(head(), at + "/consultations", talk);
    assertThat(early.statusCode()).as(early.asString()).isEqualTo(400);
    assertThat(early.jsonPath().getString("errors[0].field")).isEqualTo("on");
    toCouncil(at);
    assertThat(consent("staff", at, Map.of("given", true, "on", later)).statusCode())
        .isEqualTo(400);
    refused(consent("staff", at, Map.of("given", true, "on", "2024-01-01")), "before-submission");
  }

  /** What really held is not rewritten by what comes later, whatever day that says. */
  @Test
  void thePastIsNotRewritten() {
    Instant longAgo = Instant.now().minusSeconds(86_400);
    String first = adopted("s2-device-ban", longAgo);
    assertThat(with(head()).get(first).jsonPath().getBoolean("adopted")).isTrue();
    refused(
        post(
            head(),
            policies() + "?template=only-in-class",
            Map.of(
                "adopted",
                Map.of(
                    "consents",
                    Map.of(),
                    "publishedTo",
                    TO_ALL,
                    "publishedAt",
                    "2024-01-01T08:00:00Z",
                    "from",
                    "2024-01-01T08:00:00Z"))),
        "policy-on-record");
    String second = inForce("only-in-class");
    Instant since = Instant.parse(with(head()).get(second).jsonPath().getString("from"));
    assertThat(inForceAt(longAgo)).containsExactly(id(first));
    assertThat(inForceAt(since.minusMillis(1))).containsExactly(id(first));
    String third = consentedTo("home-or-locker");
    ok(post(head(), third + "/publication", Map.of("to", TO_ALL)), "PUBLISHED");
    for (Instant from : List.of(longAgo, since)) {
      Response back = post(head(), third + "/activation", Map.of("from", from.toString()));
      assertThat(back.statusCode()).as(back.asString()).isEqualTo(409);
    }
    ok(post(head(), third + "/activation", Map.of()), "IN_FORCE");
    assertThat(inForceAt(since)).containsExactly(id(second));
  }

  @Test
  void aPolicyThatDoesNotBindYetIsTakenBack() {
    String at = consentedTo("s2-device-ban");
    ok(post(head(), at + "/withdrawal", Map.of("reason", "A clause is missing")), "DRAFT");
    assertThat(with(head()).get(at).jsonPath().getList("consent.given")).isEmpty();
    toCouncil(at);
  }

  @Test
  void ofTwoDraftsTheNewestIsTheOneThatComes() {
    drafted();
    String newer = drafted("only-in-class");
    Response check = fresh(head(), "/api/v1/schools/" + school + "/self-check");
    assertThat(check.jsonPath().getString("coming")).isEqualTo(id(newer));
  }

  private String seen(String at) {
    return with(head()).get(at).header("ETag");
  }

  /** As it was seen: a talk that was recorded meanwhile is not lost with it. */
  @Test
  void aDraftThatIsThrownAwayIsThereForNobody() {
    String at = drafted();
    String kept = drafted("only-in-class");
    assertThat(with(head()).delete(at).statusCode()).isEqualTo(428);
    String seen = seen(at);
    ok(post(head(), at + "/consultations", TALK), "IN_CONSULTATION");
    assertThat(with(head()).header("If-Match", seen).delete(at).statusCode()).isEqualTo(412);
    assertThat(kept(with(head()).header("If-Match", seen(at)).delete(at)).statusCode())
        .isEqualTo(204);
    for (String role : List.of("head", "mr-member", "teacher")) {
      assertThat(with(token(role, "x")).get(at).statusCode()).as(role).isEqualTo(404);
    }
    assertThat(with(ofTheBoard()).get(at).statusCode()).isEqualTo(404);
    assertThat(fresh(head(), policies()).jsonPath().getList("items.id", String.class))
        .containsExactly(id(kept));
    Response check = fresh(head(), "/api/v1/schools/" + school + "/self-check");
    assertThat(check.jsonPath().getString("coming")).isEqualTo(id(kept));
    assertThat(with(token("mr-member:staff", "x")).delete(kept).statusCode()).isEqualTo(403);
    toCouncil(kept);
    refused(with(head()).header("If-Match", seen(kept)).delete(kept), "not-a-draft");
    assertThat(with(head()).delete(policies() + '/' + UUID.randomUUID()).statusCode())
        .isEqualTo(404);
  }

  private Map<String, Object> adoption(Instant from, Map<String, String> consents) {
    return Map.of(
        "adopted",
        Map.of(
            "consents",
            consents,
            "publishedTo",
            TO_ALL,
            "publishedAt",
            from.toString(),
            "from",
            from.toString()));
  }

  /** As a publication: nobody is taken to have been told. */
  @Test
  void whoWasToldOfWhatASchoolHadIsNamed() {
    String longAgo = Instant.now().minusSeconds(86_400).toString();
    Map<String, Object> way =
        new HashMap<>(Map.of("consents", Map.of(), "publishedAt", longAgo, "from", longAgo));
    String from = policies() + "?template=s2-device-ban";
    Response unnamed = post(head(), from, Map.of("adopted", way));
    assertThat(unnamed.statusCode()).as(unnamed.asString()).isEqualTo(400);
    assertThat(unnamed.jsonPath().getString("errors[0].field")).isEqualTo("adopted.publishedTo");
    way.put("publishedTo", List.of("STAFF"));
    assertThat(post(head(), from, Map.of("adopted", way)).statusCode()).isEqualTo(409);
    way.put("publishedTo", TO_ALL);
    assertThat(post(head(), from, Map.of("adopted", way)).statusCode()).isEqualTo(201);
  }

  private Response correct(String at, String template, Map<String, Object> adoption) {
    return put(
        head(),
        at + "/adoption?template=" + template,
        adoption,
        with(head()).get(at).header("ETag"));
  }

  @Test
  void anAdoptionIsCorrectedUntilSomethingBuildsOnIt() {
    Instant longAgo = Instant.parse("2026-01-05T08:00:00Z");
    String at = adopted("s2-device-ban", longAgo);
    Map<String, Object> way = adoption(longAgo, Map.of("STAFF", "2025-12-10"));
    assertThat(put(head(), at + "/adoption?template=only-in-class", way, null).statusCode())
        .isEqualTo(428);
    Response corrected = correct(at, "only-in-class", way);
    ok(corrected, "IN_FORCE");
    assertThat(corrected.jsonPath().getString("template")).isEqualTo("only-in-class");
    assertThat(corrected.jsonPath().getInt("version")).isEqualTo(2);
    assertThat(corrected.jsonPath().getInt("edition")).isEqualTo(1);
    assertThat(corrected.jsonPath().getList("consent.given")).containsExactly("STAFF");
    assertThat(inForceAt(longAgo)).containsExactly(id(at));
    assertThat(inForceAt(Instant.now())).containsExactly(id(at));
    assertThat(
            with(head()).get(at + "/differences?withVersion=1").jsonPath().getList("differences"))
        .isNotEmpty();
    assertThat(correct(at, "s1-social-media", way).statusCode()).isEqualTo(400);
    String next = drafted("home-or-locker");
    refused(correct(at, "s2-device-ban", way), "built-on");
    assertThat(kept(with(head()).header("If-Match", seen(next)).delete(next)).statusCode())
        .isEqualTo(204);
    ok(correct(at, "s2-device-ban", way), "IN_FORCE");
    Response evaluation = post(head(), at + "/evaluations", Map.of());
    assertThat(evaluation.statusCode()).as(evaluation.asString()).isEqualTo(201);
    refused(correct(at, "only-in-class", way), "built-on");
  }

  /** From the day on which it was brought in, not from the last correction. */
  @Test
  void anAdoptionIsCorrectedForTwoWeeks() {
    Instant longAgo = Instant.parse("2026-01-05T08:00:00Z");
    String at = adopted("s2-device-ban", longAgo);
    Map<String, Object> way = adoption(longAgo, Map.of());
    clock.set(Instant.now().plus(Duration.ofDays(13)));
    ok(correct(at, "only-in-class", way), "IN_FORCE");
    clock.set(Instant.now().plus(Duration.ofDays(14)).plusSeconds(60));
    refused(correct(at, "s2-device-ban", way), "correction-over");
    assertThat(with(head()).get(at).jsonPath().getString("template")).isEqualTo("only-in-class");
  }

  @Test
  void eachPolicyOfASchoolHasItsNumber() {
    String first = inForce();
    Response next = post(head(), policies() + "?earlier=" + id(first), Map.of());
    assertThat(next.jsonPath().getInt("edition")).isEqualTo(2);
    assertThat(next.jsonPath().getString("earlier")).isEqualTo(id(first));
    Response other = post(head(), policies() + "?template=only-in-class", Map.of());
    assertThat(other.jsonPath().getInt("edition")).isEqualTo(2);
    Response media = post(head(), policies() + "?template=s1-social-media", Map.of());
    assertThat(media.jsonPath().getInt("edition")).isEqualTo(1);
  }

  @Test
  void theNextPolicyReplacesTheOneInForce() {
    String first = inForce();
    String second = inForce();
    await().until(() -> with(head()).get(first).jsonPath().getString("life").equals("SUPERSEDED"));
    assertThat(with(head()).get(second).jsonPath().getString("life")).isEqualTo("IN_FORCE");
  }

  @Test
  void theListShowsWhatWasJustWritten() {
    Response drafted = post(head(), policies() + "?template=s2-device-ban", Map.of());
    Response list =
        with(head())
            .header("Tenzij-Consistency-Token", drafted.header("Tenzij-Consistency-Token"))
            .get(policies());
    assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
    assertThat(list.jsonPath().getList("items.id", String.class))
        .containsExactly(drafted.jsonPath().getString("id"));
    assertThat(list.jsonPath().getList("items.life", String.class)).containsExactly("DRAFT");
  }

  @Test
  void aMemberOfTwoSectionsSpeaksForNone() {
    String at = drafted();
    ok(post(head(), at + "/consultations", TALK), "IN_CONSULTATION");
    ok(post(head(), at + "/submission", Map.of()), "SUBMITTED");
    String both =
        Tokens.user(board, "mr-member")
            .with("schools", List.of("mr-member:staff@" + school, "mr-member:parents@" + school))
            .with("person", "st-two")
            .token();
    Response decided = post(both, at + "/consents", Map.of("version", 1, "given", true));
    assertThat(decided.statusCode()).isEqualTo(403);
    assertThat(with(both).get(at).statusCode()).isEqualTo(200);
  }

  @Test
  void theTemplatesAreThereToStartFrom() {
    String templates = "/api/v1/schools/" + school + "/policy-templates";
    List<String> names = with(head()).get(templates).jsonPath().getList("items.name", String.class);
    assertThat(names)
        .containsExactly(
            "s2-device-ban",
            "only-in-class",
            "home-or-locker",
            "s3-exception-rule",
            "s1-social-media",
            "s2-internet-code");
    for (String name : names) {
      Map<String, Object> content =
          with(head()).get(templates + '/' + name).jsonPath().getMap("content");
      Response drafted =
          post(
              head(),
              policies(),
              Map.of(
                  "topic",
                  with(head()).get(templates + '/' + name).jsonPath().getString("topic"),
                  "content",
                  content));
      assertThat(drafted.statusCode()).as(drafted.asString()).isEqualTo(201);
      assertThat(drafted.jsonPath().getMap("content")).as(name).isEqualTo(content);
    }
    assertThat(with(head()).get(templates + "/no-such").statusCode()).isEqualTo(404);
    assertThat(with(token("teacher", "st-tim")).get(templates).statusCode()).isEqualTo(403);
  }

  @Test
  void aNewVersionStartsFromAnEarlierPolicy() {
    String first = inForce();
    String id = first.substring(first.lastIndexOf('/') + 1);
    Response next = post(head(), policies() + "?earlier=" + id, Map.of());
    assertThat(next.statusCode()).as(next.asString()).isEqualTo(201);
    assertThat(next.jsonPath().getMap("content"))
        .isEqualTo(with(head()).get(first).jsonPath().getMap("content"));
    assertThat(post(head(), policies() + "?earlier=" + UUID.randomUUID(), Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(
            post(head(), policies() + "?template=only-in-class&earlier=" + id, Map.of())
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void allThatIsWrongWithATextIsAnsweredTogether() {
    Response draft = with(head()).get(drafted());
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("goals", List.of());
    content.put("useRules", List.of());
    Response answer = post(head(), policies(), Map.of("topic", "PHONES", "content", content));
    refused(answer, "goals-missing");
    assertThat(answer.jsonPath().getList("errors.code", String.class))
        .containsExactly("goals-missing", "use-rules-missing");
    assertThat(answer.jsonPath().getList("errors.field", String.class))
        .containsExactly("goals", "useRules");
  }

  @Test
  void aDraftIsForTheHeadAloneAndAPublishedPolicyForAll() {
    String at = drafted();
    assertThat(with(token("mr-member", "st-mira")).get(at).statusCode()).isEqualTo(404);
    assertThat(with(token("pupil", "p-sam")).get(at).statusCode()).isEqualTo(404);
    String published = inForce();
    for (String role : List.of("mr-member", "pupil", "guardian", "teacher")) {
      assertThat(with(token(role, "x")).get(published).statusCode()).as(role).isEqualTo(200);
    }
    assertThat(with(token("teacher", "st-tim")).post(at + "/submission").statusCode())
        .isEqualTo(403);
  }

  @Test
  void theContentOfADraftChangesForWhoKnowsTheLatest() {
    String at = drafted();
    Response draft = with(head()).get(at);
    Map<String, Object> content = draft.jsonPath().getMap("content");
    content.put("title", "Telefoons op school");
    String path = at + "/content";
    assertThat(with(head()).contentType(ContentType.JSON).body(content).put(path).statusCode())
        .isEqualTo(428);
    Response changed =
        with(head())
            .header("If-Match", draft.header("ETag"))
            .contentType(ContentType.JSON)
            .body(content)
            .put(path);
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.jsonPath().getInt("version")).isEqualTo(2);
    assertThat(
            with(head())
                .header("If-Match", draft.header("ETag"))
                .contentType(ContentType.JSON)
                .body(content)
                .put(path)
                .statusCode())
        .isEqualTo(412);
  }

  @Test
  void aSchoolThatIsNotRegisteredHasNoPolicy() {
    String elsewhere = "school-" + UUID.randomUUID();
    String token = Tokens.user(board, "head").with("schools", List.of("head@" + elsewhere)).token();
    refused(
        post(token, "/api/v1/schools/" + elsewhere + "/policies?template=s2-device-ban", Map.of()),
        "school-not-registered");
  }

  @Test
  void anUnknownTemplateIsNamedAsSuch() {
    Response answer = post(head(), policies() + "?template=no-such", Map.of());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("template");
  }

  @Test
  void whatWasInForceCanAlwaysBeAsked() {
    Instant longAgo = Instant.now().minusSeconds(7200);
    String first = adopted("s2-device-ban", longAgo);
    String second = inForce("only-in-class");
    Instant lately = Instant.parse(with(head()).get(second).jsonPath().getString("from"));
    assertThat(inForceAt(longAgo.minusSeconds(1))).isEmpty();
    assertThat(inForceAt(longAgo)).containsExactly(id(first));
    assertThat(inForceAt(lately.minusMillis(1))).containsExactly(id(first));
    assertThat(inForceAt(lately)).containsExactly(id(second));
    assertThat(inForceAt(Instant.now())).containsExactly(id(second));
    String media = inForce("s1-social-media");
    assertThat(inForceAt(Instant.now())).containsExactly(id(second), id(media));
    Response one =
        with(token("guardian", "g-fatma"))
            .header("Tenzij-Consistency-Token", lastWrite())
            .get(policies() + "/in-force?topic=SOCIAL_MEDIA");
    assertThat(one.jsonPath().getList("items.policy.id", String.class)).containsExactly(id(media));
    assertThat(with(head()).get(policies() + "/in-force?at=yesterday").statusCode()).isEqualTo(400);
    assertThat(with(head()).get(policies() + "/in-force?topic=BIKES").statusCode()).isEqualTo(400);
  }

  /** Beyond what people live, nobody can count any more. */
  @Test
  void noTermIsLongerThanALife() {
    Map<String, Object> content =
        with(head())
            .get("/api/v1/schools/" + school + "/policy-templates/only-in-class")
            .jsonPath()
            .getMap("content");
    content.put("evaluation", Map.of("every", "P999999999Y", "on", List.of()));
    Response refused = post(head(), policies(), Map.of("topic", "PHONES", "content", content));
    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
    assertThat(refused.jsonPath().getString("errors[0].field"))
        .isEqualTo("content.evaluation.every");
  }

  private List<String> inForceAt(Instant moment) {
    return with(token("pupil", "p-sam"))
        .header("Tenzij-Consistency-Token", lastWrite())
        .get(policies() + "/in-force?at=" + moment)
        .jsonPath()
        .getList("items.policy.id", String.class);
  }
}
