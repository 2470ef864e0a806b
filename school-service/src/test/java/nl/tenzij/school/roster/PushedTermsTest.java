package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.ApiSpec.with;
import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.school.roster.RosterPush.At;
import org.junit.jupiter.api.Test;

/** Classes that are pushed, with other terms for the most, while more happens to them. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class PushedTermsTest extends TermsOfARoster {

  @Inject PushTurns turns;

  @Test
  void whoIsEnteredWhileAClassIsFirstPushedHasItsDays() throws SQLException {
    bringIn(semesters());
    CompletableFuture<Response> push;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      push = waiting(() -> push("/classes/fresh", schoolClass("Drama", "s1")));
      pushed("/enrollments/d1", enrolment("p2", "fresh", "student"));
      held.commit();
    }
    if (push.join().statusCode() == 503) {
      // On a machine so slow that the push waited no longer.
      await().until(() -> push("/classes/fresh", schoolClass("Drama", "s1")).statusCode() == 200);
    } else {
      assertThat(push.join().statusCode()).as(push.join().asString()).isEqualTo(200);
    }
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, fresh 2026-08-31 2027-01-29");
  }

  @Test
  void ofTwoWhoPushAClassAtOnceTheSecondWaitsItsTurn() {
    bringIn(semesters());
    hasTheTurn("class/both");
    CompletableFuture<Response> other =
        later(() -> push("/classes/both", schoolClass("Dutch", "s1")));
    Response end = delete("/classes/both");
    assertThat(Stream.of(other.join(), end).map(Response::statusCode)).containsOnly(409);
    assertThat(end.jsonPath().getString("code")).isEqualTo("push-running");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16");
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));

    execute("update enrolment_push set until = now() where board = '" + board + "'");
    pushed("/classes/both", schoolClass("Dutch", "s1"));
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-01-29");
  }

  /** Another push. */
  private void hasTheTurn(String of) {
    execute(
        """
        insert into enrolment_push (board, school, enrolment, push, until)
        values ('%s', '%s', '%s', '%s', now() + interval '1 min')"""
            .formatted(board, school, of, UUID.randomUUID()));
  }

  @Test
  void aPlaceFollowsItsClassInTheTurnOfItsEnrolment() {
    bringIn(semesters());
    hasTheTurn("f1");
    Response push = push("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(push.statusCode()).as(push.asString()).isEqualTo(409);
    assertThat(push.jsonPath().getString("code")).isEqualTo("push-running");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");

    execute("update enrolment_push set until = now() where board = '" + board + "'");
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");
  }

  @Test
  void whoIsTakenOutWhileTheOthersFollowTheClassIsNotPutBack() {
    bringIn(semesters().add("enrollments.csv", "f3,,,first," + school + ",p2,student,,,"));
    hasTheTurn("f2");
    CompletableFuture<Response> push =
        later(() -> push("/classes/first", schoolClass("Art", "s1", "s2")));
    await()
        .until(
            () ->
                one("select count(*)::text from roster_record where id = 'first' and jsonb_exists(cells, 'ranOn')"
                        + " and roster = (select number from roster where board = '%s')"
                            .formatted(board))
                    .equals("1"));
    gone("/enrollments/f1");
    pushed("/enrollments/f3", enrolment("p2", "first", "student", "2026-09-01", "2027-06-01"));
    execute("delete from enrolment_push where enrolment = 'f2' and board = '" + board + "'");
    Response followed = push.join();
    if (followed.statusCode() == 409) {
      // On a machine so slow that the push waited no longer.
      pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    } else {
      assertThat(followed.statusCode()).as(followed.asString()).isEqualTo(200);
    }
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, first 2026-09-01 2027-06-01");
  }

  @Test
  void aTurnLastsAsLongAsItsPushWhichEndsOnceAnotherHasIt() {
    UUID command = UUID.randomUUID();
    At at =
        new At(
            new Board(board),
            new School(school),
            new Meta("school-system", "school-system", command, null, command, null));
    CompletableFuture<Object> push =
        turns.alone(at, "both", () -> Uni.createFrom().nothing()).subscribeAsCompletionStage();
    String until = "select max(until)::text from enrolment_push where board = '" + board + "'";
    await().until(() -> one(until) != null);
    String first = one(until);
    await().until(() -> one(until).compareTo(first) > 0);
    assertThat(push).isNotDone();

    execute("update enrolment_push set push = gen_random_uuid() where board = '" + board + "'");
    await().until(push::isDone);
    assertThatThrownBy(push::join).hasCauseInstanceOf(Refused.class);
    assertThat(one(until)).as("the other's").isNotNull();
  }

  private Map<String, Object> user(String name, String role) {
    Map<String, Object> user = new HashMap<>();
    user.put("enabledUser", true);
    user.put("username", "u");
    user.put("givenName", name);
    user.put("familyName", "Family");
    user.put("roles", List.of(Map.of("roleType", "primary", "role", role, "org", ref(school))));
    return user;
  }

  private void gone(String path) {
    Response answer = delete(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
  }

  private void longer(String first) {
    bringIn(sessions("s1,active," + NOW + "First,semester,2026-08-31," + first + ",year,2027"));
  }

  @Test
  void whoLeftAndIsBackIsInNoClassThatWasOverThen() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    gone("/users/p1");
    pushed("/users/p1", user("Back", "student"));
    gone("/users/st1");
    pushed("/users/st1", user("Back", "teacher"));
    longer("2027-02-27");
    assertThat(places("p1")).isNull();
    assertThat(teachers("first")).isNull();

    pushed("/enrollments/f1", enrolment("p1", "first", "student"));
    pushed("/enrollments/f2", enrolment("st1", "first", "teacher"));
    longer("2027-03-06");
    assertThat(places("p1")).as("said anew").isEqualTo("first 2026-08-31 2027-03-05");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-03-05");
    bringIn(semesters().change("academicSessions.csv", "2027-01-30", "2027-03-06"));
    assertThat(places("p1"))
        .as("as the whole set has it")
        .isEqualTo("first 2026-08-31 2027-03-05, second 2027-02-01 2027-07-16");
  }

  @Test
  void aPlaceThatIsOverAndIsDeletedDoesNotComeBack() {
    bringIn(semesters());
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    gone("/enrollments/f1");
    gone("/enrollments/f2");
    assertThat(with(role("school-system")).delete(at("/roster/enrollments/f1")).statusCode())
        .as("known no more")
        .isEqualTo(404);

    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    longer("2027-02-27");
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();

    bringIn(semesters().change("academicSessions.csv", "2027-01-30", "2027-03-06"));
    assertThat(places("p1"))
        .as("a whole set has the last word")
        .isEqualTo("first 2026-08-31 2027-03-05, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-03-05");
  }

  @Test
  void aPlaceThatIsOverAndIsMovedDoesNotComeBackWhereItWas() {
    bringIn(semesters().without("enrollments.csv", "s1,"));
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters().without("enrollments.csv", "s1,"));
    pushed("/enrollments/f1", enrolment("p1", "second", "student"));
    pushed("/enrollments/f2", enrolment("st1", "second", "teacher"));

    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    longer("2027-02-27");
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();
  }

  @Test
  void aPlaceThatIsOverAndEndedSoonerStaysSo() {
    bringIn(semesters());
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    String[] sooner = {"2026-08-31", "2027-01-15"};
    pushed("/enrollments/f1", enrolment("p1", "first", "student", sooner));
    pushed("/enrollments/f2", enrolment("st1", "first", "teacher", sooner));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1"))
        .as("by a record")
        .isEqualTo("first 2026-08-31 2027-01-15, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-01-15");
    longer("2027-02-27");
    assertThat(places("p1"))
        .as("by a package, which tells no more of what is over")
        .isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();

    bringIn(semesters().change("academicSessions.csv", "2027-01-30", "2027-03-06"));
    assertThat(places("p1"))
        .as("a whole set has the last word")
        .isEqualTo("first 2026-08-31 2027-03-05, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-03-05");
  }

  @Test
  void aPlaceThatIsOverAndEndedSoonerDoesNotRunOnWithALongerTerm() {
    bringIn(semesters());
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    String[] sooner = {"2026-08-31", "2027-01-15"};
    pushed("/enrollments/f1", enrolment("p1", "first", "student", sooner));
    pushed("/enrollments/f2", enrolment("st1", "first", "teacher", sooner));
    longer("2027-02-27");
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();
  }

  private static final String[] OF_THE_FIRST = {"2026-08-31", "2027-01-29"};

  private void entersWithTheDaysOfTheClass() {
    JsonPath pupil = pushed("/enrollments/f1", enrolment("p1", "first", "student", OF_THE_FIRST));
    Map<String, Object> teacher = enrolment("st1", "first", "teacher", OF_THE_FIRST);
    teacher.put("primary", true);
    JsonPath teaching = pushed("/enrollments/f2", teacher);
    assertThat(List.of(pupil.getString("outcome"), teaching.getString("outcome")))
        .containsOnly("UNCHANGED");
  }

  @Test
  void whoIsPushedWithTheDaysOfAClassRunsOnWithItsTerms() {
    bringIn(semesters());
    entersWithTheDaysOfTheClass();
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
  }

  @Test
  void whoIsPushedWithTheDaysOfAClassRunsOnWithALongerTerm() {
    bringIn(semesters());
    entersWithTheDaysOfTheClass();
    longer("2027-02-27");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-02-26");
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-02-26, second 2027-02-01 2027-07-16");
  }

  @Test
  void whoIsPushedTwiceWithTheDaysOfAClassRunsOnWithALongerTerm() {
    bringIn(semesters());
    Map<String, Object> place = enrolment("p2", "first", "student", OF_THE_FIRST);
    pushed("/enrollments/n1", place);
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(pushed("/enrollments/n1", place).getString("outcome")).isEqualTo("UNCHANGED");
    longer("2027-02-27");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, first 2026-08-31 2027-02-26");
  }

  @Test
  void whoIsPushedWithTheDaysOnWhichAClassRanBeforeFollowsItYet() {
    bringIn(semesters());
    hasTheTurn("f1");
    assertThat(push("/classes/first", schoolClass("Art", "s1", "s2")).statusCode()).isEqualTo(409);
    execute("update enrolment_push set until = now() where board = '" + board + "'");
    pushed("/enrollments/f1", enrolment("p1", "first", "student", OF_THE_FIRST));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
  }

  @Test
  void whoHasTheDaysOfAClassByTheRosterTooKeepsThem() {
    bringIn(
        semesters()
            .without("enrollments.csv", "f1,")
            .add("enrollments.csv", "f1,,,first,%s,p1,student,,,2027-01-29".formatted(school)));
    pushed("/enrollments/f1", enrolment("p1", "first", "student", OF_THE_FIRST));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
  }

  @Test
  void whoHasNoPlaceByTheirRoleAnyMoreHasNone() {
    bringIn(semesters());
    for (String outcome : List.of("APPLIED", "UNCHANGED")) {
      JsonPath told = pushed("/enrollments/f2", enrolment("st1", "first", "administrator"));
      assertThat(told.getString("outcome")).isEqualTo(outcome);
      assertThat(told.getList("remarks.code")).containsExactly("not-needed");
      assertThat(teachers("first")).isNull();
    }
    longer("2027-02-27");
    assertThat(teachers("first")).isNull();
    bringIn(semesters());
    assertThat(teachers("first")).as("the whole set wins").startsWith("st1 ");

    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    pushed("/enrollments/f2", enrolment("st1", "first", "proctor"));
    longer("2027-02-27");
    assertThat(teachers("first")).as("which was over").isNull();
  }

  @Test
  void whatTheRosterSaysOfWhoHasNoPlaceByTheirRoleIsKeptUntilItIsDeleted() {
    bringIn(
        semesters()
            .add(
                "enrollments.csv",
                "a1,,,first,%s,st1,administrator,,,".formatted(school),
                "a2,,,first,%s,st2,proctor,,,".formatted(school)));
    pushed("/enrollments/a1", enrolment("st1", "first", "administrator"));
    pushed("/enrollments/a2", enrolment("st2", "first", "proctor"));
    for (String known : List.of("/enrollments/a1", "/enrollments/a2")) {
      gone(known);
      assertThat(delete(known).statusCode()).as("known no more").isEqualTo(404);
    }
  }

  @Test
  void whichDayItIsIsToldByTheSchoolsClock() {
    Response registered =
        with(Tokens.user(board, "board").token())
            .contentType(ContentType.JSON)
            .body(Map.of("name", "School, the", "sector", "VO", "timeZone", "America/Kralendijk"))
            .put("/api/v1/boards/" + board + "/schools/" + school);
    assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
    PackageBuilder roster =
        semesters()
            .add("roles.csv", "r10,,,st1,secondary,principal,2027-01-30,,%s,".formatted(school));
    bringIn(roster);
    clock.set(Instant.parse("2027-01-30T01:00:00Z"));
    pushed("/users/st1", user("Other", "teacher"));
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1"))
        .as("in the evening of its last day")
        .isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
    assertThat(roles("st1")).isEqualTo("[\"teacher\"]");

    clock.set(Instant.parse("2027-01-30T09:00:00Z"));
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(roles("st1")).as("which began that day").contains("principal", "teacher");
  }

  private String roles(String staff) {
    return one(
        """
        select data ->> 'roles' from event
        where board = '%s' and type like 'staff.%%' and data ->> 'staff' = '%s' order by position desc limit 1"""
            .formatted(board, staff));
  }

  @Test
  void whoHasLeftForGoodTeachesNothingAnyMore() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    gone("/users/st1");
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    pushed("/users/st1", user("Back", "teacher"));
    longer("2027-02-27");
    assertThat(teachers("first")).isNull();
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-02-26");
  }

  @Test
  void nobodyIsInAClassThatEndedAndRunsAgain() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    gone("/classes/first");
    pushed("/classes/first", schoolClass("Other art", "s2"));
    pushed("/enrollments/d1", enrolment("p2", "first", "student"));
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, first 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();
  }

  /** Of two of whom only one is still there by the log, as between the list and the command. */
  @Test
  void whoLeavesMeanwhileHoldsUpNobodysPlace() {
    bringIn(
        semesters()
            .add("users.csv", "p0,,,true,p0,,Given,Family,,,,,,,3,,%s,,".formatted(school))
            .add("roles.csv", "r0,,,p0,primary,student,,,%s,".formatted(school))
            .add("enrollments.csv", "f0,,,first,%s,p0,student,,,".formatted(school)));
    execute(
        """
        update class_place set person = 'a-nobody' where board = '%1$s' and person = 'p0';
        update roster_record r set user_id = 'a-nobody'
        from roster k where k.number = r.roster and k.board = '%1$s' and r.user_id = 'p0' and r.file = 'enrollments'"""
            .formatted(board));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");
  }

  @Test
  void aClassThatIsPushedAsRunningAgainHasItsPlacesAgain() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(
        semesters()
            .add("users.csv", "p0,,,true,p0,,Given,Family,,,,,,,3,,%s,,".formatted(school))
            .add("roles.csv", "r0,,,p0,primary,student,2027-03-01,,%s,".formatted(school))
            .add(
                "enrollments.csv",
                "f0,,,first,%s,p0,student,,,".formatted(school),
                "f3,,,first,%s,p2,student,,,2027-01-22".formatted(school)));
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
    assertThat(places("p2")).as("over by a day of its own").isEqualTo("both 2026-08-31 2027-07-16");
    assertThat(places("p0")).as("no pupil yet").isNull();

    pushed("/users/p1", user("Other", "student"));
    pushed("/classes/first", schoolClass("Art", "s1"));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1"))
        .as("kept by a delta that says nothing of it")
        .isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
  }

  @Test
  void whereAPushBrokeOffBeforePlacesCameBackTheyDoWithTheNextRoster() throws SQLException {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("select 1 from checkpoint where subscription = 'class-places' for update");
      Response brokenOff = push("/classes/first", schoolClass("Drama", "s1", "s2"));
      assertThat(brokenOff.statusCode()).as(brokenOff.asString()).isEqualTo(503);
      held.rollback();
    }
    pushed("/users/p1", user("Other", "student"));
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
  }

  /** Each time the pupil is entered the class's days are said anew, twice. */
  private static final String SAID_ANEW =
      """
      create function said_anew() returns trigger language plpgsql as $$
      begin
        update roster_record r set ends = case r.ends when '2027-07-16' then date '2027-06-30' else '2027-05-31' end
        from roster k
        where k.number = r.roster and k.board = new.board and r.file = 'classes' and r.id = 'second'
          and new.data -> 'enrolments' @> jsonb_build_array(jsonb_build_object('inClass', r.id, 'end', r.ends));
        return new;
      end $$;
      create trigger said_anew before insert on event for each row when (new.board = '%s')
        execute function said_anew()""";

  @Test
  void whoIsPushedIntoAClassHasTheDaysThatAreSaidLast() {
    bringIn(semesters());
    execute(SAID_ANEW.formatted(board));
    try {
      pushed("/enrollments/d1", enrolment("p2", "second", "student"));
    } finally {
      execute("drop trigger said_anew on event; drop function said_anew");
    }
    assertThat(places("p2")).endsWith("second 2027-02-01 2027-05-31");
  }
}
