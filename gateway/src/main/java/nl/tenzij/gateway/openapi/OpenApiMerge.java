package nl.tenzij.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Makes one OpenAPI document of the services' own. Components that are the same in two services are
 * shared; of those that only bear the same name the later is renamed after its service. What cannot
 * be reached through the gateway is left out, with the components and tags that only it uses.
 */
final class OpenApiMerge {

  private static final String ROOT = "/api/v1";
  private static final String COMPONENTS = "#/components/";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final ObjectNode info;
  private final BiPredicate<String, String> reachable;

  private final ObjectNode paths = JsonNodeFactory.instance.objectNode();
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();
  private final Map<String, JsonNode> tags = new TreeMap<>();
  private final Set<String> operations = new HashSet<>();
  private String version = "3.0.3";

  /**
   * @param info the merged document's own info object
   * @param reachable whether a service answers a path (as the gateway routes it)
   */
  OpenApiMerge(ObjectNode info, BiPredicate<String, String> reachable) {
    this.info = info;
    this.reachable = reachable;
  }

  /** Adds a service's document, in the order in which names are given out. */
  OpenApiMerge add(String service, JsonNode original) {
    ObjectNode document = original.deepCopy();
    if (document.path("openapi").asText().compareTo(version) > 0) {
      version = document.path("openapi").asText();
    }
    document = renamed(document, newNames(service, document));
    merge(document.path("components"));
    String prefix = prefix(document);
    for (var path : document.path("paths").properties()) {
      String whole = prefix + path.getKey();
      if (whole.startsWith(ROOT + "/")
          && !whole.equals(ROOT + "/openapi.json")
          && reachable.test(service, whole)) {
        ObjectNode item = path.getValue().deepCopy();
        complete(service, item, document.get("security"));
        paths.set(whole.substring(ROOT.length()), item);
      }
    }
    document.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asText(), tag));
    return this;
  }

  ObjectNode merged() {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("openapi", version);
    whole.set("info", info);
    whole.putArray("servers").addObject().put("url", ROOT);
    ArrayNode allTags = whole.putArray("tags");
    Set<String> used = usedTags();
    tags.forEach(
        (name, tag) -> {
          if (used.contains(name)) {
            allTags.add(tag);
          }
        });
    ObjectNode ordered = whole.putObject("paths");
    new TreeMap<>(asMap(paths)).forEach(ordered::set);
    ObjectNode needed = usedComponents();
    if (!needed.isEmpty()) {
      whole.set("components", needed);
    }
    return whole;
  }

  /** A document's paths hang under its first server's path. */
  private static String prefix(JsonNode document) {
    String url = document.path("servers").path(0).path("url").asText("");
    if (url.isEmpty()) {
      return "";
    }
    String path = URI.create(url).getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * Old reference to new name, per component that would clash; those that refer to one included.
   */
  private Map<String, String> newNames(String service, JsonNode document) {
    Map<String, String> names = new HashMap<>();
    boolean more = true;
    while (more) {
      more = false;
      JsonNode now = renamed(document, names).path("components");
      for (var section : now.properties()) {
        for (var component : section.getValue().properties()) {
          String reference = COMPONENTS + section.getKey() + "/" + component.getKey();
          JsonNode taken = components.path(section.getKey()).get(component.getKey());
          if (taken != null && !taken.equals(component.getValue())) {
            names.put(reference, free(section.getKey(), service, component.getKey()));
            more = true;
          }
        }
      }
    }
    return names;
  }

  private String free(String section, String service, String name) {
    String first = Character.toUpperCase(service.charAt(0)) + service.substring(1) + name;
    String candidate = first;
    for (int i = 2; components.path(section).has(candidate); i++) {
      candidate = first + i;
    }
    return candidate;
  }

  private static ObjectNode renamed(JsonNode document, Map<String, String> names) {
    ObjectNode copy = (ObjectNode) rewritten(document, names);
    ObjectNode sections = JsonNodeFactory.instance.objectNode();
    for (var section : copy.path("components").properties()) {
      ObjectNode kept = sections.putObject(section.getKey());
      for (var component : section.getValue().properties()) {
        String reference = COMPONENTS + section.getKey() + "/" + component.getKey();
        kept.set(names.getOrDefault(reference, component.getKey()), component.getValue());
      }
    }
    copy.set("components", sections);
    return copy;
  }

  private static JsonNode rewritten(JsonNode node, Map<String, String> names) {
    if (node.isTextual()) {
      String name = names.get(node.asText());
      return name == null
          ? node
          : TextNode.valueOf(node.asText().substring(0, node.asText().lastIndexOf('/') + 1) + name);
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(rewritten(element, names)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (var field : node.properties()) {
        object.set(
            field.getKey(),
            field.getKey().equals("security")
                ? security(field.getValue(), names)
                : rewritten(field.getValue(), names));
      }
      return object;
    }
    return node;
  }

  /** Security requirements name their scheme without a reference. */
  private static JsonNode security(JsonNode requirements, Map<String, String> names) {
    if (!requirements.isArray()) {
      return rewritten(requirements, names);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonNode requirement : requirements) {
      ObjectNode schemes = array.addObject();
      for (var scheme : requirement.properties()) {
        String reference = COMPONENTS + "securitySchemes/" + scheme.getKey();
        schemes.set(names.getOrDefault(reference, scheme.getKey()), scheme.getValue());
      }
    }
    return array;
  }

  private void merge(JsonNode more) {
    for (var section : more.properties()) {
      ObjectNode all = components.withObjectProperty(section.getKey());
      section.getValue().properties().forEach(c -> all.set(c.getKey(), c.getValue()));
    }
  }

  /** What a service says once for its whole document has to be said per operation here. */
  private void complete(String service, ObjectNode item, JsonNode security) {
    for (var entry : item.properties()) {
      if (METHODS.contains(entry.getKey())) {
        ObjectNode operation = (ObjectNode) entry.getValue();
        if (security != null && !operation.has("security")) {
          operation.set("security", security);
        }
        String id = operation.path("operationId").asText("");
        if (!id.isEmpty() && !operations.add(id)) {
          String own = service + Character.toUpperCase(id.charAt(0)) + id.substring(1);
          operation.put("operationId", own);
          operations.add(own);
        }
      }
    }
  }

  private Set<String> usedTags() {
    Set<String> used = new HashSet<>();
    for (JsonNode item : paths) {
      for (JsonNode operation : item) {
        operation.path("tags").forEach(tag -> used.add(tag.asText()));
      }
    }
    return used;
  }

  private ObjectNode usedComponents() {
    Set<String> references = new HashSet<>();
    references(paths, references);
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (var section : new TreeMap<>(asMap(components)).entrySet()) {
      for (var component : new TreeMap<>(asMap(section.getValue())).entrySet()) {
        if (references.contains(COMPONENTS + section.getKey() + "/" + component.getKey())) {
          kept.withObjectProperty(section.getKey()).set(component.getKey(), component.getValue());
        }
      }
    }
    return kept;
  }

  private void references(JsonNode node, Set<String> found) {
    if (node.isTextual() && node.asText().startsWith(COMPONENTS) && found.add(node.asText())) {
      references(components.at("/" + node.asText().substring(COMPONENTS.length())), found);
    }
    for (var field : node.properties()) {
      if (field.getKey().equals("security") && field.getValue().isArray()) {
        for (JsonNode requirement : field.getValue()) {
          requirement
              .fieldNames()
              .forEachRemaining(name -> found.add(COMPONENTS + "securitySchemes/" + name));
        }
      } else {
        references(field.getValue(), found);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> references(element, found));
    }
  }

  private static Map<String, JsonNode> asMap(JsonNode object) {
    Map<String, JsonNode> map = new HashMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), field.getValue()));
    return map;
  }
}
