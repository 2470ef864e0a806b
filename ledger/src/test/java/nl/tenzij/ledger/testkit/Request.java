package nl.tenzij.ledger.testkit;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request of the walks, which are thousands for each service. RestAssured, which reads better,
 * would spend more on each than the service does.
 */
final class Request {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Map<String, String> headers = new HashMap<>();
  private byte[] body = new byte[0];

  private Request() {}

  /** Without a token. */
  static Request anyone() {
    return new Request();
  }

  /** With a token as it stands. */
  static Request with(String token) {
    return anyone().header("Authorization", "Bearer " + token);
  }

  Request header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Request body(String type, byte[] content) {
    body = content;
    return header("Content-Type", type);
  }

  Response get(String path) {
    return send("GET", path);
  }

  /** The path goes as it is. */
  Response send(String method, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
            .timeout(LONGEST)
            .method(
                method.toUpperCase(Locale.ROOT),
                headers.containsKey("Content-Type")
                    ? BodyPublishers.ofByteArray(body)
                    : BodyPublishers.noBody());
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Response(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(method + ' ' + path, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
