package nl.tenzij.ledger.runtime;

import static nl.tenzij.ledger.testkit.ApiSpec.anyone;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import nl.tenzij.ledger.subscription.Turnstile;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands still is not well, whoever holds it up; and the figures show it. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class StandstillTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject Pool pool;
  @Inject Turnstile turns;

  @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
  int connections;

  @Test
  void aPartitionInTheHandsOfAFrozenInstanceIsNotWell() {
    awaitWell(200);
    SqlConnection frozen = pool.getConnectionAndAwait();
    Transaction holding = frozen.beginAndAwait();
    frozen
        .query("select from checkpoint where subscription = 'door-list' for update")
        .executeAndAwait();
    assertThat(hang().statusCode()).isEqualTo(201);

    awaitNotWell("door-list/", "stands still since");
    await()
        .atMost(SOON)
        .until(() -> figure("tenzij_subscription_lag_seconds{subscription=\"door-list\"") > 0);

    holding.rollbackAndAwait();
    frozen.closeAndAwait();
    awaitWell(200);
    await()
        .atMost(SOON)
        .until(() -> figure("tenzij_subscription_lag_seconds{subscription=\"door-list\"") == 0);
  }

  @Test
  void aParkedMessageIsNotWellUntilSomebodyLooked() {
    awaitWell(200);
    long number = parked(pool, "well-1");

    awaitNotWell("door-news parked");
    await()
        .atMost(SOON)
        .until(() -> figure("tenzij_inbox_parked_messages{consumer=\"door-news\"") == 1);
    assertThat(figure("tenzij_inbox_blocked{consumer=\"door-news\"")).isZero();

    assertThat(as("otto").delete("/operations/parked/" + number).statusCode()).isEqualTo(204);
    awaitWell(200);
  }

  @Test
  void fewerThanHalfOfTheConnectionsAreHeldByThoseWhoAskForASecond() {
    assertThat(turns.places() * 2).isLessThan(connections);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp_keepalives_idle, 2",
    "tcp_keepalives_interval, 1",
    "tcp_keepalives_count, 3",
    "tcp_user_timeout, 5000",
    "idle_in_transaction_session_timeout, 45s",
    "statement_timeout, 1min"
  })
  void theDatabaseLetsGoOfWhoIsGone(String setting, String value) {
    assertThat(pool.query("show " + setting).executeAndAwait().iterator().next().getString(0))
        .isEqualTo(value);
  }

  static long parked(Pool pool, String message) {
    return pool.query(
            """
            insert into parked (consumer, message, topic, partition, at_offset, key, type, headers, error, attempts)
            values ('door-news', '%s', 'school.events.v1', 0, 0, '%s', 'nl.tenzij.test.door-painted.v1', '{}', 'x.Y', 1)
            returning number"""
                .formatted(message, message))
        .executeAndAwait()
        .iterator()
        .next()
        .getLong(0);
  }

  static Response hang() {
    return hang("Front door");
  }

  static Response hang(String label) {
    return as("tim")
        .contentType("application/json")
        .body("{\"label\": \"" + label + "\", \"panels\": 4}")
        .post("/api/v1/schools/college-een/doors");
  }

  private static Response well() {
    return anyone().get("/q/health/well");
  }

  /** For this reason, whatever else may stand still for a moment. */
  private static void awaitNotWell(String... why) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Response shown = well();
              assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(503);
              assertThat(shown.asString()).contains(why);
            });
  }

  private static void awaitWell(int status) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(well().statusCode()).as(well().asString()).isEqualTo(status));
  }

  private static double figure(String beginning) {
    return anyone()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
