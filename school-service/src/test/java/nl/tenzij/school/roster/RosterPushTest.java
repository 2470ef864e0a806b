package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassCommand.AppointTeacher;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.group.Teaching;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the small roster in each school. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RosterPushTest extends RosterSpec {

  private static final String CITIZEN_NUMBER = "111222333";

  @Inject KeptRosters rosters;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  @BeforeEach
  void bringTheRosterIn() {
    bringIn(PackageBuilder.small(board, school));
  }

  private static final String NOW = "2026-09-01T07:30:00Z,";

  private PackageBuilder delta(String file, String... lines) {
    return PackageBuilder.delta(file).file(file + ".csv", lines);
  }

  @Test
  void aDeltaTakesBackNothingOfWhatWasPushedThatItDoesNotSpeakOf() {
    Map<String, Object> zoe = pupil("p1", "g1", "g2");
    zoe.put("grades", List.of("4"));
    zoe.put(
        "metadata", Map.of("tenzij.mentor", "st2", "tenzij.barredAgentSourcedIds", List.of("g2")));
    taken(push("/users/p1", zoe), "APPLIED");
    taken(push("/classes/k9", schoolClass("3Dutch")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("p1", "k9", "student")), "APPLIED");
    taken(push("/enrollments/e8", enrolment("st2", "k1", "teacher")), "APPLIED");
    taken(push("/users/g9", user("g9", "parent")), "APPLIED");
    taken(push("/users/p9", pupil("p9", "g9")), "APPLIED");
    taken(push("/users/st9", user("st9", "teacher")), "APPLIED");
    assertThat(delete("/enrollments/e2").statusCode()).isEqualTo(204);
    String whole = nameless("pupil", "p1");
    assertThat(whole).contains("\"4\"", "\"st2\"", "\"k9\"", "\"contact\": false");

    JsonPath guardian =
        bringIn(
            delta(
                "users",
                USERS,
                "g2,active," + NOW + "true,g2,Fatma,Demir,f@example.org,,," + school + ",pl"));
    assertThat(guardian.getList("refusals")).isEmpty();
    assertThat(nameless("pupil", "p1")).isEqualTo(whole.replace("\"tr\"", "\"pl\""));
    assertThat(classesOf("p1")).containsExactly("k1", "k9");

    JsonPath places =
        bringIn(
            delta(
                "enrollments",
                ENROLLMENTS,
                "e20,active," + NOW + "k9," + school + ",st1,teacher,,,",
                "e21,active," + NOW + "k9," + school + ",p9,student,,,",
                "e22,active," + NOW + "k1," + school + ",p9,student,,,",
                "e23,active," + NOW + "k1," + school + ",st9,teacher,,,"));
    assertThat(places.getList("refusals")).as("pushed pupils and classes are known").isEmpty();
    assertThat(classesOf("p9")).containsExactly("k1", "k9");
    assertThat(read("p9").jsonPath().getList("guardians")).containsExactly("g9");
    assertThat(classesOf("p2")).as("was taken out by a push").isEmpty();
    assertThat(last("class", "k1")).contains("\"st1\"", "\"st2\"", "\"st9\"");

    bringIn(delta("roles", ROLES, "r77,tobedeleted," + NOW + "p9,primary,student,,," + school));
    assertThat(read("p9").statusCode()).as("the role that was pushed").isEqualTo(404);
  }

  @Test
  void aWholeSetOfSomeFilesTakesBackWhatTheyHoldOnly() {
    taken(push("/enrollments/e8", enrolment("st2", "k1", "teacher")), "APPLIED");
    taken(push("/classes/k9", schoolClass("3Dutch")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("p1", "k9", "student")), "APPLIED");
    taken(push("/users/p9", pupil("p9")), "APPLIED");
    assertThat(delete("/users/p2").statusCode()).isEqualTo(204);
    PackageBuilder users =
        PackageBuilder.small(board, school)
            .change("users.csv", "Zoë", "Zoe")
            .without("enrollments.csv")
            .without("classes.csv");
    users
        .change("manifest.csv", "file.enrollments,bulk", "file.enrollments,absent")
        .change("manifest.csv", "file.classes,bulk", "file.classes,absent");
    bringIn(users);
    assertThat(read("p1").jsonPath().getString("givenName")).isEqualTo("Zoe");
    assertThat(classesOf("p1")).containsExactly("k1", "k9");
    assertThat(last("class", "k1")).contains("\"st2\"");
    assertThat(read("p9").statusCode()).as("not in the set").isEqualTo(404);
    assertThat(read("p2").statusCode()).as("in the set").isEqualTo(200);
    assertThat(classesOf("p2")).as("of places it says nothing").isEmpty();

    bringIn(PackageBuilder.small(board, school));
    assertThat(classesOf("p1")).as("the whole of it is the set").containsExactly("k1");
    assertThat(classesOf("p2")).containsExactly("k1");
    assertThat(last("class", "k1")).doesNotContain("\"st2\"");
  }

  /** Who teaches whom opens verdicts and signals: last year's teachers must not get them back. */
  @Test
  void whoOrWhatComesBackAfterAPushHasThePlacesThatAreSaidAnew() {
    assertThat(delete("/users/p1").statusCode()).isEqualTo(204);
    taken(push("/users/p1", pupil("p1", "g1")), "APPLIED");
    assertThat(classesOf("p1")).as("by a record").isEmpty();
    assertThat(delete("/users/p2").statusCode()).isEqualTo(204);
    bringIn(
        PackageBuilder.delta("users", "roles")
            .file(
                "users.csv", USERS, "p2,active," + NOW + "true,p2,Noa,Aydin,,g3,3," + school + ",")
            .file("roles.csv", ROLES, "r2,active," + NOW + "p2,primary,student,,," + school));
    assertThat(classesOf("p2")).as("by a delta").isEmpty();

    assertThat(delete("/users/st1").statusCode()).isEqualTo(204);
    taken(push("/users/st1", user("st1", "teacher")), "APPLIED");
    assertThat(last("class", "k1")).as("the teacher of before").doesNotContain("\"st1\"");
    endTheClass();
    bringIn(
        delta(
            "classes",
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds",
            "k1,active," + NOW + "3HV1,3,c1,homeroom," + school + ",year"));
    assertThat(last("class", "k1")).as("by a delta").contains("HOMEROOM").doesNotContain("\"st1\"");
    assertThat(classesOf("p1")).as("by a delta").isEmpty();
    endTheClass();
    taken(push("/classes/k1", schoolClass("3HV1")), "APPLIED");
    assertThat(last("class", "k1"))
        .as("by a record")
        .contains("SCHEDULED")
        .doesNotContain("\"st1\"");
    assertThat(classesOf("p1")).as("by a record").isEmpty();

    bringTheRosterIn();
    assertThat(classesOf("p1")).as("the set says so").containsExactly("k1");
    assertThat(classesOf("p2")).containsExactly("k1");
    assertThat(last("class", "k1")).contains("\"st1\"");
  }

  private void endTheClass() {
    taken(push("/enrollments/e1", enrolment("p1", "k1", "student")), "APPLIED");
    taken(push("/enrollments/e3", enrolment("st1", "k1", "teacher")), "APPLIED");
    assertThat(last("class", "k1")).contains("\"st1\"");
    assertThat(delete("/classes/k1").statusCode()).isEqualTo(204);
  }

  /** What is looked for before a place is entered can be gone by then, and find nothing to end. */
  @Test
  void noPlaceIsEnteredOfWhoLeavesOrWhatEndsMeanwhile() throws SQLException {
    taken(push("/users/st9", user("st9", "teacher")), "APPLIED");
    taken(push("/classes/k8", schoolClass("3Dutch")), "APPLIED");
    taken(push("/classes/k9", schoolClass("3Maths")), "APPLIED");
    await()
        .until(
            () ->
                number(
                        "select count(*) from class_known where board = '"
                            + board
                            + "'"
                            + " and class in ('k8', 'k9')")
                    == 2);
    List<CompletableFuture<Response>> places = new ArrayList<>();
    List<CompletableFuture<Response>> gone = new ArrayList<>();
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("lock table class_place in access exclusive mode");
      places.add(later(() -> push("/enrollments/e9", enrolment("st9", "k9", "teacher"))));
      places.add(later(() -> push("/enrollments/e8", enrolment("p1", "k8", "student"))));
      awaitWaiting(2);
      gone.add(later(() -> delete("/users/st9")));
      awaitWaiting(3);
      gone.add(later(() -> delete("/classes/k8")));
      awaitWaiting(4);
      held.rollback();
    }
    assertThat(gone).extracting(left -> left.join().statusCode()).containsOnly(204);
    for (CompletableFuture<Response> place : places) {
      assertThat(place.join().statusCode()).as(place.join().asString()).isEqualTo(400);
      assertThat(place.join().asString()).contains("unknown-reference");
    }
    taken(push("/users/st9", user("st9", "teacher")), "APPLIED");
    taken(push("/classes/k8", schoolClass("3Dutch")), "APPLIED");
    assertThat(last("class", "k9")).doesNotContain("\"st9\"");
    assertThat(classesOf("p1")).containsExactly("k1");
  }

  /** As a process leaves it that is killed between entering a place and looking once more. */
  @Test
  void whoSendsAgainWhatBrokeOffBehindItsAppendEndsThePlace() {
    taken(push("/users/st7", user("st7", "teacher")), "APPLIED");
    taken(push("/users/st8", user("st8", "teacher")), "APPLIED");
    taken(push("/classes/k7", schoolClass("3Music")), "APPLIED");
    taken(push("/enrollments/e6", enrolment("st7", "k7", "teacher")), "APPLIED");
    assertThat(delete("/users/st8").statusCode()).isEqualTo(204);
    teaches("k7", "e7", "st8");

    assertThat(push("/enrollments/e6", enrolment("st-none", "k7", "teacher")).statusCode())
        .isEqualTo(400);
    assertThat(last("class", "k7"))
        .as("what is only wrong ends nobody's place")
        .contains("\"st7\"");

    Response again = push("/enrollments/e7", enrolment("st8", "k7", "teacher"));
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(400);
    assertThat(last("class", "k7")).contains("\"st7\"").doesNotContain("\"st8\"");

    assertThat(delete("/users/st1").statusCode()).isEqualTo(204);
    teaches("k1", "e3", "st1");
    assertThat(push("/enrollments/e3", enrolment("st1", "k1", "teacher")).statusCode())
        .isEqualTo(400);
    assertThat(last("class", "k1")).as("though the roster said so").doesNotContain("\"st1\"");
  }

  private void teaches(String inClass, String enrolment, String staff) {
    UUID command = UUID.randomUUID();
    classes
        .handle(
            Classes.stream(new Board(board), new School(school), inClass),
            new AppointTeacher(inClass, new Teaching(enrolment, staff, null, null, false)),
            new Meta("school-system", "school-system", command, null, command, null))
        .await()
        .atMost(Patience.LONG);
    assertThat(last("class", inClass)).contains('"' + staff + '"');
  }

  /** Of one whose role is to begin, one whose role is over, and one whose own line is refused. */
  @Test
  void aPushThatIsRefusedEndsNoPlaceThatARosterGives() {
    String user = "%s,,,%s,x,,Mila,Bakker,,,,,,,,,%s,,";
    String role = "r-%s,,,%1$s,primary,teacher,%s,%s,%s,";
    String place = "e-%s,,,k1,%s,%1$s,teacher,,%s,";
    JsonPath report =
        bringIn(
            PackageBuilder.small(board, school)
                .add(
                    "users.csv",
                    user.formatted("st9", "true", school),
                    user.formatted("st8", "true", school),
                    user.formatted("st6", "not one", school))
                .add(
                    "roles.csv",
                    role.formatted("st9", "2999-01-01", "", school),
                    role.formatted("st8", "", "2020-01-01", school),
                    role.formatted("st6", "", "", school))
                .add(
                    "enrollments.csv",
                    place.formatted("st9", school, "2999-01-01"),
                    place.formatted("st8", school, ""),
                    place.formatted("st6", school, "")));
    assertThat(report.getList("refusals.column")).containsExactly("enabledUser");
    String[] all = {"\"st9\"", "\"st8\"", "\"st6\""};
    assertThat(last("class", "k1")).contains(all);
    for (String staff : List.of("st9", "st8", "st6")) {
      isRefused(staff);
    }
    assertThat(last("class", "k1")).contains(all);

    execute("update roster set judged_on = judged_on - 1 where board = '" + board + "'");
    execute(
        "update roster_record r set begins = k.judged_on + 1 from roster k where k.number = r.roster"
            + " and k.board = '"
            + board
            + "' and r.id = 'r-st9'");
    isRefused("st9");
    assertThat(last("class", "k1")).as("the day has come, and no roster since").contains(all);
  }

  private void isRefused(String staff) {
    Response early = push("/enrollments/e-" + staff, enrolment(staff, "k1", "teacher"));
    assertThat(early.statusCode()).as(early.asString()).isEqualTo(400);
    assertThat(early.asString()).contains("unknown-reference");
  }

  /** By a roster that comes in while the push waits for the list of places. */
  @Test
  void aPushThatIsRefusedEndsNoPlaceThatCameInMeanwhile() throws SQLException {
    CompletableFuture<Response> early;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("select 1 from checkpoint where subscription = 'class-places' for update");
      taken(push("/users/p9", pupil("p9")), "APPLIED");
      early = later(() -> push("/enrollments/e9", enrolment("st9", "k1", "teacher")));
      await()
          .until(
              () ->
                  number("select count(*) from enrolment_push where board = '" + board + "'") == 1);
      bringIn(
          PackageBuilder.delta("users", "roles", "enrollments")
              .file(
                  "users.csv",
                  USERS,
                  "st9,active," + NOW + "true,st9,Mila,Bakker,,,," + school + ',')
              .file("roles.csv", ROLES, "r99,active," + NOW + "st9,primary,teacher,,," + school)
              .file(
                  "enrollments.csv",
                  ENROLLMENTS,
                  "e9,active," + NOW + "k1," + school + ",st9,teacher,,,"));
      held.rollback();
    }
    assertThat(early.join().statusCode()).as(early.join().asString()).isGreaterThanOrEqualTo(400);
    assertThat(last("class", "k1")).contains("\"st9\"");
  }

  /** Whether it left a place behind is not known before the list shows all: it is sent again. */
  @Test
  void whatIsWrongIsToBeSentAgainWhileTheListOfPlacesIsBehind() throws SQLException {
    Map<String, Object> wrong = enrolment("nobody", "k1", "student");
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("select 1 from checkpoint where subscription = 'class-places' for update");
      taken(push("/users/p9", pupil("p9")), "APPLIED");
      Response behind = push("/enrollments/e9", wrong);
      assertThat(behind.statusCode()).as(behind.asString()).isEqualTo(503);
      assertThat(behind.header("Retry-After")).isNotNull();
      held.rollback();
    }
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> push("/enrollments/e9", wrong).statusCode() == 400);
  }

  /** At once, since who waits for a lock does so for five seconds. */
  private void awaitWaiting(int many) {
    await().pollInterval(Duration.ofMillis(10)).until(() -> number(WAITING) >= many);
  }

  /** One that has ended its import, and one that begins the next. */
  @Test
  void whoCatchesUpAtOnceWithAnotherTakesNothingTwice() throws SQLException {
    await().until(() -> number(BEHIND + " and r.board = '" + board + "'") == 0);
    taken(push("/users/p9", pupil("p9")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("p9", "k1", "student")), "APPLIED");
    ImportId of = new ImportId(new Board(board), new School(school), UUID.randomUUID());
    List<CompletableFuture<Void>> both = new ArrayList<>();
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("lock table roster_record in share mode");
      both.add(rosters.noticeOthers(of).subscribeAsCompletionStage());
      both.add(rosters.noticeOthers(of).subscribeAsCompletionStage());
      await()
          .until(() -> number(WAITING) >= 2 || both.stream().anyMatch(CompletableFuture::isDone));
      assertThat(both).as("both at once").noneMatch(CompletableFuture::isDone);
      assertThat(rosters.open(of).subscribeAsCompletionStage())
          .as("who begins the next import waits for neither")
          .succeedsWithin(Patience.LONG);
      held.rollback();
    }
    both.forEach(CompletableFuture::join);
    for (String line : List.of("users' and r.id = 'p9'", "enrollments' and r.id = 'e9'")) {
      assertThat(number(LINES.formatted(board, line))).as(line).isEqualTo(1);
    }
    assertThat(number(LINES.formatted(board, "roles' and r.user_id = 'p9'"))).isEqualTo(1);
  }

  private static final String LINES =
      "select count(*) from roster_record r join roster k on k.number = r.roster"
          + " where k.board = '%s' and r.file = '%s";

  /** What was looked for at the end of an import is not. */
  private static final String BEHIND =
      "select count(*) from roster r where r.position < (select max(e.position) from event e"
          + " where e.board = r.board and e.school = r.school)";

  private static final String WAITING =
      "select count(distinct pid) from pg_locks where not granted and pid in"
          + " (select pid from pg_stat_activity where datname = current_database())";

  /** Who writes to a guardian gives up where there is none, and waits where that is not clear. */
  @Test
  void thatAGuardianHasNoTieIsSaidOnceItIsSure() throws SQLException {
    taken(push("/users/g9", user("g9", "parent")), "APPLIED");
    assertThat(contact("g9", "p1").statusCode()).isEqualTo(200);
    assertThat(contact("g9", "p1").jsonPath().<Boolean>get("informed")).isNull();
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute(
          "select 1 from checkpoint where subscription = 'roster-members' for update");
      taken(push("/users/p9", pupil("p9", "g9")), "APPLIED");
      assertThat(contact("g9", "p9").statusCode()).isEqualTo(503);
      held.rollback();
    }
    assertThat(contact("g9", "p9").jsonPath().getBoolean("informed")).isTrue();
  }

  private Response contact(String guardian, String pupil) {
    return with(Tokens.of("notification-service").token())
        .header("Tenzij-Board", board)
        .get(at("/guardians/" + guardian + "/contact?pupil=" + pupil));
  }

  private void taken(Response answer, String outcome) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("outcome")).as(answer.asString()).isEqualTo(outcome);
  }

  private Map<String, Object> user(String id, String role) {
    Map<String, Object> user = new HashMap<>();
    user.put("sourcedId", id);
    user.put("enabledUser", true);
    user.put("username", id);
    user.put("givenName", "Mila");
    user.put("familyName", "Bakker");
    user.put("password", "secret-of-" + id);
    user.put("phone", "010 1234567");
    user.put("roles", List.of(Map.of("roleType", "primary", "role", role, "org", ref(school))));
    return user;
  }

  private Map<String, Object> pupil(String id, String... guardians) {
    Map<String, Object> pupil = user(id, "student");
    pupil.put("grades", List.of("3"));
    pupil.put("agents", List.of(guardians).stream().map(RosterSpec::ref).toList());
    return pupil;
  }

  private Map<String, Object> schoolClass(String title) {
    return Map.of(
        "title",
        title,
        "classType",
        "scheduled",
        "course",
        ref("c1"),
        "school",
        ref(school),
        "terms",
        List.of(ref("year")),
        "subjects",
        List.of("Dutch"));
  }

  private String last(String stream, String about) {
    return one("select data::text from event", stream, about, "order by position desc limit 1");
  }

  /** Names are sealed anew each time. */
  private String nameless(String stream, String about) {
    return one(
        "select (data - 'givenName' - 'familyName')::text from event",
        stream,
        about,
        "order by position desc limit 1");
  }

  private String log(String stream, String about) {
    return one("select string_agg(data::text, ' ') from event", stream, about, "");
  }

  private String one(String select, String stream, String about, String order) {
    return String.valueOf(
        one(
            "%s where board = '%s' and stream like '%s/%%' and data::text like '%%\"%s\"%%' %s"
                .formatted(select, board, stream, about, order)));
  }

  @Test
  void whatIsPushedIsThereAndAgainItChangesNothing() {
    taken(push("/users/g9", user("g9", "parent")), "APPLIED");
    taken(push("/users/p9", pupil("p9", "g9")), "APPLIED");
    taken(push("/classes/k9", schoolClass("3Dutch")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("p9", "k9", "student")), "APPLIED");
    Response pupil = read("p9");
    assertThat(pupil.jsonPath().getString("givenName")).isEqualTo("Mila");
    assertThat(pupil.jsonPath().getList("classes")).containsExactly("k9");
    assertThat(pupil.jsonPath().getList("guardians")).containsExactly("g9");

    taken(push("/users/g9", user("g9", "parent")), "UNCHANGED");
    taken(push("/users/p9", pupil("p9", "g9")), "UNCHANGED");
    taken(push("/classes/k9", schoolClass("3Dutch")), "UNCHANGED");
    taken(push("/enrollments/e9", enrolment("p9", "k9", "student")), "UNCHANGED");
    assertThat(log("pupil", "p9")).doesNotContain("secret", "1234567", "Bakker");
  }

  @Test
  void whoLeavesHasLeftAndMayBeToldOfTwice() {
    assertThat(delete("/users/p1").statusCode()).isEqualTo(204);
    assertThat(read("p1").statusCode()).isEqualTo(404);
    assertThat(delete("/users/p1").statusCode()).isEqualTo(204);
    assertThat(delete("/users/nobody").statusCode()).isEqualTo(404);
    Map<String, Object> gone = pupil("p2");
    gone.put("status", "tobedeleted");
    taken(push("/users/p2", gone), "APPLIED");
    assertThat(read("p2").statusCode()).isEqualTo(404);
    assertThat(delete("/classes/k1").statusCode()).isEqualTo(204);
    assertThat(push("/enrollments/e9", enrolment("st1", "k1", "teacher")).statusCode())
        .as("a class that is no more")
        .isEqualTo(400);
  }

  @Test
  void aTeacherSeesThePupilsFromTheFirstToTheLastDay() {
    String other =
        Tokens.user(board, "teacher")
            .with("schools", List.of("teacher@" + school))
            .with("person", "st9")
            .token();
    taken(push("/users/st9", user("st9", "teacher")), "APPLIED");
    Map<String, Object> teaches = enrolment("st9", "k1", "teacher");
    teaches.put("endDate", "2020-01-01");
    taken(push("/enrollments/e9", teaches), "APPLIED");
    assertThat(with(other).header("Tenzij-Reason", "CARE").get(at("/pupils/p1")).statusCode())
        .as("is over")
        .isEqualTo(404);
    teaches.put("beginDate", "2020-01-01");
    teaches.put("endDate", "2999-01-01");
    taken(push("/enrollments/e9", teaches), "APPLIED");
    assertThat(with(other).header("Tenzij-Reason", "CARE").get(at("/pupils/p1")).statusCode())
        .as("is now")
        .isEqualTo(200);
    assertThat(delete("/enrollments/e9").statusCode()).isEqualTo(204);
    assertThat(with(other).header("Tenzij-Reason", "CARE").get(at("/pupils/p1")).statusCode())
        .as("was never")
        .isEqualTo(404);
    assertThat(delete("/enrollments/e9").statusCode()).isEqualTo(404);
  }

  @Test
  void anEnrolmentThatMovesStandsInOnePlaceOnly() {
    taken(push("/users/st9", user("st9", "teacher")), "APPLIED");
    taken(push("/classes/k9", schoolClass("3Dutch")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("st9", "k9", "teacher")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("st9", "k1", "teacher")), "APPLIED");
    assertThat(last("class", "k9")).as("the last word on the first class").doesNotContain("st9");
    taken(push("/enrollments/e9", enrolment("p1", "k9", "student")), "APPLIED");
    taken(push("/enrollments/e9", enrolment("p2", "k9", "student")), "APPLIED");
    assertThat(read("p1").jsonPath().getList("classes")).doesNotContain("k9");
    assertThat(read("p2").jsonPath().getList("classes")).contains("k9");
  }

  /** Both look where the id stands, and would both find it nowhere. */
  @Test
  void anEnrolmentThatIsPushedTwiceAtOnceStandsInOnePlaceOnly() {
    for (int round = 0; round < 4; round++) {
      String path = "/enrollments/e-both-" + round;
      taken(push("/classes/k-both-" + round, schoolClass("3Both")), "APPLIED");
      Map<String, Object> one = enrolment("p1", "k-both-" + round, "student");
      Map<String, Object> other = enrolment("p2", "k-both-" + round, "student");
      var pushed = CompletableFuture.supplyAsync(() -> push(path, one));
      taken(push(path, other), "APPLIED");
      taken(pushed.join(), "APPLIED");

      String inClass = "k-both-" + round;
      assertThat(
              Stream.of("p1", "p2")
                  .filter(pupil -> read(pupil).jsonPath().getList("classes").contains(inClass)))
          .as(inClass)
          .hasSize(1);
    }
  }

  /** Whoever has the turn died with it. */
  @Test
  void aTurnThatIsOverPasses() {
    execute(
        "insert into enrolment_push values ('%s', '%s', 'e9', gen_random_uuid(), now())"
            .formatted(board, school));
    taken(push("/enrollments/e9", enrolment("p1", "k1", "student")), "APPLIED");
  }

  @Test
  void noCitizenNumberComesInByAnyField() {
    Map<String, Map<String, Object>> hidden = new HashMap<>();
    hidden.put("identifier", Map.of("identifier", CITIZEN_NUMBER));
    hidden.put("givenName", Map.of("givenName", "Mila 111.222.333"));
    hidden.put(
        "userIds[0].identifier",
        Map.of("userIds", List.of(Map.of("type", "LAS", "identifier", CITIZEN_NUMBER))));
    hidden.put(
        "userIds[0].type", Map.of("userIds", List.of(Map.of("type", "BSN", "identifier", "1"))));
    hidden.put(
        "metadata.vendor.x", Map.of("metadata", Map.of("vendor", Map.of("x", CITIZEN_NUMBER))));
    hidden.forEach(
        (field, value) -> {
          Map<String, Object> body = pupil("p9");
          body.putAll(value);
          Response answer = push("/users/p9", body);
          assertThat(answer.statusCode()).as(field).isEqualTo(400);
          assertThat(answer.jsonPath().getList("errors.field")).containsExactly(field);
          assertThat(answer.jsonPath().getList("errors.code")).containsExactly("citizen-number");
          assertThat(answer.asString()).doesNotContain(CITIZEN_NUMBER);
        });
    assertThat(read("p9").statusCode()).isEqualTo(404);
    Map<String, Object> body = pupil(CITIZEN_NUMBER);
    body.remove("sourcedId");
    Response byPath = push("/users/" + CITIZEN_NUMBER, body);
    assertThat(byPath.statusCode()).isEqualTo(400);
    assertThat(byPath.jsonPath().getList("errors.field")).contains("sourcedId");
    assertThat(byPath.jsonPath().getList("errors.code")).containsOnly("citizen-number");
    noPropertyTakesACitizenNumber();
  }

  /** Of all that the document says that a body can hold. */
  private void noPropertyTakesACitizenNumber() {
    JsonNode document = document();
    Map<String, Map<String, Object>> fine =
        Map.of(
            "UserBody /users/p9",
            pupil("p9"),
            "ClassBody /classes/k9",
            schoolClass("3Dutch"),
            "EnrollmentBody /enrollments/e9",
            enrolment("p1", "k1", "student"));
    List<String> asked = new ArrayList<>();
    fine.forEach(
        (about, body) -> {
          String schema = about.replaceAll(" .*", "");
          document
              .at("/components/schemas/" + schema + "/properties")
              .properties()
              .forEach(
                  property ->
                      holding(document, property.getValue())
                          .forEach(
                              value -> {
                                asked.add(schema + '.' + property.getKey());
                                Map<String, Object> with = new HashMap<>(body);
                                with.put(property.getKey(), value);
                                assertRefused(about, property.getKey(), with);
                              }));
        });
    assertThat(asked)
        .contains(
            "UserBody.middleName",
            "UserBody.userProfiles",
            "UserBody.agents",
            "ClassBody.periods",
            "ClassBody.dateLastModified",
            "EnrollmentBody.class");
  }

  private void assertRefused(String about, String property, Map<String, Object> body) {
    Response answer = push(about.replaceAll(".* ", ""), body);
    assertThat(answer.statusCode()).as(about + ' ' + body).isEqualTo(400);
    assertThat(answer.asString()).doesNotContain(CITIZEN_NUMBER);
    if (!REFUSED_ANYHOW.contains(property)) {
      assertThat(answer.jsonPath().getList("errors.code"))
          .as(about + ' ' + body)
          .contains("citizen-number");
    }
  }

  /** By what they have to be. */
  private static final Set<String> REFUSED_ANYHOW =
      Set.of("sourcedId", "status", "enabledUser", "primary");

  private JsonNode document() {
    try {
      return new ObjectMapper().readTree(with(system).get("/api/v1/openapi.json").asString());
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Values of a schema, each with a citizen number in another place. */
  private static List<Object> holding(JsonNode document, JsonNode schema) {
    if (schema.has("$ref")) {
      return holding(document, document.at(schema.path("$ref").asText().substring(1)));
    }
    if (schema.has("allOf")) {
      return holding(document, schema.path("allOf").get(0));
    }
    if (schema.has("items")) {
      return holding(document, schema.path("items")).stream()
          .<Object>map(value -> List.of(value))
          .toList();
    }
    List<Object> all = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                holding(document, property.getValue())
                    .forEach(value -> all.add(Map.of(property.getKey(), value))));
    boolean anyName = schema.path("additionalProperties").isObject();
    if (all.isEmpty()) {
      all.add(anyName ? Map.of("any", CITIZEN_NUMBER) : CITIZEN_NUMBER);
    }
    if (schema.isEmpty()) {
      all.add(List.of(Map.of("any", CITIZEN_NUMBER)));
    }
    return all;
  }

  /** Not even in what is looked through for something else. */
  @Test
  void passwordsAreNeverLookedAt() {
    Map<String, Object> body = pupil("p9");
    body.put("password", CITIZEN_NUMBER);
    body.put("sms", CITIZEN_NUMBER);
    body.put("phone", CITIZEN_NUMBER);
    body.put("dateLastModified", "2026-11-22T10:15:30.111222333+01:00");
    body.put("middleName", "van");
    body.put(
        "userProfiles",
        List.of(
            Map.of(
                "profileId",
                "1",
                "credentials",
                List.of(Map.of("username", "p9", "password", CITIZEN_NUMBER)))));
    taken(push("/users/p9", body), "APPLIED");
    assertThat(log("pupil", "p9")).doesNotContain(CITIZEN_NUMBER);
  }

  private Map<String, Object> tie(String pupil, String guardian) {
    return read(pupil)
        .jsonPath()
        .getMap("guardianships.find { it.guardian == '" + guardian + "' }");
  }

  /** A push in the course of the day must not let in whom a judge has barred. */
  @Test
  void whatRestrictsAGuardianOutlastsRecordsThatAreSilentOnIt() {
    Map<String, Object> barred = pupil("p9", "g1", "g2");
    barred.put("metadata", Map.of("tenzij.barredAgentSourcedIds", List.of("g2")));
    taken(push("/users/p9", barred), "APPLIED");
    assertThat(tie("p9", "g2")).containsEntry("contact", false).containsEntry("informed", false);

    Map<String, Object> silent = pupil("p9");
    silent.remove("agents");
    taken(push("/users/p9", silent), "UNCHANGED");
    assertThat(tie("p9", "g2")).containsEntry("contact", false);

    taken(push("/users/p9", pupil("p9", "g1")), "APPLIED");
    assertThat(tie("p9", "g2")).isNull();
    taken(push("/users/p9", pupil("p9", "g1", "g2")), "APPLIED");
    assertThat(tie("p9", "g2")).containsEntry("contact", false).containsEntry("informed", false);
    assertThat(tie("p9", "g1")).containsEntry("contact", true).containsEntry("informed", true);
  }

  @Test
  void whatRestrictsAGuardianIsTakenOfARecordThatNamesNoGuardians() {
    taken(push("/users/p9", pupil("p9", "g1", "g2")), "APPLIED");
    taken(push("/users/p9", saying("tenzij.barredAgentSourcedIds", "g2")), "APPLIED");
    assertThat(tie("p9", "g2")).containsEntry("contact", false).containsEntry("informed", false);
    taken(push("/users/p9", saying("tenzij.withoutCustodyAgentSourcedIds", "g1")), "APPLIED");
    assertThat(tie("p9", "g1")).containsEntry("custody", false).containsEntry("informed", false);
    taken(push("/users/p9", saying("tenzij.withoutCustodyAgentSourcedIds")), "APPLIED");
    assertThat(tie("p9", "g1")).containsEntry("custody", true).containsEntry("informed", true);
    taken(push("/users/p9", saying("tenzij.uninformedAgentSourcedIds", "g1")), "APPLIED");
    assertThat(tie("p9", "g1")).containsEntry("contact", true).containsEntry("informed", false);
    assertThat(tie("p9", "g2")).as("none of these lifts the bar").containsEntry("contact", false);
  }

  /** Of a pupil, silent on who the guardians are. */
  private Map<String, Object> saying(String key, String... guardians) {
    Map<String, Object> pupil = pupil("p9");
    pupil.remove("agents");
    pupil.put("metadata", Map.of(key, List.of(guardians)));
    return pupil;
  }

  @Test
  void whatRestrictsWhoIsNamedAsAGuardianNoMoreOutlastsTheTie() {
    taken(push("/users/p9", pupil("p9", "g1", "g2")), "APPLIED");
    Map<String, Object> barred = pupil("p9", "g1");
    barred.put("metadata", Map.of("tenzij.barredAgentSourcedIds", List.of("g2", "g3")));
    taken(push("/users/p9", barred), "APPLIED");
    taken(push("/users/p9", barred), "UNCHANGED");
    assertThat(tie("p9", "g2")).isNull();
    taken(push("/users/p9", pupil("p9", "g1", "g2", "g3")), "APPLIED");
    assertThat(tie("p9", "g1")).containsEntry("contact", true);
    assertThat(tie("p9", "g2")).containsEntry("contact", false).containsEntry("informed", false);
    assertThat(tie("p9", "g3"))
        .as("never was a guardian before")
        .containsEntry("language", "ar")
        .containsEntry("contact", false);
  }

  /** A mistyped id restricts nobody, and somebody has to see that. */
  @Test
  void whatRestrictsNoGuardianIsSaidAndShown() {
    Map<String, Object> typed = pupil("p9", "g1", "g2");
    typed.put(
        "metadata",
        Map.of(
            "tenzij.barredAgentSourcedIds",
            List.of("g2-typo"),
            "tenzij.withoutCustodyAgentSourcedIds",
            List.of("g2")));
    Response answer = push("/users/p9", typed);
    taken(answer, "APPLIED");
    assertThat(answer.jsonPath().getList("remarks.code")).containsExactly("restricts-no-guardian");
    assertThat(answer.jsonPath().getList("remarks.field"))
        .containsExactly("metadata.tenzij.barredAgentSourcedIds");
    assertThat(answer.jsonPath().getString("remarks.detail")).doesNotContain("g2-typo");
    assertThat(read("p9").jsonPath().getList("restrictedOthers"))
        .containsExactly(
            Map.of("person", "g2-typo", "informed", false, "custody", true, "contact", false));

    Response silent = push("/users/p9", saying("tenzij.uninformedAgentSourcedIds", "g1", "g3"));
    assertThat(silent.jsonPath().getList("remarks.field"))
        .as("of guardians it does not speak")
        .containsExactly("metadata.tenzij.uninformedAgentSourcedIds");

    taken(push("/users/p9", pupil("p9", "g1")), "APPLIED");
    assertThat(read("p9").jsonPath().getList("restrictedOthers.person"))
        .as("and who is a guardian no more")
        .containsExactly("g2", "g2-typo", "g3");
    assertThat(push("/users/p8", pupil("p8", "g1")).jsonPath().getList("remarks")).isEmpty();
    assertThat(read("p8").jsonPath().getMap("$")).doesNotContainKey("restrictedOthers");
  }

  /** The same in a file, with its line. */
  @Test
  void whatRestrictsNoGuardianIsRemarkedInAPackage() {
    String columns = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,";
    String known = "p2,active,2026-11-22T10:00:00Z,true,p2,Noa,Aydin,";
    PackageBuilder named =
        PackageBuilder.delta("users")
            .file(
                "users.csv",
                columns + "agentSourcedIds,metadata.tenzij.barredAgentSourcedIds",
                known + "g1,g1-typo");
    assertThat(bringIn(named).<Map<String, Object>>getList("remarks"))
        .filteredOn(each -> "restricts-no-guardian".equals(each.get("code")))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each)
                    .containsEntry("file", "users.csv")
                    .containsEntry("line", 2)
                    .containsEntry("column", "metadata.tenzij.barredAgentSourcedIds"));
    PackageBuilder silent =
        PackageBuilder.delta("users")
            .file(
                "users.csv",
                columns
                    + "metadata.tenzij.barredAgentSourcedIds,"
                    + "metadata.tenzij.withoutCustodyAgentSourcedIds",
                known + "g1,g2-typo");
    assertThat(bringIn(silent).<Map<String, Object>>getList("remarks"))
        .filteredOn(each -> "restricts-no-guardian".equals(each.get("code")))
        .extracting(each -> each.get("column"))
        .containsExactly("metadata.tenzij.withoutCustodyAgentSourcedIds");
    assertThat(read("p2").jsonPath().getList("restrictedOthers.person"))
        .as("with who was a guardian before")
        .containsExactly("g1-typo", "g2-typo", "g3");
  }

  /** As systems write it that know of a field and not what to say in it. */
  @Test
  void nullSaysNothingInMetadataEither() {
    Map<String, Object> said = new HashMap<>();
    said.put("tenzij.barredAgentSourcedIds", List.of("g2"));
    said.put("tenzij.withoutCustodyAgentSourcedIds", List.of("g1"));
    said.put("tenzij.uninformedAgentSourcedIds", List.of("g3"));
    said.put("tenzij.mentor", "st1");
    said.put("tenzij.careCoordinator", "st2");
    said.put("tenzij.opp", true);
    said.put("tenzij.ofAge", true);
    Map<String, Object> pupil = pupil("p9", "g1", "g2", "g3");
    pupil.put("metadata", said);
    taken(push("/users/p9", pupil), "APPLIED");
    Map<String, Object> nothing = new HashMap<>();
    said.keySet().forEach(key -> nothing.put(key, null));
    pupil.put("metadata", nothing);
    taken(push("/users/p9", pupil), "UNCHANGED");
    nothing.put("tenzij.barredAgentSourcedIds", Collections.singletonList(null));
    taken(push("/users/p9", pupil), "UNCHANGED");
    nothing.put("tenzij.barredAgentSourcedIds", List.of());
    nothing.put("tenzij.ofAge", "");
    taken(push("/users/p9", pupil), "APPLIED");
    assertThat(tie("p9", "g2")).as("nobody is").containsEntry("contact", true);
    assertThat(tie("p9", "g1")).containsEntry("custody", false);
  }

  @Test
  void whatRestrictsAGuardianIsKeptAlsoWhereTheGuardianComesLater() {
    Map<String, Object> early = pupil("p9", "g-late");
    early.put("metadata", Map.of("tenzij.withoutCustodyAgentSourcedIds", List.of("g-late")));
    taken(push("/users/p9", early), "APPLIED");
    taken(push("/users/g-late", user("g-late", "parent")), "APPLIED");
    taken(push("/users/p9", pupil("p9", "g-late")), "UNCHANGED");
    assertThat(tie("p9", "g-late"))
        .containsEntry("custody", false)
        .containsEntry("informed", false);
  }

  @Test
  void aFamilyMayBePushedChildFirst() {
    Response early = push("/users/p9", pupil("p9", "g9"));
    taken(early, "APPLIED");
    assertThat(early.jsonPath().getList("remarks.code")).containsExactly("unknown-reference");
    taken(push("/users/g9", speaking("g9", "tr")), "APPLIED");
    isTied("p9", "g9", "tr");
    taken(push("/users/p9", pupil("p9", "g9")), "UNCHANGED");
  }

  private Map<String, Object> speaking(String guardian, String language) {
    Map<String, Object> user = user(guardian, "parent");
    user.put("metadata", Map.of("tenzij.language", language));
    return user;
  }

  private void isTied(String pupil, String guardian, String language) {
    JsonPath read = read(pupil).jsonPath();
    assertThat(read.getList("guardians")).containsExactly(guardian);
    assertThat(read.getString("guardianships[0].language")).isEqualTo(language);
    await()
        .until(
            () ->
                with(role("head"))
                    .get(at("/guardians/" + guardian + "/pupils"))
                    .jsonPath()
                    .getList("items")
                    .equals(List.of(pupil)));
    assertThat(contact(guardian, pupil).jsonPath().getBoolean("informed")).isTrue();
  }

  @Test
  void aRosterInBetweenLeavesTheTieToWhoHasStillToCome() {
    taken(push("/users/p9", pupil("p9", "g9")), "APPLIED");
    PackageBuilder roster =
        PackageBuilder.small(board, school)
            .add("users.csv", "p9,,,true,p9,,Mila,Bakker,,,,,,g9,3,," + school + ",,")
            .add("roles.csv", "r99,,,p9,primary,student,,," + school + ",");
    for (int times = 0; times < 2; times++) {
      JsonPath report = bringIn(roster);
      assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
      assertThat(report.getList("remarks.code")).contains("unknown-reference");
    }
    JsonPath delta =
        bringIn(
            delta(
                "users", USERS, "p9,active," + NOW + "true,p9,Mila,Bakker,,g9,4," + school + ","));
    assertThat(delta.getList("refusals")).isEmpty();
    taken(push("/users/g9", speaking("g9", "pl")), "APPLIED");
    isTied("p9", "g9", "pl");

    bringIn(roster);
    assertThat(read("p9").jsonPath().getList("guardians")).as("the set wins").isEmpty();
  }

  @Test
  void aRosterThatNamesNoGuardianTakesTheTieBack() {
    taken(push("/users/p9", pupil("p9", "g9")), "APPLIED");
    bringIn(
        PackageBuilder.small(board, school)
            .add("users.csv", "p9,,,true,p9,,Mila,Bakker,,,,,,,3,," + school + ",,")
            .add("roles.csv", "r99,,,p9,primary,student,,," + school + ","));
    taken(push("/users/g9", user("g9", "parent")), "APPLIED");
    assertThat(read("p9").jsonPath().getList("guardians")).isEmpty();
  }

  @Test
  void aRecordThatIsSilentOnTheLanguageLeavesItAsItWas() {
    String before = last("guardian", "g2");
    Map<String, Object> fatma = user("g2", "parent");
    fatma.put("email", "another@example.org");
    taken(push("/users/g2", fatma), "APPLIED");
    assertThat(before).contains("\"language\": \"tr\"");
    assertThat(last("guardian", "g2")).contains("\"language\": \"tr\"");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceByTheRulesOfAWholeRoster() {
    Map<String, Object> body = pupil("p9");
    body.put("givenName", "  ");
    body.put("email", "not one");
    body.put("metadata", Map.of("tenzij.language", "xx"));
    body.put("roles", List.of(Map.of("roleType", "primary", "role", "pupil", "org", ref(school))));
    Response answer = push("/users/p9", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    List<Map<String, String>> errors = answer.jsonPath().getList("errors");
    assertThat(errors)
        .extracting(error -> error.get("field") + ' ' + error.get("code"))
        .containsExactlyInAnyOrder(
            "givenName required",
            "email format",
            "metadata.tenzij.language format",
            "roles[0].role format");
    Map<String, Object> elsewhere = pupil("p9");
    elsewhere.put(
        "roles",
        List.of(Map.of("roleType", "primary", "role", "student", "org", ref("other-school"))));
    assertThat(push("/users/p9", elsewhere).jsonPath().getList("errors.code"))
        .containsExactly("no-role");
    Map<String, Object> nowhere = enrolment("nobody", "no-class", "student");
    assertThat(push("/enrollments/e9", nowhere).jsonPath().getList("errors.field"))
        .containsExactlyInAnyOrder("class.sourcedId", "user.sourcedId");
    assertThat(push("/users/p8", pupil("p9")).jsonPath().getList("errors.code"))
        .containsExactly("other-record");
    Map<String, Object> backwards = enrolment("p1", "k1", "student");
    backwards.put("beginDate", "2026-11-02");
    backwards.put("endDate", "2026-11-01");
    assertThat(push("/enrollments/e9", backwards).jsonPath().getList("errors.code"))
        .containsExactly("order");
    assertThat(push("/users/p9", withRole("2026-11-02", "2026-11-01")).asString())
        .contains("roles[0].endDate", "order");
    assertThat(
            push("/users/p9", withRole("2999-01-01", "2999-02-01"))
                .jsonPath()
                .getList("errors.code"))
        .as("begins later: nothing is kept for that day")
        .containsExactly("not-yet");
  }

  private Map<String, Object> withRole(String begin, String end) {
    Map<String, Object> pupil = pupil("p9");
    pupil.put(
        "roles",
        List.of(
            Map.of(
                "roleType",
                "primary",
                "role",
                "student",
                "org",
                ref(school),
                "beginDate",
                begin,
                "endDate",
                end)));
    return pupil;
  }

  @Test
  void whatIsUnderstoodIsTakenAndSaid() {
    Map<String, Object> body = pupil("p9", "g1", "unknown");
    body.put("metadata", Map.of("tenzij.opp", true));
    body.put(
        "roles", List.of(Map.of("roleType", "Primary", "role", "student", "org", ref(school))));
    Response answer = push("/users/p9", body);
    taken(answer, "APPLIED");
    assertThat(answer.jsonPath().getList("remarks.code"))
        .containsExactlyInAnyOrder("value-case", "unknown-reference");
    assertThat(read("p9").jsonPath().getList("guardians")).containsExactly("g1", "unknown");

    body.put("agents", List.of(ref("g1")));
    body.put(
        "roles", List.of(Map.of("roleType", "primary", "role", "student", "org", ref(school))));
    body.put("metadata", Map.of("tenzij.mentor", "st1", "tenzij.careCoordinator", "g1"));
    Response named = push("/users/p9", body);
    taken(named, "APPLIED");
    assertThat(named.jsonPath().getList("remarks.code")).containsExactly("unknown-staff");
    assertThat(named.jsonPath().getList("remarks.field"))
        .as("a guardian is not of the staff")
        .containsExactly("metadata.tenzij.careCoordinator");
    assertThat(last("pupil", "p9")).contains("\"careCoordinator\": \"g1\"");

    PackageBuilder roster =
        PackageBuilder.delta("users")
            .file(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,metadata.tenzij.mentor,metadata.tenzij.careCoordinator",
                "p2,active,2026-11-22T10:00:00Z,true,p2,Noa,Aydin,st2,g1");
    assertThat(bringIn(roster).<String>getList("remarks.column"))
        .as("the same in a file")
        .contains("metadata.tenzij.careCoordinator")
        .doesNotContain("metadata.tenzij.mentor");
  }

  @Test
  void aWholeRosterIsTheSetAndLeavesWhatItCannotSay() {
    taken(push("/users/p9", pupil("p9")), "APPLIED");
    Map<String, Object> zoe = pupil("p1", "g1", "g2");
    zoe.put("givenName", "Zoe");
    zoe.put(
        "metadata",
        Map.of(
            "tenzij.mentor",
            "st1",
            "tenzij.opp",
            true,
            "tenzij.withoutCustodyAgentSourcedIds",
            List.of("g1"),
            "tenzij.barredAgentSourcedIds",
            List.of("g2")));
    taken(push("/users/p1", zoe), "APPLIED");
    assertThat(last("pupil", "p1"))
        .contains("\"mentor\": \"st1\"", "\"plan\": true")
        .contains("\"custody\": false", "\"contact\": false");

    bringTheRosterIn();
    assertThat(read("p9").statusCode()).as("not in the set").isEqualTo(404);
    assertThat(read("p1").jsonPath().getString("givenName")).isEqualTo("Zoë");
    assertThat(last("pupil", "p1"))
        .as("an export without these columns")
        .contains("\"mentor\": \"st1\"", "\"plan\": true")
        .contains("\"custody\": false", "\"contact\": false");
  }

  @Test
  void nothingComesAloneWhileAWholeRosterComesIn() {
    execute(
        """
        insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by,
          worker, worked_until)
        values ('%s', '%s', '%s', 'RUNNING', 'RECEIVED', now(), 'test', '%s', now() + '1 hour')"""
            .formatted(UUID.randomUUID(), board, school, UUID.randomUUID()));
    for (Response answer :
        List.of(
            push("/users/p9", pupil("p9")),
            delete("/users/p1"),
            push("/classes/k1", schoolClass("x")),
            push("/enrollments/e9", enrolment("p1", "k1", "student")))) {
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
      assertThat(answer.jsonPath().getString("code")).isEqualTo("import-running");
    }
    execute("delete from roster_import where board = '" + board + "' and accepted_by = 'test'");
  }

  @Test
  void onlyTheSchoolsOwnSystemPushes() {
    for (String role : List.of("head", "teacher", "guardian", "pipeline")) {
      assertThat(
              with(role(role))
                  .contentType(ContentType.JSON)
                  .body(pupil("p9"))
                  .put(at("/roster/users/p9"))
                  .statusCode())
          .as(role)
          .isEqualTo(403);
    }
    assertNothingIsTakenOfASchoolThatNobodyKnows();
    String other =
        Tokens.user("board-" + UUID.randomUUID(), "school-system")
            .with("schools", List.of("school-system@elsewhere"))
            .token();
    assertThat(
            with(other)
                .contentType(ContentType.JSON)
                .body(pupil("p9"))
                .put(at("/roster/users/p9"))
                .statusCode())
        .isEqualTo(404);
  }

  /** Others are told whom a school has, and would know no such school. */
  private void assertNothingIsTakenOfASchoolThatNobodyKnows() {
    String early = "school-" + UUID.randomUUID();
    String its =
        Tokens.user(board, "school-system")
            .with("schools", List.of("school-system@" + early))
            .token();
    Map<String, Object> schoolClass = new HashMap<>(schoolClass("3Dutch"));
    schoolClass.put("school", ref(early));
    Map.of("/users/p9", pupil("p9"), "/classes/k9", schoolClass)
        .forEach(
            (path, body) -> {
              Response answer =
                  with(its)
                      .contentType(ContentType.JSON)
                      .body(body)
                      .put("/api/v1/schools/" + early + "/roster" + path);
              assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
              assertThat(answer.jsonPath().getString("code")).isEqualTo("school-not-registered");
            });
  }

  @Test
  void aGuardiansOtherLanguageIsToldWithThePupil() {
    Map<String, Object> fatma = user("g2", "parent");
    fatma.put("metadata", Map.of("tenzij.language", "ar"));
    taken(push("/users/g2", fatma), "APPLIED");
    assertThat(last("pupil", "p1")).contains("\"language\": \"ar\"");
    taken(push("/users/g2", fatma), "UNCHANGED");
  }
}
