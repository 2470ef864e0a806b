package nl.tenzij.ledger.web;

import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A service goes on by itself, says so when it can't answer, and takes up again by itself. */
@QuarkusTest
@TestProfile(NeighboursAwayTest.Lonely.class)
class NeighboursAwayTest {

  private static final String DOORS = "/api/v1/schools/college-een/doors";
  private static final Duration SOON = Duration.ofSeconds(60);

  Consumer<String> neighbours;

  /** On a stack of its own. */
  public static class Lonely implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(LonelyStack.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Test
  void anAbsentNeighbourIsSaidAndWaitedFor() {
    unavailable(as("tim").get(DOORS));
    neighbours.accept("issuer up");
    await().atMost(SOON).until(() -> as("tim").get(DOORS).statusCode() == 200);

    String door = hang().header("Location");
    neighbours.accept("database down");
    for (int i = 0; i < 20; i++) {
      unavailable(as("tim").get(door));
      unavailable(as("tim").get(DOORS));
      unavailable(hang());
    }
    neighbours.accept("database up");
    await().atMost(SOON).until(() -> as("tim").get(door).statusCode() == 200);
    Response made = hang();
    assertThat(made.statusCode()).isEqualTo(201);
    // What fills the list has to find its way back too.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        as("tim")
                            .header(
                                "Tenzij-Consistency-Token", made.header("Tenzij-Consistency-Token"))
                            .get(DOORS)
                            .jsonPath()
                            .getList("items.id"))
                    .contains(made.jsonPath().getString("id")));
  }

  private static Response hang() {
    return as("tim")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType("application/json")
        .body("{\"label\": \"front\", \"panels\": 4}")
        .post(DOORS);
  }

  private static void unavailable(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.time()).isLessThan(15_000);
  }
}
