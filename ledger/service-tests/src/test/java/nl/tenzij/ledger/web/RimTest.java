package nl.tenzij.ledger.web;

import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RimTest {

  private static final String DOORS = "/api/v1/schools/college-een/doors";
  private static final String DOOR = "{\"label\": \"front\", \"panels\": 4}";

  @Inject Pool pool;

  @Test
  void whatIsMadeHasAPlaceAVersionAndAMoment() {
    Response made = hang("tim", UUID.randomUUID().toString());
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.header("Tenzij-Consistency-Token")).isNotBlank();
    Response read = as("tim").get(made.header("Location"));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    assertThat(read.jsonPath().getString("label")).isEqualTo("front");
    Response unchanged = as("tim").header("If-None-Match", "\"1\"").get(made.header("Location"));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.asString()).isEmpty();
  }

  /** What a write answered and what a GET showed will both do. */
  @Test
  void whoAsksForAVersionGetsThatOrIsTold() {
    String door = hang("hanna", null).header("Location");
    for (String match : List.of("\"1\"", "\"1-9c56cc51b374c3ba\"", "\"7\", \"1\"", "*")) {
      Response read = as("tim").header("If-Match", match).get(door);
      assertThat(read.statusCode()).as(match).isEqualTo(200);
      assertThat(read.header("ETag")).isEqualTo("\"1\"");
    }
    as("tim")
        .header("If-Match", "\"1\"")
        .header("If-None-Match", "\"1\"")
        .get(door)
        .then()
        .statusCode(304);
    for (String match : List.of("\"2\"", "\"2-9c56cc51b374c3ba\"", "W/\"1\"", "\"x\"")) {
      problem(as("tim").header("If-Match", match).get(door), 412, "stale");
    }
    problem(as("tim").header("If-Match", "1").get(door), 400, "invalid");
    for (String has : List.of("W/\"1\"", "\"2\", \"1\"", "*")) {
      Response unchanged = as("tim").header("If-None-Match", has).get(door);
      assertThat(unchanged.statusCode()).as(has).isEqualTo(304);
      assertThat(unchanged.header("ETag")).isEqualTo("\"1\"");
    }
    for (String has : List.of("\"2\"", "\"1-9c56cc51b374c3ba\"", "1")) {
      assertThat(as("tim").header("If-None-Match", has).get(door).statusCode())
          .as(has)
          .isEqualTo(200);
    }
  }

  @Test
  void theDocumentPromisesATagWhereOneIsShown() {
    JsonPath document = as("tim").get("/api/v1/openapi.json").jsonPath();
    String one = "paths.'/schools/{school}/doors/{id}'.get.";
    String list = "paths.'/schools/{school}/doors'.get.";
    assertThat(document.getMap(one + "responses")).containsKey("304");
    assertThat(document.getMap(one + "responses.'200'.headers")).containsKey("ETag");
    assertThat(document.getList(one + "parameters.name")).contains("If-None-Match");
    assertThat(document.getMap(list + "responses")).doesNotContainKey("304");
    assertThat(document.getList(list + "parameters.name")).doesNotContain("If-None-Match");
  }

  @Test
  void aListShowsTheMomentOfTheToken() {
    for (int i = 0; i < 20; i++) {
      Response made = hang("lisa", null, "/api/v1/schools/de-linde/doors");
      Response list =
          as("lisa")
              .header("Tenzij-Consistency-Token", made.header("Tenzij-Consistency-Token"))
              .get("/api/v1/schools/de-linde/doors?limit=200");
      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(list.jsonPath().getList("items.id")).contains(made.jsonPath().getString("id"));
    }
  }

  @Test
  void aMomentThatDoesNotComeIsAnsweredInTime() {
    SqlConnection other = pool.getConnectionAndAwait();
    other.beginAndAwait();
    other
        .query("select from checkpoint where subscription = 'door-list' for update")
        .executeAndAwait();
    try {
      Response made = hang("tim", null);
      Response late =
          as("tim")
              .header("Tenzij-Consistency-Token", made.header("Tenzij-Consistency-Token"))
              .get(DOORS);
      problem(late, 503, "not-yet");
      assertThat(late.header("Retry-After")).isEqualTo("2");
    } finally {
      other.closeAndAwait();
    }
  }

  @Test
  void anInventedMomentIsNotWaitedFor() {
    for (ConsistencyToken invented :
        List.of(new ConsistencyToken(0, 1L << 50), new ConsistencyToken(999, 1))) {
      Response refused = as("tim").header("Tenzij-Consistency-Token", invented.text()).get(DOORS);
      problem(refused, 400, "invalid");
      assertThat(refused.time()).isLessThan(2_500);
    }
  }

  @Test
  void aTextThatCanNotBeKeptIsRefusedByItsPlace() {
    Response nul = json(as("tim"), "{\"label\": \"a\\u0000b\", \"panels\": 4}").post(DOORS);
    problem(nul, 400, "invalid");
    assertThat(nul.jsonPath().getList("errors.field")).containsExactly("label");
    Response half = json(as("tim"), "{\"label\": \"a\\ud83d\", \"panels\": 4}").post(DOORS);
    problem(half, 400, "invalid");
    assertThat(
            json(as("tim"), "{\"label\": \"\\ud83d\\ude00\", \"panels\": 4}")
                .post(DOORS)
                .statusCode())
        .isEqualTo(201);
    Response query = as("tim").get(DOORS + "?cursor=%00");
    problem(query, 400, "invalid");
    assertThat(query.jsonPath().getList("errors.field")).containsExactly("cursor");
    problem(as("tim").get(DOORS + "/%00"), 404, "not-found");
  }

  @Test
  void pagesFollowOneAnother() {
    String path = "/api/v1/schools/school-ver/doors";
    List<String> made = new ArrayList<>();
    String token = null;
    Tokens head = Tokens.of("vera").with("schools", List.of("head@school-ver"));
    for (int i = 0; i < 7; i++) {
      Response each = json(with(head.token()), DOOR).post(path);
      made.add(each.jsonPath().getString("id"));
      token = each.header("Tenzij-Consistency-Token");
    }
    List<String> seen = new ArrayList<>();
    String next = path + "?limit=3";
    int pages = 0;
    while (next != null) {
      Response page = with(head.token()).header("Tenzij-Consistency-Token", token).get(next);
      seen.addAll(page.jsonPath().getList("items.id"));
      String link = page.header("Link");
      assertThat(link == null).isEqualTo(page.jsonPath().getString("next") == null);
      next = link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void aWriteThatMustMatchNeedsTheTag() {
    String closing = hang("hanna", null).header("Location") + "/closing";
    problem(as("hanna").post(closing), 428, "precondition-required");
    problem(as("hanna").header("If-Match", "\"7\"").post(closing), 412, "stale");
    problem(as("hanna").header("If-Match", "W/\"1\"").post(closing), 412, "stale");
    problem(as("hanna").header("If-Match", "1").post(closing), 400, "invalid");
    Response closed = as("hanna").header("If-Match", "\"1\"").post(closing);
    assertThat(closed.statusCode()).isEqualTo(200);
    assertThat(closed.header("ETag")).isEqualTo("\"2\"");
    problem(as("hanna").header("If-Match", "\"1\"").post(closing), 412, "stale");
    Response refused = as("hanna").header("If-Match", "\"1\", \"2\"").post(closing);
    problem(refused, 409, "refused");
    assertThat(refused.jsonPath().getString("code")).isEqualTo("door-not-open");
    problem(as("hanna").header("If-Match", "*").post(closing), 409, "refused");
    problem(
        as("hanna").header("If-Match", "*").post(DOORS + "/" + UUID.randomUUID() + "/closing"),
        412,
        "stale");
  }

  @Test
  void theSameRequestGetsTheSameAnswer() {
    String key = UUID.randomUUID().toString();
    Response first = hang("tim", key);
    Response closed =
        as("hanna").header("If-Match", "\"1\"").post(first.header("Location") + "/closing");
    assertThat(closed.statusCode()).isEqualTo(200);
    Response again = hang("tim", key);
    for (String header : List.of("Location", "ETag")) {
      assertThat(again.header(header)).isEqualTo(first.header(header));
    }
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(again.header("Tenzij-Consistency-Token")).isNotBlank();
    Response spaced =
        json(as("tim").header("Idempotency-Key", key), " {\"panels\":4,\"label\":\"front\"} ")
            .post(DOORS);
    assertThat(spaced.asString()).isEqualTo(first.asString());
  }

  @Test
  void whatIsWrittenTellsInWhichTraceItWasAskedFor() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    Response made =
        json(as("tim").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"), DOOR)
            .post(DOORS);
    assertThat(made.statusCode()).isEqualTo(201);
    String id = made.jsonPath().getString("id");
    String kept =
        pool.query(
                "select meta->>'traceparent' as kept from event where stream = 'door/" + id + "'")
            .execute()
            .await()
            .atMost(Patience.LONG)
            .iterator()
            .next()
            .getString("kept");
    assertThat(kept).startsWith("00-" + trace + "-");
  }

  @Test
  void theSameKeyForAnotherRequestIsRefused() {
    String key = UUID.randomUUID().toString();
    hang("tim", key);
    Response other =
        json(as("tim").header("Idempotency-Key", key), DOOR.replace("front", "back")).post(DOORS);
    problem(other, 422, "idempotency-key-used");
    assertThat(hang("hanna", key).statusCode()).as("another person's key").isEqualTo(201);
  }

  @Test
  void aRefusalIsNotKept() {
    String closing = hang("hanna", null).header("Location") + "/closing";
    String key = UUID.randomUUID().toString();
    problem(
        as("hanna").header("Idempotency-Key", key).header("If-Match", "\"5\"").post(closing),
        412,
        "stale");
    Response right =
        as("hanna").header("Idempotency-Key", key).header("If-Match", "\"1\"").post(closing);
    assertThat(right.statusCode()).isEqualTo(200);
    Response again =
        as("hanna").header("Idempotency-Key", key).header("If-Match", "\"1\"").post(closing);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
    assertThat(again.asString()).isEqualTo(right.asString());
  }

  @Test
  void ofManyAtOnceOneRuns() {
    String key = UUID.randomUUID().toString();
    List<Response> answers = atOnce(() -> hang("tim", key));
    assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
    assertThat(answers.stream().map(answer -> answer.header("Location")).distinct()).hasSize(1);
    assertThat(answers.stream().map(answer -> answer.asString()).distinct()).hasSize(1);
  }

  @Test
  void aPlainTablesEffectRunsOnceToo() {
    long before = count("knock");
    String key = UUID.randomUUID().toString();
    List<Response> answers = atOnce(() -> knock(key, "twice"));
    assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
    assertThat(answers.stream().map(answer -> answer.header("Location")).distinct()).hasSize(1);
    assertThat(count("knock")).isEqualTo(before + 1);
    problem(knock(key, "thrice"), 422, "idempotency-key-used");
    assertThat(count("knock")).isEqualTo(before + 1);
  }

  @Test
  void nothingPersonalIsKeptWithAKey() {
    String key = UUID.randomUUID().toString();
    json(as("tim").header("Idempotency-Key", key), DOOR.replace("front", "Sam's own")).post(DOORS);
    String kept =
        pool.query("select outcome::text as kept from handled where message = '" + key + "'")
            .execute()
            .await()
            .atMost(Patience.LONG)
            .iterator()
            .next()
            .getString("kept");
    assertThat(kept).contains("location").doesNotContain("Sam");
  }

  @Test
  void allErrorsOfTheBodyAtOnce() {
    Response wrong =
        json(
                as("tim"),
                """
                {"label": "", "wood": "STEEL", "panels": 12, "since": "yesterday", "knob": 1,
                 "hinges": [{"oiled": true}]}""")
            .post(DOORS);
    problem(wrong, 400, "invalid");
    assertThat(wrong.jsonPath().getList("errors.field"))
        .containsExactlyInAnyOrder("wood", "since", "knob", "label", "panels", "hinges[0].id");
    Response constraints = json(as("tim"), "{\"label\": \" \", \"panels\": 0}").post(DOORS);
    problem(constraints, 400, "invalid");
    assertThat(constraints.jsonPath().getList("errors.field"))
        .containsExactlyInAnyOrder("label", "panels");
  }

  @Test
  void allErrorsOfTheQueryAtOnce() {
    Response wrong = as("tim").get(DOORS + "?wood=STEEL&since=yesterday");
    problem(wrong, 400, "invalid");
    assertThat(wrong.jsonPath().getList("errors.field")).containsExactlyInAnyOrder("wood", "since");
    assertThat(as("tim").get(DOORS + "?since=2026-03-01T10:00:00%2B01:00").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsAnothersIsNotThere() {
    String mine = hang("tim", null).header("Location");
    problem(as("vera").get(mine), 404, "not-found");
    problem(as("lisa").get(mine), 404, "not-found");
    problem(as("tim").get(mine.replace("college-een", "de-linde")), 404, "not-found");
    problem(as("sam").header("If-Match", "*").post(mine + "/closing"), 403, "forbidden");
    problem(as("tim").get(DOORS + "/" + UUID.randomUUID()), 404, "not-found");
    problem(as("tim").get(DOORS + "/no-uuid"), 404, "not-found");
    assertThat(as("bea").get(mine).statusCode()).as("the board's own people").isEqualTo(200);
    problem(as("bob").get(mine), 404, "not-found");
  }

  @Test
  void aServiceNamesTheBoard() {
    String mine = hang("tim", null).header("Location");
    assertThat(
            as("notification-service")
                .header("Tenzij-Board", "stichting-tenboom")
                .get(mine)
                .statusCode())
        .isEqualTo(200);
    problem(
        as("notification-service").header("Tenzij-Board", "stichting-ver").get(mine),
        404,
        "not-found");
    problem(as("notification-service").get(mine), 403, "forbidden");
  }

  @Test
  void whatWeBreakIsNotTold() {
    Response mistake = as("tim").get(DOORS + "/broken?how=MISTAKEN");
    problem(mistake, 500, "unexpected");
    assertThat(mistake.jsonPath().getString("reference")).isNotBlank();
    assertThat(mistake.asString()).doesNotContain("p-sam").doesNotContain("IllegalState");
    Response away = as("tim").get(DOORS + "/broken?how=AWAY");
    problem(away, 503, "unavailable");
    assertThat(away.header("Retry-After")).isEqualTo("2");
    assertThat(away.asString()).doesNotContain("10.0.0.1");
  }

  @Test
  void eachRefusalOfHttpIsAProblem() {
    Response noMethod = as("tim").delete(DOORS);
    problem(noMethod, 405, "method-not-allowed");
    assertThat(noMethod.header("Allow").split(", ?")).containsExactlyInAnyOrder("GET", "POST");
    Response notThere = json(as("tim"), "{}").post(DOORS + '/' + UUID.randomUUID());
    problem(notThere, 405, "method-not-allowed");
    assertThat(notThere.header("Allow"))
        .as("where others of its resource have it")
        .isEqualTo("GET");
    problem(as("tim").accept("application/pdf").get(DOORS), 406, "not-acceptable");
    problem(
        as("tim").contentType("text/csv").body("a,b").post(DOORS), 415, "unsupported-media-type");
    problem(json(as("tim"), "x".repeat(1_100_000)).post(DOORS), 413, "too-large");
    problem(as("tim").get("/api/v1/nowhere"), 404, "not-found");
    problem(as("tim").get("/nowhere"), 404, "not-found");
  }

  @Test
  void whoAcceptsAProblemAloneIsNotRefusedForThat() {
    assertThat(as("tim").accept(Problem.MEDIA_TYPE).get(DOORS).statusCode()).isEqualTo(200);
  }

  private static Response hang(String user, String key) {
    return hang(user, key, DOORS);
  }

  private static Response hang(String user, String key, String path) {
    RequestSpecification request = key == null ? as(user) : as(user).header("Idempotency-Key", key);
    return json(request, DOOR).post(path);
  }

  private static Response knock(String key, String how) {
    return as("tim")
        .header("Idempotency-Key", key)
        .contentType("text/plain")
        .body(how)
        .post(DOORS + "/knocks");
  }

  private static RequestSpecification json(RequestSpecification request, String body) {
    return request.contentType("application/json").body(body);
  }

  private static List<Response> atOnce(java.util.function.Supplier<Response> request) {
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      Stream<CompletableFuture<Response>> all =
          IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(request, callers));
      return all.toList().stream().map(CompletableFuture::join).toList();
    }
  }

  private static void problem(Response answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("type")).isEqualTo("https://tenzij.nl/problems/" + type);
    assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    assertThat(answer.header("API-Version")).isEqualTo("0.1.0");
  }

  private long count(String table) {
    return pool.query("select count(*) from " + table)
        .execute()
        .await()
        .atMost(Patience.LONG)
        .iterator()
        .next()
        .getLong(0);
  }
}
