package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import nl.tenzij.components.Mail;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.notification.hours.Hours;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the other services' word to what staff are reminded of, and guardians told. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class RemindersTest {

  /** There is a school day in between, and no week. */
  private static final Duration DAYS_AGO = Duration.ofDays(4);

  private static final Duration WEEKS_AGO = Duration.ofDays(14);

  private static final String NIGHT = "Etc/GMT-14";

  @Inject Pool pool;
  @Inject TestClock clock;

  /** That of the example. */
  private static final String ROSTER = "5d2f6a1c-8b3e-4f70-9c1d-2e4a6b8c0d13";

  private static final String CONCERN = "3c1e8d70-9a2b-4f5c-8d6e-7f0a1b2c3d4e";

  private static final String POLICY = "0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f6";

  private final String exemption = UUID.randomUUID().toString();
  private final String custody = UUID.randomUUID().toString();
  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool).with("fatma tr");
    run(
        """
        insert into pupil_taught (board, school, pupil, mentor, sequence)
        values ('stichting-tenboom', '%s', '%s', 'st-mentor', 1000000000000)
        on conflict (board, school, pupil) do update set mentor = excluded.mentor, sequence = excluded.sequence"""
            .formatted(home.school, home.pupil));
    run(
        "insert into pupil_place (board, school, class, pupil) values ('stichting-tenboom','%s','k','%s')"
            .formatted(home.school, home.pupil));
    run(
        "insert into teacher_place (board, school, class, staff) values ('stichting-tenboom','%s','k','st-teacher')"
            .formatted(home.school));
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void run(String sql) {
    pool.query(sql).execute().await().indefinitely();
  }

  private UUID reviewSaid(String stage, String due, String audience) {
    return home.publish(
        "exception.events.v1",
        "nl.tenzij.exception.review-due.v1",
        home.pupil,
        """
        {"exemption": "%s", "pupil": "%s", "due": "%s", "stage": "%s", "audience": [%s]}"""
            .formatted(exemption, home.pupil, due, stage, audience));
  }

  private UUID review(String stage, String due, String audience) {
    UUID event = reviewSaid(stage, due, audience);
    home.handled("review-reminders", event);
    home.handled("exemption-events", event);
    return event;
  }

  private UUID device(String what, String more) {
    UUID event = deviceSaid(what, more);
    home.handled("device-reminders", event);
    return event;
  }

  private UUID deviceSaid(String what, String more) {
    return home.publish(
        "sanction.events.v1",
        "nl.tenzij.sanction.device-" + what + ".v1",
        home.pupil,
        """
        {"custody": "%s", "pupil": "%s", "device": "SMARTPHONE", "keeping": "OFFICE"%s}"""
            .formatted(custody, home.pupil, more));
  }

  private List<JsonNode> reminders(String person, String role) {
    return Household.items(
        with(home.token(person, role))
            .get("/api/v1/schools/%s/reminders".formatted(home.school))
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  private int read(String person, String role, String reminder) {
    return with(home.token(person, role))
        .put("/api/v1/schools/%s/reminders/%s/receipt".formatted(home.school, reminder))
        .statusCode();
  }

  @Test
  void aReviewRemindsMentorAndCareCoordinatorAndNoOtherTeacher() {
    UUID event = review("AHEAD", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");

    for (List<JsonNode> seen :
        List.of(reminders("st-mentor", "mentor"), reminders("st-care", "care-coordinator"))) {
      assertThat(seen)
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("reminder").asText()).isEqualTo(event.toString());
                assertThat(each.path("kind").asText()).isEqualTo("REVIEW_DUE");
                assertThat(each.path("matter").asText()).isEqualTo(exemption);
                assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
                assertThat(each.path("stage").asText()).isEqualTo("AHEAD");
                assertThat(each.path("dueOn").asText()).isEqualTo("2026-12-01");
                assertThat(each.path("read").asBoolean()).isFalse();
              });
    }
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
    assertThat(reminders("st-other", "mentor")).isEmpty();
    assertThat(reminders("st-head", "head")).isEmpty();
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
  }

  @Test
  void whatIsSaidAgainIsUnreadAgainAndEndsWithTheExemption() {
    UUID first = review("AHEAD", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");
    assertThat(read("st-mentor", "mentor", first.toString())).isEqualTo(204);
    assertThat(read("st-mentor", "mentor", first.toString())).isEqualTo(204);
    assertThat(reminders("st-mentor", "mentor").getFirst().path("read").asBoolean()).isTrue();
    assertThat(reminders("st-care", "care-coordinator").getFirst().path("read").asBoolean())
        .isFalse();
    assertThat(read("st-teacher", "teacher", first.toString())).isEqualTo(404);

    review("OVERDUE", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");

    assertThat(reminders("st-mentor", "mentor"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("stage").asText()).isEqualTo("OVERDUE");
              assertThat(each.path("read").asBoolean()).isFalse();
            });
    home.handled(
        "review-reminders",
        home.publish(
            "exception.events.v1",
            "nl.tenzij.exception.exemption-ended.v1",
            home.pupil,
            """
            {"exemption": "%s", "pupil": "%s"}"""
                .formatted(exemption, home.pupil)));
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
  }

  @Test
  void aRequestThatWaitsRemindsCareUntilItIsDecided() {
    for (String end : List.of("exemption-refused", "exemption-withdrawn")) {
      decision("decision-due", ", \"due\": \"2026-11-20\", \"audience\": [\"CARE_COORDINATOR\"]");

      assertThat(reminders("st-care", "care-coordinator"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("kind").asText()).isEqualTo("DECISION_DUE");
                assertThat(each.path("matter").asText()).isEqualTo(exemption);
                assertThat(each.path("dueOn").asText()).isEqualTo("2026-11-20");
                assertThat(each.has("stage")).isFalse();
              });
      assertThat(reminders("st-mentor", "mentor")).isEmpty();
      assertThat(reminders("st-head", "head")).isEmpty();

      decision(end, "");
      assertThat(reminders("st-care", "care-coordinator")).as(end).isEmpty();
    }
  }

  @Test
  void aRequestThatNobodyCompletesRemindsCareAndTheMentorWhoAsked() throws IOException {
    for (String end : List.of("request-complete", "exemption-withdrawn")) {
      request("request-incomplete", "");
      assertThat(reminders("st-care", "care-coordinator"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("kind").asText()).isEqualTo("REQUEST_INCOMPLETE");
                assertThat(each.path("dueOn").asText()).isEqualTo("2026-11-20");
              });
      assertThat(reminders("st-mentor", "mentor")).isEmpty();
      assertThat(reminders(home.guardian("fatma"), "care-coordinator")).isEmpty();

      request("request-incomplete", "-of-a-mentor");
      assertThat(reminders("st-mentor", "mentor")).hasSize(1);
      request(end, "");
      assertThat(reminders("st-care", "care-coordinator")).as(end).isEmpty();
    }
  }

  @Test
  void aRequestThatGuardiansDoNotCompleteIsToldToThem() throws IOException {
    request("request-incomplete", "");

    assertThat(home.mail("fatma").text()).contains("henüz tamamlanmadı").doesNotContain("{");
    assertThat(home.messages("fatma", "EMAIL"))
        .extracting(each -> each.path("template").asText())
        .containsExactly("request-incomplete");
  }

  /** It is not for them to complete what a mentor asked. */
  @Test
  void aRequestThatAMentorDoesNotCompleteIsNotToldAtHome() throws IOException {
    UUID event = request("request-incomplete", "-of-a-mentor");

    home.handled("exemption-events", event);
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
  }

  /** As the producer promises it, of the pupil of this test. */
  private UUID request(String what, String which) throws IOException {
    String type = "nl.tenzij.exception." + what + ".v1";
    String data =
        Files.readString(
                Path.of("../exception-service/contract/examples/" + type + which + ".json"))
            .replace("p-sam", home.pupil);
    UUID event = home.publish("exception.events.v1", type, home.pupil, data);
    home.handled("request-reminders", event);
    return event;
  }

  /** Who works at the school is for an own child a parent, and no more: exception-service too. */
  @Test
  void nobodyIsRemindedOfAnExemptionOfAnOwnChild() {
    String parent = home.guardian("fatma");
    run(
        "update pupil_taught set mentor = '%s' where school = '%s' and pupil = '%s'"
            .formatted(parent, home.school, home.pupil));
    UUID event = review("AHEAD", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");
    decision("decision-due", ", \"due\": \"2026-11-20\", \"audience\": [\"CARE_COORDINATOR\"]");

    assertThat(reminders("st-care", "care-coordinator")).hasSize(2);
    assertThat(reminders(parent, "care-coordinator")).isEmpty();
    assertThat(reminders(parent, "mentor")).isEmpty();
    assertThat(read(parent, "care-coordinator", event.toString())).isEqualTo(404);
  }

  /** A child who is of age is an own child. */
  @Test
  void nobodyIsRemindedOfAnExemptionOfAnOwnChildWhoIsOfAge() {
    home.comesOfAge("fatma");
    String parent = home.guardian("fatma");
    UUID event = review("AHEAD", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");
    decision("decision-due", ", \"due\": \"2026-11-20\", \"audience\": [\"CARE_COORDINATOR\"]");

    assertThat(reminders("st-care", "care-coordinator")).hasSize(2);
    assertThat(reminders(parent, "care-coordinator")).isEmpty();
    assertThat(read(parent, "care-coordinator", event.toString())).isEqualTo(404);
  }

  private void decision(String type, String more) {
    home.handled(
        "decision-reminders",
        home.publish(
            "exception.events.v1",
            "nl.tenzij.exception." + type + ".v1",
            home.pupil,
            """
            {"exemption": "%s", "pupil": "%s"%s}"""
                .formatted(exemption, home.pupil, more)));
  }

  @Test
  void onTheDayTheGuardiansHearOfAReviewToo() {
    review("DUE", "2026-11-24", "\"MENTOR\", \"CARE_COORDINATOR\", \"GUARDIANS\"");

    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("fatma", "PORTAL", "SENT");
    Mail mail = home.mail("fatma");
    assertThat(mail.subject()).isEqualTo("Okuldan yeni mesaj");
    assertThat(mail.text()).contains("yeniden gözden geçirme");
  }

  /** In the corridor anybody takes in anybody's. */
  @Test
  void whoHasTheDeviceIsRemindedWhomeverTheyTeach() {
    UUID event =
        device("return-due", ", \"takenBy\": \"st-corridor\", \"dueAt\": \"2026-11-23T15:00:00Z\"");

    assertThat(reminders("st-corridor", "teacher"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("matter").asText()).isEqualTo(custody);
              assertThat(each.path("takenBy").asText()).isEqualTo("st-corridor");
            });
    assertThat(reminders("st-head", "head").getFirst().path("takenBy").asText())
        .isEqualTo("st-corridor");
    assertThat(reminders("st-stranger", "teacher")).isEmpty();
    assertThat(read("st-corridor", "teacher", event.toString())).isEqualTo(204);
    assertThat(read("st-stranger", "teacher", event.toString())).isEqualTo(404);
  }

  /** Whoever reads a word at the moment at which it is said anew does not stand in its way. */
  @Test
  void aReceiptThatIsUnderWayHoldsNoReminderUp() {
    UUID first = review("AHEAD", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");
    SqlConnection reader = pool.getConnection().await().indefinitely();
    Transaction receipt = reader.begin().await().indefinitely();
    reader
        .query(
            "insert into reminder_read (reminder, person, read_at) values ('%s', 'st-mentor', now())"
                .formatted(first))
        .execute()
        .await()
        .indefinitely();
    UUID second = reviewSaid("OVERDUE", "2026-12-01", "\"MENTOR\", \"CARE_COORDINATOR\"");
    await()
        .until(
            () ->
                home.count(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and query like 'insert into reminder as known%'")
                    > 0);

    receipt.commit().await().indefinitely();
    reader.close().await().indefinitely();

    home.handled("review-reminders", second);
    assertThat(reminders("st-mentor", "mentor"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(second.toString());
              assertThat(each.path("read").asBoolean()).isFalse();
            });
  }

  @Test
  void aDeviceThatHasToGoBackRemindsUntilItIsBack() {
    device("return-due", ", \"dueAt\": \"2026-11-23T15:00:00Z\"");
    assertThat(reminders("st-head", "head")).hasSize(1);
    assertThat(reminders("st-teacher", "teacher")).hasSize(1);
    assertThat(reminders("st-mentor", "mentor"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("kind").asText()).isEqualTo("DEVICE_RETURN_DUE"));
    assertThat(reminders("st-stranger", "teacher")).isEmpty();

    device("returned", ", \"at\": \"2026-11-23T15:10:00Z\"");

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  @Test
  void aDeviceRemindsNobodyOnceItTurnedUp() {
    device("return-due", ", \"dueAt\": \"2026-11-23T15:00:00Z\"");
    assertThat(reminders("st-head", "head")).hasSize(1);

    device("turned-up", ", \"establishedAt\": \"2026-11-24T07:20:00Z\"");

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** On the next school day, and not before: they were answered what is proposed. */
  @Test
  void aProposalRemindsWhoRecordedItAndAWeekLaterCareAndHead() throws IOException {
    recordedBy("st-teacher");
    proposed("-deciders", Duration.ZERO);
    assertThat(reminders("st-teacher", "teacher")).as("today").isEmpty();
    assertThat(reminders("st-head", "head")).isEmpty();

    UUID waiting = proposed("-deciders", DAYS_AGO);

    assertThat(reminders("st-teacher", "teacher"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(waiting.toString());
              assertThat(each.path("kind").asText()).isEqualTo("PROPOSAL_WAITING");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
            });
    assertThat(reminders("st-mentor", "mentor")).as("did not record it").isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders("st-head", "head")).isEmpty();
    assertThat(read("st-head", "head", waiting.toString())).isEqualTo(404);

    proposed("-deciders", WEEKS_AGO);
    for (String role : List.of("teacher", "care-coordinator", "head")) {
      assertThat(reminders("st-" + (role.startsWith("care") ? "care" : role), role))
          .as(role)
          .hasSize(1);
    }
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
  }

  @Test
  void whatIsImposedOrDeclinedRemindsNobodyToDecide() throws IOException {
    recordedBy("st-teacher");
    proposed("-deciders", DAYS_AGO);
    assertThat(reminders("st-teacher", "teacher")).hasSize(1);
    home.handled("proposal-reminders", home.imposed("DEVICE_BAN"));
    assertThat(reminders("st-teacher", "teacher")).isEmpty();

    proposed("-deciders", DAYS_AGO);
    assertThat(reminders("st-teacher", "teacher")).as("another").hasSize(1);
    home.handled("proposal-reminders", home.revoked());
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
  }

  @Test
  void whatOnlyTheHeadMayImposeRemindsTheHeadOnTheNextSchoolDay() throws IOException {
    recordedBy("st-teacher");
    proposed("-for-the-head", Duration.ZERO);
    assertThat(reminders("st-head", "head")).as("today").isEmpty();

    proposed("-for-the-head", DAYS_AGO);

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("kind").asText()).isEqualTo("PROPOSAL_WAITING"));
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
  }

  /** In the corridor: they may not decide, so nobody waits for them. */
  @Test
  void whatWasRecordedByWhoDoesNotTeachThePupilRemindsCareAndHeadOnTheNextSchoolDay()
      throws IOException {
    recordedBy("st-corridor");
    proposed("-deciders", DAYS_AGO);

    assertThat(reminders("st-corridor", "teacher")).isEmpty();
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).hasSize(1);
    assertThat(reminders("st-head", "head")).hasSize(1);
  }

  /** The head may decide on any. */
  @Test
  void whatWasProposedBeforeItWasToldWhoMayDecideRemindsTheHead() throws IOException {
    proposed("", DAYS_AGO);

    assertThat(reminders("st-head", "head")).hasSize(1);
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
  }

  /** Others decide on it, also of what a parent recorded; and these are not left to wait for it. */
  @Test
  void nobodyIsRemindedOfAProposalForAnOwnChild() throws IOException {
    String parent = home.guardian("fatma");
    run(
        "insert into teacher_place (board, school, class, staff) values ('stichting-tenboom','%s','k','%s')"
            .formatted(home.school, parent));
    recordedBy(parent);
    UUID waiting = proposed("-deciders", DAYS_AGO);

    assertThat(reminders(parent, "teacher")).isEmpty();
    assertThat(reminders(parent, "head")).isEmpty();
    assertThat(read(parent, "head", waiting.toString())).isEqualTo(404);
    assertThat(reminders("st-head", "head")).hasSize(1);
    assertThat(reminders("st-care", "care-coordinator")).hasSize(1);
  }

  /** Where the only head is a parent nobody at the school may: somebody has to be made one. */
  @Test
  void whatNoHeadDoesForAWeekRemindsCareAndWithoutThePupilTheBoard() throws IOException {
    String parent = home.guardian("fatma");
    home.at(clock.instant().minus(DAYS_AGO));
    confirmationsSeen(home.imposed("SUSPENSION"));
    proposed("-for-the-head", DAYS_AGO);
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(ofTheBoard()).isEmpty();

    home.at(clock.instant().minus(WEEKS_AGO));
    UUID imposed = confirmationsSeen(home.imposed("SUSPENSION"));
    UUID proposed = proposed("-for-the-head", WEEKS_AGO);

    for (List<JsonNode> seen :
        List.of(reminders("st-head", "head"), reminders("st-care", "care-coordinator"))) {
      assertThat(seen)
          .extracting(each -> each.path("reminder").asText())
          .containsExactlyInAnyOrder(imposed.toString(), proposed.toString());
    }
    assertThat(reminders(parent, "head")).isEmpty();
    assertThat(reminders(parent, "care-coordinator")).isEmpty();
    assertThat(ofTheBoard())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.toString()).doesNotContain(home.pupil);
            })
        .extracting(each -> each.path("kind").asText())
        .containsExactlyInAnyOrder("CONFIRMATION_DUE", "PROPOSAL_WAITING");

    home.handled("proposal-reminders", confirmationsSeen(home.revoked()));
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(ofTheBoard()).isEmpty();
  }

  /** However long it has waited: who reads the list the day after knows of none of it. */
  @Test
  void whatHasWaitedSinceBeforeRemindsCareAndBoardInAWeek() throws IOException {
    home.at(clock.instant().minus(WEEKS_AGO));
    confirmationsSeen(home.imposed("SUSPENSION"));
    run(
        "update reminder set passed_to = '{}', passed_on = null where school = '%s'"
            .formatted(home.school));

    try (var migration =
        getClass().getResourceAsStream("/db/migration/V48__what_only_a_head_does.sql")) {
      String all = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      String ofThisSchool = " and school = '%s'".formatted(home.school);
      run(all.substring(all.indexOf("update"), all.indexOf(';')) + ofThisSchool);
    }

    assertThat(
            home.count(
                """
                select count(*) from reminder where school = '%s'
                  and passed_to = '{CARE_COORDINATOR,BOARD}' and passed_on >= current_date + 6"""
                    .formatted(home.school)))
        .isOne();
  }

  @Test
  void whatNoHeadLooksAtAgainForAWeekRemindsCareAndBoard() {
    home.at(clock.instant().minus(WEEKS_AGO));
    home.handled("reconsideration-reminders", home.discounted());

    assertThat(reminders("st-care", "care-coordinator")).hasSize(1);
    assertThat(ofTheBoard())
        .singleElement()
        .satisfies(each -> assertThat(each.path("kind").asText()).isEqualTo("RECONSIDERATION_DUE"));
  }

  /** What the board of this school is reminded of there. */
  private List<JsonNode> ofTheBoard() {
    String all =
        with(Tokens.user("stichting-tenboom", "board").token())
            .get("/api/v1/boards/stichting-tenboom/reminders?limit=200")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return Household.items(all).stream()
        .filter(each -> each.path("school").asText().equals(home.school))
        .toList();
  }

  /** As the producer promises it, of the pupil of this test. */
  private void recordedBy(String person) throws IOException {
    String recorded = "incident-recorded.v1";
    sanctions(recorded, ofThisHome(sanctionExample(recorded, "-reported-by"), person));
  }

  /**
   * As the producer promises it.
   *
   * @param ago how long
   */
  private UUID proposed(String which, Duration ago) throws IOException {
    home.at(clock.instant().minus(ago));
    String proposed = "proposed.v1";
    return sanctions(proposed, ofThisHome(sanctionExample(proposed, which), "st-nobody"));
  }

  private UUID sanctions(String type, String data) {
    UUID event = home.publish(Household.SANCTIONS, "nl.tenzij.sanction." + type, home.pupil, data);
    home.handled("proposal-reminders", event);
    return event;
  }

  private String ofThisHome(String data, String person) {
    return data.replace("p-sam", home.pupil)
        .replace("st-tim", person)
        .replace("5f0c6a52-8c1e-4d6b-9b0d-3a4f1f2b7c10", home.incident)
        .replace("0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f6", home.sanction);
  }

  private static String sanctionExample(String type, String which) throws IOException {
    return Files.readString(
        Path.of(
            "../sanction-service/contract/examples/nl.tenzij.sanction." + type + which + ".json"));
  }

  /** And by being overdue alone it does not once more: it was to go back. */
  @Test
  void aDeviceRemindsAnewOnceItIsFoundHereAfterAll() {
    String due = ", \"takenBy\": \"st-tim\", \"dueAt\": \"2026-11-23T15:00:00Z\"";
    UUID first = device("return-due", due);
    found(deviceSaid("overdue", due));
    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("reminder").asText()).isEqualTo(first.toString()));
    found(device("turned-up", ", \"establishedAt\": \"2026-11-24T07:20:00Z\""));
    assertThat(reminders("st-head", "head")).isEmpty();

    UUID here = found(deviceSaid("overdue", due + ", \"foundHere\": true"));

    for (String role : List.of("head", "mentor", "teacher")) {
      assertThat(reminders("st-" + role, role))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("kind").asText()).isEqualTo("DEVICE_RETURN_DUE");
                assertThat(each.path("reminder").asText()).isEqualTo(here.toString());
              });
    }
    found(device("returned", ", \"at\": \"2026-11-24T15:10:00Z\""));
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  private UUID found(UUID event) {
    home.handled("found-device-reminders", event);
    return event;
  }

  @Test
  void whatWaitsForTheHeadsConfirmationRemindsTheHeadUntilItIsConfirmed() {
    UUID imposed = confirmationsSeen(home.imposed("DEVICE_BAN"));

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(imposed.toString());
              assertThat(each.path("kind").asText()).isEqualTo("CONFIRMATION_DUE");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
            });
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
    assertThat(reminders("st-teacher", "teacher")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();

    confirmationsSeen(home.confirmed("DEVICE_BAN"));

    assertThat(reminders("st-head", "head"))
        .as("where this runs in the evening, of a ban that begins before home is told of it")
        .noneMatch(each -> each.path("kind").asText().equals("CONFIRMATION_DUE"));
  }

  /** Home reads that the head looks at it; and there is nothing left to confirm. */
  @Test
  void whatWasDecidedOnAPupilWhoDidNotDoItRemindsTheHeadUntilItIsRevoked() {
    confirmationsSeen(home.imposed("DEVICE_BAN"));

    UUID discounted = confirmationsSeen(home.discounted());
    home.handled("reconsideration-reminders", discounted);

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(discounted.toString());
              assertThat(each.path("kind").asText()).isEqualTo("RECONSIDERATION_DUE");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
            });
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();

    home.handled("reconsideration-reminders", home.revoked());

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** Nothing is left to be reconsidered, and what waited for the head waits again. */
  @Test
  void whatAPupilDidAfterAllIsToBeConfirmedAgain() {
    confirmationsSeen(home.imposed("DEVICE_BAN"));
    UUID discounted = confirmationsSeen(home.discounted());
    home.handled("reconsideration-reminders", discounted);

    UUID again = home.countedAgain(true);
    home.handled("reconsideration-reminders", again);
    home.handled("confirmation-again-reminders", again);

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(again.toString());
              assertThat(each.path("kind").asText()).isEqualTo("CONFIRMATION_DUE");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
            });

    home.handled("confirmation-again-reminders", confirmationsSeen(home.discounted()));

    assertThat(reminders("st-head", "head"))
        .noneMatch(each -> each.path("kind").asText().equals("CONFIRMATION_DUE"));
  }

  @Test
  void whatWasConfirmedBeforeIsNotToBeConfirmedAgain() {
    home.handled("reconsideration-reminders", home.discounted());

    UUID again = home.countedAgain(false);
    home.handled("reconsideration-reminders", again);
    home.handled("confirmation-again-reminders", again);

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** It can't be confirmed any more, and still holds: home is told nothing before it is revoked. */
  @Test
  void whatStoodBesideAMistakeRemindsTheHeadUntilItIsChanged() {
    confirmationsSeen(home.imposed("DEVICE_BAN"));

    UUID left = confirmationsSeen(home.leftAlone());
    home.handled("added-reconsideration-reminders", left);

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(left.toString());
              assertThat(each.path("kind").asText()).isEqualTo("RECONSIDERATION_DUE");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
            });
    assertThat(reminders(home.guardian("fatma"), "head")).isEmpty();
    assertThat(home.messages("fatma", "EMAIL"))
        .extracting(each -> each.path("template").asText())
        .doesNotContain("incident-corrected", "sanction-revoked");

    UUID amended = home.amendedWithoutDays("WARNING");
    home.handled("added-reconsideration-reminders", amended);

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** Another head confirms it: of an own child a head is told as a parent. */
  @Test
  void noHeadIsRemindedOfAMeasureForAnOwnChild() {
    String parent = home.guardian("fatma");
    UUID imposed = confirmationsSeen(home.imposed("DEVICE_BAN"));

    assertThat(reminders("st-head", "head")).hasSize(1);
    assertThat(reminders(parent, "head")).isEmpty();
    assertThat(read(parent, "head", imposed.toString())).isEqualTo(404);
  }

  @Test
  void whatIsRevokedOrHoldsWithoutConfirmationRemindsNobody() {
    confirmationsSeen(home.imposed("SUSPENSION"));
    assertThat(reminders("st-head", "head")).hasSize(1);

    confirmationsSeen(home.revoked());
    assertThat(reminders("st-head", "head")).isEmpty();

    confirmationsSeen(home.imposed("DETENTION"));
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  @Test
  void whatWaitsAndIsMadeLighterHoldsWithoutConfirmationAndRemindsNobody() {
    confirmationsSeen(home.imposed("SUSPENSION"));
    assertThat(reminders("st-head", "head")).hasSize(1);

    confirmationsSeen(home.amendedWithoutDays("DETENTION"));
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** Confirmed in the evening, from tomorrow on: at home they hear of it tomorrow at eight. */
  @Test
  void aBanThatBeginsBeforeHomeIsToldOfItWarnsTheHead() {
    home.inZone(NIGHT);
    home.at(clock.instant());
    UUID confirmed = firstDaySeen(confirmed("DEVICE_BAN", morning()));

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(confirmed.toString());
              assertThat(each.path("kind").asText()).isEqualTo("HOME_NOT_TOLD");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("dueOn").asText()).isEqualTo(morning().toString());
            });
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders(home.guardian("fatma"), "head")).as("of an own child").isEmpty();

    firstDaySeen(home.revoked());
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** At home nobody is told anything any more, and nobody is to call there. */
  @Test
  void aBanThatBeginsBeforeAPupilOfAgeIsToldOfItWarnsTheHeadOfThat() {
    home.with("fatma tr");
    home.comesOfAge("fatma");
    home.inZone(NIGHT);
    home.at(clock.instant());
    UUID confirmed = firstDaySeen(confirmed("DEVICE_BAN", morning()));
    home.handled("first-day-in-person-reminders", confirmed);

    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("kind").asText()).isEqualTo("PUPIL_NOT_TOLD");
              assertThat(each.path("matter").asText()).isEqualTo(home.sanction);
              assertThat(each.path("dueOn").asText()).isEqualTo(morning().toString());
            });
    assertThat(reminders(home.guardian("fatma"), "head")).as("of an own child").isEmpty();

    home.handled("first-day-in-person-reminders", firstDaySeen(home.revoked()));
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  @Test
  void whatIsToldInTimeOrAtAnyHourWarnsNobody() {
    home.inZone(NIGHT);
    home.at(clock.instant());
    firstDaySeen(confirmed("DEVICE_BAN", morning().plusDays(1)));
    firstDaySeen(confirmed("SUSPENSION", morning()));
    home.inZone("Europe/Amsterdam");
    firstDaySeen(confirmed("DEVICE_BAN", morning()));

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** One empty cell tells no parent of an adult; the head judges which word was the slip. */
  @Test
  void whatWentOutToAPupilWhoIsOfAgeNoMoreRemindsTheHeadWithHowMuchItIs() {
    takenForOfAge();
    home.warned();
    home.imposed("DETENTION");
    await().until(() -> home.inPerson().size() == 2);
    awaitSentInPerson(2);
    assertThat(reminders("st-head", "head")).as("they are of age").isEmpty();

    noMoreOfAge();

    JsonNode reminder = reminders("st-head", "head").getFirst();
    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("kind").asText()).isEqualTo("TOLD_IN_PERSON");
              assertThat(each.path("pupil").asText()).isEqualTo(home.pupil);
              assertThat(each.path("messages").asInt()).isEqualTo(2);
              assertThat(each.path("read").asBoolean()).isFalse();
            });
    assertThat(reminders(home.guardian("fatma"), "head")).as("of an own child").isEmpty();
    assertThat(read(home.guardian("fatma"), "head", reminder.path("reminder").asText()))
        .isEqualTo(404);
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
    assertThat(home.messages("fatma", "EMAIL")).as("home is not told by it").isEmpty();
    assertThat(read("st-head", "head", reminder.path("reminder").asText())).isEqualTo(204);

    registeredAgain();
    assertThat(reminders("st-head", "head"))
        .as("the next roster is no other change")
        .singleElement()
        .satisfies(each -> assertThat(each.path("read").asBoolean()).isTrue());
  }

  @Test
  void whatTheRosterSaysAgainAfterASlipRemindsNobodyOfIt() {
    takenForOfAge();
    home.warned();
    awaitSentInPerson(1);
    noMoreOfAge();
    assertThat(reminders("st-head", "head")).hasSize(1);

    takenForOfAge();
    assertThat(reminders("st-head", "head")).isEmpty();

    noMoreOfAge();
    assertThat(reminders("st-head", "head")).as("another change").hasSize(1);
  }

  @Test
  void whereNothingWentOutInPersonNobodyIsReminded() {
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    takenForOfAge();
    noMoreOfAge();
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** Who left and comes back as a minor was taken for of age all the same; a parent stays one. */
  @Test
  void whoLeftMeanwhileIsStillTheChildOfTheirParents() {
    takenForOfAge();
    home.warned();
    awaitSentInPerson(1);
    noMoreOfAge();
    home.handled(
        "school-events",
        home.publish(
            Household.SCHOOLS,
            "nl.tenzij.school.pupil-left.v1",
            home.pupil,
            "{\"pupil\": \"%s\"}".formatted(home.pupil)));

    assertThat(reminders("st-head", "head")).hasSize(1);
    assertThat(reminders(home.guardian("fatma"), "head")).isEmpty();
  }

  private void takenForOfAge() {
    home.at(clock.instant());
    home.comesOfAge("fatma");
    awaitOfAge(true);
  }

  private void noMoreOfAge() {
    home.with("fatma tr");
    awaitOfAge(false);
  }

  private void registeredAgain() {
    UUID event =
        home.publish(
            Household.SCHOOLS,
            "nl.tenzij.school.pupil-registered.v1",
            home.pupil,
            """
            {"pupil": "%s", "yearGroup": "3", "classes": [],
             "guardians": [{"guardian": "%s", "language": "tr", "informed": true}]}"""
                .formatted(home.pupil, home.guardian("fatma")));
    home.handled("school-events", event);
    home.handled("of-age-reminders", event);
  }

  private void awaitOfAge(boolean is) {
    await()
        .until(
            () ->
                home.count(
                        "select count(*) from pupil_of_age where pupil = '%s' and of_age = %s"
                            .formatted(home.pupil, is))
                    == 1);
  }

  private void awaitSentInPerson(int messages) {
    await()
        .untilAsserted(
            () ->
                assertThat(home.inPerson())
                    .hasSize(messages)
                    .allSatisfy(each -> assertThat(each.path("state").asText()).isEqualTo("SENT")));
  }

  /** As the producer promises it: to care, and the head once it goes on. */
  @Test
  void aConcernThatNobodyTakesUpRemindsCareUntilSomebodyHas() throws IOException {
    UUID waiting = concern("concern-waiting", "");

    assertThat(reminders("st-care", "care-coordinator"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(waiting.toString());
              assertThat(each.path("kind").asText()).isEqualTo("CONCERN_WAITING");
              assertThat(each.path("matter").asText()).isEqualTo(CONCERN);
              assertThat(each.has("pupil")).as("of whom").isFalse();
              assertThat(each.toString()).doesNotContain(home.pupil);
            });
    for (String role : List.of("head", "mentor", "teacher")) {
      assertThat(reminders("st-" + role, role)).as(role).isEmpty();
    }
    assertThat(read("st-care", "care-coordinator", waiting.toString())).isEqualTo(204);

    concern("concern-waiting", "-to-the-head");
    assertThat(reminders("st-care", "care-coordinator"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("read").asBoolean()).as("anew").isFalse());
    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(each -> assertThat(each.has("pupil")).isFalse());
    assertThat(reminders("st-mentor", "mentor")).isEmpty();

    concern("concern-taken-up", "");
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /**
   * Not even that somebody is concerned is told to a parent; nor of whom nobody knows the parents.
   */
  @Test
  void nobodyIsRemindedOfAConcernAboutAnOwnChild() throws IOException {
    String parent = home.guardian("fatma");
    UUID waiting = concern("concern-waiting", "-to-the-head");

    assertThat(reminders(parent, "care-coordinator")).isEmpty();
    assertThat(reminders(parent, "head")).isEmpty();
    assertThat(read(parent, "care-coordinator", waiting.toString())).isEqualTo(404);
    takenForOfAge();
    assertThat(reminders(parent, "care-coordinator")).as("of age").isEmpty();
    home.handled(
        "school-events",
        home.publish(
            Household.SCHOOLS,
            "nl.tenzij.school.pupil-left.v1",
            home.pupil,
            "{\"pupil\": \"%s\"}".formatted(home.pupil)));
    assertThat(reminders(parent, "care-coordinator")).as("has left").isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).hasSize(1);

    run("delete from pupil where pupil = '%s'".formatted(home.pupil));
    assertThat(reminders("st-care", "care-coordinator")).as("not known yet").isEmpty();
  }

  /** As the producer promises it, of the pupil of this test. */
  private UUID concern(String what, String which) throws IOException {
    String type = "nl.tenzij.exception." + what + ".v1";
    String data =
        Files.readString(
                Path.of("../exception-service/contract/examples/" + type + which + ".json"))
            .replace("p-sam", home.pupil);
    UUID event = home.publish("exception.events.v1", type, home.pupil, data);
    home.handled("concern-reminders", event);
    return event;
  }

  /** Nothing of it is applied until somebody says so: not the people who came either. */
  @Test
  void aRosterThatWaitsRemindsTheHeadUntilItIsSettled() throws IOException {
    UUID waiting = roster("waiting");

    List<JsonNode> seen = reminders("st-head", "head");
    assertThat(seen)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(waiting.toString());
              assertThat(each.path("kind").asText()).isEqualTo("ROSTER_WAITING");
              assertThat(each.path("matter").asText()).isEqualTo(ROSTER);
              assertThat(each.has("pupil")).isFalse();
            });
    assertThat(reminders("st-mentor", "mentor")).isEmpty();
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(read("st-head", "head", waiting.toString())).isEqualTo(204);
    assertThat(read("st-mentor", "mentor", waiting.toString())).isEqualTo(404);

    roster("settled");

    assertThat(reminders("st-head", "head")).isEmpty();
  }

  /** As the producer promises it: before the day that was made known, and once it has passed. */
  @Test
  void aPolicyThatWasNotActivatedRemindsTheHead() throws IOException {
    UUID ahead = activationSeen("policy-activation-due", example("policy-activation-due"));
    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("reminder").asText()).isEqualTo(ahead.toString());
              assertThat(each.path("kind").asText()).isEqualTo("ACTIVATION_DUE");
              assertThat(each.path("matter").asText()).isEqualTo(POLICY);
              assertThat(each.path("stage").asText()).isEqualTo("AHEAD");
              assertThat(each.path("dueOn").asText()).isEqualTo("2027-01-11");
              assertThat(each.has("pupil")).isFalse();
            });
    assertThat(reminders("st-care", "care-coordinator")).isEmpty();
    assertThat(reminders("mr-staff", "mr-member:staff")).isEmpty();
    assertThat(read("st-head", "head", ahead.toString())).isEqualTo(204);

    activationSeen(
        "policy-activation-due", example("policy-activation-due").replace("AHEAD", "OVERDUE"));
    assertThat(reminders("st-head", "head"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.path("stage").asText()).isEqualTo("OVERDUE");
              assertThat(each.path("read").asBoolean()).isFalse();
            });
  }

  /** Whatever becomes of it. */
  @Test
  void aPolicyThatNobodyHasToActivateRemindsNobody() throws IOException {
    String due = example("policy-activation-due");
    for (String settling :
        List.of(
            "policy-activation-settled",
            "policy-in-force",
            "policy-withdrawn",
            "policy-published",
            "policy-overtaken")) {
      activationSeen("policy-activation-due", due);
      assertThat(reminders("st-head", "head")).as("before %s", settling).hasSize(1);
      activationSeen(settling, ofThePolicy(example(settling)));
      assertThat(reminders("st-head", "head")).as(settling).isEmpty();
    }
  }

  private static String ofThePolicy(String data) {
    return data.replaceFirst("\"policy\": \"[^\"]+\"", "\"policy\": \"" + POLICY + '"');
  }

  private UUID activationSeen(String what, String data) {
    UUID event =
        home.publish("school.events.v1", "nl.tenzij.school." + what + ".v1", home.school, data);
    home.handled("activation-reminders", event);
    return event;
  }

  /** As the producer promises it, to all three sections. */
  @Test
  void aPolicyBeforeTheCouncilRemindsEachSectionUntilItHasDecided() throws IOException {
    UUID submitted = councilSeen("policy-submitted", example("policy-submitted"));

    for (String section : List.of("staff", "parents", "pupils")) {
      assertThat(reminders("mr-" + section, "mr-member:" + section))
          .as(section)
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.path("reminder").asText()).isEqualTo(submitted.toString());
                assertThat(each.path("kind").asText()).isEqualTo("CONSENT_ASKED");
                assertThat(each.path("matter").asText()).isEqualTo(POLICY);
                assertThat(each.has("pupil")).isFalse();
              });
    }
    assertThat(reminders("mr-none", "mr-member")).as("of no section").isEmpty();
    assertThat(reminders("st-head", "head")).isEmpty();
    assertThat(read("mr-staff", "mr-member:staff", submitted.toString())).isEqualTo(204);
    assertThat(read("mr-none", "mr-member", submitted.toString())).isEqualTo(404);

    councilSeen("policy-decided", example("policy-decided"));
    assertThat(reminders("mr-parents", "mr-member:parents")).isEmpty();
    assertThat(reminders("mr-staff", "mr-member:staff"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("read").asBoolean()).isTrue());
    assertThat(reminders("mr-pupils", "mr-member:pupils")).hasSize(1);

    for (String section : List.of("STAFF", "PUPILS")) {
      councilSeen("policy-decided", example("policy-decided").replace("PARENTS", section));
    }
    assertThat(
            home.count("select count(*) from reminder where school = '%s'".formatted(home.school)))
        .isZero();
  }

  /** As one that was set aside and is taken in after another section's. */
  @Test
  void aSectionWhoseDecisionComesLateIsRemindedNoMore() throws IOException {
    councilSeen("policy-submitted", example("policy-submitted"));
    long late = Topics.nextPlace();
    councilSeen("policy-decided", example("policy-decided").replace("PARENTS", "STAFF"));
    home.anew(late);
    councilSeen("policy-decided", example("policy-decided"));

    assertThat(reminders("mr-parents", "mr-member:parents")).isEmpty();
    assertThat(reminders("mr-staff", "mr-member:staff")).isEmpty();
    assertThat(reminders("mr-pupils", "mr-member:pupils")).hasSize(1);
  }

  /** Each section consented, whatever of it was taken in here. */
  @Test
  void whatIsPublishedRemindsNobodyOfTheCouncil() throws IOException {
    councilSeen("policy-submitted", example("policy-submitted"));
    councilSeen("policy-published", example("policy-published"));
    assertThat(reminders("mr-staff", "mr-member:staff")).isEmpty();
  }

  @Test
  void whatIsADraftAgainRemindsNobodyOfTheCouncil() throws IOException {
    councilSeen("policy-submitted", example("policy-submitted"));
    councilSeen("policy-decided", example("policy-decided").replace("CONSENTED", "WITHHELD"));
    assertThat(reminders("mr-staff", "mr-member:staff")).isEmpty();

    councilSeen("policy-submitted", example("policy-submitted"));
    assertThat(reminders("mr-parents", "mr-member:parents")).as("again").hasSize(1);
    councilSeen("policy-withdrawn", example("policy-withdrawn"));
    assertThat(reminders("mr-staff", "mr-member:staff")).isEmpty();
  }

  private UUID councilSeen(String what, String data) {
    UUID event =
        home.publish("school.events.v1", "nl.tenzij.school." + what + ".v1", home.school, data);
    home.handled("council-reminders", event);
    return event;
  }

  private static String example(String what) throws IOException {
    return Files.readString(
        Path.of("../school-service/contract/examples/nl.tenzij.school." + what + ".v1.json"));
  }

  /** The day on which guardians hear of what is decided tonight. */
  private LocalDate morning() {
    Hours night = new Hours(ZoneId.of(NIGHT), null, null, null);
    return night.day(night.quietUntil(clock.instant()).orElseThrow());
  }

  private UUID confirmed(String measure, LocalDate from) {
    return home.publish(
        Household.SANCTIONS,
        "nl.tenzij.sanction.confirmed.v1",
        home.pupil,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s", "measure": "%s", "from": "%s",
         "until": "%s", "reportToInspectorate": false}"""
            .formatted(
                home.sanction, home.incident, home.pupil, measure, from, from.plusMonths(1)));
  }

  private UUID firstDaySeen(UUID event) {
    home.handled("first-day-reminders", event);
    return event;
  }

  /** As the producer promises it. */
  private UUID roster(String what) throws IOException {
    String type = "nl.tenzij.school.roster-" + what + ".v1";
    UUID event = home.publish("school.events.v1", type, home.school, example("roster-" + what));
    home.handled("roster-reminders", event);
    return event;
  }

  private UUID confirmationsSeen(UUID event) {
    home.handled("confirmation-reminders", event);
    return event;
  }
}
