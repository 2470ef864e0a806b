package nl.tenzij.school.evaluation;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class EvaluationApiTest extends SchoolSpec {

  private static final Map<String, Object> CLOSING =
      Map.of("conclusion", "REVISE", "reason", "More lockers first");

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  @Inject SettableClock clock;
  @Inject Pool pool;
  @Inject Vault vault;
  @Inject Survey survey;

  @AfterEach
  void itIsNow() {
    clock.goBack();
  }

  private String opened() {
    String policy = inForce();
    Response opened = post(head(), policy + "/evaluations", Map.of());
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
    return opened.header("Location");
  }

  private Response answer(String role, String person, String evaluation, String toClassBan) {
    return answer(role, person, evaluation, toClassBan, null);
  }

  private Response answer(
      String role, String person, String evaluation, String toClassBan, String key) {
    String token = token(role, person);
    Map<String, Object> answers = new HashMap<>();
    with(token)
        .get(evaluation + "/survey")
        .jsonPath()
        .getList("asked[0].statements.id", String.class)
        .forEach(statement -> answers.put(statement, "NEUTRAL"));
    answers.put("CLASS_BAN", toClassBan);
    var request = with(token).header("Tenzij-Consistency-Token", lastWrite());
    return (key == null ? request : request.header("Idempotency-Key", key))
        .contentType("application/json")
        .body(Map.of("answers", answers))
        .post(evaluation + "/answers");
  }

  private static Map<String, Object> figure(Response evaluation, String statement, String of) {
    List<Map<String, Object>> all = evaluation.jsonPath().getList("figures");
    return all.stream()
        .filter(each -> each.get("statement").equals(statement) && each.get("audience").equals(of))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void figuresOfFiveAreShownBesideTheCountrysOnceTheSurveyIsClosed() {
    String evaluation = opened();
    for (int i = 0; i < 5; i++) {
      Response answered = answer("guardian", "g-" + i, evaluation, i < 4 ? "AGREE" : "DISAGREE");
      assertThat(answered.statusCode()).as(answered.asString()).isEqualTo(204);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(answer("pupil", "p-" + i, evaluation, "DISAGREE").statusCode()).isEqualTo(204);
    }
    Response open = with(head()).get(evaluation);
    assertThat(figure(open, "CLASS_BAN", "PARENTS")).doesNotContainKey("own");
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    Response closed = fresh(token("guardian", "g-1"), evaluation);
    assertThat(figure(closed, "CLASS_BAN", "PARENTS").get("own"))
        .isEqualTo(Map.of("answers", 5, "agree", 80, "neutral", 0, "disagree", 20));
    assertThat(closed.jsonPath().getInt("figures.find { it.audience == 'PARENTS' }.national.agree"))
        .isEqualTo(87);
    assertThat(figure(closed, "CLASS_BAN", "PUPILS")).as("of four").doesNotContainKey("own");
    assertThat(figure(closed, "CLASS_BAN", "TEACHERS")).doesNotContainKey("own");
  }

  @Test
  void everyoneAnswersOnce() {
    String evaluation = opened();
    assertThat(answer("teacher", "st-tim", evaluation, "AGREE").statusCode()).isEqualTo(204);
    refused(answer("teacher", "st-tim", evaluation, "DISAGREE"), "already-answered");
    refused(answer("guardian", "st-tim", evaluation, "DISAGREE"), "already-answered");
    assertThat(answer("teacher", "st-lisa", evaluation, "AGREE").statusCode()).isEqualTo(204);
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    refused(answer("teacher", "st-late", evaluation, "AGREE"), "survey-closed");
  }

  /** Whoever got no answer asks again; that they did is nowhere but beside their own code. */
  @Test
  void whatComesAgainUnderItsKeyIsAddedUpOnce() {
    String evaluation = opened();
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      Response added = answer("teacher", "st-again", evaluation, "AGREE", key);
      assertThat(added.statusCode()).as(added.asString()).isEqualTo(204);
    }
    Response other = answer("teacher", "st-again", evaluation, "DISAGREE", key);
    assertThat(other.statusCode()).as(other.asString()).isEqualTo(422);
    refused(answer("teacher", "st-again", evaluation, "AGREE", "another"), "already-answered");
    refused(answer("teacher", "st-again", evaluation, "AGREE"), "already-answered");
    assertThat(answer("teacher", "st-other", evaluation, "AGREE", key).statusCode())
        .as("another person's key")
        .isEqualTo(204);

    assertThat(count("select sum(times) from survey_tally where evaluation = $1", evaluation))
        .isEqualTo(2L * 5);
    assertThat(
            count(
                "select count(*) from handled where $1::uuid is not null and message = '"
                    + key
                    + "'",
                evaluation))
        .isZero();
    assertThat(
            count(
                "select count(*) from survey_answerer where evaluation = $1 and position('"
                    + key
                    + "'::bytea in sent_under || sent || answerer) > 0",
                evaluation))
        .isZero();
    assertThat(
            count(
                "select count(distinct sent) from survey_answerer where evaluation = $1",
                evaluation))
        .as("who answers alike under one key is not told to")
        .isEqualTo(2);
  }

  /** Two answers by one person at the same moment are one. */
  @Test
  void anAnswerThatComesTwiceAtOnceCountsOnce() throws Throwable {
    String evaluation = opened();
    assertThat(answer("teacher", "st-first", evaluation, "AGREE").statusCode()).isEqualTo(204);
    try (var many = Executors.newFixedThreadPool(4)) {
      Callable<Integer> once =
          () -> answer("teacher", "st-twice", evaluation, "AGREE").statusCode();
      List<Future<Integer>> sent = many.invokeAll(Collections.nCopies(4, once));
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : sent) {
        statuses.add(each.get());
      }
      assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 409);
    }
    assertThat(count("select sum(times) from survey_tally where evaluation = $1", evaluation))
        .isEqualTo(2L * 5);
  }

  /** What could tell who answered is gone with the survey; no answer was ever a row or an event. */
  @Test
  void nobodyCanTellWhoAnsweredWhat() throws Throwable {
    String evaluation = opened();
    assertThat(answer("teacher", "st-tim", evaluation, "AGREE").statusCode()).isEqualTo(204);
    assertThat(answer("teacher", "st-lisa", evaluation, "AGREE").statusCode()).isEqualTo(204);
    assertThat(count("select count(*) from survey_answerer where evaluation = $1", evaluation))
        .isEqualTo(2);
    assertThat(
            count(
                "select count(*) from survey_answerer where evaluation = $1"
                    + " and position('st-'::bytea in answerer) > 0",
                evaluation))
        .isZero();
    assertThat(
            count(
                "select count(*) from event where stream = 'evaluation/' || $1::uuid"
                    + " and type <> 'evaluation.opened.v1'",
                evaluation))
        .isZero();
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    await()
        .untilAsserted(
            () -> {
              for (String table : List.of("survey_answerer", "survey_key")) {
                assertThat(
                        count(
                            "select count(*) from " + table + " where evaluation = $1", evaluation))
                    .as(table)
                    .isZero();
              }
            });
    assertThat(count("select sum(times) from survey_tally where evaluation = $1", evaluation))
        .isEqualTo(2L * 5);
  }

  private long count(String sql, String evaluation) throws AssertionError {
    try {
      return VertxContextSupport.subscribeAndAwait(
          () ->
              pool.preparedQuery(sql)
                  .execute(Tuple.of(UUID.fromString(id(evaluation))))
                  .map(rows -> rows.iterator().next().getLong(0)));
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void anAnswerIsWholeAndOnesOwn() {
    String evaluation = opened();
    Response half =
        post(
            token("teacher", "st-tim"),
            evaluation + "/answers",
            Map.of("answers", Map.of("CLASS_BAN", "AGREE")));
    assertThat(half.statusCode()).isEqualTo(400);
    assertThat(half.jsonPath().getString("errors[0].code")).isEqualTo("incomplete");
    assertThat(
            post(
                    token("teacher", "st-tim"),
                    evaluation + "/answers",
                    Map.of("audience", "PARENTS", "answers", Map.of("CLASS_BAN", "AGREE")))
                .statusCode())
        .isEqualTo(403);
    assertThat(with(head()).get(evaluation + "/survey").statusCode()).isEqualTo(403);
  }

  /** A parent need not know which policy is looked at to be asked. */
  @Test
  void whoIsAskedFindsTheSurvey() {
    String surveys = "/api/v1/schools/" + school + "/surveys";
    String evaluation = opened();
    for (String role : List.of("guardian", "pupil", "teacher")) {
      Response found = fresh(token(role, "x-1"), surveys);
      assertThat(found.jsonPath().getList("items.survey", String.class))
          .as(role)
          .containsExactly(evaluation + "/survey");
      assertThat(found.jsonPath().getList("items[0].audiences")).hasSize(1);
    }
    String list = evaluation.substring(0, evaluation.lastIndexOf('/'));
    assertThat(fresh(token("guardian", "g-1"), list).jsonPath().getList("items.id", String.class))
        .containsExactly(id(evaluation));
    post(
        token("teacher", "st-tim"),
        evaluation + "/bottlenecks",
        Map.of("from", "PUPILS", "text", "There are too few lockers"));
    assertThat(with(token("guardian", "g-1")).get(evaluation).jsonPath().getMap(""))
        .doesNotContainKey("bottlenecks");
    assertThat(with(token("teacher", "st-1")).get(evaluation).jsonPath().getList("bottlenecks"))
        .hasSize(1);
    assertThat(with(head()).get(surveys).statusCode()).isEqualTo(403);
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    assertThat(fresh(token("guardian", "g-1"), surveys).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void onePolicyHasOneEvaluationAtATime() {
    String evaluation = opened();
    String all = evaluation.substring(0, evaluation.lastIndexOf('/'));
    refused(post(head(), all, Map.of()), "already-opened");
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    LocalDate first = LocalDate.now(ZONE).plusDays(60);
    Response soon = post(head(), all, Map.of());
    refused(soon, "survey-too-soon");
    assertThat(soon.jsonPath().getString("detail")).endsWith("from " + first + " on");
    clock.set(first.minusDays(1).atTime(12, 0).atZone(ZONE).toInstant());
    refused(post(head(), all, Map.of()), "survey-too-soon");
    clock.set(first.atTime(12, 0).atZone(ZONE).toInstant());
    Response second = post(head(), all, Map.of());
    assertThat(second.statusCode()).as(second.asString()).isEqualTo(201);
    assertThat(second.header("Location")).isNotEqualTo(evaluation);
    refused(post(head(), all, Map.of()), "already-opened");
  }

  /** What the policy prescribes between two surveys: nobody is asked, and bottlenecks are noted. */
  @Test
  void betweenTwoSurveysAPolicyIsLookedAtWithoutOne() {
    String first = opened();
    String all = first.substring(0, first.lastIndexOf('/'));
    assertThat(post(head(), first + "/closing", CLOSING).statusCode()).isEqualTo(200);
    refused(post(head(), all, Map.of()), "survey-too-soon");

    Response opened = post(head(), all + "?survey=false", Map.of());

    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
    assertThat(opened.jsonPath().getBoolean("surveyed")).isFalse();
    String evaluation = opened.header("Location");
    assertThat(fresh(head(), all).jsonPath().getList("items.surveyed", Boolean.class))
        .containsExactlyInAnyOrder(true, false);
    String surveys = "/api/v1/schools/" + school + "/surveys";
    assertThat(fresh(token("guardian", "g-1"), surveys).jsonPath().getList("items")).isEmpty();
    refused(answer("guardian", "g-1", evaluation, "AGREE"), "survey-closed");
    Response noted =
        post(
            head(),
            evaluation + "/bottlenecks",
            Map.of("from", "PUPILS", "text", "There are too few lockers"));
    assertThat(noted.jsonPath().getList("bottlenecks.text"))
        .containsExactly("There are too few lockers");
    clock.set(LocalDate.now(ZONE).plusDays(59).atTime(12, 0).atZone(ZONE).toInstant());
    assertThat(post(head(), evaluation + "/closing", CLOSING).statusCode()).isEqualTo(200);
    clock.set(LocalDate.now(ZONE).plusDays(60).atTime(12, 0).atZone(ZONE).toInstant());
    assertThat(post(head(), all, Map.of()).statusCode())
        .as("nobody was asked in between")
        .isEqualTo(201);
  }

  /** The same people on the same statements, whichever policy it is. */
  @Test
  void theNextPolicyOnTheTopicIsNotSurveyedAtOnceEither() {
    String evaluation = opened();
    String next = inForce("only-in-class");
    refused(post(head(), next + "/evaluations", Map.of()), "survey-too-soon");
    await()
        .untilAsserted(
            () ->
                assertThat(with(head()).get(evaluation).jsonPath().getString("life"))
                    .isEqualTo("CLOSED"));
    refused(post(head(), next + "/evaluations", Map.of()), "survey-too-soon");
  }

  @Test
  void theEvaluationOfAPolicyEndsWithIt() {
    String evaluation = opened();
    inForce("only-in-class");
    await()
        .untilAsserted(
            () ->
                assertThat(with(head()).get(evaluation).jsonPath().getString("conclusion"))
                    .isEqualTo("REPLACED"));
    refused(answer("teacher", "st-tim", evaluation, "AGREE"), "survey-closed");
  }

  /** Whoever is quick answers before the key is made, and need not know how quick. */
  @Test
  void anAnswerCanComeAtOnce() {
    String evaluation = opened();
    Map<String, Object> answers = new HashMap<>();
    with(token("teacher", "st-quick"))
        .get(evaluation + "/survey")
        .jsonPath()
        .getList("asked[0].statements.id", String.class)
        .forEach(statement -> answers.put(statement, "AGREE"));
    Response quick =
        post(token("teacher", "st-quick"), evaluation + "/answers", Map.of("answers", answers));
    assertThat(quick.statusCode()).as(quick.asString()).isEqualTo(204);
  }

  /** What lies in the database alone tells of nobody that they answered. */
  @Test
  void theKeyIsHidden() throws Throwable {
    String evaluation = opened();
    assertThat(answer("teacher", "st-tim", evaluation, "AGREE").statusCode()).isEqualTo(204);
    String hidden =
        VertxContextSupport.subscribeAndAwait(
            () ->
                pool.preparedQuery("select hidden from survey_key where evaluation = $1")
                    .execute(Tuple.of(UUID.fromString(id(evaluation))))
                    .map(rows -> rows.iterator().next().getString(0)));
    assertThat(vault.show(hidden, "survey/" + id(evaluation))).isPresent();
    assertThat(hidden).doesNotContain(vault.show(hidden, "survey/" + id(evaluation)).orElseThrow());
  }

  /** As long as an answer can come, nobody sees the sums of the others. */
  @Test
  void figuresAreNotShownBeforeTheKeyIsGone() throws Throwable {
    UUID evaluation = UUID.randomUUID();
    for (String row :
        List.of(
            "insert into survey_key (evaluation, hidden) values ($1, 'x')",
            "insert into survey_tally (evaluation, audience, statement, answer, times)"
                + " values ($1, 'PARENTS', 'CLASS_BAN', 'AGREE', 5)")) {
      VertxContextSupport.subscribeAndAwait(
          () -> pool.preparedQuery(row).execute(Tuple.of(evaluation)));
    }
    assertThat(answers(evaluation)).isZero();
    VertxContextSupport.subscribeAndAwait(
        () ->
            pool.preparedQuery("delete from survey_key where evaluation = $1")
                .execute(Tuple.of(evaluation)));
    assertThat(answers(evaluation)).isEqualTo(5);
  }

  private int answers(UUID evaluation) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> survey.tally(evaluation))
        .answers(Audience.PARENTS, "CLASS_BAN");
  }

  private Response bottleneck(String evaluation, Map<String, String> what) {
    return post(token("teacher", "st-tim"), evaluation + "/bottlenecks", what);
  }

  @Test
  void aBottleneckIsOfAClauseThatThePolicyHas() {
    String evaluation = opened();
    Response unknown =
        bottleneck(evaluation, Map.of("from", "PARENTS", "clause", "99", "text", "Not clear"));
    assertThat(unknown.statusCode()).as(unknown.asString()).isEqualTo(400);
    assertThat(unknown.jsonPath().getString("errors[0].field")).isEqualTo("clause");
    assertThat(unknown.jsonPath().getString("errors[0].code")).isEqualTo("not-in-policy");
    assertThat(with(head()).get(evaluation).jsonPath().getList("bottlenecks")).isEmpty();
  }

  /** Whoever writes one down may name a pupil, though it is of the rule and not of persons. */
  @Test
  void theBoardReadsHowManyBottlenecksThereAreAndNotTheirWords() {
    String evaluation = opened();
    for (Map<String, String> each :
        List.of(
            Map.of("from", "PARENTS", "clause", "2", "text", "Sam's mother called"),
            Map.of("from", "PUPILS", "clause", "2", "text", "Lockers of 3HV1"),
            Map.of("from", "PARENTS", "clause", "2", "text", "Sam's father called"),
            Map.of("from", "PARENTS", "text", "Sam's aunt called"))) {
      assertThat(bottleneck(evaluation, each).statusCode()).isEqualTo(200);
    }

    Response board = fresh(ofTheBoard(), evaluation);

    assertThat(board.statusCode()).as(board.asString()).isEqualTo(200);
    assertThat(board.asString()).doesNotContain("Sam").doesNotContain("3HV1");
    assertThat(board.jsonPath().getMap("")).doesNotContainKey("bottlenecks");
    assertThat(board.jsonPath().<Map<String, Object>>getList("bottlenecksCounted"))
        .containsExactly(
            Map.of("from", "PARENTS", "clause", "2", "times", 2),
            Map.of("from", "PUPILS", "clause", "2", "times", 1),
            Map.of("from", "PARENTS", "times", 1));
    Response council = fresh(token("mr-member", "st-mira"), evaluation);
    assertThat(council.jsonPath().getList("bottlenecks")).hasSize(4);
    assertThat(council.jsonPath().getMap("")).doesNotContainKey("bottlenecksCounted");
    assertThat(fresh(token("guardian", "g-1"), evaluation).jsonPath().getMap(""))
        .doesNotContainKeys("bottlenecks", "bottlenecksCounted");
  }

  @Test
  void bottlenecksAreCollectedAndTheConclusionDrawn() {
    String evaluation = opened();
    Response told =
        post(
            token("teacher", "st-tim"),
            evaluation + "/bottlenecks",
            Map.of("from", "PUPILS", "clause", "2", "text", "There are too few lockers"));
    assertThat(told.statusCode()).as(told.asString()).isEqualTo(200);
    assertThat(told.jsonPath().getString("bottlenecks[0].clause")).isEqualTo("2");
    Response closed = post(head(), evaluation + "/closing", CLOSING);
    assertThat(closed.jsonPath().getString("conclusion")).isEqualTo("REVISE");
    String list = evaluation.substring(0, evaluation.lastIndexOf('/'));
    assertThat(fresh(head(), list).jsonPath().getList("items.conclusion", String.class))
        .containsExactly("REVISE");
    refused(
        post(head(), evaluation + "/bottlenecks", Map.of("from", "PARENTS", "text", "Too late")),
        "evaluation-closed");
    refused(post(head(), drafted() + "/evaluations", Map.of()), "not-in-force");
  }
}
