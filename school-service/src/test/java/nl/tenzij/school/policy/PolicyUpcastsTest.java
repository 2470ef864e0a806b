package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import org.junit.jupiter.api.Test;

/** A log from before the whole content was kept. */
class PolicyUpcastsTest {

  private static final ObjectMapper JSON = Json.mapper();

  @Test
  void anOlderDraftKeepsEveryWordItHad() throws IOException {
    PolicyDrafted drafted = read("policy.drafted.v1", PolicyDrafted.class);
    assertOlder(drafted.content());
    assertOlder(read("policy.content-revised.v1", ContentRevised.class).content());
  }

  private static void assertOlder(Content content) {
    assertThat(content.title()).isEqualTo("title");
    assertThat(content.arrangements().others()).containsExactly("arrangements");
    assertThat(content.exemptions().how()).isEqualTo("exemptions");
    assertThat(content.evaluation().every()).isEqualTo(Period.ofMonths(1));
    assertThat(content.safety()).isEqualTo("safety");
    assertThat(content.ladder().steps()).singleElement().extracting(Ladder.Step::by).isNull();
    assertThat(content.goals()).isEmpty();
    assertThat(content.exemptions().criteria()).isEmpty();
    assertThat(content.messages()).isNull();
  }

  @Test
  void anOlderActivationSaysNothingOfExemptions() throws IOException {
    PolicyActivated activated = read("policy.activated.v1", PolicyActivated.class);
    assertThat(activated.objectionTerm()).isEqualTo(Period.ofMonths(1));
    assertThat(activated.exemptions()).isNull();
    assertThat(activated.messages()).isNull();
  }

  @Test
  void anOlderDraftWasTheFirstOfItsSchool() throws IOException {
    for (String version : List.of("policy.drafted.v1", "policy.drafted.v2")) {
      assertThat(read(version, PolicyDrafted.class).start()).isEqualTo(Start.from("template"));
    }
  }

  @Test
  void anOlderPublicationSaysNothingOfADay() throws IOException {
    PolicyPublished published = read("policy.published.v1", PolicyPublished.class);
    assertThat(published.to()).containsExactly(Bound.PUPILS);
    assertThat(published.policy()).isNull();
    assertThat(published.announced()).isNull();
    for (String version : List.of("policy.published.v1", "policy.published.v2")) {
      assertThat(read(version, PolicyPublished.class).recorded()).isNull();
    }
  }

  private static <E> E read(String name, Class<E> type) throws IOException {
    Path sample = Path.of("src/test/resources/samples", name + ".json");
    EventTypes.Current current =
        Policies.TYPES.current(name, (ObjectNode) JSON.readTree(sample.toFile()));
    return JSON.treeToValue(current.json(), type);
  }
}
