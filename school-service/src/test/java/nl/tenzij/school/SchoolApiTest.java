package nl.tenzij.school;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.ledger.testkit.fuzz.World;
import nl.tenzij.school.roster.PackageBuilder;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SchoolApiTest extends ApiSpec {

  private static final String ITS_BOARD = "stichting-speeltuin";
  private static final String PLAYGROUND = "school-speeltuin";

  /** A small school whose roster was brought in, under a board of its own. */
  @Override
  protected World world() {
    byte[] roster = PackageBuilder.small(ITS_BOARD, PLAYGROUND).zip();
    String system =
        Tokens.user(ITS_BOARD, "school-system")
            .with("schools", List.of("school-system@" + PLAYGROUND))
            .token();
    String report =
        with(system)
            .contentType("application/zip")
            .body(roster)
            .post("/api/v1/schools/" + PLAYGROUND + "/roster-imports")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> "APPLIED".equals(with(system).get(report).path("state")));
    return World.of(ITS_BOARD, PLAYGROUND)
        .with("teacher", "st1")
        .with("mentor", "st1")
        .with("head", "st2")
        .with("guardian", "g1")
        .with("pupil", "p1")
        .with("mr-member:staff", "st1")
        .with("mr-member:parents", "g1")
        .with("mr-member:pupils", "p1")
        .knowing("pupil", "p1", "p2")
        .knowing("guardian", "g1", "g2", "g3")
        .knowing("staff", "st1", "st2")
        .knowing("class", "k1")
        .knowing("sourcedId", "p1", "k1", "e1", "new-1")
        .knowing("id", report.substring(report.lastIndexOf('/') + 1))
        .knowing("template", "s2-device-ban", "home-or-locker", "only-in-class")
        .sending("application/zip", roster);
  }
}
