package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a client sent, takes nothing for what it is not, and says all that is wrong at once:
 * what does not fit is noted, taken out, and the rest is read again until it does.
 */
@Singleton
public class StrictReader {

  private static final int MOST_ERRORS = 20;

  private final ObjectMapper json;
  private final ObjectWriter canonical;
  private final Validator validator;
  private final List<TextRule> rules;

  /** A body that fits, and its one canonical form whatever order and spacing the client chose. */
  record Body(Object value, byte[] canonical) {}

  @Inject
  public StrictReader(ObjectMapper base, Validator validator, @All List<TextRule> rules) {
    this.json = ApiJson.strict(base);
    this.canonical = json.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);
    this.validator = validator;
    this.rules = List.copyOf(rules);
  }

  /**
   * @throws Invalid with everything that is wrong
   */
  Body read(byte[] bytes, JavaType type) {
    JsonNode tree = tree(bytes);
    List<InputError> errors = new ArrayList<>();
    noteUnwanted(tree, "", unwanted(type.getRawClass()), errors);
    // Before anything is taken out of the tree; what nobody can write down has no form.
    byte[] form = errors.isEmpty() ? canonical(tree) : new byte[0];
    Object value = value(tree, type, errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return new Body(value, form);
  }

  /** Texts that no database and no other system takes, and those that the service does not. */
  private List<TextRule> unwanted(Class<?> body) {
    return Stream.concat(
            Stream.of(StrictReader::unwritable), rules.stream().filter(rule -> rule.isFor(body)))
        .toList();
  }

  private static Optional<InputError> unwritable(String field, String text) {
    return Texts.writable(text)
        ? Optional.empty()
        : Optional.of(new InputError(field, "format", Texts.WRITABLE));
  }

  private static void noteUnwanted(
      JsonNode node, String at, List<TextRule> unwanted, List<InputError> errors) {
    if (node.isTextual() && errors.size() < MOST_ERRORS) {
      unwanted.stream()
          .flatMap(rule -> rule.refusal(at, node.textValue()).stream())
          .findFirst()
          .ifPresent(errors::add);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = Fields.plain(field.getKey());
      noteUnwanted(field.getValue(), at.isEmpty() ? name : at + '.' + name, unwanted, errors);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      noteUnwanted(node.get(i), at + '[' + i + ']', unwanted, errors);
    }
  }

  JavaType type(java.lang.reflect.Type type) {
    return json.constructType(type);
  }

  private JsonNode tree(byte[] bytes) {
    if (bytes.length == 0) {
      throw new Invalid("", "required", "A JSON body.");
    }
    try (JsonParser parser = json.createParser(bytes)) {
      return tree(parser);
    } catch (IOException unreadable) {
      throw new Invalid("", "malformed", "JSON in UTF-8.");
    }
  }

  private JsonNode tree(JsonParser parser) throws IOException {
    try {
      JsonNode tree = json.readTree(parser);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        throw new Invalid("", "required", "A JSON body.");
      }
      if (parser.nextToken() != null) {
        throw new Invalid("", "malformed", "One JSON value and nothing after it.");
      }
      return tree;
    } catch (StreamConstraintsException beyond) {
      boolean deep = parser.getParsingContext().getNestingDepth() >= ApiJson.DEEPEST;
      throw deep
          ? new Invalid("", "too-deep", "At most " + ApiJson.DEEPEST + " levels.")
          : new Invalid(
              Fields.of(parser.getParsingContext()),
              "too-long",
              "At most " + ApiJson.LONGEST_TEXT + " characters of text, 100 of a number.");
    } catch (JacksonException malformed) {
      boolean twice = String.valueOf(malformed.getOriginalMessage()).startsWith("Duplicate field");
      throw new Invalid(
          Fields.of(parser.getParsingContext()),
          twice ? "duplicate" : "malformed",
          twice ? "Each field once." : "JSON. " + place(malformed));
    }
  }

  private static String place(JacksonException malformed) {
    return malformed.getLocation() == null
        ? ""
        : "See line %d, column %d."
            .formatted(malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr());
  }

  private byte[] canonical(JsonNode tree) {
    try {
      return canonical.writeValueAsBytes(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * What can be made of it.
   *
   * @param errors gets what does not fit; where it has any in the end, what bean validation finds
   *     in the rest too
   */
  private Object value(JsonNode tree, JavaType type, List<InputError> errors) {
    ObjectReader reader = json.readerFor(type);
    List<InputError> unfitting = new ArrayList<>();
    Object value = null;
    boolean goOn = true;
    while (goOn && errors.size() + unfitting.size() < MOST_ERRORS) {
      try {
        value = reader.readValue(tree);
        goOn = false;
      } catch (JsonMappingException unfit) {
        goOn = new Unfit(tree, unfit).noteAndTakeOut(unfitting);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
    note(unfitting, errors);
    if (!errors.isEmpty() && value != null) {
      note(Violations.errors(validator.validate(value)), errors);
    }
    return value;
  }

  /** One kind of error per field: one that was taken out for it is not missing, too. */
  private static void note(List<InputError> found, List<InputError> errors) {
    Set<String> noted = errors.stream().map(InputError::field).collect(Collectors.toSet());
    found.stream().filter(error -> !noted.contains(error.field())).forEach(errors::add);
  }
}
