package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import nl.tenzij.ledger.testkit.Tokens;

/**
 * Each test has a board and a school of its own, whose system brings rosters in and pushes records.
 */
abstract class RosterSpec {

  static final String USERS =
      "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades,"
          + "primaryOrgSourcedId,metadata.tenzij.language";
  static final String ROLES =
      "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId";
  static final String ENROLLMENTS =
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate";

  @Inject DataSource database;

  final String board = "board-" + UUID.randomUUID();
  final String school = "school-" + UUID.randomUUID();
  final String system = role("school-system");

  String role(String role) {
    return Tokens.user(board, role)
        .with("schools", List.of(role + '@' + school))
        .with("person", "st1")
        .token();
  }

  String at(String rest) {
    return "/api/v1/schools/" + school + rest;
  }

  Response send(byte[] zip) {
    return with(system).contentType("application/zip").body(zip).post(at("/roster-imports"));
  }

  JsonPath finished(String location) {
    return await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> with(system).get(location).then().statusCode(200).extract().jsonPath(),
            report -> !report.getString("state").equals("RUNNING"));
  }

  /** What is reported of it in the end, whatever came of it. */
  JsonPath sent(byte[] zip) {
    Response accepted = send(zip);
    assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
    return finished(accepted.header("Location"));
  }

  JsonPath sent(PackageBuilder roster) {
    return sent(roster.zip());
  }

  JsonPath bringIn(PackageBuilder roster) {
    JsonPath report = sent(roster);
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    return report;
  }

  Response push(String path, Object body) {
    return with(system).contentType(ContentType.JSON).body(body).put(at("/roster" + path));
  }

  Response delete(String path) {
    return with(system).delete(at("/roster" + path));
  }

  static CompletableFuture<Response> later(Supplier<Response> push) {
    return CompletableFuture.supplyAsync(push, task -> Thread.ofVirtual().start(task));
  }

  static Map<String, Object> ref(String id) {
    return Map.of("sourcedId", id, "href", "https://sis.example.org/" + id, "type", "x");
  }

  Map<String, Object> enrolment(String user, String inClass, String role, String... days) {
    Map<String, Object> enrolment = new HashMap<>();
    enrolment.put("user", ref(user));
    enrolment.put("class", ref(inClass));
    enrolment.put("school", ref(school));
    enrolment.put("role", role);
    if (days.length == 2) {
      enrolment.put("beginDate", days[0]);
      enrolment.put("endDate", days[1]);
    }
    return enrolment;
  }

  Response read(String pupil) {
    return with(role("head")).header("Tenzij-Reason", "CARE").get(at("/pupils/" + pupil));
  }

  List<String> classesOf(String pupil) {
    return read(pupil).jsonPath().getList("classes");
  }

  /** Of what a roster is about: that one waits is an event too. */
  long events() {
    return number(
        "select count(*) from event where board = '%s' and type not like 'roster-import.%%'"
            .formatted(board));
  }

  long number(String sql) {
    return Long.parseLong(one(sql));
  }

  String one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
