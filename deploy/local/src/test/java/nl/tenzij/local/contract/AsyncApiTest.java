package nl.tenzij.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.tenzij.components.TestStack;
import nl.tenzij.local.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services' contracts as documents, and that whoever reads them would see what breaks them. */
class AsyncApiTest {
  private static final String RETURNED = "nl.tenzij.sanction.device-returned.v1";

  private static AsyncApi of(String service) {
    return AsyncApi.of(TestStack.root().resolve(service).resolve("contract/asyncapi.yaml"));
  }

  static Stream<String> services() {
    return Service.ALL.stream().filter(Service::hasDatabase).map(Service::name);
  }

  /** The schema is the specification's own: see the licence beside it. */
  @ParameterizedTest
  @MethodSource("services")
  void aContractIsAsTheSpecificationWantsIt(String service) throws IOException {
    assertThat(specification().validate(of(service).document())).isEmpty();
  }

  @Test
  void whatTheSpecificationDoesNotKnowIsSeen() throws IOException {
    ObjectNode document = of("sanction-service").document().deepCopy();
    ((ObjectNode) document.at("/channels/sanctionEvents")).put("adress", "sanction.events.v1");

    assertThat(specification().validate(document)).isNotEmpty();
  }

  private static JsonSchema specification() throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V7)
          .getSchema(new ObjectMapper().readTree(in));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void itsChannelLeadsToAllThatItDescribes(String service) {
    AsyncApi contract = of(service);

    assertThat(contract.channels()).hasSize(1);
    assertThat(contract.channels().values().iterator().next())
        .hasSize(contract.document().at("/components/messages").size())
        .isNotEmpty();
  }

  @Test
  void oneThatIsRightHasNoFlaws() throws IOException {
    assertThat(message().flaws("p-sam", headers(), data())).isEmpty();
  }

  @Test
  void eachFlawIsSeen() throws IOException {
    Map<String, String> nameless = headers();
    nameless.remove("ce_id");
    Map<String, String> strange = headers();
    strange.put("ce_id", "one");
    strange.put("ce_time", "yesterday");
    Map<String, String> xml = headers();
    xml.put("content-type", "application/xml");

    assertThat(message().flaws("p-sam", nameless, data()))
        .singleElement()
        .asString()
        .startsWith("headers: ")
        .contains("ce_id");
    assertThat(message().flaws("p-sam", strange, data())).hasSize(2);
    assertThat(message().flaws("p-sam", xml, data()))
        .containsExactly("content-type: application/xml");
    assertThat(message().flaws(null, headers(), data()))
        .singleElement()
        .asString()
        .startsWith("key: ");
    assertThat(message().flaws("p-sam", headers(), "{\"name\": \"Sam\"}".getBytes()))
        .anyMatch(flaw -> flaw.startsWith("data: ") && flaw.contains("name"));
    assertThat(message().flaws("p-sam", headers(), new byte[] {'{'}))
        .containsExactly("data: no JSON");
  }

  @Test
  void aReferenceThatLeadsNowhereIsSeen(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("asyncapi.yaml"),
            """
            asyncapi: 3.0.0
            channels:
              one:
                address: one.v1
                messages:
                  a:
                    $ref: '#/components/messages/a'
            """);

    assertThatThrownBy(() -> AsyncApi.of(file).channels())
        .hasMessageContaining("#/components/messages/a leads nowhere");
  }

  private static AsyncApi.Message message() {
    return of("sanction-service").channels().get("sanction.events.v1").get(RETURNED);
  }

  private static byte[] data() throws IOException {
    Path examples = TestStack.root().resolve("sanction-service/contract/examples");
    return Files.readAllBytes(examples.resolve(RETURNED + ".json"));
  }

  private static Map<String, String> headers() {
    return new TreeMap<>(
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", "01a202ec-1aa3-776b-83cd-b599844d5a58",
            "ce_type", RETURNED,
            "ce_source", "urn:nld:oin:00000000000000000000",
            "ce_time", "2026-11-24T16:10:00.021203Z",
            "ce_board", "stichting-tenboom",
            "ce_school", "college-een",
            "ce_sequence", "26",
            "content-type", "application/json"));
  }
}
