package nl.tenzij.exception;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ExceptionApiTest extends ApiSpec {

  private static final int PUPILS = 16;

  @Inject Pool pool;

  /** Exemptions in every part of their life, of pupils that no other test has. */
  @Override
  protected World world() {
    policyIsKnown();
    Iterator<Course> courses = Course.begin(PUPILS).iterator();
    Course granted = courses.next().granted();
    World school =
        World.of(BOARD, Course.SCHOOL)
            .with("guardian", "g-fatma")
            .with("teacher", "st-tim")
            .with("mentor", "st-tim")
            .with("care-coordinator", "st-cora")
            .with("core-team", "st-eva")
            .with("head", "st-hanna")
            .with("pupil", granted.pupil())
            .knowing("exemption", granted.id())
            .knowing("pupil", granted.pupil())
            .knowing("class", granted.group())
            .knowing("person", "st-tim", "st-cora", "st-eva")
            .knowing("contact", "st-cora")
            .knowing("criterion", "1", "2")
            .sending("application/pdf", Course.LETTER)
            .asking(requests(courses))
            .asking(assessments(courses))
            .asking(support(courses, granted))
            .asking(concerns(granted))
            .asking(startTalks(granted));
    assertThat(courses).as("pupils of whom nothing is told").isExhausted();
    return school;
  }

  private static List<Right> requests(Iterator<Course> courses) {
    Course requested = courses.next().requested("fatma");
    Course withdrawn = courses.next().requested("fatma");
    Course attached = courses.next().attached("fatma");
    Course detached = courses.next().attached("fatma");
    Course submitted = courses.next().submitted("fatma");
    return List.of(
        Right.by("guardian", "POST " + Course.EXEMPTIONS).with(courses.next().request()),
        Right.by("guardian", "GET " + submitted.at()),
        Right.by("guardian", "GET " + submitted.at() + "/checklist"),
        Right.by("guardian", "POST " + requested.at() + "/motivation")
            .with(
                """
                {"motivation": "It helps me"}"""),
        Right.by("guardian", "POST " + requested.at() + "/evidence?kind=STATEMENT")
            .with("application/pdf", Course.LETTER),
        Right.by("guardian", "DELETE " + detached.evidence()),
        Right.by("care-coordinator", "POST " + submitted.evidence() + "/readings")
            .with(
                """
                {"reason": "To weigh the request"}"""),
        Right.by("guardian", "GET " + submitted.evidence() + "/readings"),
        Right.by("guardian", "POST " + attached.at() + "/submission").with("{}"),
        Right.by("guardian", "POST " + withdrawn.at() + "/withdrawal"));
  }

  private static List<Right> assessments(Iterator<Course> courses) {
    Course submitted = courses.next().submitted("fatma");
    Course replaced = courses.next().underAssessment("fatma");
    Course weighed = courses.next().underAssessment("fatma");
    Course assessed = courses.next().assessed("fatma");
    return List.of(
        Right.by("care-coordinator", "POST " + submitted.at() + "/core-team")
            .with(Course.team("st-eva")),
        Right.by("care-coordinator", "PUT " + replaced.at() + "/core-team")
            .with(Course.team("st-ivo")),
        Right.by("mentor", "POST " + weighed.at() + "/assessments")
            .with(Course.assessment("GRANT")),
        Right.by("care-coordinator", "POST " + assessed.at() + "/decision")
            .with(Course.grant("STRUCTURAL")));
  }

  private static List<Right> support(Iterator<Course> courses, Course granted) {
    LocalDate today = Course.today();
    Course guided = courses.next().granted().talkedAndGuided();
    Course reviewed = courses.next().granted();
    Course layered = courses.next().guided();
    Course suspended = courses.next().suspended();
    Course reassessed = courses.next().reassessed();
    String signals = "/api/v1/schools/" + Course.SCHOOL;
    return List.of(
        Right.by("mentor", "POST " + guided.at() + "/talks").with(Course.talk()),
        Right.by("mentor", "POST " + guided.at() + "/guidance").with(Course.guidance()),
        Right.by("mentor", "POST " + reviewed.at() + "/reviews")
            .with(Course.review("CONTINUE", today)),
        Right.by("care-coordinator", "POST " + layered.at() + "/suspension")
            .with(Course.suspension(today.plusDays(9))),
        Right.by("care-coordinator", "POST " + suspended.at() + "/resumption"),
        Right.by("care-coordinator", "POST " + reassessed.at() + "/revocation")
            .with(
                """
                {"reason": "Nothing else helped"}"""),
        Right.by("teacher", "GET " + signals + "/pupils/" + granted.pupil() + "/signals"),
        Right.by("teacher", "GET " + signals + "/signals?class=" + granted.group()));
  }

  private static List<Right> concerns(Course granted) {
    String concerns = "/api/v1/schools/" + Course.SCHOOL + "/concerns";
    String seen =
        """
        {"pupil": "%s", "seen": "%s", "what": "Watched films with it"}"""
            .formatted(granted.pupil(), Instant.now().minusSeconds(60));
    String reported = reported(concerns, seen);
    String toTakeUp = reported(concerns, seen);
    String takenUp = reported(concerns, seen);
    Course.ok(as("cora").post(takenUp + "/uptake"));
    return List.of(
        Right.by("teacher", "POST " + concerns).with(seen),
        Right.by("care-coordinator", "GET " + reported),
        Right.by("care-coordinator", "POST " + toTakeUp + "/uptake"),
        Right.by("care-coordinator", "POST " + takenUp + "/closure")
            .with(
                """
                {"outcome": "AGREEMENTS_UNCLEAR", "note": "We made it clearer"}"""));
  }

  private static List<Right> startTalks(Course granted) {
    String talks = "/api/v1/schools/" + Course.SCHOOL + "/start-talks";
    return List.of(
        Right.by("care-coordinator", "GET " + talks + "/due"),
        Right.by("mentor", "POST " + talks)
            .with(
                """
                {"pupil": "%s", "on": "%s", "with": ["PUPIL"]}"""
                    .formatted(granted.pupil(), Course.today())));
  }

  private static String reported(String concerns, String seen) {
    return Course.ok(Course.post(as("tim"), concerns, seen)).header("Location");
  }

  private void policyIsKnown() {
    try (var school = new SchoolTells()) {
      school.policy(Course.SCHOOL, "2026-08-01T00:00:00Z");
    }
    await()
        .until(
            () ->
                pool.query("select from exemption_rule_known where school = 'college-een'")
                        .executeAndAwait()
                        .rowCount()
                    > 0);
  }
}
