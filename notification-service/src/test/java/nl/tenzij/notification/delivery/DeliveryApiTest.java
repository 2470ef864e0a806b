package nl.tenzij.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.ledger.testkit.fuzz.World;
import nl.tenzij.notification.thread.Neighbours;
import nl.tenzij.notification.thread.NotificationWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees which messages. The rows are laid down here; how they come about is another test. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class DeliveryApiTest extends ApiSpec {

  private static final String BASE = "/api/v1/schools/college-een/";

  @Inject Pool pool;

  private final String incident = UUID.randomUUID().toString();
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String guardian = "g-" + mark;
  private final String taught = "p-taught-" + mark;
  private final String other = "p-other-" + mark;

  @BeforeEach
  void lay() {
    place("teacher_place", "staff", "st-tim", "null, null");
    place("pupil_place", "pupil", taught, "null, null");
    run("insert into pupil values ('%s','%s','%s','[]',1)".formatted(BOARD, SCHOOL, other));
    message(BOARD, SCHOOL, taught, guardian, 1);
    message(BOARD, SCHOOL, other, guardian, 2);
    message(BOARD, SCHOOL, other, "g-else-" + mark, 3);
    message("stichting-ver", SCHOOL, other, guardian, 4);
    message(BOARD, "de-linde", other, guardian, 5);
  }

  @Override
  protected World world() {
    return NotificationWorld.world(pool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hanna", "pipeline"})
  void theHeadAndThePipelineSeeAllOfTheirSchool(String user) {
    deliveries(user).then().statusCode(200).body("items", hasSize(3)).body("next", nullValue());
    messages(user, guardian).then().statusCode(200).body("items", hasSize(2));
  }

  /** A head who is a parent sees what the other parent was told of their child as a parent does. */
  @Test
  void ofAnOwnChildNobodySeesWhatOthersWereTold() {
    String parent = "g-staff-" + mark;
    message(BOARD, SCHOOL, taught, parent, 6);
    for (String child : List.of(taught, other)) {
      run("delete from pupil where board = '%s' and pupil = '%s'".formatted(BOARD, child));
    }
    run(
        "insert into pupil (board, school, pupil, guardians, sequence, parents) values"
            + " ('%s','%s','%s','[]',1,'{%s}')".formatted(BOARD, SCHOOL, taught, parent));
    run(
        "insert into teacher_place (board, school, class, staff, first_day, last_day) values ('%s','%s','k-%s','%s',null,null)"
            .formatted(BOARD, SCHOOL, mark, parent));

    var head = staff(parent, "head");
    head.get(BASE + "deliveries?incident=" + incident)
        .then()
        .statusCode(200)
        .body("items.pupil", everyItem(equalTo(other)))
        .body("items", hasSize(2));
    staff(parent, "head")
        .get(BASE + "messages?guardian=" + guardian)
        .then()
        .body("items.pupil", contains(other));
    staff(parent, "teacher")
        .get(BASE + "deliveries?incident=" + incident)
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    staff(parent, "head", "guardian")
        .get(BASE + "messages?guardian=" + parent)
        .then()
        .body("items.pupil", contains(taught));
  }

  private static RequestSpecification staff(String person, String... roles) {
    return with(
        Tokens.user(BOARD, roles)
            .with("person", person)
            .with("schools", Stream.of(roles).map(role -> role + '@' + SCHOOL).toList())
            .token());
  }

  @Test
  void teachersSeeWhatIsAboutPupilsWhomTheyTeach() {
    deliveries("tim")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].pupil", equalTo(taught));
    messages("tim", guardian).then().statusCode(200).body("items", hasSize(1));
  }

  /** A colleague reported it: what was decided, or taken back, is not told by way of messages. */
  @Test
  void butNotWhatWasDecided() {
    run(
        "update message_view set state = 'CANCELLED', reason = 'REVOKED' where pupil = '%s'"
            .formatted(taught));
    for (Response answer : List.of(deliveries("tim"), messages("tim", guardian))) {
      answer.then().statusCode(200).body("items", hasSize(0));
    }
    for (Response answer : List.of(deliveries("hanna"), messages("hanna", guardian))) {
      answer
          .then()
          .body("items[0].template", equalTo("sanction-warning"))
          .body("items[0].urgency", equalTo("NORMAL"))
          .body("items[0].reason", equalTo("REVOKED"));
    }
    run(
        "update message_view set state = 'QUEUED', reason = 'MAIL_SERVER_AWAY' where pupil = '%s'"
            .formatted(taught));
    for (Response answer : List.of(deliveries("tim"), messages("tim", guardian))) {
      answer
          .then()
          .statusCode(200)
          .body("items[0].reason", equalTo("MAIL_SERVER_AWAY"))
          .body("items[0]", not(hasKey("template")))
          .body("items[0]", not(hasKey("urgency")));
    }
  }

  /** The service's day is 23 November 2026. */
  @Test
  void aPlaceCountsOnItsDays() {
    for (String past : List.of("'2026-08-31', '2026-11-22'", "'2026-11-24', null")) {
      place("pupil_place", "pupil", other, past);
    }
    deliveries("tim").then().statusCode(200).body("items.pupil", equalTo(List.of(taught)));

    place("pupil_place", "pupil", other, "'2026-11-23', '2026-11-23'");
    deliveries("tim").then().statusCode(200).body("items", hasSize(3));
  }

  @Test
  void aMentorSeesWhatIsAboutOwnPupilsWhomSomebodyElseTeaches() {
    run(
        "insert into pupil_taught values ('%s','%s','%s','st-tim',1)"
            .formatted(BOARD, SCHOOL, other));
    deliveries("tim").then().statusCode(200).body("items", hasSize(3));
  }

  /** That a family asked for an exemption is no teacher's business, unless it is granted. */
  @Test
  void teachersSeeOnlyWhatFollowsFromAnIncident() {
    message(BOARD, SCHOOL, taught, guardian, 6);
    run("update message_view set incident = null where queued_at = '2026-11-23T09:06:00Z'");

    messages("tim", guardian).then().statusCode(200).body("items", hasSize(1));
    messages("hanna", guardian).then().statusCode(200).body("items", hasSize(3));
  }

  /** Who asked for an exemption, has one or lost it is not for other systems to know. */
  @Test
  void aPipelineSeesNothingOfSupport() {
    message(BOARD, SCHOOL, taught, guardian, 6);
    run(
        "update message_view set incident = null, template = 'exemption-granted'"
            + " where guardian = '%s' and queued_at = '2026-11-23T09:06:00Z'".formatted(guardian));

    messages("pipeline", guardian).then().statusCode(200).body("items", hasSize(2));
    messages("hanna", guardian).then().statusCode(200).body("items", hasSize(3));
  }

  /** What is on its way may still be stopped, and what was stopped was not for them. */
  @Test
  void guardiansSeeOnlyWhatTheyWereTold() {
    for (String state : List.of("HELD", "QUEUED", "CANCELLED", "FAILED")) {
      message(BOARD, SCHOOL, taught, guardian, 7);
      run(
          "update message_view set state = '%s' where guardian = '%s' and queued_at = '2026-11-23T09:07:00Z'"
              .formatted(state, guardian));
    }
    String token = Tokens.of("fatma").with("person", guardian).token();
    with(token)
        .get(BASE + "messages?guardian=" + guardian)
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items.state", equalTo(List.of("SENT", "SENT")));
  }

  @Test
  void guardiansSeeTheirOwn() {
    String token = Tokens.of("fatma").with("person", guardian).token();
    with(token)
        .get(BASE + "messages?guardian=" + guardian)
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items.guardian", equalTo(List.of(guardian, guardian)));
    with(token).get(BASE + "messages?guardian=g-else-" + mark).then().statusCode(404);
    with(token).get(BASE + "deliveries?incident=" + incident).then().statusCode(403);
  }

  @Test
  void anotherGuardiansAreNotThereForOneOfTheCouncilEither() {
    String token =
        Tokens.of("fatma")
            .with("person", guardian)
            .with("schools", List.of("guardian@" + SCHOOL, "mr-member:parents@" + SCHOOL))
            .token();
    with(token)
        .get(BASE + "messages?guardian=" + guardian)
        .then()
        .statusCode(200)
        .body("items", hasSize(2));
    with(token).get(BASE + "messages?guardian=g-else-" + mark).then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cora", "mira", "sam", "school-system", "bea"})
  void othersOfTheSchoolDoNot(String user) {
    deliveries(user).then().statusCode(403);
    messages(user, guardian).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lisa", "vera"})
  void strangersFindNothing(String user) {
    deliveries(user).then().statusCode(404);
    messages(user, guardian).then().statusCode(404);
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    Response first = as("hanna").get(BASE + "deliveries?limit=2&incident=" + incident);
    first.then().statusCode(200).body("items", hasSize(2));
    String next = first.path("next");
    Response second =
        as("hanna").get(BASE + "deliveries?limit=2&incident=" + incident + "&cursor=" + next);
    second.then().statusCode(200).body("items", hasSize(1)).body("next", nullValue());
    assertThat(first.<List<String>>path("items.message"))
        .doesNotContainAnyElementsOf(second.path("items.message"));
  }

  @Test
  void whatIsAskedForMustBeSaid() {
    for (String wrong :
        List.of(
            "deliveries",
            "deliveries?incident=x",
            "messages",
            "messages?guardian=%00",
            "messages?guardian=")) {
      as("hanna").get(BASE + wrong).then().statusCode(400).body("errors", hasSize(1));
    }
  }

  @Test
  void anAnswerHoldsIdsAndFactsOnly() {
    List<String> fields =
        deliveries("hanna")
            .then()
            .extract()
            .<java.util.Map<String, Object>>path("items[0]")
            .keySet()
            .stream()
            .sorted()
            .toList();
    assertThat(fields)
        .containsExactly(
            "attempts",
            "changedAt",
            "channel",
            "guardian",
            "incident",
            "language",
            "message",
            "pupil",
            "queuedAt",
            "sentAt",
            "state",
            "template",
            "urgency");
  }

  private Response deliveries(String user) {
    return as(user).get(BASE + "deliveries?incident=" + incident);
  }

  private Response messages(String user, String whose) {
    return as(user).get(BASE + "messages?guardian=" + whose);
  }

  private void message(String board, String school, String pupil, String whose, int minute) {
    run(
        """
        insert into message_view (message, board, school, event, matter, incident, pupil, guardian, channel, urgency,
          template, edition, language, state, reason, attempts, queued_at, due_at, sent_at, changed_at)
        values ('%s', '%s', '%s', 'e', 'm', '%s', '%s', '%s', 'EMAIL', 'NORMAL', 'sanction-warning', 1, 'tr', 'SENT',
          null, 1, '2026-11-23T09:0%6$s:00Z', null, '2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z')"""
            .replace("%6$s", Integer.toString(minute))
            .formatted(UUID.randomUUID(), board, school, incident, pupil, whose));
  }

  /** In the class of this test. */
  private void place(String table, String column, String person, String days) {
    run(
        "insert into %s (board, school, class, %s, first_day, last_day) values ('%s','%s','k-%s','%s',%s)"
            .formatted(table, column, BOARD, SCHOOL, mark, person, days));
  }

  private void run(String sql) {
    pool.query(sql).execute().await().indefinitely();
  }
}
