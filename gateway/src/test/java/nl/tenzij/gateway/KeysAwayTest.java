package nl.tenzij.gateway;

import static nl.tenzij.gateway.RoutingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gateway is up before the identity provider. */
@QuarkusTest
@WithTestResource(KeysAwayTest.NobodyToSignInAt.class)
class KeysAwayTest {

  private static final String PATH = "/api/v1/schools/college-een/incidents";

  private static int port;

  @TestHTTPResource("/")
  URI base;

  /** An address where nothing listens yet. */
  public static final class NobodyToSignInAt extends Surroundings {
    @Override
    Map<String, String> signIn() {
      port = freePort();
      return Map.of(
          "OIDC_AUTH_SERVER_URL", TestIssuer.url(port),
          "OIDC_ISSUER", TestIssuer.get().issuer());
    }
  }

  @Test
  void tokensAreTakenOnceTheirKeysAreThere() {
    var calls = new Calls(base);
    var away = calls.send(calls.as("early", PATH));

    assertProblem(away, 503);
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    assertThat(calls.send(calls.open("/health/live")).statusCode()).isEqualTo(200);
    assertProblem(calls.send(calls.open(PATH)), 401);

    TestIssuer.get().start(port);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> calls.send(calls.as("early", PATH)).statusCode() == 200);
  }
}
