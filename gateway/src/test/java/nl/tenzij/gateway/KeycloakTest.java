package nl.tenzij.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import nl.tenzij.components.TestStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of the real realm pass, and those of another issuer don't. */
@QuarkusTest
@WithTestResource(KeycloakTest.RealRealm.class)
class KeycloakTest {

  private static final String PATH = "/api/v1/schools/college-een/incidents";

  @TestHTTPResource("/")
  URI base;

  /** Keycloak with the demo realm. */
  public static final class RealRealm extends Surroundings {
    @Override
    Map<String, String> signIn() {
      String issuer = TestStack.shared().keycloak().issuer();
      return Map.of("OIDC_AUTH_SERVER_URL", issuer, "OIDC_ISSUER", issuer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tim", "hanna", "fatma", "bea", "vera"})
  void peopleComeIn(String user) {
    assertThat(status(TestStack.shared().token(user))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"school-system", "pipeline"})
  void systemsComeIn(String client) {
    assertThat(status(TestStack.shared().clientToken(client))).isEqualTo(200);
  }

  @Test
  void anothersTokensDoNot() {
    assertThat(status(TestIssuer.get().token("tim"))).isEqualTo(401);
  }

  private int status(String token) {
    var calls = new Calls(base);
    return calls.send(calls.open(PATH).header("Authorization", "Bearer " + token)).statusCode();
  }
}
