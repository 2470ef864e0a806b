package nl.tenzij.ledger.testkit.fuzz;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import nl.tenzij.ledger.testkit.Operation;
import org.jboss.logging.Logger;

/**
 * Makes requests out of a service's document, or out of a {@link Right} one where the world has it,
 * sends them as somebody who may, and holds each answer against the document. Round by round, some
 * at once, so that what one operation made can be met by the next in the round after.
 */
public final class Fuzzer {

  private static final Logger LOG = Logger.getLogger(Fuzzer.class);

  /**
   * What is drawn in one build is drawn in another, though the ids that a service gives, and the
   * moments, are others; a campaign draws anew.
   */
  private static final long USUAL_SEED = 20261122;

  /** How often an operation is asked rightly that was not right yet, and has no right request. */
  private static final int MORE = 4;

  private static final String ROUNDS = "tenzij.fuzz.rounds";
  private static final String SEED = "tenzij.fuzz.seed";
  private static final String ONLY = "tenzij.fuzz.only";

  /** How many other bodies are made up to be sent under a key that was used. */
  private static final int OTHERS = 6;

  private final String only = System.getProperty(ONLY, "");
  private final String root;
  private final World world;
  private final List<Operation> operations;
  private final Promise promise;
  private final Known known;
  private final Random random;
  private final Shapes shapes;
  private final Oddities odd;

  /** By the operation, as it names itself. */
  private final Map<String, List<Right>> rights;

  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final Set<String> tried = new HashSet<>();
  private final Tags tags = new Tags();
  private final Repeats repeats;

  /** Draws for itself: what else is drawn stays as it is. */
  private final Shapes others;

  /** By what is wrong, the first request that showed it. */
  private final Map<String, String> found = new LinkedHashMap<>();

  private final Map<String, String> foundAgain = new LinkedHashMap<>();

  /**
   * @param root where the service is, without a path
   * @param logged how many events the service wrote in a trace, by its id
   */
  public Fuzzer(String root, JsonNode document, World world, ToLongFunction<String> logged) {
    this.root = root;
    this.world = world;
    List<Operation> all = Operation.of(document);
    operations = all.stream().filter(each -> each.toString().contains(only)).toList();
    promise = new Promise(document);
    known = new Known(world, operations);
    boolean campaign = Integer.getInteger(ROUNDS) != null;
    long seed = Long.getLong(SEED, campaign ? System.nanoTime() : USUAL_SEED);
    LOG.infof("what is sent follows from -D%s=%d", SEED, seed);
    random = new Random(seed);
    shapes = new Shapes(document, known, random, world.clock());
    others = new Shapes(document, known, new Random(seed), world.clock());
    repeats = new Repeats(root, document, logged);
    odd = new Oddities(random);
    rights =
        world.rights().stream()
            .collect(groupingBy(each -> each.operation(all).toString(), TreeMap::new, toList()));
  }

  /**
   * One request, or two under one key, and what came of each.
   *
   * @param others what could be sent in the place of the first
   * @param again what is wrong with the first where it comes again
   */
  private record Asked(
      Operation operation,
      Flaw flaw,
      List<Request> requests,
      String token,
      List<JsonNode> others,
      List<Answer> answers,
      List<String> again) {

    Asked(
        Operation operation,
        Flaw flaw,
        List<Request> requests,
        String token,
        List<JsonNode> others) {
      this(operation, flaw, requests, token, others, List.of(), List.of());
    }
  }

  private Asked sent(Asked asked) {
    List<Answer> answers =
        asked.requests().stream().map(request -> request.send(root, asked.token())).toList();
    Request first = asked.requests().getFirst();
    return new Asked(
        asked.operation(),
        asked.flaw(),
        asked.requests(),
        asked.token(),
        asked.others(),
        answers,
        repeats.flaws(asked.operation(), first, asked.token(), answers.getFirst(), asked.others()));
  }

  /** What is wrong, each with a request that shows it; empty where every answer was promised. */
  public List<String> flaws() {
    Integer rounds = Integer.getInteger(ROUNDS);
    if (rounds == null) {
      eachOnce();
    } else {
      campaign(rounds);
    }
    for (Operation each : untried()) {
      for (Right right : rights(each)) {
        world.quiet().run();
        ask(List.of(asItIs(each, right)));
      }
    }
    for (int more = 0; more < MORE; more++) {
      ask(
          untried().stream()
              .filter(each -> rights(each).isEmpty())
              .map(each -> asked(each, random.nextBoolean() ? Flaw.NONE : Flaw.ONLY_REQUIRED))
              .toList());
    }
    LOG.infof(
        "%d operations; answers by status: %s; no request was right of %s",
        operations.size(), answers, untried());
    List<String> all = new ArrayList<>();
    found.forEach((flaw, request) -> all.add(flaw + "\n    " + request));
    return all;
  }

  /** What is wrong where a request comes again, each with that request. */
  public List<String> flawsOfRepeats() {
    List<String> all = new ArrayList<>();
    foundAgain.forEach((flaw, request) -> all.add(flaw + "\n    " + request));
    if (!repeats.repeated().isEmpty() && repeats.logging().isEmpty()) {
      all.add("none of those wrote an event when it came first: " + repeats.repeated());
    }
    return all;
  }

  /** Operations that take an Idempotency-Key and of which no request came again. */
  public List<Operation> unrepeated() {
    return operations.stream()
        .filter(Operation::takesKey)
        .filter(each -> !repeats.repeated().contains(each.toString()))
        .toList();
  }

  /** Every kind of flaw to every operation, and no kind twice. */
  private void eachOnce() {
    for (int each = 0; each < Flaw.values().length; each++) {
      int round = each;
      ask(
          operations.stream()
              .filter(operation -> round < turn(operation).size())
              .map(operation -> asked(operation, turn(operation).get(round)))
              .toList());
    }
  }

  private List<Flaw> turn(Operation operation) {
    return Flaw.each(operation, !rights(operation).isEmpty());
  }

  private void campaign(int rounds) {
    for (int each = 0; each < rounds; each++) {
      int round = each;
      ask(
          operations.stream()
              .map(
                  operation -> {
                    List<Flaw> turn = Flaw.turn(operation);
                    return asked(operation, turn.get(round % turn.size()));
                  })
              .toList());
    }
  }

  /** Operations of which no request was right: what stands behind them was not tried. */
  public List<Operation> untried() {
    return operations.stream().filter(each -> !tried.contains(each.toString())).toList();
  }

  private List<Right> rights(Operation operation) {
    return rights.getOrDefault(operation.toString(), List.of());
  }

  private Asked asItIs(Operation operation, Right right) {
    Request request = Request.of(operation, right);
    Repeats.mark(operation, request);
    return new Asked(operation, Flaw.NONE, List.of(request), world.token(right), others(operation));
  }

  /** What may be as right in a body. */
  private List<JsonNode> others(Operation operation) {
    if (!operation.takesKey() || !operation.takesJson()) {
      return List.of();
    }
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    return IntStream.range(0, OTHERS).mapToObj(any -> others.of(schema, "", true)).toList();
  }

  private Asked asked(Operation operation, Flaw flaw) {
    Optional<Right> base =
        Optional.of(rights(operation))
            .filter(some -> !some.isEmpty() && (isUsual() || random.nextBoolean()))
            .map(odd::any);
    Request request = request(operation, flaw, base);
    Repeats.mark(operation, request);
    spoil(request, operation, flaw);
    List<Request> requests = new ArrayList<>(List.of(request));
    if (flaw == Flaw.KEY) {
      Request another = made(operation, true, request.path);
      another.headers.put(Repeats.KEY, request.headers.get(Repeats.KEY));
      requests.add(another);
    }
    return new Asked(operation, flaw, requests, token(operation, flaw, base), others(operation));
  }

  /** As the right one, or to the same thing but otherwise made up where that is all it is about. */
  private Request request(Operation operation, Flaw flaw, Optional<Right> base) {
    boolean optional = flaw != Flaw.ONLY_REQUIRED;
    if (base.isEmpty()) {
      return made(operation, optional, Map.of());
    }
    Request right = Request.of(operation, base.get());
    if (flaw != Flaw.NONE && flaw != Flaw.ONLY_REQUIRED) {
      return right;
    }
    Request made = made(operation, optional, right.path);
    Optional.ofNullable(right.headers.get(Tags.HEADER))
        .ifPresent(tag -> made.headers.put(Tags.HEADER, tag));
    return made;
  }

  /** Sends them, some at once, and looks at their answers in the order in which they were made. */
  private void ask(List<Asked> all) {
    AtOnce.each(all, this::sent).forEach(this::look);
  }

  private void look(Asked asked) {
    for (int i = 0; i < asked.requests().size(); i++) {
      look(asked.operation(), asked.flaw(), asked.requests().get(i), asked.answers().get(i));
    }
    for (String flaw : asked.again()) {
      foundAgain.putIfAbsent(
          asked.operation() + ": " + flaw, asked.requests().getFirst().toString());
    }
  }

  private void look(Operation operation, Flaw flaw, Request request, Answer answer) {
    answers.merge(answer.status(), 1, Integer::sum);
    for (String broken : promise.broken(operation, answer)) {
      found.putIfAbsent(
          "%s answers %d: %s".formatted(operation, answer.status(), broken),
          "%s, %s; answered %s".formatted(flaw, request, shown(answer)));
    }
    if (answer.status() < 300) {
      tried.add(operation.toString());
      tags.learn(request.place(), answer);
      known.learn(operation, answer.header("Location"), answer.json());
    }
  }

  /** Whether this is what a build does, and not a campaign or a part. */
  public static boolean isUsual() {
    return Integer.getInteger(ROUNDS) == null && System.getProperty(ONLY, "").isEmpty();
  }

  private static String shown(Answer answer) {
    String text = answer.text();
    return text.substring(0, Math.min(300, text.length()));
  }

  /**
   * @param path what it is about, as far as that is given
   */
  private Request made(Operation operation, boolean optional, Map<String, String> path) {
    Request request = new Request(operation);
    operation
        .parameters("path")
        .forEach(each -> request.path.put(name(each), Request.encoded(inPath(each))));
    request.path.putAll(path);
    for (String place : List.of("query", "header")) {
      operation
          .parameters(place)
          .filter(
              each ->
                  each.path("required").asBoolean()
                      || place.equals("query") && optional && random.nextInt(3) == 0)
          .forEach(
              each ->
                  (place.equals("query") ? request.query : request.headers)
                      .put(
                          name(each),
                          shapes.of(each.path("schema"), name(each), optional).asText()));
    }
    if (operation.parameters("header").anyMatch(each -> name(each).equals(Tags.HEADER))
        && random.nextInt(4) > 0) {
      tags.of(request.place()).ifPresent(tag -> request.headers.put(Tags.HEADER, tag));
    }
    if (operation.hasBody()) {
      content(operation, request, optional);
    }
    return request;
  }

  private String inPath(JsonNode parameter) {
    return switch (name(parameter)) {
      case "school" -> world.school();
      case "board" -> world.board();
      default -> {
        String made = shapes.of(parameter.path("schema"), name(parameter), true).asText();
        yield made.isEmpty() ? "x" : made;
      }
    };
  }

  private static String name(JsonNode parameter) {
    return parameter.path("name").asText();
  }

  private void content(Operation operation, Request request, boolean optional) {
    List<Map.Entry<String, JsonNode>> all =
        List.copyOf(operation.node().at("/requestBody/content").properties());
    Map.Entry<String, JsonNode> one = odd.any(all);
    request.headers.put("Content-Type", one.getKey());
    if (one.getKey().endsWith("json")) {
      request.body(shapes.of(one.getValue().path("schema"), "", optional));
    } else {
      byte[] noise = new byte[random.nextInt(600)];
      random.nextBytes(noise);
      request.body = Optional.of(world.files().getOrDefault(one.getKey(), noise));
    }
  }

  private void spoil(Request request, Operation operation, Flaw flaw) {
    switch (flaw) {
      case NONE, ONLY_REQUIRED -> {}
      case PATH ->
          request.path.put(odd.any(List.copyOf(request.path.keySet())), odd.any(Oddities.IDS));
      case QUERY -> spoilQuery(request, operation);
      case HEADER ->
          operation
              .parameters("header")
              .filter(each -> random.nextInt(2) == 0)
              .forEach(each -> request.headers.put(name(each), odd.any(Oddities.HEADERS)));
      case VALUE -> json(operation, request, Flaw.VALUE);
      case MISSING -> json(operation, request, Flaw.MISSING);
      case NULL -> json(operation, request, Flaw.NULL);
      case EXTRA -> json(operation, request, Flaw.EXTRA);
      case BODY -> request.body = Optional.of(odd.body());
      case MEDIA_TYPE -> spoilMediaType(request);
      case KEY -> request.headers.put(Repeats.KEY, "key-" + random.nextInt(3));
    }
    if (flaw == Flaw.HEADER && random.nextInt(3) == 0) {
      request.headers.put("Accept", odd.any(Oddities.HEADERS));
    }
  }

  private void spoilQuery(Request request, Operation operation) {
    List<JsonNode> all = operation.parameters("query").toList();
    String name = name(odd.any(all));
    switch (random.nextInt(5)) {
      case 0 -> request.query.remove(name);
      case 1 -> request.query.put("unheardOf", "1");
      case 2 -> request.query.put(name, odd.any(Oddities.MOMENTS));
      default -> request.query.put(name, shortened(odd.any(Oddities.TEXTS)));
    }
  }

  /** A target that is too long is another matter. */
  private static String shortened(String text) {
    return text.substring(0, Math.min(300, text.length()));
  }

  private void json(Operation operation, Request request, Flaw flaw) {
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    JsonNode right = request.json().orElseGet(() -> shapes.of(schema, "", true));
    request.headers.put("Content-Type", "application/json");
    request.body(
        switch (flaw) {
          case MISSING -> odd.without(right);
          case NULL -> odd.nulled(right);
          case EXTRA -> odd.extended(right);
          default -> odd.replaced(right);
        });
  }

  private void spoilMediaType(Request request) {
    if (random.nextInt(4) == 0) {
      request.headers.put("Content-Encoding", odd.any(List.of("gzip", "br", "identity", "x")));
    } else {
      request.headers.put("Content-Type", odd.any(Oddities.MEDIA_TYPES));
    }
  }

  /** As whom it is right, but for the flaws with which others may read the same thing. */
  private String token(Operation operation, Flaw flaw, Optional<Right> base) {
    boolean others = flaw == Flaw.ONLY_REQUIRED || flaw == Flaw.HEADER || flaw == Flaw.QUERY;
    if (base.isPresent() && !(others && operation.method().equals("get"))) {
      return world.token(base.get());
    }
    List<String> roles = List.copyOf(operation.roles());
    String role = roles.isEmpty() ? "head" : odd.any(roles);
    List<String> held =
        world.people().keySet().stream()
            .filter(each -> each.replaceAll(":.*", "").equals(role))
            .sorted()
            .toList();
    return world.token(held.isEmpty() ? role : odd.any(held));
  }
}
