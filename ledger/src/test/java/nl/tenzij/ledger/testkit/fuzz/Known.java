package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tenzij.ledger.testkit.Operation;

/**
 * Ids of what is really there, by the name under which operations ask for it. It learns from
 * answers: a {@code Location}, the items of a list, and fields that bear a parameter's name.
 */
final class Known {

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** So that what was made lately is met more than once. */
  private static final int KEPT = 8;

  private final Map<String, List<String>> given;
  private final Map<String, List<String>> learned = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> paths = new HashSet<>();

  Known(World world, Collection<Operation> operations) {
    for (Operation operation : operations) {
      paths.add(operation.path());
      PARAMETER.matcher(operation.path()).results().forEach(found -> names.add(found.group(1)));
    }
    given = world.things();
    names.removeAll(Set.of("school", "board"));
  }

  Optional<String> any(String name, Random random) {
    List<String> some = new ArrayList<>(given.getOrDefault(name, List.of()));
    some.addAll(learned.getOrDefault(name, List.of()));
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
  }

  void learn(Operation operation, Optional<String> location, JsonNode body) {
    location.ifPresent(this::learn);
    for (String path : paths) {
      if (path.startsWith(operation.path() + "/{")
          && path.indexOf('/', operation.path().length() + 1) < 0) {
        String name = path.substring(operation.path().length() + 2, path.length() - 1);
        body.path("items").forEach(item -> learn(name, item.path("id")));
      }
    }
    fields(body);
  }

  /** By the path that it fits, whatever made it. */
  private void learn(String location) {
    for (String path : paths) {
      Matcher parts =
          Pattern.compile(PARAMETER.matcher(path).replaceAll("([^/]+)")).matcher(location);
      List<String> parameters =
          PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
      if (parts.matches()) {
        for (int i = 0; i < parameters.size(); i++) {
          if (names.contains(parameters.get(i))) {
            learn(parameters.get(i), parts.group(i + 1));
          }
        }
      }
    }
  }

  private void fields(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (names.contains(field.getKey())) {
        learn(field.getKey(), field.getValue());
      }
      fields(field.getValue());
    }
    if (node.isArray()) {
      node.forEach(this::fields);
    }
  }

  private void learn(String name, JsonNode id) {
    if (id.isTextual()) {
      learn(name, id.asText());
    }
  }

  private void learn(String name, String id) {
    List<String> some = learned.computeIfAbsent(name, any -> new ArrayList<>());
    if (!some.contains(id)) {
      some.add(id);
      if (some.size() > KEPT) {
        some.removeFirst();
      }
    }
  }
}
