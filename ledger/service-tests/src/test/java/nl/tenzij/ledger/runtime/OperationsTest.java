package nl.tenzij.ledger.runtime;

import static nl.tenzij.ledger.testkit.ApiSpec.anyone;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.web.UsedKeys;
import nl.tenzij.ledger.web.door.DoorBell;
import nl.tenzij.tokens.KnownBearers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OperationsTest {

  @Inject UsedKeys keys;
  @Inject Pool pool;
  @Inject DoorBell bell;
  @Inject Rebuilds rebuilds;
  @Inject @All List<IdentityProvider<?>> providers;

  /** Quarkus asks the one with the highest number first: another's answer would be taken. */
  @Test
  void whoIsKnownByATokenIsLookedUpBeforeTheTokenIsVerified() {
    assertThat(
            providers.stream()
                .filter(each -> each.getRequestType() == TokenAuthenticationRequest.class)
                .sorted(Comparator.comparingInt(each -> -each.priority())))
        .hasSizeGreaterThan(1)
        .first()
        .isInstanceOf(KnownBearers.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscriptions", "rebuilds", "parked", "set-aside", "deeds"})
  void onlyAnOperatorLooks(String what) {
    problem(anyone().get("/operations/" + what), 401);
    problem(as("hanna").get("/operations/" + what), 403);
    problem(as("bea").get("/operations/" + what), 403);
    assertThat(as("otto").get("/operations/" + what).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projections/door-list/rebuild",
        "consumers/nobody/replay",
        "master-key/rewrap",
        "relays/relay-doors-v1/tell-again",
        "subscriptions/door-bell/set-aside/019b0000-0000-7000-8000-000000000000",
        "set-aside/1/replay"
      })
  void onlyAnOperatorSetsGoing(String what) {
    problem(anyone().post("/operations/" + what), 401);
    problem(as("hanna").post("/operations/" + what), 403);
  }

  @Test
  void rebuildsAProjectionAndTellsHowFarItIs() {
    StandstillTest.hang();
    assertThat(as("otto").get("/operations/subscriptions").jsonPath().getList("subscription"))
        .contains("door-list");
    assertThat(as("otto").post("/operations/projections/door-list/rebuild").statusCode())
        .isEqualTo(202);
    await()
        .untilAsserted(
            () -> {
              var all = as("otto").get("/operations/rebuilds").jsonPath();
              assertThat(all.getString("door-list.phase")).isEqualTo("DONE");
              assertThat(all.getInt("door-list.done"))
                  .isEqualTo(all.getInt("door-list.total"))
                  .isPositive();
              assertThat(all.getString("door-list.endedAt")).isNotNull();
            });
    assertThat(deeds("rebuild-begun", "projection")).contains("door-list");
  }

  @Test
  void rebuildsThoughWhoAskedForItHangsUp() {
    Instant before = Instant.now();
    rebuilds.begin("door-list", "hung-up").subscribe().with(begun -> {}).cancel();
    await()
        .untilAsserted(
            () ->
                assertThat(rebuilds.all().get("door-list"))
                    .satisfies(
                        state -> {
                          assertThat(state.begunAt()).isAfterOrEqualTo(before);
                          assertThat(state.phase()).isEqualTo(Rebuilds.Phase.DONE);
                        }));
  }

  @Test
  void showsThatARebuildFailed() {
    pool.query("create view in_its_way as select * from door_list").executeAndAwait();
    try {
      as("otto").post("/operations/projections/door-list/rebuild").then().statusCode(202);
      await()
          .untilAsserted(
              () -> {
                var all = as("otto").get("/operations/rebuilds").jsonPath();
                assertThat(all.getString("door-list.phase")).isEqualTo("FAILED");
                assertThat(all.getString("door-list.error")).endsWith("PgException");
                assertThat(all.getString("door-list.endedAt")).isNotNull();
              });
    } finally {
      pool.query("drop view in_its_way").executeAndAwait();
    }
  }

  @Test
  void takesAnEventOutOfTheWayAndGivesItBack() {
    bell.outOfOrder("Jammed door");
    assertThat(StandstillTest.hang("Jammed door").statusCode()).isEqualTo(201);
    await().untilAsserted(() -> assertThat(troubled()).hasSize(1));
    String event = troubled().getFirst().get("next").toString();
    String aside = "/operations/subscriptions/door-bell/set-aside/";

    problem(as("otto").post(aside + UUID.randomUUID()), 404);
    problem(as("otto").post("/operations/subscriptions/door-list/set-aside/" + event), 404);
    as("otto").post(aside + event).then().statusCode(204);

    await().untilAsserted(() -> assertThat(troubled()).isEmpty());
    problem(as("otto").post(aside + event), 409);
    List<Map<String, Object>> all = as("otto").get("/operations/set-aside").jsonPath().getList("$");
    assertThat(all)
        .singleElement()
        .satisfies(
            each ->
                assertThat(each)
                    .containsEntry("event", event)
                    .containsEntry("by", "sub-otto")
                    .containsEntry("type", "door.hung.v1"));
    String replay = "/operations/set-aside/" + all.getFirst().get("number") + "/replay";
    problem(as("otto").post(replay), 409);
    bell.outOfOrder(null);
    as("otto").post(replay).then().statusCode(204);
    problem(as("otto").post(replay), 404);
    assertThat(deeds("event-set-aside", "event")).contains(event);
    assertThat(deeds("event-replayed", "event")).contains(event);
  }

  private static List<Map<String, Object>> troubled() {
    return as("otto")
        .get("/operations/subscriptions")
        .jsonPath()
        .getList("findAll { it.subscription == 'door-bell' && it.trouble != null }");
  }

  @Test
  void knowsWhoGaveAMessageUp() {
    long number = StandstillTest.parked(pool, "given-up");

    as("otto").delete("/operations/parked/" + number).then().statusCode(204);

    assertThat(deeds("message-discarded", "message")).contains("given-up");
  }

  /** To what otto did this. */
  private static List<String> deeds(String deed, String about) {
    return as("otto")
        .get("/operations/deeds")
        .jsonPath()
        .getList(
            "findAll { it.deed == '%s' && it.by == 'sub-otto' }.about.%s".formatted(deed, about));
  }

  @Test
  void letsARelayTellAgain() {
    as("otto").post("/operations/relays/relay-doors-v1/tell-again").then().statusCode(202);

    assertThat(deeds("told-again", "relay")).contains("relay-doors-v1");
    problem(as("otto").post("/operations/relays/nothing/tell-again"), 404);
    problem(as("otto").post("/operations/relays/door-list/tell-again"), 404);
  }

  @Test
  void knowsNothingOfOtherNames() {
    problem(as("otto").post("/operations/projections/nothing/rebuild"), 404);
    problem(as("otto").post("/operations/consumers/nobody/replay"), 404);
    problem(as("otto").delete("/operations/parked/999999"), 404);
    problem(as("otto").delete("/operations/parked/x"), 404);
    problem(as("otto").get("/operations/parked?after=x"), 400);
  }

  @Test
  void wrapsKeysAnew() {
    Response wrapped = as("otto").post("/operations/master-key/rewrap");
    assertThat(wrapped.statusCode()).isEqualTo(200);
    assertThat(wrapped.jsonPath().getLong("rewrapped")).isZero();
    assertThat(deeds("keys-rewrapped", "count")).as("nothing was done").isEmpty();
  }

  @Test
  void replaysWhatAConsumerHasParked() {
    long number = StandstillTest.parked(pool, "to-replay");

    Response replayed = as("otto").post("/operations/consumers/door-news/replay");

    assertThat(replayed.statusCode()).isEqualTo(200);
    // It is no event at all: it fails again, and stays.
    assertThat(replayed.jsonPath().getInt("replayed")).isZero();
    assertThat(deeds("message-replayed", "message")).doesNotContain("to-replay");
    as("otto").delete("/operations/parked/" + number).then().statusCode(204);
  }

  @Test
  void isNoPartOfTheApi() {
    assertThat(anyone().get("/api/v1/openapi.json").asString()).doesNotContain("/operations");
  }

  @Test
  void forgetsOldKeysOfClientsAndNothingElse() {
    pool.query(
            """
            insert into handled (consumer, message, fingerprint, outcome, handled_at) values
              ('board/app/someone/DoorResource.hang', 'old-key', '', '{}', now() - interval '31 days'),
              ('board/app/someone/DoorResource.hang', 'new-key', '', '{}', now()),
              ('doors-of-others', 'old-message', '', '{}', now() - interval '31 days')""")
        .executeAndAwait();

    assertThat(keys.forget(Instant.now().minus(Duration.ofDays(30))).await().indefinitely())
        .isEqualTo(1);

    List<String> left =
        pool
            .query(
                "select message from handled where message in ('old-key', 'new-key', 'old-message')")
            .executeAndAwait()
            .stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
    assertThat(left).containsExactly("new-key", "old-message");
  }

  private static void problem(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("type")).startsWith("https://tenzij.nl/problems/");
  }
}
