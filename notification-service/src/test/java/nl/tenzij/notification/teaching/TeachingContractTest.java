package nl.tenzij.notification.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What school-service promises to send of classes and their people, as it is read here. */
class TeachingContractTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  private final TeachingEvents events = new TeachingEvents(null, JSON);

  @Test
  void pupilsComeWithTheDaysOfTheirPlacesAndTheirMentor() throws IOException {
    TaughtPupil sam = events.read(example(TeachingEvents.PUPIL_REGISTERED), TaughtPupil.class);

    assertThat(sam.pupil()).isEqualTo("p-sam");
    assertThat(sam.mentor()).isEqualTo("st-tim");
    assertThat(sam.inClasses())
        .containsExactly(new Span("k-3hv1", LocalDate.of(2026, 8, 31), null));
    assertThat(example(TeachingEvents.PUPIL_LEFT).required("pupil").asText()).isEqualTo("p-sam");
  }

  @Test
  void classesComeWithTheDaysOfTheirTeachers() throws IOException {
    TaughtClass group = events.read(example(TeachingEvents.CLASS_REGISTERED), TaughtClass.class);

    assertThat(group.id()).isEqualTo("k-3hv1");
    assertThat(group.staff()).containsExactly(Span.always("st-tim"));
    assertThat(example(TeachingEvents.CLASS_ENDED).required("class").asText()).isEqualTo("k-3hv1");
  }

  /** Before days were told, a class held as long as it was told of. */
  @Test
  void withoutDaysAPlaceHoldsAlways() throws IOException {
    JsonNode old =
        JSON.readTree(
            """
            {"pupil": "p-sam", "yearGroup": null, "guardians": [], "classes": ["k-3hv1"]}""");
    assertThat(events.read(old, TaughtPupil.class).inClasses())
        .containsExactly(Span.always("k-3hv1"));
  }

  private static JsonNode example(String type) throws IOException {
    return JSON.readTree(EXAMPLES.resolve(type + ".json").toFile());
  }
}
