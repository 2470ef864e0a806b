package nl.tenzij.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the services offer can be reached through the gateway: a path that its route table forgets
 * would drop out of the one document without a word. What is for other services only stands in an
 * approved list.
 */
class RoutedOperationsTest {

  private static final Path ROOT = Path.of(System.getProperty("tenzij.root", "../.."));
  private static final List<String> SERVICES =
      List.of("exception-service", "notification-service", "sanction-service", "school-service");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  @Test
  void theGatewayRoutesAllButWhatIsForOtherServicesOnly() throws IOException {
    Set<String> routed = operations(Path.of("target/openapi.json"));
    List<String> unrouted = new ArrayList<>();
    int offered = 0;
    for (String service : SERVICES) {
      Set<String> operations =
          operations(ROOT.resolve(service).resolve("target/openapi/openapi.json"));
      assertThat(operations).as("what %s offers", service).isNotEmpty();
      offered += operations.size();
      operations.stream()
          .filter(operation -> !routed.contains(operation))
          .forEach(operation -> unrouted.add(service + ": " + operation));
    }

    assertThat(unrouted).isEqualTo(approved());
    assertThat(routed).as("each once").hasSize(offered - unrouted.size());
  }

  private static List<String> approved() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/unrouted-operations.txt"));
  }

  private static Set<String> operations(Path document) throws IOException {
    JsonNode whole = new ObjectMapper().readTree(document.toFile());
    assertThat(whole.at("/servers/0/url").asText())
        .as("server of %s", document)
        .isEqualTo("/api/v1");
    Set<String> operations = new TreeSet<>();
    for (var path : whole.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }
}
