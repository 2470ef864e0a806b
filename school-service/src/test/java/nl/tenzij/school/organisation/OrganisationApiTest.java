package nl.tenzij.school.organisation;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

/** Each test has a board and a school of its own. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class OrganisationApiTest {

  private final String board = "board-" + UUID.randomUUID();
  private final String school = "school-" + UUID.randomUUID();
  private final String ofBoard = Tokens.user(board, "board").token();
  private final String head = role("head");

  private String role(String role) {
    return Tokens.user(board, role)
        .with("schools", List.of(role + '@' + school))
        .with("person", "st1")
        .token();
  }

  private String ofBoard(String rest) {
    return "/api/v1/boards/" + board + rest;
  }

  private String ofSchool(String rest) {
    return "/api/v1/schools/" + school + rest;
  }

  private static Response put(String token, String path, Object body) {
    return with(token).contentType(ContentType.JSON).body(body).put(path);
  }

  private static Response put(String token, String tag, String path, Object body) {
    return with(token).header("If-Match", tag).contentType(ContentType.JSON).body(body).put(path);
  }

  private Response register() {
    Response registered =
        put(
            ofBoard,
            ofBoard("/schools/" + school),
            Map.of("name", "College Eén", "identifier", "01AA00", "sector", "VO"));
    assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
    return registered;
  }

  @Test
  void aBoardRegistersItsSchoolAndChangesItAsItSawIt() {
    Response registered = register();
    assertThat(registered.jsonPath().getString("timeZone")).isEqualTo("Europe/Amsterdam");
    Map<String, Object> renamed = Map.of("name", "Het Tweede", "sector", "VO");
    String at = ofBoard("/schools/" + school);
    assertThat(put(ofBoard, at, renamed).statusCode()).isEqualTo(428);
    assertThat(put(ofBoard, "\"9\"", at, renamed).statusCode()).isEqualTo(412);
    Response changed = put(ofBoard, registered.header("ETag"), at, renamed);
    assertThat(changed.jsonPath().getString("name")).isEqualTo("Het Tweede");
    Response list =
        with(ofBoard)
            .header("Tenzij-Consistency-Token", changed.header("Tenzij-Consistency-Token"))
            .get(ofBoard("/schools"));
    assertThat(list.jsonPath().getList("items.school")).containsExactly(school);
    assertThat(list.jsonPath().getList("items.name")).containsExactly("Het Tweede");
    assertThat(with(role("pupil")).get(ofSchool("")).jsonPath().getString("sector"))
        .isEqualTo("VO");
  }

  @Test
  void anotherBoardSeesAndManagesNothingOfIt() {
    register();
    String other = Tokens.user("board-" + UUID.randomUUID(), "board").token();
    assertThat(with(other).get(ofBoard("/schools")).statusCode()).isEqualTo(404);
    assertThat(with(other).get(ofBoard("/schools/" + school)).statusCode()).isEqualTo(404);
    assertThat(with(other).get(ofSchool("")).statusCode()).isEqualTo(404);
    assertThat(with(other).get(ofSchool("/calendar")).statusCode()).isEqualTo(404);
    assertThat(
            put(other, ofBoard("/schools/" + school), Map.of("name", "Mine now", "sector", "VO"))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void allThatIsWrongWithASchoolIsSaidAtOnce() {
    Response answer =
        put(ofBoard, ofBoard("/schools/" + school), Map.of("name", " ", "identifier", "x"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("errors.field"))
        .containsExactlyInAnyOrder("name", "identifier", "sector");
  }

  @Test
  void theCentralDeskIsKnownToAllAtTheBoardsSchools() {
    assertThat(with(role("guardian")).get(ofSchool("/central-desk")).statusCode()).isEqualTo(404);
    Map<String, Object> desk =
        Map.of("title", "Central desk", "email", "desk@example.org", "term", "P6W");
    Response registered =
        put(ofBoard, ofBoard(""), Map.of("title", "Stichting Tenboom", "centralDesk", desk));
    assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
    Response asked = with(role("guardian")).get(ofSchool("/central-desk"));
    assertThat(asked.jsonPath().getString("email")).isEqualTo("desk@example.org");
    assertThat(asked.jsonPath().getString("term")).isEqualTo("P42D");
    assertThat(put(ofBoard, ofBoard(""), Map.of("title", "Other")).statusCode()).isEqualTo(428);
  }

  private static Map<String, Object> calendar(String... week) {
    return Map.of(
        "week",
        List.of(
            Map.of(
                "day",
                "MONDAY",
                "from",
                week[0],
                "until",
                week[1],
                "lessons",
                List.of(Map.of("lesson", "1", "from", "08:30", "until", "09:20")))),
        "holidays",
        List.of(Map.of("title", "Autumn", "from", "2026-10-17", "until", "2026-10-25")));
  }

  private Response moment(String at) {
    return with(role("teacher")).get(ofSchool("/calendar/moment?at=" + at.replace("+", "%2B")));
  }

  @Test
  void theHeadSetsTheCalendarAndItIsAsked() {
    assertThat(
            put(head, ofSchool("/calendar"), calendar("08:30", "15:00"))
                .jsonPath()
                .getString("code"))
        .isEqualTo("school-not-registered");
    register();
    assertThat(moment("2026-10-16T12:00:00+02:00").statusCode()).isEqualTo(404);
    Response set = put(head, ofSchool("/calendar"), calendar("08:30", "15:00"));
    assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    assertThat(set.jsonPath().getString("timeZone")).isEqualTo("Europe/Amsterdam");

    Response holiday = moment("2026-10-19T08:45:00+02:00");
    assertThat(holiday.jsonPath().getMap(""))
        .containsEntry("schoolDay", false)
        .containsEntry("holiday", "Autumn")
        .containsEntry("open", false)
        .containsEntry("nextSchoolDayMorning", "2026-10-26T07:30:00Z")
        .doesNotContainKey("lesson");
    Response lesson = moment("2026-10-26T07:45:00Z");
    assertThat(lesson.jsonPath().getMap(""))
        .containsEntry("lesson", "1")
        .containsEntry("date", "2026-10-26")
        .containsEntry("endOfSchoolDay", "2026-10-26T14:00:00Z");
    assertThat(lesson.jsonPath().getString("schoolYear.title")).isEqualTo("2026-2027");
  }

  @Test
  void aHeadChangesTheCalendarThatWasSeenAndTheSchoolsSystemKnowsBest() {
    register();
    Response first = put(head, ofSchool("/calendar"), calendar("08:30", "15:00"));
    Map<String, Object> later = calendar("08:15", "15:00");
    assertThat(put(head, ofSchool("/calendar"), later).statusCode()).isEqualTo(428);
    assertThat(put(role("school-system"), ofSchool("/calendar"), later).statusCode())
        .isEqualTo(200);
    assertThat(put(head, first.header("ETag"), ofSchool("/calendar"), later).statusCode())
        .as("what the head saw has changed")
        .isEqualTo(412);
    assertThat(put(role("teacher"), ofSchool("/calendar"), later).statusCode()).isEqualTo(403);
    assertThat(put(ofBoard, ofSchool("/calendar"), later).statusCode()).isEqualTo(403);
  }

  @Test
  void aCalendarThatCannotBeIsRefusedWithEveryPlace() {
    register();
    Map<String, Object> broken = new HashMap<>(calendar("15:00", "08:30"));
    broken.put(
        "holidays", List.of(Map.of("title", "h", "from", "2026-10-25", "until", "2026-10-17")));
    Response answer = put(head, ofSchool("/calendar"), broken);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("errors.field"))
        .contains("week[0]", "week[0].lessons[0]", "holidays[0]");
    broken.put("timeZone", "Europe/Nowhere");
    assertThat(put(head, ofSchool("/calendar"), broken).statusCode()).isEqualTo(400);
  }

  @Test
  void oneDayCanHaveOtherHours() {
    register();
    Map<String, Object> shortened = new HashMap<>(calendar("08:30", "15:00"));
    shortened.put(
        "otherHours",
        List.of(
            Map.of("title", "Reports", "day", "2026-10-26", "from", "08:30", "until", "12:00")));
    Response set = put(head, ofSchool("/calendar"), shortened);
    assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    assertThat(set.jsonPath().getList("otherHours.day")).containsExactly("2026-10-26");
    assertThat(moment("2026-10-26T07:45:00Z").jsonPath().getMap(""))
        .containsEntry("endOfSchoolDay", "2026-10-26T11:00:00Z")
        .doesNotContainKey("lesson");
    assertThat(moment("2026-11-02T07:45:00Z").jsonPath().getMap(""))
        .containsEntry("endOfSchoolDay", "2026-11-02T14:00:00Z")
        .containsEntry("lesson", "1");
    Map<String, Object> nightly = new HashMap<>(calendar("08:15", "15:00"));
    Response kept = put(role("school-system"), ofSchool("/calendar"), nightly);
    assertThat(kept.jsonPath().getList("otherHours.day")).containsExactly("2026-10-26");
    nightly.put("otherHours", List.of());
    Response cleared = put(role("school-system"), ofSchool("/calendar"), nightly);
    assertThat(cleared.jsonPath().getList("otherHours.day")).isEmpty();
  }

  /** The bells and all else at the school go by one clock. */
  @Test
  void aCalendarHasTheTimeZoneOfItsSchool() {
    register();
    Map<String, Object> elsewhere = new HashMap<>(calendar("08:30", "15:00"));
    elsewhere.put("timeZone", "America/Curacao");
    Response answer = put(head, ofSchool("/calendar"), elsewhere);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("errors.field")).containsExactly("timeZone");
    assertThat(answer.jsonPath().getList("errors.code")).containsExactly("not-of-school");
    elsewhere.put("timeZone", "Europe/Amsterdam");
    assertThat(put(head, ofSchool("/calendar"), elsewhere).statusCode()).isEqualTo(200);
  }

  @Test
  void theHeadLaysDownWhomToAsk() {
    Map<String, Object> care =
        Map.of("matter", "EXEMPTIONS", "title", "Care coordinator", "staff", "st-cora");
    Response set = put(head, ofSchool("/contact-desk"), Map.of("contacts", List.of(care)));
    assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    assertThat(
            with(role("guardian"))
                .get(ofSchool("/contact-desk"))
                .jsonPath()
                .getList("contacts.staff"))
        .containsExactly("st-cora");
    Response twice =
        put(
            head,
            set.header("ETag"),
            ofSchool("/contact-desk"),
            Map.of("contacts", List.of(care, care)));
    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(twice.jsonPath().getString("code")).isEqualTo("matter-twice");
  }
}
