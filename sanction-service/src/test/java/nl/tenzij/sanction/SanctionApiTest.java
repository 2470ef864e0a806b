package nl.tenzij.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the second lesson of a Tuesday. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SanctionApiTest extends ApiSpec {

  private static final String PLAYGROUND = "school-speeltuin";
  private static final String CLASS = "k-speeltuin";
  private static final String AT = "/api/v1/schools/" + PLAYGROUND;
  private static final String LATELY = "2026-11-24T09:25:00+01:00";
  private static final Instant NOW = Instant.parse("2026-11-24T08:30:00Z");
  private static final String VIOLATION = "NON_EDUCATIONAL_USE";
  private static final String MISUSE = "PHOTO_OR_VIDEO";
  private static final String DEVICE = "?device=SMARTPHONE&place=CLASSROOM";
  private static final String TWO_DAYS =
      """
      {"from": "2026-11-24", "until": "2026-11-25",
       "explanation": "Others were filmed while they changed."}""";
  private static final List<String> PUPILS =
      List.of(
          "p-ann",
          "p-ben",
          "p-warned",
          "p-declined",
          "p-to-hear",
          "p-to-confirm",
          "p-to-talk",
          "p-to-report",
          "p-to-police",
          "p-seen",
          "p-mistaken",
          "p-handed",
          "p-back",
          "p-found",
          "p-by-teacher",
          "p-by-mentor",
          "p-by-care-coordinator",
          "p-by-head");

  private static final List<String> STAFF =
      List.of("teacher", "mentor", "care-coordinator", "head");
  private static final List<String> WHO_ASK_OF_A_CLASS =
      Stream.concat(STAFF.stream(), Stream.of("school-system")).toList();
  private static final List<String> EVERYBODY_WHO_ASKS =
      Stream.concat(WHO_ASK_OF_A_CLASS.stream(), Stream.of("pupil")).toList();

  private static World made;

  @Inject SetClock clock;

  @BeforeEach
  void inALesson() {
    clock.set(NOW);
  }

  @AfterEach
  void release() {
    clock.release();
  }

  /** Once for all tests: what is recorded twice is refused. */
  @Override
  protected World world() {
    synchronized (SanctionApiTest.class) {
      if (made == null) {
        made = make();
      }
      return made;
    }
  }

  /** Each role that may, by itself: one that could ask nothing would else be refused unnoticed. */
  @Test
  void whatIsRightOfEachRoleIsAnswered() {
    World school = world();
    SoftAssertions softly = new SoftAssertions();
    for (String role : EVERYBODY_WHO_ASKS) {
      Response verdict = with(school.token(role)).get(AT + "/pupils/p-ann/verdict" + DEVICE);
      softly.assertThat(verdict.statusCode()).as("a verdict for %s", role).isEqualTo(200);
      softly.assertThat(verdict.<String>path("pupil")).as(role).isEqualTo("p-ann");
    }
    for (String role : WHO_ASK_OF_A_CLASS) {
      Response verdicts =
          with(school.token(role)).get(AT + "/classes/" + CLASS + "/verdicts" + DEVICE);
      softly.assertThat(verdicts.statusCode()).as("verdicts for %s", role).isEqualTo(200);
      softly.assertThat(verdicts.<List<?>>path("verdicts")).as(role).hasSize(PUPILS.size());
    }
    for (String role : List.of("guardian", "pupil")) {
      Response own = with(school.token(role)).get(AT + "/pupils/p-ann/sanctions");
      softly.assertThat(own.statusCode()).as("what was decided, for %s", role).isEqualTo(200);
    }
    for (String role : STAFF) {
      String sanction = proposed(school, recorded(school, VIOLATION, "p-by-" + role));
      Response imposed =
          with(school.token(role))
              .contentType(ContentType.JSON)
              .body("{}")
              .post(sanction + "/imposition");
      softly.assertThat(imposed.statusCode()).as("imposed by %s", role).isEqualTo(200);
      softly.assertThat(imposed.<String>path("status")).as(role).isEqualTo("SERVED");
    }
    softly.assertAll();
  }

  /** A class of st-tim's in French, under the ladder of S2, and sanctions in each part of life. */
  private World make() {
    try (SchoolTells roster = new SchoolTells()) {
      roster.school(BOARD, PLAYGROUND);
      roster.calendar(BOARD, PLAYGROUND);
      roster.contacts(BOARD, PLAYGROUND);
      roster.severePolicy(BOARD, PLAYGROUND, "SUSPENSION", Instant.parse("2020-08-01T00:00:00Z"));
      roster.staff(BOARD, PLAYGROUND, "st-tim");
      roster.group(BOARD, PLAYGROUND, CLASS, "sub-fr");
      PUPILS.forEach(each -> roster.pupil(BOARD, PLAYGROUND, each, CLASS));
    }
    World school =
        World.of(BOARD, PLAYGROUND)
            .with("teacher", "st-tim")
            .with("mentor", "st-tim")
            .with("head", "st-hanna")
            .with("care-coordinator", "st-cora")
            .with("pupil", "p-ann")
            .with("guardian", "g-fatma")
            .knowing("pupil", "p-ann", "p-ben")
            .knowing("class", CLASS)
            .knowing("subject", "sub-fr")
            .knowing("staff", "st-tim")
            .at(clock::instant);
    await().until(() -> verdicts(school) == PUPILS.size());
    List<Right> decisions = decisions(school);
    return school.asking(decisions).asking(lesson(school)).asking(custody(school));
  }

  private static int verdicts(World school) {
    var answer = with(school.token("head")).get(AT + "/classes/" + CLASS + "/verdicts" + DEVICE);
    return answer.statusCode() == 200 ? answer.<List<?>>path("verdicts").size() : 0;
  }

  /** What was recorded and what the ladder proposed, before anything was opened for the class. */
  private static List<Right> decisions(World school) {
    String warned = recorded(school, VIOLATION, "p-warned");
    String declined = recorded(school, VIOLATION, "p-declined");
    String toHear = recorded(school, MISUSE, "p-to-hear");
    String toConfirm = recorded(school, MISUSE, "p-to-confirm");
    String toTalk = recorded(school, MISUSE, "p-to-talk");
    String toReport = recorded(school, MISUSE, "p-to-report");
    String reported = confirmed(school, toReport);
    String toPolice = recorded(school, MISUSE, "p-to-police");
    proposed(school, toPolice);
    String seen = recorded(school, VIOLATION, "p-seen");
    String mistaken = recorded(school, VIOLATION, "p-mistaken");
    return List.of(
        Right.by("teacher", "POST " + AT + "/incidents").with(incident(MISUSE, "p-ann")),
        Right.by("teacher", "GET " + AT + "/incidents/" + seen),
        Right.by("teacher", "GET " + AT + "/incidents/" + seen + "/entries"),
        Right.by("pupil", "GET " + AT + "/pupils/p-ann/sanctions"),
        Right.by("guardian", "GET " + AT + "/pupils/p-ann/sanctions"),
        Right.by("teacher", "POST " + AT + "/incidents/" + mistaken + "/corrections")
            .matching()
            .with(
                """
                {"observed": %s, "reason": "It was another pupil"}"""
                    .formatted(incident(VIOLATION, "p-ben"))),
        Right.by(
            "service",
            "GET " + AT + "/pupils/p-to-report/sanctions" + id(reported) + "/explanation"),
        Right.by("teacher", "GET " + proposed(school, seen)),
        Right.by("teacher", "GET " + proposed(school, seen) + "/surroundings"),
        Right.by("teacher", "POST " + proposed(school, warned) + "/imposition").with("{}"),
        Right.by("head", "POST " + proposed(school, declined) + "/revocation")
            .with(
                """
                {"ground": "DECLINED", "reason": "It was settled at once"}"""),
        Right.by("head", "POST " + proposed(school, toHear) + "/hearings").with(heard("PUPIL")),
        Right.by("head", "POST " + imposed(school, toConfirm) + "/confirmation").with(TWO_DAYS),
        Right.by("head", "POST " + AT + "/incidents/" + toPolice + "/sanctions")
            .with(
                """
                {"pupil": "p-to-police", "measure": "POLICE_REPORT", "reason": "It was a crime"}"""),
        Right.by("head", "POST " + reported + "/inspectorate-report").with("{}"),
        Right.by("head", "POST " + mitigated(school, toTalk) + "/completion").with("{}"));
  }

  private static List<Right> lesson(World school) {
    String uses = AT + "/educational-uses";
    String timer =
        """
        {"class": "%s", "purpose": "A timer"}"""
            .formatted(CLASS);
    String open = location(post(school, "teacher", uses, timer));
    String toClose = location(post(school, "teacher", uses, timer));
    return List.of(
        Right.by("teacher", "POST " + uses).with(timer),
        Right.by("teacher", "GET " + open),
        Right.by("teacher", "POST " + toClose + "/closure"),
        Right.by("teacher", "GET " + AT + "/classes/" + CLASS + "/verdicts" + DEVICE),
        Right.by("teacher", "GET " + AT + "/pupils/p-ann/verdict" + DEVICE));
  }

  private List<Right> custody(World school) {
    clock.set(NOW.minus(Duration.ofDays(1)));
    String found = location(post(school, "teacher", AT + "/custody", handedIn("p-found")));
    clock.set(NOW);
    String held = location(post(school, "teacher", AT + "/custody", handedIn("p-handed")));
    String back = location(post(school, "teacher", AT + "/custody", handedIn("p-back")));
    return List.of(
        Right.by("teacher", "POST " + AT + "/custody").with(handedIn("p-ann")),
        Right.by("teacher", "GET " + held),
        Right.by("teacher", "POST " + back + "/return")
            .with(
                """
                {"to": "PUPIL"}"""),
        Right.by("teacher", "POST " + found + "/turning-up").with("{}"),
        Right.by("teacher", "POST " + found + "/finding"));
  }

  private static String recorded(World school, String category, String pupil) {
    return post(school, "teacher", AT + "/incidents", incident(category, pupil)).path("id");
  }

  private static String incident(String category, String pupil) {
    return """
        {"category": "%s", "device": "SMARTPHONE", "place": "CLASSROOM", "occurredAt": "%s",
         "participants": [{"pupil": "%s", "role": "OFFENDER"}], "description": "During the test"}"""
        .formatted(category, LATELY, pupil);
  }

  private static String handedIn(String pupil) {
    return """
        {"pupil": "%s", "device": "SMARTPHONE", "keeping": "LOCKER", "spot": "17"}"""
        .formatted(pupil);
  }

  private static String heard(String kind) {
    return """
        {"kind": "%s", "at": "%s"}"""
        .formatted(kind, NOW);
  }

  /** Where the sanction is that the ladder proposes upon it. */
  private static String proposed(World school, String incident) {
    String asked = AT + "/sanctions?incident=" + incident;
    List<String> found =
        await()
            .until(
                () -> with(school.token("head")).get(asked).<List<String>>path("items.id"),
                each -> each.size() == 1);
    return AT + "/sanctions/" + found.getFirst();
  }

  private static String imposed(World school, String incident) {
    String sanction = proposed(school, incident);
    Stream.of("PUPIL", "GUARDIANS")
        .forEach(each -> post(school, "head", sanction + "/hearings", heard(each)));
    post(school, "head", sanction + "/imposition", "{\"reason\": \"Others were filmed\"}");
    return sanction;
  }

  private static String confirmed(World school, String incident) {
    String sanction = imposed(school, incident);
    post(school, "head", sanction + "/confirmation", TWO_DAYS);
    return sanction;
  }

  private static String id(String sanction) {
    return sanction.substring(sanction.lastIndexOf('/'));
  }

  private static String mitigated(World school, String incident) {
    String sanction = proposed(school, incident);
    post(
        school,
        "head",
        sanction + "/imposition",
        """
        {"measure": "RESTORATIVE_TALK", "reason": "They know each other well"}""");
    return sanction;
  }

  private static Response post(World school, String role, String path, String body) {
    Response answer = with(school.token(role)).contentType(ContentType.JSON).body(body).post(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.asString()).isBetween(200, 201);
    return answer;
  }

  private static String location(Response made) {
    return made.header("Location");
  }
}
