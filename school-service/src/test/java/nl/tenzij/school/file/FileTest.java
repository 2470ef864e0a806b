package nl.tenzij.school.file;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.PushedSchool;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class FileTest {

  private final PushedSchool at = new PushedSchool();

  /** Sam's mother has custody, the father has not; of Noa he may not be told. */
  private void fill() {
    at.guardian("fatma", "Fatma", "Demir").guardian("piet", "Piet", "Demir");
    at.staff("tim", "Tim", "Visser");
    at.pupil(
        "sam",
        "Sam",
        "Demir",
        Map.of(
            "tenzij.withoutCustodyAgentSourcedIds",
            List.of("piet"),
            "tenzij.mentor",
            "tim",
            "tenzij.opp",
            true),
        "fatma",
        "piet");
    at.pupil(
        "noa", "Noa", "Demir", Map.of("tenzij.barredAgentSourcedIds", List.of("piet")), "piet");
    at.schoolClass("old", "homeroom").schoolClass("new", "homeroom");
    at.enrol("sam", "old", "student", "2025-08-01", "2026-07-31");
    at.enrol("sam", "new", "student", "2026-08-01", "2027-07-31");
  }

  /** Nobody has parental authority over who is of age, so all of it is theirs alone. */
  @Test
  void whoIsOfAgeReadsTheFileAlone() {
    fill();
    String fatma = at.as("guardian", "fatma");
    assertThat(at.get(fatma, "/guardians/fatma/pupils").jsonPath().getList("items"))
        .containsExactly("sam");
    at.pupil("sam", "Sam", "Demir", Map.of("tenzij.ofAge", true), "fatma", "piet");
    for (String path : List.of("file", "readings", "classes")) {
      assertThat(at.get(fatma, "/pupils/sam/" + path).statusCode()).as(path).isEqualTo(404);
      assertThat(at.get(at.as("pupil", "sam"), "/pupils/sam/" + path).statusCode())
          .as(path)
          .isEqualTo(200);
    }
    assertThat(at.get(fatma, "/guardians/fatma/pupils").jsonPath().getList("items")).isEmpty();
    assertThat(
            with(Tokens.of("notification-service").token())
                .header("Tenzij-Board", at.board)
                .get(at.at("/guardians/fatma/contact?pupil=sam"))
                .jsonPath()
                .getBoolean("informed"))
        .isFalse();
    Response own = at.get(at.as("pupil", "sam"), "/pupils/sam/file");
    assertThat(own.jsonPath().getBoolean("ofAge")).isTrue();
    assertThat(at.entry(at.as("mentor", "tim"), "sam", "CONTACT").jsonPath().<Boolean>get("ofAge"))
        .as("who mentors or teaches the pupil knows whom to talk to")
        .isTrue();
    assertThat(at.entry(at.as("head", "hanna"), "noa", "CONTACT").asString())
        .as("of a minor nothing is said")
        .doesNotContain("ofAge");
  }

  @Test
  void theOwnFileIsForPupilsAndGuardiansWithCustody() {
    fill();
    Response mothers = at.get(at.as("guardian", "fatma"), "/pupils/sam/file");
    assertThat(mothers.statusCode()).as(mothers.asString()).isEqualTo(200);
    assertThat(mothers.jsonPath().getString("familyName")).isEqualTo("Demir");
    assertThat(mothers.jsonPath().getString("mentor")).isEqualTo("tim");
    assertThat(mothers.jsonPath().getBoolean("supportPlan")).isTrue();
    assertThat(mothers.jsonPath().getMap("guardianship"))
        .isEqualTo(Map.of("language", "nl", "informed", true, "custody", true));
    assertThat(mothers.jsonPath().getList("places.class")).containsExactly("old", "new");
    assertThat(mothers.jsonPath().getList("places.begin")).contains("2025-08-01");
    assertThat(mothers.asString()).as("the other guardian").doesNotContain("piet");

    Response own = at.get(at.as("pupil", "sam"), "/pupils/sam/file");
    assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
    assertThat(own.asString()).doesNotContain("guardianship", "piet", "fatma");
    Response noted = at.get(at.as("head", "hanna"), "/pupils/sam/readings");
    assertThat(noted.jsonPath().getList("items.by")).containsExactly("sam", "fatma");
    assertThat(noted.jsonPath().getList("items.reason")).containsOnly("OWN_FILE");
    assertThat(at.entry(at.as("head", "hanna"), "sam", "OWN_FILE").statusCode())
        .as("it is not the head's own")
        .isEqualTo(400);

    assertThat(readers("guardian", "piet")).as("of other guardians nothing").containsExactly("sam");
    assertThat(readers("pupil", "sam")).containsExactly("sam");
    assertThat(readers("guardian", "fatma")).containsExactly("sam", "fatma");

    for (String other :
        List.of(at.as("guardian", "piet"), at.as("pupil", "noa"), at.as("guardian", "sam"))) {
      assertThat(at.get(other, "/pupils/sam/file").statusCode()).isEqualTo(404);
    }
    assertThat(at.get(at.as("guardian", "piet"), "/pupils/noa/file").statusCode()).isEqualTo(404);
    assertThat(at.get(at.as("pupil", "noone"), "/pupils/noone/file").statusCode()).isEqualTo(404);
    at.delete("/users/sam");
    assertThat(
            at.get(at.as("guardian", "fatma"), "/pupils/sam/file").jsonPath().getBoolean("present"))
        .as("as long as it is kept")
        .isFalse();
    assertThat(readers("guardian", "fatma")).containsExactly("fatma", "sam", "fatma");
    assertThat(readers("pupil", "sam")).containsExactly("sam");
    assertThat(at.get(at.as("guardian", "piet"), "/pupils/sam/readings").statusCode())
        .isEqualTo(404);
  }

  /** Who is a pupil and a guardian here reads as which of the two the file is theirs. */
  @Test
  void aReadingIsNotedInTheRoleInWhichTheFileIsTheirs() {
    fill();
    for (String person : List.of("sam", "fatma")) {
      String both =
          Tokens.user(at.board, "guardian", "pupil")
              .with("schools", List.of("guardian@" + at.school, "pupil@" + at.school))
              .with("person", person)
              .token();
      assertThat(at.get(both, "/pupils/sam/file").statusCode()).as(person).isEqualTo(200);
    }

    Response noted = at.get(at.as("head", "hanna"), "/pupils/sam/readings");
    assertThat(noted.jsonPath().getList("items.by")).containsExactly("fatma", "sam");
    assertThat(noted.jsonPath().getList("items.role")).containsExactly("guardian", "pupil");
  }

  private List<String> readers(String role, String person) {
    Response list = at.get(at.as(role, person), "/pupils/sam/readings");
    assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
    return list.jsonPath().getList("items.by");
  }

  @Test
  void aGuardianReadsTheOwnFileWithoutPupilsWhoAreKeptFromThem() {
    fill();
    Response own = at.get(at.as("guardian", "piet"), "/guardians/piet/file");
    assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
    assertThat(own.jsonPath().getString("givenName")).isEqualTo("Piet");
    assertThat(own.jsonPath().getList("pupils"))
        .isEqualTo(List.of(Map.of("pupil", "sam", "informed", false, "custody", false)));
    at.delete("/users/sam");
    String fatma = at.as("guardian", "fatma");
    assertThat(at.get(fatma, "/guardians/fatma/file").jsonPath().getList("pupils"))
        .as("the tie to who has left is in the pupil's file")
        .isEmpty();
    assertThat(at.get(fatma, "/pupils/sam/file").jsonPath().getMap("guardianship")).isNotEmpty();
    assertThat(at.get(at.as("guardian", "fatma"), "/guardians/piet/file").statusCode())
        .isEqualTo(404);
    assertThat(at.get(at.as("guardian", "nobody"), "/guardians/nobody/file").statusCode())
        .isEqualTo(404);
  }
}
