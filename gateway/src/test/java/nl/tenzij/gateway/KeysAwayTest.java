package nl.tenzij.gateway;

import static nl.tenzij.gateway.RoutingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import nl.tenzij.components.Ports;
import org.junit.jupiter.api.Test;

/** The gateway is up before the identity provider, and with nothing set that can be left out. */
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
    public Map<String, String> start() {
      Map<String, String> all = super.start();
      all.remove("CORS_ORIGINS");
      return all;
    }

    @Override
    Map<String, String> signIn() {
      port = Ports.free();
      return Map.of(
          "OIDC_AUTH_SERVER_URL", TestIssuer.url(port),
          "OIDC_ISSUER", TestIssuer.get().issuer());
    }
  }

  @Test
  void noWebOriginMayCallButItsOwn() {
    var calls = new Calls(base);
    var other = calls.send(calls.open(PATH).header("Origin", "https://attacker.example"));
    var preflight =
        calls.send(
            calls
                .open(PATH)
                .header("Origin", "https://attacker.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    var own = calls.send(calls.open(PATH).header("Origin", "http://" + base.getAuthority()));

    assertProblem(other, 403);
    assertProblem(preflight, 403);
    assertThat(other.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertProblem(own, 401);
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
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls.send(calls.as("early", PATH)).statusCode() == 200);
  }
}
