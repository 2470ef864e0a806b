package nl.tenzij.exception;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ConcernTest {

  private static final String CONCERNS = "/api/v1/schools/" + SCHOOL + "/concerns";

  @Inject Pool pool;

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
