package nl.tenzij.exception;

import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.Tokens;

/** One pupil's way through the service, over HTTP: Fatma's child, in a class that Tim teaches. */
public final class Course {

  public static final String SCHOOL = "college-een";
  public static final String EXEMPTIONS = "/api/v1/schools/" + SCHOOL + "/exemptions";
  public static final String MOTIVATION = "I can follow the text with it";
  private static final List<String> STAFF =
      List.of("st-tim", "st-cora", "st-eva", "st-ivo", "st-ria", "st-rob", "st-kim");
  private static final Duration SOME_DAYS = Duration.ofDays(2);

  /** The first review of what is structural comes after three months. */
  private static final Duration ALMOST_A_TERM = Duration.ofDays(80);

  public static final byte[] LETTER =
      "%PDF-1.7\n1 0 obj (a letter about diabetes)\n%%EOF\n".getBytes(StandardCharsets.UTF_8);

  private final String pupil;
  private final String group;
  private String at;

  private Course(String pupil, String group) {
    this.pupil = pupil;
    this.group = group;
  }

  /** A pupil that nobody else has, known to the service. */
  public static Course begin() {
    return begin(1).getFirst();
  }

  /** So many pupils, each in a class of their own. */
  public static List<Course> begin(int pupils) {
    List<Course> courses =
        Stream.generate(() -> UUID.randomUUID().toString().substring(0, 8))
            .limit(pupils)
            .map(mark -> new Course("p-" + mark, "k-" + mark))
            .toList();
    staffIsKnown();
    try (var school = new SchoolTells()) {
      for (Course course : courses) {
        school.classOf(SCHOOL, course.group, "[\"st-tim\"]");
        school.pupil(SCHOOL, course.pupil, guardian("g-fatma"), "[\"" + course.group + "\"]");
      }
    }
    for (Course course : courses) {
      await().until(() -> course.ask("tim").statusCode() == 201);
    }
    return courses;
  }

  /** All who sit on a core team in tests. */
  private static void staffIsKnown() {
    if (staffKnown()) {
      return;
    }
    try (var school = new SchoolTells()) {
      STAFF.forEach(person -> school.staff(SCHOOL, person));
    }
    await().until(Course::staffKnown);
  }

  private static boolean staffKnown() {
    return Arc.container()
            .instance(Pool.class)
            .get()
            .preparedQuery(
                """
                select from staff_known where school = $1 and staff = any($2::text[]) and present
                """)
            .executeAndAwait(Tuple.of(SCHOOL).addArrayOfString(STAFF.toArray(String[]::new)))
            .rowCount()
        == STAFF.size();
  }

  public static String guardian(String id) {
    return "[{\"guardian\": \"" + id + "\", \"language\": \"nl\", \"informed\": true}]";
  }

  public String pupil() {
    return pupil;
  }

  public String group() {
    return group;
  }

  /** Where the exemption is. */
  public String at() {
    return at;
  }

  public String id() {
    return at.substring(at.lastIndexOf('/') + 1);
  }

  /** Somebody with these roles at the school. */
  public static RequestSpecification staff(String person, String... roles) {
    return with(
        Tokens.user("stichting-tenboom", roles)
            .with("person", person)
            .with("schools", Stream.of(roles).map(role -> role + '@' + SCHOOL).toList())
            .token());
  }

  public RequestSpecification thePupil() {
    return staff(pupil, "pupil");
  }

  public static Response post(RequestSpecification request, String path, String body) {
    return body == null
        ? request.post(path)
        : request.contentType(ContentType.JSON).body(body).post(path);
  }

  public Response post(String user, String step, String body) {
    return post(as(user), at + step, body);
  }

  private Response ask(String user) {
    return post(as(user), EXEMPTIONS, request());
  }

  public String request() {
    return """
        {"pupil": "%s", "purpose": "MEDICAL_APP", "motivation": "%s",
         "wished": {"moments": ["LESSON", "TEST"], "places": ["CLASSROOM"],
                    "functions": ["glucose app"]}}
        """
        .formatted(pupil, MOTIVATION);
  }

  public Course requested(String user) {
    return requested(as(user));
  }

  public Course requested(RequestSpecification asker) {
    at = ok(post(asker, EXEMPTIONS, request())).header("Location");
    return this;
  }

  /** Requested, with its letter. */
  public Course attached(String user) {
    requested(user);
    ok(attach(user, LETTER));
    return this;
  }

  /** Where its first letter is. */
  public String evidence() {
    return at + "/evidence/" + as("fatma").get(at).path("evidence[0].id");
  }

  public Response attach(String user, byte[] file) {
    return as(user).contentType("application/pdf").body(file).post(at + "/evidence?kind=STATEMENT");
  }

  public Course submitted(String user) {
    attached(user);
    ok(post(user, "/submission", "{}"));
    return this;
  }

  /** By Tim, Cora and Eva. */
  public Course underAssessment(String user) {
    submitted(user);
    ok(post("cora", "/core-team", team("st-eva")));
    return this;
  }

  /** Tim, Cora and an expert. */
  public static String team(String expert) {
    return """
        {"members": [{"person": "st-tim", "role": "MENTOR"},
          {"person": "st-cora", "role": "CARE_COORDINATOR"},
          {"person": "%s", "role": "EXPERT"}]}
        """
        .formatted(expert);
  }

  public static String assessment(String advice) {
    return """
        {"advice": "%s", "reason": "As I see it",
         "criteria": [{"criterion": "1", "met": true, "reason": "The letter says diabetes"},
                      {"criterion": "2", "met": true, "reason": "Nothing else does it"}]}
        """
        .formatted(advice);
  }

  public Course assessed(String user) {
    underAssessment(user);
    ok(post("tim", "/assessments", assessment("GRANT")));
    ok(post("cora", "/assessments", assessment("GRANT")));
    ok(post(staff("st-eva", "core-team"), at + "/assessments", assessment("REFUSE")));
    return this;
  }

  public static String grant(String kind) {
    return """
        {"outcome": "GRANT", "reason": "It makes lessons possible with diabetes",
         "criteria": [{"criterion": "1", "met": true, "reason": "The letter says so"},
                      {"criterion": "2", "met": true, "reason": "Nothing else does it"}],
         "granted": {"kind": "%s", "contact": "st-cora", "agreed": ["ON_TABLE", "SOUND_OFF"],
           "scope": {"moments": ["LESSON", "TEST"], "places": ["CLASSROOM"],
             "subjects": ["sub-nl"], "devices": ["SMARTPHONE"],
             "windows": [{"from": "10:10", "until": "13:00"}], "functions": ["glucose app"]}}}
        """
        .formatted(kind);
  }

  public static String refusal() {
    return """
        {"outcome": "REFUSE", "reason": "There is another aid",
         "criteria": [{"criterion": "1", "met": true, "reason": "The letter says so"},
                      {"criterion": "2", "met": false, "reason": "There is another aid"}]}
        """;
  }

  public Course granted() {
    assessed("fatma");
    ok(post("cora", "/decision", grant("STRUCTURAL")));
    return this;
  }

  /** Granted some days ago, and talked over and guided since: what comes before a suspension. */
  public Course guided() {
    SettableClock clock = Arc.container().instance(SettableClock.class).get();
    clock.goAhead(SOME_DAYS.negated());
    try {
      return granted().talkedAndGuided();
    } finally {
      clock.goAhead(SOME_DAYS);
    }
  }

  /** So long ago that its review is about due. */
  public Course grantedLongAgo() {
    SettableClock clock = Arc.container().instance(SettableClock.class).get();
    clock.goAhead(ALMOST_A_TERM.negated());
    try {
      return granted();
    } finally {
      clock.goAhead(ALMOST_A_TERM);
    }
  }

  public Course talkedAndGuided() {
    ok(post("tim", "/talks", talk()));
    ok(post("tim", "/guidance", guidance()));
    return this;
  }

  /** By the service's clock, and as the school has it. */
  public static LocalDate today() {
    return LocalDate.ofInstant(
        Arc.container().instance(SettableClock.class).get().instant(),
        ZoneId.of("Europe/Amsterdam"));
  }

  public static String talk() {
    return """
        {"on": "%s", "with": ["PUPIL", "GUARDIANS"], "summary": "Films in class"}
        """
        .formatted(today());
  }

  public static String guidance() {
    return """
        {"measure": "DAILY_CHECK", "from": "%s", "agreement": "Each morning"}
        """
        .formatted(today());
  }

  /** For nine days more. */
  public Course suspended() {
    guided();
    ok(post("cora", "/suspension", suspension(today().plusDays(9))));
    return this;
  }

  /** With every layer behind it. */
  public Course reassessed() {
    suspended();
    ok(post("cora", "/resumption", null));
    ok(post("cora", "/reviews", reassessment("CONTINUE")));
    return this;
  }

  public static String review(String outcome, LocalDate on) {
    return """
        {"on": "%s", "heard": ["PUPIL", "GUARDIANS"], "outcome": "%s", "findings": "It works"}
        """
        .formatted(on, outcome);
  }

  /** With all that comes after a suspension. */
  public static String reassessment(String outcome) {
    return """
        {"on": "%s", "heard": ["PUPIL", "GUARDIANS", "CARE_COORDINATOR"], "outcome": "%s",
         "findings": "It works", "causes": "Wants to be with friends"}
        """
        .formatted(today(), outcome);
  }

  public static String suspension(LocalDate until) {
    return """
        {"seenAgain": "%s", "until": "%s", "reason": "Films again",
         "conditions": "A plan together"}
        """
        .formatted(today(), until);
  }

  public String status() {
    return as("cora").get(at).path("status").toString();
  }

  public static Response ok(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
    return answer;
  }
}
