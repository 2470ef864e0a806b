package nl.tenzij.ledger.testkit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.fuzz.AtOnce;
import nl.tenzij.ledger.testkit.fuzz.Fuzzer;
import nl.tenzij.ledger.testkit.fuzz.Right;
import nl.tenzij.ledger.testkit.fuzz.World;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Walks over every operation in the service's own OpenAPI document, so that a new resource is
 * walked over from its first day. A service has one:
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(ServiceStack.class)
 * class SanctionApiTest extends ApiSpec {}
 * }</pre>
 *
 * Its other tests ask through {@link #as}.
 *
 * <p>Those that let a fuzzer use up what is there come last: of what is gone nobody finds anything,
 * refused or not.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class ApiSpec {

  protected static final String BOARD = "stichting-tenboom";
  protected static final String SCHOOL = "college-een";

  /** Stands in all that the walks send, and must never come back. */
  private static final String MARK = "mark-5e1f0c";

  /** In bytes. */
  private static final long LONGEST_JSON = 1 << 20;

  private static final List<String> ALL_ROLES =
      List.of(
          "board",
          "head",
          "care-coordinator",
          "core-team",
          "mentor",
          "teacher",
          "mr-member",
          "guardian",
          "pupil",
          "school-system",
          "pipeline");

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND");

  /** Those that hold for a whole board. */
  private static final List<String> WIDE = List.of("board", "service");

  private static final List<String> EACH_ROLE =
      Stream.concat(ALL_ROLES.stream(), Stream.of("service")).toList();

  private static final ObjectMapper JSON = new ObjectMapper();

  /** By port: a service that starts anew may have another. */
  private static final Map<Integer, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

  private static final String EVENTS_OF =
      "select count(*) from event where split_part(meta->>'traceparent', '-', 2) = $1";

  @Inject Pool pool;

  static {
    PlainPaths.install();
  }

  /** A request of a demo user, with JSON unless said otherwise. */
  public static RequestSpecification as(String user) {
    return with(Tokens.of(user).token());
  }

  /** A request with a token as it stands. */
  public static RequestSpecification with(String token) {
    return anyone().header("Authorization", "Bearer " + token);
  }

  /** A request without a token. Paths go as they are. */
  public static RequestSpecification anyone() {
    return given().urlEncodingEnabled(false).config(PlainHttp.configuration());
  }

  /** Somebody who holds every role at the school. */
  protected static Tokens everything(String board, String school) {
    return Tokens.user(board, ALL_ROLES.toArray(String[]::new))
        .with("person", "st-walker")
        .with("schools", ALL_ROLES.stream().map(role -> role + '@' + school).toList());
  }

  @Test
  void theDocumentIsOpenToAll() {
    Response document =
        Request.anyone().header("Origin", "https://example.org").get("/api/v1/openapi.json");
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(document.contentType()).startsWith("application/json");
    assertThat(document.header("Access-Control-Allow-Origin")).isEqualTo("*");
    JsonNode openApi = parse(document);
    assertThat(openApi.at("/info/version").asText()).isEqualTo("0.1.0");
    assertThat(openApi.at("/servers/0/url").asText()).isEqualTo("/api/v1");
    for (String field : List.of("name", "email", "url")) {
      assertThat(openApi.at("/info/contact/" + field).asText()).isNotBlank();
    }
    assertThat(Operation.of(openApi)).isNotEmpty();
    keep(document);
  }

  /** For linters that run outside of Java, such as the design rules' own Spectral ruleset. */
  private static void keep(Response document) {
    try {
      Files.createDirectories(Path.of("target"));
      Files.write(Path.of("target/openapi.json"), document.asByteArray());
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** The NL GOV REST API Design Rules, as far as they can be read off the document. */
  @Test
  void theDocumentKeepsTheDesignRules() {
    walk(
        (operation, softly) -> {
          softly
              .assertThat(operation.path())
              .as("kebab-case")
              .matches("(/([a-z0-9-]+|\\{[^}]+}))+");
          softly
              .assertThat(operation.declared())
              .as("%s", operation)
              .contains(400, 401, 403, 404, 429);
          softly
              .assertThat(operation.node().path("operationId").asText())
              .as("what clients call %s", operation)
              .matches("[a-z]+([A-Z][a-z]*)+");
          for (JsonNode parameter : operation.node().path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
              softly
                  .assertThat(parameter.path("name").asText())
                  .as("query of %s", operation)
                  .matches("[a-z][a-zA-Z0-9]*");
            }
          }
          for (Map.Entry<String, JsonNode> response :
              operation.node().path("responses").properties()) {
            String what = operation + " " + response.getKey();
            if (response.getKey().matches("[23]..")) {
              softly
                  .assertThat(response.getValue().path("headers").has("API-Version"))
                  .as("%s names the version", what)
                  .isTrue();
            } else {
              softly
                  .assertThat(response.getValue().path("content").has("application/problem+json"))
                  .as("%s is a problem", what)
                  .isTrue();
            }
          }
        });
  }

  /** Of all that a body can hold; a text that is a day says so. */
  @Test
  void theDocumentsPropertiesKeepTheDesignRules() {
    JsonNode schemas = document().at("/components/schemas");
    SoftAssertions softly = new SoftAssertions();
    schemas
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        property -> {
                          String what = schema.getKey() + '.' + property.getKey();
                          JsonNode of = property.getValue();
                          softly
                              .assertThat(property.getKey())
                              .as(what)
                              .matches("[a-z][a-zA-Z0-9]*");
                          if (property.getKey().matches(".*\\w+Date|date")) {
                            softly
                                .assertThat(of.has("format") || of.has("$ref"))
                                .as("%s has a format", what)
                                .isTrue();
                          }
                        }));
    softly.assertAll();
  }

  @Test
  void nobodyComesInWithoutAToken() {
    walk(
        (operation, softly) -> {
          if (!operation.isOpen()) {
            Response answer = send(Request.anyone(), operation, operation.at(SCHOOL, anId()), "{}");
            expect(softly, operation + " without token", answer, 401);
            softly
                .assertThat(answer.header("WWW-Authenticate"))
                .as("%s challenges", operation)
                .startsWith("Bearer");
            problem(softly, operation, "without token", answer);
          }
        });
  }

  @Test
  void noForgedTokenIsTaken() {
    Map<String, String> forged = everything(BOARD, SCHOOL).forged();
    walk(
        (operation, softly) -> {
          if (!operation.isOpen()) {
            forged.forEach(
                (flaw, token) -> {
                  Response answer =
                      send(Request.with(token), operation, operation.at(SCHOOL, anId()), "{}");
                  expect(softly, operation + " with a token that is " + flaw, answer, 401);
                  problem(softly, operation, flaw, answer);
                });
          }
        });
  }

  /** Whatever roles they have there, and also where their role is for the whole of that board. */
  @Test
  void anotherBoardFindsNothing() {
    Playground playground = playground();
    walk(
        (operation, softly) -> {
          Tokens people =
              everything("stichting-ver", "school-ver")
                  .with("realm_access", Map.of("roles", List.of("teacher", "head")));
          Tokens wholeBoard = Tokens.user("stichting-ver", "board");
          Asked asked = playground.asked(operation);
          refusedAs("another board's people,", people.token(), asked, softly, nothing(operation));
          refusedAs("another board,", wholeBoard.token(), asked, softly, nothing(operation));
        });
  }

  /** What is another's is not there; what is nobody's in particular can be forbidden. */
  private static Integer[] nothing(Operation operation) {
    boolean somebodys =
        operation.path().contains("{school}") || operation.path().contains("{board}");
    return somebodys ? new Integer[] {404} : new Integer[] {400, 403, 404};
  }

  @Test
  void anotherSchoolOfTheBoardFindsNothing() {
    Playground playground = playground();
    walk(
        (operation, softly) -> {
          if (operation.path().contains("{school}")) {
            Asked asked = playground.asked(operation);
            Tokens other =
                everything(asked.board(), "de-linde")
                    .with("realm_access", Map.of("roles", List.of("teacher", "head")));
            refusedAs("another school's", other.token(), asked, softly, 404);
          }
        });
  }

  /**
   * Each role alone, at another school of the board and at one of another board: what is whose is
   * no matter of roles, also where it is there. A role that holds for a whole board is not one of
   * another school.
   */
  @Test
  void noRoleFindsWhatIsAnothersThere() {
    Playground playground = playground();
    walk(
        (operation, softly) -> {
          Asked asked = playground.asked(operation);
          for (String role : EACH_ROLE) {
            if (!WIDE.contains(role) && operation.path().contains("{school}")) {
              refusedAs(
                  role + " of another school,",
                  alone(role, asked.board(), "de-linde"),
                  asked,
                  softly,
                  404);
            }
            refusedAs(
                role + " of another board,",
                alone(role, "stichting-ver", "school-ver"),
                asked,
                softly,
                nothing(operation));
          }
        });
  }

  /**
   * Whoever knows the id of what is another school's finds nothing under it at their own, whatever
   * their roles: neither at another school of the board nor under another board. Not even that
   * somebody has it: an id that nobody has is answered in the same way.
   */
  @Test
  void noIdOpensWhatIsAnothers() {
    Playground playground = playground();
    World here = playground.world();
    walk(
        (operation, softly) -> {
          boolean isForPeople = operation.roles().stream().anyMatch(ALL_ROLES::contains);
          if (!operation.isOfOne() || operation.takesAnyId() || !isForPeople) {
            return;
          }
          for (Right right : playground.rights(operation)) {
            if (operation.path().contains("{school}")) {
              String board = here.board(right);
              foundNothing(
                  softly,
                  operation,
                  right.elsewhere(board, "de-linde"),
                  here,
                  everything(board, "de-linde").token());
            }
            foundNothing(
                softly,
                operation,
                right.elsewhere("stichting-ver", "school-ver"),
                here,
                everything("stichting-ver", "school-ver").token());
          }
        });
  }

  /** At the own school: answered as who asks for what nobody has. */
  private static void foundNothing(
      SoftAssertions softly, Operation operation, Right elsewhere, World here, String token) {
    Asked asked = Asked.rightly(operation, elsewhere, here);
    Response answer = asked.as(token);
    Response nothing = Asked.rightly(operation, elsewhere.ofNothing(operation), here).as(token);
    if (!isOfNothing(answer) || !told(answer).equals(told(nothing))) {
      softly.fail(
          "%s by its id elsewhere: %s %s, by an id that nobody has: %s",
          asked, told(answer), answer.asString(), told(nothing));
    }
  }

  /** Refused for whatever reason, or an empty list. */
  private static boolean isOfNothing(Response answer) {
    JsonNode items = parse(answer).path("items");
    return answer.statusCode() == 200
        ? items.isArray() && items.isEmpty()
        : List.of(400, 403, 404, 409).contains(answer.statusCode());
  }

  private static String told(Response answer) {
    JsonNode problem = parse(answer);
    return answer.statusCode()
        + " "
        + problem.path("type").asText()
        + " "
        + problem.path("code").asText();
  }

  @Test
  void aTokenOfNoBoardIsRefused() {
    walk(
        (operation, softly) ->
            refusedAs(
                "a token of no board,",
                everything(BOARD, SCHOOL).without("board").token(),
                Asked.anyhow(operation),
                softly,
                403));
  }

  @Test
  void aRoleThatIsNoneMayNothing() {
    walk(
        (operation, softly) ->
            refusedAs(
                "a role that is none,",
                Tokens.user(BOARD, "nobody").with("schools", List.of("nobody@" + SCHOOL)).token(),
                Asked.anyhow(operation),
                softly,
                400,
                403,
                404));
  }

  /**
   * Whom an operation names, by its own document, comes in, whatever is found there; nobody else
   * does, whatever is sent, also where it is there.
   */
  @Test
  void eachRoleAloneIsAnsweredOrRefused() {
    Playground playground = playground();
    walk(
        (operation, softly) -> {
          for (String role : EACH_ROLE) {
            if (operation.isOpen() || operation.roles().contains(role)) {
              Response answer = Asked.anyhow(operation).as(alone(role, BOARD, SCHOOL));
              comesIn(softly, operation, role, answer);
              continue;
            }
            Asked asked = playground.asked(operation);
            Response answer = asked.as(alone(role, asked.board(), asked.school()));
            expect(softly, asked + " is not for " + role, answer, refusals(role));
            problem(softly, operation, "role " + role, answer);
          }
        });
  }

  private static void comesIn(
      SoftAssertions softly, Operation operation, String role, Response answer) {
    documentedOrFine(softly, operation, "role " + role, answer);
    if (!operation.isOpen() && answer.statusCode() == 403) {
      softly
          .assertThat(parse(answer).path("detail").asText())
          .as("%s is for %s", operation, role)
          .isNotEqualTo("This needs another role.");
    }
  }

  /** A school that is not there yet is told to who has a role for the whole board only. */
  private static Integer[] refusals(String role) {
    return WIDE.contains(role) ? new Integer[] {403, 404} : new Integer[] {403};
  }

  /** Whoever adds an operation says whom it is for. */
  @Test
  void everyOperationSaysWhoMayAsk() {
    walk(
        (operation, softly) -> {
          softly.assertThat(operation.roles()).as("%s", operation).isSubsetOf(EACH_ROLE);
          softly
              .assertThat(operation.isOpen() || !operation.roles().isEmpty())
              .as("%s says by @Roles whom it is for, or that it is open", operation)
              .isTrue();
        });
  }

  /**
   * The document is made from the same annotation that guards an operation, so it can't tell that
   * one was given to a role by mistake: {@link ApprovedRoles} can.
   */
  @Test
  void everyOperationIsForThoseItWasApprovedFor() {
    assertThat(ApprovedRoles.of(Operation.of(document())))
        .as(
            "whom each operation is for. Where a change is meant: %s is what it would be now; weigh"
                + " each line that differs and put it in the place of %s",
            ApprovedRoles.FILE.proposed(), ApprovedRoles.FILE.file())
        .isEqualTo(ApprovedRoles.FILE.lines());
  }

  /** Somebody with this one role, at the school where it is one of a school. */
  private static String alone(String role, String board, String school) {
    Tokens token = Tokens.user(board, role).with("person", "st-walker");
    return WIDE.contains(role)
        ? token.token()
        : token.with("schools", List.of(role + '@' + school)).token();
  }

  @Test
  void onlyServicesNameABoard() {
    walk(
        (operation, softly) -> {
          if (!operation.isOpen()) {
            Response answer =
                send(
                    Request.with(everything(BOARD, SCHOOL).token())
                        .header("Tenzij-Board", "stichting-ver"),
                    operation,
                    operation.at(SCHOOL, anId()),
                    "{}");
            softly.assertThat(answer.statusCode()).as("%s", operation).isEqualTo(403);
          }
        });
  }

  @Test
  void brokenInputIsAnsweredAsDocumented() {
    walk(
        (operation, softly) -> {
          if (!operation.hasBody()) {
            return;
          }
          brokenBodies()
              .forEach(
                  (flaw, body) -> {
                    Response answer = send(mayAll(), operation, operation.at(SCHOOL, anId()), body);
                    if (operation.takesJson()) {
                      documented(softly, operation, flaw, answer);
                    } else {
                      documentedOrFine(softly, operation, flaw + " body", answer);
                    }
                  });
          int huge = Oversized.status(operation, operation.at(SCHOOL, anId()), mayAllToken());
          softly.assertThat(huge).as("%s with a body of 2 GB", operation).isEqualTo(413);
          if (operation.takesJson()) {
            tooLargeInChunks(softly, operation);
          }
          Response text =
              mayAll()
                  .body("application/x-unheard-of", MARK.getBytes(StandardCharsets.UTF_8))
                  .send(operation.method(), operation.at(SCHOOL, anId()));
          softly
              .assertThat(text.statusCode())
              .as("%s with another media type", operation)
              .isIn(403, 404, 415);
          problem(softly, operation, "another media type", text);
        });
  }

  private static void tooLargeInChunks(SoftAssertions softly, Operation operation) {
    String answer =
        Oversized.chunked(
            operation.method(),
            operation.at(SCHOOL, anId()),
            mayAllToken(),
            "application/json",
            LONGEST_JSON + 1);
    softly
        .assertThat(answer)
        .as("%s with chunks of more than it takes", operation)
        .startsWith("HTTP/1.1 413 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("\"https://tenzij.nl/problems/too-large\"", "\"status\":413", "\"detail\":");
  }

  @Test
  void brokenHeadersAndQueriesAreAnsweredAsDocumented() {
    walk(
        (operation, softly) -> {
          String path = operation.at(SCHOOL, anId());
          Map<String, Response> answers = new LinkedHashMap<>();
          if (operation.hasQuery("limit")) {
            for (String limit : List.of("0", "201", "-1", MARK, "1e3", "99999999999999")) {
              answers.put(
                  "limit " + limit, send(mayAll(), operation, path + "?limit=" + limit, ""));
            }
          }
          if (operation.hasQuery("cursor")) {
            answers.put("a broken cursor", send(mayAll(), operation, path + "?cursor=" + MARK, ""));
          }
          answers.put(
              "a broken id", send(mayAll(), operation, operation.at(SCHOOL, "%00" + MARK), "{}"));
          answers.put(
              "long id", send(mayAll(), operation, operation.at(SCHOOL, "x".repeat(2000)), "{}"));
          answers.put("climbing", send(mayAll(), operation, operation.at("..%2f..", anId()), "{}"));
          answers.put(
              "a broken key",
              send(mayAll().header("Idempotency-Key", "k".repeat(300)), operation, path, "{}"));
          answers.put(
              "a broken tag", send(mayAll().header("If-Match", MARK), operation, path, "{}"));
          answers.put(
              "a broken consistency token",
              send(mayAll().header("Tenzij-Consistency-Token", MARK), operation, path, "{}"));
          answers.forEach((flaw, answer) -> documentedOrFine(softly, operation, flaw, answer));
        });
  }

  /**
   * Whoever has a role at the school that an operation names, and nothing to do with what it is
   * about, finds nothing or may not: but where it is approved as everybody's of that role.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void whoHasNothingToDoWithItFindsNothing() {
    assertThat(ApprovedStrangers.of(playground().answered()))
        .as(
            "what anybody of a role is answered. Where a change is meant, weigh each line of %s that"
                + " differs and put it in the place of %s",
            ApprovedStrangers.FILE.proposed(), ApprovedStrangers.FILE.file())
        .isEqualTo(ApprovedStrangers.FILE.lines());
  }

  /**
   * Whatever is made out of the document, the answer is one that the document has. How to let it go
   * on for long: the ledger's README.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void whateverIsSentIsAnsweredAsDocumented() {
    Playground playground = playground();
    assertThat(playground.flaws()).isEmpty();
    if (Fuzzer.isUsual()) {
      ApprovedUntried.check(playground.untried());
    }
  }

  /**
   * A POST that comes again under its Idempotency-Key is answered as before, and another under it
   * is refused: of each that was right once, and that takes a key.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void whatComesAgainUnderItsKeyIsDoneOnce() {
    Playground playground = playground();
    assertThat(playground.flawsOfRepeats()).isEmpty();
    if (Fuzzer.isUsual()) {
      assertThat(playground.unrepeated())
          .as("what takes a key and never came again")
          .isSubsetOf(playground.untried());
    }
  }

  @Test
  void everyPostTakesAKey() {
    ApprovedKeyless.check(
        Operation.of(document()).stream()
            .filter(each -> each.method().equals("post") && !each.takesKey())
            .toList());
  }

  private Playground playground() {
    return Playground.of(getClass(), this::world, document(), this::eventsOf);
  }

  private long eventsOf(String trace) {
    return pool.preparedQuery(EVENTS_OF)
        .execute(Tuple.of(trace))
        // The service under test may have all its connections in hand.
        .onFailure()
        .retry()
        .withBackOff(Duration.ofMillis(200))
        .atMost(8)
        .await()
        .atMost(Duration.ofSeconds(60))
        .iterator()
        .next()
        .getLong(0);
  }

  /** Where the fuzzer plays, and where walks look for what is really there. Made once. */
  protected World world() {
    return World.of("stichting-speeltuin", "school-speeltuin");
  }

  /** What is no proper HTTP can be refused with a bare status, but never as a failure of ours. */
  @Test
  void whatIsNoProperHttpIsRefused() {
    SoftAssertions softly = new SoftAssertions();
    Bare.tooMuch()
        .forEach(
            (status, request) ->
                softly
                    .assertThat(Bare.answer(request))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/problem+json", "https://tenzij.nl/problems/"));
    Bare.improper()
        .forEach(
            (flaw, request) -> {
              String answer = Bare.answer(request);
              softly
                  .assertThat(answer)
                  .as(flaw)
                  .matches("(?s)|[A-Z]+/[12]\\.[01] (200|4\\d\\d) .*");
              softly.assertThat(answer).as(flaw).doesNotContain("Exception", ".java");
            });
    softly.assertThat(Request.anyone().get("/api/v1/openapi.json").statusCode()).isEqualTo(200);
    softly.assertAll();
  }

  @Test
  void whatIsNotThereIsAProblem() {
    SoftAssertions softly = new SoftAssertions();
    Response nowhere = mayAll().get("/api/v1/no-such-thing");
    softly.assertThat(nowhere.statusCode()).isEqualTo(404);
    problem(softly, null, "nowhere", nowhere);
    softly.assertAll();
  }

  /** Which methods a path has is no secret: the document is open to all. */
  @Test
  void aMethodThatAPathDoesNotHaveIsRefusedWithThoseThatItHas() {
    List<Operation> all = Operation.of(document());
    walk(
        (operation, each) -> {
          String path = operation.at(SCHOOL, anId());
          Set<String> has =
              all.stream()
                  .filter(other -> other.parametersIn(path).isPresent())
                  .map(other -> other.method().toUpperCase(Locale.ROOT))
                  .collect(Collectors.toCollection(TreeSet::new));
          for (String method : METHODS) {
            if (!has.contains(method)) {
              Response answer = mayAll().send(method, path);
              expect(each, method + ' ' + operation.path(), answer, 405);
              each.assertThat(answer.header("Allow"))
                  .as("%s %s", method, operation.path())
                  .isEqualTo(String.join(", ", has));
              problem(each, operation, method, answer);
            }
          }
        });
  }

  @Test
  void everyAnswerIsGuarded() {
    SoftAssertions softly = new SoftAssertions();
    for (String path : List.of("/api/v1/openapi.json", "/api/v1/no-such-thing", "/q/health")) {
      Response answer = Request.anyone().get(path);
      for (String header :
          List.of(
              "API-Version",
              "Cache-Control",
              "Content-Security-Policy",
              "Referrer-Policy",
              "Strict-Transport-Security",
              "X-Content-Type-Options",
              "X-Frame-Options")) {
        softly.assertThat(answer.header(header)).as("%s of %s", header, path).isNotBlank();
      }
    }
    softly.assertAll();
  }

  private interface Step {
    void take(Operation operation, SoftAssertions softly);
  }

  /** Some operations at once, each with assertions of its own; told in the document's order. */
  private static void walk(Step step) {
    List<Operation> operations = Operation.of(document());
    assertThat(operations).isNotEmpty();
    SoftAssertions all = new SoftAssertions();
    AtOnce.each(operations, each -> taken(step, each))
        .forEach(each -> each.assertionErrorsCollected().forEach(all::collectAssertionError));
    all.assertAll();
  }

  private static SoftAssertions taken(Step step, Operation operation) {
    SoftAssertions softly = new SoftAssertions();
    step.take(operation, softly);
    return softly;
  }

  /** The service's own, which does not change while it runs. */
  private static JsonNode document() {
    return DOCUMENTS.computeIfAbsent(
        RestAssured.port, any -> parse(Request.anyone().get("/api/v1/openapi.json")));
  }

  private static void refusedAs(
      String who, String token, Asked asked, SoftAssertions softly, Integer... statuses) {
    Operation operation = asked.operation();
    if (operation.isOpen() || !operation.hasPathParameter()) {
      return;
    }
    Response answer = asked.as(token);
    expect(softly, asked + " with " + who + " token", answer, statuses);
    problem(softly, operation, who, answer);
  }

  /** One of those statuses. What holds costs nothing: it is asked of thousands of answers. */
  private static void expect(
      SoftAssertions softly, String what, Response answer, Integer... statuses) {
    if (!List.of(statuses).contains(answer.statusCode())) {
      softly.fail(
          "%s: %d, not one of %s: %s",
          what, answer.statusCode(), List.of(statuses), answer.asString());
    }
  }

  /** Input that is broken whoever sends it. */
  private static Map<String, String> brokenBodies() {
    Map<String, String> bodies = new HashMap<>();
    bodies.put("empty", "");
    bodies.put("null", "null");
    bodies.put("an array", "[\"" + MARK + "\"]");
    bodies.put("a text", '"' + MARK + '"');
    bodies.put("a number", "17");
    bodies.put("cut off", "{\"a\": \"" + MARK);
    bodies.put("with an unknown field", "{\"" + "unknownField\": \"" + MARK + "\"}");
    bodies.put("too deep", "[".repeat(5000) + "]".repeat(5000));
    bodies.put("a long text", "{\"a\": \"" + (MARK + "x").repeat(20_000) + "\"}");
    bodies.put("a long number", "{\"a\": " + "9".repeat(5000) + "}");
    bodies.put("a field twice", "{\"a\": 1, \"a\": 2}");
    return bodies;
  }

  private static Request mayAll() {
    return Request.with(mayAllToken());
  }

  private static String mayAllToken() {
    return everything(BOARD, SCHOOL).token();
  }

  private static Response send(Request request, Operation operation, String path, String body) {
    if (operation.hasBody()) {
      request.body(operation.mediaType(), body.getBytes(StandardCharsets.UTF_8));
    }
    return request.send(operation.method(), path);
  }

  /** A 4xx that the document knows. */
  private static void documented(
      SoftAssertions softly, Operation operation, String flaw, Response answer) {
    boolean known =
        answer.statusCode() / 100 == 4 && operation.declared().contains(answer.statusCode());
    if (!known) {
      softly.fail(
          "%s with %s body: %d %s", operation, flaw, answer.statusCode(), answer.asString());
    }
    problem(softly, operation, flaw, answer);
  }

  private static void documentedOrFine(
      SoftAssertions softly, Operation operation, String flaw, Response answer) {
    if (answer.statusCode() >= 500) {
      softly.fail("%s with %s: %d %s", operation, flaw, answer.statusCode(), answer.asString());
    }
    if (answer.statusCode() >= 400) {
      problem(softly, operation, flaw, answer);
    }
  }

  /** A failure as all are told; one assertion for all of it, since there are thousands. */
  private static void problem(
      SoftAssertions softly, Operation operation, String flaw, Response answer) {
    List<String> wrong = new ArrayList<>();
    JsonNode problem = parse(answer);
    add(wrong, "API-Version", "0.1.0".equals(answer.header("API-Version")));
    String type = String.valueOf(answer.contentType());
    add(wrong, "content type " + type, type.startsWith("application/problem+json"));
    add(wrong, "echo", !answer.asString().contains(MARK));
    add(wrong, "type", problem.path("type").asText().startsWith("https://tenzij.nl/problems/"));
    add(wrong, "status", problem.path("status").asInt() == answer.statusCode());
    add(wrong, "title", !problem.path("title").asText().isBlank());
    add(wrong, "detail", !problem.path("detail").asText().isBlank());
    add(wrong, "errors", answer.statusCode() != 400 || !problem.path("errors").isEmpty());
    if (!wrong.isEmpty()) {
      softly.fail(
          "%s, %s: not a problem as they are told, by %s: %d %s",
          operation, flaw, wrong, answer.statusCode(), answer.asString());
    }
  }

  private static void add(List<String> wrong, String what, boolean right) {
    if (!right) {
      wrong.add(what);
    }
  }

  private static JsonNode parse(Response answer) {
    try {
      return JSON.readTree(answer.asByteArray());
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String anId() {
    return UUID.randomUUID().toString();
  }
}
