package nl.tenzij.gateway;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls as clients make them, and as no proper client would. */
final class Calls {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  Calls(URI base) {
    this.base = base;
  }

  /** A request with a good token of a subject with its own quota. */
  HttpRequest.Builder as(String subject, String path) {
    return open(path).header("Authorization", "Bearer " + TestIssuer.get().token(subject));
  }

  HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new AssertionError("no answer", failed);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new AssertionError(ended);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  /** Sends bytes as they are and reads until the gateway closes. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(all(socket.getInputStream()), StandardCharsets.ISO_8859_1);
    }
  }

  /** A request line sent as written, with a good token. */
  String rawTarget(String subject, String target) throws IOException {
    return raw(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: Bearer "
            + TestIssuer.get().token(subject)
            + "\r\n\r\n");
  }

  private static byte[] all(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    in.transferTo(read);
    return read.toByteArray();
  }
}
