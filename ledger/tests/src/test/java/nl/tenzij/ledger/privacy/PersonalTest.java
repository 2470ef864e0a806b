package nl.tenzij.ledger.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalTest {

  record Name(String given, String family) {}

  record Enrolled(UUID id, Personal<Name> name, List<Personal<String>> notes) {}

  private final ObjectMapper json = JsonMapper.builder().addModule(new PersonalModule()).build();

  private final Enrolled event =
      new Enrolled(
          UUID.randomUUID(),
          Personal.of("p-1", new Name("Bo", "Bos")),
          List.of(Personal.of("p-1", "first"), Personal.of("p-2", "second")));

  @Test
  void stays_an_object_in_a_tree() {
    JsonNode tree = json.valueToTree(event);

    assertThat(tree.get("name")).isInstanceOf(POJONode.class);
    assertThat(((POJONode) tree.get("name")).getPojo()).isSameAs(event.name());
    assertThat(((POJONode) tree.get("notes").get(1)).getPojo()).isSameAs(event.notes().get(1));
  }

  @Test
  void comes_back_from_a_tree() throws JsonProcessingException {
    assertThat(json.treeToValue(json.valueToTree(event), Enrolled.class)).isEqualTo(event);
  }

  @Test
  void takes_its_declared_type_when_it_comes_back_as_json() throws JsonProcessingException {
    JsonNode tree = json.valueToTree(event);
    JsonNode inside = json.readTree("{\"given\": \"Bo\", \"family\": \"Bos\"}");
    JsonNode opened =
        Parts.change(
            tree,
            (part, path) -> path.equals("/name") ? new POJONode(Personal.of("p-1", inside)) : part);

    assertThat(json.treeToValue(opened, Enrolled.class)).isEqualTo(event);
  }

  @Test
  void comes_back_forgotten() throws JsonProcessingException {
    JsonNode opened =
        Parts.change(
            json.valueToTree(event),
            (part, path) ->
                path.equals("/notes/1") ? new POJONode(new Personal.Forgotten<>("p-2")) : part);

    Enrolled read = json.treeToValue(opened, Enrolled.class);
    assertThat(read.notes().get(1).value()).isEmpty();
    assertThat(read.notes().get(1).subject()).isEqualTo("p-2");
    assertThat(read.notes().get(0).value()).contains("first");
  }

  @Test
  void is_never_written_as_text() {
    assertThatThrownBy(() -> json.writeValueAsString(event))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageNotContaining("Bos");
    assertThatThrownBy(() -> json.writeValueAsString(json.valueToTree(event)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void is_not_read_from_plain_or_sealed_json() {
    for (String name : List.of("{\"given\": \"Bo\"}", "{\"subject\": \"p\", \"sealed\": \"x\"}")) {
      assertThatThrownBy(() -> json.readValue("{\"name\": " + name + "}", Enrolled.class))
          .isInstanceOf(JsonMappingException.class)
          .hasMessageContaining("not opened");
    }
  }

  @Test
  void shows_nothing_in_a_log_line() {
    assertThat(event.toString()).doesNotContain("Bo").doesNotContain("first");
  }

  @Test
  void refuses_a_subject_that_is_none() {
    assertThatThrownBy(() -> Personal.of(" ", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Personal.of("a\0b", "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Personal.of("p".repeat(201), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  record Plain(UUID id, String text, List<Map<String, LocalDate>> dates, Optional<Integer> count) {}

  record Deep(List<Map<String, Optional<Personal<Integer>>>> all) {}

  record Array(Enrolled[] all) {}

  record Circle(List<Circle> inside, String text) {}

  record CircleWithName(List<CircleWithName> inside, Personal<String> name) {}

  record Generic<T>(T anything) {}

  record OfPlain(Generic<Personal<String>> held) {}

  sealed interface Choice permits One, Other {}

  record One(int number) implements Choice {}

  record Other(Personal<String> text) implements Choice {}

  interface Open {}

  record OfOpen(Open open) {}

  @Test
  void is_found_in_a_class_at_any_depth() {
    assertThat(
            List.of(
                Enrolled.class,
                Deep.class,
                Array.class,
                CircleWithName.class,
                OfPlain.class,
                Choice.class,
                Other.class))
        .allMatch(Personal::heldBy);
    assertThat(List.of(Plain.class, Circle.class, One.class)).noneMatch(Personal::heldBy);
  }

  @Test
  void is_suspected_where_a_class_can_hold_anything() {
    assertThat(List.of(Generic.class, OfOpen.class)).allMatch(Personal::heldBy);
  }
}
