package nl.tenzij.ledger.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nl.tenzij.ledger.testkit.fuzz.Fuzzer;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;

/**
 * The world of one test class, made once for all of its walks, since it takes time; and what a
 * fuzzer found in it, which no walk that asks rightly comes before.
 */
final class Playground {

  private static final Map<Class<?>, Playground> ALL = new HashMap<>();

  private final World world;
  private final List<Operation> operations;
  private final Map<String, List<Right>> rights;
  private final Fuzzer fuzzer;
  private List<String> flaws;

  private Playground(World world, JsonNode document) {
    this.world = world;
    operations = Operation.of(document);
    rights =
        world.rights().stream()
            .collect(Collectors.groupingBy(each -> each.operation(operations).toString()));
    fuzzer = new Fuzzer("http://127.0.0.1:" + RestAssured.port, document, world);
  }

  static synchronized Playground of(Class<?> test, Supplier<World> world, JsonNode document) {
    return ALL.computeIfAbsent(test, any -> new Playground(world.get(), document));
  }

  World world() {
    return world;
  }

  /** All that are right of an operation. */
  List<Right> rights(Operation operation) {
    return rights.getOrDefault(operation.toString(), List.of());
  }

  /** For what is really there, where the world has that. */
  Asked asked(Operation operation) {
    return rights(operation).stream()
        .findFirst()
        .map(right -> Asked.rightly(operation, right, world))
        .orElseGet(() -> Asked.anyhow(operation));
  }

  /** What is wrong with the service's answers. */
  synchronized List<String> flaws() {
    if (flaws == null) {
      flaws = fuzzer.flaws();
    }
    return flaws;
  }

  List<Operation> untried() {
    flaws();
    return fuzzer.untried();
  }
}
