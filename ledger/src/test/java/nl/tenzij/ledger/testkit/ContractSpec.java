package nl.tenzij.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.store.Json;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Holds what a service publishes against what its {@code contract} folder promises: {@code
 * asyncapi.yaml}, one {@code <type>.schema.json} per type, and {@code examples/<type>*.json}.
 */
public abstract class ContractSpec {

  private static final String SCHEMA = ".schema.json";
  private static final Pattern TYPE = Pattern.compile("(.+\\.v[1-9][0-9]*)[^.]*\\.json");

  private static final ObjectMapper JSON = Json.mapper();

  /**
   * What the service's publisher makes of its own events: at least one of every type it promises.
   */
  protected abstract List<Published> published();

  protected Path contract() {
    return Path.of("contract");
  }

  @Test
  void everyPublishedEventKeepsTheContract() {
    SoftAssertions softly = new SoftAssertions();
    for (Published each : published()) {
      JsonNode data = JSON.valueToTree(each.data());
      softly.assertThat(flaws(each.type(), data)).as("%s: %s", each.type(), data).isEmpty();
      softly.assertThat(each.key()).as("key of %s", each.type()).isNotBlank();
      softly.assertThat(data.toString().length()).as("size of %s", each.type()).isLessThan(64_000);
    }
    softly.assertAll();
  }

  @Test
  void everyPromisedTypeIsPublished() {
    Set<String> told = published().stream().map(Published::type).collect(Collectors.toSet());
    assertThat(told).containsExactlyInAnyOrderElementsOf(promised());
  }

  @Test
  void everyExampleKeepsTheContract() {
    SoftAssertions softly = new SoftAssertions();
    Set<String> shown = new TreeSet<>();
    for (Path example : list(contract().resolve("examples"))) {
      var name = TYPE.matcher(example.getFileName().toString());
      softly.assertThat(name.matches()).as("%s is named after its type", example).isTrue();
      if (name.matches()) {
        shown.add(name.group(1));
        softly.assertThat(flaws(name.group(1), read(example))).as("%s", example).isEmpty();
      }
    }
    softly.assertThat(shown).as("types with an example").containsAll(promised());
    softly.assertAll();
  }

  /** An object with one field too many is not what was promised. */
  @Test
  void schemasAreClosed() {
    SoftAssertions softly = new SoftAssertions();
    for (String type : promised()) {
      softly
          .assertThat(read(schemaFile(type)).path("additionalProperties").asBoolean(true))
          .as("%s takes fields it does not name", type)
          .isFalse();
    }
    softly.assertAll();
  }

  @Test
  void theDocumentListsEveryType() {
    JsonNode document = asyncApi();
    assertThat(document.path("asyncapi").asText()).startsWith("3.");
    Set<String> listed =
        StreamSupport.stream(document.at("/components/messages").spliterator(), false)
            .map(message -> message.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(promised());
    document
        .at("/components/messages")
        .forEach(
            message -> {
              String schema = message.at("/payload/schema/$ref").asText();
              assertThat(contract().resolve(schema)).as("schema of %s", message).exists();
            });
  }

  private Set<String> promised() {
    return list(contract()).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(SCHEMA))
        .map(name -> name.substring(0, name.length() - SCHEMA.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> flaws(String type, JsonNode data) {
    return flaws(contract(), type, data);
  }

  /**
   * Where an event is not as a contract promises it: also for who plays another service in a test.
   *
   * @param contract the folder
   */
  public static Set<String> flaws(Path contract, String type, JsonNode data) {
    Path promised = contract.resolve(type + SCHEMA);
    if (!Files.exists(promised)) {
      return Set.of("no schema for " + type);
    }
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                read(promised),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    return schema.validate(data).stream().map(Object::toString).collect(Collectors.toSet());
  }

  private Path schemaFile(String type) {
    return contract().resolve(type + SCHEMA);
  }

  private JsonNode asyncApi() {
    try {
      return new YAMLMapper().readTree(contract().resolve("asyncapi.yaml").toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
