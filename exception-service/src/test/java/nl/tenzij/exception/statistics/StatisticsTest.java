package nl.tenzij.exception.statistics;

import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.ledger.testkit.ApiSpec.anyone;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.exception.Course;
import nl.tenzij.exception.SchoolTells;
import nl.tenzij.exception.SettableClock;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class StatisticsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> ELSE =
      List.of(
          "care-coordinator",
          "core-team",
          "mentor",
          "teacher",
          "mr-member",
          "guardian",
          "pupil",
          "school-system",
          "pipeline",
          "service");

  private final String board = "stichting-" + UUID.randomUUID().toString().substring(0, 8);
  private final String figures = "/api/v1/boards/" + board + "/statistics";

  @Inject Pool pool;
  @Inject Subscriptions subscriptions;
  @Inject SettableClock clock;
  @Inject ObjectMapper json;

  private RequestSpecification board() {
    return with(Tokens.user(board, "board").token());
  }

  private RequestSpecification head(String school) {
    return with(
        Tokens.user(board, "head")
            .with("person", "st-head")
            .with("schools", List.of("head@" + school))
            .token());
  }

  /** Six incidents in year group 1 of elm, three in 2, seven in oak; one of them corrected. */
  private void incidents(Tells tells) {
    tells.school("elm", "VO");
    tells.school("oak", "VO");
    Instant now = clock.instant();
    for (int i = 0; i < 9; i++) {
      tells.pupil("elm", "p-elm-" + i, i < 6 ? "1" : "2");
      tells.incident("elm", "p-elm-" + i, "NON_EDUCATIONAL_USE", now);
    }
    for (int i = 0; i < 6; i++) {
      tells.incident("oak", "p-oak-" + i, "NON_EDUCATIONAL_USE", now);
      tells.pupil("oak", "p-oak-" + i, i < 4 ? "1" : "2");
    }
    UUID mistaken = tells.incident("oak", "p-oak-0", "NON_EDUCATIONAL_USE", now);
    tells.incident("incident-corrected.v1", mistaken, "oak", "p-oak-0", "THREAT", now);
  }

  @Test
  void aBoardSeesWhatOtherServicesTold() {
    try (var tells = new Tells(board)) {
      incidents(tells);
      for (int i = 0; i < 6; i++) {
        UUID sanction = UUID.randomUUID();
        tells.sanction(
            "imposed.v1",
            sanction,
            "elm",
            "p-elm-" + i,
            ", \"measure\": \"%s\", \"step\": %d"
                .formatted(i < 5 ? "DEVICE_BAN" : "WARNING", i + 1));
        if (i < 5) {
          tells.sanction(
              "confirmed.v1",
              sanction,
              "elm",
              "p-elm-" + i,
              ", \"measure\": \"DEVICE_BAN\", \"from\": \"2026-11-24\", \"until\": \"2026-12-23\"");
        } else {
          tells.sanction("revoked.v1", sanction, "elm", "p-elm-" + i, "");
        }
      }
      for (int i = 0; i < 12; i++) {
        UUID message = UUID.randomUUID();
        String held = i < 5 ? "HELD" : "QUEUED";
        tells.message("message-queued.v1", message, "oak", "p-oak-1", held);
        if (i >= 5) {
          tells.message("message-sent.v1", message, "oak", "p-oak-1", "SENT");
        }
      }
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Response told = ok(board().get(figures));
              assertThat(count(told, "INCIDENTS", null, null, "elm", "oak")).isEqualTo(16);
              assertThat(count(told, "INCIDENTS", null, null, "elm")).isEqualTo(9);
              assertThat(count(told, "INCIDENTS", "YEAR_GROUP", "1", "elm", "oak")).isEqualTo(11);
              assertThat(count(told, "INCIDENTS", "YEAR_GROUP", "2", "elm", "oak")).isEqualTo(5);
              assertThat(count(told, "SANCTIONS", null, null, "elm", "oak")).isEqualTo(5);
              assertThat(count(told, "MESSAGES", null, null, "elm", "oak")).isEqualTo(12);
              assertThat(count(told, "MESSAGES", "HOLDING", "HELD", "elm", "oak")).isEqualTo(5);
              assertThat(count(told, "MESSAGES", "STATE", "SENT", "elm", "oak")).isEqualTo(7);
            });
    Response told = ok(board().get(figures));
    assertThat(count(told, "INCIDENTS", "YEAR_GROUP", "1", "elm")).as("of 9, 3 in 2").isNull();
    assertThat(told.<List<Integer>>path("figures.count"))
        .allMatch(count -> count == null || count >= 5);
    assertThat(told.header("Vary")).contains("Accept");
  }

  /** A correction that names another pupil comes under another key: as the topic is read again. */
  @Test
  void whatWasToldFirstDoesNotTakeThePlaceOfItsCorrection() {
    UUID incident = UUID.randomUUID();
    try (var tells = new Tells(board)) {
      tells.school("elm", "VO");
      tells.pupil("elm", "p-ann", "1");
      tells.pupil("elm", "p-bob", "2");
      yearGroupsKnown(2);
      long first = Tells.next();
      Instant now = clock.instant();
      tells.incident("incident-corrected.v1", incident, "elm", "p-bob", "THREAT", now);
      await().atMost(SOON).until(() -> counted(incident).equals("THREAT of 2"));

      String recorded = "incident-recorded.v1";
      tells.incident(recorded, incident, "elm", "p-ann", "PHOTO_OR_VIDEO", now, first);
      UUID after = tells.incident("elm", "p-ann", "CYBERBULLYING", now);
      await().atMost(SOON).until(() -> counted(after).equals("CYBERBULLYING of 1"));
      assertThat(counted(incident)).as("as it was corrected").isEqualTo("THREAT of 2");

      tells.incident("incident-corrected.v1", incident, "elm", "p-ann", "OTHER_MISUSE", now);
      await().atMost(SOON).until(() -> counted(incident).equals("OTHER_MISUSE of 1"));
    }
  }

  /** So is what became of a sanction, where what came before it comes again. */
  @Test
  void whatWasImposedDoesNotTakeThePlaceOfWhatItWasMadeInto() {
    UUID sanction = UUID.randomUUID();
    String ban = ", \"measure\": \"DEVICE_BAN\", \"step\": 2";
    try (var tells = new Tells(board)) {
      tells.school("elm", "VO");
      tells.pupil("elm", "p-ann", "1");
      yearGroupsKnown(1);
      long imposed = Tells.next();
      tells.sanction("imposed.v1", sanction, "elm", "p-ann", ban, imposed);
      tells.sanction("amended.v1", sanction, "elm", "p-ann", ", \"measure\": \"WARNING\"");
      await().atMost(SOON).until(() -> counted(sanction).equals("WARNING of 1"));

      tells.sanction("imposed.v1", sanction, "elm", "p-ann", ban, imposed);
      UUID after = UUID.randomUUID();
      tells.sanction("imposed.v1", after, "elm", "p-ann", ban);
      await().atMost(SOON).until(() -> counted(after).equals("DEVICE_BAN of 1"));
      assertThat(counted(sanction)).isEqualTo("WARNING of 1");
    }
  }

  private void yearGroupsKnown(int pupils) {
    await()
        .atMost(SOON)
        .until(
            () ->
                pool.preparedQuery("select from year_group_known where board = $1")
                        .executeAndAwait(Tuple.of(board))
                        .rowCount()
                    == pupils);
  }

  /** The first key of a case and its year group. */
  private String counted(UUID id) {
    var rows =
        pool.preparedQuery(
                "select keys[1], year_group from case_counted where board = $1 and id = $2")
            .executeAndAwait(Tuple.of(board, id.toString()));
    return rows.size() == 0
        ? "none"
        : rows.iterator().next().getString(0) + " of " + rows.iterator().next().getString(1);
  }

  @Test
  void theSameAsATable() {
    try (var tells = new Tells(board)) {
      incidents(tells);
    }
    // Pupils and incidents come by two topics: until all pupils are known some have no year group.
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ok(board().accept("text/csv").get(figures)).asString())
                    .contains(",INCIDENTS,VO,elm oak,YEAR_GROUP,2,5,"));

    Response csv = ok(board().accept("text/csv").get(figures));
    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.asString().lines())
        .hasSize(ok(board().get(figures)).<List<?>>path("figures").size() + 1)
        .anyMatch(line -> line.endsWith(",INCIDENTS,VO,elm oak,YEAR_GROUP,2,5,"))
        .anyMatch(line -> line.endsWith(",REQUESTS,VO,elm oak,,,<5,"));
    assertThat(ok(board().accept("text/csv").get(figures + "?school=elm")).asString().lines())
        .as("of a part, whatever the reason is")
        .anyMatch(line -> line.endsWith(",INCIDENTS,VO,elm,,,9,"))
        .anyMatch(line -> line.endsWith(",REQUESTS,VO,elm,,,,"))
        .noneMatch(line -> line.contains("<5"));
    assertThat(board().accept("application/xml").get(figures).statusCode()).isEqualTo(406);
  }

  @Test
  void aHeadSeesWhatIsToldOfTheOwnSchool() {
    try (var tells = new Tells(board)) {
      incidents(tells);
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(count(ok(head("elm").get(figures)), "INCIDENTS", null, null, "elm"))
                    .isEqualTo(9));

    Response told = ok(head("elm").get(figures));
    assertThat(told.<List<String>>path("schools.school")).containsExactly("elm");
    assertThat(told.<List<List<String>>>path("figures.schools"))
        .allMatch(schools -> schools.equals(List.of("elm")));
    Response asked = ok(board().get(figures + "?school=elm"));
    assertThat(asked.<List<?>>path("figures")).isEqualTo(told.<List<?>>path("figures"));
    assertThat(head("elm").get(figures + "?school=oak").statusCode()).isEqualTo(404);
    assertThat(board().get(figures + "?school=yew").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherYearIsAnotherTable() {
    try (var tells = new Tells(board)) {
      tells.school("elm", "VO");
      for (int i = 0; i < 6; i++) {
        tells.incident("elm", "p-then", "THREAT", clock.instant().minus(Duration.ofDays(370)));
      }
    }
    var then = SchoolYear.of(Course.today().minusDays(370));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        count(
                            ok(board().get(figures + "?schoolYear=" + then)),
                            "INCIDENTS",
                            null,
                            null,
                            "elm"))
                    .isEqualTo(6));
    assertThat(count(ok(board().get(figures)), "INCIDENTS", null, null, "elm")).isNull();
    assertThat(board().get(figures + "?schoolYear=2026-2028").statusCode()).isEqualTo(400);
    assertThat(board().get(figures + "?schoolYear=this").statusCode()).isEqualTo(400);
  }

  @Test
  void figuresStandForAWeek() throws Throwable {
    var standing = new Statistics(pool, clock, json, () -> Duration.ofDays(7));
    SchoolYear year = SchoolYear.of(Course.today());
    StatisticsView first = told(standing, year);
    try (var tells = new Tells(board)) {
      incidents(tells);
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(count(ok(board().get(figures)), "INCIDENTS", null, null, "elm"))
                    .isEqualTo(9));

    assertThat(told(standing, year)).isEqualTo(first);
    clock.goAhead(Duration.ofDays(7).plusMinutes(1));
    try {
      assertThat(told(standing, year).schools()).hasSize(2);
    } finally {
      clock.goBack();
    }
  }

  private StatisticsView told(Statistics statistics, SchoolYear year) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> statistics.of(new Board(board), year));
  }

  /** As JSON or CSV: that is two operations, and the document tells of both as one. */
  @Test
  void nobodyElseDoes() {
    for (String form : List.of("application/json", "text/csv")) {
      assertThat(as("bob").accept(form).get(figures).statusCode()).as(form).isEqualTo(404);
      for (String role : ELSE) {
        var token =
            Tokens.user(board, role)
                .with("person", "st-else")
                .with("schools", List.of(role + "@elm"));
        Response refused = with(token.token()).accept(form).get(figures);
        assertThat(refused.statusCode()).as("%s as %s", role, form).isEqualTo(403);
      }
      var theirs = head("elm").accept(form).get("/api/v1/boards/stichting-tenboom/statistics");
      assertThat(theirs.statusCode()).as("a head of another board, %s", form).isEqualTo(404);
      assertThat(anyone().accept(form).get(figures).statusCode()).as(form).isEqualTo(401);
    }
  }

  @Test
  void anExemptionsWayIsCounted() throws Throwable {
    var course = Course.begin().guided();
    LocalDate until = Course.today().plusDays(9);
    ok(course.post("cora", "/suspension", Course.suspension(until)));

    await().atMost(SOON).untilAsserted(() -> assertThat(counted(course)).hasSize(3));
    assertThat(counted(course))
        .containsExactlyInAnyOrder(
            "REQUESTS [GRANTED] decided",
            "REVIEWS [OVERDUE] " + until,
            "SUSPENSIONS [] " + Course.today());
    ok(course.post("fatma", "/withdrawal", null));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(counted(course))
                    .as("no review to come")
                    .containsExactlyInAnyOrder(
                        "REQUESTS [GRANTED] decided",
                        "SUSPENSIONS [] " + Course.today(),
                        "ENDINGS [GIVEN_UP] " + Course.today()));
  }

  /** Of them nothing is known any more but what was counted, and the year group that counts. */
  @Test
  void whoIsForgottenStaysCountedInTheirYearGroup() {
    try (var tells = new Tells(board)) {
      tells.school("elm", "VO");
      for (int i = 0; i < 5; i++) {
        tells.pupil("elm", "p-one-" + i, "1");
        tells.pupil("elm", "p-two-" + i, "2");
      }
      for (int i = 0; i < 5; i++) {
        request("p-one-" + i);
        request("p-two-" + i);
      }
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(requestsByYearGroup()).containsExactly(5, 5));
      assertThat(countedOfSomebody()).isEqualTo(10);

      for (int i = 0; i < 5; i++) {
        tells.forgotten("elm", "p-two-" + i);
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(countedOfSomebody()).isEqualTo(5));
    }

    assertThat(requestsByYearGroup()).containsExactly(5, 5);
    subscriptions.rebuild(ExemptionsCounted.NAME).collect().last().await().atMost(SOON);
    assertThat(countedOfSomebody()).isEqualTo(5);
    assertThat(requestsByYearGroup()).as("counted anew").containsExactly(5, 5);
  }

  /** As soon as the pupil is known. */
  private void request(String pupil) {
    var coordinator =
        Tokens.user(board, "care-coordinator")
            .with("person", "st-care")
            .with("schools", List.of("care-coordinator@elm"));
    String body =
        """
        {"pupil": "%s", "purpose": "MEDICAL_APP", "motivation": "I need it",
         "wished": {"moments": ["LESSON"], "places": ["CLASSROOM"]}}
        """
            .formatted(pupil);
    await()
        .atMost(SOON)
        .until(
            () ->
                with(coordinator.token())
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/api/v1/schools/elm/exemptions")
                        .statusCode()
                    == 201);
  }

  private List<Integer> requestsByYearGroup() {
    Response told = ok(board().get(figures));
    return Stream.of("1", "2")
        .map(group -> count(told, "REQUESTS", "YEAR_GROUP", group, "elm"))
        .toList();
  }

  private int countedOfSomebody() {
    return pool.preparedQuery(
            "select from exemption_counted where board = $1 and pupil is not null")
        .executeAndAwait(Tuple.of(board))
        .rowCount();
  }

  @Test
  void aReviewIsHeldInTimeOrLate() {
    var course = Course.begin().grantedLongAgo();
    ok(course.post("cora", "/reviews", Course.review("CONTINUE", Course.today())));

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(counted(course))
                    .hasSize(3)
                    .anyMatch(each -> each.startsWith("REVIEWS [ON_TIME]"))
                    .anyMatch(each -> each.startsWith("REVIEWS [OVERDUE]")));
  }

  /** Else who looks often has all reviews on time. */
  @Test
  void aLookThatTakesThePlaceOfNoReviewIsNotCounted() throws Throwable {
    var course = Course.begin().granted();
    LocalDate due = LocalDate.parse(as("cora").get(course.at()).path("review.on"));
    LocalDate sooner = Course.today().plusDays(10);
    String early = Course.review("CONTINUE", Course.today());
    ok(course.post("cora", "/reviews", early));
    ok(course.post("cora", "/reviews", early));
    for (LocalDate chosen : List.of(sooner, sooner.plusDays(1), sooner)) {
      String choosing = early.replaceFirst("}\\s*$", ", \"next\": \"" + chosen + "\"}");
      ok(course.post("cora", "/reviews", choosing));
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(counted(course))
                    .containsExactlyInAnyOrder(
                        "REQUESTS [GRANTED] decided", "REVIEWS [OVERDUE] " + sooner));
    assertThat(due).isAfter(sooner);
  }

  /** By a review, revoked by the school, or given up: of who left, nobody ended it. */
  @Test
  void whoEndedAnExemptionIsCounted() throws Throwable {
    var reviewed = Course.begin().grantedLongAgo();
    ok(reviewed.post("cora", "/reviews", Course.review("END", Course.today())));
    var revoked = Course.begin().reassessed();
    ok(revoked.post("cora", "/revocation", "{\"reason\": \"Nothing else helped\"}"));
    var taken = Course.begin().requested("fatma");
    ok(taken.post("fatma", "/withdrawal", null));
    var left = Course.begin().granted();
    try (var school = new SchoolTells()) {
      school.forgotten(Course.SCHOOL, left.pupil());
    }

    String today = Course.today().toString();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(counted(reviewed)).contains("ENDINGS [REVIEWED] " + today);
              assertThat(counted(revoked)).contains("ENDINGS [REVOKED] " + today);
              assertThat(counted(taken)).containsExactly("REQUESTS [WITHDRAWN] decided");
              assertThat(counted(left)).containsExactly("REQUESTS [GRANTED] decided");
            });
  }

  private List<String> counted(Course course) throws Throwable {
    var rows =
        VertxContextSupport.subscribeAndAwait(
            () ->
                pool.preparedQuery("select * from exemption_counted where exemption = $1")
                    .execute(Tuple.of(UUID.fromString(course.id()))));
    List<String> counted = new ArrayList<>();
    for (Row row : rows) {
      counted.add(
          "%s %s %s"
              .formatted(
                  row.getString("figure"),
                  List.of(row.getArrayOfStrings("keys")),
                  row.getOffsetDateTime("ended_at") == null ? row.getLocalDate("day") : "decided"));
    }
    return counted;
  }

  /** Null where it is not told, or not with a number. */
  private static Integer count(
      Response told, String figure, String by, String key, String... schools) {
    List<List<String>> of = told.path("figures.schools");
    List<String> names = told.path("figures.figure");
    List<String> aspects = told.path("figures.by");
    List<List<String>> keys = told.path("figures.keys");
    List<Integer> counts = told.path("figures.count");
    for (int i = 0; i < of.size(); i++) {
      if (names.get(i).equals(figure)
          && of.get(i).equals(List.of(schools))
          && Objects.equals(aspects.get(i), by)
          && (key == null || keys.get(i).contains(key))) {
        return counts.get(i);
      }
    }
    return null;
  }
}
