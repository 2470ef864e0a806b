package nl.tenzij.sanction.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.sanction.family.PupilRegistered.Parent;
import org.junit.jupiter.api.Test;

/** Our record reads what school-service says it tells. */
class FamilyContractTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");

  private final ObjectMapper json = Json.mapper();

  @Test
  void everyExample() throws IOException {
    List<Path> examples;
    try (var all = Files.list(EXAMPLES)) {
      examples =
          all.filter(each -> each.getFileName().toString().startsWith(PupilRegistered.TYPE))
              .toList();
    }
    assertThat(examples).isNotEmpty();
    for (Path example : examples) {
      assertThat(json.readValue(example.toFile(), PupilRegistered.class))
          .as(example.toString())
          .hasNoNullFieldsOrProperties();
    }
  }

  @Test
  void custodyAndContactAreTheRosters() throws IOException {
    var ida =
        json.readValue(
            EXAMPLES.resolve(PupilRegistered.TYPE + "-without-custody.json").toFile(),
            PupilRegistered.class);
    assertThat(ida.guardians())
        .containsExactly(
            new Parent("g-els", true, true),
            new Parent("g-bas", false, true),
            new Parent("g-cor", true, false));
  }

  /** As it was told before the two were kept. */
  @Test
  void whatIsNotToldIsNotDenied() throws IOException {
    var sam =
        json.readValue(
            """
            {"pupil": "p-sam", "guardians": [{"guardian": "g-fatma", "language": "tr"}]}""",
            PupilRegistered.class);
    assertThat(sam.guardians()).containsExactly(new Parent("g-fatma", true, true));
  }
}
