package nl.tenzij.ledger.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Roles;

/**
 * One operation of a service's OpenAPI document.
 *
 * @param path with its parameters in braces, from the server's root
 * @param node its part of the document
 */
public record Operation(String method, String path, JsonNode node) {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String KEY = "Idempotency-Key";
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  public static List<Operation> of(JsonNode document) {
    String base = document.at("/servers/0/url").asText();
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        if (METHODS.contains(each.getKey())) {
          all.add(new Operation(each.getKey(), base + path.getKey(), each.getValue()));
        }
      }
    }
    return all;
  }

  /** At the board and the school, with made-up ids for all else. */
  String at(String school, String id) {
    return path.replace("{board}", ApiSpec.BOARD)
        .replace("{school}", school)
        .replaceAll("\\{[^}]+}", id);
  }

  /** What a real path has in the place of each parameter; nothing where it is another's. */
  public Optional<Map<String, String>> parametersIn(String real) {
    Matcher matcher = Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)")).matcher(real);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    PARAMETER
        .matcher(path)
        .results()
        .forEach(name -> found.put(name.group(1), matcher.group(found.size() + 1)));
    return Optional.of(found);
  }

  /** Whether it is about one thing of a school or board, by an id. */
  public boolean isOfOne() {
    return parameters("path")
        .map(each -> each.path("name").asText())
        .anyMatch(name -> !Set.of("school", "board").contains(name));
  }

  public boolean hasBody() {
    return node.has("requestBody");
  }

  /** Whether it takes JSON, and nothing else that a test kit can't make up. */
  public boolean takesJson() {
    return node.at("/requestBody/content").has("application/json");
  }

  /** One that it takes. */
  String mediaType() {
    return takesJson() ? "application/json" : node.at("/requestBody/content").fieldNames().next();
  }

  /** Whether it puts something under an id of the caller's choice. */
  boolean takesAnyId() {
    return method.equals("put") && path.endsWith("}");
  }

  /** Whether its document has an Idempotency-Key. */
  public boolean takesKey() {
    return parameters("header").anyMatch(each -> each.path("name").asText().equals(KEY));
  }

  boolean hasQuery(String name) {
    return parameters("query").anyMatch(each -> each.path("name").asText().equals(name));
  }

  /**
   * @param in "path", "query" or "header"
   */
  public Stream<JsonNode> parameters(String in) {
    return StreamSupport.stream(node.path("parameters").spliterator(), false)
        .filter(each -> each.path("in").asText().equals(in));
  }

  public boolean hasPathParameter() {
    return path.contains("{");
  }

  boolean isOpen() {
    return node.has("security") && node.path("security").isEmpty();
  }

  /** Who may ask, as the document says it; empty where it does not. */
  public Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    node.path(Roles.EXTENSION).forEach(role -> roles.add(role.asText()));
    return roles;
  }

  Set<Integer> declared() {
    Set<Integer> statuses = new TreeSet<>();
    node.path("responses")
        .fieldNames()
        .forEachRemaining(name -> statuses.add(Integer.valueOf(name)));
    return statuses;
  }

  @Override
  public String toString() {
    return method.toUpperCase(java.util.Locale.ROOT) + ' ' + path;
  }
}
