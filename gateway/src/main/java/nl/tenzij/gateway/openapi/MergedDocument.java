package nl.tenzij.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.route.CleanPath;
import nl.tenzij.gateway.route.RouteTable;

/** The one document of what the gateway's routes let through. */
record MergedDocument(GatewayConfig config, RouteTable routes) {

  /**
   * @param documents of services, by the name under which they are routed
   */
  ObjectNode of(Map<String, JsonNode> documents) {
    var merge = new OpenApiMerge(info(), this::reachable);
    new TreeMap<>(documents).forEach(merge::add);
    return merge.merged();
  }

  private boolean reachable(String service, String path) {
    var segments = List.of(path.substring(1).split("/"));
    return routes
        .find(new CleanPath(segments))
        .filter(target -> target.service().equals(service))
        .isPresent();
  }

  private ObjectNode info() {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    var about = config.openapi();
    info.put("title", about.title());
    info.put("version", config.apiVersion());
    info.put("description", about.description());
    info.putObject("contact")
        .put("name", about.contact().name())
        .put("url", about.contact().url())
        .put("email", about.contact().email());
    info.putObject("license").put("name", "EUPL-1.2").put("url", about.licenseUrl());
    return info;
  }
}
