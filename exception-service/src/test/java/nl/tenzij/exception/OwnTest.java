package nl.tenzij.exception;

import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever may decide, assess, review, answer misuse and take up concerns really can, with that one
 * role and for what is theirs: each role that is approved for such an operation is tried.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OwnTest {

  private static final String SCHOOLS = "/api/v1/schools/{school}";
  private static final String ONE = SCHOOLS + "/exemptions/{exemption}";
  private static final String CONCERNS = "/api/v1/schools/" + Course.SCHOOL + "/concerns";

  private static final String CLOSURE =
      """
      {"outcome": "AGREEMENTS_UNCLEAR", "note": "We made it clearer"}
      """;

  private static final Map<String, String> PEOPLE =
      Map.of(
          "mentor", "st-tim",
          "care-coordinator", "st-cora",
          "core-team", "st-eva",
          "teacher", "st-tim");

  @Inject Pool pool;

  @BeforeEach
  void policyIsKnown() {
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

  @Test
  void eachRoleDoesWhatItIsApprovedForWithItsOwn() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (var each : right().entrySet()) {
      List<String> roles = approved(each.getKey());
      assertThat(roles).as(each.getKey()).isNotEmpty();
      for (String role : roles) {
        Response answer = each.getValue().apply(staff(PEOPLE.get(role), role));
        softly
            .assertThat(answer.statusCode())
            .as("%s by %s: %s", each.getKey(), role, answer.asString())
            .isBetween(200, 299);
      }
    }
    softly.assertAll();
  }

  /** A right request of each operation, about a case of its own. */
  private static Map<String, Function<RequestSpecification, Response>> right() {
    Map<String, Function<RequestSpecification, Response>> all = new LinkedHashMap<>();
    all.put(
        "POST " + ONE + "/core-team",
        who ->
            post(
                who, Course.begin().submitted("fatma").at() + "/core-team", Course.team("st-eva")));
    all.put(
        "POST " + ONE + "/assessments",
        who ->
            post(
                who,
                Course.begin().underAssessment("fatma").at() + "/assessments",
                Course.assessment("GRANT")));
    all.put(
        "POST " + ONE + "/decision",
        who ->
            post(
                who,
                Course.begin().assessed("fatma").at() + "/decision",
                Course.grant("STRUCTURAL")));
    all.put(
        "POST " + ONE + "/reviews",
        who ->
            post(
                who,
                Course.begin().granted().at() + "/reviews",
                Course.review("CONTINUE", Course.today())));
    all.put(
        "POST " + ONE + "/talks",
        who -> post(who, Course.begin().granted().at() + "/talks", Course.talk()));
    all.put(
        "POST " + ONE + "/guidance",
        who ->
            post(
                who,
                Course.begin().granted().talkedAndGuided().at() + "/guidance",
                Course.guidance()));
    all.put(
        "POST " + ONE + "/suspension",
        who ->
            post(
                who,
                Course.begin().guided().at() + "/suspension",
                Course.suspension(Course.today().plusDays(9))));
    all.put(
        "POST " + ONE + "/resumption",
        who -> post(who, Course.begin().suspended().at() + "/resumption", null));
    all.put(
        "POST " + ONE + "/revocation",
        who ->
            post(
                who,
                Course.begin().reassessed().at() + "/revocation",
                "{\"reason\": \"Nothing else helped\"}"));
    all.put("POST " + SCHOOLS + "/concerns", who -> post(who, CONCERNS, concern(Course.begin())));
    all.put("GET " + SCHOOLS + "/concerns/{concern}", who -> who.get(reported()));
    all.put(
        "POST " + SCHOOLS + "/concerns/{concern}/uptake",
        who -> post(who, reported() + "/uptake", null));
    all.put(
        "POST " + SCHOOLS + "/concerns/{concern}/closure",
        who -> post(who, takenUp() + "/closure", CLOSURE));
    return all;
  }

  private static String takenUp() {
    String concern = reported();
    Course.ok(as("cora").post(concern + "/uptake"));
    return concern;
  }

  private static String reported() {
    return Course.ok(post(as("tim"), CONCERNS, concern(Course.begin()))).header("Location");
  }

  private static String concern(Course course) {
    return """
        {"pupil": "%s", "seen": "%s", "what": "Watched films with it"}
        """
        .formatted(course.pupil(), Instant.now().minusSeconds(60));
  }

  private static List<String> approved(String operation) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/api-roles.txt")).stream()
        .filter(line -> line.startsWith(operation + ": "))
        .map(line -> line.substring(operation.length() + 2))
        .flatMap(roles -> List.of(roles.split(", ")).stream())
        .toList();
  }
}
