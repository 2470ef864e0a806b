package nl.tenzij.ledger.runtime;

import static nl.tenzij.ledger.testkit.ApiSpec.anyone;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.web.UsedKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OperationsTest {

  @Inject UsedKeys keys;
  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(strings = {"subscriptions", "rebuilds", "parked"})
  void onlyAnOperatorLooks(String what) {
    problem(anyone().get("/operations/" + what), 401);
    problem(as("hanna").get("/operations/" + what), 403);
    problem(as("bea").get("/operations/" + what), 403);
    assertThat(as("otto").get("/operations/" + what).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"projections/door-list/rebuild", "consumers/nobody/replay", "master-key/rewrap"})
  void onlyAnOperatorSetsGoing(String what) {
    problem(anyone().post("/operations/" + what), 401);
    problem(as("hanna").post("/operations/" + what), 403);
  }

  @Test
  void rebuildsAProjectionAndTellsHowFarItIs() {
    assertThat(
            as("tim")
                .contentType("application/json")
                .body("{\"label\": \"front\", \"panels\": 4}")
                .post("/api/v1/schools/college-een/doors")
                .statusCode())
        .isEqualTo(201);
    assertThat(as("otto").get("/operations/subscriptions").jsonPath().getList("subscription"))
        .contains("door-list");
    assertThat(as("otto").post("/operations/projections/door-list/rebuild").statusCode())
        .isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              var all = as("otto").get("/operations/rebuilds").jsonPath();
              assertThat(all.getInt("door-list.done"))
                  .isEqualTo(all.getInt("door-list.total"))
                  .isPositive();
            });
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
