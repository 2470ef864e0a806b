package nl.tenzij.exception;

import static nl.tenzij.exception.Course.SCHOOL;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.evidence.EvidenceFiles;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** School-service has forgotten somebody: so does this service, and goes on. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ForgottenTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String OTHER_BOARD = "stichting-elders";
  private static final String LINDE = "de-linde";
  private static final String CONCERNS = "/api/v1/schools/" + SCHOOL + "/concerns";
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject Pool pool;
  @Inject Vault vault;
  @Inject Erasures erasures;
  @Inject Subscriptions subscriptions;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private SchoolTells school;

  @BeforeEach
  void open() {
    school = new SchoolTells();
  }

  @AfterEach
  void close() {
    school.close();
  }

  private static void soon(ThrowingRunnable holds) {
    await().atMost(SOON).untilAsserted(holds);
  }

  private long rows(String table, String where, Object... values) {
    return pool.preparedQuery("select from %s where %s".formatted(table, where))
        .executeAndAwait(Tuple.from(values))
        .rowCount();
  }

  private void handled(String consumer, UUID message) {
    soon(
        () ->
            assertThat(
                    rows("handled", "consumer = $1 and message = $2", consumer, message.toString()))
                .isEqualTo(1));
  }

  private void forget(String at, String person) {
    handled("forget-persons", school.forgotten(at, person));
  }

  @Test
  void aPupilIsForgottenAtAllSchoolsOfTheBoardAndTheRestGoesOn() {
    var course = Course.begin().granted();
    var other = Course.begin().requested("fatma");
    String pupil = course.pupil();
    String file = course.evidence();
    String concern = ok(post(as("tim"), CONCERNS, concern(course))).header("Location");
    assertThat(ok(as("cora").get(course.at())).asString())
        .contains(Course.MOTIVATION, "MEDICAL_APP", "glucose app");
    StreamId elsewhere =
        new StreamId(
            new Board(OTHER_BOARD), new School("elders-een"), "exemption", UUID.randomUUID());
    byte[] theirs = "of another board".getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.randomUUID();
    byte[] sealed = vault.seal(elsewhere, id, pupil, theirs).await().atMost(SOON);
    try (var others = new SchoolTells().of(OTHER_BOARD)) {
      others.pupil("elders-een", pupil, "[]", "[]");
    }
    school.pupil(LINDE, pupil, "[]", "[]");
    soon(() -> assertThat(rows("pupil_known", "pupil = $1", pupil)).isEqualTo(3));
    soon(() -> assertThat(rows("year_group_known", "pupil = $1", pupil)).isEqualTo(3));
    soon(() -> assertThat(rows("exemption_signal", "pupil = $1", pupil)).isEqualTo(1));

    soon(() -> assertThat(counted(pupil)).isPositive());

    forget(LINDE, pupil);

    soon(() -> assertThat(counted(pupil)).isZero());
    assertThat(requested(course)).as("counted in the same year group").isEqualTo(1);
    assertThat(
            rows(
                "subject_key", "board = $1 and subject = $2 and wrapped_key is null", BOARD, pupil))
        .isEqualTo(1);
    assertThat(forgettings(pupil)).isEqualTo(1);
    for (String table :
        List.of("pupil_known", "enrolment_known", "year_group_known", "evidence_file")) {
      assertThat(rows(table, "board = $1 and pupil = $2", BOARD, pupil)).as(table).isZero();
    }
    assertThat(told("exemption.ended.v2", "cause", course)).containsExactly("LEFT_SCHOOL");
    for (String user : List.of("cora", "tim", "hanna", "fatma")) {
      assertThat(as(user).get(course.at()).statusCode()).as(user).isEqualTo(404);
    }
    assertThat(post(as("cora"), file + "/readings", "{\"reason\": \"To look\"}").statusCode())
        .isEqualTo(404);
    assertThat(as("cora").get(file + "/readings").statusCode()).isEqualTo(404);
    assertThat(as("cora").get(concern).statusCode()).isEqualTo(404);
    for (String table : List.of("exemption_overview", "exemption_signal", "concern_overview")) {
      soon(() -> assertThat(rows(table, "pupil = $1", pupil)).as(table).isZero());
    }
    assertThat(
            ok(as("cora").queryParam("pupil", pupil).get(Course.EXEMPTIONS)).<List<?>>path("items"))
        .isEmpty();

    assertThat(post(as("cora"), concern + "/uptake", null).statusCode()).isEqualTo(404);
    assertThat(
            post(
                    as("cora"),
                    concern + "/closure",
                    "{\"outcome\": \"AGREEMENTS_UNCLEAR\", \"note\": \"We made it clearer\"}")
                .statusCode())
        .isEqualTo(404);

    assertThat(ok(as("cora").get(other.at())).asString()).contains(Course.MOTIVATION);
    assertThat(rows("pupil_known", "board = $1 and pupil = $2", OTHER_BOARD, pupil)).isEqualTo(1);
    assertThat(vault.open(elsewhere, id, pupil, sealed).await().atMost(SOON))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(theirs));

    forget(SCHOOL, pupil);
    UUID late = school.pupil(SCHOOL, pupil, Course.guardian("g-fatma"), "[]");
    handled("school-people-and-parents", late);
    handled("schools-counted", late);
    assertThat(forgettings(pupil)).as("once").isEqualTo(1);
    for (String table : List.of("pupil_known", "enrolment_known", "year_group_known")) {
      assertThat(rows(table, "board = $1 and pupil = $2", BOARD, pupil)).as(table).isZero();
    }
    subscriptions.rebuild("exemptions-counted").collect().last().await().atMost(SOON);
    assertThat(counted(pupil)).as("counted anew").isZero();
    assertThat(requested(course)).isEqualTo(1);
    assertThat(counted(other.pupil())).isPositive();
    subscriptions.rebuild("exemption-overview").collect().last().await().atMost(SOON);
    assertThat(rows("exemption_overview", "pupil = $1", pupil)).as("filled anew").isZero();
    assertThat(rows("exemption_overview", "pupil = $1", other.pupil())).isPositive();
  }

  private long counted(String pupil) {
    return rows("exemption_counted", "pupil = $1", pupil);
  }

  private long requested(Course course) {
    return rows(
        "exemption_counted e join exemption_year_group y using (board, school, figure, id)",
        "e.exemption = $1 and e.figure = 'REQUESTS' and y.year_group = '3'",
        UUID.fromString(course.id()));
  }

  private long forgettings(String person) {
    return rows("event", "type = 'subject.forgotten.v1' and data ->> 'subject' = $1", person);
  }

  /** Nor do those who ask and decide for it: what is not decided on by then is at an end. */
  @Test
  void whatIsUnderWayEnds() {
    var course = Course.begin().underAssessment("fatma");

    forget(SCHOOL, course.pupil());

    assertThat(told("exemption.request-withdrawn.v2", "by", course))
        .containsExactly("forget-persons");
    for (String user : List.of("tim", "cora")) {
      assertThat(course.post(user, "/assessments", Course.assessment("GRANT")).statusCode())
          .as(user)
          .isEqualTo(404);
    }
  }

  /** The list by which it is found need not show it yet. */
  @Test
  void whatIsAskedForAMomentBeforeEnds() {
    var course = Course.begin();
    SqlConnection holding = pool.getConnectionAndAwait();
    Transaction held = holding.beginAndAwait();
    holding
        .query("select from checkpoint where subscription = 'exemption-overview' for update")
        .executeAndAwait();
    course.requested("fatma");

    UUID message = school.forgotten(SCHOOL, course.pupil());
    soon(
        () ->
            assertThat(rows("subject_key", "subject = $1 and wrapped_key is null", course.pupil()))
                .isEqualTo(1));
    assertThat(forgettings(course.pupil())).as("waits for the list").isZero();
    held.rollbackAndAwait();
    holding.closeAndAwait();

    handled("forget-persons", message);
    assertThat(told("exemption.request-withdrawn.v2", "by", course))
        .containsExactly("forget-persons");
  }

  /** What events of a type say in a field. */
  private List<String> told(String type, String field, Course course) {
    List<String> told = new ArrayList<>();
    pool.preparedQuery("select data ->> $3 as said from event where type = $1 and stream = $2")
        .executeAndAwait(Tuple.of(type, "exemption/" + course.id(), field))
        .forEach(row -> told.add(row.getString("said")));
    return told;
  }

  /**
   * The key is gone between keeping a file and attaching it, and nothing else is done for the
   * pupil: what can't be attached is not kept.
   */
  @Test
  void aFileThatIsBroughtInMeanwhileIsRefusedAndNotKept() {
    var course = Course.begin().requested("fatma");
    QuarkusMock.installMockForType(forgettingOnceKept(), EvidenceFiles.class);

    Response refused = course.attach("fatma", Course.LETTER);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.path("code").toString()).isEqualTo("forgotten");
    assertThat(rows("evidence_file", "pupil = $1", course.pupil())).isZero();
  }

  private EvidenceFiles forgettingOnceKept() {
    return new EvidenceFiles(pool, vault) {
      @Override
      public Uni<Void> keep(StreamId exemption, UUID file, String pupil, byte[] content) {
        var meta = new Meta("test", "service", UUID.randomUUID(), null, UUID.randomUUID(), null);
        return super.keep(exemption, file, pupil, content)
            .call(() -> erasures.forget(exemption.board(), exemption.school(), pupil, meta));
      }
    };
  }

  /** It would be kept as long as somebody can object. */
  @Test
  void evidenceOfARefusedRequestIsDestroyed() {
    var course = Course.begin().assessed("fatma");
    ok(course.post("tim", "/assessments", Course.assessment("REFUSE")));
    ok(course.post("cora", "/decision", Course.refusal()));
    soon(
        () ->
            assertThat(
                    rows("evidence_file", "pupil = $1 and refused_at is not null", course.pupil()))
                .isEqualTo(1));

    forget(SCHOOL, course.pupil());

    assertThat(rows("evidence_file", "pupil = $1", course.pupil())).isZero();
  }

  @Test
  void aGuardianOfTwoStaysUntilTheyAreForgottenThemselves() {
    String guardian = "g-" + mark;
    String first = "p-1-" + mark;
    String second = "p-2-" + mark;
    school.pupil(SCHOOL, first, Course.guardian(guardian), "[]");
    school.pupil(SCHOOL, second, Course.guardian(guardian), "[]");
    soon(() -> assertThat(rows("pupil_known", "$1 = any(guardians)", guardian)).isEqualTo(2));

    forget(SCHOOL, first);
    assertThat(rows("pupil_known", "$1 = any(guardians) and pupil = $2", guardian, second))
        .isEqualTo(1);

    forget(SCHOOL, guardian);
    assertThat(rows("pupil_known", "$1 = any(guardians)", guardian)).isZero();
    handled(
        "school-people-and-parents", school.pupil(SCHOOL, second, Course.guardian(guardian), "[]"));
    assertThat(rows("pupil_known", "$1 = any(guardians)", guardian)).as("told anew").isZero();
    assertThat(rows("pupil_known", "pupil = $1", second)).isEqualTo(1);
  }

  @Test
  void aParentWhoMayNotBeToldOfAPupilWhoLeftIsForgotten() {
    String barred = "g-" + mark;
    String pupil = "p-" + mark;
    String guardians = Course.guardian(barred).replace("true", "false, \"contact\": false");
    school.pupil(SCHOOL, pupil, guardians, "[]");
    school.pupilLeft(SCHOOL, pupil);
    soon(
        () ->
            assertThat(rows("pupil_known", "$1 = any(parents) and not present", barred))
                .isEqualTo(1));

    forget(SCHOOL, barred);

    assertThat(rows("pupil_known", "$1 = any(parents)", barred)).isZero();
    handled("school-people-and-parents", school.pupil(SCHOOL, pupil, guardians, "[]"));
    assertThat(rows("pupil_known", "$1 = any(parents)", barred)).as("told anew").isZero();
    assertThat(rows("pupil_known", "pupil = $1", pupil)).isEqualTo(1);
  }

  @Test
  void aMemberOfStaffIsForgotten() {
    String ada = "st-" + mark;
    String pupil = "p-" + mark;
    school.staff(SCHOOL, ada);
    school.classOf(SCHOOL, "k-" + mark, "[\"" + ada + "\"]");
    school.pupil(SCHOOL, pupil, "[]", "[]", ada);
    soon(() -> assertThat(rows("staff_known", "staff = $1", ada)).isEqualTo(1));
    soon(() -> assertThat(rows("teaching_known", "staff = $1", ada)).isEqualTo(1));
    soon(() -> assertThat(rows("pupil_known", "mentor = $1", ada)).isEqualTo(1));

    forget(SCHOOL, ada);

    assertThat(rows("staff_known", "staff = $1", ada)).isZero();
    assertThat(rows("teaching_known", "staff = $1", ada)).isZero();
    assertThat(rows("pupil_known", "mentor = $1", ada)).isZero();
    assertThat(rows("pupil_known", "pupil = $1", pupil)).isEqualTo(1);
  }

  private static String concern(Course course) {
    return """
        {"pupil": "%s", "seen": "%s", "what": "Watched films with it"}
        """
        .formatted(course.pupil(), Instant.now());
  }
}
