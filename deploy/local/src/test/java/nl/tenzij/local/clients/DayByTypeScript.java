package nl.tenzij.local.clients;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.components.TestStack;
import nl.tenzij.local.day.Surroundings;

/**
 * Goes through steps of the day with the generated TypeScript client ({@code
 * deploy/clients/src/main/typescript/day.ts}), in a Node that comes as a library.
 */
public final class DayByTypeScript {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAY =
      """
      globalThis.outcome = '';
      require('%s').day(%s).then(
        found => { outcome = JSON.stringify(found); },
        failed => { outcome = JSON.stringify({failed: String(failed && failed.stack || failed)}); });
      """;

  private final Surroundings around;
  private final String school;

  public DayByTypeScript(Surroundings around, String school) {
    this.around = around;
    this.school = school;
  }

  /**
   * @param roster a OneRoster package
   * @return what the client saw, or under {@code failed} why it did not get to the end
   */
  public JsonNode play(byte[] roster) throws JavetException, JsonProcessingException {
    Map<String, String> tokens =
        List.of("tim", "hanna", "fatma").stream()
            .collect(Collectors.toMap(Function.identity(), around.access()::user));
    tokens.put("school-system", around.access().client("school-system"));
    Map<String, Object> to =
        Map.of(
            "gateway", around.gateway().toString(),
            "school", school,
            "tokens", tokens,
            "roster", Base64.getEncoder().encodeToString(roster),
            "now", around.clock().instant().toString());
    Path compiled = TestStack.root().resolve("deploy/clients/target/typescript-compiled/day.js");
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      node.getExecutor(PLAY.formatted(compiled, JSON.writeValueAsString(to))).executeVoid();
      node.await();
      return JSON.readTree(node.getExecutor("outcome").executeString());
    }
  }
}
