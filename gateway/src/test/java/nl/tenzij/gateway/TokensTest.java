package nl.tenzij.gateway;

import static nl.tenzij.gateway.RoutingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@WithTestResource(Surroundings.class)
class TokensTest {

  private static final String PATH = "/api/v1/schools/college-een/incidents";

  @TestHTTPResource("/")
  URI base;

  Calls calls;

  @BeforeEach
  void calls() {
    calls = new Calls(base);
  }

  @Test
  void aGoodTokenPasses() {
    assertThat(calls.send(calls.as("good", PATH)).statusCode()).isEqualTo(200);
  }

  @Test
  void noneIsNotEnough() {
    var response = calls.send(calls.open(PATH));

    assertProblem(response, 401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void twoAreOneTooMany() {
    var response =
        calls.send(
            calls
                .as("good", PATH)
                .header("Authorization", "Bearer " + TestIssuer.get().token("b")));

    assertProblem(response, 401);
  }

  @TestFactory
  Iterable<DynamicTest> forgedOnesDoNotPass() {
    TestIssuer issuer = TestIssuer.get();
    String good = issuer.token("good");
    Map<String, String> forged = new TreeMap<>();
    forged.put("another issuer", issuer.token("f", c -> c.setIssuer("https://other.example")));
    forged.put("another audience", issuer.token("f", c -> c.setAudience("account")));
    forged.put("no audience", issuer.token("f", c -> c.unsetClaim("aud")));
    forged.put("no issuer", issuer.token("f", c -> c.unsetClaim("iss")));
    forged.put("expired", issuer.token("f", c -> c.setExpirationTimeMinutesInTheFuture(-1)));
    forged.put("no expiry", issuer.token("f", c -> c.unsetClaim("exp")));
    forged.put(
        "not yet",
        issuer.token("f", c -> c.setNotBefore(NumericDate.fromMilliseconds(farAhead()))));
    forged.put("an ID token", issuer.token("f", c -> c.setClaim("typ", "ID")));
    forged.put("a refresh token", issuer.token("f", c -> c.setClaim("typ", "Refresh")));
    forged.put("no subject", issuer.token("f", c -> c.unsetClaim("sub")));
    forged.put("another's signature", issuer.byStranger("f"));
    forged.put("an unknown key", issuer.byUnknownKey("f"));
    forged.put("the public key as a secret", issuer.byConfusion("f"));
    forged.put("alg none", issuer.unsigned("f"));
    forged.put("no signature", good.substring(0, good.lastIndexOf('.') + 1));
    forged.put("a changed claim", changed(good));
    forged.put("an opaque string", "b3BhcXVl");
    forged.put("nothing", "");
    long before = Surroundings.sanction.answered();
    return forged.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      var response =
                          calls.send(
                              calls
                                  .open(PATH)
                                  .header("Authorization", "Bearer " + each.getValue()));
                      assertProblem(response, 401);
                      assertThat(Surroundings.sanction.answered()).isEqualTo(before);
                    }))
        .toList();
  }

  private static long farAhead() {
    return System.currentTimeMillis() + 3_600_000;
  }

  private static String changed(String good) {
    String[] parts = good.split("\\.");
    String other = TestIssuer.get().token("another").split("\\.")[1];
    return parts[0] + "." + other + "." + parts[2];
  }
}
