package nl.tenzij.gateway;

import static nl.tenzij.gateway.RoutingTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import nl.tenzij.gateway.limit.RateLimits;
import nl.tenzij.gateway.token.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class LimitsTest {

  private static final String PATH = "/api/v1/schools/college-een/incidents";
  private static final String ROSTER = "/api/v1/schools/college-een/roster-imports";

  /** Enough to be counted though what was used flows back. */
  private static final int FURTHER = 10;

  @TestHTTPResource("/")
  URI base;

  @Inject RateLimits limits;

  Calls calls;

  @BeforeEach
  void calls() {
    calls = new Calls(base);
  }

  @Test
  void eachAnswerSaysWhatIsLeft() {
    long begun = System.nanoTime();
    var first = calls.send(calls.as("counted", PATH));
    var more = Stream.generate(() -> calls.send(calls.as("counted", PATH))).limit(FURTHER).toList();

    assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=200;w=60");
    assertThat(first.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"client\";r=199;t=");
    assertThat(more.getLast().headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"client\";r=")
        .satisfies(left -> assertCounted(left, 199, 200, begun));
  }

  /**
   * What is left after so many further ones, of which some have flowed back.
   *
   * @param quota of a minute
   * @param begun when the first was sent, or before
   */
  private static void assertCounted(String rateLimit, long first, long quota, long begun) {
    long left = Long.parseLong(rateLimit.replaceAll(".*;r=(\\d+);.*", "$1"));
    long back = Duration.ofNanos(System.nanoTime() - begun).toMillis() * quota / 60_000 + 1;
    assertThat(left).as(rateLimit).isBetween(first - FURTHER, first - FURTHER + back);
  }

  @Test
  void oneClientDoesNotUseUpAnothersQuota() {
    // the quota flows back meanwhile, so how many it takes depends on how fast they are sent
    var greedy =
        Stream.generate(() -> calls.send(calls.as("greedy", PATH)))
            .limit(2_000)
            .filter(answer -> answer.statusCode() == 429)
            .findFirst()
            .orElseThrow();
    var modest = calls.send(calls.as("modest", PATH));

    assertProblem(greedy, 429);
    assertThat(greedy.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    assertThat(greedy.headers().firstValue("RateLimit").orElseThrow()).contains(";r=0;");
    assertThat(modest.statusCode()).isEqualTo(200);
  }

  @Test
  void tenThousandAtOnceStayWithinTheQuota() throws Exception {
    long before = usedMemory();
    long passed = Surroundings.sanction.answered();
    long grown = longLived().getUsage().getUsed();
    longLived().resetPeakUsage();

    Map<Integer, Long> statuses = burst(10_000, "flood", InetAddress.getByName("127.0.0.3"));

    assertThat(statuses).containsOnlyKeys(200, 429);
    assertThat(statuses.get(200)).isBetween(200L, 1_000L);
    assertThat(statuses.get(200) + statuses.get(429)).isEqualTo(10_000);
    assertThat(Surroundings.sanction.answered() - passed)
        .as("what was answered has been there once, what was refused never")
        .isEqualTo(statuses.get(200));
    assertThat(longLived().getPeakUsage().getUsed() - grown)
        .as("bytes held at any time, beyond what is made and dropped")
        .isLessThan(32 << 20);
    assertThat(calls.send(calls.as("after-the-flood", PATH)).statusCode()).isEqualTo(200);
    assertThat(usedMemory() - before).as("bytes kept of 10,000 requests").isLessThan(16 << 20);
  }

  /** Of this process, in which the gateway runs too, without what is garbage. */
  private static long usedMemory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Where what outlives a collection goes, garbage or not. */
  private static MemoryPoolMXBean longLived() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().matches("(.* )?(Tenured|Old) Gen"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFloodWithoutTokensIsCountedPerAddress() throws Exception {
    Map<Integer, Long> statuses = burst(2_000, null, InetAddress.getByName("127.0.0.4"));

    assertThat(statuses).containsOnlyKeys(401, 429);
    assertThat(statuses.get(401)).isBetween(300L, 1_000L);
    assertThat(statuses.get(401) + statuses.get(429)).isEqualTo(2_000);
    assertThat(calls.send(calls.as("another-address", PATH)).statusCode()).isEqualTo(200);
  }

  @Test
  void aKnownProxyNamesTheCallerAndNobodyElseDoes() throws Exception {
    long begun = System.nanoTime();
    assertThat(leftFor("203.0.113.7", "127.0.0.9", 1)).contains(";r=299;");
    assertCounted(leftFor("203.0.113.7", "127.0.0.9", FURTHER), 299, 300, begun);
    assertThat(leftFor("203.0.113.8", "127.0.0.9", 1)).contains(";r=299;");

    long claimed = System.nanoTime();
    assertThat(leftFor("203.0.113.9", "127.0.0.10", 1)).contains(";r=299;");
    assertCounted(leftFor("203.0.113.10", "127.0.0.10", FURTHER), 299, 300, claimed);
  }

  /** After the last of so many. */
  private String leftFor(String named, String sender, int times) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(sender)).build()) {
      String left = "";
      for (int i = 0; i < times; i++) {
        left =
            client
                .send(
                    calls.open(PATH).header("X-Forwarded-For", named).build(),
                    HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("RateLimit")
                .orElseThrow();
      }
      return left;
    }
  }

  @Test
  void theNumberOfBucketsIsBounded() {
    for (int i = 0; i < 20_000; i++) {
      limits.ofAddress("10.1." + (i / 256) + "." + (i % 256));
      limits.of(new Client("app", "subject-" + i));
    }

    assertThat(limits.kept()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void aBodyThatSaysItIsTooLargeIsNotWaitedFor() throws IOException {
    long before = Surroundings.sanction.answered();

    String response =
        calls.raw(
            "POST "
                + PATH
                + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                + TestIssuer.get().token("large")
                + "\r\nContent-Length: 99999999999999\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    assertThat(Surroundings.sanction.answered()).isEqualTo(before);
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    long before = Surroundings.sanction.received();

    String response = answerToAnEndlessBody(PATH);

    assertThat(response).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    assertThat(Surroundings.sanction.received() - before).isLessThanOrEqualTo(1_100_000);
  }

  @Test
  void aServicesOwnRefusalInTheMiddleOfABodyComesThrough() throws Exception {
    String response = answerToAnEndlessBody(ROSTER + "/refuses-early");

    assertThat(response).startsWith("HTTP/1.1 413 ").contains("Too much for me");
  }

  @Test
  void aServiceThatHangsUpInTheMiddleOfABodyIsNotAway() throws Exception {
    String response = answerToAnEndlessBody(ROSTER + "/hangs-up-midway");

    assertThat(response)
        .startsWith("HTTP/1.1 502 ")
        .contains("broken-off")
        .doesNotContain("Retry-After");
  }

  private String answerToAnEndlessBody(String path) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + path
                  + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                  + TestIssuer.get().token("large")
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      Thread.ofVirtual().start(() -> chunksForEver(out));

      return new String(untilClosed(socket.getInputStream()), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aRosterMayBeLargeAndStreamsThrough() {
    byte[] part = new byte[1 << 20];
    var body =
        HttpRequest.BodyPublishers.ofByteArrays(() -> Collections.nCopies(64, part).iterator());

    var response =
        calls.send(calls.as("roster", "/api/v1/schools/college-een/roster-imports").POST(body));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Calls.json(response).getLong("bytes")).isEqualTo(64L << 20);
  }

  @Test
  void anEncodedBodyIsRefused() {
    var response =
        calls.send(
            calls
                .as("encoded", PATH)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));

    assertProblem(response, 415);
  }

  @Test
  void aRefusedSmallBodyDoesNotCostTheConnection() throws IOException {
    String refused = "POST " + PATH + " HTTP/1.1\r\nHost: gateway\r\nContent-Length: 2\r\n\r\n{}";
    String last = "GET /health/live HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n";

    String responses = calls.raw(refused + last);

    assertThat(responses).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
  }

  @Test
  void tooLongHeadsAreRefused() throws IOException {
    String long1 = calls.raw("GET /api/v1/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    String long2 =
        calls.raw("GET /docs HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(40_000) + "\r\n\r\n");

    assertThat(long1).matches("(?s)HTTP/1.[01] 414 .*");
    assertThat(long2).matches("(?s)HTTP/1.[01] 431 .*");
  }

  @Test
  void aHeadThatIsTooLongIsAProblem() throws IOException {
    String close = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    String target = calls.raw("GET /api/v1/" + "a".repeat(8_200) + close + "\r\n");
    String headers =
        calls.raw(
            "GET /api/v1/openapi.json"
                + close
                + ("X-A: " + "a".repeat(5_000) + "\r\n").repeat(4)
                + "\r\n");

    assertThat(target).startsWith("HTTP/1.1 414 ").contains("problems/target-too-long");
    assertThat(headers).startsWith("HTTP/1.1 431 ").contains("problems/headers-too-large");
  }

  private static void chunksForEver(OutputStream out) {
    byte[] chunk = new byte[16 * 1024];
    try {
      while (true) {
        out.write("4000\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException closed) {
      // the gateway has had enough, which is what the test waits for
    }
  }

  private static byte[] untilClosed(InputStream in) throws IOException {
    var read = new java.io.ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        read.write(some, 0, n);
      }
    } catch (SocketException reset) {
      // closed in the middle of what was still being sent: what came before counts
    }
    return read.toByteArray();
  }

  /** How many were answered how; each of them in time, or this fails. */
  private Map<Integer, Long> burst(int requests, String subject, InetAddress from)
      throws Exception {
    var builder = HttpRequest.newBuilder(base.resolve(PATH)).timeout(Duration.ofSeconds(30));
    if (subject != null) {
      builder.header("Authorization", "Bearer " + TestIssuer.get().token(subject));
    }
    HttpRequest request = builder.build();
    Map<Integer, Long> statuses = new TreeMap<>();
    try (HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(from)
                .build();
        ExecutorService workers = Executors.newFixedThreadPool(64)) {
      Callable<Integer> one =
          () -> client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      for (Future<Integer> answer : workers.invokeAll(Collections.nCopies(requests, one))) {
        statuses.merge(answer.get(), 1L, Long::sum);
      }
    }
    return statuses;
  }
}
