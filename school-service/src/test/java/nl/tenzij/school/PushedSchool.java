package nl.tenzij.school;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.Tokens;

/** A school, mostly under a board of its own, filled record by record as its system would. */
public final class PushedSchool {

  public final String board;
  public final String school;
  private String timeZone = "Europe/Amsterdam";
  private String token = "";
  private boolean registered;

  public PushedSchool() {
    this("board-" + UUID.randomUUID(), "school-" + UUID.randomUUID());
  }

  public PushedSchool(String board, String school) {
    this.board = board;
    this.school = school;
  }

  /** Before anybody is pushed. */
  public PushedSchool in(String timeZone) {
    this.timeZone = timeZone;
    return this;
  }

  /** Somebody with one role at the school. */
  public String as(String role, String person) {
    return Tokens.user(board, role)
        .with("schools", List.of(role + '@' + school))
        .with("person", person)
        .token();
  }

  public String at(String rest) {
    return "/api/v1/schools/" + school + rest;
  }

  /** Asks for at least what was pushed last. */
  public Response get(String token, String path) {
    var request = with(token);
    return (this.token.isEmpty() ? request : request.header("Tenzij-Consistency-Token", this.token))
        .get(at(path));
  }

  /** A pupil's entry. */
  public Response entry(String token, String pupil, String reason) {
    return with(token)
        .header("Tenzij-Consistency-Token", this.token)
        .header("Tenzij-Reason", reason)
        .get(at("/pupils/" + pupil));
  }

  /** As {@link #get}, with a body. */
  public Response post(String token, String path, Object body) {
    return with(token)
        .header("Tenzij-Consistency-Token", this.token)
        .contentType(ContentType.JSON)
        .body(body)
        .post(at(path));
  }

  /** Its board does, before anybody is pushed. */
  private void register() {
    Response answer =
        with(Tokens.user(board, "board").token())
            .contentType(ContentType.JSON)
            .body(Map.of("name", "School", "sector", "VO", "timeZone", timeZone))
            .put("/api/v1/boards/" + board + "/schools/" + school);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    registered = true;
  }

  /** Whatever comes of it. */
  private Response push(String path, Object body) {
    return with(as("school-system", "system"))
        .contentType(ContentType.JSON)
        .body(body)
        .put(at("/roster" + path));
  }

  private PushedSchool put(String path, Object body) {
    if (!registered) {
      register();
    }
    Response answer = push(path, body);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    String position = answer.header("Tenzij-Consistency-Token");
    token = position == null ? token : position;
    return this;
  }

  public void delete(String path) {
    Response answer = with(as("school-system", "system")).delete(at("/roster" + path));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    token = answer.header("Tenzij-Consistency-Token");
  }

  private static Map<String, Object> ref(String id) {
    return Map.of("sourcedId", id);
  }

  private Map<String, Object> user(String role, String given, String family) {
    Map<String, Object> user = new HashMap<>();
    user.put("enabledUser", true);
    user.put("username", "u");
    user.put("givenName", given);
    user.put("familyName", family);
    user.put("roles", List.of(Map.of("roleType", "primary", "role", role, "org", ref(school))));
    return user;
  }

  public PushedSchool staff(String id, String given, String family) {
    return put("/users/" + id, user("teacher", given, family));
  }

  public PushedSchool guardian(String id, String given, String family) {
    return put("/users/" + id, user("parent", given, family));
  }

  /** Once more, whatever comes of it: a pupil of whom no more is said. */
  public Response pupilAgain(String id, String given, String family) {
    return push("/users/" + id, user("student", given, family));
  }

  public PushedSchool pupil(
      String id, String given, String family, Map<String, Object> metadata, String... guardians) {
    Map<String, Object> pupil = user("student", given, family);
    pupil.put("metadata", metadata);
    pupil.put("agents", Stream.of(guardians).map(PushedSchool::ref).toList());
    return put("/users/" + id, pupil);
  }

  public PushedSchool schoolClass(String id, String type) {
    return put(
        "/classes/" + id,
        Map.of(
            "title",
            "Class " + id,
            "classType",
            type,
            "course",
            ref("c"),
            "school",
            ref(school),
            "terms",
            List.of(ref("t"))));
  }

  /**
   * @param days begin and end, either may be empty
   */
  public PushedSchool enrol(String user, String inClass, String role, String... days) {
    Map<String, Object> enrolment = new HashMap<>();
    enrolment.put("user", ref(user));
    enrolment.put("class", ref(inClass));
    enrolment.put("school", ref(school));
    enrolment.put("role", role);
    if (days.length == 2) {
      enrolment.put("beginDate", days[0]);
      enrolment.put("endDate", days[1]);
    }
    return enrolled(user, inClass, enrolment);
  }

  /** As the class's own teacher. */
  public PushedSchool ownTeacher(String user, String inClass) {
    Map<String, Object> enrolment = new HashMap<>();
    enrolment.put("user", ref(user));
    enrolment.put("class", ref(inClass));
    enrolment.put("school", ref(school));
    enrolment.put("role", "teacher");
    enrolment.put("primary", true);
    return enrolled(user, inClass, enrolment);
  }

  private PushedSchool enrolled(String user, String inClass, Map<String, Object> enrolment) {
    return put("/enrollments/" + user + '-' + inClass, enrolment);
  }
}
