package nl.tenzij.exception;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.guardian;
import static nl.tenzij.exception.Course.ok;
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
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SignalTest {

  private static final String SIGNALS = "/api/v1/schools/" + SCHOOL + "/signals";

  @Inject SettableClock clock;

  @AfterEach
  void today() {
    clock.goBack();
  }

  @Test
  void thoseWhoTeachSeeWhatIsAllowedAndNoReason() {
    var course = Course.begin().granted();

    awaitSignal(teacher("st-tim"), course);

    Response shown = ofPupil(teacher("st-tim"), course);
    assertThat(shown.<List<String>>path("items[0].moments")).containsExactly("LESSON", "TEST");
    assertThat(shown.<List<String>>path("items[0].subjects")).containsExactly("sub-nl");
    assertThat(shown.<List<String>>path("items[0].devices")).containsExactly("SMARTPHONE");
    assertThat(shown.<List<String>>path("items[0].agreed"))
        .containsExactly("ON_TABLE", "SOUND_OFF");
    assertThat(shown.path("items[0].windows[0].from").toString()).startsWith("10:10");
    assertThat(shown.path("items[0].contact").toString()).isEqualTo("st-cora");
    assertThat(shown.asString())
        .doesNotContain("MEDICAL", "diabetes", "glucose", "STRUCTURAL", "letter", "g-fatma");
    assertThat(ofClass(teacher("st-tim"), course.group())).containsExactly(course.pupil());
  }

  @Test
  void nobodyElseDoes() {
    var course = Course.begin().granted();
    awaitSignal(teacher("st-tim"), course);

    assertThat(ofPupil(teacher("st-ada"), course).statusCode()).isEqualTo(404);
    assertThat(
            teacher("st-ada")
                .get("/api/v1/schools/" + SCHOOL + "/pupils/p-nobody/signals")
                .asString())
        .isEqualTo(ofPupil(teacher("st-ada"), course).asString());
    assertThat(ofClass(teacher("st-ada"), course.group())).isEmpty();
    for (String user : List.of("fatma", "mira", "bea", "pipeline")) {
      assertThat(ofPupil(as(user), course).statusCode()).as(user).isEqualTo(403);
      assertThat(as(user).get(SIGNALS).statusCode()).as(user).isEqualTo(403);
    }
    for (String user : List.of("vera", "lisa")) {
      assertThat(ofPupil(as(user), course).statusCode()).as(user).isEqualTo(404);
    }
    for (String user : List.of("cora", "hanna", "school-system")) {
      assertThat(pupils(ok(ofPupil(as(user), course)))).as(user).containsExactly(course.pupil());
    }
  }

  @Test
  void aChangeOfTeacherOrClassShowsAtOnce() {
    var course = Course.begin().granted();
    awaitSignal(teacher("st-tim"), course);
    String next = "k-next-" + UUID.randomUUID();
    try (var school = new SchoolTells()) {
      school.classOf(SCHOOL, course.group(), "[\"st-ada\"]");
    }

    await()
        .untilAsserted(
            () -> {
              assertThat(ofPupil(teacher("st-tim"), course).statusCode()).isEqualTo(404);
              assertThat(pupils(ofPupil(teacher("st-ada"), course)))
                  .containsExactly(course.pupil());
            });
    try (var school = new SchoolTells()) {
      school.classOf(SCHOOL, next, "[\"st-bo\"]");
      school.pupil(SCHOOL, course.pupil(), guardian("g-fatma"), "[\"" + next + "\"]");
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(ofPupil(teacher("st-ada"), course).statusCode()).isEqualTo(404);
              assertThat(pupils(ofPupil(teacher("st-bo"), course))).containsExactly(course.pupil());
            });
  }

  @Test
  void aClassOfAnotherDayDoesNotCount() {
    var course = Course.begin().granted();
    awaitSignal(teacher("st-tim"), course);
    LocalDate today = Course.today();
    try (var school = new SchoolTells()) {
      school.pupil(
          SCHOOL,
          course.pupil(),
          guardian("g-fatma"),
          """
          [{"class": "%s", "begin": "%s", "end": "%s"}]
          """
              .formatted(course.group(), today.minusDays(90), today.minusDays(2))
              .strip(),
          null);
    }

    await()
        .untilAsserted(
            () -> assertThat(ofPupil(teacher("st-tim"), course).statusCode()).isEqualTo(404));
  }

  @Test
  void whatBeginsNextWeekIsNotShownBefore() {
    var course = Course.begin().assessed("fatma");
    LocalDate from = Course.today().plusDays(7);
    Response granted =
        ok(
            course.post(
                "cora",
                "/decision",
                Course.grant("STRUCTURAL")
                    .replace("\"kind\"", "\"from\": \"" + from + "\", \"kind\"")));

    assertThat(pupils(after(granted, teacher("st-tim"), course))).isEmpty();
    clock.goAhead(Duration.ofDays(7));
    assertThat(pupils(ofPupil(teacher("st-tim"), course))).containsExactly(course.pupil());
  }

  @Test
  void whatIsSuspendedOrOverIsNotShown() {
    var course = Course.begin().guided();
    awaitSignal(teacher("st-tim"), course);

    Response suspended =
        ok(course.post("cora", "/suspension", Course.suspension(Course.today().plusDays(9))));
    assertThat(pupils(after(suspended, teacher("st-tim"), course))).isEmpty();
    Response resumed = ok(course.post("cora", "/resumption", null));
    assertThat(pupils(after(resumed, teacher("st-tim"), course))).containsExactly(course.pupil());
    Response ended = ok(course.post("fatma", "/withdrawal", null));
    assertThat(pupils(after(ended, teacher("st-tim"), course))).isEmpty();
  }

  private static RequestSpecification teacher(String person) {
    return staff(person, "teacher");
  }

  private static void awaitSignal(RequestSpecification teacher, Course course) {
    await()
        .untilAsserted(
            () -> assertThat(pupils(ok(ofPupil(teacher, course)))).containsExactly(course.pupil()));
  }

  private static Response ofPupil(RequestSpecification reader, Course course) {
    return reader.get("/api/v1/schools/" + SCHOOL + "/pupils/" + course.pupil() + "/signals");
  }

  private static Response after(Response write, RequestSpecification reader, Course course) {
    return ofPupil(
        reader.header("Tenzij-Consistency-Token", write.header("Tenzij-Consistency-Token")),
        course);
  }

  private static List<String> ofClass(RequestSpecification reader, String group) {
    return pupils(ok(reader.get(SIGNALS + "?class=" + group)));
  }

  private static List<String> pupils(Response shown) {
    return shown.path("items.pupil");
  }
}
