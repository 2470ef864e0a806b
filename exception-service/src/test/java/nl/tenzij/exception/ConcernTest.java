package nl.tenzij.exception;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.agenda.WaitingConcerns;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ConcernTest {

  private static final String CONCERNS = "/api/v1/schools/" + SCHOOL + "/concerns";

  @Inject Pool pool;
  @Inject SettableClock clock;
  @Inject WaitingConcerns waiting;

  @AfterEach
  void today() {
    clock.goBack();
  }

  @Test
  void goesFromWhoTeachesToCareAndToNobodyElse() {
    var course = Course.begin();

    Response reported = ok(post(staff("st-tim", "teacher"), CONCERNS, body(course, Instant.now())));

    assertThat(reported.statusCode()).isEqualTo(201);
    assertThat(reported.asString()).doesNotContain("films", "st-tim");
    String at = reported.header("Location");
    Response read = ok(as("cora").get(at));
    assertThat(read.path("what").toString()).isEqualTo("Watched films with it");
    assertThat(read.path("by").toString()).isEqualTo("st-tim");
    for (String user : List.of("tim", "hanna", "bea", "fatma", "sam", "mira", "school-system")) {
      assertThat(as(user).get(at).statusCode()).as(user).isEqualTo(403);
      assertThat(as(user).get(CONCERNS).statusCode()).as(user).isEqualTo(403);
    }
    assertThat(staff("st-eva", "core-team").get(at).statusCode()).isEqualTo(403);
    assertThat(as("lisa").get(at).statusCode()).isEqualTo(404);
    assertThat(listed(reported, course)).containsExactly("REPORTED");
  }

  /** Nor does any other text that is sent here. */
  @Test
  void holdsNoCitizenNumber() {
    var course = Course.begin();
    String body =
        body(course, Instant.now()).replace("Watched films", "111222333 watched films, twice,");

    Response refused = post(as("tim"), CONCERNS, body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<List<String>>path("errors.field")).containsExactly("what");
    assertThat(refused.<List<String>>path("errors.code")).containsExactly("citizen-number");
    assertThat(refused.asString()).doesNotContain("111222333");
  }

  @Test
  void isTakenUpAndClosed() {
    var course = Course.begin();
    String at = ok(post(as("tim"), CONCERNS, body(course, Instant.now()))).header("Location");
    String closure = "{\"outcome\": \"AGREEMENTS_UNCLEAR\", \"note\": \"We made it clearer\"}";

    assertThat(post(as("cora"), at + "/closure", closure).path("code").toString())
        .isEqualTo("concern-not-taken-up");
    ok(post(as("cora"), at + "/uptake", null));
    Response closed = ok(post(as("cora"), at + "/closure", closure));

    assertThat(closed.path("status").toString()).isEqualTo("CLOSED");
    assertThat(closed.path("note").toString()).isEqualTo("We made it clearer");
    assertThat(listed(closed, course)).containsExactly("CLOSED");
  }

  /** Once to care, once more with the head; and that it was taken up, after which nothing. */
  @Test
  void isSaidToWaitWhereNobodyTakesItUp() {
    var course = Course.begin();
    String at = ok(post(as("tim"), CONCERNS, body(course, Instant.now()))).header("Location");
    var takenUp = Course.begin();
    String other = ok(post(as("tim"), CONCERNS, body(takenUp, Instant.now()))).header("Location");
    ok(post(as("cora"), other + "/uptake", null));

    goTo(at, 6);
    assertThat(said(at)).as("a day before").isEmpty();
    goTo(at, 7);
    await().untilAsserted(() -> assertThat(said(at)).containsExactly("uptake-reminded 1"));
    assertThat(said(at)).as("once").hasSize(1);
    goTo(at, 13);
    assertThat(said(at)).as("not sooner").hasSize(1);
    goTo(at, 14);
    await()
        .untilAsserted(
            () -> assertThat(said(at)).containsExactly("uptake-reminded 1", "uptake-reminded 2"));
    goTo(at, 40);
    assertThat(said(at)).as("no third time").hasSize(2);

    ok(post(as("cora"), at + "/uptake", null));
    assertThat(said(at))
        .containsExactly("uptake-reminded 1", "uptake-reminded 2", "uptake-settled");
    assertThat(said(other)).as("taken up in time").isEmpty();
  }

  /** As those are that waited before it was said of any. */
  @Test
  void isSaidToTheHeadAWeekAfterCareHoweverLongItHasWaited() {
    var course = Course.begin();
    Response reported = ok(post(as("tim"), CONCERNS, body(course, Instant.now())));
    String at = reported.header("Location");
    assertThat(listed(reported, course)).hasSize(1);
    pool.preparedQuery(
            "update concern_overview set reported_at = reported_at - interval '20 days' where concern = $1")
        .executeAndAwait(Tuple.of(UUID.fromString(at.substring(at.lastIndexOf('/') + 1))));

    assertThat(said(at)).containsExactly("uptake-reminded 1");
    assertThat(said(at)).as("not at once").hasSize(1);
    goTo(at, 6);
    assertThat(said(at)).as("not sooner").hasSize(1);
    goTo(at, 7);
    await()
        .untilAsserted(
            () -> assertThat(said(at)).containsExactly("uptake-reminded 1", "uptake-reminded 2"));
  }

  /** Several instances can look at once. */
  @Test
  void isSaidToWaitOnceHoweverManyLook() {
    var course = Course.begin();
    String at = ok(post(as("tim"), CONCERNS, body(course, Instant.now()))).header("Location");
    goTo(at, 7);

    await()
        .until(
            () -> {
              var looks = List.of(waiting.look(), waiting.look(), waiting.look());
              Uni.join().all(looks).andCollectFailures().await().atMost(Patience.LONG);
              return !said(at).isEmpty();
            });

    assertThat(said(at)).containsExactly("uptake-reminded 1");
  }

  /** To noon so many days after the one on which it was reported. */
  private void goTo(String at, int days) {
    LocalDate reported =
        pool.preparedQuery(
                """
                select (recorded_at at time zone 'Europe/Amsterdam')::date as day from event
                where stream = $1 and type = 'concern.reported.v1'
                """)
            .executeAndAwait(Tuple.of(stream(at)))
            .iterator()
            .next()
            .getLocalDate("day");
    Instant noon = reported.plusDays(days).atTime(11, 0).toInstant(ZoneOffset.UTC);
    clock.goAhead(Duration.between(clock.instant(), noon));
  }

  private static String stream(String at) {
    return "concern/" + at.substring(at.lastIndexOf('/') + 1);
  }

  /** After a look. */
  private List<String> said(String at) {
    waiting.look().await().atMost(Patience.LONG);
    List<String> said = new ArrayList<>();
    for (Row row :
        pool.preparedQuery(
                """
                select concat_ws(' ', substring(type from 'uptake-[a-z]+'), data ->> 'times') as said
                from event where stream = $1 and type like 'concern.uptake-%' order by version
                """)
            .executeAndAwait(Tuple.of(stream(at)))) {
      said.add(row.getString("said"));
    }
    return said;
  }

  @Test
  void isAboutWhomOneTeaches() {
    var course = Course.begin();

    Response others = post(staff("st-ada", "teacher"), CONCERNS, body(course, Instant.now()));

    assertThat(others.statusCode()).isEqualTo(400);
    assertThat(others.<List<String>>path("errors.field")).containsExactly("pupil");
    assertThat(post(as("fatma"), CONCERNS, body(course, Instant.now())).statusCode())
        .isEqualTo(403);
    assertThat(
            post(as("tim"), CONCERNS, body(course, Instant.now().plusSeconds(86_400 * 400L)))
                .<List<String>>path("errors.field"))
        .containsExactly("seen");
  }

  @Test
  void isSealedInTheLog() {
    var course = Course.begin();
    String at = ok(post(as("tim"), CONCERNS, body(course, Instant.now()))).header("Location");

    String stored =
        pool.preparedQuery("select data::text as data from event where stream = $1")
            .executeAndAwait(Tuple.of("concern/" + at.substring(at.lastIndexOf('/') + 1)))
            .iterator()
            .next()
            .getString("data");

    assertThat(stored).contains(course.pupil()).doesNotContain("films");
  }

  private static List<String> listed(Response write, Course course) {
    return as("cora")
        .header("Tenzij-Consistency-Token", write.header("Tenzij-Consistency-Token"))
        .queryParam("pupil", course.pupil())
        .get(CONCERNS)
        .path("items.status");
  }

  private static String body(Course course, Instant seen) {
    return """
        {"pupil": "%s", "seen": "%s", "what": "Watched films with it"}
        """
        .formatted(course.pupil(), seen);
  }
}
