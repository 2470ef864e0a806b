package nl.tenzij.local.clients;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.components.TestStack;
import nl.tenzij.local.day.Surroundings;

/**
 * Drives the day with the generated TypeScript client ({@code
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

  private static final List<String> PEOPLE =
      List.of("tim", "hanna", "fatma", "cora", "eva", "bea", "lisa");

  private static final List<String> SYSTEMS = List.of("school-system", "pipeline");

  private final Surroundings around;
  private final String board;
  private final String school;

  public DayByTypeScript(Surroundings around, String board, String school) {
    this.around = around;
    this.board = board;
    this.school = school;
  }

  /**
   * @param roster a OneRoster package
   * @param statement a PDF that shows why a device is needed
   * @param today at the school
   * @throws IllegalStateException where it did not get to the end, and why
   */
  public Driven play(byte[] roster, byte[] statement, LocalDate today)
      throws JavetException, JsonProcessingException {
    Map<String, String> tokens =
        PEOPLE.stream().collect(Collectors.toMap(Function.identity(), around.access()::user));
    SYSTEMS.forEach(name -> tokens.put(name, around.access().client(name)));
    Map<String, Object> to =
        Map.of(
            "gateway", around.gateway().toString(),
            "board", board,
            "school", school,
            "tokens", tokens,
            "roster", Base64.getEncoder().encodeToString(roster),
            "statement", Base64.getEncoder().encodeToString(statement),
            "now", around.clock().instant().toString(),
            "today", today.toString());
    Path compiled = TestStack.root().resolve("deploy/clients/target/typescript-compiled/day.js");
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      node.getExecutor(PLAY.formatted(compiled, JSON.writeValueAsString(to))).executeVoid();
      node.await();
      JsonNode outcome = JSON.readTree(node.getExecutor("outcome").executeString());
      if (outcome.has("failed")) {
        throw new IllegalStateException(outcome.path("failed").asText());
      }
      return JSON.treeToValue(outcome, Driven.class);
    }
  }
}
