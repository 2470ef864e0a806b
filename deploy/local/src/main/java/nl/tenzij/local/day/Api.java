package nl.tenzij.local.day;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The public API as a well-behaved client uses it: what changes something carries an
 * Idempotency-Key, and where nobody answers, or the answer is to come back, the same is asked again
 * under the same key, for a while.
 */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEARER = "Bearer ";

  /** A part is away or late, or went away in the middle of it; or this came too fast. */
  private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BEFORE_AGAIN = Duration.ofMillis(250);
  private static final long MOST_SECONDS = 5;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI gateway;
  private final Consumer<Heard> heard;

  public Api(URI gateway) {
    this(gateway, answer -> {});
  }

  /**
   * @param heard told of each answer, also of those that are asked for again
   */
  public Api(URI gateway, Consumer<Heard> heard) {
    this.gateway = gateway;
    this.heard = heard;
  }

  /** What came back; the body is missing where it is no JSON. */
  public record Answer(int status, Optional<String> location, JsonNode body, byte[] bytes) {

    /**
     * @throws IllegalStateException where it is another, with the problem's own words
     */
    public Answer expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException(
            "expected %d but was answered %d: %s".formatted(wanted, status, body));
      }
      return this;
    }

    /** What the domain calls the reason of a refusal. */
    public String code() {
      return body.path("code").asText();
    }
  }

  /**
   * What somebody was answered.
   *
   * @param token as whom it was asked; null: as nobody
   * @param path what was asked for, with its query
   */
  public record Heard(String token, String method, String path, Answer answer) {

    private static Heard of(HttpRequest asked, Answer answer) {
      return new Heard(
          asked
              .headers()
              .firstValue("Authorization")
              .map(value -> value.substring(BEARER.length()))
              .orElse(null),
          asked.method(),
          asked.uri().getRawPath() + query(asked.uri()),
          answer);
    }

    private static String query(URI uri) {
      return uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    }
  }

  /** A thing in the state in which it is to be sent. */
  public record Body(String mediaType, byte[] content) {
    public static Body json(Object value) {
      try {
        return new Body("application/json", JSON.writeValueAsBytes(value));
      } catch (JsonProcessingException broken) {
        throw new IllegalArgumentException(broken);
      }
    }
  }

  public Answer get(String token, String path) {
    return send(() -> request(token, path).GET().build());
  }

  /** In one of the forms that there are of it. */
  public Answer get(String token, String path, String mediaType) {
    return send(() -> request(token, path).header("Accept", mediaType).GET().build());
  }

  public Answer post(String token, String path, Object body) {
    return post(token, path, Body.json(body));
  }

  public Answer post(String token, String path, Body body) {
    return change("POST", token, path, body);
  }

  public Answer put(String token, String path, Object body) {
    return change("PUT", token, path, Body.json(body));
  }

  private Answer change(String method, String token, String path, Body body) {
    String key = UUID.randomUUID().toString();
    return send(
        () ->
            request(token, path)
                .header("Content-Type", body.mediaType())
                .header("Idempotency-Key", key)
                .method(method, BodyPublishers.ofByteArray(body.content()))
                .build());
  }

  private HttpRequest.Builder request(String token, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(60));
    return token == null ? request : request.header("Authorization", BEARER + token);
  }

  private Answer send(Supplier<HttpRequest> request) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Duration wait;
      try {
        HttpResponse<byte[]> given = http.send(request.get(), BodyHandlers.ofByteArray());
        Answer answer = answer(given);
        heard.accept(Heard.of(given.request(), answer));
        if (!AGAIN.contains(answer.status()) || Instant.now().isAfter(end)) {
          return answer;
        }
        wait = told(given);
      } catch (IOException away) {
        if (Instant.now().isAfter(end)) {
          throw new UncheckedIOException(away);
        }
        wait = BEFORE_AGAIN;
      } catch (InterruptedException impatient) {
        throw interrupted(impatient);
      }
      pause(wait);
    }
  }

  /** As long as the answer says, within reason. */
  private static Duration told(HttpResponse<byte[]> given) {
    return given
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[1-9]\\d{0,3}"))
        .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds), MOST_SECONDS)))
        .orElse(BEFORE_AGAIN);
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException impatient) {
      throw interrupted(impatient);
    }
  }

  private static IllegalStateException interrupted(InterruptedException impatient) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for an answer", impatient);
  }

  private static Answer answer(HttpResponse<byte[]> given) {
    boolean json =
        given
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.contains("json"))
            .isPresent();
    try {
      return new Answer(
          given.statusCode(),
          given.headers().firstValue("Location"),
          json ? JSON.readTree(given.body()) : MissingNode.getInstance(),
          given.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
