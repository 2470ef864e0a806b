package nl.tenzij.exception.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.Test;

/** What school-service shows as examples of its events is what we can read. */
class SchoolExamplesTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");

  private static final Map<String, Class<?>> TAKEN =
      Map.of(
          PupilRegistered.TYPE, PupilRegistered.class,
          PupilLeft.TYPE, PupilLeft.class,
          ClassRegistered.TYPE, ClassRegistered.class,
          ClassEnded.TYPE, ClassEnded.class,
          StaffMember.REGISTERED, StaffMember.class,
          StaffMember.LEFT, StaffMember.class,
          PersonForgotten.TYPE, PersonForgotten.class);

  private final ObjectMapper json = Json.mapper();

  @Test
  void everyExampleOfATypeWeTakeCanBeRead() throws IOException {
    for (var taken : TAKEN.entrySet()) {
      List<Path> examples = examples(taken.getKey());
      assertThat(examples).as(taken.getKey()).isNotEmpty();
      for (Path example : examples) {
        assertThat(json.readValue(example.toFile(), taken.getValue()))
            .as(example.toString())
            .hasNoNullFieldsOrProperties();
      }
    }
  }

  @Test
  void guardiansAreTakenFromThePupil() throws IOException {
    var sam =
        json.readValue(
            """
            {"pupil": "p-sam", "yearGroup": "3", "classes": ["k-3hv1"],
             "guardians": [{"guardian": "g-fatma", "language": "tr", "informed": true}]}
            """,
            PupilRegistered.class);
    assertThat(sam.withCustody()).containsExactly("g-fatma");
    assertThat(sam.withoutCustody()).isEmpty();
  }

  @Test
  void aParentWithoutCustodyIsNoGuardian() throws IOException {
    var ida =
        json.readValue(
            EXAMPLES.resolve(PupilRegistered.TYPE + "-without-custody.json").toFile(),
            PupilRegistered.class);
    assertThat(ida.withCustody()).containsExactly("g-els");
    assertThat(ida.withoutCustody()).containsExactly("g-bas");
    assertThat(ida.parents())
        .as("whether or not they may be told")
        .containsExactly("g-els", "g-bas", "g-cor");
  }

  @Test
  void whoIsOfAgeHasNoGuardianAndStaysTheirParentsChild() throws IOException {
    var lotte =
        json.readValue(
            EXAMPLES.resolve(PupilRegistered.TYPE + "-of-age.json").toFile(),
            PupilRegistered.class);
    assertThat(lotte.ofAge()).isTrue();
    assertThat(lotte.withCustody()).isEmpty();
    assertThat(lotte.withoutCustody()).isEmpty();
    assertThat(lotte.parents()).containsExactly("g-anna");
  }

  private static List<Path> examples(String type) throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      return all.filter(file -> file.getFileName().toString().startsWith(type)).toList();
    }
  }
}
