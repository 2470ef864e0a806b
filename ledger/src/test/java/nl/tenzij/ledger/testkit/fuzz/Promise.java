package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tenzij.ledger.testkit.Operation;

/**
 * What the document promises of answers: status, media type and body. A body may hold nothing that
 * its schema does not name, since nobody could know what it means.
 */
final class Promise {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS = dialect();
  private static final String PROBLEM = "application/problem+json";

  /** What must never be told: names of classes, frames of a stack, words of the database. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(java|javax|jakarta|io|org|com|nl)\\.[a-z0-9]+\\.[a-zA-Z0-9.$]*[A-Z]\\w+"
              + "|\\.java:\\d+|\\bat [\\w.$]+\\(|Exception\\b"
              + "|(?i:\\b(select|insert|update|delete)\\b.{1,80}\\b(from|into|set|where)\\b)"
              + "|(?i:sqlstate|\\brelation \")");

  private final ObjectNode components;
  private final Map<JsonNode, JsonSchema> schemas = new HashMap<>();

  Promise(JsonNode document) {
    components = document.path("components").deepCopy();
    components.path("schemas").forEach(Promise::close);
  }

  /** Where a schema composes others, none of them is closed by itself. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && schema.has("properties")
        && !schema.has("additionalProperties")
        && !schema.has("allOf")) {
      object.put("additionalProperties", false);
    }
    schema.path("properties").forEach(Promise::close);
    close(schema, "items");
    close(schema, "additionalProperties");
  }

  private static void close(JsonNode schema, String part) {
    if (schema.path(part).isObject()) {
      close(schema.path(part));
    }
  }

  /** What is wrong with an answer; nothing where it is as promised. */
  List<String> broken(Operation operation, Answer answer) {
    List<String> flaws = new ArrayList<>();
    JsonNode promised = operation.node().path("responses").path(Integer.toString(answer.status()));
    if (answer.status() >= 500) {
      flaws.add("a failure of ours");
    }
    if (promised.isMissingNode()) {
      flaws.add("a status that is not documented");
    } else {
      body(promised.path("content"), answer, flaws);
    }
    if (answer.status() >= 400 && INSIDE.matcher(answer.text()).find()) {
      flaws.add("it tells of the inside");
    }
    if (answer.header("API-Version").isEmpty()) {
      flaws.add("no API-Version");
    }
    return flaws;
  }

  private void body(JsonNode content, Answer answer, List<String> flaws) {
    if (content.isEmpty()) {
      if (answer.body().length > 0) {
        flaws.add("a body where none is documented");
      }
      return;
    }
    String type =
        answer.header("Content-Type").orElse("none").replaceAll(";.*", "").toLowerCase(Locale.ROOT);
    if (!content.has(type)) {
      flaws.add("media type " + type + " is not documented");
    } else if (type.endsWith("json")) {
      json(content.path(type).path("schema"), answer, flaws);
    } else if (answer.body().length == 0) {
      flaws.add("no body");
    }
    if (answer.status() >= 400 && !type.equals(PROBLEM)) {
      flaws.add("not a problem");
    }
  }

  private void json(JsonNode schema, Answer answer, List<String> flaws) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      schemas
          .computeIfAbsent(schema, this::compiled)
          .validate(body)
          .forEach(wrong -> flaws.add(wrong.toString()));
      boolean problem = answer.status() >= 400;
      if (problem && body.path("status").asInt() != answer.status()) {
        flaws.add("the problem has another status");
      }
    } catch (IOException garbled) {
      flaws.add("the body is no JSON");
    }
  }

  private JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", components);
    return SCHEMAS.getSchema(
        whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  /** Of JSON Schema as OpenAPI 3.1 has it, with the place where it keeps what is referred to. */
  private static JsonSchemaFactory dialect() {
    JsonMetaSchema openApi =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("components"))
            .keyword(new NonValidationKeyword("externalDocs"))
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
        .defaultMetaSchemaIri(openApi.getIri())
        .metaSchema(openApi)
        .build();
  }
}
