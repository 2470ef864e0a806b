package nl.tenzij.ledger.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which methods a path has, by the service's own OpenAPI document: what a 405 must answer as {@code
 * Allow} (RFC 9110, 15.5.6), and the framework does not.
 */
@Singleton
class AllowedMethods {

  private static final String DOCUMENT = "<default>";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final OpenApiDocumentService documents;
  private final ObjectMapper json;
  private volatile Map<String, Set<String>> byPath;

  AllowedMethods(OpenApiDocumentService documents, ObjectMapper json) {
    this.documents = documents;
    this.json = json;
  }

  /**
   * @param path as requested, from the root
   * @return empty where the document does not know the path
   */
  Set<String> of(String path) {
    Set<String> allowed = new TreeSet<>();
    known()
        .forEach(
            (pattern, methods) -> {
              if (path.matches(pattern)) {
                allowed.addAll(methods);
              }
            });
    return allowed;
  }

  private Map<String, Set<String>> known() {
    Map<String, Set<String>> known = byPath;
    if (known == null) {
      known = read();
      byPath = known;
    }
    return known;
  }

  private Map<String, Set<String>> read() {
    Map<String, Set<String>> found = new TreeMap<>();
    try {
      JsonNode document = json.readTree(documents.getDocument(DOCUMENT, Format.JSON));
      for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
        Set<String> methods = new TreeSet<>();
        for (Map.Entry<String, JsonNode> item : path.getValue().properties()) {
          if (METHODS.contains(item.getKey())) {
            methods.add(item.getKey().toUpperCase(Locale.ROOT));
          }
        }
        found.put(pattern(path.getKey()), methods);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found;
  }

  private static String pattern(String template) {
    StringBuilder pattern = new StringBuilder(Pattern.quote(ApiVersion.BASE));
    for (String segment : template.substring(1).split("/")) {
      pattern.append('/').append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
    }
    return pattern.toString();
  }
}
