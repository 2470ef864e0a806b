package nl.tenzij.ledger.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final School COLLEGE = new School("college-een");
  private static final Optional<String> NONE_NAMED = Optional.empty();

  @Test
  void readsWhoAPersonIs() {
    Claims tim =
        claims(
            Map.of(
                "board", "stichting-tenboom",
                "person", "st-tim",
                "azp", "tenzij-app",
                "realm_access", Map.of("roles", List.of("teacher", "mentor")),
                "schools",
                    List.of("teacher@college-een", "mentor@college-een", "teacher@de-linde")));
    assertThat(tim.board(NONE_NAMED)).isEqualTo(new Board("stichting-tenboom"));
    assertThat(tim.person()).contains("st-tim");
    assertThat(tim.client()).isEqualTo("tenzij-app");
    assertThat(tim.atSchools())
        .isEqualTo(
            Map.of(
                COLLEGE, Set.of("teacher", "mentor"), new School("de-linde"), Set.of("teacher")));
    assertThat(tim.isClient()).isFalse();
  }

  @Test
  void readsClaimsAsJsonValuesToo() {
    Claims tim =
        claims(
            Map.of(
                "board", Json.createValue("stichting-tenboom"),
                "realm_access",
                    Json.createObjectBuilder()
                        .add("roles", Json.createArrayBuilder(List.of("teacher")))
                        .build(),
                "schools", Json.createArrayBuilder(List.of("teacher@college-een")).build()));
    assertThat(tim.roles()).containsExactly("teacher");
    assertThat(tim.atSchools()).containsKey(COLLEGE);
  }

  @Test
  void aSeatInPartOfACouncilIsASeatInTheCouncil() {
    Claims mona =
        claims(
            Map.of(
                "board",
                "b",
                "schools",
                List.of("mr-member:parents@college-een", ":parents@college-een")));
    assertThat(mona.atSchools())
        .isEqualTo(Map.of(COLLEGE, Set.of("mr-member", "mr-member:parents")));
  }

  @Test
  void aSingleSchoolMayComeAsText() {
    assertThat(claims(Map.of("board", "b", "schools", "head@college-een")).atSchools())
        .isEqualTo(Map.of(COLLEGE, Set.of("head")));
  }

  @Test
  void anEntryOfAnotherFormGrantsNothing() {
    List<Object> odd =
        List.of(
            "teacher",
            "@college-een",
            ":teacher@college-een",
            "head@",
            "head@a b",
            "head@../x",
            17);
    assertThat(claims(Map.of("board", "b", "schools", odd)).atSchools()).isEmpty();
  }

  @Test
  void withoutABoardNobodyComesIn() {
    for (Object board : List.of("", "  ", "no board!", 17, List.of())) {
      assertThatExceptionOfType(Forbidden.class)
          .isThrownBy(() -> board(Map.of("board", board), NONE_NAMED));
    }
    assertThatExceptionOfType(Forbidden.class).isThrownBy(() -> board(Map.of(), NONE_NAMED));
  }

  @Test
  void aServiceNamesItsBoard() {
    Map<String, Object> service = Map.of("realm_access", Map.of("roles", List.of("service")));
    assertThat(board(service, Optional.of("stichting-ver"))).isEqualTo(new Board("stichting-ver"));
    assertThat(claims(service).isClient()).isTrue();
    assertThatExceptionOfType(Forbidden.class).isThrownBy(() -> board(service, NONE_NAMED));
    assertThatExceptionOfType(Forbidden.class).isThrownBy(() -> board(service, Optional.of("a b")));
  }

  @Test
  void othersDoNotNameOne() {
    Map<String, Object> teacher =
        Map.of("board", "b", "realm_access", Map.of("roles", List.of("teacher")));
    assertThatExceptionOfType(Forbidden.class).isThrownBy(() -> board(teacher, Optional.of("b")));
    assertThatExceptionOfType(Forbidden.class)
        .isThrownBy(() -> board(teacher, Optional.of("stichting-ver")));
  }

  private static Claims claims(Map<String, Object> claims) {
    return Claims.of(new Token(claims));
  }

  private static Board board(Map<String, Object> claims, Optional<String> named) {
    return claims(claims).board(named);
  }

  private record Token(Map<String, Object> claims) implements JsonWebToken {

    Token {
      claims = new HashMap<>(claims);
    }

    @Override
    public String getName() {
      return "somebody";
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
      return (T) claims.get(name);
    }
  }
}
