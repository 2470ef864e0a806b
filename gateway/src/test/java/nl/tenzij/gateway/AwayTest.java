package nl.tenzij.gateway;

import static nl.tenzij.gateway.RoutingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class AwayTest {

  @TestHTTPResource("/")
  URI base;

  Calls calls;

  @BeforeEach
  void calls() {
    calls = new Calls(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/schools/college-een/messages",
        "/api/v1/boards/stichting-tenboom/reminders"
      })
  void aServiceThatIsAwayIsSaidToBe(String path) {
    var response = calls.send(calls.as("away", path));

    assertProblem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void aServiceThatIsSilentIsGivenUp() {
    long started = System.nanoTime();

    var response = calls.send(calls.as("away", "/api/v1/schools/college-een/incidents/silent"));

    assertProblem(response, 504);
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }

  @Test
  void anAnswerThatStopsHalfwayIsNotTakenForWhole() {
    var request = calls.as("away", "/api/v1/schools/college-een/incidents/broken-off").build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      Assertions.assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    }
  }

  @Test
  void aClientThatSendsNoMoreIsGivenUp() throws IOException {
    String response =
        calls.raw(
            "POST /api/v1/schools/college-een/incidents HTTP/1.1\r\nHost: gateway\r\n"
                + "Authorization: Bearer "
                + TestIssuer.get().token("away")
                + "\r\nContent-Length: 100\r\n\r\nonly this");

    assertThat(response).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
  }

  @Test
  void aReadIsTriedOnceMoreWhereTheConnectionGoes() {
    var response =
        calls.send(calls.as("away", "/api/v1/schools/college-een/incidents/hang-up-once?a"));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aWriteIsNot() {
    long before = Surroundings.sanction.answered();

    var response =
        calls.send(
            calls
                .as("away", "/api/v1/schools/college-een/incidents/hang-up-once?b")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertProblem(response, 503);
    assertThat(Surroundings.sanction.answered()).isEqualTo(before + 1);
  }
}
