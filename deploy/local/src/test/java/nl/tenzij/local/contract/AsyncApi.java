package nl.tenzij.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody knows of a service's events who was given its AsyncAPI document, with the schemas
 * that lie beside it, and nothing else: channels by their address, and on each of them messages by
 * their name.
 */
public final class AsyncApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String DRAFT_2020_12 = "application/schema+json;version=draft-2020-12";

  private final Path file;
  private final JsonNode document;

  private AsyncApi(Path file) {
    this.file = file;
    this.document = read(YAML, file);
  }

  public static AsyncApi of(Path file) {
    return new AsyncApi(file);
  }

  public JsonNode document() {
    return document;
  }

  /** Messages by their name, by the address of the channel that they are sent on. */
  public Map<String, Map<String, Message>> channels() {
    Map<String, Map<String, Message>> channels = new TreeMap<>();
    for (JsonNode channel : document.path("channels")) {
      Map<String, Message> messages = new TreeMap<>();
      for (JsonNode reference : channel.path("messages")) {
        Message message = message(resolved(reference));
        if (messages.put(message.name(), message) != null) {
          throw new IllegalStateException("two messages have the name " + message.name());
        }
      }
      channels.put(needed(channel, "address").asText(), messages);
    }
    return channels;
  }

  private Message message(JsonNode message) {
    JsonNode payload = needed(message, "payload");
    String format = needed(payload, "schemaFormat").asText();
    if (!format.equals(DRAFT_2020_12)) {
      throw new IllegalStateException("a format that nobody here reads: " + format);
    }
    return new Message(
        needed(message, "name").asText(),
        needed(message, "contentType").asText(),
        schema(VersionFlag.V7, key(message)),
        schema(VersionFlag.V7, needed(message, "headers")),
        schema(VersionFlag.V202012, needed(payload, "schema")));
  }

  /** There is always one, also where only the channel's description says so. */
  private static JsonNode key(JsonNode message) {
    JsonNode key = message.at("/bindings/kafka/key");
    return key.isMissingNode() ? JSON.createObjectNode().put("type", "string") : key;
  }

  /** Schemas of the document itself are of draft 7, unless they name a format. */
  private JsonSchema schema(VersionFlag version, JsonNode schema) {
    return JsonSchemaFactory.getInstance(version)
        .getSchema(
            resolved(schema),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    String reference = node.path("$ref").asText();
    JsonNode found =
        reference.startsWith("#")
            ? document.at(reference.substring(1))
            : read(JSON, file.resolveSibling(reference));
    if (found.isMissingNode()) {
      throw new IllegalStateException("%s leads nowhere in %s".formatted(reference, file));
    }
    return resolved(found);
  }

  private JsonNode needed(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw new IllegalStateException("%s says no %s of %s".formatted(file, field, node));
    }
    return node.get(field);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What may come on a channel. */
  public record Message(
      String name, String contentType, JsonSchema key, JsonSchema headers, JsonSchema payload) {

    /** Where what came is not as it was promised. */
    public List<String> flaws(String itsKey, Map<String, String> itsHeaders, byte[] value) {
      List<String> flaws = new ArrayList<>();
      if (!contentType.equals(itsHeaders.get("content-type"))) {
        flaws.add("content-type: " + itsHeaders.get("content-type"));
      }
      add("key", key.validate(JSON.valueToTree(itsKey)), flaws);
      add("headers", headers.validate(JSON.valueToTree(itsHeaders)), flaws);
      try {
        add("data", payload.validate(JSON.readTree(value)), flaws);
      } catch (IOException broken) {
        flaws.add("data: no JSON");
      }
      return flaws;
    }

    private static void add(String where, Set<ValidationMessage> found, List<String> flaws) {
      found.forEach(each -> flaws.add(where + ": " + each.getMessage()));
    }
  }
}
