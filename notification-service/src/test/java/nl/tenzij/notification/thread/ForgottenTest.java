package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.message.FollowUp;
import nl.tenzij.notification.message.MessageCommand.OvertakeMessage;
import nl.tenzij.notification.message.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** School-service has forgotten somebody: nothing is told to or of them any more. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class ForgottenTest {

  private static final String BOARD = "stichting-tenboom";

  @Inject Pool pool;
  @Inject Subscriptions subscriptions;
  @Inject Messages messages;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private long rows(String table, String where) {
    return home.count("select count(*) from %s where %s".formatted(table, where));
  }

  private void run(String sql) {
    pool.query(sql).execute().await().indefinitely();
  }

  private void soonNone(String table, String where) {
    await().until(() -> rows(table, where) == 0);
  }

  private String is(String column, String value) {
    return "%s = '%s' and board = '%s'".formatted(column, value, BOARD);
  }

  private long forgettings(String person) {
    return rows("event", "type = 'subject.forgotten.v1' and data ->> 'subject' = '" + person + "'");
  }

  /** Takes nothing: what it is told lies there. */
  private void deafPipeline() {
    with(home.token("pipeline", "pipeline"))
        .contentType(ContentType.JSON)
        .body("{\"url\": \"http://127.0.0.1:1/in\", \"events\": [\"MESSAGE_SENT\"]}")
        .post("/api/v1/schools/%s/webhooks".formatted(home.school))
        .then()
        .statusCode(201);
  }

  private void warned(String pupil) {
    home.publish(
        Household.SANCTIONS,
        "nl.tenzij.sanction.imposed.v1",
        pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s", "measure": "WARNING", "step": 1}"""
            .formatted(UUID.randomUUID(), UUID.randomUUID(), pupil));
  }

  private void reviewDue(String pupil) {
    UUID event =
        home.publish(
            Household.EXEMPTIONS,
            "nl.tenzij.exception.review-due.v1",
            pupil,
            """
            {"exemption": "%s", "pupil": "%s", "due": "2026-12-01", "stage": "AHEAD", "audience": ["MENTOR"]}"""
                .formatted(UUID.randomUUID(), pupil));
    home.handled("review-reminders", event);
  }

  @Test
  void aPupilIsForgottenAndTheGuardiansOtherChildIsNot() {
    String brother = "p-brother-" + home.mark;
    String pupil = home.pupil;
    deafPipeline();
    home.with("fatma tr");
    home.registered(brother, Topics.nextPlace(), "fatma tr");
    run(
        "insert into pupil (board, school, pupil, guardians, sequence) values ('stichting-elders', 's', '%s', '[]', 1)"
            .formatted(pupil));
    home.ladder();
    home.handled("letter-decisions", home.confirmed("DEVICE_BAN"));
    reviewDue(pupil);
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("fatma", "PORTAL", "SENT");
    String letter = home.feed("fatma").getFirst().path("letter").asText();
    assertThat(statusOf(letter)).isEqualTo(200);
    warned(brother);
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    Household.control("school/away");
    home.exemption("granted", "");
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT", "QUEUED");
    for (String table : List.of("letter_sanction", "reminder", "message_view", "pupil")) {
      assertThat(rows(table, is("pupil", pupil))).as(table).isPositive();
    }
    await().until(() -> deliveriesOf(pupil) > 0 && deliveriesOf(brother) > 0);

    home.forgotten(pupil);

    assertThat(rows("subject_key", is("subject", pupil) + " and wrapped_key is null")).isOne();
    assertThat(forgettings(pupil)).isOne();
    for (String table :
        List.of("pupil", "waiting", "letter_sanction", "pupil_taught", "pupil_place", "reminder")) {
      assertThat(rows(table, is("pupil", pupil))).as(table).isZero();
    }
    soonNone("message_view", is("pupil", pupil));
    assertThat(rows("told", is("matter", home.sanction))).isZero();
    assertThat(deliveriesOf(pupil)).isZero();
    assertThat(dropped()).as("what was still to go").isOne();

    assertThat(rows("pupil", "pupil = '%s'".formatted(pupil))).as("of another board").isOne();
    assertThat(rows("pupil", is("pupil", brother) + " and guardians <> '[]'")).isOne();
    assertThat(home.messages("fatma", "EMAIL")).hasSize(1);
    assertThat(home.messages("fatma", "PORTAL")).hasSize(1);
    Household.control("school/back");
    assertThat(home.feed("fatma")).hasSize(1);
    assertThat(statusOf(letter)).isEqualTo(404);
    assertThat(deliveriesOf(brother)).isPositive();

    home.handled("letter-decisions", home.confirmed("DEVICE_BAN"));
    assertThat(rows("letter_sanction", is("pupil", pupil))).as("confirmed later").isZero();
    home.handled("sanction-events", home.warned());
    UUID revoked = home.revoked();
    home.handled("sanction-events", revoked);
    home.handled("letter-decisions", revoked);
    assertThat(rows("letter_sanction", is("sanction", home.sanction))).as("nor revoked").isZero();
    home.handled("exemption-events", home.exemption("ended", ""));
    reviewDue(pupil);
    home.forgotten(pupil);
    home.registered(pupil, Topics.nextPlace(), "fatma tr");
    assertThat(forgettings(pupil)).as("once").isOne();
    assertThat(rows("pupil", is("pupil", pupil))).as("told anew").isZero();
    assertThat(rows("waiting", is("pupil", pupil))).isZero();
    assertThat(rows("reminder", is("pupil", pupil))).isZero();
    warned(brother);
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");
    assertThat(written(pupil)).as("messages in all").isEqualTo(4);
    subscriptions.rebuild("message-view").collect().last().await().atMost(Duration.ofSeconds(60));
    assertThat(rows("message_view", is("pupil", pupil))).as("filled anew").isZero();
    assertThat(home.messages("fatma", "PORTAL")).hasSize(2);
  }

  private int statusOf(String letter) {
    return with(home.token(home.guardian("fatma"), "guardian")).get(letter).statusCode();
  }

  private long deliveriesOf(String person) {
    return rows("webhook_delivery", "body like '%\"" + person + "\"%'");
  }

  private long dropped() {
    return rows(
        "event",
        "type = 'message.failed.v1' and school = '%s' and data ->> 'reason' = 'NO_LONGER_KNOWN'"
            .formatted(home.school));
  }

  private long written(String pupil) {
    return rows(
        "event",
        "type in ('message.queued.v1', 'message.held.v1') and data #>> '{notice,pupil}' = '%s'"
            .formatted(pupil));
  }

  /** News of a pupil who is not known waits for the guardians, who come no more. */
  @Test
  void nothingWaitsForTheForgotten() {
    String early = "p-early-" + home.mark;
    warned(early);
    await().until(() -> rows("waiting", is("pupil", early)) == 1);

    home.forgotten(early);

    assertThat(rows("waiting", is("pupil", early))).isZero();
  }

  /** As an earlier version noted it; by now nobody is named once all have heard. */
  @Test
  void whatWasAnnouncedNamesNobodyWhoIsForgotten() {
    home.with("fatma tr");
    UUID event = home.policyInForce(Topics.nextPlace());
    home.awaitAnnounced(event);
    String named = "event = '%s' and after <> ''".formatted(event);
    assertThat(rows("announcement", named)).as("once all have heard").isZero();
    run("update announcement set after = '%s' where event = '%s'".formatted(home.pupil, event));
    assertThat(rows("announcement", named)).isOne();

    home.forgotten(home.pupil);

    assertThat(rows("announcement", named)).isZero();
  }

  @Test
  void aGuardianIsForgottenAndTheOtherIsTold() {
    deafPipeline();
    home.with("fatma tr", "piet nl");
    home.ladder();
    home.handled("letter-decisions", home.confirmed("DEVICE_BAN"));
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("piet", "EMAIL", "SENT");
    String fatma = home.guardian("fatma");
    StreamId out =
        Messages.stream(
            new Board(BOARD),
            new School(home.school),
            UUID.fromString(home.messages("fatma", "EMAIL").getFirst().path("message").asText()));

    String piet = home.guardian("piet");
    await().until(() -> deliveriesOf(fatma) > 0 && deliveriesOf(piet) > 0);

    home.forgotten(fatma);

    assertThat(deliveriesOf(fatma)).isZero();
    assertThat(deliveriesOf(piet)).isPositive();
    soonNone("message_view", is("guardian", fatma));
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    assertThat(home.messages("piet", "EMAIL")).hasSize(1);
    assertThat(rows("pupil", "guardians::text like '%" + fatma + "%'")).isZero();
    assertThat(rows("letter_sanction", is("pupil", home.pupil))).isOne();

    FollowUp followUp = new FollowUp(UUID.randomUUID().toString(), "sanction-revoked", 1);
    messages
        .handle(
            out,
            new OvertakeMessage(followUp, Instant.now()),
            Messages.because(UUID.randomUUID(), null))
        .await()
        .atMost(Patience.LONG);
    home.revoked();
    home.awaitStates("piet", "PORTAL", "SENT", "SENT");
    home.with("fatma tr", "piet nl");
    assertThat(rows("pupil", "guardians::text like '%" + fatma + "%'")).as("told anew").isZero();
    assertThat(rows("pupil", "guardians::text like '%" + piet + "%'")).isOne();
    assertThat(rows("message_view", is("guardian", fatma))).isZero();
    assertThat(
            rows(
                "event",
                "type like 'message.%' and version = 1 and data #>> '{notice,guardian}' = '"
                    + fatma
                    + "'"))
        .as("messages in all")
        .isEqualTo(2);
  }

  @Test
  void aMemberOfStaffIsForgotten() {
    String ada = "st-" + home.mark;
    run(
        """
        insert into pupil_taught (board, school, pupil, mentor, sequence) values ('%1$s', '%2$s', '%3$s', '%4$s', 1);
        insert into teacher_place (board, school, class, staff) values ('%1$s', '%2$s', 'k', '%4$s');
        insert into incident_report (board, school, incident, person) values ('%1$s', '%2$s', '%5$s', '%4$s');
        insert into reminder (reminder, board, school, kind, matter, pupil, audience, taken_by, sequence, since)
        values ('%5$s', '%1$s', '%2$s', 'DEVICE_RETURN_DUE', '%5$s', '%3$s', '{}', '%4$s', 1, now());
        insert into reminder_read (reminder, person, read_at) values ('%5$s', '%4$s', now())"""
            .formatted(BOARD, home.school, home.pupil, ada, UUID.randomUUID()));

    home.forgotten(ada);

    assertThat(rows("pupil_taught", is("mentor", ada))).isZero();
    assertThat(rows("teacher_place", is("staff", ada))).isZero();
    assertThat(rows("reminder", is("taken_by", ada))).isZero();
    assertThat(rows("incident_report", is("person", ada))).isZero();
    assertThat(rows("reminder_read", "person = '" + ada + "'")).isZero();
    assertThat(rows("pupil_taught", is("pupil", home.pupil))).isOne();
    assertThat(rows("reminder", is("pupil", home.pupil))).isOne();
  }
}
