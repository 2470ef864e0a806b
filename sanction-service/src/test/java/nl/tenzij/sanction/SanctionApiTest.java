package nl.tenzij.sanction;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.ledger.testkit.fuzz.World;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SanctionApiTest extends ApiSpec {

  private static final String PLAYGROUND = "school-speeltuin";
  private static final String CLASS = "k-3hv1";

  /** A class of st-tim's in French, under the ladder of S2. */
  @Override
  protected World world() {
    try (SchoolTells roster = new SchoolTells()) {
      roster.school(BOARD, PLAYGROUND);
      roster.calendar(BOARD, PLAYGROUND);
      roster.contacts(BOARD, PLAYGROUND);
      roster.policy(BOARD, PLAYGROUND, Instant.parse("2020-08-01T00:00:00Z"));
      roster.staff(BOARD, PLAYGROUND, "st-tim");
      roster.group(BOARD, PLAYGROUND, CLASS, "sub-fr");
      List.of("p-ann", "p-ben").forEach(each -> roster.pupil(BOARD, PLAYGROUND, each, CLASS));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> verdicts() == 2);
    return World.of(BOARD, PLAYGROUND)
        .with("teacher", "st-tim")
        .with("mentor", "st-tim")
        .with("head", "st-hanna")
        .with("care-coordinator", "st-cora")
        .with("pupil", "p-ann")
        .knowing("pupil", "p-ann", "p-ben")
        .knowing("class", CLASS)
        .knowing("subject", "sub-fr")
        .knowing("staff", "st-tim");
  }

  private static int verdicts() {
    String head = Tokens.user(BOARD, "head").with("schools", List.of("head@" + PLAYGROUND)).token();
    var answer =
        with(head)
            .get(
                "/api/v1/schools/"
                    + PLAYGROUND
                    + "/classes/"
                    + CLASS
                    + "/verdicts?device=SMARTPHONE&place=CLASSROOM");
    return answer.statusCode() == 200 ? answer.<List<?>>path("verdicts").size() : 0;
  }
}
