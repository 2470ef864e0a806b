package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nl.tenzij.ledger.testkit.Oversized;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RosterImportTest extends RosterSpec {

  @Inject MeterRegistry metrics;

  private PackageBuilder small() {
    return PackageBuilder.small(board, school);
  }

  private static Map<String, Object> file(JsonPath report, String name) {
    return report.<Map<String, Object>>getList("files").stream()
        .filter(each -> name.equals(each.get("file")))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<Object>> refusals(JsonPath report) {
    return told(report, "refusals");
  }

  private static List<List<Object>> told(JsonPath report, String as) {
    List<Map<String, Object>> all = report.getList(as);
    return all.stream()
        .map(
            each ->
                List.of(each.get("file"), each.get("line"), each.get("column"), each.get("code")))
        .toList();
  }

  private static List<String> remarks(JsonPath report) {
    return report.getList("remarks.code");
  }

  private long count(String sql) {
    return number(sql.formatted(board));
  }

  private String text(String sql) {
    return one(sql.formatted(board));
  }

  private long events(String type) {
    return count("select count(*) from event where type = '" + type + "' and board = '%s'");
  }

  private Response contact(String guardian) {
    return with(Tokens.of("notification-service").token())
        .header("Tenzij-Board", board)
        .get(at("/guardians/") + guardian + "/contact");
  }

  @Test
  void aRosterComesInAndComingAgainChangesNothing() {
    JsonPath first = sent(small());
    assertThat(first.getString("state")).as(first.prettify()).isEqualTo("APPLIED");
    assertThat(refusals(first)).isEmpty();
    assertThat(file(first, "users.csv"))
        .containsEntry("read", 8)
        .containsEntry("applied", 7)
        .containsEntry("outside", 1)
        .containsEntry("refused", 0);
    assertThat(file(first, "classes.csv")).containsEntry("applied", 1).containsEntry("outside", 1);
    assertThat(file(first, "enrollments.csv"))
        .containsEntry("applied", 3)
        .containsEntry("outside", 1);
    assertThat(events("pupil.registered.v5")).isEqualTo(2);
    assertThat(events("guardian.registered.v1")).isEqualTo(3);
    assertThat(events("staff.registered.v1")).isEqualTo(2);
    assertThat(events("class.registered.v2")).isEqualTo(1);
    assertThat(events("school.registered.v1")).isEqualTo(1);

    long before = events();
    JsonPath second = sent(small());
    assertThat(second.getString("state")).isEqualTo("APPLIED");
    assertThat(second.getList("files.applied", Integer.class)).containsOnly(0);
    assertThat(second.getList("files.left", Integer.class)).containsOnly(0);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void nothingOfAPackageStaysBehind() {
    sent(small());
    assertThat(
            count(
                "select count(*) from roster_package where import in"
                    + " (select id from roster_import where board = '%s')"))
        .isZero();
    for (String table :
        List.of("roster_seen", "roster_outside", "roster_person", "roster_task", "roster_file")) {
      assertThat(
              count(
                  "select count(*) from "
                      + table
                      + " where import in"
                      + " (select number from roster_import where board = '%s')"))
          .as(table)
          .isZero();
    }
    String kept = "from roster_record r join roster k on k.number = r.roster where k.board = '%s'";
    assertThat(count("select count(*) " + kept + " and r.file = 'users'")).isEqualTo(7);
    assertThat(count("select count(*) " + kept + " and r.outcome is not null")).isZero();
    for (String personal : List.of("Jansen", "Zo", "example.org", "secret")) {
      assertThat(count("select count(*) " + kept + " and r::text like '%%" + personal + "%%'"))
          .as("%s is kept by the log alone", personal)
          .isZero();
      assertThat(
              count(
                  "select count(*) from event where data::text like '%%\""
                      + personal
                      + "%%' and board = '%s'"))
          .as("%s stands in the log sealed", personal)
          .isZero();
    }
  }

  @Test
  void servicesFindNamesAndAddresses() {
    sent(small());
    JsonPath contact = contact("g2").then().statusCode(200).extract().jsonPath();
    assertThat(contact.getString("givenName")).isEqualTo("Fatma");
    assertThat(contact.getString("email")).isEqualTo("fatma@example.org");
    assertThat(contact.getString("language")).isEqualTo("tr");
    await().until(() -> Boolean.FALSE.equals(contact("g3").jsonPath().get("informed")));
    assertThat(contact("g2").jsonPath().getBoolean("informed")).isTrue();
    assertThat(contact("nobody").statusCode()).isEqualTo(404);
    Response name =
        with(Tokens.of("notification-service").token())
            .header("Tenzij-Board", board)
            .get(at("/pupils/p1/name"));
    assertThat(name.jsonPath().getString("givenName")).isEqualTo("Zoë");
    assertThat(with(role("head")).get(at("/guardians/g2/contact")).statusCode()).isEqualTo(403);
  }

  @Test
  void teachersFindThePupilsTheyTeach() {
    sent(small());
    String pupil = at("/pupils/p1");
    assertThat(reading(role("teacher")).get(pupil).jsonPath().getString("givenName"))
        .isEqualTo("Zoë");
    assertThat(reading(role("head")).get(pupil).statusCode()).isEqualTo(200);
    String other =
        Tokens.user(board, "teacher")
            .with("schools", List.of("teacher@" + school))
            .with("person", "st2")
            .token();
    assertThat(reading(other).get(pupil).statusCode()).isEqualTo(404);
    assertThat(reading(role("guardian")).get(pupil).statusCode()).isEqualTo(403);
  }

  private static RequestSpecification reading(String token) {
    return with(token).header("Tenzij-Reason", "CARE");
  }

  @Test
  void whoIsAbsentFromAWholeSetHasLeft() {
    sent(small());
    JsonPath second =
        sent(
            small()
                .without("users.csv", "p2,")
                .without("users.csv", "g3,")
                .without("roles.csv", "r2,")
                .without("roles.csv", "r5,")
                .without("enrollments.csv", "e2,"));
    assertThat(file(second, "users.csv")).as(second.prettify()).containsEntry("left", 2);
    assertThat(events("pupil.left.v1")).isEqualTo(1);
    assertThat(events("guardian.left.v1")).isEqualTo(1);
    assertThat(contact("g3").statusCode()).isEqualTo(404);

    JsonPath third = sent(small());
    assertThat(file(third, "users.csv")).containsEntry("applied", 2);
    assertThat(contact("g3").statusCode()).isEqualTo(200);
  }

  @Test
  void oneChangeIsOneEvent() {
    sent(small());
    long before = events();
    JsonPath second = sent(small().change("users.csv", ",tr,", ",nl,"));
    assertThat(file(second, "users.csv")).containsEntry("applied", 2).containsEntry("unchanged", 5);
    assertThat(events() - before).as("the guardian, and the pupil's tie").isEqualTo(2);
  }

  @Test
  void badLinesAreNamedAndTheRestComesIn() {
    JsonPath report =
        sent(
            small()
                .change("users.csv", "ann@example.org", "not-an-address")
                .add("users.csv", "p9,,,true,111222333,,A,B,,,,,,,3,," + school + ",,")
                .add("users.csv", "p1,,,true,p1,,Again,Again,,,,,,,3,," + school + ",,")
                .add("enrollments.csv", "e8,,,no-class," + school + ",p1,student,,,")
                .add("enrollments.csv", "e9,,,k1," + school + ",nobody,student,,,")
                .add("roles.csv", "r10,,,p1,primary,student,,,no-org,"));
    assertThat(report.getString("state")).isEqualTo("APPLIED");
    assertThat(refusals(report))
        .containsExactlyInAnyOrder(
            List.of("users.csv", 10, "username", "citizen-number"),
            List.of("users.csv", 11, "sourcedId", "duplicate"),
            List.of("enrollments.csv", 6, "classSourcedId", "unknown-reference"),
            List.of("enrollments.csv", 7, "userSourcedId", "unknown-reference"),
            List.of("roles.csv", 11, "orgSourcedId", "unknown-reference"));
    assertThat(report.prettify()).doesNotContain("111222333").doesNotContain("not-an-address");
    assertThat(events("pupil.registered.v5")).isEqualTo(2);
    assertThat(told(report, "remarks")).contains(List.of("users.csv", 4, "email", "format"));
    assertThat(contact("g1").statusCode()).as("taken without").isEqualTo(200);
    assertThat(contact("g1").jsonPath().getString("email")).isNull();
  }

  @Test
  void whatNeedNotBeThereKeepsNobodyOutThoughItCannotBeRead() {
    PackageBuilder roster =
        small()
            .change("users.csv", "Aydin,,,,,,g3,3,,", "Aydin,,,onbekend,,,g3,3,,")
            .change("users.csv", school + ",tr,", school + ",Turks,")
            .change("users.csv", school + ",ar,", school + ",ar_SY,")
            .change("enrollments.csv", "p1,student,,,", "p1,student,,NULL,0000-00-00")
            .change("enrollments.csv", "st1,teacher,true,,", "st1,teacher,WAAR,,");
    JsonPath first = sent(roster);
    assertThat(refusals(first)).isEmpty();
    assertThat(file(first, "users.csv")).containsEntry("applied", 7).containsEntry("refused", 0);
    assertThat(told(first, "remarks"))
        .contains(
            List.of("users.csv", 3, "email", "format"),
            List.of("users.csv", 5, "metadata.tenzij.language", "format"));
    assertThat(first.prettify()).doesNotContain("onbekend").doesNotContain("Turks");
    assertThat(pupil("p2").getList("guardians")).containsExactly("g3");
    assertThat(contact("g2").jsonPath().getString("language")).isEqualTo("nl");
    assertThat(contact("g3").jsonPath().getString("language")).isEqualTo("ar");
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");

    long before = events();
    JsonPath second = sent(roster);
    assertThat(told(second, "remarks"))
        .as("each time")
        .containsExactlyInAnyOrderElementsOf(told(first, "remarks"));
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void whatCannotBeReadTodayIsAsItWasKnownUntilItIsSaidThatThereIsNone() {
    sent(barring("g2"));
    await().until(() -> Boolean.FALSE.equals(contact("g2").jsonPath().get("informed")));
    long before = events();
    JsonPath unreadable =
        sent(
            barring("g1 en g2")
                .change("users.csv", "ann@example.org", "-")
                .change("users.csv", school + ",tr,", school + ",?,")
                .change("users.csv", ",g3,3,,", ",g3 g1,3,,"));
    assertThat(refusals(unreadable)).isEmpty();
    assertThat(told(unreadable, "remarks"))
        .contains(
            List.of("users.csv", 2, "metadata.tenzij.barredAgentSourcedIds", "format"),
            List.of("users.csv", 3, "agentSourcedIds", "format"),
            List.of("users.csv", 4, "email", "format"),
            List.of("users.csv", 5, "metadata.tenzij.language", "format"));
    assertThat(events()).as("all is as it was known").isEqualTo(before);
    assertThat(pupil("p1").getList("guardians")).containsExactly("g1", "g2");
    assertThat(pupil("p2").getList("guardians")).containsExactly("g3");

    sent(barring("g2").change("users.csv", "ann@example.org", ""));
    assertThat(contact("g1").jsonPath().getString("email")).as("none is said").isNull();
  }

  @Test
  void noNewGuardianIsTiedWhereItCannotBeReadWhoIsBarred() {
    JsonPath report = sent(barring("g1 en g2"));
    assertThat(refusals(report)).isEmpty();
    assertThat(pupil("p1").getString("givenName")).isEqualTo("Zoë");
    assertThat(pupil("p1").getList("guardians")).isEmpty();

    sent(barring("g2"));
    assertThat(pupil("p1").getList("guardians")).containsExactly("g1", "g2");
    await().until(() -> Boolean.FALSE.equals(contact("g2").jsonPath().get("informed")));
  }

  @Test
  void whoCannotBeReadTodayHasNotLeft() {
    sent(small());
    JsonPath second = sent(small().change("users.csv", "ann@example.org", "not-an-address"));
    assertThat(second.getList("files.left", Integer.class)).containsOnly(0);
    assertThat(contact("g1").jsonPath().getString("email")).isEqualTo("ann@example.org");

    JsonPath third =
        sent(small().without("users.csv", "st2,").change("users.csv", "\ng1,", "\n!!,"));
    assertThat(third.getList("files.left", Integer.class)).containsOnly(0);
    assertThat(remarks(third)).contains("absence-not-judged");
  }

  @Test
  void aRefusedEnrolmentTakesNobodyOutOfAClass() {
    sent(small());
    String pupil = at("/pupils/p1");
    assertThat(reading(role("teacher")).get(pupil).statusCode()).isEqualTo(200);
    for (String flaw :
        List.of(",teacher,true,31-12-2025,", ",docent,true,,", ",teacher,true,,2026-13-01")) {
      JsonPath report = sent(small().change("enrollments.csv", ",teacher,true,,", flaw));
      assertThat(report.getList("refusals")).as(flaw).isNotEmpty();
      assertThat(reading(role("teacher")).get(pupil).statusCode()).as(flaw).isEqualTo(200);
    }
    JsonPath report = sent(small().change("enrollments.csv", "p1,student,,,", "p1,leerling,,,"));
    assertThat(report.getList("refusals")).isNotEmpty();
    assertThat(reading(role("teacher")).get(pupil).statusCode()).isEqualTo(200);
    assertThat(reading(role("teacher")).get(pupil).jsonPath().getList("classes")).isNotEmpty();
  }

  @Test
  void whoKeptAPlaceForALineThatWasRefusedHasItNoLongerOnceAllCanBeRead() {
    sent(small());
    JsonPath moved = sent(small().change("enrollments.csv", "e1,,,k1,", "e1,,,nowhere,"));
    assertThat(refusals(moved))
        .containsExactly(List.of("enrollments.csv", 2, "classSourcedId", "unknown-reference"));
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");

    JsonPath whose =
        sent(
            small()
                .change(
                    "enrollments.csv", "e1,,,k1," + school + ",p1,", "x1,,,k1," + school + ",!!,"));
    assertThat(refusals(whose))
        .containsExactly(List.of("enrollments.csv", 2, "userSourcedId", "format"));
    assertThat(pupil("p1").getList("classes")).as("it may be this one's").containsExactly("k1");
    assertThat(pupil("p2").getList("classes")).containsExactly("k1");

    JsonPath read = sent(small().without("enrollments.csv", "e1,"));
    assertThat(refusals(read)).isEmpty();
    assertThat(pupil("p1").getList("classes")).isEmpty();
    assertThat(pupil("p2").getList("classes")).containsExactly("k1");
  }

  @Test
  void aPlaceThatWasPushedIsKeptWhereItsLineIsRefused() {
    sent(small());
    assertThat(
            with(system)
                .contentType("application/json")
                .body(
                    Map.of(
                        "user", Map.of("sourcedId", "st2"),
                        "class", Map.of("sourcedId", "k1"),
                        "school", Map.of("sourcedId", school),
                        "role", "teacher"))
                .put(at("/roster/enrollments/e7"))
                .statusCode())
        .isEqualTo(200);
    String teacher =
        Tokens.user(board, "teacher")
            .with("schools", List.of("teacher@" + school))
            .with("person", "st2")
            .token();
    String pupil = at("/pupils/p1");
    assertThat(reading(teacher).get(pupil).statusCode()).isEqualTo(200);

    String line = "e7,,,k1," + school + ",st2,teacher,,2026-13-01,";
    JsonPath report = sent(small().add("enrollments.csv", line));
    assertThat(refusals(report))
        .containsExactly(List.of("enrollments.csv", 6, "beginDate", "format"));
    assertThat(reading(teacher).get(pupil).statusCode()).isEqualTo(200);

    sent(small());
    assertThat(reading(teacher).get(pupil).statusCode()).as("the set wins").isEqualTo(404);
  }

  private PackageBuilder barring(String guardian) {
    List<String> lines =
        new String(small().content("users.csv"), StandardCharsets.UTF_8)
            .lines()
            .map(
                line ->
                    line.startsWith("sourcedId,")
                        ? line + ",metadata.tenzij.barredAgentSourcedIds"
                        : line + ',' + (line.startsWith("p1,") ? guardian : ""))
            .toList();
    return small().file("users.csv", lines.toArray(String[]::new));
  }

  @Test
  void aBarIsSaidAndTakenBackByARosterThatCanSayIt() {
    sent(barring("g2"));
    await().until(() -> Boolean.FALSE.equals(contact("g2").jsonPath().get("informed")));
    long before = events();
    assertThat(sent(small()).getString("state")).isEqualTo("APPLIED");
    assertThat(events()).as("a roster without the column leaves it").isEqualTo(before);
    sent(barring(""));
    assertThat(events() - before).isEqualTo(1);
    await().until(() -> Boolean.TRUE.equals(contact("g2").jsonPath().get("informed")));
  }

  @Test
  void aBarOutlastsTheTieThatTheSameRosterEnds() {
    sent(small());
    sent(barring("g2").change("users.csv", "\"g1,g2\"", "g1"));
    assertThat(pupil("p1").getList("guardians")).containsExactly("g1");
    sent(small());
    assertThat(pupil("p1").getList("guardians")).containsExactly("g1", "g2");
    await().until(() -> Boolean.FALSE.equals(contact("g2").jsonPath().get("informed")));
  }

  @Test
  void whoIsNotToldUnaskedIsToldOnceTheFieldIsEmpty() {
    sent(small());
    assertThat(pupil("p2").getBoolean("guardianships[0].informed")).isFalse();
    String[] without =
        new String(small().content("users.csv"), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toArray(String[]::new);
    sent(small().file("users.csv", without));
    assertThat(pupil("p2").getBoolean("guardianships[0].informed"))
        .as("a roster without the column leaves it")
        .isFalse();
    sent(small().change("users.csv", school + ",,g3", school + ",,"));
    assertThat(pupil("p2").getBoolean("guardianships[0].informed")).isTrue();
  }

  /** The package is kept in parts until it is applied. */
  @Test
  void aPackageThatHardlyShrinksComesIn() {
    var random = new java.util.Random(7);
    List<String> users = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      String noise = new java.math.BigInteger(400, random).toString(36);
      users.add("z%d,,,true,z%d,,%s,Family,,,,,,,3,,%s,,".formatted(i, i, noise, school));
      roles.add("rz%d,,,z%d,primary,student,,,%s,".formatted(i, i, school));
    }
    PackageBuilder large =
        small()
            .add("users.csv", users.toArray(String[]::new))
            .add("roles.csv", roles.toArray(String[]::new));
    assertThat(large.zip().length).isGreaterThan(200_000);
    assertThat(sent(large).getString("state")).isEqualTo("APPLIED");
  }

  /** More than fit in one batch of lines and one page of persons. */
  @Test
  void aLargerSchoolComesInWhole() {
    int pupils = 1100;
    List<String> users = new ArrayList<>();
    List<String> roles = new ArrayList<>();
    List<String> enrollments = new ArrayList<>();
    for (int i = 0; i < pupils; i++) {
      users.add("x%d,,,true,x%d,,Given,Family,,,,,,y%d,3,,%s,,".formatted(i, i, i, school));
      users.add(
          "y%d,,,true,y%d,,Given,Family,,,y%d@example.org,,,,,,%s,pl,".formatted(i, i, i, school));
      roles.add("rx%d,,,x%d,primary,student,,,%s,".formatted(i, i, school));
      roles.add("ry%d,,,y%d,primary,parent,,,%s,".formatted(i, i, school));
      enrollments.add("ex%d,,,k1,%s,x%d,student,,,".formatted(i, school, i));
    }
    PackageBuilder large =
        small()
            .add("users.csv", users.toArray(String[]::new))
            .add("roles.csv", roles.toArray(String[]::new))
            .add("enrollments.csv", enrollments.toArray(String[]::new));
    JsonPath first = sent(large);
    assertThat(file(first, "users.csv")).containsEntry("applied", 2 * pupils + 7);
    assertThat(file(first, "enrollments.csv")).containsEntry("applied", pupils + 3);
    assertThat(events("pupil.registered.v5")).isEqualTo(pupils + 2);
    JsonPath second = sent(large);
    assertThat(file(second, "users.csv"))
        .containsEntry("applied", 0)
        .containsEntry("unchanged", 2 * pupils + 7);
    Response fourth = send(small().zip());
    JsonPath asking = finished(fourth.header("Location"));
    assertThat(asking.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(asking.getInt("leaving.pupils")).isEqualTo(pupils);
    assertThat(asking.getInt("leaving.of")).isEqualTo(pupils + 2);
    assertThat(decide(fourth, "confirmation", role("head")).statusCode()).isEqualTo(202);
    JsonPath confirmed = finished(fourth.header("Location"));
    assertThat(confirmed.getString("state")).isEqualTo("APPLIED");
    assertThat(file(confirmed, "users.csv")).containsEntry("left", 2 * pupils);
    assertThat(events("pupil.left.v1")).isEqualTo(pupils);
  }

  private Response decide(Response accepted, String what, String token) {
    return with(token).post(accepted.header("Location") + "/" + what);
  }

  /** A school with so many more pupils that the absence of all of them is not taken at its word. */
  private PackageBuilder classOf(int pupils) {
    return small().withPupils(school, pupils);
  }

  @Test
  void beforeManyLeaveSomebodyHasToSaySo() {
    sent(classOf(20));
    long before = events();
    PackageBuilder few =
        small()
            .change("users.csv", "Noa", "Nora")
            .add("enrollments.csv", "e8,,,k1," + school + ",p1,student,,2026-13-01,");
    Response sent = send(few.zip());
    JsonPath asking = finished(sent.header("Location"));
    assertThat(asking.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(asking.getInt("leaving.pupils")).isEqualTo(20);
    assertThat(asking.getInt("leaving.of")).isEqualTo(22);
    assertThat(events()).as("nothing is applied").isEqualTo(before);
    assertThat(refusals(asking)).hasSize(1);
    assertThat(file(asking, "users.csv")).containsEntry("read", 8);
    noLineOfIsKept(asking.getString("id"));
    headAndBoardFind(asking.getString("id"));
    await().until(() -> events("roster-import.waiting.v1") == 1);
    assertThat(events("roster-import.settled.v1")).isZero();

    assertThat(decide(sent, "withdrawal", role("teacher")).statusCode()).isEqualTo(403);
    assertThat(decide(sent, "withdrawal", system).jsonPath().getString("state"))
        .isEqualTo("WITHDRAWN");
    assertThat(decide(sent, "confirmation", system).jsonPath().getString("code"))
        .isEqualTo("import-not-awaiting");
    assertThat(file(finished(sent.header("Location")), "users.csv")).containsEntry("read", 8);
    assertThat(events()).isEqualTo(before);
    assertThat(listed(system, "?state=AWAITING_CONFIRMATION").getList("items")).isEmpty();
    await().until(() -> events("roster-import.settled.v1") == 1);
    assertThat(events("roster-import.waiting.v1")).isEqualTo(1);

    JsonPath again = sent(classOf(20));
    assertThat(again.getString("state")).isEqualTo("APPLIED");
    assertThat(again.getList("files.applied", Integer.class)).containsOnly(0);
    assertThat(again.getList("files.left", Integer.class)).containsOnly(0);
  }

  /** For days, it may be: nobody's name is to lie about so long. */
  private void noLineOfIsKept(String id) {
    String of = " in (select number from roster_import where id = '" + id + "')";
    for (String table :
        List.of("roster_person", "roster_record", "roster_seen", "roster_outside", "roster_file")) {
      assertThat(count("select count(*) from " + table + " where import" + of)).as(table).isZero();
    }
    assertThat(count("select count(*) from roster_package where import = '" + id + "'"))
        .isPositive();
  }

  private JsonPath listed(String token, String query) {
    return with(token)
        .get(at("/roster-imports") + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Who did not send it has no other way to learn which one waits. */
  private void headAndBoardFind(String id) {
    JsonPath waiting = listed(role("head"), "?state=AWAITING_CONFIRMATION");
    assertThat(waiting.getList("items.id")).containsExactly(id);
    assertThat(waiting.getInt("items[0].leaving.pupils")).isEqualTo(20);
    JsonPath newest = listed(role("head"), "?limit=1");
    assertThat(newest.getList("items.id")).containsExactly(id);
    JsonPath next = listed(role("head"), "?limit=1&cursor=" + newest.getString("next"));
    assertThat(next.getList("items.state")).containsExactly("APPLIED");
    assertThat(next.getString("next")).isNull();
    JsonPath ofBoard =
        with(Tokens.user(board, "board").token())
            .get("/api/v1/boards/" + board + "/roster-imports?state=AWAITING_CONFIRMATION")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(ofBoard.getList("items.id")).containsExactly(id);
    assertThat(ofBoard.getList("items.school")).containsExactly(school);
    assertThat(ofBoard.prettify()).as("nothing of a line").doesNotContain("beginDate");
    await().until(() -> metrics.get("tenzij.roster.waiting").gauge().value() >= 1);
  }

  private static void isWaitingSince(Instant since, JsonPath waiting) {
    assertThat(waiting.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(Instant.parse(waiting.getString("waitsSince"))).isEqualTo(since);
    assertThat(Instant.parse(waiting.getString("waitsUntil")))
        .isEqualTo(since.plus(Duration.ofDays(30)));
  }

  @Test
  void aNewerPackageTakesThePlaceOfOneThatWaits() {
    sent(classOf(20));
    Response first = send(small().zip());
    JsonPath asking = finished(first.header("Location"));
    Instant since = Instant.parse(asking.getString("acceptedAt"));
    isWaitingSince(since, asking);
    String waiting = first.header("Location").replaceFirst(".*/", "");
    assertThat(
            count(
                "select count(*) from roster_import where board = '%s' and waits_since ="
                    + " accepted_at"))
        .isEqualTo(1);
    PackageBuilder delta =
        PackageBuilder.delta("enrollments")
            .file(
                "enrollments.csv",
                ENROLLMENTS,
                "e1,active," + NOW + "k1," + school + ",p1,student,,,");
    PackageBuilder part =
        new PackageBuilder()
            .file("manifest.csv", "propertyName,value", "file.users,bulk")
            .file("users.csv", small().content("users.csv"));
    for (PackageBuilder less : List.of(delta, part)) {
      Response refused = send(less.zip());
      assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
      assertThat(refused.jsonPath().getString("code")).isEqualTo("import-awaiting");
      assertThat(refused.jsonPath().getString("detail")).contains(waiting);
      assertThat(finished(first.header("Location")).getString("state"))
          .as("it can still be confirmed")
          .isEqualTo("AWAITING_CONFIRMATION");
    }
    text(
        "update roster_import set waits_since = null where board = '%s' and id = '"
            + waiting
            + "' returning 'as an earlier version left it'");
    Response second = send(small().zip());
    isWaitingSince(since, finished(second.header("Location")));
    Response third = send(small().zip());
    isWaitingSince(since, finished(third.header("Location")));
    JsonPath found = listed(role("head"), "?state=AWAITING_CONFIRMATION");
    assertThat(found.getList("items.waitsSince")).containsExactly(since.toString());
    assertThat(found.getList("items.waitsUntil"))
        .containsExactly(since.plus(Duration.ofDays(30)).toString());
    JsonPath document = with(system).get("/api/v1/openapi.json").jsonPath();
    for (String shown : List.of("ImportView", "ImportSummary")) {
      assertThat(
              document.getString(
                  "components.schemas." + shown + ".properties.waitsUntil.description"))
          .as(shown)
          .contains("withdrawn");
    }
    JsonPath mended = sent(classOf(20));
    assertThat(mended.getString("state")).isEqualTo("APPLIED");
    assertThat(mended.getString("waitsSince")).as("it never did").isNull();
    for (Response waited : List.of(first, second, third)) {
      JsonPath replaced = finished(waited.header("Location"));
      assertThat(replaced.getString("state")).isEqualTo("WITHDRAWN");
      assertThat(remarks(replaced)).contains("replaced");
      assertThat(replaced.getString("waitsSince")).isEqualTo(since.toString());
      assertThat(replaced.getString("waitsUntil")).isNull();
    }
  }

  @Test
  void aSmallSchoolIsAskedToo() {
    sent(classOf(10));
    PackageBuilder seven = classOf(10);
    for (int i = 0; i < 4; i++) {
      seven
          .without("users.csv", "x" + i + ",")
          .without("roles.csv", "rx" + i + ",")
          .without("enrollments.csv", "ex" + i + ",");
    }
    JsonPath four = sent(seven);
    assertThat(four.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(four.getInt("leaving.pupils")).isEqualTo(4);
    assertThat(four.getInt("leaving.of")).isEqualTo(12);

    PackageBuilder emptied = classOf(10);
    for (int i = 0; i < 10; i++) {
      emptied.without("enrollments.csv", "ex" + i + ",");
    }
    JsonPath classes = sent(emptied);
    assertThat(classes.getString("state"))
        .as("classes are emptied")
        .isEqualTo("AWAITING_CONFIRMATION");
    assertThat(classes.getInt("leaving.pupils")).isZero();
    assertThat(classes.getInt("leaving.places")).isEqualTo(10);
    assertThat(classes.getInt("leaving.ofPlaces")).isEqualTo(13);
  }

  private PackageBuilder withStaff(int many) {
    PackageBuilder roster = classOf(12);
    for (int i = 0; i < many; i++) {
      roster.add("users.csv", "w%d,,,true,w%d,,Given,Family,,,,,,,,,%s,,".formatted(i, i, school));
      roster.add("roles.csv", "rw%d,,,w%d,primary,teacher,,,%s,".formatted(i, i, school));
    }
    return roster;
  }

  @Test
  void beforeMuchOfTheStaffLeavesSomebodyHasToSaySo() {
    sent(withStaff(10));
    JsonPath three = sent(withStaff(7));
    assertThat(three.getString("state")).as("three go in any case").isEqualTo("APPLIED");
    long before = events();
    JsonPath four = sent(withStaff(3));
    assertThat(four.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(four.getInt("leaving.staff")).isEqualTo(4);
    assertThat(four.getInt("leaving.ofStaff")).isEqualTo(9);
    assertThat(four.getInt("leaving.pupils")).isZero();
    assertThat(events()).isEqualTo(before);
    isSaidWith("'staff', 4, 'ofStaff', 9, 'classes', 0, 'ofClasses', 1");
  }

  private void isSaidWith(String counts) {
    await()
        .until(
            () ->
                count(
                        "select count(*) from event where board = '%s' and type = 'roster-import.waiting.v1'"
                            + " and data -> 'leaving' @> jsonb_build_object("
                            + counts
                            + ")")
                    == 1);
  }

  @Test
  void noWholeSetTakesAllStaffAwayUnasked() {
    sent(small());
    JsonPath none =
        sent(
            small()
                .without("users.csv", "st1,")
                .without("users.csv", "st2,")
                .without("roles.csv", "r6,")
                .without("roles.csv", "r7,")
                .without("roles.csv", "r9,")
                .without("enrollments.csv", "e3,"));
    assertThat(none.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(none.getInt("leaving.staff")).isEqualTo(2);

    JsonPath byDelta =
        bringInPlaceOf(
            none,
            PackageBuilder.delta("roles")
                .file(
                    "roles.csv",
                    ROLES,
                    "r6,tobedeleted," + NOW + "st1,primary,teacher,,," + school,
                    "r7,tobedeleted," + NOW + "st2,primary,principal,,," + school));
    assertThat(byDelta.getString("state")).as("it says so of each").isEqualTo("APPLIED");
    assertThat(events("staff.left.v1")).isEqualTo(2);
  }

  private JsonPath bringInPlaceOf(JsonPath waiting, PackageBuilder other) {
    String location = at("/roster-imports/") + waiting.getString("id");
    assertThat(with(role("head")).post(location + "/withdrawal").statusCode()).isEqualTo(200);
    return sent(other);
  }

  private PackageBuilder withClasses(String prefix, int many) {
    PackageBuilder roster = small();
    for (int i = 0; i < many; i++) {
      roster.add(
          "classes.csv",
          "%s%d,,,%s%d,3,c1,,scheduled,,%s,year,,,".formatted(prefix, i, prefix, i, school));
    }
    return roster;
  }

  @Test
  void beforeManyClassesEndWithNoneInTheirSteadSomebodyHasToSaySo() {
    sent(withClasses("a", 9));
    JsonPath year = sent(withClasses("b", 9));
    assertThat(year.getString("state")).as("others come in their stead").isEqualTo("APPLIED");
    long ended = events("class.ended.v1");
    assertThat(ended).isEqualTo(9);

    JsonPath fewer = sent(withClasses("b", 5));
    assertThat(fewer.getString("state")).isEqualTo("AWAITING_CONFIRMATION");
    assertThat(fewer.getInt("leaving.classes")).isEqualTo(4);
    assertThat(fewer.getInt("leaving.ofClasses")).isEqualTo(10);
    assertThat(fewer.getInt("leaving.places")).isZero();
    isSaidWith("'staff', 0, 'classes', 4, 'ofClasses', 10");
    assertThat(events("class.ended.v1")).isEqualTo(ended);

    String[] lines = new String[5];
    lines[0] = CLASSES_HEADER;
    for (int i = 5; i < 9; i++) {
      lines[i - 4] = "b%d,tobedeleted,%sb%d,3,c1,scheduled,%s,year,".formatted(i, NOW, i, school);
    }
    JsonPath byDelta =
        bringInPlaceOf(fewer, PackageBuilder.delta("classes").file("classes.csv", lines));
    assertThat(byDelta.getString("state")).as("it says so of each").isEqualTo("APPLIED");
    assertThat(events("class.ended.v1")).isEqualTo(ended + 4);
  }

  @Test
  void usersWithoutTheColumnOfGuardiansLeaveThemAsTheyWere() {
    sent(small());
    long before = events();
    String rest = "," + school + ",,";
    PackageBuilder without =
        small()
            .file(
                "users.csv",
                "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,grades,"
                    + "primaryOrgSourcedId,metadata.tenzij.language,metadata.tenzij.uninformedAgentSourcedIds",
                "p1,,,true,p1,Zoë,\"Jansen, van\",,3" + rest,
                "p2,,,true,p2,Noa,Aydin,,3" + rest + "g3",
                "g1,,,true,g1,Ann,Jansen,ann@example.org," + rest,
                "g2,,,true,g2,Fatma,Demir,fatma@example.org,," + school + ",tr,",
                "g3,,,true,g3,Ali,Aydin,ali@example.org,," + school + ",ar,",
                "st1,,,true,st1,Tim,Vos,tim@example.org," + rest,
                "st2,,,true,st2,Hanna,Bos,hanna@example.org," + rest,
                "far,,,true,far,Far,Away,,,other-school,,");
    JsonPath silent = sent(without);
    assertThat(silent.getString("state")).as(silent.prettify()).isEqualTo("APPLIED");
    assertThat(refusals(silent)).isEmpty();
    assertThat(events()).isEqualTo(before);
    assertThat(pupil("p1").getList("guardians")).containsExactly("g1", "g2");
    assertThat(contact("g3").statusCode()).as("no role here but by the pupil").isEqualTo(200);
  }

  private PackageBuilder withNoaOfAge(String sector) {
    return small()
        .change("orgs.csv", board + ",VO", board + ',' + sector)
        .change("users.csv", "middleName,identifier", "middleName,metadata.tenzij.ofAge")
        .change("users.csv", "Noa,Aydin,,", "Noa,Aydin,,ja");
  }

  @Test
  void aRosterSaysWhoIsOfAge() {
    assertThat(remarks(bringIn(withNoaOfAge("VO")))).doesNotContain("of-age-at-primary-school");
    assertThat(pupil("p2").getBoolean("ofAge")).isTrue();
    assertThat(pupil("p1").<Object>get("ofAge")).isNull();
    bringIn(small());
    assertThat(pupil("p2").getBoolean("ofAge")).as("a roster without the column").isTrue();
    bringIn(withNoaOfAge("VO").change("users.csv", "Aydin,,ja", "Aydin,,"));
    assertThat(pupil("p2").<Object>get("ofAge")).as("and one that says not").isNull();
  }

  @Test
  void atAPrimarySchoolNobodyIsOfAge() {
    JsonPath report = bringIn(withNoaOfAge("PO"));
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    assertThat(told(report, "remarks"))
        .contains(List.of("users.csv", 3, "metadata.tenzij.ofAge", "of-age-at-primary-school"));
    assertThat(refusals(report)).isEmpty();
    assertThat(pupil("p2").<Object>get("ofAge")).isNull();
    Response pushed =
        with(system)
            .contentType("application/json")
            .body(
                Map.of(
                    "sourcedId",
                    "p2",
                    "enabledUser",
                    true,
                    "username",
                    "p2",
                    "givenName",
                    "Noa",
                    "familyName",
                    "Aydin",
                    "metadata",
                    Map.of("tenzij.ofAge", true),
                    "roles",
                    List.of(
                        Map.of(
                            "roleType",
                            "primary",
                            "role",
                            "student",
                            "org",
                            Map.of("sourcedId", school)))))
            .put("/api/v1/schools/" + school + "/roster/users/p2");
    assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(200);
    assertThat(pushed.jsonPath().getList("remarks.code"))
        .containsExactly("of-age-at-primary-school");
    assertThat(pupil("p2").<Object>get("ofAge")).isNull();
  }

  @Test
  void atAPrimarySchoolAnybodyButAPupilMayBeOfAge() {
    JsonPath report =
        bringIn(
            small()
                .change("orgs.csv", board + ",VO", board + ",PO")
                .change("users.csv", "middleName,identifier", "middleName,metadata.tenzij.ofAge")
                .change("users.csv", "Tim,Vos,,", "Tim,Vos,,ja"));
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    assertThat(remarks(report)).doesNotContain("of-age-at-primary-school");
  }

  @Test
  void whatIsPushedWhileAWholeSetWaitsIsAsTheSetHasItOnceItMayGoOn() {
    sent(classOf(20));
    Response sent = send(small().zip());
    assertThat(finished(sent.header("Location")).getString("state"))
        .isEqualTo("AWAITING_CONFIRMATION");
    String user = at("/roster/users/p2");
    assertThat(with(system).delete(user).statusCode()).isEqualTo(204);
    assertThat(decide(sent, "confirmation", role("head")).statusCode()).isEqualTo(202);
    JsonPath confirmed = finished(sent.header("Location"));
    assertThat(confirmed.getString("state")).as(confirmed.prettify()).isEqualTo("APPLIED");
    assertThat(pupil("p2").getString("givenName")).isEqualTo("Noa");
  }

  private static final String CLASSES_HEADER =
      "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds,subjects";
  private static final String NOW = "2026-09-01T07:30:00Z,";

  private JsonPath pupil(String pupil) {
    return reading(role("head"))
        .get(at("/pupils/") + pupil)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void aDeltaChangesWhatItSaysAndNothingElse() {
    sent(small());
    long before = events();
    JsonPath first =
        sent(
            PackageBuilder.delta("users", "roles", "enrollments", "classes")
                .file(
                    "users.csv",
                    USERS,
                    "p3,active," + NOW + "true,p3,Bo,Bos,,g2,3," + school + ",",
                    "g2,active," + NOW + "true,g2,Fatma,Demir,f@example.org,,," + school + ",pl")
                .file(
                    "roles.csv",
                    ROLES,
                    "r20,active," + NOW + "p3,primary,student,,," + school,
                    "r5,active," + NOW + "g3,primary,relative,,,other-school")
                .file(
                    "classes.csv",
                    CLASSES_HEADER,
                    "k3,active," + NOW + "3HV2,3,c1,homeroom," + school + ",year,")
                .file(
                    "enrollments.csv",
                    ENROLLMENTS,
                    "e20,active," + NOW + "k3," + school + ",p3,student,,,",
                    "e21,active," + NOW + "k3," + school + ",p1,student,,,",
                    "e1,tobedeleted," + NOW + "k1," + school + ",p1,student,,,"));
    assertThat(first.getString("state")).as(first.prettify()).isEqualTo("APPLIED");
    assertThat(refusals(first)).isEmpty();
    assertThat(first.getList("files.left", Integer.class)).containsOnly(0);
    assertThat(events() - before)
        .as("two pupils, a guardian, a class: the others are as they were")
        .isEqualTo(4);
    assertThat(pupil("p3").getList("classes")).containsExactly("k3");
    assertThat(pupil("p1").getList("classes")).containsExactly("k3");
    assertThat(pupil("p1").getString("givenName")).as("whose line did not come").isEqualTo("Zoë");
    assertThat(pupil("p2").getList("classes")).containsExactly("k1");
    assertThat(contact("g2").jsonPath().getString("language")).isEqualTo("pl");

    before = events();
    JsonPath second =
        sent(
            PackageBuilder.delta("users", "roles", "enrollments")
                .file(
                    "users.csv",
                    USERS,
                    "p3,tobedeleted," + NOW + "true,p3,Bo,Bos,,g2,3," + school + ",")
                .file(
                    "roles.csv", ROLES, "r20,tobedeleted," + NOW + "p3,primary,student,,," + school)
                .file(
                    "enrollments.csv",
                    ENROLLMENTS,
                    "e20,tobedeleted," + NOW + "k3," + school + ",p3,student,,,"));
    assertThat(second.getString("state")).as(second.prettify()).isEqualTo("APPLIED");
    assertThat(file(second, "users.csv")).containsEntry("left", 1);
    assertThat(events() - before).isEqualTo(1);
    assertThat(events("pupil.left.v1")).isEqualTo(1);

    JsonPath whole = sent(small());
    assertThat(whole.getString("state")).as(whole.prettify()).isEqualTo("APPLIED");
    assertThat(pupil("p1").getList("classes")).as("as the whole set has it").containsExactly("k1");
    assertThat(contact("g2").jsonPath().getString("language")).isEqualTo("tr");
    assertThat(file(whole, "classes.csv")).as("k3 is not in it").containsEntry("left", 1);
  }

  @Test
  void aDeltaSaysWhatPointsNowhereAndTakesTheRest() {
    sent(small());
    JsonPath report =
        sent(
            PackageBuilder.delta("enrollments")
                .file(
                    "enrollments.csv",
                    ENROLLMENTS,
                    "e30,active," + NOW + "nowhere," + school + ",p1,student,,,",
                    "e31,active,,k1," + school + ",p1,student,,,",
                    "e32,,,k1," + school + ",p1,student,,,",
                    "e2,tobedeleted," + NOW + "k1," + school + ",p2,student,,,"));
    assertThat(report.getString("state")).isEqualTo("APPLIED");
    assertThat(refusals(report))
        .containsExactlyInAnyOrder(
            List.of("enrollments.csv", 2, "classSourcedId", "unknown-reference"),
            List.of("enrollments.csv", 3, "dateLastModified", "required"),
            List.of("enrollments.csv", 4, "status", "required"));
    assertThat(pupil("p2").getList("classes")).isEmpty();
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");
  }

  @Test
  void aDeltaThatIsRefusedTakesNobodyOutOfAClass() {
    sent(small());
    JsonPath report =
        sent(
            PackageBuilder.delta("enrollments")
                .file(
                    "enrollments.csv",
                    ENROLLMENTS,
                    "e1,active," + NOW + "nowhere," + school + ",p1,student,,,"));
    assertThat(refusals(report))
        .containsExactly(List.of("enrollments.csv", 2, "classSourcedId", "unknown-reference"));
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");
  }

  @Test
  void aDeltaThatSaysWhatIsKnownTakesNobodyOutOfTheNextWholeSet() {
    sent(small());
    long before = events();
    JsonPath same =
        sent(
            PackageBuilder.delta("enrollments")
                .file(
                    "enrollments.csv",
                    ENROLLMENTS,
                    "e1,active," + NOW + "k1," + school + ",p1,student,,,"));
    assertThat(same.getList("files.applied", Integer.class)).as(same.prettify()).containsOnly(0);
    JsonPath whole = sent(small());
    assertThat(whole.getList("files.applied", Integer.class)).containsOnly(0);
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void aRoleByDeltaMakesAGuardianAMemberOfStaffUnderTheNameThatIsKnown() {
    sent(small());
    JsonPath report =
        sent(
            PackageBuilder.delta("roles")
                .file("roles.csv", ROLES, "r40,active," + NOW + "g1,secondary,aide,,," + school));
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    assertThat(events("staff.registered.v1")).isEqualTo(3);
  }

  @Test
  void linesHaveTheLastWordOnWhetherAFileIsADelta() {
    sent(small());
    JsonPath report =
        sent(
            small()
                .file(
                    "users.csv",
                    USERS,
                    "p1,active," + NOW + "true,p1,Zoé,Jansen,,g1,3," + school + ","));
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    assertThat(remarks(report)).contains("manifest");
    assertThat(report.getList("files.left", Integer.class)).containsOnly(0);
    assertThat(pupil("p1").getString("givenName")).isEqualTo("Zoé");
  }

  @Test
  void whatHasBegunOrEndedSinceIsSeenThoughItsLineIsAsItWas() {
    PackageBuilder roster =
        small()
            .change("enrollments.csv", "p2,student,,,", "p2,student,,,2999-12-31")
            .add("enrollments.csv", "e50,,,k1," + school + ",st2,teacher,,2999-01-01,");
    sent(roster);
    assertThat(pupil("p2").getList("classes")).containsExactly("k1");
    execute(
        """
        update roster_record r set ends = '2026-01-02' from roster k where k.number = r.roster
          and k.board = '%s' and r.id = 'e2'"""
            .formatted(board));
    execute("update roster set judged_on = '2026-01-01' where board = '%s'".formatted(board));
    JsonPath again = sent(roster);
    assertThat(again.getString("state")).isEqualTo("APPLIED");
    assertThat(pupil("p2").getList("classes")).isEmpty();
  }

  @Test
  void onlyWhatChangedIsReadAgain() {
    PackageBuilder roster = classOf(400);
    sent(roster);
    long before = events();
    JsonPath second = sent(roster.change("users.csv", "x7,,,true,x7,,Given", "x7,,,true,x7,,G."));
    assertThat(file(second, "users.csv"))
        .containsEntry("read", 408)
        .containsEntry("applied", 1)
        .containsEntry("unchanged", 406)
        .containsEntry("outside", 1);
    assertThat(events() - before).isEqualTo(1);
    assertThat(
            count(
                "select count(distinct r.import) from roster_record r join roster k"
                    + " on k.number = r.roster where k.board = '%s' and r.file = 'users'"))
        .as("most lines stand as the first import wrote them")
        .isEqualTo(2);
    assertThat(
            count(
                "select count(*) from roster_record r join roster k on k.number = r.roster"
                    + " join roster_import i on i.number = r.import"
                    + " where k.board = '%s' and r.file = 'users' and i.accepted_at ="
                    + " (select max(accepted_at) from roster_import where board = k.board)"))
        .isBetween(1L, 300L);
  }

  @Test
  void whatIsWrongIsSaidAgainEachTimeThoughNothingChanged() {
    PackageBuilder roster =
        classOf(100)
            .add("enrollments.csv", "e8,,,no-class," + school + ",p1,student,,,")
            .add("users.csv", "odd,,,true,odd,,A,B,,,,,,,3,," + school + ",,")
            .change(
                "users.csv",
                "x50,,,true,x50,,Given,Family,,,,",
                "x50,,,true,x50,,Given,Family,,,?,");
    JsonPath first = sent(roster);
    JsonPath second = sent(roster);
    List<Object> email = List.of("users.csv", 60, "email", "format");
    assertThat(told(first, "remarks")).contains(email);
    assertThat(told(second, "remarks")).contains(email);
    assertThat(refusals(first)).hasSize(2);
    assertThat(refusals(second)).containsExactlyInAnyOrderElementsOf(refusals(first));
    assertThat(second.getList("files.applied", Integer.class)).containsOnly(0);
  }

  @Test
  void whoseAccountIsClosedHasNotLeftAndIsCountedEachTime() {
    PackageBuilder roster =
        classOf(300)
            .change("users.csv", "x7,,,true,", "x7,,,false,")
            .change("users.csv", "x250,,,true,", "x250,,,0,")
            .change("users.csv", "g2,,,true,", "g2,,,false,");
    for (int times = 0; times < 2; times++) {
      JsonPath report = sent(roster);
      assertThat(told(report, "remarks"))
          .as("once for the file")
          .containsOnlyOnce(List.of("users.csv", 5, "enabledUser", "account-disabled"));
      assertThat(report.getString("remarks.find { it.code == 'account-disabled' }.detail"))
          .contains("on 3 lines");
      assertThat(file(report, "users.csv")).containsEntry("left", 0);
    }
    assertThat(contact("g2").statusCode()).isEqualTo(200);
    assertThat(pupil("x250").getString("givenName")).isEqualTo("Given");
    assertThat(remarks(sent(classOf(300)))).doesNotContain("account-disabled");
  }

  @Test
  void whoseAccountIsClosedIsCountedWithoutReadingThatAgain() {
    PackageBuilder roster =
        classOf(300)
            .change("users.csv", "x250,,,true,", "x250,,,false,")
            .change("users.csv", "x270,,,true,", "x270,,,false,");
    for (int times = 0; times < 2; times++) {
      assertClosed(bringIn(roster), 260);
      assertThat(count(LINES_KNOWN)).as("all of them").isEqualTo(308);
    }
    String first = "a0,,,true,a0,,Given,Family,,,,,,,3,," + school + ",,\n";
    roster
        .change("users.csv", "p1,,,true,", first + "p1,,,true,")
        .add("roles.csv", "ra0,,,a0,primary,student,,," + school + ",");
    assertClosed(bringIn(roster), 261);
    assertThat(count(LINES_KNOWN)).isEqualTo(309);
  }

  private static final String LINES_KNOWN =
      """
      select coalesce(sum(b.lines), 0) from roster_block b join roster k on k.number = b.roster
      where k.board = '%s' and b.file = 'users'""";

  private static void assertClosed(JsonPath report, int firstLine) {
    assertThat(told(report, "remarks"))
        .containsOnlyOnce(List.of("users.csv", firstLine, "enabledUser", "account-disabled"));
    assertThat(report.getString("remarks.find { it.code == 'account-disabled' }.detail"))
        .contains("on 2 lines");
  }

  @Test
  void anEnrolmentInAClassThatIsGoneIsRefusedThoughItsOwnLineIsAsItWas() {
    sent(
        classOf(5)
            .add("classes.csv", "k9,,,Choir,3,c1,,scheduled,," + school + ",year,,,")
            .add("enrollments.csv", "e9,,,k9," + school + ",p1,student,,,"));
    assertThat(pupil("p1").getList("classes")).containsExactly("k1", "k9");
    JsonPath second =
        sent(classOf(5).add("enrollments.csv", "e9,,,k9," + school + ",p1,student,,,"));
    assertThat(refusals(second))
        .containsExactly(List.of("enrollments.csv", 11, "classSourcedId", "unknown-reference"));
    assertThat(pupil("p1").getList("classes")).containsExactly("k1");
  }

  @Test
  void whoeverElseChangedAPupilTheWholeSetHasTheLastWord() {
    sent(classOf(30));
    execute(
        """
        insert into event (partition, board, school, stream, version, id, type, data, meta)
        select partition, board, school, stream, version + 1, gen_random_uuid(), 'pupil.left.v1', '{"pupil": "x3"}',
          jsonb_set(meta, '{correlation}', to_jsonb(gen_random_uuid()::text))
        from event where board = '%s' and type = 'pupil.registered.v5' and data ->> 'pupil' = 'x3'"""
            .formatted(board));
    JsonPath second = sent(classOf(30));
    assertThat(file(second, "users.csv")).containsEntry("applied", 1);
    assertThat(pupil("x3").getString("pupil")).isEqualTo("x3");
  }

  @Test
  void aFileInAnotherEncodingStopsTheImportOrNamesTheLines() {
    byte[] latin =
        new String(small().content("users.csv"), StandardCharsets.UTF_8)
            .getBytes(Charset.forName("ISO-8859-1"));
    JsonPath lines = sent(small().file("users.csv", latin));
    assertThat(refusals(lines)).contains(List.of("users.csv", 2, "givenName", "encoding"));
    byte[] utf16 =
        new String(small().content("users.csv"), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_16);
    long before = events();
    JsonPath whole = sent(small().file("users.csv", utf16));
    assertThat(whole.getString("state")).isEqualTo("FAILED");
    assertThat(refusals(whole)).contains(List.of("users.csv", 1, "", "encoding"));
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void aSchoolOfAnotherBoardIsRefusedAsAWhole() {
    JsonPath report = sent(small().change("orgs.csv", "01AA00," + board, "01AA00,somebody-else"));
    assertThat(report.getString("state")).isEqualTo("FAILED");
    assertThat(report.getList("refusals.code", String.class))
        .containsExactly("school-of-other-board");
    assertThat(events()).isZero();
  }

  @Test
  void aRosterWithoutTheSchoolIsRefusedAsAWhole() {
    JsonPath report = sent(PackageBuilder.small(board, "some-school"));
    assertThat(report.getString("state")).isEqualTo("FAILED");
    assertThat(report.getList("refusals.code", String.class)).containsExactly("school-missing");
    assertThat(events()).isZero();
  }

  private PackageBuilder withoutSector() {
    return small()
        .change("orgs.csv", ",metadata.tenzij.sector", "")
        .change("orgs.csv", "district,40000,,", "district,40000,")
        .change("orgs.csv", board + ",VO", board)
        .change("orgs.csv", board + ",PO", board);
  }

  @Test
  void aSectorThatNobodySaidIsToldByThePupilsYears() {
    JsonPath unclear = sent(withoutSector());
    assertThat(unclear.getString("state")).isEqualTo("FAILED");
    assertThat(refusals(unclear))
        .containsExactly(List.of("orgs.csv", 3, "metadata.tenzij.sector", "sector-missing"));
    assertThat(unclear.getString("refusals[0].detail")).contains("PO or VO", "board");
    assertThat(events()).isZero();

    JsonPath clear = sent(withoutSector().change("classes.csv", "3HV1,3,c1", "3HV1,3 havo,c1"));
    assertThat(clear.getString("state")).as(clear.prettify()).isEqualTo("APPLIED");
    assertThat(
            count(
                "select count(*) from event where type = 'school.registered.v1'"
                    + " and data ->> 'sector' = 'VO' and board = '%s'"))
        .isEqualTo(1);
    assertThat(sent(withoutSector()).getString("state")).as("known by now").isEqualTo("APPLIED");
  }

  @Test
  void theBoardsSectorAndTimeZoneHoldAgainstARosterWhichIsTold() {
    String boards = Tokens.user(board, "board").token();
    String path = "/api/v1/boards/" + board + "/schools/" + school;
    assertThat(
            with(boards)
                .contentType("application/json")
                .body(Map.of("name", "School, the", "sector", "PO", "timeZone", "America/Curacao"))
                .put(path)
                .statusCode())
        .isEqualTo(200);
    List<Object> told = List.of("orgs.csv", 3, "metadata.tenzij.sector", "sector-kept");
    for (int times = 0; times < 2; times++) {
      JsonPath report = sent(small());
      assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
      assertThat(told(report, "remarks")).as("each time").containsOnlyOnce(told);
    }
    JsonPath as = with(boards).get(path).jsonPath();
    assertThat(as.getString("sector")).isEqualTo("PO");
    assertThat(as.getString("timeZone")).isEqualTo("America/Curacao");
    assertThat(as.getString("identifier")).as("a roster knows its number").isEqualTo("01AA00");

    JsonPath agreed = sent(small().change("orgs.csv", ",VO", ",PO"));
    assertThat(remarks(agreed)).doesNotContain("sector-kept");
  }

  @Test
  void rolesThatAreOverDoNotCount() {
    sent(small());
    assertThat(contact("st1").statusCode()).as("a parent until 2020").isEqualTo(404);
  }

  @Test
  void hostilePackagesAreRefusedAtOnce() {
    Map<String, byte[]> hostile =
        Map.of(
            "no-zip", "not a zip".getBytes(),
            "path", small().file("../evil.csv", "x").zip(),
            "broken-zip", java.util.Arrays.copyOf(small().zip(), 900),
            "unpacks-too-large", small().file("users.csv", new byte[15 * 1024 * 1024]).zip());
    hostile.forEach(
        (code, body) -> {
          Response answer = send(body);
          assertThat(answer.statusCode()).as(code).isEqualTo(400);
          assertThat(answer.jsonPath().getString("errors[0].code")).isEqualTo(code);
        });
    assertThat(count("select count(*) from roster_import where board = '%s'")).isZero();
  }

  /** Announced, and not waited for. */
  @Test
  void twoGigabytesAreRefusedUnread() throws IOException {
    String answer = announce("Content-Length: 2147483648");
    assertThat(answer).startsWith("HTTP/1.1 413");
    assertThat(announce("Content-Length: 2147483648", "application/json"))
        .startsWith("HTTP/1.1 413");
  }

  private String announce(String length) throws IOException {
    return announce(length, "application/zip");
  }

  private String announce(String length, String type) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(20_000);
      String request =
          """
          POST /api/v1/schools/%s/roster-imports HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: %s\r
          %s\r
          \r
          """
              .formatted(school, system, type, length);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] start = socket.getInputStream().readNBytes(12);
      return new String(start, StandardCharsets.US_ASCII);
    }
  }

  /** Never announced, and cut off at the bound. */
  @Test
  void aStreamWithoutEndIsCutOff() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      String head =
          """
          POST /api/v1/schools/%s/roster-imports HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/zip\r
          Transfer-Encoding: chunked\r
          \r
          """
              .formatted(school, system);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = new byte[1024 * 1024];
      long sent = 0;
      boolean closed = false;
      while (!closed && sent < 2048) {
        closed = !wrote(out, chunk);
        sent++;
      }
      assertThat(sent).as("megabytes until the service had enough").isLessThan(200);
    }
    assertThat(count("select count(*) from roster_import where board = '%s'")).isZero();
  }

  /** Never announced, and refused with as many words as what was. */
  @Test
  void oneByteMoreThanIsTakenIsToldWhatItIs() {
    String answer =
        Oversized.chunked(
            "POST", at("/roster-imports"), system, "application/zip", (64L << 20) + 1);
    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"https://tenzij.nl/problems/too-large\"");
  }

  private static boolean wrote(OutputStream out, byte[] chunk) {
    try {
      out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(chunk);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException closedByTheService) {
      return false;
    }
  }

  @Test
  void twoAtOnceForOneSchoolAreRefused() {
    hold();
    String running = text("select id::text from roster_import where board = '%s'");
    Response second = send(small().zip());
    assertThat(second.statusCode()).as(second.asString()).isEqualTo(409);
    assertThat(second.jsonPath().getString("code")).isEqualTo("import-running");
    assertThat(second.jsonPath().getString("detail")).contains(running);
    release();

    byte[] zip = classOf(30).zip();
    // Where one of them is slow, the other may be applied before it comes: then once more.
    await().until(() -> statusesOfTwoAtOnce(zip), Set.of(202, 409)::equals);
    assertThat(events("pupil.registered.v5")).isEqualTo(32);
  }

  private Set<Integer> statusesOfTwoAtOnce(byte[] zip) {
    var other = CompletableFuture.supplyAsync(() -> send(zip));
    Set<Integer> statuses = new HashSet<>();
    for (Response answer : List.of(send(zip), other.join())) {
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 202) {
        assertThat(finished(answer.header("Location")).getString("state")).isEqualTo("APPLIED");
      }
    }
    return statuses;
  }

  /** As a worker in another process would that is alive. */
  private void hold() {
    execute(
        """
        insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by, worker,
          worked_until, done, total) values (gen_random_uuid(), '%s', '%s', 'RUNNING', 'RECEIVED', now(), 'x',
          gen_random_uuid(), now() + interval '1 hour', 40, 100)"""
            .formatted(board, school));
  }

  private void release() {
    execute("update roster_import set state = 'FAILED' where board = '%s'".formatted(board));
  }

  @Test
  void theSameRequestAgainIsTheSameImport() {
    String key = UUID.randomUUID().toString();
    byte[] zip = small().zip();
    String first = sendWithKey(key, zip).then().statusCode(202).extract().header("Location");
    finished(first);
    Response again = sendWithKey(key, zip);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.header("Location")).isEqualTo(first);
    Response other = sendWithKey(key, small().change("users.csv", "Noa", "Nora").zip());
    assertThat(other.statusCode()).isEqualTo(422);
  }

  private Response sendWithKey(String key, byte[] zip) {
    return with(system)
        .header("Idempotency-Key", key)
        .contentType("application/zip")
        .body(zip)
        .post(at("/roster-imports"));
  }

  @Test
  void onlyTheSchoolsOwnSystemBringsARosterIn() {
    assertThat(
            as("hanna")
                .contentType("application/zip")
                .body(small().zip())
                .post("/api/v1/schools/college-een/roster-imports")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            as("school-system")
                .contentType("application/zip")
                .body(small().zip())
                .post("/api/v1/schools/school-ver/roster-imports")
                .statusCode())
        .isEqualTo(404);
  }
}
