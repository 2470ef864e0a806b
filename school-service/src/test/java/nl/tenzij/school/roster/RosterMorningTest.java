package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import org.junit.jupiter.api.Test;

/** A board's schools bring in their rosters all at once, this morning and the next. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RosterMorningTest {

  private static final int SCHOOLS = 40;

  @Inject DataSource database;

  private final String board = "board-" + UUID.randomUUID();
  private final List<String> schools =
      IntStream.range(0, SCHOOLS).mapToObj(each -> "school-" + UUID.randomUUID()).toList();
  private final String system =
      Tokens.user(board, "school-system")
          .with("schools", schools.stream().map(school -> "school-system@" + school).toList())
          .with("person", "system")
          .token();

  @Test
  void fortySchoolsBringInTheirRostersAtOnceAndTheNextMorningNothingIsNew() {
    List<JsonPath> first = bringInAll();

    assertThat(first).allSatisfy(report -> assertApplied(report, "applied"));
    assertThat(ofEachSchool("pupil.registered%")).hasSize(SCHOOLS).containsOnly(2L);
    assertThat(ofEachSchool("class.registered%")).hasSize(SCHOOLS).containsOnly(1L);
    List<Long> all = ofEachSchool("%");

    List<JsonPath> next = bringInAll();

    assertThat(next).allSatisfy(report -> assertApplied(report, "unchanged"));
    assertThat(ofEachSchool("%")).isEqualTo(all);
  }

  private List<JsonPath> bringInAll() {
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < SCHOOLS; i++) {
      Response answer =
          with(system)
              .contentType("application/zip")
              .body(PackageBuilder.small(board, schools.get(i)).ofOthers("" + i).zip())
              .post("/api/v1/schools/" + schools.get(i) + "/roster-imports");
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
      accepted.add(answer.header("Location"));
    }
    return accepted.stream().map(this::ended).toList();
  }

  private JsonPath ended(String location) {
    return await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () -> with(system).get(location).then().statusCode(200).extract().jsonPath(),
            report -> !report.getString("state").equals("RUNNING"));
  }

  /** All of its users, and nobody of another school. */
  private static void assertApplied(JsonPath report, String counted) {
    assertThat(report.getString("state")).as(report.prettify()).isEqualTo("APPLIED");
    assertThat(report.getInt("files.find { it.file == 'users.csv' }." + counted))
        .as(report.prettify())
        .isEqualTo(7);
    assertThat(report.getList("refusals")).isEmpty();
  }

  /** How many events of a type each school has, in the order of their ids. */
  private List<Long> ofEachSchool(String type) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from event where board = ? and school = any (?) and type like ?"
                    + " group by school order by school")) {
      statement.setString(1, board);
      statement.setArray(2, connection.createArrayOf("text", schools.toArray()));
      statement.setString(3, type);
      List<Long> counts = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          counts.add(found.getLong(1));
        }
      }
      return counts;
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
