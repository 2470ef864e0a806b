package nl.tenzij.exception;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.fuzz.World;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ExceptionApiTest extends ApiSpec {

  @Inject Pool pool;

  /** Exemptions in every part of their life, of pupils that no other test has. */
  @Override
  protected World world() {
    policyIsKnown();
    List<Course> courses =
        List.of(
            Course.begin().requested("fatma"),
            Course.begin().submitted("fatma"),
            Course.begin().underAssessment("fatma"),
            Course.begin().assessed("fatma"),
            Course.begin().granted());
    return World.of(BOARD, Course.SCHOOL)
        .with("guardian", "g-fatma")
        .with("teacher", "st-tim")
        .with("mentor", "st-tim")
        .with("care-coordinator", "st-cora")
        .with("core-team", "st-eva")
        .with("head", "st-hanna")
        .with("pupil", courses.getLast().pupil())
        .knowing("exemption", each(courses, Course::id))
        .knowing("pupil", each(courses, Course::pupil))
        .knowing("class", each(courses, Course::group))
        .knowing("person", "st-tim", "st-cora", "st-eva")
        .knowing("contact", "st-cora")
        .knowing("criterion", "1", "2")
        .sending("application/pdf", Course.LETTER);
  }

  private static String[] each(List<Course> courses, Function<Course, String> part) {
    return courses.stream().map(part).toArray(String[]::new);
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
