package nl.tenzij.school.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a package says that it has.
 *
 * @param properties names and values in lower case
 */
record Manifest(Map<String, String> properties) {

  static final String FILE_NAME = "manifest.csv";

  private static final int AT_MOST = 64 * 1024;

  /** How a file is announced. */
  enum Announced {
    NOT,
    BULK,
    DELTA
  }

  /**
   * @throws PackageRefused where it can't be read
   */
  static Manifest read(InputStream content) throws IOException {
    Opening opening = Opening.of(new ByteArrayInputStream(content.readNBytes(AT_MOST)));
    Map<String, String> properties = new HashMap<>();
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(opening.separator())
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(opening.bytes(), StandardCharsets.UTF_8)) {
      for (CsvRecord row : rows) {
        if (row.getFieldCount() >= 2) {
          properties.put(plain(row.getField(0)), plain(row.getField(1)));
        }
      }
    } catch (CsvParseException broken) {
      throw PackageRefused.because(
          "manifest", "manifest.csv is two columns, propertyName and value");
    }
    return new Manifest(properties);
  }

  private static String plain(String field) {
    return field.strip().toLowerCase(Locale.ROOT);
  }

  /** The version of OneRoster; empty where it says none. */
  Optional<String> version() {
    return Optional.ofNullable(properties.get("oneroster.version"));
  }

  Announced announced(RosterFile file) {
    return switch (properties.getOrDefault("file." + file.base().toLowerCase(Locale.ROOT), "")) {
      case "bulk" -> Announced.BULK;
      case "delta" -> Announced.DELTA;
      default -> Announced.NOT;
    };
  }
}
