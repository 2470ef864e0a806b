package nl.tenzij.local.day;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long each scene of a day takes: those of a day that nobody disturbed stand in {@code
 * school-day-scenes.properties}, in milliseconds; those of this day are counted.
 */
final class SceneLengths {

  private static final String USUAL = "/school-day-scenes.properties";

  /** Of a scene that is not there yet. */
  private static final Duration UNKNOWN = Duration.ofSeconds(2);

  private final Properties usual = new Properties();
  private final Map<String, Duration> counted = new LinkedHashMap<>();
  private String scene;
  private Instant since;

  SceneLengths() {
    try (InputStream file = SceneLengths.class.getResourceAsStream(USUAL)) {
      usual.load(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Those of which it is known. */
  Set<String> known() {
    return usual.stringPropertyNames();
  }

  /** How long it takes where nothing is killed. */
  Duration usual(String name) {
    String millis = usual.getProperty(name);
    return millis == null ? UNKNOWN : Duration.ofMillis(Long.parseLong(millis));
  }

  void begins(String name) {
    scene = name;
    since = Instant.now();
  }

  /** The one that began last, if any. */
  void ends() {
    if (scene != null) {
      counted.put(scene, Duration.between(since, Instant.now()));
    }
  }

  /** As {@code school-day-scenes.properties} has them. */
  void write(Path file) throws IOException {
    Files.write(
        file,
        counted.entrySet().stream()
            .map(each -> each.getKey().replace(" ", "\\ ") + " = " + each.getValue().toMillis())
            .collect(Collectors.toList()));
  }
}
