package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer as it came.
 *
 * @param headers the first of a name, where it was sent
 */
record Answer(int status, Function<String, Optional<String>> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(HttpResponse<byte[]> response) {
    return new Answer(response.statusCode(), response.headers()::firstValue, response.body());
  }

  Optional<String> header(String name) {
    return headers.apply(name);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    try {
      return header("Content-Type").orElse("").contains("json")
          ? JSON.readTree(body)
          : MissingNode.getInstance();
    } catch (IOException garbled) {
      return MissingNode.getInstance();
    }
  }
}
