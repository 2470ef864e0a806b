package nl.tenzij.exception;

import static nl.tenzij.exception.Course.LETTER;
import static nl.tenzij.exception.Course.ok;
import static nl.tenzij.exception.Course.post;
import static nl.tenzij.exception.Course.staff;
import static nl.tenzij.ledger.testkit.ApiSpec.as;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.evidence.EvidenceSweep;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class EvidenceTest {

  private static final String WHY = "{\"reason\": \"To weigh the request\"}";

  private static final String SINCE_YESTERDAY =
      Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString();

  private static final String OTHER = "valid_from = '" + SINCE_YESTERDAY + "'";

  @Inject Pool pool;
  @Inject SettableClock clock;
  @Inject EvidenceSweep sweep;

  @AfterEach
  void today() {
    clock.goBack();
  }

  @Test
  void isSealedAtRest() {
    var course = Course.begin().requested("fatma");

    Response attached = ok(course.attach("fatma", LETTER));

    assertThat(attached.statusCode()).isEqualTo(201);
    assertThat(attached.header("Location")).startsWith(course.at() + "/evidence/");
    assertThat(attached.path("mediaType").toString()).isEqualTo("application/pdf");
    byte[] kept =
        pool.preparedQuery("select sealed from evidence_file where file = $1")
            .executeAndAwait(Tuple.of(UUID.fromString(attached.path("id"))))
            .iterator()
            .next()
            .getBuffer("sealed")
            .getBytes();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("PDF", "diabetes");
    assertThat(log("exemption/" + course.id())).doesNotContain("STATEMENT", "diabetes");
  }

  @Test
  void isReadByCareAndEachReadingIsNoted() {
    var course = Course.begin().submitted("fatma");
    String file = evidence(course);

    Response read = ok(post(as("cora"), file + "/readings", WHY));

    assertThat(read.asByteArray()).isEqualTo(LETTER);
    assertThat(read.contentType()).isEqualTo("application/pdf");
    assertThat(read.header("Content-Disposition")).startsWith("attachment");
    for (var reader : List.of(as("cora"), as("fatma"), course.thePupil())) {
      Response noted = ok(reader.get(file + "/readings"));
      assertThat(noted.<List<String>>path("items.by")).containsExactly("st-cora");
      assertThat(noted.<List<String>>path("items.role")).containsExactly("care-coordinator");
      assertThat(noted.<List<String>>path("items.reason")).containsExactly("To weigh the request");
    }
    assertThat(log("evidence/" + id(file))).contains("st-cora").doesNotContain("weigh");
  }

  /** An answer that was lost is asked for again; nobody reads unnoticed under an old key. */
  @Test
  void whatComesAgainUnderItsKeyIsOneReadingForTenMinutes() {
    var course = Course.begin().submitted("fatma");
    String readings = evidence(course) + "/readings";
    String key = UUID.randomUUID().toString();

    ok(post(as("cora").header("Idempotency-Key", key), readings, WHY));
    Response again = ok(post(as("cora").header("Idempotency-Key", key), readings, WHY));

    assertThat(again.asByteArray()).isEqualTo(LETTER);
    assertThat(again.contentType()).isEqualTo("application/pdf");
    assertThat(as("cora").get(readings).<List<?>>path("items")).hasSize(1);
    assertThat(
            post(
                    as("cora").header("Idempotency-Key", key),
                    readings,
                    WHY.replace("weigh", "forward"))
                .statusCode())
        .isEqualTo(422);
    assertThat(as("cora").get(readings).<List<?>>path("items")).hasSize(1);

    clock.goAhead(Duration.ofMinutes(11));
    ok(post(as("cora").header("Idempotency-Key", key), readings, WHY));
    assertThat(as("cora").get(readings).<List<?>>path("items")).hasSize(2);
  }

  @Test
  void withoutAReasonNobodyReads() {
    var course = Course.begin().submitted("fatma");
    String file = evidence(course);

    assertThat(post(as("cora"), file + "/readings", "{}").statusCode()).isEqualTo(400);
    assertThat(as("cora").get(file + "/readings").<List<?>>path("items")).isEmpty();
  }

  @Test
  void isReadByTheCoreTeamAtItsWorkAndNoLonger() {
    var course = Course.begin().submitted("fatma");
    String file = evidence(course);
    var other = staff("st-ivo", "core-team");

    assertThat(post(staff("st-eva", "core-team"), file + "/readings", WHY).statusCode())
        .as("before it is assigned")
        .isEqualTo(404);
    assertThat(post(as("tim"), file + "/readings", WHY).statusCode()).as("a mentor").isEqualTo(404);
    var assigned = Course.begin().assessed("fatma");
    String theirs = evidence(assigned);
    ok(post(staff("st-eva", "core-team"), theirs + "/readings", WHY));
    ok(post(as("tim"), theirs + "/readings", WHY));
    assertThat(post(other, theirs + "/readings", WHY).statusCode()).isEqualTo(404);
    ok(assigned.post("cora", "/decision", Course.grant("STRUCTURAL")));
    assertThat(post(staff("st-eva", "core-team"), theirs + "/readings", WHY).statusCode())
        .as("once it is decided")
        .isEqualTo(404);
  }

  @Test
  void nobodyElseReadsOrKnows() {
    var course = Course.begin().submitted("fatma");
    String file = evidence(course);

    for (String user : List.of("fatma", "hanna", "bea", "mira", "school-system")) {
      assertThat(post(as(user), file + "/readings", WHY).statusCode()).as(user).isEqualTo(403);
    }
    assertThat(as("fatma").get(course.at()).<List<String>>path("evidence.kind"))
        .containsExactly("STATEMENT");
    for (String user : List.of("tim", "hanna")) {
      assertThat(as(user).get(course.at()).asString()).as(user).doesNotContain("STATEMENT");
    }
  }

  @Test
  void isWhatItIsByItsContent() {
    var course = Course.begin().requested("fatma");

    for (String other : List.of("<html><script>x</script></html>", "", "%PDF-1.7 cut off")) {
      Response refused = course.attach("fatma", other.getBytes(StandardCharsets.UTF_8));
      assertThat(refused.statusCode()).as(other).isEqualTo(400);
    }
    assertThat(
            as("fatma")
                .contentType("text/html")
                .body("<html></html>")
                .post(course.at() + "/evidence?kind=STATEMENT")
                .statusCode())
        .isEqualTo(415);
    assertThat(
            as("fatma")
                .contentType("application/pdf")
                .body(LETTER)
                .post(course.at() + "/evidence")
                .statusCode())
        .as("without a kind")
        .isEqualTo(400);
  }

  @Test
  void theSameKeyAttachesOnce() {
    var course = Course.begin().requested("fatma");
    String key = UUID.randomUUID().toString();

    Response first = keyed(course, key, LETTER);
    Response again = keyed(course, key, LETTER);

    assertThat(again.path("id").toString()).isEqualTo(first.path("id").toString());
    assertThat(as("fatma").get(course.at()).<List<?>>path("evidence")).hasSize(1);
    byte[] other = "%PDF-1.7 another %%EOF".getBytes(StandardCharsets.UTF_8);
    assertThat(keyed(course, key, other).statusCode()).isEqualTo(422);
  }

  @Test
  void isDestroyedWhereItIsNoLongerNeeded() {
    var taken = Course.begin().requested("fatma");
    ok(taken.attach("fatma", LETTER));
    assertThat(as("fatma").delete(evidence(taken)).statusCode()).isEqualTo(204);
    var withdrawn = Course.begin().submitted("fatma");
    String file = evidence(withdrawn);
    ok(withdrawn.post("fatma", "/withdrawal", null));
    var kept = Course.begin().submitted("fatma");

    await().until(() -> files(taken) == 0 && files(withdrawn) == 0);

    assertThat(files(kept)).isEqualTo(1);
    assertThat(post(as("cora"), file + "/readings", WHY).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotTakenIsNotKept() {
    var course = Course.begin().requested("fatma");
    String key = UUID.randomUUID().toString();
    keyed(course, key, LETTER);
    keyed(course, key, LETTER);
    byte[] other = "%PDF-1.7 another %%EOF".getBytes(StandardCharsets.UTF_8);
    assertThat(keyed(course, key, other).statusCode()).isEqualTo(422);
    assertThat(files(course)).as("asked once").isEqualTo(1);
    ok(course.post("fatma", "/withdrawal", null));
    await().until(() -> files(course) == 0);

    Response late = course.attach("fatma", LETTER);

    assertThat(late.path("code").toString()).isEqualTo("request-is-over");
    assertThat(files(course)).as("too late").isZero();
  }

  /** Whatever our own mark says: it can be behind the log, for one school or for all. */
  @Test
  void onlyWhatWasNeverAttachedIsSweptAway() {
    var course = Course.begin().requested("fatma");
    Response first = ok(course.attach("fatma", LETTER));
    await().until(() -> marked(course) == 1);
    pool.preparedQuery(
            """
            update evidence_file set attached = false, kept_at = now() - interval '3 days'
            where exemption = $1
            """)
        .executeAndAwait(Tuple.of(UUID.fromString(course.id())));
    pool.preparedQuery(
            """
            insert into evidence_file (file, board, school, exemption, pupil, sealed, kept_at)
            select gen_random_uuid(), board, school, exemption, pupil, sealed, kept_at
            from evidence_file where exemption = $1
            """)
        .executeAndAwait(Tuple.of(UUID.fromString(course.id())));

    ok(course.attach("fatma", LETTER));
    await().until(() -> marked(course) == 1);
    sweep.sweep().await().atMost(Patience.LONG);

    assertThat(files(course)).isEqualTo(2);
    ok(post(as("cora"), course.at() + "/evidence/" + first.path("id") + "/readings", WHY));
  }

  @Test
  void ofARefusedRequestItIsDestroyedOnceNobodyCanObject() {
    var course = Course.begin().assessed("fatma");
    ok(course.post("tim", "/assessments", Course.assessment("REFUSE")));
    ok(course.post("cora", "/decision", Course.refusal()));
    await().until(() -> toDestroy(course) == 1);

    clock.goAhead(Duration.ofDays(41));
    sweep.sweep().await().atMost(Patience.LONG);
    assertThat(files(course)).isEqualTo(1);
    clock.goAhead(Duration.ofDays(2));
    sweep.sweep().await().atMost(Patience.LONG);
    assertThat(files(course)).isZero();
  }

  /** A policy of another term, known since before terms were kept, and then read again. */
  @Test
  void itIsKeptByTheTermOfThePolicyThatWasInForce() {
    var course = Course.begin().assessed("fatma");
    ok(course.post("tim", "/assessments", Course.assessment("REFUSE")));
    ok(course.post("cora", "/decision", Course.refusal()));
    await().until(() -> toDestroy(course) == 1);
    try (var school = new SchoolTells()) {
      school.policy(Course.SCHOOL, SINCE_YESTERDAY, "P84D");
      await().until(() -> terms("objection_term = 'P84D'") == 1);
      pool.query("update exemption_rule_known set objection_term = null where " + OTHER)
          .executeAndAwait();

      clock.goAhead(Duration.ofDays(100));
      sweep.sweep().await().atMost(Patience.LONG);
      assertThat(files(course)).as("as long as the term is not known").isEqualTo(1);

      school.again().policy(Course.SCHOOL, SINCE_YESTERDAY, "P84D");
      await().until(() -> terms("objection_term = 'P84D'") == 1);
      clock.goBack();
      clock.goAhead(Duration.ofDays(83));
      sweep.sweep().await().atMost(Patience.LONG);
      assertThat(files(course)).isEqualTo(1);
      clock.goAhead(Duration.ofDays(2));
      sweep.sweep().await().atMost(Patience.LONG);
      assertThat(files(course)).isZero();
    } finally {
      pool.query("delete from exemption_rule_known where " + OTHER).executeAndAwait();
    }
  }

  private int terms(String which) {
    return pool.query("select from exemption_rule_known where " + which)
        .executeAndAwait()
        .rowCount();
  }

  private int marked(Course course) {
    return rows(course, "select from evidence_file where attached and exemption = $1");
  }

  private int toDestroy(Course course) {
    return rows(
        course, "select from evidence_file where refused_at is not null and exemption = $1");
  }

  private static Response keyed(Course course, String key, byte[] file) {
    return as("fatma")
        .header("Idempotency-Key", key)
        .contentType("application/pdf")
        .body(file)
        .post(course.at() + "/evidence?kind=STATEMENT");
  }

  /** Where the only file of an exemption is. */
  private static String evidence(Course course) {
    return course.evidence();
  }

  private static String id(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private int files(Course course) {
    return rows(course, "select from evidence_file where exemption = $1");
  }

  private int rows(Course course, String query) {
    return pool.preparedQuery(query)
        .executeAndAwait(Tuple.of(UUID.fromString(course.id())))
        .rowCount();
  }

  private String log(String stream) {
    StringBuilder all = new StringBuilder();
    pool.preparedQuery("select (event.*)::text as whole from event where stream = $1")
        .executeAndAwait(Tuple.of(stream))
        .forEach(row -> all.append(row.getString("whole")));
    assertThat(all).isNotEmpty();
    return all.toString();
  }
}
