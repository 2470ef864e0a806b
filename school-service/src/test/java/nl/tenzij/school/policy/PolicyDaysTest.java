package nl.tenzij.school.policy;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import javax.sql.DataSource;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.SchoolSpec;
import nl.tenzij.school.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A policy is in force from the day that parents were told, also where nobody is there that day.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class PolicyDaysTest extends SchoolSpec {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  /** The second midnight from now, so that none comes while the test runs. */
  private final Instant announced = LocalDate.now(ZONE).plusDays(2).atStartOfDay(ZONE).toInstant();

  @Inject SettableClock clock;
  @Inject PolicyDays days;
  @Inject DataSource database;

  @AfterEach
  void itIsNow() {
    clock.goBack();
  }

  private String madeKnown(String template) {
    String at = consentedTo(template);
    ok(
        post(head(), at + "/publication", Map.of("to", TO_ALL, "from", announced.toString())),
        "PUBLISHED");
    return at;
  }

  private String planned(String template) {
    String at = madeKnown(template);
    Response answer = post(head(), at + "/activation", Map.of("from", announced.toString()));
    ok(answer, "PUBLISHED");
    assertThat(answer.jsonPath().getString("planned")).isEqualTo(announced.toString());
    return at;
  }

  private void inForceByItself(String at) {
    await()
        .untilAsserted(
            () ->
                assertThat(with(head()).get(at).jsonPath().getString("life"))
                    .isEqualTo("IN_FORCE"));
    assertThat(with(head()).get(at).jsonPath().getString("from")).isEqualTo(announced.toString());
  }

  @Test
  void itComesInForceByItselfAndReplacesTheOneBefore() {
    String before = inForce("only-in-class");
    String at = planned("s2-device-ban");
    Response check = fresh(head(), "/api/v1/schools/" + school + "/self-check");
    assertThat(check.jsonPath().getString("coming")).isEqualTo(id(at));
    clock.set(announced.plusMillis(1));
    inForceByItself(at);
    await()
        .untilAsserted(
            () ->
                assertThat(with(head()).get(before).jsonPath().getString("life"))
                    .isEqualTo("SUPERSEDED"));
  }

  @Test
  void theSelfCheckSeesItAsPlanned() {
    planned("s2-device-ban");
    Response check = fresh(head(), "/api/v1/schools/" + school + "/self-check?language=EN");
    assertThat(check.jsonPath().getString("next.action")).isEqualTo("AWAIT_DAY");
    assertThat(check.jsonPath().getString("next.on"))
        .isEqualTo(LocalDate.ofInstant(announced, ZONE).toString());
    assertThat(check.jsonPath().getString("next.says"))
        .startsWith("The policy comes in force by itself on ");
  }

  /** However many look at once, and whoever looks again after it died. */
  @Test
  void itIsDoneOnce() throws Throwable {
    String at = planned("s2-device-ban");
    clock.set(announced.plusMillis(1));
    VertxContextSupport.subscribeAndAwait(
        () -> Uni.join().all(days.look(), days.look(), days.look(), days.look()).andFailFast());
    inForceByItself(at);
    VertxContextSupport.subscribeAndAwait(() -> days.look());
    assertThat(activations(at)).isEqualTo(1);
  }

  private long activations(String at) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement counting =
            connection.prepareStatement(
                "select count(*) from event where stream = ? and type like 'policy.activated.%'")) {
      counting.setString(1, "policy/" + id(at));
      try (ResultSet found = counting.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  @Test
  void untilThenItCanBeTakenBack() throws Throwable {
    String at = planned("s2-device-ban");
    Response back = post(head(), at + "/withdrawal", Map.of("reason", "A clause is missing"));
    ok(back, "DRAFT");
    assertThat(back.jsonPath().getString("planned")).isNull();
    String other = planned("only-in-class");
    clock.set(announced.plusMillis(1));
    inForceByItself(other);
    VertxContextSupport.subscribeAndAwait(() -> days.look());
    assertThat(with(head()).get(at).jsonPath().getString("life")).isEqualTo("DRAFT");
    assertThat(activations(at)).isZero();
  }

  /** The day moves, and nobody is asked for consent again. */
  @Test
  void theDayIsMovedWithAllThatWasPlanned() throws Throwable {
    String at = planned("s2-device-ban");
    Instant later = announced.plusSeconds(86_400);
    Response moved =
        post(head(), at + "/publication", Map.of("to", TO_ALL, "from", later.toString()));
    ok(moved, "PUBLISHED");
    assertThat(moved.jsonPath().getString("announced")).isEqualTo(later.toString());
    assertThat(moved.jsonPath().getString("planned")).isEqualTo(later.toString());
    assertThat(moved.jsonPath().getList("consent.awaited")).isEmpty();
    String other = planned("only-in-class");
    clock.set(announced.plusMillis(1));
    inForceByItself(other);
    VertxContextSupport.subscribeAndAwait(() -> days.look());
    assertThat(with(head()).get(at).jsonPath().getString("life")).isEqualTo("PUBLISHED");
    clock.set(later.plusMillis(1));
    await()
        .untilAsserted(
            () ->
                assertThat(with(head()).get(at).jsonPath().getString("from"))
                    .isEqualTo(later.toString()));
  }

  @Test
  void onlyForTheDayThatWasMadeKnown() {
    String at = madeKnown("s2-device-ban");
    refused(
        post(head(), at + "/activation", Map.of("from", announced.minusSeconds(1).toString())),
        "not-as-announced");
    refused(post(head(), at + "/activation", Map.of()), "before-announced");
  }

  /** Of two for one moment the first wins; the other waits for the head. */
  @Test
  void anotherThatWasThereFirstOvertakesIt() {
    String first = planned("s2-device-ban");
    String second = planned("only-in-class");
    clock.set(announced.plusMillis(1));
    inForceByItself(first);
    await()
        .untilAsserted(
            () -> assertThat(with(head()).get(second).jsonPath().getString("planned")).isNull());
    assertThat(with(head()).get(second).jsonPath().getString("life")).isEqualTo("PUBLISHED");
    assertThat(with(head()).get(second).jsonPath().getString("overtaken"))
        .isEqualTo(announced.toString());
    assertThat(with(head()).get(first).jsonPath().getString("overtaken")).isNull();
  }
}
