package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes values that fit a schema of the document, as far as a schema tells. */
final class Shapes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 6;

  /** For patterns: one of these will do, or else the pattern is not met. */
  private static final List<String> SAMPLES =
      List.of(
          "a", "1", "sub-nl", "k-1", "3", "nl", "10:10", "2026-11-23", "https://example.org/hook");

  private final JsonNode document;
  private final Known known;
  private final Random random;
  private final Supplier<Instant> clock;

  /**
   * @param clock moments are around its own
   */
  Shapes(JsonNode document, Known known, Random random, Supplier<Instant> clock) {
    this.document = document;
    this.known = known;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param name of the parameter or field, to find what is known under it
   * @param optional whether what may be left out can be there
   */
  JsonNode of(JsonNode schema, String name, boolean optional) {
    return of(schema, name, optional, 0);
  }

  private JsonNode of(JsonNode unresolved, String name, boolean optional, int depth) {
    JsonNode schema = resolved(unresolved);
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return any(schema.get("enum"));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return of(any(schema.get(choice)), name, optional, depth + 1);
      }
    }
    if (schema.has("allOf")) {
      ObjectNode whole = JSON.objectNode();
      schema
          .get("allOf")
          .forEach(
              part -> {
                if (of(part, name, optional, depth + 1) instanceof ObjectNode fields) {
                  whole.setAll(fields);
                }
              });
      return whole;
    }
    return switch (type(schema)) {
      case "object" -> object(schema, optional, depth);
      case "array" -> array(schema, name, optional, depth);
      case "integer" -> JSON.numberNode(number(schema));
      case "number" -> JSON.numberNode(number(schema) + 0.5);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      default -> JSON.textNode(text(schema, name));
    };
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? resolved(document.at(schema.path("$ref").asText().substring(1)))
        : schema;
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return any(type).asText();
    }
    return type.asText(schema.has("properties") ? "object" : "string");
  }

  private ObjectNode object(JsonNode schema, boolean optional, int depth) {
    ObjectNode made = JSON.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      boolean more = optional && depth < DEEPEST && random.nextBoolean();
      if (required.contains(field.getKey()) || more) {
        made.set(field.getKey(), of(field.getValue(), field.getKey(), optional, depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject() && optional && depth < DEEPEST) {
      made.set(any(SAMPLES), of(schema.path("additionalProperties"), "value", optional, depth + 1));
    }
    return made;
  }

  private ArrayNode array(JsonNode schema, String name, boolean optional, int depth) {
    int least = schema.path("minItems").asInt(0);
    int most = Math.min(schema.path("maxItems").asInt(least + 3), least + 3);
    int size = depth >= DEEPEST ? least : least + random.nextInt(most - least + 1);
    ArrayNode made = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      made.add(of(schema.path("items"), name, optional, depth + 1));
    }
    return made;
  }

  private long number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(least + 20);
    return random.nextInt(4) == 0
        ? (random.nextBoolean() ? least : most)
        : least + Math.floorMod(random.nextLong(), Math.max(1, most - least + 1));
  }

  private String text(JsonNode schema, String name) {
    var real = known.any(name, random);
    if (real.isPresent() && random.nextInt(8) > 0) {
      return real.get();
    }
    return switch (schema.path("format").asText()) {
      case "date" ->
          LocalDate.ofInstant(clock.get(), ZoneOffset.UTC)
              .plusDays(random.nextInt(-400, 400))
              .toString();
      case "date-time" -> moment().toString();
      case "time", "partial-time" -> "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
      case "duration" -> any(List.of("P1D", "P42D", "P1M", "P1Y", "PT1H"));
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "uri" -> "https://example.org/" + random.nextInt(10);
      case "email" -> "someone@example.org";
      default -> words(schema);
    };
  }

  private Instant moment() {
    Instant now = clock.get().truncatedTo(ChronoUnit.SECONDS);
    return random.nextBoolean()
        ? now.minusSeconds(random.nextInt(3600))
        : now.plus(Duration.ofHours(random.nextInt(-24 * 400, 24 * 400)));
  }

  private String words(JsonNode schema) {
    if (!schema.path("examples").isEmpty() && random.nextInt(4) > 0) {
      return any(schema.path("examples")).asText();
    }
    if (schema.has("pattern")) {
      Pattern pattern = Pattern.compile(schema.path("pattern").asText());
      List<String> fitting =
          SAMPLES.stream().filter(sample -> pattern.matcher(sample).matches()).toList();
      return fitting.isEmpty() ? any(SAMPLES) : any(fitting);
    }
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(Math.max(least, 40));
    int length =
        switch (random.nextInt(6)) {
          case 0 -> least;
          case 1 -> most;
          default -> Math.min(most, Math.max(least, 1) + random.nextInt(12));
        };
    return "ab cé".repeat(length / 5 + 1).substring(0, length);
  }

  private JsonNode any(JsonNode all) {
    return all.isEmpty() ? JSON.nullNode() : all.get(random.nextInt(all.size()));
  }

  private String any(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
