package nl.tenzij.ledger.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.Operation;

/**
 * Sends what was right once more under its Idempotency-Key, and something else under it: the one is
 * answered as before, the other refused, and neither leaves anything in the log. That is told by
 * the trace in which they are asked, since others write too.
 */
final class Repeats {

  static final String KEY = "Idempotency-Key";

  private static final String TRACE = "traceparent";
  private static final int KEY_USED = 422;
  private static final List<String> SAME = List.of("Location", "ETag");

  private final String root;
  private final ToLongFunction<String> logged;

  /** Of each kind of which the document names all values. */
  private final Set<Set<JsonNode>> choices = new LinkedHashSet<>();

  private final Set<String> repeated = ConcurrentHashMap.newKeySet();
  private final Set<String> logging = ConcurrentHashMap.newKeySet();

  /**
   * @param root where the service is, without a path
   * @param logged how many events were written in a trace, by its id
   */
  Repeats(String root, JsonNode document, ToLongFunction<String> logged) {
    this.root = root;
    document
        .findValues("enum")
        .forEach(
            each -> {
              Set<JsonNode> some = new LinkedHashSet<>();
              each.forEach(some::add);
              choices.add(some);
            });
    this.logged = logged;
  }

  /** Gives a request a key of its own, where its operation takes one, and a trace. */
  static void mark(Operation operation, Request request) {
    if (operation.takesKey()) {
      request.headers.putIfAbsent(KEY, "key-" + UUID.randomUUID());
      request.headers.put(TRACE, traceparent(newTrace()));
    }
  }

  /** By their operations, those that came again. */
  Set<String> repeated() {
    return repeated;
  }

  /** Those of them that wrote an event the first time: there it was looked for rightly. */
  Set<String> logging() {
    return logging;
  }

  /**
   * What is wrong with what comes again.
   *
   * @param first what was answered
   * @param others what could be sent instead
   */
  List<String> flaws(
      Operation operation, Request right, String token, Answer first, List<JsonNode> others) {
    if (!operation.takesKey() || first.status() >= 300 || !right.headers.containsKey(KEY)) {
      return List.of();
    }
    repeated.add(operation.toString());
    if (logged.applyAsLong(trace(right)) > 0) {
      logging.add(operation.toString());
    }
    String trace = newTrace();
    List<String> flaws = new ArrayList<>();
    differs(first, again(right, right.body, trace).send(root, token)).ifPresent(flaws::add);
    right.body.ifPresent(
        body ->
            isTaken(
                    instead(operation, body, others),
                    other -> again(right, Optional.of(other), trace),
                    token)
                .ifPresent(flaws::add));
    long events = logged.applyAsLong(trace);
    if (events > 0) {
      flaws.add("coming again under its key it wrote " + events + " more events");
    }
    return flaws;
  }

  private static Optional<String> differs(Answer first, Answer again) {
    boolean same =
        again.status() == first.status()
            && isSame(first, again)
            && SAME.stream().allMatch(name -> first.header(name).equals(again.header(name)));
    return same
        ? Optional.empty()
        : Optional.of(
            "coming again under its key it is answered %d %s and not %d %s"
                .formatted(again.status(), again.text(), first.status(), first.text()));
  }

  /** What is kept as JSON may come in another order. */
  private static boolean isSame(Answer first, Answer again) {
    return first.json().isMissingNode()
        ? Arrays.equals(first.body(), again.body())
        : Objects.equals(first.json(), again.json());
  }

  private interface Instead {
    Request of(byte[] other);
  }

  /** Until one gets as far as to its key: what is wrong by itself can be refused as that. */
  private Optional<String> isTaken(List<byte[]> others, Instead instead, String token) {
    Set<Integer> statuses = new TreeSet<>();
    for (byte[] other : others) {
      Answer answer = instead.of(other).send(root, token);
      if (answer.status() == KEY_USED) {
        return Optional.empty();
      }
      if (answer.status() < 300) {
        return Optional.of(
            "under a key that came before another body is answered %d: %s"
                .formatted(answer.status(), new String(other, StandardCharsets.UTF_8)));
      }
      statuses.add(answer.status());
    }
    return Optional.of("no other body under its key is answered 422, but " + statuses);
  }

  private static Request again(Request right, Optional<byte[]> body, String trace) {
    Request again = right.copy();
    again.body = body;
    again.headers.put(TRACE, traceparent(trace));
    return again;
  }

  private List<byte[]> instead(Operation operation, byte[] body, List<JsonNode> others) {
    if (!operation.takesJson()) {
      return otherBytes(body);
    }
    JsonNode json = Request.read(body);
    List<JsonNode> changed = new ArrayList<>();
    change(json, changed::add);
    others.forEach(other -> more(json, other, changed::add));
    changed.addAll(others);
    return changed.stream()
        .filter(other -> !other.equals(json))
        .distinct()
        .map(Request::bytes)
        .toList();
  }

  /** The same with one field more that another has. */
  private static void more(JsonNode node, JsonNode other, Consumer<JsonNode> changed) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : other.properties()) {
        if (!object.has(field.getKey())) {
          changed.accept(object.deepCopy().set(field.getKey(), field.getValue()));
        }
      }
    }
  }

  /** Files of most kinds bear a line break more at their end, and archives a remark. */
  private static List<byte[]> otherBytes(byte[] body) {
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    longer[body.length] = '\n';
    if (!new String(body, StandardCharsets.ISO_8859_1).startsWith("PK")) {
      return List.of(longer);
    }
    byte[] remarked = longer.clone();
    remarked[body.length - 2] = 1;
    return List.of(remarked);
  }

  /** The same but for one value, or for one field that is left out. */
  private void change(JsonNode node, Consumer<JsonNode> changed) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          String name = field.getKey();
          change(field.getValue(), other -> changed.accept(object.deepCopy().set(name, other)));
          ObjectNode without = object.deepCopy();
          without.remove(name);
          changed.accept(without);
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          int at = i;
          change(array.get(i), other -> changed.accept(array.deepCopy().set(at, other)));
        }
      }
      case TextNode text -> others(text).map(TextNode::valueOf).forEach(changed);
      case BooleanNode is -> changed.accept(BooleanNode.valueOf(!is.asBoolean()));
      default -> changed.accept(LongNode.valueOf(node.asLong() + 1));
    }
  }

  /** What can be chosen in its place, or else a text of its kind. */
  private Stream<String> others(TextNode text) {
    List<String> found =
        choices.stream()
            .filter(some -> some.contains(text))
            .flatMap(Set::stream)
            .filter(each -> !each.equals(text))
            .map(JsonNode::asText)
            .toList();
    return found.isEmpty() ? Stream.of(other(text.asText())) : found.stream();
  }

  /** A day or a moment just before, or a text that is longer. */
  private static String other(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).minusSeconds(1).toString()
          : LocalDate.parse(text).minusDays(1).toString();
    } catch (DateTimeParseException noMoment) {
      return text + 'x';
    }
  }

  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String traceparent(String trace) {
    return "00-" + trace + '-' + trace.substring(16) + "-01";
  }

  private static String trace(Request request) {
    return request.headers.get(TRACE).split("-")[1];
  }
}
