package nl.tenzij.gateway;

import static nl.tenzij.gateway.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class OpenApiTest {

  @TestHTTPResource("/")
  URI base;

  Calls calls;

  @BeforeEach
  void calls() {
    calls = new Calls(base);
  }

  @Test
  void oneDocumentTellsOfAllServices() {
    var response = calls.send(calls.open("/api/v1/openapi.json"));
    JsonObject document = json(response);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(document.getJsonObject("paths").fieldNames())
        .contains(
            "/schools/{school}/policies",
            "/schools/{school}/exemptions",
            "/schools/{school}/incidents")
        .doesNotContain("/schools/{school}/guardians/{guardian}/contact");
    assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url"))
        .isEqualTo("/api/v1");
    assertThat(document.getJsonObject("info").getJsonObject("contact").fieldNames())
        .contains("name", "url", "email");
    assertThat(document.getJsonObject("info").getString("version")).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void namesThatClashAreToldApart() {
    JsonObject document = json(calls.send(calls.open("/api/v1/openapi.json")));
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");

    assertThat(schemas.fieldNames())
        .containsExactlyInAnyOrder("Problem", "Item", "Page", "SchoolItem");
    assertThat(schemas.getJsonObject("SchoolItem").getJsonObject("properties").fieldNames())
        .contains("version");
    assertThat(document.encode()).contains("#/components/schemas/SchoolItem");
    assertThat(operation(document, "/schools/{school}/policies").getString("operationId"))
        .isEqualTo("schoolList");
    assertThat(operation(document, "/schools/{school}/incidents").getString("operationId"))
        .isEqualTo("list");
    assertThat(operation(document, "/schools/{school}/incidents").getJsonArray("security"))
        .isNotEmpty();
    assertThat(operation(document, "/schools/{school}/exemptions").getJsonArray("security"))
        .isEmpty();
  }

  @Test
  void aServiceThatComesLateIsTakenIn() {
    assertThat(paths()).doesNotContain("/schools/{school}/messages");

    String late =
        """
        {"openapi": "3.1.0", "info": {"title": "late", "version": "1.0.0"},
         "paths": {"/api/v1/schools/{school}/messages": {"get": {"operationId": "messages",
           "responses": {"200": {"description": "ok"}}}}}}
        """;
    var notification =
        new TestUpstream("notification", Surroundings.notificationPort).openapi(late);
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(paths()).contains("/schools/{school}/messages"));
    } finally {
      notification.close();
    }
  }

  @Test
  void itIsOpenToAllOrigins() {
    var response =
        calls.send(calls.open("/api/v1/openapi.json").header("Origin", "https://anyone.example"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(response.headers().firstValue("API-Version")).hasValue("0.1.0");
  }

  @Test
  void whoHasItIsToldSo() {
    var first = calls.send(calls.open("/api/v1/openapi.json"));

    var second =
        calls.send(
            calls
                .open("/api/v1/openapi.json")
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));

    assertThat(second.statusCode()).isEqualTo(304);
  }

  @Test
  void thePageToTryItStandsOnItsOwn() {
    var page = calls.send(calls.open("/docs"));
    var links = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.body());

    assertThat(page.statusCode()).isEqualTo(200);
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy).contains("script-src 'self'").doesNotContain("script-src 'self' 'unsafe");
    assertThat(page.body()).doesNotContain("<script>").doesNotContain("http:", "https:", "${");
    int found = 0;
    while (links.find()) {
      found++;
      var asset = calls.send(calls.open(links.group(1)));
      assertThat(asset.statusCode()).as(links.group(1)).isEqualTo(200);
      assertThat(asset.body()).as(links.group(1)).isNotEmpty();
    }
    assertThat(found).isEqualTo(5);
  }

  @Test
  void onlyConfiguredOriginsMayCall() {
    var allowed = calls.send(preflight("https://app.tenzij.example"));
    var other = calls.send(preflight("https://attacker.example"));
    var withToken =
        calls.send(
            calls
                .as("origins", "/api/v1/schools/college-een/incidents")
                .header("Origin", "https://app.tenzij.example"));

    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://app.tenzij.example");
    RoutingTest.assertProblem(other, 403);
    assertThat(withToken.statusCode()).isEqualTo(200);
    assertThat(withToken.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("ETag")
        .contains("RateLimit");
  }

  @Test
  void theGatewaysOwnPageMayCall() {
    var response =
        calls.send(
            calls
                .as("origins", "/api/v1/schools/college-een/incidents")
                .header("Origin", "http://" + base.getAuthority()));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void healthTellsOfItselfAndOfTheServices() {
    var live = calls.send(calls.open("/health/live"));
    var ready = calls.send(calls.open("/health/ready"));
    var all = calls.send(calls.open("/health"));

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(all.statusCode()).isEqualTo(503);
    assertThat(all.body()).contains("\"notification\": \"DOWN\"").contains("\"school\": \"UP\"");
  }

  @Test
  void figuresHoldNoIds() {
    calls.send(calls.as("figures", "/api/v1/schools/college-een/pupils/p-sam/verdict"));

    String figures = calls.send(calls.open("/metrics")).body();

    assertThat(figures)
        .contains("schools/{school}/pupils/{pupil}/verdict")
        .doesNotContain("p-sam")
        .doesNotContain("college-een");
  }

  private HttpRequest.Builder preflight(String origin) {
    return calls
        .open("/api/v1/schools/college-een/incidents")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
  }

  private java.util.Set<String> paths() {
    return json(calls.send(calls.open("/api/v1/openapi.json"))).getJsonObject("paths").fieldNames();
  }

  private static JsonObject operation(JsonObject document, String path) {
    return document.getJsonObject("paths").getJsonObject(path).getJsonObject("get");
  }
}
