package nl.tenzij.exception.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.Test;

/** What other services show as examples of their events is what we can count. */
class OthersExamplesTest {

  private static final Map<String, Class<?>> TAKEN =
      Map.of(
          SchoolsTold.SCHOOL, SchoolsTold.Registered.class,
          SchoolsTold.PUPIL, SchoolsTold.Pupil.class,
          SanctionsTold.RECORDED, SanctionsTold.Incident.class,
          SanctionsTold.CORRECTED, SanctionsTold.Incident.class,
          MessagesTold.QUEUED, MessagesTold.Message.class,
          MessagesTold.SENT, MessagesTold.Message.class,
          MessagesTold.FAILED, MessagesTold.Message.class,
          MessagesTold.CANCELLED, MessagesTold.Message.class);

  private final ObjectMapper json = Json.mapper();

  @Test
  void everyExampleOfATypeWeTakeCanBeRead() throws IOException {
    for (var taken : TAKEN.entrySet()) {
      for (Path example : examples(taken.getKey())) {
        Object read = json.readValue(example.toFile(), taken.getValue());
        switch (read) {
          case SanctionsTold.Incident incident ->
              assertThat(Aspect.CATEGORY.known(incident.category())).isNotNull();
          case MessagesTold.Message message -> assertThat(message).hasNoNullFieldsOrProperties();
          case SchoolsTold.Pupil pupil -> assertThat(pupil.pupil()).isNotNull();
          default -> assertThat(read).hasNoNullFieldsOrProperties();
        }
      }
    }
    for (Path example : examples(SanctionsTold.IMPOSED)) {
      var sanction = json.readValue(example.toFile(), SanctionsTold.Sanction.class);
      assertThat(Aspect.MEASURE.known(sanction.measure())).isNotNull();
      assertThat(Aspect.STEP.known(sanction.stepKey())).isNotNull();
    }
    for (String type : Set.of(SanctionsTold.CONFIRMED, SanctionsTold.AMENDED)) {
      for (Path example : examples(type)) {
        assertThat(
                Aspect.MEASURE.known(
                    json.readValue(example.toFile(), SanctionsTold.Sanction.class).measure()))
            .isNotNull();
      }
    }
  }

  /** A category or measure that is new there has to be counted here too. */
  @Test
  void weKnowAllCategoriesMeasuresAndStates() throws IOException {
    assertThat(Aspect.CATEGORY.keys())
        .containsExactlyInAnyOrderElementsOf(
            allowed("sanction", SanctionsTold.RECORDED, "category"));
    assertThat(Aspect.MEASURE.keys())
        .containsExactlyInAnyOrderElementsOf(allowed("sanction", SanctionsTold.IMPOSED, "measure"));
    for (String type : List.of(MessagesTold.SENT, MessagesTold.FAILED, MessagesTold.CANCELLED)) {
      assertThat(Aspect.STATE.keys()).containsAll(allowed("notification", type, "state"));
    }
  }

  private List<String> allowed(String service, String type, String property) throws IOException {
    JsonNode schema =
        json.readTree(
            Path.of("../" + service + "-service/contract/" + type + ".schema.json").toFile());
    JsonNode found = schema.path("properties").path(property);
    return found.has("const")
        ? List.of(found.path("const").asText())
        : json.convertValue(found.path("enum"), List.class);
  }

  private static List<Path> examples(String type) throws IOException {
    String service = type.split("\\.")[2];
    try (Stream<Path> all = Files.list(Path.of("../" + service + "-service/contract/examples"))) {
      List<Path> found =
          all.filter(file -> file.getFileName().toString().startsWith(type)).toList();
      assertThat(found).as(type).isNotEmpty();
      return found;
    }
  }
}
