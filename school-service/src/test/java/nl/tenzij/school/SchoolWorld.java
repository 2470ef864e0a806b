package nl.tenzij.school;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;
import nl.tenzij.school.roster.PackageBuilder;

/**
 * A small school with policies in each part of their life, under a board of its own. Two others of
 * the board have a roster that waits; what would change what others stand on is another board's.
 */
final class SchoolWorld {

  private static final String BOARD = "stichting-speeltuin";
  private static final String OTHER_BOARD = "stichting-wip";
  private static final String SCHOOL = "school-speeltuin";
  private static final String TO_CONFIRM = "school-glijbaan";
  private static final String TO_WITHDRAW = "school-schommel";
  private static final int MANY = 20;
  private static final String AT = at(SCHOOL);
  private static final String NOTHING = "{}";
  private static final String TO_ALL = "{\"to\": [\"PUPILS\", \"GUARDIANS\", \"STAFF\"]}";
  private static final String ADOPTED =
      """
      {"adopted": {"consents": {"STAFF": "2024-01-10", "PARENTS": "2024-01-10", "PUPILS": "2024-01-10"},
       "publishedTo": ["PUPILS", "GUARDIANS", "STAFF"],
       "publishedAt": "2024-02-01T00:00:00Z", "from": "2024-03-01T00:00:00Z"}}""";
  private static final String TALK =
      """
      {"kind": "MIXED_SESSION", "groups": ["TEACHERS", "PARENTS", "PUPILS"], "on": "2026-03-02",
       "outcome": "Broad support"}""";
  private static final String CALENDAR =
      """
      {"week": [{"day": "MONDAY", "from": "08:30", "until": "15:00",
        "lessons": [{"lesson": "1", "from": "08:30", "until": "09:20"}]}],
       "holidays": [{"title": "Autumn", "from": "2026-10-17", "until": "2026-10-25"}]}""";
  private static final String SESSION =
      """
      {"title": "First", "type": "term", "startDate": "2026-08-31", "endDate": "2027-01-30",
       "schoolYear": "2027"}""";
  private static final String DESK =
      """
      {"contacts": [{"matter": "EXEMPTIONS", "title": "Care coordinator", "staff": "st2"}]}""";
  private static final String ITSELF =
      """
      {"title": "The board"}""";
  private static final String ITS_SCHOOL =
      """
      {"name": "School", "sector": "VO"}""";

  private SchoolWorld() {}

  static World world() {
    byte[] roster = roster(SCHOOL, 3).zip();
    String report = imported(SCHOOL, roster);
    List<String> waiting = waiting(report);
    put(token("school-system", SCHOOL), AT + "/calendar", CALENDAR);
    put(token("head", SCHOOL), AT + "/contact-desk", DESK);
    put(token("school-system", SCHOOL), AT + "/roster/classes/k-gone", aClass());
    put(token("school-system", SCHOOL), AT + "/roster/users/gone", aPupil());
    sent(with(token("school-system", SCHOOL)).delete(AT + "/roster/users/gone"));
    String inForce = inForce(SCHOOL);
    return World.of(BOARD, SCHOOL)
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
        .knowing("template", "s2-device-ban", "home-or-locker", "only-in-class")
        .sending("application/zip", roster)
        .quietOnce(SchoolWorld::noRosterComesIn)
        .asking(people())
        .asking(rosters(report, waiting))
        .asking(school())
        .asking(boards())
        .asking(policies(inForce))
        .asking(evaluations(inForce));
  }

  // the roster

  private static PackageBuilder roster(String school, int more) {
    return PackageBuilder.small(BOARD, school).withPupils(school, more);
  }

  /**
   * Where the reports are of what waits to be confirmed and to be withdrawn: without so many pupils
   * that somebody has to say so.
   *
   * @param main where the school's own report is, which is done by then
   */
  private static List<String> waiting(String main) {
    List<String> schools = List.of(TO_CONFIRM, TO_WITHDRAW);
    List<String> whole =
        schools.stream().map(each -> imported(each, roster(each, MANY).zip())).toList();
    until("APPLIED", SCHOOL, main);
    for (int i = 0; i < schools.size(); i++) {
      until("APPLIED", schools.get(i), whole.get(i));
    }
    List<String> small =
        schools.stream().map(each -> imported(each, roster(each, 0).zip())).toList();
    for (int i = 0; i < schools.size(); i++) {
      until("AWAITING_CONFIRMATION", schools.get(i), small.get(i));
    }
    return small;
  }

  private static String imported(String school, byte[] roster) {
    return with(token("school-system", school))
        .contentType("application/zip")
        .body(roster)
        .post(at(school) + "/roster-imports")
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  private static void until(String state, String school, String report) {
    String token = token("school-system", school);
    await().until(() -> state.equals(with(token).get(report).path("state")));
  }

  /** While one does, no single record is taken. */
  private static void noRosterComesIn() {
    String token = token("school-system", SCHOOL);
    await()
        .until(
            () -> {
              Response answer = with(token).get(AT + "/roster-imports?state=RUNNING");
              return answer.statusCode() == 200 && answer.<List<?>>path("items").isEmpty();
            });
  }

  private static List<Right> rosters(String report, List<String> waiting) {
    String enrolment =
        """
        {"user": {"sourcedId": "x0"}, "class": {"sourcedId": "k1"}, "school": {"sourcedId": "%s"},
         "role": "student"}"""
            .formatted(SCHOOL);
    String pushed = AT + "/roster/";
    return List.of(
        Right.by("school-system", "GET " + report),
        Right.by("head", "POST " + waiting.getFirst() + "/confirmation"),
        Right.by("head", "POST " + waiting.getLast() + "/withdrawal"),
        Right.by("school-system", "PUT " + pushed + "users/x-new").with(aPupil()),
        Right.by("school-system", "PUT " + pushed + "classes/k-new").with(aClass()),
        Right.by("school-system", "PUT " + pushed + "enrollments/e-new").with(enrolment),
        Right.by("school-system", "PUT " + pushed + "academic-sessions/term-new").with(SESSION),
        Right.by("school-system", "DELETE " + pushed + "users/x1"),
        Right.by("school-system", "DELETE " + pushed + "classes/k-gone"),
        Right.by("school-system", "DELETE " + pushed + "enrollments/ex2"),
        Right.by("school-system", "DELETE " + pushed + "academic-sessions/year"));
  }

  private static String aPupil() {
    return """
        {"enabledUser": true, "username": "u", "givenName": "Given", "familyName": "Family",
         "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "%s"}}]}"""
        .formatted(SCHOOL);
  }

  private static String aClass() {
    return """
        {"title": "Class", "classType": "scheduled", "course": {"sourcedId": "c1"},
         "school": {"sourcedId": "%s"}, "terms": [{"sourcedId": "year"}]}"""
        .formatted(SCHOOL);
  }

  private static List<Right> people() {
    return List.of(
        Right.by("head", "GET " + AT + "/pupils/p1").saying("Tenzij-Reason", "CARE"),
        Right.by("teacher", "GET " + AT + "/pupils/p1/classes"),
        Right.by("guardian", "GET " + AT + "/pupils/p1/teachers"),
        Right.by("pupil", "GET " + AT + "/pupils/p1/file"),
        Right.by("head", "GET " + AT + "/pupils/p1/readings"),
        Right.by("head", "POST " + AT + "/erasures")
            .with(
                """
                {"person": "gone"}"""),
        Right.by("service", "GET " + AT + "/pupils/p1/name"),
        Right.by("guardian", "GET " + AT + "/guardians/g1/pupils"),
        Right.by("guardian", "GET " + AT + "/guardians/g1/file"),
        Right.by("service", "GET " + AT + "/guardians/g1/contact?pupil=p1"),
        Right.by("teacher", "GET " + AT + "/classes/k1/pupils"),
        Right.by("teacher", "GET " + AT + "/classes/k1/staff"),
        Right.by("teacher", "GET " + AT + "/classes/k1/teachers"),
        Right.by("teacher", "GET " + AT + "/staff/st1/classes"),
        Right.by("teacher", "GET " + AT + "/staff/st1/pupils"),
        Right.by("head", "POST " + AT + "/people-searches")
            .with(
                """
                {"name": "Jansen", "reason": "CARE"}"""));
  }

  // the school and its board

  private static List<Right> school() {
    return List.of(
        Right.by("school-system", "PUT " + AT + "/calendar").with(CALENDAR),
        Right.by("teacher", "GET " + AT + "/calendar"),
        Right.by("teacher", "GET " + AT + "/calendar/moment?at=2026-10-26T07:45:00Z"),
        Right.by("head", "PUT " + AT + "/contact-desk").with(DESK).matching(),
        Right.by("teacher", "GET " + AT + "/contact-desk"));
  }

  private static List<Right> boards() {
    String other = "/api/v1/boards/" + OTHER_BOARD;
    String framework =
        """
        {"jointCouncilOn": "2026-06-15"}""";
    String board = Tokens.user(OTHER_BOARD, "board").token();
    put(board, other, ITSELF);
    put(board, other + "/schools/school-wip", ITS_SCHOOL);
    put(board, other + "/framework", framework);
    put(board, other + "/policy-templates/t-kept", template());
    put(board, other + "/policy-templates/t-gone", template());
    return List.of(
        Right.by("board", "PUT " + other).with(ITSELF).matching(),
        Right.by("board", "GET " + other),
        Right.by("board", "PUT " + other + "/schools/school-wip").with(ITS_SCHOOL).matching(),
        Right.by("board", "GET " + other + "/schools/school-wip"),
        Right.by("board", "PUT " + other + "/framework").with(framework).matching(),
        Right.by("board", "GET " + other + "/framework"),
        Right.by("board", "PUT " + other + "/policy-templates/t-new").with(template()),
        Right.by("board", "GET " + other + "/policy-templates/t-kept"),
        Right.by("board", "DELETE " + other + "/policy-templates/t-gone"));
  }

  private static String template() {
    return "{\"topic\": \"PHONES\", \"about\": \"For all\", \"content\": " + content() + "}";
  }

  private static String content() {
    Map<String, Object> content =
        with(token("head", SCHOOL))
            .get(AT + "/policy-templates/only-in-class")
            .jsonPath()
            .getMap("content");
    return new JsonObject(content).encode();
  }

  // policies

  private static List<Right> policies(String inForce) {
    String drafts = AT + "/policies";
    String toChange = drafted("only-in-class");
    String toPublish = consented("s2-device-ban");
    String toWithdraw = consented("s2-device-ban");
    String toActivate = consented("s1-social-media");
    post("head", toActivate + "/publication", TO_ALL);
    return List.of(
        Right.by("head", "POST " + drafts + "?template=only-in-class").with(NOTHING),
        Right.by("head", "GET " + drafted("home-or-locker")),
        Right.by("head", "PUT " + toChange + "/content").with(content()).matching(),
        Right.by("head", "DELETE " + drafted("only-in-class")).matching(),
        Right.by("head", "PUT " + adopted() + "/adoption").with(adoption()).matching(),
        Right.by("head", "GET " + toChange + "/differences?with=" + SchoolSpec.id(inForce)),
        Right.by("teacher", "GET " + inForce + "/document"),
        Right.by("teacher", "GET " + inForce + "/page"),
        Right.by("head", "POST " + inForce + "/incorporations")
            .with(
                """
                {"into": "SCHOOL_PLAN"}"""),
        Right.by("head", "POST " + drafted("s2-device-ban") + "/consultations").with(TALK),
        Right.by("head", "POST " + talkedOver("s2-device-ban") + "/submission"),
        Right.by("mr-member:staff", "POST " + submitted("s2-device-ban") + "/consents")
            .with("{\"version\": 1, \"given\": true}"),
        Right.by("head", "POST " + toWithdraw + "/withdrawal")
            .with(
                """
                {"reason": "A clause is missing"}"""),
        Right.by("head", "POST " + toPublish + "/publication").with(TO_ALL),
        Right.by("head", "POST " + toActivate + "/activation").with(NOTHING),
        Right.by("teacher", "GET " + inForce + "/evaluations"));
  }

  /** A policy has one at a time: what begins and ends one is at schools of their own. */
  private static List<Right> evaluations(String inForce) {
    String open = evaluated(inForce, SCHOOL);
    String toClose = evaluated(inForce(TO_CONFIRM), TO_CONFIRM);
    List<String> statements =
        with(token("teacher", SCHOOL))
            .get(open + "/survey")
            .jsonPath()
            .getList("asked[0].statements.id", String.class);
    String answers =
        statements.stream()
            .map(each -> '"' + each + "\": \"NEUTRAL\"")
            .collect(Collectors.joining(", ", "{\"answers\": {", "}}"));
    return List.of(
        Right.by("head", "POST " + inForce(TO_WITHDRAW) + "/evaluations"),
        Right.by("head", "GET " + open),
        Right.by("teacher", "GET " + open + "/survey"),
        Right.by("teacher", "POST " + open + "/answers").with(answers),
        Right.by("teacher", "POST " + open + "/bottlenecks")
            .with(
                """
                {"from": "PUPILS", "text": "There are too few lockers"}"""),
        Right.by("head", "POST " + toClose + "/closing")
            .with(
                """
                {"conclusion": "REVISE", "reason": "More lockers first"}"""));
  }

  private static String evaluated(String policy, String school) {
    return sent(with(token("head", school)).post(policy + "/evaluations")).header("Location");
  }

  private static String inForce(String school) {
    return sent(with(token("head", school))
            .contentType(ContentType.JSON)
            .body(ADOPTED)
            .post(at(school) + "/policies?template=s2-device-ban"))
        .header("Location");
  }

  private static String drafted(String template) {
    return post("head", AT + "/policies?template=" + template, NOTHING).header("Location");
  }

  /** Nothing on its topic is on record there. */
  private static String adopted() {
    return post("head", AT + "/policies", adoption()).header("Location");
  }

  private static String adoption() {
    return """
        {"topic": "AI", "content": %s, "adopted": {"consents": {},
         "publishedTo": ["PUPILS", "GUARDIANS", "STAFF"],
         "publishedAt": "2026-01-05T08:00:00Z", "from": "2026-01-05T08:00:00Z"}}"""
        .formatted(content());
  }

  private static String talkedOver(String template) {
    String policy = drafted(template);
    post("head", policy + "/consultations", TALK);
    return policy;
  }

  private static String submitted(String template) {
    String policy = talkedOver(template);
    post("head", policy + "/submission", NOTHING);
    return policy;
  }

  private static String consented(String template) {
    String policy = submitted(template);
    with(token("head", SCHOOL))
        .get(policy)
        .jsonPath()
        .getList("consent.awaited", String.class)
        .forEach(
            section ->
                post(
                    "mr-member:" + section.toLowerCase(Locale.ROOT),
                    policy + "/consents",
                    "{\"version\": 1, \"given\": true}"));
    return policy;
  }

  private static Response post(String role, String path, String body) {
    return sent(with(token(role, SCHOOL)).contentType(ContentType.JSON).body(body).post(path));
  }

  private static void put(String token, String path, String body) {
    sent(with(token).contentType(ContentType.JSON).body(body).put(path));
  }

  private static Response sent(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 204);
    return answer;
  }

  /** Of somebody else for each role: a member of the council speaks for one section. */
  private static String token(String role, String school) {
    return World.of(BOARD, school).with(role, "of-" + role.replaceAll(".*:", "")).token(role);
  }

  private static String at(String school) {
    return "/api/v1/schools/" + school;
  }
}
