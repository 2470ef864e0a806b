package nl.tenzij.notification.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
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
    home.with("fatma tr");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.mails("fatma")).hasSize(1);
    assertThat(waiting()).isZero();
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
    home.with();

    home.with("fatma tr");

    home.awaitStates("fatma", "EMAIL", "SENT");
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
  }

  @Test
  void whatIsNoDecisionWaitsForNobody() {
    home.with();

    exemption(home.exemption("requested", ""));

    assertThat(waiting()).isZero();
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
