package nl.tenzij.sanction.exemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.Test;

/** Our records read what exception-service says it tells. */
class ExemptionContractTest {

  private static final Path EXAMPLES = Path.of("../exception-service/contract/examples");

  private final ObjectMapper json = Json.mapper();

  @Test
  void whatIsGranted() {
    assertThat(examples(ExemptionGranted.TYPE, ExemptionGranted.class))
        .isNotEmpty()
        .allSatisfy(
            granted -> {
              assertThat(granted.exemption()).isNotNull();
              assertThat(granted.pupil()).isNotBlank();
              assertThat(granted.moments()).isNotEmpty();
              assertThat(granted.subjects()).isNotNull();
              assertThat(granted.places()).isNotEmpty();
              assertThat(granted.contact()).isNotBlank();
              assertThat(granted.from()).isNotNull();
            });
  }

  @Test
  void whatIsSuspendedAndResumed() {
    assertThat(examples(ExemptionSuspended.TYPE, ExemptionSuspended.class))
        .isNotEmpty()
        .allSatisfy(
            suspended -> {
              assertThat(suspended.exemption()).isNotNull();
              assertThat(suspended.until()).isAfterOrEqualTo(suspended.from());
            });
    assertThat(examples(ExemptionResumed.TYPE, ExemptionResumed.class))
        .isNotEmpty()
        .allSatisfy(resumed -> assertThat(resumed.exemption()).isNotNull());
  }

  @Test
  void whatEnded() {
    assertThat(examples(ExemptionEnded.TYPE, ExemptionEnded.class))
        .isNotEmpty()
        .allSatisfy(
            ended -> {
              assertThat(ended.exemption()).isNotNull();
              assertThat(ended.pupil()).isNotBlank();
            });
  }

  private <T> List<T> examples(String type, Class<T> record) {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(type))
          .sorted()
          .map(file -> read(file, record))
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private <T> T read(Path file, Class<T> record) {
    try {
      return json.readValue(file.toFile(), record);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " is not as we read it", unreadable);
    }
  }
}
