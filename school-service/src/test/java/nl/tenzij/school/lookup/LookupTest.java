package nl.tenzij.school.lookup;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.tenzij.ledger.privacy.ErasureEvent;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.Removals;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.PushedSchool;
import nl.tenzij.school.SettableClock;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.pupil.Support;
import nl.tenzij.school.roster.ClassPlaces;
import nl.tenzij.school.roster.RosterMembers;
import nl.tenzij.school.search.PersonNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A home room of Tim's with Sam and Noa, Dutch by Eva for Sam, and a class of Ivo's in which
 * neither is.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class LookupTest {

  private static final Instant TODAY = Instant.parse("2026-11-19T12:00:00Z");

  @Inject SettableClock clock;
  @Inject EventStore store;
  @Inject Erasures erasures;
  @Inject DataSource database;
  @Inject Pool pool;
  @Inject ClassPlaces places;
  @Inject Lookups lookups;
  @Inject PersonNames names;
  @Inject RosterMembers members;

  private final PushedSchool at = new PushedSchool();
  private final String head = at.as("head", "hanna");

  @AfterEach
  void goBack() {
    clock.goBack();
  }

  @BeforeEach
  void fill() {
    clock.set(TODAY);
    at.staff("tim", "Tim", "Visser").staff("eva", "Eva", "Smit").staff("ivo", "Ivo", "Mulder");
    at.guardian("fatma", "Fatma", "Demir").guardian("piet", "Piet", "Demir");
    at.pupil(
        "sam",
        "Sam",
        "Demir",
        Map.of(
            "tenzij.barredAgentSourcedIds",
            List.of("piet"),
            "tenzij.careCoordinator",
            "cora",
            "tenzij.opp",
            true),
        "fatma",
        "piet");
    at.pupil("noa", "Noa", "Aydin", Map.of("tenzij.mentor", "ivo"), "piet");
    at.schoolClass("home", "homeroom").schoolClass("dutch", "scheduled");
    at.schoolClass("far", "scheduled");
    at.enrol("tim", "home", "teacher")
        .enrol("eva", "dutch", "teacher", "2026-08-31", "2027-01-29")
        .enrol("ivo", "far", "teacher");
    at.enrol("sam", "home", "student")
        .enrol("sam", "dutch", "student")
        .enrol("noa", "home", "student");
  }

  private List<String> ids(Response answer, String path) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList(path);
  }

  private List<String> teachers(String token, String of, String day) {
    return ids(at.get(token, of + "/teachers?at=" + day + "T12:00:00%2B01:00"), "items.staff");
  }

  @Test
  void whoTeachesAPupilIsAMatterOfTheDay() {
    assertThat(teachers(head, "/pupils/sam", "2026-08-30")).containsExactly("tim");
    assertThat(teachers(head, "/pupils/sam", "2026-08-31")).containsExactly("eva", "tim");
    assertThat(teachers(head, "/pupils/sam", "2027-01-29")).containsExactly("eva", "tim");
    assertThat(teachers(head, "/pupils/sam", "2027-01-30")).containsExactly("tim");
    assertThat(teachers(head, "/pupils/noa", "2026-11-23")).containsExactly("tim");
  }

  @Test
  void whoTeachesTheClassesPupilsTeachesAnyOfTheirClasses() {
    Response answer = at.get(head, "/classes/home/teachers?at=2026-11-23T12:00:00Z");
    assertThat(ids(answer, "items.staff")).containsExactly("eva", "tim");
    assertThat(answer.jsonPath().getString("on")).isEqualTo("2026-11-23");
    List<List<String>> classes = answer.jsonPath().getList("items.classes");
    assertThat(classes).containsExactly(List.of("dutch"), List.of("home"));
    assertThat(teachers(head, "/classes/far", "2026-11-23")).isEmpty();
    assertThat(ids(at.get(head, "/classes/home/teachers"), "items.staff"))
        .containsExactly("eva", "tim");
    at.enrol("eva", "home", "teacher");
    assertThat(at.get(head, "/classes/home/teachers").jsonPath().getList("items.classes"))
        .containsExactly(List.of("dutch", "home"), List.of("home"));
    at.delete("/classes/dutch");
    assertThat(at.get(head, "/classes/home/teachers").jsonPath().getList("items.classes"))
        .as("a class that ended has no teachers")
        .containsExactly(List.of("home"), List.of("home"));
  }

  /** After an import; and when that is being counted at this very moment. */
  @Test
  void whoTeachesTheClassesPupilsIsKnownBeforeItIsCounted() throws SQLException {
    at.enrol("noa", "far", "student", "2026-11-01", "2026-11-20");
    assertTeachersOfHome();
    int partition = store.partition(new Board(at.board), new School(at.school));
    try (Connection nobodyCounts = database.getConnection();
        Statement lock = nobodyCounts.createStatement()) {
      nobodyCounts.setAutoCommit(false);
      lock.execute("select pg_advisory_xact_lock(1129075020, %d)".formatted(partition));
      one("with gone as (" + UNCOUNTED + ") select count(*) from gone");
      one("with due as (" + DUE.formatted(partition) + ") select count(*) from due");
      assertTeachersOfHome();
      one("with gone as (" + NOT_DUE + ") select count(*) from gone");
      assertTeachersOfHome();
      nobodyCounts.rollback();
    }
  }

  private static final String UNCOUNTED =
      "delete from class_meeting where board = '%1$s' and class = 'home' returning 1";
  private static final String DUE =
      "insert into class_meeting_due select distinct board, school, class, %d::smallint"
          + " from class_place where board = '%%1$s' and class = 'home' returning 1";
  private static final String NOT_DUE =
      "delete from class_meeting_due where board = '%1$s' returning 1";

  private void assertTeachersOfHome() {
    assertThat(teachers(head, "/classes/home", "2026-11-20")).containsExactly("eva", "ivo", "tim");
    assertThat(teachers(head, "/classes/home", "2026-11-21")).containsExactly("eva", "tim");
    assertThat(at.get(at.as("teacher", "tim"), "/classes/home/teachers").statusCode())
        .isEqualTo(200);
    assertThat(at.get(at.as("teacher", "piet"), "/classes/home/teachers").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theDatabasePlansWhoTeachesTheClassesPupilsOnce() {
    assertThat(teachers(head, "/classes/home", "2026-11-19")).hasSize(2);
    Tuple home = Tuple.of(at.board, at.school, "home", LocalDate.of(2026, 11, 19));
    SqlConnection connection = pool.getConnectionAndAwait();
    try {
      for (int time = 0; time < 10; time++) {
        assertThat(connection.preparedQuery(Lookups.TEACHERS_OF_PUPILS).executeAndAwait(home))
            .hasSize(2);
      }
      String plans =
          "select generic_plans from pg_prepared_statements where statement like '%class_meeting m%'";
      assertThat(connection.query(plans).executeAndAwait().iterator().next().getLong(0))
          .isPositive();
    } finally {
      connection.closeAndAwait();
    }
  }

  @Test
  void whoTeachesTheClassesPupilsChangesWithTheirPlaces() {
    at.enrol("noa", "far", "student", "2026-11-01", "2026-11-20");
    assertThat(teachers(head, "/classes/home", "2026-11-20")).containsExactly("eva", "ivo", "tim");
    assertThat(teachers(head, "/classes/home", "2026-11-21")).containsExactly("eva", "tim");
    assertThat(teachers(head, "/classes/far", "2026-11-20")).containsExactly("ivo", "tim");
    at.enrol("noa", "dutch", "student", "2026-11-01", "2026-11-20");
    at.delete("/enrollments/sam-dutch");
    assertThat(teachers(head, "/classes/home", "2026-11-20")).containsExactly("eva", "ivo", "tim");
    assertThat(teachers(head, "/classes/home", "2026-11-21")).containsExactly("tim");
    at.delete("/enrollments/noa-dutch");
    assertThat(teachers(head, "/classes/home", "2026-11-20")).containsExactly("ivo", "tim");
    assertMeetingsAreThoseOfThePlaces();
  }

  /** Which classes have pupils in common is kept by counting; here it is looked up. */
  private void assertMeetingsAreThoseOfThePlaces() {
    assertThat(
            one(
                """
                with looked_up as (
                  select a.class, b.class as other,
                    coalesce(greatest(a.first_day, b.first_day), '-infinity') as first_day,
                    coalesce(least(a.last_day, b.last_day), 'infinity') as last_day,
                    count(*)::int as pupils
                  from class_place a join class_place b using (board, school, person)
                  where a.board = '%1$s' and a.role = 'PUPIL' and b.role = 'PUPIL'
                    and coalesce(greatest(a.first_day, b.first_day), '-infinity')
                      <= coalesce(least(a.last_day, b.last_day), 'infinity')
                  group by 1, 2, 3, 4),
                kept as (
                  select class, other, first_day, last_day, pupils from class_meeting
                  where board = '%1$s')
                select count(*) from (
                  (table looked_up except table kept) union all
                  (table kept except table looked_up)) differs
                """))
        .isZero();
    assertThat(one("select count(*) from class_meeting where board = '%1$s' and pupils <= 0"))
        .isZero();
    assertThat(one("select count(*) from class_meeting where board = '%1$s'")).isPositive();
  }

  private long one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(at.board))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** In the evening on Bonaire, when in Amsterdam it is tomorrow: that is the day that is noted. */
  @Test
  void whoTeachesTodayIsToldByTheSchoolsOwnDay() {
    PushedSchool there = new PushedSchool().in("America/Kralendijk");
    there.staff("tim", "Tim", "Visser").staff("eva", "Eva", "Smit");
    there.pupil("sam", "Sam", "Demir", Map.of()).schoolClass("home", "homeroom");
    there.enrol("tim", "home", "teacher").enrol("sam", "home", "student");
    String head = there.as("head", "hanna");
    assertThat(ids(there.get(head, "/classes/home/staff"), "items")).containsExactly("tim");
    one(("with told as (" + TOLD_IN_JUNE + ") select count(*) from told").formatted(there.board));
    clock.set(Instant.parse("2026-11-20T01:00:00Z"));
    there.enrol("eva", "home", "teacher").delete("/enrollments/tim-home");
    await().until(() -> one(ENDED.formatted(there.board)) == 1);
    assertThat(one(NOTED_NEXT_DAY.formatted(there.board))).isEqualTo(2);

    for (String of : List.of("/pupils/sam", "/classes/home")) {
      Response answer = there.get(head, of + "/teachers");
      assertThat(ids(answer, "items.staff")).as(of).containsExactly("eva");
      assertThat(answer.jsonPath().getString("on")).isEqualTo("2026-11-19");
    }
    assertThat(there.get(there.as("teacher", "tim"), "/pupils/sam/teachers").statusCode())
        .as("no teacher of his any more")
        .isEqualTo(404);
  }

  /** By all who may know of the whole school, as it was told then. */
  @Test
  void whatHasEndedIsKnownOfTheDaysOnWhichItWas() {
    assertThat(ids(at.get(head, "/classes/home/pupils"), "items")).containsExactly("noa", "sam");
    one("with told as (" + TOLD_IN_JUNE + ") select count(*) from told");
    at.delete("/enrollments/sam-home");
    at.enrol("sam", "far", "student");
    at.delete("/classes/dutch");
    at.delete("/users/noa");

    assertThat(ids(at.get(head, "/pupils/sam/teachers"), "items.staff")).containsExactly("ivo");
    assertThat(teachers(head, "/pupils/sam", "2026-06-15")).containsExactly("tim");
    assertThat(teachers(head, "/pupils/sam", "2026-09-15")).containsExactly("eva", "tim");
    assertThat(ids(at.get(head, "/pupils/sam/classes?at=2026-09-15T12:00:00Z"), "items.class"))
        .containsExactly("dutch", "home");
    assertThat(teachers(head, "/pupils/noa", "2026-06-15")).containsExactly("tim");
    assertThat(at.get(head, "/pupils/noa/teachers").statusCode()).isEqualTo(404);
    assertThat(teachers(head, "/classes/home", "2026-09-15")).containsExactly("eva", "tim");
    assertThat(teachers(head, "/classes/home", "2026-06-15")).containsExactly("tim");
    assertThat(ids(at.get(head, "/classes/dutch/staff?at=2026-09-15T12:00:00Z"), "items"))
        .containsExactly("eva");
    assertThat(ids(at.get(head, "/classes/home/pupils?at=2026-09-15T12:00:00Z"), "items"))
        .containsExactly("noa", "sam");
    assertThat(ids(at.get(head, "/staff/tim/pupils?at=2026-09-15T12:00:00Z"), "items"))
        .containsExactly("noa", "sam");
    assertThat(at.get(head, "/classes/dutch/staff").statusCode()).isEqualTo(404);
    String then = "/teachers?at=2026-06-15T12:00:00Z";
    assertThat(at.get(at.as("teacher", "tim"), "/pupils/noa" + then).statusCode())
        .as("a teacher of today only")
        .isEqualTo(404);
    assertThat(at.get(at.as("teacher", "tim"), "/pupils/sam" + then).statusCode()).isEqualTo(404);
    assertMeetingsAreThoseOfThePlaces();
  }

  private static final String ENDED = "select count(*) from class_place_ended where board = '%s'";

  /** Events are recorded at the time that it really is. */
  private static final String NOTED_NEXT_DAY =
      """
      with came as (update class_place set told_on = '2026-11-20'
          where board = '%1$s' and person = 'eva' returning 1),
        went as (update class_place_ended set last_day = '2026-11-19' where board = '%1$s' returning 1)
      select count(*) from (table came union all table went) noted
      """;

  private static final String TOLD_IN_JUNE =
      "update class_place set told_on = '2026-06-01' where board = '%1$s' returning 1";

  /** Of classes that name terms, the log tells each place with the class's first day. */
  @Test
  void whoComesIntoAClassThatRunsWasNotInItBefore() throws Throwable {
    told("2026-09-01", 1, ofClass("3a", "tim", "2026-08-31"), ofClass("3b", "eva", "2026-08-31"));
    told("2026-09-01", 1, ofPupil("zoe", "3a", "2026-08-31"), ofPupil("max", "3b", "2026-08-31"));
    told("2026-11-02", 2, ofPupil("zoe", "3b", "2026-08-31"));
    told("2026-11-16", 2, ofClass("3b", "ivo", "2026-08-31"));

    assertThat(pupilsOn("2026-11-01", "3a")).containsExactly("zoe");
    assertThat(pupilsOn("2026-11-02", "3a")).isEmpty();
    assertThat(pupilsOn("2026-09-15", "3b")).containsExactly("max");
    assertThat(pupilsOn("2026-11-01", "3b")).containsExactly("max");
    assertThat(pupilsOn("2026-11-02", "3b")).containsExactly("max", "zoe");
    assertThat(teachersOn("2026-09-15", "zoe")).containsExactly("tim");
    assertThat(teachersOn("2026-11-15", "zoe")).containsExactly("eva");
    assertThat(teachersOn("2026-11-16", "zoe")).containsExactly("ivo");
    assertThat(teachersOn("2026-09-15", "max")).containsExactly("eva");
  }

  /** Told late: what is no class's first day, or comes after all that was before. */
  @Test
  void aFirstDayOfTheirOwnIsTaken() throws Throwable {
    told("2026-09-01", 1, ofClass("3a", "tim", "2026-08-31"), ofClass("3b", "eva", "2026-08-31"));
    told("2026-09-01", 1, ofPupil("zoe", "3a", "2026-08-31"), ofPupil("max", "3b", "2026-08-31"));
    told("2026-11-09", 2, ofPupil("zoe", "3b", "2026-11-05"));
    assertThat(pupilsOn("2026-11-04", "3b")).containsExactly("max");
    assertThat(pupilsOn("2026-11-05", "3b")).containsExactly("max", "zoe");

    told("2026-09-01", 1, ofClass("winter", "ivo", "2026-11-04"));
    told("2026-11-02", 2, ofPupil("max"));
    told("2026-11-06", 2, ofPupil("max", "winter", "2026-11-04"));
    assertThat(pupilsOn("2026-11-01", "3b")).containsExactly("max");
    assertThat(pupilsOn("2026-11-03", "winter")).isEmpty();
    assertThat(pupilsOn("2026-11-04", "winter")).containsExactly("max");
  }

  /** A class has the same id each year: the first day of last year's is not this year's. */
  @Test
  void whoComesIntoAClassThatRanTheYearBeforeTooWasNotInItBefore() throws Throwable {
    told("2025-09-01", 1, ofPupil("old", lastYear("3a")));
    told("2026-07-20", 2, ofPupil("old"));
    told("2026-09-01", 1, ofClass("3a", "tim", "2026-08-31"), ofClass("3b", "eva", "2026-08-31"));
    told("2026-09-01", 1, ofPupil("zoe", "3b", "2026-08-31"), ofPupil("max", "3a", "2026-08-31"));
    told("2026-11-02", 2, ofPupil("zoe", "3a", "2026-08-31"));

    assertThat(pupilsOn("2026-06-15", "3a")).containsExactly("old");
    assertThat(pupilsOn("2026-11-01", "3a")).containsExactly("max");
    assertThat(pupilsOn("2026-11-01", "3b")).containsExactly("zoe");
    assertThat(pupilsOn("2026-11-02", "3a")).containsExactly("max", "zoe");
  }

  private static Enrolment lastYear(String inClass) {
    return new Enrolment(
        null, inClass, LocalDate.parse("2025-09-01"), LocalDate.parse("2026-07-17"));
  }

  private List<String> pupilsOn(String day, String inClass) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
        () ->
            lookups.pupilsOfClass(
                new Board(at.board), new School(at.school), inClass, LocalDate.parse(day)));
  }

  private List<String> teachersOn(String day, String pupil) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(
            () ->
                lookups.teachersOfPupil(
                    new Board(at.board), new School(at.school), pupil, LocalDate.parse(day)))
        .stream()
        .map(Lookups.Teacher::staff)
        .toList();
  }

  private static ClassRegistered ofClass(String id, String staff, String begin) {
    var by = new Teaching(null, staff, LocalDate.parse(begin), null, false);
    return new ClassRegistered(id, id, Kind.SCHEDULED, List.of(), List.of(), List.of(by));
  }

  private static PupilRegistered ofPupil(String id, String inClass, String begin) {
    return ofPupil(id, new Enrolment(null, inClass, LocalDate.parse(begin), null));
  }

  private static PupilRegistered ofPupil(String id, Enrolment... enrolments) {
    return new PupilRegistered(
        id,
        Personal.of(id, id),
        Personal.of(id, "Bos"),
        null,
        List.of(),
        List.of(enrolments),
        Support.NONE);
  }

  /**
   * @param version 1 of whom or what nothing was told before
   */
  private void told(String day, int version, Object... events) throws Throwable {
    StreamId stream =
        StreamId.named(new Board(at.board), new School(at.school), "roster", "roster");
    List<Recorded<?>> batch = new ArrayList<>();
    for (Object event : events) {
      Instant noon = Instant.parse(day + "T12:00:00Z");
      batch.add(recorded(stream, version, noon, event));
    }
    VertxContextSupport.subscribeAndAwait(
        () -> pool.withTransaction(sql -> places.handle(batch, sql)));
  }

  @Test
  void aPupilsClassesComeWithTheMentor() {
    Response sam = at.get(head, "/pupils/sam/classes");
    assertThat(ids(sam, "items.class")).containsExactly("dutch", "home");
    assertThat(sam.jsonPath().getString("mentor"))
        .as("the only teacher of the home room")
        .isEqualTo("tim");
    assertThat(sam.jsonPath().getString("careCoordinator")).isEqualTo("cora");
    assertThat(at.get(head, "/pupils/noa/classes").jsonPath().getString("mentor"))
        .as("whom the school named")
        .isEqualTo("ivo");
  }

  @Test
  void thatThereIsASupportPlanIsForThoseWhoLookAfterThePupil() {
    assertThat(at.entry(head, "sam", "CARE").jsonPath().getBoolean("supportPlan")).isTrue();
    Response teacher = at.entry(at.as("teacher", "tim"), "sam", "CONTACT");
    assertThat(teacher.statusCode()).isEqualTo(200);
    assertThat(teacher.jsonPath().<Boolean>get("supportPlan")).isNull();
    Response mentor = at.entry(at.as("mentor", "ivo"), "noa", "CARE");
    assertThat(mentor.statusCode()).as("named, and teaches the pupil nothing").isEqualTo(200);
    assertThat(mentor.jsonPath().getBoolean("supportPlan")).isFalse();
  }

  @Test
  void whoReadsAPupilsEntryIsOnRecord() {
    assertThat(at.get(head, "/pupils/sam").jsonPath().getList("errors.field"))
        .containsExactly("Tenzij-Reason");
    assertThat(at.entry(head, "sam", "CURIOSITY").statusCode()).isEqualTo(400);
    assertThat(at.entry(at.as("teacher", "ivo"), "sam", "CARE").statusCode()).isEqualTo(404);
    at.entry(head, "sam", "ADMINISTRATION");
    at.entry(at.as("teacher", "tim"), "sam", "CONTACT");
    List<String> readers =
        List.of(
            head,
            at.as("guardian", "fatma"),
            at.as("pupil", "sam"),
            at.as("care-coordinator", "cora"));
    for (String reader : readers) {
      Response noted = at.get(reader, "/pupils/sam/readings");
      assertThat(ids(noted, "items.by")).containsExactly("tim", "hanna");
      assertThat(ids(noted, "items.role")).containsExactly("teacher", "head");
      assertThat(ids(noted, "items.reason")).containsExactly("CONTACT", "ADMINISTRATION");
    }
    for (String other : List.of(at.as("guardian", "piet"), at.as("pupil", "noa"))) {
      assertThat(at.get(other, "/pupils/sam/readings").statusCode()).isEqualTo(404);
    }
    assertThat(at.get(at.as("teacher", "tim"), "/pupils/sam/readings").statusCode()).isEqualTo(403);
    assertThat(ids(at.get(head, "/pupils/noa/readings"), "items")).isEmpty();

    at.delete("/users/sam");
    for (String reader : readers) {
      assertThat(ids(at.get(reader, "/pupils/sam/readings"), "items.by"))
          .as("also of a pupil who has left")
          .containsExactly("tim", "hanna");
    }
    assertThat(at.get(at.as("guardian", "piet"), "/pupils/sam/readings").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aClassHasItsPupilsAndItsStaff() {
    assertThat(ids(at.get(head, "/classes/home/pupils"), "items")).containsExactly("noa", "sam");
    assertThat(ids(at.get(head, "/classes/home/staff"), "items")).containsExactly("tim");
    assertThat(at.get(head, "/classes/none/pupils").statusCode()).isEqualTo(404);
    assertThat(at.get(head, "/classes/none/teachers").statusCode()).isEqualTo(404);
    at.delete("/classes/home");
    assertThat(at.get(head, "/classes/home/pupils").statusCode()).isEqualTo(404);
    assertThat(ids(at.get(head, "/pupils/noa/classes"), "items.class")).isEmpty();
  }

  @Test
  void aTeacherKnowsOfOwnPupilsOnly() {
    String tim = at.as("teacher", "tim");
    String ivo = at.as("teacher", "ivo");
    assertThat(teachers(tim, "/pupils/sam", "2026-11-23")).contains("eva");
    assertThat(at.get(ivo, "/pupils/sam/teachers").statusCode()).isEqualTo(404);
    assertThat(at.get(ivo, "/pupils/noa/teachers").statusCode())
        .as("a mentor by name, but asking as a teacher")
        .isEqualTo(404);
    assertThat(at.get(at.as("mentor", "ivo"), "/pupils/noa/teachers").statusCode()).isEqualTo(200);
    assertThat(at.get(ivo, "/classes/home/pupils").statusCode()).isEqualTo(404);
    assertThat(at.get(tim, "/classes/home/pupils").statusCode()).isEqualTo(200);
    assertThat(at.get(ivo, "/classes/home/teachers").statusCode()).isEqualTo(404);
    assertThat(at.get(tim, "/classes/home/teachers").statusCode()).isEqualTo(200);
    assertThat(ids(at.get(tim, "/staff/tim/pupils"), "items")).containsExactly("noa", "sam");
    assertThat(ids(at.get(tim, "/staff/tim/classes"), "items.class")).containsExactly("home");
    assertThat(at.get(tim, "/staff/eva/pupils").statusCode()).isEqualTo(404);
    assertThat(ids(at.get(head, "/staff/ivo/pupils"), "items")).isEmpty();
  }

  @Test
  void aGuardianKnowsOfOwnChildrenUnlessBarred() {
    String fatma = at.as("guardian", "fatma");
    String piet = at.as("guardian", "piet");
    assertThat(at.get(fatma, "/pupils/sam/classes").statusCode()).isEqualTo(200);
    assertThat(at.get(fatma, "/pupils/noa/classes").statusCode()).isEqualTo(404);
    assertThat(at.get(piet, "/pupils/sam/classes").statusCode()).as("barred").isEqualTo(404);
    assertThat(at.get(piet, "/pupils/noa/classes").statusCode()).isEqualTo(200);
    assertThat(ids(at.get(fatma, "/guardians/fatma/pupils"), "items")).containsExactly("sam");
    assertThat(ids(at.get(piet, "/guardians/piet/pupils"), "items")).containsExactly("noa");
    assertThat(at.get(fatma, "/guardians/piet/pupils").statusCode()).isEqualTo(404);
  }

  @Test
  void aPupilKnowsOfItself() {
    String sam = at.as("pupil", "sam");
    assertThat(at.get(sam, "/pupils/sam/teachers").statusCode()).isEqualTo(200);
    assertThat(at.get(sam, "/pupils/noa/teachers").statusCode()).isEqualTo(404);
    assertThat(at.get(sam, "/classes/home/pupils").statusCode()).isEqualTo(403);
  }

  @Test
  void anotherBoardFindsNobody() {
    String other =
        Tokens.user("board-" + UUID.randomUUID(), "head")
            .with("schools", List.of("head@" + at.school))
            .with("person", "x")
            .token();
    assertThat(with(other).get(at.at("/pupils/sam/teachers")).statusCode()).isEqualTo(404);
    assertThat(with(other).get(at.at("/classes/home/pupils")).statusCode()).isEqualTo(404);
    assertThat(with(other).get(at.at("/classes/home/teachers")).statusCode()).isEqualTo(404);
  }

  @Test
  void whoIsForgottenHasNoPlaceAnyMore() throws Throwable {
    at.entry(head, "sam", "CARE");
    UUID id = UUID.randomUUID();
    VertxContextSupport.subscribeAndAwait(
        () ->
            erasures.forget(
                new Board(at.board),
                new School(at.school),
                "sam",
                new Meta("test", "test", id, null, id, null)));
    await()
        .until(
            () -> with(head).get(at.at("/classes/home/pupils")).jsonPath().getList("items"),
            List.of("noa")::equals);
    assertThat(teachers(head, "/classes/home", "2026-11-23")).containsExactly("tim");
    assertMeetingsAreThoseOfThePlaces();
    await().until(() -> ids(at.get(head, "/guardians/fatma/pupils"), "items").isEmpty());
    await()
        .until(
            () ->
                one("select count(*) from roster_member where board = '%1$s' and id = 'sam'") == 0);
    await().until(() -> one("select count(*) from class_place_ended where board = '%1$s'") == 0);
    await().until(() -> one("select count(*) from pupil_reading where board = '%1$s'") == 0);
  }

  /** As when lists are filled anew: of all who are forgotten, whoever that is, at once. */
  @Test
  void whoeverIsForgottenIsRemovedAtOnce() throws Throwable {
    one(
        """
        with gone as (update subject_key set wrapped_key = null, master_key = null, forgotten_at = now()
          where board = '%1$s' and subject in ('sam', 'eva', 'piet') returning 1) select count(*) from gone
        """);
    for (Projection projection : List.of(places, names, members)) {
      VertxContextSupport.subscribeAndAwait(
          () -> pool.withTransaction(sql -> Removals.runOfAll(projection.removals(), sql)));
    }
    assertMeetingsAreThoseOfThePlaces();
    assertThat(ids(at.get(head, "/classes/home/pupils"), "items")).containsExactly("noa");
    assertThat(ids(at.get(head, "/classes/dutch/staff"), "items")).isEmpty();
    assertThat(ids(at.get(head, "/classes/home/staff"), "items")).containsExactly("tim");
    for (String kept :
        List.of(
            "class_place where person in ('noa', 'tim', 'ivo')",
            "roster_member where id in ('noa', 'tim', 'ivo')",
            "person_name where person in ('noa', 'tim', 'ivo')")) {
      assertThat(one("select count(*) from " + kept + " and board = '%1$s'")).as(kept).isEqualTo(3);
    }
    for (String gone :
        List.of(
            "class_place where person",
            "roster_member where id",
            "person_name where person",
            "guardianship where guardian",
            "guardianship where pupil")) {
      assertThat(
              one("select count(*) from " + gone + " in ('sam', 'eva', 'piet') and board = '%1$s'"))
          .as(gone)
          .isZero();
    }
  }

  /** An id is one of a board: with another board's, in one batch, it is somebody else's. */
  @Test
  void whoIsForgottenElsewhereIsSomebodyElse() throws Throwable {
    StreamId stream = Pupils.stream(new Board(at.board), new School(at.school), "zoe");
    Enrolment home = Enrolment.in("home");
    var zoe =
        new PupilRegistered(
            "zoe", of("Zoe"), of("Bos"), null, List.of(), List.of(home), Support.NONE);
    StreamId elsewhere =
        StreamId.named(new Board("board-else"), new School("school-else"), "erasure", "zoe");
    List<Recorded<?>> batch =
        List.of(recorded(stream, zoe), recorded(elsewhere, new ErasureEvent.Forgot("zoe")));
    for (Projection projection : List.of(places, names, members)) {
      VertxContextSupport.subscribeAndAwait(
          () -> pool.withTransaction(sql -> projection.handle(batch, sql)));
    }
    assertThat(ids(at.get(head, "/classes/home/pupils"), "items")).contains("zoe");
    for (String kept : List.of("person_name where person", "roster_member where id")) {
      assertThat(one("select count(*) from " + kept + " = 'zoe' and board = '%1$s'")).isOne();
    }
  }

  private static Personal<String> of(String name) {
    return Personal.of("zoe", name);
  }

  private static Recorded<?> recorded(StreamId stream, Object event) {
    return recorded(stream, 1, Instant.now(), event);
  }

  private static Recorded<?> recorded(StreamId stream, int version, Instant at, Object event) {
    UUID id = UUID.randomUUID();
    var meta = new Meta("test", "test", id, null, id, null);
    return new Recorded<>(0, 1, stream, version, id, at, meta, event);
  }
}
