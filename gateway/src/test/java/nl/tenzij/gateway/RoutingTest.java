package nl.tenzij.gateway;

import static nl.tenzij.gateway.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class RoutingTest {

  @TestHTTPResource("/")
  URI base;

  Calls calls;

  @BeforeEach
  void calls() {
    calls = new Calls(base);
  }

  @ParameterizedTest
  @CsvSource({
    "school, /api/v1/schools/college-een/roster-imports",
    "school, /api/v1/schools/college-een/policies/p1/consultations",
    "school, /api/v1/schools/college-een",
    "school, /api/v1/schools/college-een/self-check",
    "school, /api/v1/boards/stichting-tenboom/roster-imports",
    "exception, /api/v1/schools/college-een/exemptions/e1/decision",
    "exception, /api/v1/schools/college-een/pupils/p-sam/signals",
    "exception, /api/v1/boards/stichting-tenboom/statistics",
    "school, /api/v1/schools/college-een/classes/k-3hv1",
    "sanction, /api/v1/schools/college-een/classes/k-3hv1/verdicts",
    "sanction, /api/v1/schools/college-een/pupils/p-sam/verdict",
    "sanction, /api/v1/schools/college-een/incidents",
    "sanction, /api/v1/schools/college-een/custody/c1/return"
  })
  void eachPathReachesItsService(String service, String path) {
    var response = calls.send(calls.as("routes", path + "?at=2026-09-01T10:00:00%2B02:00&x="));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).getString("service")).isEqualTo(service);
    assertThat(json(response).getString("uri"))
        .isEqualTo(path + "?at=2026-09-01T10:00:00%2B02:00&x=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/schools/college-een/guardians/g-fatma/contact",
        "/api/v1/schools/college-een/pupils/p-sam/name",
        "/api/v1/schools/college-een/unknown",
        "/api/v1/elsewhere",
        "/api/v2/schools/college-een/incidents",
        "/health-of-others",
        "/q/health"
      })
  void whatNoTableNamesGoesNowhere(String path) {
    long before = answered();

    var response = calls.send(calls.as("routes", path));

    assertThat(response.statusCode()).isEqualTo(404);
    assertProblem(response, 404);
    assertThat(answered()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/schools/college-een/incidents/../guardians/g-fatma/contact",
        "/api/v1/schools/college-een/incidents/%2e%2e/guardians/g-fatma/contact",
        "/api/v1/schools/college-een/incidents/.%2E/guardians/g-fatma/contact",
        "/api/v1/schools/college-een/incidents%2F..%2Fguardians",
        "/api/v1/schools/college-een/incidents/%5c..%5cguardians",
        "/api/v1/schools/college-een/incidents\\..\\guardians",
        "/api/v1/schools/college-een/incidents/%252e%252e/guardians",
        "/api/v1/schools/college-een/incidents/..;/guardians",
        "/api/v1/schools/college-een/incidents;x=/../guardians",
        "/api/v1/schools//college-een/incidents",
        "//api/v1/schools/college-een/incidents",
        "/./api/v1/schools/college-een/incidents",
        "/api/v1/schools/college-een/incidents/",
        "/api/v1/schools/college-een/incidents/%00",
        "/api/v1/schools/college-een/incidents/%0d%0aX:y",
        "/api/v1/schools/college-een/incidents/%zz",
        "/api/v1/schools/college-een/incidents/%c0%ae%c0%ae/guardians",
        "http://127.0.0.1:1/api/v1/schools/college-een/incidents",
        "http:///api/v1/schools/college-een/incidents",
        "*",
        "api/v1/schools/college-een/incidents"
      })
  void aPathThatCanBeReadInTwoWaysIsRefused(String target) throws IOException {
    long before = answered();

    String response = calls.rawTarget("tricks", target);

    assertThat(response).startsWith("HTTP/1.1 40");
    assertThat(answered()).isEqualTo(before);
  }

  @Test
  void anEscapedLetterIsWrittenPlain() throws IOException {
    String response = calls.rawTarget("tricks", "/api/v1/schools/college-een/%69ncidents/a%7B1%7D");

    assertThat(response).startsWith("HTTP/1.1 200 ");
    assertThat(response).contains("/api/v1/schools/college-een/incidents/a%7B1%7D");
  }

  @Test
  void aRequestSmuggledBehindAnotherIsNotSeenByAService() throws IOException {
    long before = answered();
    String token = TestIssuer.get().token("tricks");

    String response =
        calls.raw(
            "POST /api/v1/schools/college-een/incidents HTTP/1.1\r\nHost: gateway\r\n"
                + "Authorization: Bearer "
                + token
                + "\r\nContent-Length: 5\r\nTransfer-Encoding: gzip, chunked\r\n"
                + "Connection: close\r\n\r\n0\r\n\r\nGET /api/v1/schools/x HTTP/1.1\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 400 ");
    assertThat(answered()).isEqualTo(before);
  }

  @Test
  void onlyKnownRequestHeadersReachAService() {
    var response =
        calls.send(
            calls
                .as("headers", "/api/v1/schools/college-een/incidents")
                .header("Accept-Language", "nl")
                .header("If-Match", "\"3\"")
                .header("Idempotency-Key", "k-1")
                .header("Tenzij-Consistency-Token", "0.1")
                .header("Tenzij-Reason", "CARE")
                .header("Tenzij-Board", "stichting-ver")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "attacker.example")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Request-Id", "forged")
                .header("Cookie", "a=b")
                .header("baggage", "role=head")
                .header("tracestate", "x=y")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("X-HTTP-Method-Override", "DELETE")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    var headers = json(response).getJsonObject("headers");
    assertThat(headers.fieldNames())
        .isSubsetOf(
            "accept-language",
            "authorization",
            "content-length",
            "host",
            "idempotency-key",
            "if-match",
            "tenzij-consistency-token",
            "tenzij-reason",
            "traceparent",
            "x-request-id");
    assertThat(headers.fieldNames())
        .contains("if-match", "idempotency-key", "authorization", "tenzij-reason");
    assertThat(headers.getJsonArray("host").getString(0))
        .isEqualTo(URI.create(Surroundings.sanction.url()).getAuthority());
    assertThat(headers.getJsonArray("x-request-id")).doesNotContain("forged").hasSize(1);
    assertThat(response.headers().firstValue("X-Request-Id"))
        .hasValue(headers.getJsonArray("x-request-id").getString(0));
    assertThat(headers.getJsonArray("traceparent")).hasSize(1);
    assertThat(headers.getJsonArray("traceparent").getString(0))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  }

  @Test
  void anUpgradeGetsNoWayAround() throws IOException {
    String upgrade =
        "GET /api/v1/schools/college-een/incidents HTTP/1.1\r\nHost: gateway\r\n"
            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nTenzij-Board: stichting-ver\r\n"
            + "Authorization: Bearer "
            + TestIssuer.get().token("upgrade")
            + "\r\n\r\n";
    String last = "GET /health/live HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n";

    String response = calls.raw(upgrade + last);

    assertThat(response)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"service\":\"sanction\"")
        .doesNotContainIgnoringCase("tenzij-board")
        .doesNotContainIgnoringCase("websocket");
  }

  @Test
  void anOldProtocolIsNotSpoken() throws IOException {
    String response =
        calls.raw(
            "GET /api/v1/schools/college-een/incidents HTTP/1.0\r\nHost: gateway\r\n"
                + "Authorization: Bearer "
                + TestIssuer.get().token("old")
                + "\r\n\r\n");

    assertThat(response).contains(" 505 ");
  }

  @Test
  void aTraceGoesOn() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    var response =
        calls.send(
            calls
                .as("headers", "/api/v1/schools/college-een/incidents")
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

    var passed = json(response).getJsonObject("headers").getJsonArray("traceparent");
    assertThat(passed).hasSize(1);
    assertThat(passed.getString(0)).contains(trace);
  }

  @Test
  void onlyKnownResponseHeadersReachAClient() {
    var response =
        calls.send(calls.as("headers", "/api/v1/schools/college-een/incidents/talkative"));

    assertThat(response.headers().map().keySet())
        .doesNotContain("server", "x-powered-by", "set-cookie", "access-control-allow-origin");
    assertThat(response.headers().firstValue("ETag")).hasValue("\"7\"");
    assertThat(response.headers().firstValue("Tenzij-Consistency-Token")).hasValue("0.12");
    assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("frame-ancestors 'none'");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("API-Version")).hasValue("0.1.0");
  }

  @Test
  void locationsShowNoServiceFromInside() {
    var created = calls.send(calls.as("headers", "/api/v1/schools/college-een/incidents/created"));
    var elsewhere =
        calls.send(calls.as("headers", "/api/v1/schools/college-een/incidents/elsewhere"));

    assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/schools/s/incidents/1");
    assertThat(elsewhere.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void answersWithoutABodyStaySo() {
    var none = calls.send(calls.as("bodies", "/api/v1/schools/college-een/incidents/no-content"));
    var same = calls.send(calls.as("bodies", "/api/v1/schools/college-een/incidents/not-modified"));
    var head =
        calls.send(
            calls
                .as("bodies", "/api/v1/schools/college-een/incidents")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(none.statusCode()).isEqualTo(204);
    assertThat(none.headers().map()).doesNotContainKey("transfer-encoding");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void methodsThatTheApiDoesNotUseAreRefused() {
    for (String method : new String[] {"TRACE", "PROPFIND", "FETCH"}) {
      var response =
          calls.send(
              calls
                  .as("methods", "/api/v1/schools/college-een/incidents")
                  .method(method, HttpRequest.BodyPublishers.noBody()));
      assertProblem(response, 405);
      assertThat(response.headers().firstValue("Allow"))
          .hasValue("GET, HEAD, POST, PUT, PATCH, DELETE");
    }
  }

  /** Which methods a path has, its service knows. */
  @Test
  void whatAServiceRefusesAMethodWithReachesTheClient() {
    var response =
        calls.send(
            calls.as("methods", "/api/v1/schools/college-een/incidents/refuses-method").DELETE());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/page.js", "/board", "/board/settings.json"})
  void aPageIsOnlyRead(String page) {
    var head = calls.send(calls.open(page).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    var posted = calls.send(calls.open(page).POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertProblem(posted, 405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({"/docs/, /docs", "/board/, /board", "/docs/?any=1, /docs"})
  void aPageIsThereAlsoWithASlashBehindIt(String typed, String page) {
    var response = calls.send(calls.open(typed));

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue(page);
    assertThat(calls.send(calls.open(page)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs//", "//docs/", "/docs/page.js/", "/board/x/", "/docs/../board/"})
  void noOtherPathGoesOnWithASlashBehindIt(String target) throws IOException {
    assertThat(calls.rawTarget("tricks", target)).startsWith("HTTP/1.1 400 ");
  }

  private static long answered() {
    return Surroundings.school.answered()
        + Surroundings.exception.answered()
        + Surroundings.sanction.answered();
  }

  static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).fieldNames()).contains("type", "title", "status", "detail");
    assertThat(json(response).getInteger("status")).isEqualTo(status);
    assertThat(response.headers().firstValue("API-Version")).isPresent();
  }
}
