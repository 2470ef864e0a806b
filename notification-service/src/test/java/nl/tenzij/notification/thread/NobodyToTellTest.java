package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.trigger.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A roster may lose a pupil's guardians in the night: what is decided that day is told all the
 * same.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class NobodyToTellTest {

  @Inject Pool pool;
  @Inject TestClock clock;
  @Inject Waiting waits;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aDecisionOnAPupilWhoWasGoneForADayIsToldOnceTheyAreBack() {
    home.with("fatma tr");
    left();

    sanction(home.confirmed("SUSPENSION"));

    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    assertThat(untold("st-head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
            });
    assertThat(untold(home.guardian("fatma"))).as("a head, of an own child").isEmpty();
    home.with("fatma tr");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.mails("fatma")).hasSize(1);
    assertThat(waiting()).isZero();
    assertThat(untold("st-head")).isEmpty();
  }

  @Test
  void aDecisionOnAPupilWhoIsPushedBeforeTheGuardiansIsToldOnceTheyCome() {
    home.with();

    exemption(home.exemption("refused", ""));

    home.with("fatma tr");
    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** It came before the pupil was known at all. */
  @Test
  void whatWaitedForThePupilWaitsForTheGuardiansToo() {
    sanction(home.warned());
    assertThat(untold("st-head")).as("the pupil is not known yet").isEmpty();
    home.with();
    assertThat(untold("st-head")).hasSize(1);

    home.with("fatma tr");

    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(untold("st-head")).isEmpty();
  }

  @Test
  void whatIsNotToldYetReplacesNothing() {
    home.with("fatma tr").inZone(clock.evening());
    home.imposed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.with();

    sanction(home.confirmed("DEVICE_BAN"));

    home.awaitStates("fatma", "EMAIL", "HELD");
    home.with("fatma tr");
    home.awaitStates("fatma", "EMAIL", "CANCELLED", "HELD");
  }

  /** Of both that were told at once nothing is to be told any more. */
  @Test
  void whatComesAfterADecisionThatWaitsWaitsBehindIt() {
    home.with("fatma tr").inZone(clock.evening());
    home.imposed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.with();
    sanction(home.confirmed("DEVICE_BAN"));

    sanction(home.revoked());

    home.awaitStates("fatma", "EMAIL", "CANCELLED");
    home.with("fatma tr");
    home.awaitStates("fatma", "EMAIL", "CANCELLED", "CANCELLED");
  }

  @Test
  void nobodyIsToldOnceItHasWaitedTooLong() {
    home.with();
    sanction(home.warned());
    assertThat(waiting("until - since between interval '2 days' and interval '30 days'")).isOne();
    pool.query("update waiting set until = until - interval '100 days' " + ofPupil())
        .executeAndAwait();
    home.with();
    assertThat(waiting("until < since")).as("the next roster gives it no longer").isOne();

    home.with("fatma tr");

    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    assertThat(waiting()).isZero();
    assertThat(untold("st-head")).as("home does not know yet").hasSize(1);
  }

  @Test
  void whatWaitedTooLongIsSweptAndTheHeadKnows() {
    home.with();
    sanction(home.warned());
    waits.sweep().await().indefinitely();
    assertThat(waiting()).isOne();
    pool.query("update waiting set until = until - interval '100 days' " + ofPupil())
        .executeAndAwait();

    waits.sweep().await().indefinitely();

    assertThat(waiting()).isZero();
    assertThat(untold("st-head")).hasSize(1);
  }

  @Test
  void anotherDecisionOnTheSameIsUnreadAnew() {
    home.with();
    sanction(home.imposed("DEVICE_BAN"));
    String first = untold("st-head").getFirst().path("reminder").asText();
    with(home.token("st-head", "head"))
        .put("/api/v1/schools/%s/reminders/%s/receipt".formatted(home.school, first))
        .then()
        .statusCode(204);
    assertThat(untold("st-head")).allMatch(each -> each.path("read").asBoolean());

    sanction(home.confirmed("DEVICE_BAN"));

    assertThat(untold("st-head"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("read").asBoolean()).isFalse());
  }

  /** There is nobody left to be found; it waits for those who may be known still. */
  @Test
  void ofAnEndByLeavingTheHeadIsNotReminded() {
    home.with();

    exemption(home.exemption("ended", ", \"cause\": \"LEFT_SCHOOL\""));

    assertThat(waiting()).isOne();
    assertThat(untold("st-head")).isEmpty();
  }

  @Test
  void whatIsNoDecisionWaitsForNobody() {
    home.with();

    exemption(home.exemption("requested", ""));

    assertThat(waiting()).isZero();
    assertThat(untold("st-head")).isEmpty();
  }

  @Test
  void whereGuardiansAreNotToBeToldNothingWaits() {
    home.handled(
        "school-events",
        home.publish(
            Household.SCHOOLS,
            "nl.tenzij.school.pupil-registered.v1",
            home.pupil,
            """
            {"pupil": "%s", "yearGroup": "3", "classes": [],
             "guardians": [{"guardian": "%s", "language": "nl", "informed": false}]}"""
                .formatted(home.pupil, home.guardian("fatma"))));

    sanction(home.warned());

    assertThat(waiting()).isZero();
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
  }

  @Test
  void ofWhoIsForgottenNothingWaits() {
    home.with();
    home.forgotten(home.pupil);

    sanction(home.warned());

    assertThat(waiting()).isZero();
  }

  /** What a head is reminded of that nobody at home can be told. */
  private List<JsonNode> untold(String head) {
    return Household.items(
            with(home.token(head, "head"))
                .get("/api/v1/schools/%s/reminders".formatted(home.school))
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .stream()
        .filter(each -> each.path("kind").asText().equals("NOBODY_TO_TELL"))
        .toList();
  }

  private void left() {
    home.handled(
        "school-events",
        home.publish(
            Household.SCHOOLS,
            "nl.tenzij.school.pupil-left.v1",
            home.pupil,
            "{\"pupil\": \"%s\"}".formatted(home.pupil)));
  }

  private void sanction(UUID event) {
    home.handled("sanction-events", event);
  }

  private void exemption(UUID event) {
    home.handled("exemption-events", event);
  }

  private long waiting() {
    return waiting("true");
  }

  private long waiting(String how) {
    return home.count("select count(*) from waiting %s and %s".formatted(ofPupil(), how));
  }

  private String ofPupil() {
    return "where pupil = '%s'".formatted(home.pupil);
  }
}
