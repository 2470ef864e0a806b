package nl.tenzij.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.PersonalModule;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Keeps the promise that released event JSON never changes. There is one approved sample per stored
 * name, in {@code src/test/resources/samples}; {@code approved.txt} beside them holds the hash of
 * each, so that a sample can't be changed along with its class by accident. A new type gets its
 * sample written by the first run, which fails to have it looked at.
 *
 * <pre>{@code
 * class SanctionEventTypesTest extends EventTypesSpec {
 *   protected List<EventTypes<?>> types() { return List.of(Sanctions.types()); }
 * }
 * }</pre>
 */
public abstract class EventTypesSpec {

  private static final String APPROVED = "approved.txt";

  private final ObjectMapper json = Json.mapper(new PersonalModule());
  private final ObjectWriter pretty = json.writer().with(SerializationFeature.INDENT_OUTPUT);

  /** All that the service stores. */
  protected abstract List<EventTypes<?>> types();

  /** Where the samples are. */
  protected Path folder() {
    return Path.of("src/test/resources/samples");
  }

  @TestFactory
  Stream<DynamicTest> samples() {
    return types().stream()
        .flatMap(
            types ->
                types.readable().stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> check(types, name))));
  }

  /** A stored name that nobody reads any more would make old logs unreadable. */
  @Test
  void everyApprovedNameCanStillBeRead() {
    TreeSet<String> readable = new TreeSet<>();
    types().forEach(types -> readable.addAll(types.readable()));
    assertThat(readable).containsAll(approved().keySet());
  }

  /** A new event must be stored under some name. */
  @Test
  void everyEventHasAName() {
    for (EventTypes<?> types : types()) {
      assertThat(Set.<Class<?>>copyOf(types.classes().values()))
          .as("stored events of %s", types.root().getSimpleName())
          .containsAll(Samples.leaves(types.root()));
    }
  }

  private void check(EventTypes<?> types, String name) {
    Path file = folder().resolve(name + ".json");
    if (!Files.exists(file)) {
      propose(types, name, file);
    }
    String text = read(file);
    assertThat(approved())
        .as(
            "%s was released: its sample must stay as it is; a change is a new version and an"
                + " upcast",
            name)
        .containsEntry(name, hash(text));
    ObjectNode sample = (ObjectNode) tree(text);
    Object event = parse(types, name, sample.deepCopy());
    assertThat(event).isInstanceOf(types.root());
    if (types.classes().containsKey(name)) {
      assertThat(pretty(event))
          .as("%s as it is written now, against its approved sample", name)
          .isEqualTo(text.strip());
    }
  }

  /** Upcasts work on what the log holds; personal values pass them unseen. */
  private Object parse(EventTypes<?> types, String name, ObjectNode sample) {
    EventTypes.Current current = types.current(name, (ObjectNode) Samples.personal(sample));
    try {
      return json.treeToValue(current.json(), types.classOf(current.type()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name + " can't be read", unreadable);
    }
  }

  private void propose(EventTypes<?> types, String name, Path file) {
    if (!types.classes().containsKey(name)) {
      fail("%s has an upcast but no sample: restore it from the release that wrote it", name);
    }
    String text = pretty(Samples.example(types.classOf(name)));
    try {
      Files.createDirectories(folder());
      Files.writeString(file, text + '\n');
      Map<String, String> all = approved();
      all.put(name, hash(text));
      StringBuilder lines = new StringBuilder();
      all.forEach((each, hash) -> lines.append(hash).append("  ").append(each).append('\n'));
      Files.writeString(folder().resolve(APPROVED), lines);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    fail("%s had no sample; %s was written: look at it and commit it", name, file);
  }

  private String pretty(Object event) {
    try {
      return pretty.writeValueAsString(Samples.plain(json.valueToTree(event), json)).strip();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Map<String, String> approved() {
    Path file = folder().resolve(APPROVED);
    Map<String, String> all = new TreeMap<>();
    if (Files.exists(file)) {
      read(file)
          .lines()
          .map(line -> line.split("\\s+", 2))
          .forEach(parts -> all.put(parts[1], parts[0]));
    }
    return all;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Line ends don't count: a checkout may change them. */
  private static String hash(String text) {
    try {
      byte[] bytes = text.strip().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
