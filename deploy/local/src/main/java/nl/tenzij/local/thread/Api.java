package nl.tenzij.local.thread;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The public API as a client sees it. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI gateway;

  public Api(URI gateway) {
    this.gateway = gateway;
  }

  /** What came back; the body is missing where there was none. */
  public record Answer(
      int status, Optional<String> location, Optional<String> consistencyToken, JsonNode body) {

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
  }

  public Answer get(String token, String path) {
    return send(token, request(path).GET());
  }

  public Answer post(String token, String path, Object body) {
    return send(
        token,
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(text(body))));
  }

  public Answer upload(String token, String path, BodyPublisher zip) {
    return send(
        token,
        request(path)
            .header("Content-Type", "application/zip")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(zip));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private Answer send(String token, HttpRequest.Builder request) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Location"),
          answer.headers().firstValue("Tenzij-Consistency-Token"),
          answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body()));
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", impatient);
    }
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
