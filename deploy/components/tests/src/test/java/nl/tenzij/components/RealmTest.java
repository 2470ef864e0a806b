package nl.tenzij.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The realm of deploy/keycloak as services and people meet it: what stands in the tokens. */
class RealmTest {
  private final TestStack stack = TestStack.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hanna | stichting-tenboom | head@college-een                       | st-hanna
          tim   | stichting-tenboom | teacher@college-een,mentor@college-een | st-tim
          cora  | stichting-tenboom | care-coordinator@college-een           | st-cora
          eva   | stichting-tenboom | core-team@college-een                  | st-eva
          mira  | stichting-tenboom | mr-member:staff@college-een            | st-mira
          mona  | stichting-tenboom | mr-member:parents@college-een          | g-mona
          mees  | stichting-tenboom | mr-member:pupils@college-een           | p-mees
          joke  | stichting-tenboom | mr-member:staff@de-linde               | st-joke
          paul  | stichting-tenboom | mr-member:parents@de-linde             | g-paul
          lisa  | stichting-tenboom | teacher@de-linde                       | st-lisa
          hugo  | stichting-tenboom | head@de-linde                          | st-hugo
          fatma | stichting-tenboom | guardian@college-een                   | g-fatma
          els   | stichting-tenboom | guardian@college-een                   | g-els
          sam   | stichting-tenboom | pupil@college-een                      | p-sam
          vera  | stichting-ver     | teacher@school-ver                     | st-vera
          """)
  void tellsBoardSchoolsAndPersonOfSomeoneAtASchool(
      String user, String board, String schools, String person) {
    var claims = claims(stack.token(user));

    assertThat(claims)
        .contains("\"board\":\"" + board + "\"")
        .contains("\"person\":\"" + person + "\"")
        .contains("\"azp\":\"tenzij-app\"")
        .contains("\"iss\":\"" + stack.keycloak().issuer() + "\"");
    for (var school : schools.split(",")) {
      assertThat(claims).contains('"' + school + '"');
      assertThat(roles(claims)).contains('"' + school.split("[:@]")[0] + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({"bea,stichting-tenboom", "bob,stichting-ver"})
  void namesABoardButNoSchoolForSomeoneOfTheBoard(String user, String board) {
    var claims = claims(stack.token(user));

    assertThat(claims).contains("\"board\":\"" + board + "\"").doesNotContain("\"schools\"");
    assertThat(roles(claims)).contains("\"board\"");
  }

  @ParameterizedTest
  @CsvSource({
    "school-system,school-system@college-een,school-system",
    "pipeline,pipeline@de-linde,pipeline"
  })
  void givesASystemItsSchools(String client, String school, String role) {
    var claims = claims(stack.clientToken(client));

    assertThat(claims)
        .contains("\"board\":\"stichting-tenboom\"")
        .contains('"' + school + '"')
        .contains("\"azp\":\"" + client + "\"")
        .doesNotContain("\"person\"");
    assertThat(roles(claims)).contains('"' + role + '"');
  }

  @Test
  void endsATokenOfTheExpiryTrialWithinTwoSeconds() {
    var claims = claims(stack.keycloak().tokens().expiring("tim"));

    assertThat(number(claims, "exp") - number(claims, "iat")).isBetween(1L, 2L);
    assertThat(claims).contains("\"azp\":\"expiry-trial\"").contains("teacher@college-een");
  }

  private static long number(String claims, String name) {
    return Long.parseLong(claims.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
  }

  @Test
  void givesOurOwnServiceARoleAndNoBoard() {
    var claims = claims(stack.clientToken("notification-service"));

    assertThat(claims).doesNotContain("\"board\"").doesNotContain("\"schools\"");
    assertThat(roles(claims)).contains("\"service\"");
  }

  /**
   * The realm takes one sign-in of a person at a time, and refuses the others as if they were
   * wrong.
   */
  @Test
  void givesATokenToEachOfSeveralSignInsOfOnePersonAtOnce() {
    var signIn = stack.keycloak();
    var signIns = new ArrayList<CompletableFuture<String>>();
    for (var each = 0; each < 4; each++) {
      var tokens = new Tokens(signIn.issuer(), signIn.keys());
      signIns.add(
          CompletableFuture.supplyAsync(() -> tokens.user("els"), Thread::startVirtualThread));
    }

    assertThat(signIns).allSatisfy(token -> assertThat(token.join()).isNotBlank());
  }

  @Test
  void givesAnOperatorARoleAndNobodysData() {
    var claims = claims(stack.token("otto"));

    assertThat(claims).doesNotContain("\"board\"").doesNotContain("\"schools\"");
    assertThat(roles(claims)).contains("\"operator\"");
  }

  @Test
  void isMeantForTenzijAndHoldsNoNamesOrAddresses() {
    var claims = claims(stack.token("fatma"));

    assertThat(claims).containsPattern("\"aud\":(\"tenzij\"|\\[[^]]*\"tenzij\"[^]]*])");
    assertThat(claims).doesNotContain("example.org").doesNotContain("Fatma");
    assertThat(claims).doesNotContain("email").doesNotContain("given_name");
  }

  @Test
  void refusesAClientThatSignsWithAnotherKey(@TempDir Path elsewhere) {
    var client = "school-system";
    var stranger = new Tokens(stack.keycloak().issuer(), new DemoKeys(elsewhere).create(client));

    assertThatThrownBy(() -> stranger.client(client))
        .isInstanceOf(ComponentFailed.class)
        .hasMessageContaining("no token for client school-system")
        .hasMessageContaining("Signature on JWT token failed validation");
  }

  @Test
  void refusesAWrongName() {
    assertThatThrownBy(() -> stack.token("nobody")).hasMessageContaining("invalid_grant");
  }

  private static String roles(String claims) {
    var start = claims.indexOf("\"realm_access\"");
    return claims.substring(start, claims.indexOf(']', start));
  }

  private static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }
}
