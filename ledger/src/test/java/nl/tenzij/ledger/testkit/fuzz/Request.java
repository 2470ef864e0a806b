package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import nl.tenzij.ledger.testkit.Operation;

/** One request to an operation, in the making: right or not, it is sent as it stands. */
final class Request {

  /** Half of a surrogate can be written as an escape only. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int SHOWN = 400;

  private final Operation operation;

  /** By parameter, as they stand in a path: encoded. */
  final Map<String, String> path = new LinkedHashMap<>();

  /** By parameter, not yet encoded. */
  final Map<String, String> query = new LinkedHashMap<>();

  final Map<String, String> headers = new LinkedHashMap<>();
  Optional<byte[]> body = Optional.empty();

  Request(Operation operation) {
    this.operation = operation;
  }

  static Request of(Operation operation, Right right) {
    Request request = new Request(operation);
    request.path.putAll(operation.parametersIn(right.path()).orElseThrow());
    URI target = URI.create(right.target());
    if (target.getRawQuery() != null) {
      for (String each : target.getRawQuery().split("&")) {
        String[] pair = each.split("=", 2);
        request.query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    request.headers.putAll(right.headers());
    request.body = right.body();
    return request;
  }

  Request copy() {
    Request copy = new Request(operation);
    copy.path.putAll(path);
    copy.query.putAll(query);
    copy.headers.putAll(headers);
    copy.body = body;
    return copy;
  }

  /** Its body, where that is JSON. */
  Optional<JsonNode> json() {
    return body.filter(any -> isJson()).map(Request::read);
  }

  static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private boolean isJson() {
    return headers.getOrDefault("Content-Type", "").contains("json");
  }

  void body(JsonNode json) {
    body = Optional.of(bytes(json));
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * @param root where the service is, without a path
   */
  Answer send(String root, String token) {
    try {
      return Answer.of(CLIENT.send(build(root, token), BodyHandlers.ofByteArray()));
    } catch (IOException broken) {
      throw new UncheckedIOException("no answer to " + this, broken);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(impatient);
    }
  }

  private HttpRequest build(String root, String token) {
    HttpRequest.Builder building =
        HttpRequest.newBuilder(URI.create(root + target()))
            .timeout(LONGEST)
            .method(
                operation.method().toUpperCase(Locale.ROOT),
                body.map(BodyPublishers::ofByteArray).orElse(BodyPublishers.noBody()))
            .header("Authorization", "Bearer " + token);
    headers.forEach(building::header);
    return building.build();
  }

  /** What it is about, without the query. */
  String place() {
    String place = operation.path();
    for (Map.Entry<String, String> each : path.entrySet()) {
      place = place.replace('{' + each.getKey() + '}', each.getValue());
    }
    return place;
  }

  private String target() {
    String target = place();
    if (query.isEmpty()) {
      return target;
    }
    StringJoiner all = new StringJoiner("&", target + "?", "");
    query.forEach((name, value) -> all.add(encoded(name) + '=' + encoded(value)));
    return all.toString();
  }

  /**
   * Every byte but the plainest; half of a surrogate as its own three bytes, which are no UTF-8.
   */
  static String encoded(String text) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one < 128 && Character.isLetterOrDigit(one) || one == '-' || one == '.' || one == '_') {
        made.append(one);
      } else if (Character.isSurrogate(one) && !isPair(text, i)) {
        made.append(
            "%%%02x%%%02x%%%02x"
                .formatted(0xe0 | one >> 12, 0x80 | one >> 6 & 0x3f, 0x80 | one & 0x3f));
      } else {
        int length = isPair(text, i) ? 2 : 1;
        for (byte each : text.substring(i, i + length).getBytes(StandardCharsets.UTF_8)) {
          made.append("%%%02x".formatted(each & 0xff));
        }
        i += length - 1;
      }
    }
    return made.toString();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  @Override
  public String toString() {
    boolean json = isJson();
    String sent =
        body.map(
                bytes -> json ? new String(bytes, StandardCharsets.UTF_8) : bytes.length + " bytes")
            .orElse("");
    return "%s %s %s %s"
        .formatted(
            operation.method().toUpperCase(Locale.ROOT),
            cut(target()),
            cut(headers.toString()),
            cut(sent));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… of " + text.length();
  }
}
