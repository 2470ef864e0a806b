package nl.tenzij.exception;

import static nl.tenzij.exception.Course.EXEMPTIONS;
import static nl.tenzij.exception.Course.LETTER;
import static nl.tenzij.exception.Course.MOTIVATION;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.Test;

/** What a parent without custody may know of a child's exemption, and do about it (BW 1:377c). */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class CustodyTest {

  @Inject SettableClock clock;

  @Test
  void withoutItAParentLearnsHowItStandsAndNoMore() {
    var course = Course.begin().granted();
    known(course, guardian("g-fatma", true) + ", " + guardian("g-bas", false));
    await().until(() -> bas().get(course.at()).statusCode() == 200);

    Response read = bas().get(course.at());

    assertThat(read.path("status").toString()).isEqualTo("ACTIVE");
    assertThat(read.path("granted.kind").toString()).isEqualTo("STRUCTURAL");
    assertThat(read.path("review.on").toString()).isNotBlank();
    assertThat(read.asString())
        .doesNotContain("MEDICAL", MOTIVATION, "diabetes", "glucose", "STATEMENT", "criteria");
    assertThat(
            bas()
                .queryParam("pupil", course.pupil())
                .get(EXEMPTIONS)
                .<List<String>>path("items.id"))
        .contains(course.id());
  }

  @Test
  void withoutItAParentDoesNothing() {
    var course = Course.begin().granted();
    String file = course.at() + "/evidence/" + as("cora").get(course.at()).path("evidence[0].id");
    known(course, guardian("g-fatma", true) + ", " + guardian("g-bas", false));
    await().until(() -> bas().get(course.at()).statusCode() == 200);

    assertThat(
            post(
                    bas(),
                    EXEMPTIONS,
                    """
                    {"pupil": "%s", "purpose": "OTHER",
                     "wished": {"moments": ["LESSON"], "places": ["CLASSROOM"]}}
                    """
                        .formatted(course.pupil()))
                .<List<String>>path("errors.field"))
        .containsExactly("pupil");
    Map<String, Supplier<Response>> all = new LinkedHashMap<>();
    all.put("checklist", () -> bas().get(course.at() + "/checklist"));
    all.put(
        "motivation",
        () -> post(bas(), course.at() + "/motivation", "{\"motivation\": \"In other words\"}"));
    all.put(
        "evidence",
        () ->
            bas()
                .contentType("application/pdf")
                .body(LETTER)
                .post(course.at() + "/evidence?kind=STATEMENT"));
    all.put("taking evidence out", () -> bas().delete(file));
    all.put("who read it", () -> bas().get(file + "/readings"));
    all.put("submission", () -> post(bas(), course.at() + "/submission", "{}"));
    all.put("withdrawal", () -> post(bas(), course.at() + "/withdrawal", null));
    all.forEach((what, asked) -> assertThat(asked.get().statusCode()).as(what).isEqualTo(404));
    assertThat(course.status()).isEqualTo("ACTIVE");
  }

  @Test
  void whoLosesItGivesNothingUp() {
    var course = Course.begin().granted();
    known(course, guardian("g-fatma", false));
    await()
        .untilAsserted(
            () ->
                assertThat(as("fatma").get(course.at()).asString())
                    .contains("ACTIVE")
                    .doesNotContain("MEDICAL"));

    assertThat(course.post("fatma", "/withdrawal", null).statusCode()).isEqualTo(404);
    assertThat(course.status()).isEqualTo("ACTIVE");
    known(course, guardian("g-fatma", true));
    await().until(() -> as("fatma").get(course.at()).path("purpose") != null);
    ok(course.post("fatma", "/withdrawal", null));
  }

  /** Nobody has parental authority over who is of age (BW 1:245): they ask and give up alone. */
  @Test
  void whoComesOfAgeActsAloneAndGuardiansFindNothingMore() {
    var course = Course.begin().granted();
    assertThat(as("cora").get(course.at()).<Boolean>path("ofAge")).as("a minor").isNull();
    String tag = as("cora").get(course.at()).header("ETag");
    assertThat(as("cora").header("If-None-Match", tag).get(course.at()).statusCode())
        .isEqualTo(304);
    assertThat(course.thePupil().header("If-None-Match", tag).get(course.at()).statusCode())
        .as("others see less")
        .isEqualTo(200);
    String asked = course.request();
    assertThat(post(course.thePupil(), EXEMPTIONS, asked).<List<String>>path("errors.field"))
        .as("a minor asks for nothing alone")
        .containsExactly("pupil");
    assertThat(post(course.thePupil(), course.at() + "/withdrawal", null).statusCode())
        .isEqualTo(404);

    try (var school = new SchoolTells()) {
      school.pupilOfAge(SCHOOL, course.pupil(), "g-fatma", course.group());
    }
    await()
        .untilAsserted(() -> assertThat(as("fatma").get(course.at()).statusCode()).isEqualTo(404));
    assertThat(as("fatma").get(EXEMPTIONS + "?pupil=" + course.pupil()).<List<?>>path("items"))
        .isEmpty();
    assertThat(post(as("fatma"), EXEMPTIONS, asked).statusCode()).isEqualTo(400);
    assertThat(course.post("fatma", "/withdrawal", null).statusCode()).isEqualTo(404);

    assertThat(course.thePupil().get(course.at()).<String>path("status")).isEqualTo("ACTIVE");
    assertThat(course.thePupil().get(course.at()).<Boolean>path("ofAge")).isNull();
    assertThat(as("cora").header("If-None-Match", tag).get(course.at()).<Boolean>path("ofAge"))
        .isTrue();
    assertThat(course.post("cora", "/talks", talk("GUARDIANS")).<String>path("code"))
        .isEqualTo("pupil-not-heard");
    assertThat(ok(course.post("cora", "/talks", talk("PUPIL"))).<List<?>>path("steps.talks"))
        .hasSize(1);
    ok(post(course.thePupil(), course.at() + "/withdrawal", null));
    assertThat(course.thePupil().get(course.at()).<String>path("status")).isEqualTo("ENDED");

    Response again = post(course.thePupil(), EXEMPTIONS, asked);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    String own = again.header("Location");
    assertThat(again.<String>path("asker.capacity")).isEqualTo("PUPIL");
    ok(
        course
            .thePupil()
            .contentType("application/pdf")
            .body(LETTER)
            .post(own + "/evidence?kind=STATEMENT"));
    ok(post(course.thePupil(), own + "/submission", "{}"));
    ok(post(course.thePupil(), own + "/withdrawal", null));
    assertThat(course.thePupil().get(own).<String>path("status")).isEqualTo("WITHDRAWN");
  }

  /** What was right on the day of a talk or a review can be entered after the pupil came of age. */
  @Test
  void whatWasHeldWithGuardiansOfAMinorIsEnteredAfterwards() {
    var course = Course.begin().grantedLongAgo();
    LocalDate minor = Course.today().minusDays(2);
    LocalDate ofAge = Course.today().minusDays(1);
    try (var school = new SchoolTells()) {
      school
          .at(clock.instant().minus(Duration.ofDays(1)))
          .pupilOfAge(SCHOOL, course.pupil(), "g-fatma", course.group());
    }
    await().until(() -> Boolean.TRUE.equals(as("cora").get(course.at()).path("ofAge")));

    assertThat(course.post("cora", "/talks", talk(ofAge, "GUARDIANS")).<String>path("code"))
        .isEqualTo("pupil-not-heard");
    ok(course.post("cora", "/talks", talk(minor, "GUARDIANS")));
    assertThat(course.post("cora", "/reviews", ended(ofAge, "GUARDIANS")).<String>path("code"))
        .isEqualTo("pupil-not-heard");
    assertThat(course.post("cora", "/reviews", ended(minor, "PUPIL")).<String>path("code"))
        .as("of a minor the guardians are heard")
        .isEqualTo("guardians-not-heard");
    ok(course.post("cora", "/reviews", ended(minor, "GUARDIANS")));
    assertThat(course.status()).isEqualTo("ENDED");
  }

  private static String ended(LocalDate on, String with) {
    return """
        {"on": "%s", "heard": ["%s"], "outcome": "END", "findings": "It is needed no more."}"""
        .formatted(on, with);
  }

  private static String talk(String with) {
    return talk(Course.today(), with);
  }

  private static String talk(LocalDate on, String with) {
    return """
        {"on": "%s", "with": ["%s"], "summary": "The use was talked over."}"""
        .formatted(on, with);
  }

  private static RequestSpecification bas() {
    return staff("g-bas", "guardian");
  }

  private static void known(Course course, String guardians) {
    try (var school = new SchoolTells()) {
      school.pupil(SCHOOL, course.pupil(), "[" + guardians + "]", "[\"" + course.group() + "\"]");
    }
  }

  private static String guardian(String id, boolean custody) {
    return """
        {"guardian": "%s", "language": "nl", "informed": %s, "custody": %s, "contact": true}
        """
        .formatted(id, custody, custody);
  }
}
