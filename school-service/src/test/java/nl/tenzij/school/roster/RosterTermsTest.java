package nl.tenzij.school.roster;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import nl.tenzij.school.roster.RosterPush.At;
import org.junit.jupiter.api.Test;

/** When classes run by their terms, and the places in them. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class RosterTermsTest extends TermsOfARoster {

  @Inject KeptRosters rosters;

  @Test
  void aPlaceHasTheDaysOfItsClassesTerms() {
    JsonPath report = bringIn(semesters());
    assertThat(findings(report, "remarks")).isEmpty();
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
    assertThat(places("p2"))
        .as("from the first day to the last")
        .isEqualTo("both 2026-08-31 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-01-29");
    assertThat(classesOf("p1")).containsExactly("first");

    long before = events();
    JsonPath again = bringIn(semesters());
    assertThat(again.getList("files.applied", Integer.class)).containsOnly(0);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void whoTaughtInTheSemesterBeforeTeachesThosePupilsNoMore() {
    bringIn(semesters());
    awaitTeachers("p1", "", "st1");
    clock.set(Instant.parse(IN_THE_SECOND));
    awaitTeachers("p1", "", "st2");
    assertThat(classesOf("p1")).containsExactly("second");
    awaitTeachers("p1", "?at=" + IN_THE_FIRST, "st1");

    bringIn(semesters());
    assertThat(places("p1")).as("what is over").isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();
    awaitTeachers("p1", "", "st2");
    long before = events();
    bringIn(semesters());
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void aClassOfASemesterThatIsOverIsNobodys() {
    clock.set(Instant.parse(IN_THE_SECOND));
    JsonPath report = bringIn(semesters());
    assertThat(places("p1")).isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isNull();
    Map<String, Object> enrolments = file(report, "enrollments.csv");
    assertThat(enrolments)
        .containsEntry("read", 7)
        .containsEntry("used", 2)
        .containsEntry("applied", 4);
  }

  private static Map<String, Object> file(JsonPath report, String name) {
    return report.<Map<String, Object>>getList("files").stream()
        .filter(each -> name.equals(each.get("file")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereATermIsCorrectedAllThatDependsOnItFollows() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    long before = events();
    bringIn(sessions("s1,active," + NOW + "First,semester,2026-08-31,2027-02-13,year,2027"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-02-12, second 2027-02-01 2027-07-16");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-02-12");
    assertThat(classesOf("p1")).containsExactly("first", "second");
    assertThat(events() - before).as("a pupil and a class").isEqualTo(2);

    bringIn(sessions("s2,active," + NOW + "Second,semester,2027-02-01,2027-07-24,year,2027"));
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-23");
    assertThat(teachers("both")).isEqualTo("st2 2026-08-31 2027-07-23");

    bringIn(semesters());
    assertThat(places("p1"))
        .as("as the whole set has it")
        .isEqualTo("second 2027-02-01 2027-07-16");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16");
  }

  @Test
  void ofTwoTermsThatTouchADayIsInOne() {
    bringIn(
        semesters()
            .change("academicSessions.csv", "2026-08-31,2027-01-30", "2026-08-31,2027-02-01"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-01-31, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-01-31");
    clock.set(Instant.parse("2027-02-01T09:00:00Z"));
    awaitTeachers("p1", "", "st2");
    assertThat(classesOf("p1")).containsExactly("second");
  }

  @Test
  void aClassThatNamesOtherTermsRunsOnOtherDays() {
    bringIn(semesters());
    bringIn(
        PackageBuilder.delta("classes")
            .file(
                "classes.csv",
                CLASSES,
                "first,active," + NOW + "Art,3,c1,scheduled," + school + ",year"));
    assertThat(places("p1")).isEqualTo("first 2026-08-01 2027-07-31, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-01 2027-07-31");
  }

  @Test
  void anEnrolmentsOwnDaysNarrowThoseOfItsClass() {
    String inFirst = "f1,,,first," + school + ",p1,student,,";
    String inBoth = "b1,,,both," + school + ",p2,student,,";
    JsonPath report =
        bringIn(
            semesters()
                .change("enrollments.csv", inFirst + ",", inFirst + "2026-10-01,2027-03-01")
                .change("enrollments.csv", inBoth + ",", inBoth + "2026-01-01,2026-12-18")
                .add(
                    "enrollments.csv",
                    "b3,,,both," + school + ",p1,student,,2027-01-11,",
                    "n1,,,second," + school + ",p2,student,,,2027-01-31"));
    assertThat(places("p1"))
        .isEqualTo(
            "both 2027-01-11 2027-07-16, first 2026-10-01 2027-01-29, second 2027-02-01"
                + " 2027-07-16");
    assertThat(places("p2")).as("over, and never meant").isNull();
    assertThat(findings(report, "remarks"))
        .containsExactly("enrollments.csv:10 classSourcedId outside-terms");

    bringIn(sessions("s2,active," + NOW + "Second,semester,2027-01-25,2027-07-17,year,2027"));
    assertThat(places("p2")).as("now the class runs").isEqualTo("second 2027-01-25 2027-01-31");
  }

  private String ownBegins(String pupil) {
    return one(
        """
        select string_agg(e ->> 'inClass', ', ' order by e ->> 'inClass')
        from (select data from event where board = '%s' and data ->> 'pupil' = '%s' order by position desc limit 1) last
        cross join jsonb_array_elements(data -> 'enrolments') e
        where (e ->> 'ownBegin')::boolean"""
            .formatted(board, pupil));
  }

  @Test
  void aFirstDayAfterTheClasssIsThePlacesOwn() {
    String inFirst = "f1,,,first," + school + ",p1,student,,";
    String inBoth = "b1,,,both," + school + ",p2,student,,";
    bringIn(
        semesters()
            .change("enrollments.csv", inFirst + ",", inFirst + "2026-10-01,")
            .change("enrollments.csv", inBoth + ",", inBoth + "2026-08-31,"));
    assertThat(ownBegins("p1")).isEqualTo("first");
    assertThat(ownBegins("p2")).as("the class's").isNull();
    pushed("/enrollments/d1", enrolment("p2", "second", "student", "2027-03-01", "2027-07-31"));
    pushed("/enrollments/d2", enrolment("p2", "first", "student"));
    assertThat(ownBegins("p2")).isEqualTo("second");
    pushed("/classes/second", schoolClass("Music", "s1", "s2"));
    assertThat(ownBegins("p2")).isEqualTo("second");
    pushed("/classes/first", schoolClass("Art", "s2"));
    assertThat(ownBegins("p1")).as("the class's by now").isNull();
  }

  @Test
  void aTermThatIsNotKnownIsToldAndTheClassRunsAsItDid() {
    PackageBuilder roster =
        semesters()
            .change("classes.csv", ",s1,,,", ",\"s1,summer\",,,")
            .change("academicSessions.csv", "2027-02-01,2027-07-17", "2027-07-17,2027-02-01");
    JsonPath report = bringIn(roster);
    assertThat(findings(report, "refusals"))
        .containsExactly("academicSessions.csv:4 endDate order");
    assertThat(findings(report, "remarks"))
        .containsExactly(
            "classes.csv:4 termSourcedIds unknown-reference",
            "classes.csv:5 termSourcedIds unknown-reference",
            "classes.csv:6 termSourcedIds unknown-reference");
    assertThat(places("p1")).as("which is not known").isEqualTo("first - -, second - -");
    assertThat(findings(bringIn(roster), "remarks")).as("each time").hasSize(3);

    bringIn(semesters());
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
    JsonPath gone = bringIn(semesters().without("academicSessions.csv", "s2,"));
    assertThat(findings(gone, "remarks"))
        .isNotEmpty()
        .allMatch(each -> each.endsWith("termSourcedIds unknown-reference"));
    bringIn(sessions("s1,tobedeleted," + NOW + "First,semester,2026-08-31,2027-01-30,year,2027"));
    bringIn(
        semesters()
            .without("academicSessions.csv", "s2,")
            .change("classes.csv", ",Music,", ",Songs,"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");

    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(sessions("s2,active," + NOW + "Second,semester,2027-02-01,2027-07-24,year,2027"));
    assertThat(places("p1")).as("known again").isEqualTo("second 2027-02-01 2027-07-23");
  }

  @Test
  void aTermOfWhichOnlyTheEndWasKeptIsNotKnownUntilItIsReadAnew() {
    bringIn(semesters().change("classes.csv", ",\"s1,s2\",,,", ",,,,"));
    assertThat(places("p2")).isEqualTo("both - -");
    execute(
        """
        update roster_record r set begins = null, mark = null
        from roster k where k.number = r.roster and k.board = '%s' and r.file = 'academicSessions'"""
            .formatted(board));
    execute(
        "delete from roster_block b using roster k where k.number = b.roster and k.board = '%s'"
            .formatted(board));
    JsonPath report =
        bringIn(sessions("s2,active," + NOW + "Second,semester,2027-02-01,2027-07-17,year,2027"));
    assertThat(findings(report, "remarks"))
        .containsExactly("classes.csv:0 termSourcedIds unknown-reference");
    List<String> codes =
        pushed("/classes/both", schoolClass("Dutch", "s1", "s2")).getList("remarks.code");
    assertThat(codes).containsExactly("unknown-reference");
    assertThat(places("p2")).as("as long as it is not known").isEqualTo("both - -");

    bringIn(semesters());
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16");
  }

  @Test
  void termsAreUnderstoodThoughTheyAreWrittenOtherwise() {
    bringIn(
        semesters()
            .change("academicSessions.csv", "startDate", "StartDate")
            .change(
                "academicSessions.csv", "2026-08-31,2027-01-30", "20260831,2027-01-30T00:00:00Z")
            .rename("academicSessions.csv", "AcademicSessions.CSV"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
  }

  @Test
  void whereATermWouldBeginOnlyLaterSomebodyIsAsked() {
    bringIn(many("both"));
    isAsked(
        sessions(
            "s1,active," + NOW + "First,semester,2027-08-23,2028-01-29,year,2028",
            "s2,active," + NOW + "Second,semester,2028-02-01,2028-07-16,year,2028"),
        14);
  }

  /** The same people in a class of next year, and no more. */
  private PackageBuilder nextYear(String idOfPlaces) {
    PackageBuilder roster =
        PackageBuilder.small(board, school)
            .change("academicSessions.csv", "2000-01-01,2999-12-31", "2027-08-01,2028-08-01")
            .add("academicSessions.csv", "n1,,,First,semester,2027-08-30,2028-01-29,year,2028")
            .add("classes.csv", "next,,,Dutch,3,c1,,scheduled,," + school + ",n1,,,")
            .without("enrollments.csv", "e1,")
            .without("enrollments.csv", "e2,")
            .without("enrollments.csv", "e3,");
    for (int i = 0; i < 10; i++) {
      roster
          .add("users.csv", "x%d,,,true,x%d,,Given,Family,,,,,,,3,,%s,,".formatted(i, i, school))
          .add("roles.csv", "rx%d,,,x%d,primary,student,,,%s,".formatted(i, i, school))
          .add(
              "enrollments.csv",
              "%s%d,,,next,%s,x%d,student,,,".formatted(idOfPlaces, i, school, i));
    }
    return roster;
  }

  @Test
  void whereAllHavePlacesOnlyLaterInNewClassesSomebodyIsAsked() {
    bringIn(many("both"));
    isAsked(nextYear("n"), 14);
  }

  @Test
  void whereAllPlacesMoveToAClassThatBeginsLaterSomebodyIsAsked() {
    bringIn(many("both"));
    isAsked(nextYear("ex"), 14);
  }

  @Test
  void whereNearlyAllPlacesOfTheComingYearAreLeftOutBeforeItsFirstDaySomebodyIsAsked() {
    clock.set(Instant.parse("2026-08-20T09:00:00Z"));
    bringIn(many("both"));
    PackageBuilder anew = many("both");
    PackageBuilder broken = semesters();
    for (int i = 0; i < 10; i++) {
      anew.change("enrollments.csv", "ex%d,".formatted(i), "again%d,".formatted(i));
      broken
          .add("users.csv", "x%d,,,true,x%d,,Given,Family,,,,,,,3,,%s,,".formatted(i, i, school))
          .add("roles.csv", "rx%d,,,x%d,primary,student,,,%s,".formatted(i, i, school));
    }
    bringIn(anew);
    isAsked(broken, 10);
  }

  @Test
  void placesThatAreOverCanBeLeftOutOrBeNumberedAnew() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(many("first"));
    PackageBuilder anew = many("first");
    for (int i = 0; i < 10; i++) {
      anew.change("enrollments.csv", "ex%d,".formatted(i), "again%d,".formatted(i));
    }
    bringIn(anew);
    PackageBuilder left = many("first");
    for (int i = 0; i < 10; i++) {
      left.without("enrollments.csv", "ex%d,".formatted(i));
    }
    bringIn(left);
    assertThat(classesOf("p1")).containsExactly("second");
  }

  /** With ten classes more, of a term each. */
  private PackageBuilder withClassesOf(String... terms) {
    PackageBuilder roster = semesters();
    for (String term : terms) {
      for (int i = 0; i < 10; i++) {
        roster.add(
            "classes.csv",
            "%s-%d,,,Art,3,c1,,scheduled,,%s,%s,,,".formatted(term, i, school, term));
      }
    }
    return roster;
  }

  @Test
  void classesWhoseTermIsOverCanBeLeftOutAndThoseThatRunNot() {
    bringIn(withClassesOf("s1", "s2"));
    clock.set(Instant.parse(IN_THE_SECOND));
    JsonPath now = sent(withClassesOf("s1"));
    assertThat(now.getString("state")).as("they run").isEqualTo("AWAITING_CONFIRMATION");
    assertThat(now.getInt("leaving.classes")).isEqualTo(10);
    assertThat(now.getInt("leaving.ofClasses")).as("no class of the first").isEqualTo(13);
    bringIn(withClassesOf("s2"));
    assertThat(one(ENDED.formatted(board))).isEqualTo("10");
  }

  private static final String ENDED =
      "select count(*)::text from event where board = '%s' and type = 'class.ended.v1'";

  @Test
  void aTermThatEndsOrBeginsByTheCalendarIsNotAskedAbout() {
    PackageBuilder roster = many("first");
    for (int i = 0; i < 10; i++) {
      roster.add("enrollments.csv", "sx%d,,,second,%s,x%d,student,,,".formatted(i, school, i));
    }
    bringIn(roster);
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(roster);
    assertThat(places("x1")).isEqualTo("second 2027-02-01 2027-07-16");
  }

  @Test
  void whoseTermsAreReadForTheFirstTimeIsAskedWhetherTheyAreOver() {
    bringIn(many("first"));
    execute(
        """
        update roster_record r set begins = null, ends = null, mark = null, cells = r.cells - 'termSourcedIds'
        from roster k where k.number = r.roster and k.board = '%s' and r.file = 'classes'"""
            .formatted(board));
    execute(
        "delete from roster_block b using roster k where k.number = b.roster and k.board = '%s'"
            .formatted(board));
    clock.set(Instant.parse(IN_THE_SECOND));
    isAsked(many("first"), 12);
  }

  @Test
  void whereAnImportBrokeOffBeforeSomebodyIsAskedToo() {
    bringIn(many("first"));
    execute("update roster set settled = false where board = '%s'".formatted(board));
    isAsked(
        many("first")
            .change("academicSessions.csv", "2026-08-31,2027-01-30", "2025-08-31,2026-01-30"),
        12);
  }

  @Test
  void whereATermWouldEndManyPlacesSomebodyIsAsked() {
    bringIn(many("both"));
    isAsked(
        sessions(
            "s2,active," + NOW + "Second,semester,2026-02-01,2026-07-17,year,2027",
            "s1,active," + NOW + "First,semester,2025-08-31,2026-01-30,year,2027"),
        16);
  }

  @Test
  void whatIsPushedHasTheDaysOfTheTermsToo() {
    bringIn(semesters());
    assertThat(pushed("/classes/pushed", schoolClass("Drama", "s2")).getList("remarks")).isEmpty();
    pushed("/enrollments/d1", enrolment("p2", "pushed", "student"));
    pushed("/enrollments/d2", enrolment("st1", "pushed", "teacher"));
    pushed("/enrollments/d3", enrolment("p1", "pushed", "student", "2027-01-01", "2027-04-01"));
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16, pushed 2027-02-01 2027-07-16");
    assertThat(teachers("pushed")).isEqualTo("st1 2027-02-01 2027-07-16");
    assertThat(places("p1")).contains("pushed 2027-02-01 2027-04-01");
    Response never =
        push("/enrollments/d4", enrolment("p1", "first", "student", "2027-03-01", "2027-04-01"));
    assertThat(never.statusCode()).isEqualTo(400);
    assertThat(never.jsonPath().getString("errors[0].code")).isEqualTo("outside-terms");

    bringIn(sessions("s2,active," + NOW + "Second,semester,2027-02-02,2027-07-24,year,2027"));
    assertThat(places("p2"))
        .as("its days were the class's")
        .isEqualTo("both 2026-08-31 2027-07-23, pushed 2027-02-02 2027-07-23");
    assertThat(places("p1"))
        .as("its end was its own")
        .isEqualTo(
            "first 2026-08-31 2027-01-29, pushed 2027-02-02 2027-04-01, second 2027-02-02"
                + " 2027-07-23");
    assertThat(teachers("pushed")).isEqualTo("st1 2027-02-02 2027-07-23");
  }

  @Test
  void aClassThatIsPushedWithOtherTermsTakesItsPlacesAlong() {
    bringIn(semesters());
    pushed("/enrollments/d1", enrolment("p2", "first", "student", "2026-09-07", "2027-06-30"));
    assertThat(places("p2")).contains("first 2026-09-07 2027-01-29");
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).isEqualTo("first 2026-08-31 2027-07-16, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
    assertThat(places("p2"))
        .as("as far as was known of it")
        .contains("first 2026-09-07 2027-07-16");
    long before = events();
    assertThat(pushed("/classes/first", schoolClass("Art", "s1", "s2")).getString("outcome"))
        .isEqualTo("UNCHANGED");
    assertThat(events()).isEqualTo(before);

    List<String> codes =
        pushed("/classes/first", schoolClass("Art", "nowhere")).getList("remarks.code");
    assertThat(codes).containsExactly("unknown-reference");
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");
    bringIn(sessions("year,active," + NOW + "2026-2027,schoolYear,2026-08-01,2027-08-01,,2027"));
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");

    bringIn(semesters());
    assertThat(places("p1"))
        .as("as the whole set has it")
        .isEqualTo("first 2026-08-31 2027-01-29, second 2027-02-01 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-01-29");
    assertThat(places("p2")).isEqualTo("both 2026-08-31 2027-07-16");
  }

  @Test
  void whoIsPushedIntoAClassWhoseTermsAreOverIsTold() {
    clock.set(Instant.parse(IN_THE_SECOND));
    bringIn(semesters());
    assertThat(
            pushed("/enrollments/d1", enrolment("p2", "first", "student"))
                .getList("remarks.code", String.class))
        .containsExactly("outside-terms");
    assertThat(
            pushed(
                    "/enrollments/d1",
                    enrolment("p2", "first", "student", "2026-09-07", "2026-12-18"))
                .getList("remarks"))
        .as("it is over itself")
        .isEmpty();
    assertThat(pushed("/enrollments/d2", enrolment("p2", "second", "student")).getList("remarks"))
        .isEmpty();
  }

  @Test
  void whoIsPushedIntoAClassHasTheDaysThatAreSaidMeanwhile() throws SQLException {
    bringIn(semesters());
    Days semester = new Days(LocalDate.parse("2027-02-01"), LocalDate.parse("2027-07-16"));
    Days until = new Days(LocalDate.parse("2027-02-01"), LocalDate.parse("2027-03-31"));
    Response entered =
        whileTheClassRunsOn(
            semester, until, () -> push("/enrollments/d1", enrolment("p2", "second", "student")));
    assertThat(entered.statusCode()).as(entered.asString()).isEqualTo(200);
    assertThat(places("p2")).endsWith("second 2027-02-01 2027-03-31");

    Days later = new Days(LocalDate.parse("2027-03-01"), LocalDate.parse("2027-03-31"));
    Response outside =
        whileTheClassRunsOn(
            until,
            later,
            () ->
                push(
                    "/enrollments/d2",
                    enrolment("st1", "second", "teacher", "2027-02-01", "2027-02-20")));
    assertThat(outside.statusCode()).as(outside.asString()).isEqualTo(400);
    assertThat(outside.jsonPath().getString("errors[0].code")).isEqualTo("outside-terms");
    assertThat(teachers("second")).doesNotContain("st1");
  }

  @Test
  void whoIsPushedIntoAClassWhileAnImportBeginsIsRefused() throws SQLException {
    bringIn(semesters());
    Response entered =
        meanwhile(
            () -> push("/enrollments/d1", enrolment("p2", "second", "student")),
            () ->
                execute(
                    """
                    insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by,
                      worker, worked_until)
                    values ('%s', '%s', '%s', 'RUNNING', 'RECEIVED', now(), 'test', '%s', now() + '1 hour')"""
                        .formatted(UUID.randomUUID(), board, school, UUID.randomUUID())));
    assertThat(entered.statusCode()).as(entered.asString()).isIn(409, 503);
    execute("delete from roster_import where board = '" + board + "' and accepted_by = 'test'");
    await()
        .until(
            () ->
                push("/enrollments/d1", enrolment("p2", "second", "student")).statusCode() == 200);
    assertThat(places("p2")).endsWith("second 2027-02-01 2027-07-16");
  }

  /**
   * What a push says of the second semester's class while the enrolment is on its way: all again
   * where the enrolment waited no longer, on a slow machine.
   */
  private Response whileTheClassRunsOn(Days first, Days then, Supplier<Response> push)
      throws SQLException {
    Response shown = delete("/enrollments/none");
    assertThat(shown.statusCode()).as("once the list shows all").isEqualTo(404);
    Response entered;
    int tries = 0;
    do {
      tries++;
      runsOn(first);
      entered = whileTheClassRunsOn(then, push);
    } while (entered.statusCode() == 503 && tries < 10);
    return entered;
  }

  private Response whileTheClassRunsOn(Days days, Supplier<Response> push) throws SQLException {
    return meanwhile(push, () -> runsOn(days));
  }

  /** After the push has looked when its class runs, and before it enters anything. */
  private Response meanwhile(Supplier<Response> push, Runnable then) throws SQLException {
    CompletableFuture<Response> entered;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("lock table class_place in access exclusive mode");
      entered = later(push);
      await()
          .until(
              () ->
                  entered.isDone()
                      || !one("""
                      select count(*)::text from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock' and query like 'select role, person, class from class_place%'""")
                          .equals("0"));
      then.run();
      held.rollback();
    }
    return entered.join();
  }

  private void runsOn(Days days) {
    execute(
        """
        update roster_record r set begins = '%s', ends = '%s'
        from roster k where k.number = r.roster and k.board = '%s' and r.file = 'classes' and r.id = 'second'"""
            .formatted(days.first(), days.last(), board));
  }

  @Test
  void aClassThatIsPushedAgainGoesOnWhereItsPushBrokeOff() throws SQLException {
    bringIn(semesters());
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("select 1 from checkpoint where subscription = 'class-places' for update");
      Response brokenOff = push("/classes/first", schoolClass("Drama", "s1", "s2"));
      assertThat(brokenOff.statusCode()).as(brokenOff.asString()).isEqualTo(503);
      held.rollback();
    }
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-01-29");
    await()
        .until(() -> push("/classes/first", schoolClass("Drama", "s1", "s2")).statusCode() == 200);
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");
    assertThat(teachers("first")).isEqualTo("st1 2026-08-31 2027-07-16");
  }

  /** The second teacher's event is refused, as where a lock is not had in time. */
  private static final String ONE_TEACHER_ONLY =
      """
      create function one_teacher_only() returns trigger language plpgsql as $$
      begin
        if (select count(*) from jsonb_array_elements(new.data -> 'teachers') t where t ->> 'end' > '2027-01-29') > 1 then
          raise exception 'broken off' using errcode = '55P03';
        end if;
        return new;
      end $$;
      create trigger one_teacher_only before insert on event for each row when (new.board = '%s')
        execute function one_teacher_only()""";

  @Test
  void aPushThatBrokeOffAfterOneOfTwoTeachersGoesOnWithTheOther() {
    bringIn(
        semesters()
            .add(
                "enrollments.csv",
                "f3,,,first," + school + ",st2,teacher,,,2027-06-30",
                "f4,,,first," + school + ",st2,teacher,,,"));
    execute(ONE_TEACHER_ONLY.formatted(board));
    try {
      Response brokenOff = push("/classes/first", schoolClass("Art", "s1", "s2"));
      assertThat(brokenOff.statusCode()).as(brokenOff.asString()).isEqualTo(503);
    } finally {
      execute("drop trigger one_teacher_only on event; drop function one_teacher_only");
    }
    assertThat(teachers("first").split(", "))
        .containsExactlyInAnyOrder(
            "st1 2026-08-31 2027-07-16", "st2 2026-08-31 2027-01-29", "st2 2026-08-31 2027-01-29");
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(teachers("first").split(", "))
        .as("each until the end of the class, or its own")
        .containsExactlyInAnyOrder(
            "st1 2026-08-31 2027-07-16", "st2 2026-08-31 2027-06-30", "st2 2026-08-31 2027-07-16");
    long before = events();
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(events()).isEqualTo(before);
    pushed("/enrollments/f2", enrolment("st1", "first", "teacher", "2026-08-31", "2027-01-29"));
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(teachers("first"))
        .as("pushed since, until what was the class's last day once")
        .contains("st1 2026-08-31 2027-01-29");
  }

  @Test
  void whoIsEnteredWhileAClassIsPushedFollowsToo() throws SQLException {
    bringIn(semesters());
    enteredMeanwhile("d1", "both", schoolClass("Dutch", "s1"));
    assertThat(teachers("both"))
        .as("less than they were entered with")
        .isEqualTo("st1 2026-08-31 2027-01-29, st2 2026-08-31 2027-01-29");
    enteredMeanwhile("d2", "first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p2"))
        .as("and more")
        .isEqualTo("both 2026-08-31 2027-01-29, first 2026-08-31 2027-07-16");
  }

  private void enteredMeanwhile(String enrolment, String inClass, Map<String, Object> pushed)
      throws SQLException {
    CompletableFuture<Response> push;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      push = waiting(() -> push("/classes/" + inClass, pushed));
      pushed(
          "/enrollments/" + enrolment,
          inClass.equals("both")
              ? enrolment("st1", inClass, "teacher")
              : enrolment("p2", inClass, "student"));
      held.commit();
    }
    if (push.join().statusCode() == 503) {
      // On a machine so slow that the push waited no longer.
      await().until(() -> push("/classes/" + inClass, pushed).statusCode() == 200);
    } else {
      assertThat(push.join().statusCode()).as(push.join().asString()).isEqualTo(200);
    }
  }

  @Test
  void aClassThatIsPushedWithTheSameTermsLeavesPlacesAsTheyWerePushed() {
    bringIn(semesters());
    pushed("/enrollments/f1", enrolment("p1", "first", "student", "2026-10-01", "2027-01-25"));
    assertThat(pushed("/classes/first", schoolClass("Art", "s1")).getString("outcome"))
        .isEqualTo("UNCHANGED");
    assertThat(places("p1")).startsWith("first 2026-10-01 2027-01-25");
  }

  /** The class is pushed without its second term by mistake, and then with it again. */
  @Test
  void anOwnLastDayStaysThoughItIsTheClasssForAWhile() {
    bringIn(semesters());
    pushed("/enrollments/d1", enrolment("st1", "both", "teacher", "2026-09-01", "2027-01-29"));
    pushed("/classes/both", schoolClass("Dutch", "s1"));
    pushed("/classes/both", schoolClass("Dutch", "s1", "s2"));
    assertThat(teachers("both")).contains("st1 2026-09-01 2027-01-29");
  }

  @Test
  void aClassIsPushedWithoutHoldingUpWhoCatchesUp() throws SQLException {
    bringIn(semesters());
    CompletableFuture<Response> push;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      push = waiting(() -> push("/classes/pushed", schoolClass("Drama", "s2")));
      statement.execute("set local lock_timeout = '3s'");
      statement.execute(
          "update roster set position = position where board = '%s'".formatted(board));
      held.commit();
    }
    assertThat(push.join().statusCode()).as(push.join().asString()).isEqualTo(200);
    pushed("/enrollments/d1", enrolment("p2", "pushed", "student"));
    assertThat(places("p2")).contains("pushed 2027-02-01 2027-07-16");
  }

  @Test
  void aClassIsNotPushedInBetweenAnImportThatBeganMeanwhile() throws SQLException {
    bringIn(semesters());
    CompletableFuture<Response> push;
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      push = waiting(() -> push("/classes/pushed", schoolClass("Drama", "s2")));
      execute(
          """
          insert into roster_import (id, board, school, state, stage, accepted_at, accepted_by,
            worker, worked_until)
          values ('%s', '%s', '%s', 'RUNNING', 'STAGED', now(), 'test', '%s', now() + '1 hour')"""
              .formatted(UUID.randomUUID(), board, school, UUID.randomUUID()));
      held.commit();
    }
    assertThat(push.join().statusCode()).as(push.join().asString()).isEqualTo(409);
    assertThat(push.join().jsonPath().getString("code")).isEqualTo("import-running");
    assertThat(
            one(
                """
                select count(*)::text from roster_record r join roster k on k.number = r.roster
                where k.board = '%s' and r.file = 'classes' and r.id = 'pushed'"""
                    .formatted(board)))
        .isEqualTo("0");
    execute("delete from roster_import where board = '" + board + "' and accepted_by = 'test'");
  }

  @Test
  void aClassThatIsPushedWaitsNoLongerThanForAnyLock() throws SQLException {
    bringIn(semesters());
    try (Connection held = database.getConnection();
        Statement statement = held.createStatement()) {
      changesAlone(statement);
      Response busy = push("/classes/first", schoolClass("Art", "s1", "s2"));
      assertThat(busy.statusCode()).as(busy.asString()).isEqualTo(503);
      assertThat(busy.header("Retry-After")).isNotNull();
      held.rollback();
    }
    pushed("/classes/first", schoolClass("Art", "s1", "s2"));
    assertThat(places("p1")).startsWith("first 2026-08-31 2027-07-16");
  }

  @Test
  void whatAPushCatchesUpWithMayTakeLongButItsLocksNot() {
    ImportId of = new ImportId(new Board(board), new School(school), null);
    Map<String, String> limits = new HashMap<>();
    Meta meta =
        new Meta(
            "school-system", "school-system", UUID.randomUUID(), null, UUID.randomUUID(), null);
    rosters
        .open(of)
        .chain(
            kept ->
                rosters.push(
                    new At(of.board(), of.school(), meta),
                    kept,
                    sql ->
                        sql.query(
                                "select name, setting from pg_settings"
                                    + " where name in ('lock_timeout', 'statement_timeout')")
                            .execute()
                            .invoke(
                                rows ->
                                    rows.forEach(
                                        row -> limits.put(row.getString(0), row.getString(1))))
                            .replaceWithVoid()))
        .await()
        .atMost(Patience.LONG);
    assertThat(limits).containsEntry("statement_timeout", "600000");
    assertThat(Integer.parseInt(limits.get("lock_timeout"))).isBetween(1, 10_000);
  }

  @Test
  void whoeverIsFirstMakesTheKeyThatAllHave() {
    ImportId of = new ImportId(new Board(board), new School(school), null);
    List<Uni<byte[]>> opened =
        Stream.generate(() -> rosters.open(of).map(KeptRosters.Kept::key)).limit(8).toList();
    List<byte[]> keys = Uni.join().all(opened).andFailFast().await().atMost(Patience.LONG);
    byte[] kept = rosters.open(of).map(KeptRosters.Kept::key).await().atMost(Patience.LONG);
    assertThat(keys).allSatisfy(key -> assertThat(key).isEqualTo(kept));
  }

  @Test
  void aSchoolThatOnlyPushesSendsItsTermsAlone() {
    PushedSchool pushing = new PushedSchool(board, school);
    pushing.staff("tim", "Tim", "Visser").pupil("sam", "Sam", "Demir", Map.of());
    pushing.schoolClass("art", "scheduled");
    pushing.enrol("tim", "art", "teacher").enrol("sam", "art", "student");
    assertThat(places("sam")).isEqualTo("art - -");
    bringIn(sessions("t,active," + NOW + "First,semester,2026-08-31,2027-01-30,,2027"));
    assertThat(places("sam")).isEqualTo("art 2026-08-31 2027-01-29");
    assertThat(teachers("art")).isEqualTo("tim 2026-08-31 2027-01-29");
  }
}
