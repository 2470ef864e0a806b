package nl.tenzij.school.search;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class PeopleSearchTest {

  @Inject DataSource database;
  @Inject Erasures erasures;
  @Inject PeopleSearch people;

  private final PushedSchool at = new PushedSchool();
  private final String head = at.as("head", "hanna");

  @BeforeEach
  void fill() {
    at.staff("tim", "Tim", "Visser").guardian("ayse", "Ayşe", "Yılmaz");
    at.pupil("sam", "Sam", "Yılmaz", Map.of(), "ayse").pupil("noa", "Noa", "Visser", Map.of());
    at.schoolClass("home", "homeroom").enrol("tim", "home", "teacher");
    at.enrol("sam", "home", "student");
  }

  private Response search(String token, String name, String... kinds) {
    Map<String, Object> body =
        kinds.length == 0
            ? Map.of("name", name, "reason", "CARE")
            : Map.of("name", name, "reason", "CARE", "kinds", List.of(kinds));
    return at.post(token, "/people-searches", body);
  }

  private List<String> found(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList("items.person");
  }

  private String one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(at.board))) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void theHeadFindsEverybodyByBeginningsOfNames() {
    assertThat(found(search(head, "yilmaz"))).containsExactly("ayse", "sam");
    assertThat(found(search(head, "VIS"))).containsExactly("noa", "tim");
    assertThat(found(search(head, "vi no"))).containsExactly("noa");
    assertThat(found(search(head, "visser", "STAFF"))).containsExactly("tim");
    assertThat(found(search(head, "isser"))).isEmpty();
    Response sam = search(head, "sam");
    assertThat(sam.jsonPath().getString("items[0].familyName")).isEqualTo("Yılmaz");
    assertThat(sam.jsonPath().getString("items[0].kind")).isEqualTo("PUPIL");
  }

  @Test
  void aTeacherFindsOwnPupils() {
    String tim = at.as("teacher", "tim");
    assertThat(found(search(tim, "yilmaz"))).containsExactly("sam");
    assertThat(found(search(tim, "visser"))).isEmpty();
    assertThat(found(search(tim, "visser", "STAFF"))).isEmpty();
    assertThat(search(at.as("guardian", "ayse"), "sam").statusCode()).isEqualTo(403);
    assertThat(search(at.as("school-system", "x"), "sam").statusCode()).isEqualTo(403);
  }

  /** A mentor need not teach them anything. */
  @Test
  void aMentorFindsThePupilsOfWhomTheMentorWasNamed() {
    at.pupil("noa", "Noa", "Visser", Map.of("tenzij.mentor", "tim"));
    assertThat(found(search(at.as("mentor", "tim"), "visser"))).containsExactly("noa");
    assertThat(found(search(at.as("teacher", "tim"), "visser"))).isEmpty();
    at.pupil("noa", "Noa", "Visser", Map.of("tenzij.mentor", ""));
    assertThat(found(search(at.as("mentor", "tim"), "visser"))).isEmpty();
  }

  /** The database as an earlier version left it, and what is done with it since. */
  @Test
  void aMentorWhoWasNamedLongAgoFindsThemToo() throws IOException {
    at.pupil("noa", "Noa", "Visser", Map.of("tenzij.mentor", "ivo"));
    at.pupil("noa", "Noa", "Visser", Map.of("tenzij.mentor", "tim"));
    at.pupil("sam", "Sam", "Yılmaz", Map.of("tenzij.mentor", "tim"), "ayse");
    at.pupil("sam", "Sam", "Yılmaz", Map.of("tenzij.mentor", ""), "ayse");
    String mentor = at.as("mentor", "tim");
    assertThat(found(search(mentor, "visser"))).containsExactly("noa");
    one("update person_name set mentor = null where board = '%s' returning 1");
    assertThat(found(search(mentor, "visser"))).isEmpty();

    try (InputStream migration =
        getClass().getResourceAsStream("/db/migration/V61__mentors_known_before.sql")) {
      String sql = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      one(sql.replace("%", "%%").replaceFirst(";\\s*$", " returning 1"));
    }
    assertThat(found(search(mentor, "visser"))).containsExactly("noa");
    assertThat(one("select mentor from person_name where board = '%s' and person = 'sam'"))
        .isEqualTo("null");
  }

  @Test
  void theHeadReadsWhoLookedWhenAndWhyButNotForWhichName() {
    search(at.as("teacher", "tim"), "yilmaz");
    search(head, "noa");
    Response log = at.get(head, "/people-searches?limit=1");
    assertThat(log.jsonPath().getList("items.by")).containsExactly("hanna");
    assertThat(log.jsonPath().getList("items.found[0]")).containsExactly("noa");
    Response next = at.get(head, "/people-searches?cursor=" + log.jsonPath().getString("next"));
    assertThat(next.jsonPath().getList("items.by")).containsExactly("tim");
    assertThat(next.jsonPath().getList("items.reason")).containsExactly("CARE");
    assertThat(next.jsonPath().getList("items.role")).containsExactly("teacher");
    assertThat(next.jsonPath().getString("items[0].at")).endsWith("Z");
    assertThat(log.asString() + next.asString()).doesNotContainIgnoringCase("yilmaz");
    assertThat(at.get(at.as("teacher", "tim"), "/people-searches").statusCode()).isEqualTo(403);
    assertThat(at.get(at.as("care-coordinator", "c"), "/people-searches").statusCode())
        .isEqualTo(403);
  }

  @Test
  void noNameStandsInTheDatabase() {
    search(head, "yilmaz");
    for (String table : List.of("person_name", "name_key", "people_search", "class_place")) {
      assertThat(
              one("select string_agg(t::text, ' ') from " + table + " t where board = '%s'")
                  .toLowerCase(java.util.Locale.ROOT))
          .as(table)
          .isNotEqualTo("null")
          .doesNotContain("y\u0131lmaz", "yilmaz", "visser");
    }
  }

  @Test
  void aNewNameIsFoundAndTheOldOneNoMore() {
    at.pupil("noa", "Noa", "Bakker", Map.of());
    assertThat(found(search(head, "bakker"))).containsExactly("noa");
    assertThat(found(search(head, "visser"))).containsExactly("tim");
    at.delete("/users/noa");
    assertThat(found(search(head, "bakker"))).isEmpty();
  }

  @Test
  void whoIsForgottenIsFoundNoMore() throws Throwable {
    UUID id = UUID.randomUUID();
    VertxContextSupport.subscribeAndAwait(
        () ->
            erasures.forget(
                new Board(at.board),
                new School(at.school),
                "sam",
                new Meta("test", "test", id, null, id, null)));
    await().until(() -> found(search(head, "yilmaz")), List.of("ayse")::equals);
    await()
        .until(
            () -> one("select count(*) from person_name where person = 'sam' and board = '%s'"),
            "0"::equals);
  }

  @Test
  void aSearchNeedsANameAndAReason() {
    assertThat(search(head, "a").jsonPath().getList("errors.code")).containsExactly("too-short");
    Response bare = at.post(head, "/people-searches", Map.of());
    assertThat(bare.jsonPath().getList("errors.field")).containsExactlyInAnyOrder("name", "reason");
  }

  @Test
  void theLogIsClearedOfWhatIsOld() throws Throwable {
    search(head, "noa");
    one(
        "update people_search set searched_at = searched_at - interval '366 days'"
            + " where board = '%s' returning 1");
    search(head, "noa");
    VertxContextSupport.subscribeAndAwait(() -> people.clean());
    assertThat(at.get(head, "/people-searches").jsonPath().getList("items")).hasSize(1);
  }
}
