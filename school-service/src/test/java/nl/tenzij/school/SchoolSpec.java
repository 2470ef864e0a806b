package nl.tenzij.school;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolCommand.RegisterSchool;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.organisation.Sector;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a board of its own, with a secondary school that makes policies. */
public abstract class SchoolSpec {

  protected static final Map<String, Object> TALK =
      Map.of(
          "kind", "MIXED_SESSION",
          "groups", List.of("TEACHERS", "PARENTS", "PUPILS"),
          "on", "2026-03-02",
          "outcome", "Broad support");

  protected static final List<String> TO_ALL = List.of("PUPILS", "GUARDIANS", "STAFF");

  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  protected final String board = "board-" + UUID.randomUUID();
  protected final String school = "school-" + UUID.randomUUID();

  private String lastWrite = "";

  @BeforeEach
  void registerTheSchool() throws Throwable {
    register(school, Sector.VO);
  }

  protected void register(String another, Sector sector) throws Throwable {
    var stream = Schools.stream(new Board(board), new School(another));
    var command =
        new RegisterSchool(
            another,
            board,
            board,
            "School",
            Optional.empty(),
            Optional.of(sector),
            ZoneId.of("Europe/Amsterdam"));
    UUID id = UUID.randomUUID();
    VertxContextSupport.subscribeAndAwait(
        () -> schools.handle(stream, command, new Meta("test", "test", id, null, id, null)));
  }

  protected String token(String role, String person) {
    return Tokens.user(board, role.replaceAll(":.*", ""))
        .with("schools", List.of(role + '@' + school))
        .with("person", person)
        .token();
  }

  protected String head() {
    return token("head", "st-hanna");
  }

  protected String ofTheBoard() {
    return Tokens.user(board, "board").token();
  }

  protected String policies() {
    return "/api/v1/schools/" + school + "/policies";
  }

  protected static String id(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  protected Response post(String token, String path, Object body) {
    return kept(with(token).contentType(ContentType.JSON).body(body).post(path));
  }

  protected Response put(String token, String path, Object body, String match) {
    var request = with(token).contentType(ContentType.JSON).body(body);
    return kept((match == null ? request : request.header("If-Match", match)).put(path));
  }

  protected Response kept(Response answer) {
    String place = answer.header("Tenzij-Consistency-Token");
    lastWrite = place == null ? lastWrite : place;
    return answer;
  }

  /** Where the last write of this test is in the log. */
  protected String lastWrite() {
    return lastWrite;
  }

  /** A read that shows at least what this test wrote. */
  protected Response fresh(String token, String path) {
    return lastWrite.isEmpty()
        ? with(token).get(path)
        : with(token).header("Tenzij-Consistency-Token", lastWrite).get(path);
  }

  protected String drafted() {
    return drafted("s2-device-ban");
  }

  protected String drafted(String template) {
    Response drafted = post(head(), policies() + "?template=" + template, Map.of());
    assertThat(drafted.statusCode()).as(drafted.asString()).isEqualTo(201);
    assertThat(drafted.jsonPath().getString("life")).isEqualTo("DRAFT");
    return drafted.header("Location");
  }

  protected Response consent(String section, String at) {
    return consent(section, at, Map.of("given", true));
  }

  /** On the text as it is, unless it says on which. */
  protected Response consent(String section, String at, Map<String, Object> decided) {
    Map<String, Object> on = new HashMap<>(Map.of("version", version(at)));
    on.putAll(decided);
    return post(token("mr-member:" + section, "of-" + section), at + "/consents", on);
  }

  /** Which text a policy has now. */
  protected int version(String at) {
    return with(head()).get(at).jsonPath().getInt("version");
  }

  protected static void refused(Response answer, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
  }

  protected static void ok(Response answer, String life) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("life")).isEqualTo(life);
  }

  protected String inForce() {
    return inForce("s2-device-ban");
  }

  /** From now on, by the whole way. */
  protected String inForce(String template) {
    String at = consentedTo(template);
    ok(post(head(), at + "/publication", Map.of("to", TO_ALL)), "PUBLISHED");
    ok(post(head(), at + "/activation", Map.of()), "IN_FORCE");
    return at;
  }

  protected String consentedTo(String template) {
    String at = drafted(template);
    toCouncil(at);
    List<String> awaited = with(head()).get(at).jsonPath().getList("consent.awaited", String.class);
    assertThat(awaited).as(template).isNotEmpty();
    awaited.forEach(
        section ->
            assertThat(consent(section.toLowerCase(Locale.ROOT), at).statusCode()).isEqualTo(200));
    return at;
  }

  /** The school had it before, since then. */
  protected String adopted(String template, Instant from) {
    Response adopted =
        post(
            head(),
            policies() + "?template=" + template,
            Map.of(
                "adopted",
                Map.of(
                    "consents",
                    Map.of("STAFF", "2024-01-10", "PARENTS", "2024-01-10", "PUPILS", "2024-01-10"),
                    "publishedTo",
                    TO_ALL,
                    "publishedAt",
                    from.toString(),
                    "from",
                    from.toString())));
    assertThat(adopted.statusCode()).as(adopted.asString()).isEqualTo(201);
    assertThat(adopted.jsonPath().getString("life")).isEqualTo("IN_FORCE");
    return adopted.header("Location");
  }

  /** Writes it into all that it touches, as the guideline asks. */
  protected void laidDown(String at) {
    List<String> matters =
        with(head()).get(at).jsonPath().getList("consent.needed.matter", String.class);
    matters.forEach(
        matter -> ok(post(head(), at + "/incorporations", Map.of("into", matter)), "IN_FORCE"));
  }

  protected void toCouncil(String at) {
    ok(post(head(), at + "/consultations", TALK), "IN_CONSULTATION");
    ok(post(head(), at + "/submission", Map.of()), "SUBMITTED");
  }
}
