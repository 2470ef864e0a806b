package nl.tenzij.ledger.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import nl.tenzij.ledger.testkit.fuzz.AtOnce;
import nl.tenzij.ledger.testkit.fuzz.Fuzzer;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;

/**
 * The world of one test class, made once for all of its walks, since it takes time; and what a
 * fuzzer found in it. It uses up what is right, so strangers ask before: what is refused uses
 * nothing up. Those who are approved of can use things up, and ask after.
 */
final class Playground {

  private static final Map<Class<?>, Playground> ALL = new HashMap<>();
  private static final String STRANGER = "x-stranger";
  private static final Set<Integer> REFUSALS = Set.of(403, 404);

  private final World world;
  private final List<Operation> operations;
  private final Map<String, List<Right>> rights;
  private final Fuzzer fuzzer;
  private final Map<String, Set<String>> answered = new ConcurrentHashMap<>();
  private List<String> flaws;

  private Playground(World world, JsonNode document, ToLongFunction<String> logged) {
    this.world = world;
    operations = Operation.of(document);
    rights =
        world.rights().stream()
            .collect(Collectors.groupingBy(each -> each.operation(operations).toString()));
    fuzzer = new Fuzzer("http://127.0.0.1:" + RestAssured.port, document, world, logged);
  }

  /**
   * @param logged how many events the service wrote in a trace, by its id
   */
  static synchronized Playground of(
      Class<?> test, Supplier<World> world, JsonNode document, ToLongFunction<String> logged) {
    return ALL.computeIfAbsent(test, any -> new Playground(world.get(), document, logged));
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
      strangersAsk((operation, role) -> !ApprovedStrangers.has(operation, role));
      flaws = fuzzer.flaws();
      strangersAsk(ApprovedStrangers::has);
    }
    return flaws;
  }

  /**
   * The roles as which somebody is answered who has the role at the school that an operation names,
   * and nothing to do with what it is about; by operation.
   */
  Map<String, Set<String>> answered() {
    flaws();
    return answered;
  }

  private void strangersAsk(BiPredicate<Operation, String> when) {
    List<Operation> ofOne = operations.stream().filter(Operation::isOfOne).toList();
    AtOnce.each(
        ofOne,
        operation -> {
          ApprovedStrangers.ROLES.stream()
              .filter(operation.roles()::contains)
              .filter(role -> when.test(operation, role))
              .filter(role -> isAnswered(operation, role))
              .forEach(role -> answered(operation).add(role));
          return operation;
        });
  }

  private Set<String> answered(Operation operation) {
    return answered.computeIfAbsent(operation.toString(), any -> new ConcurrentSkipListSet<>());
  }

  /** All are asked, whatever became of the first. */
  private boolean isAnswered(Operation operation, String role) {
    List<Integer> statuses =
        rights(operation).stream()
            .map(
                right ->
                    Asked.rightly(operation, right, world)
                        .as(world.token(right, role, STRANGER))
                        .statusCode())
            .toList();
    return !REFUSALS.containsAll(statuses);
  }

  /** What is wrong where a request comes again under its key. */
  List<String> flawsOfRepeats() {
    flaws();
    return fuzzer.flawsOfRepeats();
  }

  List<Operation> unrepeated() {
    flaws();
    return fuzzer.unrepeated();
  }

  List<Operation> untried() {
    flaws();
    return fuzzer.untried();
  }
}
