package nl.tenzij.notification.thread;

import static java.util.concurrent.TimeUnit.SECONDS;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A school's pipeline hears how far messages got, signed, and again until it takes it. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class WebhookTest {

  @Inject Pool pool;

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;
  private Household home;

  /** What came in, checked as a receiver of any make checks it. */
  private record Call(String id, String timestamp, String signatures, String body) {

    boolean isSignedWith(String secret) {
      try {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature =
            mac.doFinal((id + '.' + timestamp + '.' + body).getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(signature);
        return List.of(signatures.split(" ")).contains(expected);
      } catch (GeneralSecurityException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }
  }

  @BeforeEach
  void open() throws IOException {
    home = new Household(pool);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    receiver.createContext("/", this::answer);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    home.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    calls.add(
        new Call(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Integer status = answers.poll();
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
    exchange.sendResponseHeaders(status == null ? 204 : status, -1);
    exchange.close();
  }

  @Test
  void noAddressHoldsACitizenNumber() {
    subscribe(Map.of("url", url() + "?pupil=111222333"))
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("url")))
        .body("errors.code", equalTo(List.of("citizen-number")));
  }

  @Test
  void isCalledSignedAndWithIdsOnly() throws IOException {
    Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_SENT")));
    made.then().statusCode(201);
    String secret = made.path("secret");

    home.with("fatma tr");
    home.warned();

    await().until(() -> calls.size() >= 2);
    assertThat(calls).hasSize(2).allMatch(call -> call.isSignedWith(secret));
    assertThat(calls).extracting(Call::id).doesNotHaveDuplicates();
    for (Call call : calls) {
      JsonNode body = new ObjectMapper().readTree(call.body());
      assertThat(body.path("type").asText()).isEqualTo("nl.tenzij.notification.message-sent.v1");
      assertThat(body.path("timestamp").asText()).isNotBlank();
      assertThat(body.at("/data/pupil").asText()).isEqualTo(home.pupil);
      assertThat(body.at("/data/state").asText()).isEqualTo("SENT");
      assertThat(call.body()).doesNotContain("Fatma", "Sam", "example.org");
    }
    await().until(() -> delivered(made).size() == 2);
  }

  @Test
  void whatIsNotTakenComesAgainAsTheSame() {
    answers.addAll(List.of(500, 302));
    Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_CANCELLED")));
    home.with("barred nl");
    home.warned();

    await().until(() -> delivered(made).size() == 1);
    assertThat(calls).hasSize(3);
    assertThat(calls).extracting(Call::id).containsOnly(calls.getFirst().id());
    JsonNode delivery = delivered(made).getFirst();
    assertThat(delivery.path("attempts").asInt()).isEqualTo(3);
    assertThat(delivery.path("lastStatus").asInt()).isEqualTo(204);
    assertThat(delivery.path("id").asText()).isEqualTo(calls.getFirst().id());
  }

  @Test
  void whatWasGivenUpCanBeAskedForAgain() {
    answers.addAll(List.of(500, 500, 500));
    Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_CANCELLED")));
    home.with("barred nl");
    home.warned();
    await().until(() -> deliveries(made, "?state=FAILED").size() == 1);
    JsonNode failed = deliveries(made, "?state=FAILED").getFirst();
    assertThat(failed.path("reason").asText()).isEqualTo("NOT_TAKEN");

    pipeline()
        .post(
            "%s/deliveries/%s/attempts"
                .formatted(made.header("Location"), failed.path("id").asText()))
        .then()
        .statusCode(202);

    await().until(() -> delivered(made).size() == 1);
  }

  /** Twenty wait for one that never answers, and one for another behind them. */
  @Test
  void aReceiverThatNeverAnswersKeepsOnlyItsOwnWaiting() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    HttpServer silent =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    silent.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    AtomicInteger asked = new AtomicInteger();
    silent.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          try {
            never.await();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
    silent.start();
    try {
      String nowhere = "http://127.0.0.1:" + silent.getAddress().getPort() + "/in";
      subscribe(Map.of("url", nowhere, "events", List.of("MESSAGE_CANCELLED")));
      home.with("barred nl");
      for (int i = 0; i < 20; i++) {
        home.warned();
      }
      await().until(() -> asked.get() > 0);
      Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_CANCELLED")));
      home.warned();

      await().atMost(40, SECONDS).until(() -> !delivered(made).isEmpty());
      assertThat(asked).hasValueLessThanOrEqualTo(2);
    } finally {
      never.countDown();
      silent.stop(0);
    }
  }

  @Test
  void aReceiverThatIsGoneIsNotCalledAgain() {
    answers.add(410);
    Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_CANCELLED")));
    home.with("barred nl");
    home.warned();

    await()
        .until(
            () ->
                pipeline()
                    .get(made.header("Location"))
                    .path("state")
                    .toString()
                    .equals("DISABLED"));
    assertThat(pipeline().get(made.header("Location")).path("reason").toString()).isEqualTo("GONE");
    assertThat(calls).hasSize(1);
  }

  @Test
  void aSecretCanBeChangedWithoutAGap() {
    Response made = subscribe(Map.of("url", url(), "events", List.of("MESSAGE_CANCELLED")));
    Response renewed = pipeline().post(made.header("Location") + "/secrets");
    renewed.then().statusCode(201);
    assertThat(renewed.path("secret").toString()).isNotEqualTo(made.path("secret").toString());

    home.with("barred nl");
    home.warned();

    await().until(() -> !calls.isEmpty());
    assertThat(calls.getFirst().isSignedWith(made.path("secret"))).isTrue();
    assertThat(calls.getFirst().isSignedWith(renewed.path("secret"))).isTrue();
  }

  @Test
  void secretsAreShownOnceAndNowhereKeptInTheClear() {
    String key = UUID.randomUUID().toString();
    Response made = subscribe(Map.of("url", url()), key);
    Response again = subscribe(Map.of("url", url()), key);
    String secret = made.path("secret");

    again
        .then()
        .statusCode(201)
        .body("id", equalTo(made.<String>path("id")))
        .body("secret", equalTo(secret));
    pipeline().get(made.header("Location")).then().statusCode(200).body("secret", nullValue());
    pipeline().get(path()).then().statusCode(200).body("items", hasSize(1));
    for (String table : List.of("webhook", "handled")) {
      assertThat(
              home.count(
                  "select count(*) from " + table + " t where t::text like '%" + secret + "%'"))
          .isZero();
    }
  }

  @Test
  void anotherSchoolsPipelineFindsNothing() {
    Response made = subscribe(Map.of("url", url()));
    try (Household other = new Household(pool)) {
      with(other.token("pipeline", "pipeline"))
          .get(made.header("Location").replace(home.school, other.school))
          .then()
          .statusCode(404);
      with(other.token("pipeline", "pipeline")).get(made.header("Location")).then().statusCode(404);
    }
    pipeline().delete(made.header("Location")).then().statusCode(204);
    pipeline().get(made.header("Location")).then().statusCode(404);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (String wrong : List.of("http://10.0.0.1/", "ftp://example.org/", "x", "https://")) {
      subscribe(Map.of("url", wrong))
          .then()
          .statusCode(400)
          .body("errors[0].field", equalTo("url"));
    }
    subscribe(Map.of("url", url(), "events", List.of("NO_SUCH"))).then().statusCode(400);
    for (int i = 0; i < 10; i++) {
      subscribe(Map.of("url", url())).then().statusCode(201);
    }
    subscribe(Map.of("url", url()))
        .then()
        .statusCode(409)
        .body("code", equalTo("too-many-webhooks"));
  }

  private List<JsonNode> delivered(Response webhook) {
    return deliveries(webhook, "?state=DELIVERED");
  }

  private List<JsonNode> deliveries(Response webhook, String query) {
    Response found = pipeline().get(webhook.header("Location") + "/deliveries" + query);
    found.then().statusCode(200);
    return Household.items(found.asString());
  }

  private Response subscribe(Map<String, Object> body) {
    return subscribe(body, UUID.randomUUID().toString());
  }

  private Response subscribe(Map<String, Object> body, String key) {
    return pipeline()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post(path());
  }

  private io.restassured.specification.RequestSpecification pipeline() {
    return with(home.token("pipeline", "pipeline"));
  }

  private String path() {
    return "/api/v1/schools/" + home.school + "/webhooks";
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in";
  }
}
