package nl.tenzij.exception;

import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down with an exemption is read by those whom it concerns, and by nobody else. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class WrittenDownTest {

  private static final String WHY = "Nothing else helped";
  private static final String REVOCATION = "{\"reason\": \"" + WHY + "\"}";

  @BeforeEach
  void policyIsKnown() {
    try (var school = new SchoolTells()) {
      school.policy(Course.SCHOOL, "2026-08-01T00:00:00Z");
    }
  }

  @Test
  void whyItWasRevokedByWhomAndWhen() {
    var course = Course.begin().reassessed();

    Response revoked = ok(course.post("cora", "/revocation", REVOCATION));

    assertThat(revoked.path("end.reason").toString()).isEqualTo(WHY);
    for (var reader : List.of(as("fatma"), course.thePupil(), as("tim"), as("cora"))) {
      Response read = ok(reader.get(course.at()));
      assertThat(read.path("endCause").toString()).isEqualTo("REVOKED");
      assertThat(read.path("end.reason").toString()).isEqualTo(WHY);
      assertThat(read.path("end.by").toString()).isEqualTo("st-cora");
      assertThat(read.path("end.on").toString()).isEqualTo(Course.today().toString());
      assertThat(read.path("reviews[0].findings").toString()).isEqualTo("It works");
      assertThat(read.path("reviews[0].causes").toString()).isEqualTo("Wants to be with friends");
    }
    nobodyElseReads(course, WHY, "Films", "plan together", "friends");
  }

  @Test
  void theLayersThatWentBeforeAndHowItCameBack() {
    var course = Course.begin().reassessed();
    ok(course.post("tim", "/talks", Course.talk()));

    for (var reader : List.of(as("fatma"), course.thePupil(), as("tim"), as("cora"))) {
      Response read = ok(reader.get(course.at()));
      assertThat(read.path("status").toString()).isEqualTo("ACTIVE");
      assertThat(read.<List<?>>path("steps.talks")).hasSize(1);
      assertThat(read.<List<?>>path("steps.guidance")).isEmpty();
      assertThat(read.<List<?>>path("steps.rounds")).hasSize(1);
      assertThat(read.path("steps.rounds[0].talks[0].summary").toString())
          .isEqualTo("Films in class");
      assertThat(read.path("steps.rounds[0].guidance[0].agreement").toString())
          .isEqualTo("Each morning");
      assertThat(read.path("steps.rounds[0].suspension.reason").toString())
          .isEqualTo("Films again");
      assertThat(read.path("steps.rounds[0].suspension.conditions").toString())
          .isEqualTo("A plan together");
      assertThat(read.path("steps.rounds[0].suspension.by").toString()).isEqualTo("st-cora");
      assertThat(read.path("steps.rounds[0].suspension.seenAgain").toString())
          .isEqualTo(Course.today().toString());
      assertThat(read.path("steps.rounds[0].back.by").toString()).isEqualTo("st-cora");
      assertThat(read.path("steps.rounds[0].back.on").toString())
          .isEqualTo(Course.today().toString());
    }
    nobodyElseReads(course, "Films", "Each morning", "plan together");
  }

  @Test
  void whoGaveItUpOrTookTheRequestBackAndWhen() {
    var given = Course.begin().granted();
    var back = Course.begin().requested("fatma");

    for (var course : List.of(given, back)) {
      ok(course.post("fatma", "/withdrawal", null));
      for (var reader : List.of(as("fatma"), course.thePupil(), as("cora"))) {
        Response read = ok(reader.get(course.at()));
        assertThat(read.path("end.by").toString()).isEqualTo("g-fatma");
        assertThat(read.path("end.on").toString()).isEqualTo(Course.today().toString());
        assertThat(read.<Object>path("end.reason")).isNull();
      }
      Response toHead = ok(as("hanna").get(course.at()));
      assertThat(toHead.<Object>path("end.by")).isNull();
      assertThat(toHead.path("end.on").toString()).isEqualTo(Course.today().toString());
    }
    assertThat(as("cora").get(given.at()).path("endCause").toString()).isEqualTo("WITHDRAWN");
    assertThat(as("cora").get(back.at()).<Object>path("endCause")).isNull();
  }

  @Test
  void whenItWasRefusedAndToCareWhatEachHeldOfIt() {
    var course = Course.begin().assessed("fatma");
    ok(course.post("tim", "/assessments", Course.assessment("REFUSE")));

    ok(course.post("cora", "/decision", Course.refusal()));

    for (var reader : List.of(as("fatma"), course.thePupil(), as("tim"), as("cora"))) {
      Response read = ok(reader.get(course.at()));
      assertThat(read.path("decision.on").toString()).isEqualTo(Course.today().toString());
      assertThat(read.path("decision.reason").toString()).isEqualTo("There is another aid");
    }
    assertThat(as("cora").get(course.at()).<List<String>>path("assessments.person"))
        .containsExactlyInAnyOrder("st-tim", "st-cora", "st-eva");
    for (var reader :
        List.of(as("fatma"), course.thePupil(), as("tim"), staff("st-eva", "core-team"))) {
      assertThat(ok(reader.get(course.at())).<Object>path("assessments")).isNull();
    }
    nobodyElseReads(course, "There is another aid");
  }

  /**
   * Not the head, nor a parent without custody, nor the core team once it has decided; whoever
   * teaches does not even see that it is there.
   */
  private static void nobodyElseReads(Course course, String... words) {
    withoutCustody(course);
    for (RequestSpecification reader : List.of(as("hanna"), bas())) {
      String read = ok(reader.get(course.at())).asString();
      assertThat(read).doesNotContain(words);
    }
    String toTeam = ok(staff("st-eva", "core-team").get(course.at())).asString();
    assertThat(toTeam).doesNotContain("Films", WHY, "plan together", "Each morning", "friends");
    assertThat(staff("st-tim", "teacher").get(course.at()).statusCode()).isEqualTo(403);
    assertThat(as("bea").get(course.at()).statusCode()).isEqualTo(403);
  }

  private static RequestSpecification bas() {
    return staff("g-bas", "guardian");
  }

  private static void withoutCustody(Course course) {
    String both =
        """
        [{"guardian": "g-fatma", "language": "nl", "informed": true},
         {"guardian": "g-bas", "language": "nl", "informed": false, "custody": false}]
        """;
    try (var school = new SchoolTells()) {
      school.pupil(Course.SCHOOL, course.pupil(), both, "[\"" + course.group() + "\"]");
    }
    await().until(() -> bas().get(course.at()).statusCode() == 200);
  }
}
