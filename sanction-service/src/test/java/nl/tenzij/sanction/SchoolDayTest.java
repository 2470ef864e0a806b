package nl.tenzij.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ApiSpec;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.ledger.testkit.Tokens;
import nl.tenzij.sanction.custody.CustodyOverview;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentCommand.RecordIncident;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.overview.SanctionOverview;
import nl.tenzij.sanction.refusal.ToldRefusals;
import nl.tenzij.sanction.sanction.Actor;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.AmendSanction;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.sanction.StaffRole;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.verdict.Ground;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Tuesday at a school, by a clock of its own: the second lesson is from 09:20 to 10:10, school is
 * out at 13:50. Each test has a school of its own, with the class k-3hv1 of st-tim in French.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SchoolDayTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String CLASS = "k-3hv1";
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
  private static final LocalDate YESTERDAY = TUESDAY.minusDays(1);
  private static final String VIOLATION = "NON_EDUCATIONAL_USE";

  private final String school = "school-" + UUID.randomUUID();
  private final String path = "/api/v1/schools/" + school;

  @Inject SetClock clock;
  @Inject Pool pool;
  @Inject Subscriptions subscriptions;
  @Inject ToldRefusals refusals;
  @Inject Scheduler scheduler;
  @Inject SchoolBooks books;
  @Inject CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;
  @Inject CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  private SchoolTells roster;
  private ExceptionTells exemptions;

  @BeforeEach
  void aSchoolInItsSecondLesson() {
    clock.set(at("09:30"));
    roster = new SchoolTells();
    roster.at(at("08:00"));
    exemptions = new ExceptionTells();
    exemptions.at(at("08:00"));
    roster.school(BOARD, school);
    roster.calendar(BOARD, school);
    roster.contacts(BOARD, school);
    roster.policy(BOARD, school, Instant.parse("2020-08-01T00:00:00Z"));
    roster.group(BOARD, school, CLASS, "sub-fr");
    for (String pupil : List.of("p-ann", "p-ben", "p-col")) {
      roster.pupil(BOARD, school, pupil, CLASS);
    }
    soon(
        () ->
            ofClass()
                .body("verdicts.pupil", contains("p-ann", "p-ben", "p-col"))
                .body("verdicts.ground", everyItem(equalTo("RULE")))
                .body("verdicts.contact.staff", everyItem(equalTo("st-cora"))));
  }

  @AfterEach
  void end() {
    clock.release();
    roster.close();
    exemptions.close();
  }

  // the verdict

  @Test
  void aVerdictNamesItsClauseItsPolicyWhomToAskHowLongItHoldsAndHowFreshItIs() {
    verdictOf("p-ann")
        .body("allowed", equalTo(false), "ground", equalTo("RULE"))
        .body("clause", equalTo("2"), "policy.version", equalTo(1), "keeping", equalTo("HANDED_IN"))
        .body("contact.title", equalTo("Zorgcoördinator"), "contact.staff", equalTo("st-cora"))
        .body("at", equalTo(at("09:30").toString()), "until", equalTo(at("10:10").toString()))
        .body("asOf", notNullValue());
  }

  @Test
  void whereThereIsNoSchoolTheRulesAreSilent() {
    tim()
        .get(
            path
                + "/pupils/p-ann/verdict?device=SMARTPHONE&place=CLASSROOM&at=2026-11-22T10:00:00Z")
        .then()
        .statusCode(200)
        .body("ground", equalTo("OUTSIDE_RULES"), "contact.title", equalTo("Receptie"));
  }

  @Test
  void anExemptionShowsWithWhomToAskAndNothingMore() {
    String exemption = granted("p-ben");
    soon(
        () ->
            ofClass()
                .body("verdicts.ground", contains("RULE", "EXEMPTION", "RULE"))
                .body("verdicts[1].contact.staff", equalTo("st-cora"))
                .body("verdicts[1].contact.title", nullValue())
                .body("verdicts[1].clause", nullValue()));
    verdictOf("p-ben", "&subject=sub-nl").body("ground", equalTo("RULE"));
    // who teaches one class stands before it, whoever else asks names the subject
    verdictOf("p-ben").body("ground", equalTo("EXEMPTION"));
    ask(token("st-cora", "care-coordinator"))
        .get(path + "/pupils/p-ben/verdict?device=SMARTPHONE&place=CLASSROOM")
        .then()
        .body("ground", equalTo("RULE"));
    verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION"));
    verdictOf("p-ben", "&subject=sub-fr&at=2026-11-23T10:00:00%2B01:00")
        .body("ground", equalTo("RULE"));

    exemptions.at(at("09:30"));
    exemptions.suspended(BOARD, school, exemption, "p-ben", TUESDAY, TUESDAY.plusDays(7));
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("RULE")));
    exemptions.resumed(BOARD, school, exemption, "p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    exemptions.ended(BOARD, school, exemption, "p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("RULE")));
  }

  /** Who teaches French to their own mentor class has each pupil twice. */
  @Test
  void aMentorsClassLeavesTheSubjectKnown() {
    String mentors = "k-mentor";
    roster.groupWithoutSubject(BOARD, school, mentors);
    for (String pupil : List.of("p-ann", "p-ben", "p-col")) {
      roster.pupilInBoth(BOARD, school, pupil, List.of(mentors, CLASS), null, null);
      soon(() -> assertThat(placesOf(pupil, "class = '" + mentors + "'")).isOne());
    }
    granted("p-ben");
    soon(() -> verdictOf("p-ben").body("ground", equalTo("EXEMPTION")));
    for (String pupil : List.of("p-ann", "p-ben")) {
      verdictOf(pupil).body("subject", equalTo("sub-fr"));
      verdictOf(pupil, "&moment=BREAK").body("subject", nullValue());
    }
    report(tim(), VIOLATION, "09:25", "p-ben")
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"));
    report(tim(), VIOLATION, "09:25", "p-ann")
        .statusCode(201)
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"));

    // in the mentor's hour anything may be taught
    Map<String, Object> other = new HashMap<>(incident(VIOLATION, "09:25", "p-col"));
    other.put("subject", "sub-nl");
    recorded(tim(), other)
        .statusCode(201)
        .body("lesson.class", nullValue(), "lesson.subject", equalTo("sub-nl"));
  }

  /** Of whoever it is: that it is not known must not tell of whom it matters. */
  @Test
  void whereTheSubjectIsNotKnownTheAnswerTellsSoOfEverybody() {
    roster.group(BOARD, school, "k-3hv3", "sub-de");
    for (String pupil : List.of("p-ann", "p-ben")) {
      roster.pupilInBoth(BOARD, school, pupil, List.of("k-3hv3", CLASS), null, null);
      soon(() -> assertThat(placesOf(pupil, "class = 'k-3hv3'")).isOne());
    }
    granted("p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    for (String pupil : List.of("p-ann", "p-ben")) {
      verdictOf(pupil).body("ground", equalTo("RULE"), "subject", nullValue());
      verdictOf(pupil, "&subject=sub-de").body("subject", equalTo("sub-de"));
      for (var by : List.of(tim(), colleague())) {
        report(by, VIOLATION, "09:25", pupil)
            .statusCode(201)
            .body("lesson.hour", notNullValue(), "lesson.subject", nullValue());
      }
    }
    ofClass().body("verdicts.subject", everyItem(equalTo("sub-fr")));
  }

  /** A pupil's past is for those who were part of it, and who look after the whole school. */
  @Test
  void aTeacherLooksBackAsFarAsTheyTaughtThePupilThisSchoolYear() {
    LocalDate since = TUESDAY.minusDays(10);
    LocalDate end = TUESDAY.plusDays(60);
    roster.group(BOARD, school, "k-new", "sub-de", since, end);
    roster.pupil(BOARD, school, "p-dan", "k-new", TUESDAY.minusDays(80), end);
    soon(() -> assertThat(placesOf("p-dan", "class = 'k-new'")).isOne());
    verdictOf("p-dan", "&at=2026-11-17T09:30:00%2B01:00").body("ground", equalTo("RULE"));
    String ofClass =
        path + "/classes/k-new/verdicts?device=SMARTPHONE&place=CLASSROOM&at=2026-11-1";
    String before = "&at=2026-11-10T09:30:00%2B01:00";
    tim().get(ofClass + "7T09:30:00%2B01:00").then().statusCode(200);
    tim().get(ofClass + "0T09:30:00%2B01:00").then().statusCode(404);
    tim().get(verdict("p-dan") + before).then().statusCode(404);
    head().get(verdict("p-dan") + before).then().statusCode(200);
    verdictOf("p-dan", "&at=2026-12-01T09:30:00%2B01:00").body("ground", equalTo("RULE"));

    String lastYear = "&at=2026-07-31T23:59:59%2B02:00";
    verdictOf("p-ann", "&at=2026-08-01T00:00:00%2B02:00").body("ground", notNullValue());
    for (String asked :
        List.of(
            verdict("p-ann") + lastYear,
            verdict("p-nobody") + lastYear,
            path
                + "/classes/"
                + CLASS
                + "/verdicts?device=SMARTPHONE&place=CLASSROOM"
                + lastYear)) {
      tim()
          .get(asked)
          .then()
          .statusCode(400)
          .body("errors.field", contains("at"), "errors.code", contains("too-long-ago"));
    }
    head().get(verdict("p-ann") + lastYear).then().statusCode(200);
    ask(token("p-ann", "pupil")).get(verdict("p-ann") + lastYear).then().statusCode(200);
  }

  /** By a violation that is refused, who may not ask about a moment could find out what held. */
  @Test
  void whatIsRecordedHappenedInThisSchoolYearOrIsForTheHeadToEnter() {
    LocalDate lastYear = LocalDate.of(2026, 7, 31);
    Map<String, Object> seen = new HashMap<>(incident("PHOTO_OR_VIDEO", "09:25", "p-ann"));
    seen.put("occurredAt", at(lastYear, "09:25").toString());
    recorded(tim(), seen)
        .statusCode(400)
        .body("errors.field", contains("occurredAt"), "errors.code", contains("too-long-ago"));
    recorded(head(), seen).statusCode(201);
    seen.put("occurredAt", at(TUESDAY.minusDays(731), "09:25").toString());
    recorded(head(), seen).statusCode(400).body("errors.code", contains("too-long-ago"));

    clock.set(at(lastYear, "09:30"));
    seen.put("occurredAt", at(lastYear, "09:20").toString());
    String incident = recorded(tim(), seen).statusCode(201).extract().path("id");
    clock.set(at("09:30"));
    for (String time : List.of("09:20", "09:21")) {
      seen.put("occurredAt", at(lastYear, time).toString());
      seen.put("place", "BUILDING");
      tim()
          .body(Map.of("observed", seen, "reason", "It was in the hall."))
          .header("If-Match", "*")
          .post(path + "/incidents/" + incident + "/corrections")
          .then()
          .statusCode(time.equals("09:20") ? 200 : 400);
    }
  }

  @Test
  void whoLeftIsNotToBeAsked() {
    String kim = "st-kim-" + school;
    granted("p-ann");
    exemptions.granted(
        BOARD, school, UUID.randomUUID().toString(), "p-ben", "sub-fr", TUESDAY, kim);
    soon(() -> ofClass().body("verdicts.ground", contains("EXEMPTION", "EXEMPTION", "RULE")));
    answeredAgain("p-ben").body("contact.staff", equalTo(kim), "contact.title", nullValue());
    roster.staff(BOARD, school, kim);
    roster.staffLeft(BOARD, school, kim);
    soon(
        () ->
            verdictOf("p-ben")
                .body("ground", equalTo("EXEMPTION"), "contact.staff", equalTo("st-cora"))
                .body("contact.title", equalTo("Zorgcoördinator")));
    soon(() -> ofClass().body("verdicts.contact.staff", everyItem(equalTo("st-cora"))));
    roster.staff(BOARD, school, kim);
    soon(() -> verdictOf("p-ben").body("contact.staff", equalTo(kim)));
    answeredAgain("p-ben");
    roster.forgotten(BOARD, school, kim);
    soon(() -> verdictOf("p-ben").body("contact.staff", equalTo("st-cora")));

    roster.staffLeft(BOARD, school, "st-cora");
    soon(
        () ->
            verdictOf("p-ann")
                .body("ground", equalTo("EXEMPTION"), "contact.staff", nullValue())
                .body("contact.title", equalTo("Zorgcoördinator")));
  }

  /** What was answered before a change stays true of the time before it. */
  @Test
  void anExemptionThatIsChangedCoversWhatItDidBeforeItsChange() {
    String exemption = UUID.randomUUID().toString();
    exemptions.at(at(TUESDAY.minusDays(60), "12:00"));
    exemptions.granted(BOARD, school, exemption, "p-ben", "sub-fr", TUESDAY.minusDays(60));
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    clock.set(at("11:00"));
    exemptions.at(at("10:30"));
    exemptions.granted(BOARD, school, exemption, "p-ben", "sub-nl", TUESDAY);
    String inDutch = "&subject=sub-nl&moment=LESSON";
    String inFrench = "&subject=sub-fr&moment=LESSON";
    soon(() -> verdictOf("p-ben", inDutch).body("ground", equalTo("EXEMPTION")));
    verdictOf("p-ben", inFrench).body("ground", equalTo("RULE"));
    for (String before : List.of("2026-11-24T10:29:59%2B01:00", "2026-11-23T09:30:00%2B01:00")) {
      verdictOf("p-ben", inFrench + "&at=" + before).body("ground", equalTo("EXEMPTION"));
      verdictOf("p-ben", inDutch + "&at=" + before).body("ground", equalTo("RULE"));
    }
    report(tim(), VIOLATION, "09:25", "p-ben")
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"), "errors.code", contains("exemption"));

    exemptions.at(at("10:45"));
    exemptions.ended(BOARD, school, exemption, "p-ben");
    soon(() -> verdictOf("p-ben", inDutch).body("ground", equalTo("RULE")));
    verdictOf("p-ben", inDutch + "&at=2026-11-24T10:44:59%2B01:00")
        .body("ground", equalTo("EXEMPTION"));
    verdictOf("p-ben", inFrench + "&at=2026-11-23T09:30:00%2B01:00")
        .body("ground", equalTo("EXEMPTION"));
  }

  /** As it was told before school-service refused it: registered here, bells there. */
  @Test
  void allGoesByTheClockOfTheCalendar() {
    granted("p-ben");
    soon(() -> ofClass().body("verdicts.ground", contains("RULE", "EXEMPTION", "RULE")));
    roster.calendar(BOARD, school, ZoneId.of("America/Curacao"));
    String there = "&subject=sub-fr&at=2026-11-24T09:30:00-04:00";
    soon(
        () ->
            verdictOf("p-ann", there)
                .body("ground", equalTo("RULE"))
                .body("until", equalTo("2026-11-24T14:10:00Z")));
    verdictOf("p-ben", there).body("ground", equalTo("EXEMPTION"));
    verdictOf("p-ann", "&moment=LESSON&at=2026-11-24T22:00:00-04:00")
        .body("until", equalTo("2026-11-25T04:00:00Z"));
  }

  /** What was answered, and what pupils went by, is not changed by another timetable. */
  @Test
  void theBellsOfAPastMomentAreThoseOfThen() {
    clock.set(at("12:00"));
    roster.at(at("11:30"));
    roster.laterCalendar(BOARD, school, LocalTime.of(11, 20));
    clock.set(at(TUESDAY.plusDays(7), "12:00"));
    soon(
        () ->
            verdictOf("p-ann", "&at=2026-12-01T10:30:00%2B01:00")
                .body("ground", equalTo("OUTSIDE_RULES")));
    verdictOf("p-ann", "&at=2026-11-24T10:30:00%2B01:00")
        .body("ground", equalTo("RULE"), "until", equalTo(at("11:00").toString()));
    verdictOf("p-ann", "&at=2026-11-24T11:25:00%2B01:00")
        .body("ground", equalTo("RULE"), "until", equalTo(at("11:30").toString()));
    verdictOf("p-ann", "&at=2026-11-23T10:30:00%2B01:00").body("ground", equalTo("RULE"));
    report(tim(), VIOLATION, "10:30", "p-ann").statusCode(201);
  }

  @Test
  void aPolicyBindsFromItsMomentOn() {
    roster.policy(BOARD, school, at("10:00"));
    soon(() -> verdictOf("p-ann").body("until", equalTo(at("10:00").toString())));
    String before = verdictOf("p-ann").extract().path("policy.id");
    clock.set(at("10:00"));
    verdictOf("p-ann").body("policy.id", not(equalTo(before)));
    verdictOf("p-ann", "&at=2026-11-24T09:59:59%2B01:00").body("policy.id", equalTo(before));
  }

  /**
   * What was answered is kept for minutes, and the clock stands still, so that it does not lapse:
   * what changes is told to it, without being asked for the latest.
   */
  @Test
  void whatChangesAVerdictTakesThePlaceOfWhatWasAnsweredBefore() {
    String ban = secondBreachOf("p-col");
    String before = answeredAgain("p-ann").extract().path("policy.id");
    roster.policy(BOARD, school, at("09:30"));
    soon(() -> verdictOf("p-ann").body("policy.id", not(equalTo(before))));
    soon(() -> ofClass().body("verdicts.policy.id", everyItem(not(equalTo(before)))));

    answeredAgain("p-ben").body("ground", equalTo("RULE"));
    granted("p-ben");
    soon(() -> verdictOf("p-ben").body("ground", equalTo("EXEMPTION")));
    soon(() -> ofClass().body("verdicts.ground", contains("RULE", "EXEMPTION", "RULE")));

    answeredAgain("p-col").body("ground", equalTo("RULE"));
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(2).toString()))
        .post(path + "/sanctions/" + ban + "/confirmation")
        .then()
        .statusCode(200);
    soon(() -> verdictOf("p-col").body("ground", equalTo("BAN")));
    soon(() -> ofClass().body("verdicts.ground", contains("RULE", "EXEMPTION", "BAN")));

    answeredAgain("p-ann").body("ground", equalTo("RULE"));
    tim()
        .body(Map.of("class", CLASS, "purpose", "A stopwatch", "devices", List.of("SMARTPHONE")))
        .post(path + "/educational-uses")
        .then()
        .statusCode(201);
    soon(() -> verdictOf("p-ann").body("ground", equalTo("EDUCATIONAL_USE")));
    soon(
        () ->
            ofClass()
                .body("verdicts.ground", contains("EDUCATIONAL_USE", "EDUCATIONAL_USE", "BAN")));
  }

  /** What is not shown any more is not what the reader has already. */
  @Test
  void anEducationalUseIsReadAnewOnceItsTeacherIsForgotten() {
    String ada = "st-ada-" + UUID.randomUUID().toString().substring(0, 8);
    roster.groupOf(ada, BOARD, school, "k-ada", "sub-fr");
    Map<String, Object> use =
        Map.of("class", "k-ada", "purpose", "A stopwatch", "devices", List.of("SMARTPHONE"));
    soon(() -> opens(ask(token(ada, "teacher")), use).statusCode(201));
    String opened =
        path
            + "/educational-uses/"
            + head()
                .get(path + "/educational-uses?open=true&class=k-ada")
                .<String>path("items[0].id");
    Response read = head().get(opened);
    assertThat(read.<String>path("purpose")).isEqualTo("A stopwatch");
    String tag = read.header("ETag");
    head().header("If-None-Match", tag).get(opened).then().statusCode(304);

    roster.forgotten(BOARD, school, ada);

    soon(
        () ->
            head()
                .header("If-None-Match", tag)
                .get(opened)
                .then()
                .statusCode(200)
                .body("purpose", nullValue()));
  }

  /** What came before it may have been told a moment later: once more, it is kept. */
  private ValidatableResponse answeredAgain(String pupil) {
    for (int time = 0; time < 3; time++) {
      verdictOf(pupil);
      ofClass();
    }
    return verdictOf(pupil);
  }

  @Test
  void aVerdictIsForThoseWhoTeachThePupil() {
    String colleague = token("st-other", "teacher");
    var asked = "?device=SMARTPHONE&place=CLASSROOM";
    ask(colleague).get(path + "/classes/" + CLASS + "/verdicts" + asked).then().statusCode(404);
    ask(colleague).get(path + "/pupils/p-ann/verdict" + asked).then().statusCode(404);
    ask(token("st-cora", "care-coordinator"))
        .get(path + "/pupils/p-ann/verdict" + asked)
        .then()
        .statusCode(200);
    ask(token("p-ann", "pupil")).get(path + "/pupils/p-ann/verdict" + asked).then().statusCode(200);
    ask(token("p-ann", "pupil")).get(path + "/pupils/p-ben/verdict" + asked).then().statusCode(403);
    tim().get(path + "/classes/k-none/verdicts" + asked).then().statusCode(404);
    roster.pupilLeft(BOARD, school, "p-col");
    soon(() -> ofClass().body("verdicts", hasSize(2)));
  }

  @Test
  void aPupilAsksAboutThemselvesWhateverElseTheyAre() {
    var asked = "?device=SMARTPHONE&place=CLASSROOM";
    for (String also : List.of("mr-member:pupils", "guardian", "teacher")) {
      ask(token("p-ann", "pupil", also))
          .get(path + "/pupils/p-ann/verdict" + asked)
          .then()
          .statusCode(200)
          .body("pupil", equalTo("p-ann"), "ground", equalTo("RULE"));
    }
    String council = token("p-ann", "pupil", "mr-member:pupils");
    ask(council).get(path + "/pupils/p-ben/verdict" + asked).then().statusCode(403);
    String teacher = token("p-ann", "pupil", "teacher");
    ask(teacher).get(path + "/pupils/p-ben/verdict" + asked).then().statusCode(404);
    ask(token("p-ann", "mr-member:pupils"))
        .get(path + "/pupils/p-ann/verdict" + asked)
        .then()
        .statusCode(403);
  }

  // educational use

  @Test
  void educationalUseHoldsForTheClassUntilTheLessonEndsByItself() {
    granted("p-ben");
    soon(() -> ofClass().body("verdicts.ground", contains("RULE", "EXEMPTION", "RULE")));
    var opened =
        opens(
                tim(),
                Map.of("class", CLASS, "purpose", "A stopwatch", "devices", List.of("SMARTPHONE")))
            .statusCode(201)
            .body("until", equalTo(at("10:10").toString()), "purpose", equalTo("A stopwatch"));
    String token = opened.extract().header("Tenzij-Consistency-Token");
    String id = opened.extract().path("id");
    tim()
        .header("Tenzij-Consistency-Token", token)
        .get(path + "/classes/" + CLASS + "/verdicts?device=SMARTPHONE&place=CLASSROOM")
        .then()
        .statusCode(200)
        .body("verdicts.ground", everyItem(equalTo("EDUCATIONAL_USE")))
        .body("verdicts.contact.staff", everyItem(equalTo("st-tim")));
    tim()
        .get(path + "/educational-uses?open=true&class=" + CLASS)
        .then()
        .body("items.id", contains(id), "items[0].open", equalTo(true));

    clock.set(at("10:10"));
    ofClass().body("verdicts.ground", contains("RULE", "EXEMPTION", "RULE"));
    tim().get(path + "/educational-uses?open=true").then().body("items", empty());
    verdictOf("p-ann", "&at=2026-11-24T10:09:59%2B01:00")
        .body("ground", equalTo("EDUCATIONAL_USE"));
  }

  @Test
  void educationalUseIsOpenedByWhoTeachesTheClassAndClosedByThemOrTheHead() {
    var use = Map.of("class", CLASS, "purpose", "A timer", "until", at("10:00").toString());
    opens(ask(token("st-other", "teacher")), use).statusCode(403);
    opens(tim(), Map.of("class", "k-none", "purpose", "A timer"))
        .statusCode(400)
        .body("errors.field", contains("class"));
    opens(tim(), Map.of("class", CLASS, "purpose", "A timer", "until", at("09:00").toString()))
        .statusCode(409)
        .body("code", equalTo("educational-use-ends-before-it-begins"));
    opens(tim(), Map.of("class", CLASS, "purpose", "A timer", "until", at("11:01").toString()))
        .statusCode(409)
        .body("code", equalTo("educational-use-beyond-the-lesson"));
    String id = opens(tim(), use).statusCode(201).extract().path("id");
    String closure = path + "/educational-uses/" + id + "/closure";
    ask(token("st-other", "teacher")).post(closure).then().statusCode(403);
    clock.set(at("09:40"));
    tim().post(closure).then().statusCode(200).body("closed", equalTo(at("09:40").toString()));
    soon(() -> verdictOf("p-ann").body("ground", equalTo("RULE")));
    verdictOf("p-ann", "&at=2026-11-24T09:35:00%2B01:00")
        .body("ground", equalTo("EDUCATIONAL_USE"));
  }

  /** A double lesson can be a colleague's in its second hour. */
  @Test
  void educationalUseIsClosedByWhoTeachesOneOfThePupilsToo() {
    roster.groupOf("st-eva", BOARD, school, "k-3wi", "sub-wi");
    roster.groupOf("st-other", BOARD, school, "k-4wi", "sub-wi");
    roster.pupil(BOARD, school, "p-dan", "k-4wi");
    roster.pupilInBoth(
        BOARD,
        school,
        "p-ben",
        List.of(CLASS, "k-3wi"),
        TUESDAY.minusDays(90),
        TUESDAY.plusDays(90));
    String eva = token("st-eva", "teacher");
    soon(() -> ask(eva).get(verdict("p-ben")).then().statusCode(200));
    String other = token("st-other", "teacher");
    soon(() -> ask(other).get(verdict("p-dan")).then().statusCode(200));
    String use =
        path
            + "/educational-uses/"
            + opens(
                    tim(),
                    Map.of("class", CLASS, "purpose", "A timer", "until", at("11:00").toString()))
                .statusCode(201)
                .extract()
                .<String>path("id");
    clock.set(at("10:15"));
    ask(other).post(use + "/closure").then().statusCode(403);
    ask(eva)
        .post(use + "/closure")
        .then()
        .statusCode(200)
        .body("closed", equalTo(at("10:15").toString()));
  }

  // incidents

  @Test
  void underAnExemptionAConcernIsOfferedInsteadOfAViolation() {
    granted("p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    report(tim(), VIOLATION, "09:25", "p-ann", "p-ben")
        .statusCode(409)
        .contentType("application/problem+json")
        .header("Link", equalTo("<" + path + "/concerns>; rel=\"related\""))
        .body("code", equalTo("use-was-allowed"), "concern", equalTo(path + "/concerns"))
        .body("errors.field", contains("participants[1].pupil"))
        .body("errors.code", contains("exemption"));
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben")
        .statusCode(201)
        .body("lesson.hour", equalTo("2"))
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"))
        .body("moment", equalTo("LESSON"), "verdicts", nullValue());
  }

  /** As the verdict of that moment has it; unless who saw it says what was going on. */
  @Test
  void outOfHoursThereIsNoViolationUnlessTheMomentIsNamed() {
    clock.set(at("18:00"));
    Map<String, Object> onTheWayHome = incident(VIOLATION, "17:30", "p-ann");
    for (String person : List.of("st-tim", "st-other")) {
      recorded(ask(token(person, "teacher")), onTheWayHome)
          .statusCode(409)
          .body("code", equalTo("use-was-allowed"))
          .body("errors.code", contains("outside-rules"))
          .body("errors.detail", contains(containsString("name the moment")));
    }
    Map<String, Object> atTheExcursion = new HashMap<>(onTheWayHome);
    atTheExcursion.put("moment", "FREE_PERIOD");
    recorded(tim(), atTheExcursion)
        .statusCode(201)
        .body("moment", equalTo("FREE_PERIOD"), "lesson", nullValue());
    report(tim(), "THREAT", "17:30", "p-ann").statusCode(201).body("moment", nullValue());
  }

  /** The verdict is taken by it, so that nobody chooses it. */
  @Test
  void whatCalendarAndRosterTellOfTheMomentNobodySaysOtherwise() {
    clock.set(at("11:30"));
    Map<String, Object> inTheBreak = new HashMap<>(incident(VIOLATION, "11:10", "p-ann"));
    inTheBreak.put("moment", "LESSON");
    inTheBreak.put("subject", "sub-nl");
    recorded(tim(), inTheBreak)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.field", contains("moment", "subject"))
        .body("errors.code", contains("not-then", "not-of-class"));
    Map<String, Object> inTheLesson = new HashMap<>(incident(VIOLATION, "09:25", "p-ann"));
    inTheLesson.put("moment", "BREAK");
    inTheLesson.put("class", "k-none");
    recorded(tim(), inTheLesson).statusCode(400).body("errors.field", contains("moment", "class"));
    inTheLesson.put("moment", "TEST");
    inTheLesson.put("class", CLASS);
    inTheLesson.put("subject", "sub-fr");
    String incident =
        recorded(tim(), inTheLesson)
            .statusCode(201)
            .body("moment", equalTo("TEST"), "lesson.subject", equalTo("sub-fr"))
            .extract()
            .path("id");
    inTheLesson.put("subject", "sub-nl");
    tim()
        .body(Map.of("observed", inTheLesson, "reason", "It was in Dutch."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(400)
        .body("errors.field", contains("observed.subject"));
  }

  /** Calendar and roster are known as they are now: by then they may have had other times. */
  @Test
  void aCorrectionMayRepeatWhatStandsWhateverCalendarAndRosterSayNow() {
    Map<String, Object> inTheLesson = new HashMap<>(incident(VIOLATION, "09:25", "p-ann"));
    inTheLesson.put("moment", "LESSON");
    inTheLesson.put("class", CLASS);
    inTheLesson.put("subject", "sub-fr");
    String incident = recorded(tim(), inTheLesson).statusCode(201).extract().path("id");
    roster.group(BOARD, school, CLASS, "sub-nl");
    roster.hours(BOARD, school);
    // without lesson times the verdict holds until the school day is over
    soon(() -> verdictOf("p-ann").body("until", equalTo(at("13:50").toString())));
    Map<String, Object> another = new HashMap<>(incident("THREAT", "09:25", "p-col"));
    another.put("class", CLASS);
    another.put("subject", "sub-fr");
    soon(() -> recorded(tim(), another).statusCode(400).body("errors.field", contains("subject")));
    inTheLesson.put("description", "It was a message.");
    tim()
        .body(Map.of("observed", inTheLesson, "reason", "In other words."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200)
        .body("moment", equalTo("LESSON"), "lesson.hour", equalTo("2"))
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"));
    // at another moment it repeats nothing
    inTheLesson.put("occurredAt", at("09:24").toString());
    tim()
        .body(Map.of("observed", inTheLesson, "reason", "Earlier."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(400)
        .body("errors.field", contains("observed.subject"));

    // and where no bell rings, who saw it knows
    report(tim(), VIOLATION, "09:20", "p-ben").statusCode(201).body("moment", equalTo("LESSON"));
    for (String moment : List.of("LESSON", "BREAK")) {
      Map<String, Object> seen = new HashMap<>(incident("THREAT", "09:20", "p-ben"));
      seen.put("moment", moment);
      seen.put("device", moment.equals("BREAK") ? "LAPTOP" : "SMARTPHONE");
      recorded(tim(), seen).statusCode(201).body("moment", equalTo(moment));
    }
  }

  /** What is typed for whom no pseudonym is known is a name, and that is not for the log. */
  @Test
  void staffAreNamedByTheRostersIdsOnly() {
    List<String> strangers = List.of("Piet.Jansen", "111222334", "st-gone");
    strangers.forEach(this::isNobody);
    roster.staff(BOARD, school, "st-gone");
    roster.staffLeft(BOARD, school, "st-gone");
    roster.staff(BOARD, school, "st-lisa");
    soon(() -> threat("st-lisa").statusCode(201));
    soon(() -> strangers.forEach(this::isNobody));
    threat("111222333").statusCode(400).body("errors.code", contains("citizen-number"));
    // who reports is known by the token, whatever the roster says
    threat("st-tim").statusCode(201);
  }

  private void isNobody(String staff) {
    String answer =
        threat(staff)
            .statusCode(400)
            .body("errors.field", contains("participants[1].staff"))
            .body("errors.code", contains("unknown"))
            .extract()
            .asString();
    assertThat(answer).doesNotContain(staff);
  }

  private ValidatableResponse threat(String staff) {
    return recorded(tim(), threatened(Map.of("staff", staff)));
  }

  /** To one pupil's account. */
  private static Map<String, Object> threatened(Map<String, String> harmed) {
    Map<String, String> part = new HashMap<>(harmed);
    part.put("role", "HARMED");
    Map<String, Object> seen = new HashMap<>(incident("THREAT", "09:25", "p-ann"));
    seen.put("participants", List.of(Map.of("pupil", "p-ann", "role", "OFFENDER"), part));
    return seen;
  }

  /** A caretaker, a replacement: who it is lies in the log as any other words do. */
  @Test
  void whomNoRosterNamesIsDescribed() {
    Map<String, Object> seen = threatened(Map.of("kind", "OTHER_STAFF"));
    recorded(tim(), seen)
        .statusCode(400)
        .body("errors.field", contains("description"), "errors.code", contains("needed"));
    seen.put("description", "Caretaker Overduin, at the gate.");
    String id =
        recorded(tim(), seen)
            .statusCode(201)
            .body("participants.role", contains("OFFENDER", "HARMED"))
            .body("participants.kind", contains(nullValue(), equalTo("OTHER_STAFF")))
            .body("participants[1].staff", nullValue())
            .extract()
            .path("id");
    head()
        .get(path + "/incidents/" + id)
        .then()
        .body("description", equalTo("Caretaker Overduin, at the gate."))
        .body("participants[1].kind", equalTo("OTHER_STAFF"));

    // by whom is not known: with the key of who tells it
    seen.put("participants", List.of(Map.of("kind", "OTHER_STAFF", "role", "HARMED")));
    recorded(tim(), seen)
        .statusCode(201)
        .body("description", equalTo("Caretaker Overduin, at the gate."));
    assertThat(count("select count(*) from event where data::text like '%Overduin%'")).isZero();
    assertThat(
            count(
                """
                select count(*) from event where school = '%s'
                  and data #>> '{observed,participants,0,kind}' = 'OTHER_STAFF'\
                """
                    .formatted(school)))
        .isOne();
  }

  private long count(String query) {
    return pool.query(query).execute().await().indefinitely().iterator().next().getLong(0);
  }

  /** Nothing is counted without the verdict of that moment, whenever the policy comes. */
  @Test
  void aPolicyThatComesLateCountsWhatItRuledOutOnly() {
    String late = "school-" + UUID.randomUUID();
    String incidents = "/api/v1/schools/" + late + "/incidents";
    roster.school(BOARD, late);
    roster.calendar(BOARD, late);
    roster.group(BOARD, late, CLASS, "sub-fr");
    exemptions.granted(BOARD, late, UUID.randomUUID().toString(), "p-ben", "sub-fr", TUESDAY);
    List<String> pupils = List.of("p-ann", "p-ben", "p-col");
    pupils.forEach(pupil -> roster.pupil(BOARD, late, pupil, CLASS));
    String teacher =
        Tokens.user(BOARD, "teacher")
            .with("person", "st-tim")
            .with("schools", List.of("teacher@" + late))
            .token();
    soon(
        () ->
            ask(teacher)
                .get(
                    "/api/v1/schools/"
                        + late
                        + "/classes/"
                        + CLASS
                        + "/verdicts?device=SMARTPHONE&place=CLASSROOM")
                .then()
                .statusCode(200)
                .body("verdicts", hasSize(3)));
    // told after the other one, of the same pupil: once it shows, so would the other
    granted("p-ben");
    soon(() -> verdictOf("p-ben").body("ground", equalTo("EXEMPTION")));
    Map<String, Object> atNight = incident(VIOLATION, "06:00", "p-col");
    List<String> recorded =
        List.of(incident(VIOLATION, "09:25", "p-ann", "p-ben"), atNight).stream()
            .map(
                seen ->
                    ask(teacher)
                        .body(seen)
                        .post(incidents)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
            .toList();
    for (String id : recorded) {
      soon(
          () ->
              ask(teacher)
                  .get(incidents + "/" + id)
                  .then()
                  .body("followUps.state", everyItem(equalTo("NO_POLICY_IN_FORCE"))));
    }
    // one on another topic takes nothing from what waits
    roster.policy(BOARD, late, "AI", at(TUESDAY.minusDays(1), "09:00"));
    roster.policy(BOARD, late, at(TUESDAY.minusDays(1), "09:00"));
    soon(
        () ->
            ask(teacher)
                .get(incidents + "/" + recorded.getFirst())
                .then()
                .body("followUps.state", contains("COUNTED", "ALLOWED"))
                .body("followUps[0].sanction.measure", equalTo("WARNING"))
                .body("followUps[1].sanction", nullValue()));
    soon(
        () ->
            ask(teacher)
                .get(incidents + "/" + recorded.getLast())
                .then()
                .body("followUps.state", contains("ALLOWED")));

    // it was allowed at night; what is said of it now is in a lesson
    ask(teacher)
        .body(Map.of("observed", incident(VIOLATION, "09:25", "p-col"), "reason", "A typo."))
        .header("If-Match", "*")
        .post(incidents + "/" + recorded.getLast() + "/corrections")
        .then()
        .statusCode(200);
    soon(
        () ->
            ask(teacher)
                .get(incidents + "/" + recorded.getLast())
                .then()
                .body("followUps.state", contains("COUNTED"))
                .body("followUps[0].sanction.measure", equalTo("WARNING")));
  }

  /** Who does not teach the pupil must not learn from a refusal what is not theirs to know. */
  @Test
  void whoDoesNotTeachThePupilIsNotToldTheGround() {
    exemptions.granted(
        BOARD, school, UUID.randomUUID().toString(), "p-ben", "sub-fr", TUESDAY.minusDays(1));
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    Map<String, Object> seen = new HashMap<>(incident(VIOLATION, "09:25", "p-ben"));
    seen.put("subject", "sub-fr");
    recorded(ask(token("st-other", "teacher")), seen)
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"), "concern", nullValue())
        .body("errors.code", contains("allowed"))
        .body("detail", not(containsString("concern")));
    refusalsToldTo("st-other")
        .body("items.to", contains("st-other"), "items.pupil", contains("p-ben"))
        .body("items.category", contains(VIOLATION), "items.at", contains(at("09:30").toString()));
  }

  /** Who was suspected, and by whom, is kept no longer than those are known, or it is needed. */
  @Test
  void whatWasToldOfARefusalGoesWithThePeopleAndInTime() {
    String gone = "p-gone-" + school;
    String goneToo = "st-gone-" + school;
    roster.pupil(BOARD, school, gone, CLASS);
    soon(() -> ofClass().body("verdicts.pupil", hasItem(gone)));
    for (String pupil : List.of(gone, "p-col")) {
      report(colleague(), "BROUGHT_DESPITE_BAN", "09:25", pupil).statusCode(409);
    }
    report(ask(token(goneToo, "teacher")), "BROUGHT_DESPITE_BAN", "09:25", "p-col").statusCode(409);
    toldRefusals().body("items.to", contains(goneToo, "st-other", "st-other"));
    roster.forgotten(BOARD, school, gone);
    soon(() -> toldRefusals().body("items.pupil", contains("p-col", "p-col")));
    roster.forgotten(BOARD, school, goneToo);
    soon(() -> toldRefusals().body("items.to", contains("st-other")));

    String told = "select count(*) from told_refusal where school = '%s'".formatted(school);
    pool.query(
            """
            insert into told_refusal (board, school, pupil, category, told_to, told_at)
            select board, school, pupil, category, told_to, told_at - interval '730 days 1 second'
            from told_refusal where school = '%s'\
            """
                .formatted(school))
        .execute()
        .await()
        .indefinitely();
    assertThat(count(told)).isEqualTo(2);
    refusals.sweep().await().atMost(Patience.LONG);
    assertThat(count(told)).isOne();
    toldRefusals().body("items", hasSize(1));
    assertThat(scheduler.getScheduledJobs())
        .extracting(Trigger::getMethodDescription)
        .anyMatch(job -> job.contains(ToldRefusals.class.getSimpleName()));
  }

  private ValidatableResponse toldRefusals() {
    return head().get(path + "/incidents/refusals").then().statusCode(200);
  }

  /** What he recorded of one whom he taught then is no question about one whom he does not now. */
  @Test
  void onlyOfWhomARefusalTellsItIsNoted() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    roster.pupil(BOARD, school, "p-ann", "k-other");
    granted("p-ben");
    soon(
        () ->
            ofClass()
                .body("verdicts.pupil", contains("p-ben", "p-col"))
                .body("verdicts.ground", contains("EXEMPTION", "RULE")));
    tim()
        .body(
            Map.of("observed", inFrench(VIOLATION, "p-ann", "p-ben"), "reason", "There were two."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"))
        .body("errors.field", contains("observed." + offender(1)));
    toldRefusals().body("items", empty());
  }

  /** Forty at once, at no cost, with one beside them for whom a refusal is certain. */
  @Test
  void nobodyFindsOutByAskingOfManyWhoIsExemptAndWhoIsBanned() {
    granted("p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    for (String category : List.of(VIOLATION, "BROUGHT_DESPITE_BAN")) {
      List<String> answers =
          List.of("p-ben", "p-col").stream()
              .map(
                  pupil ->
                      recorded(colleague(), inFrench(category, "p-ann", pupil))
                          .statusCode(400)
                          .body("errors.field", contains(offender(0), offender(1)))
                          .body("errors.code", everyItem(equalTo("one-at-a-time")))
                          .extract()
                          .asString())
              .toList();
      assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    }
    List<String> refusals =
        List.of("p-ben", "p-col").stream()
            .map(
                pupil ->
                    recorded(colleague(), inFrench("BROUGHT_DESPITE_BAN", pupil))
                        .statusCode(409)
                        .body("code", equalTo("no-ban-then"))
                        .extract()
                        .asString())
            .toList();
    assertThat(refusals.getFirst()).isEqualTo(refusals.getLast());
    refusalsToldTo("st-other")
        .body("items.pupil", contains("p-col", "p-ben"))
        .body("items.category", everyItem(equalTo("BROUGHT_DESPITE_BAN")));

    // who teaches them is told, of all at once, and that is nobody's business
    recorded(tim(), inFrench("BROUGHT_DESPITE_BAN", "p-ann", "p-ben"))
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"), "errors.code", contains("exemption"));
    recorded(head(), inFrench("BROUGHT_DESPITE_BAN", "p-ann", "p-col"))
        .statusCode(409)
        .body("code", equalTo("no-ban-then"));
    refusalsToldTo("st-other").body("items", hasSize(2));
    colleague().get(path + "/incidents/refusals").then().statusCode(403);
    head()
        .get(path + "/incidents/refusals?limit=1")
        .then()
        .body("items.pupil", contains("p-col"), "next", notNullValue());
    // what harms somebody is recorded whatever was allowed, so nothing follows from it
    recorded(colleague(), incident("PHOTO_OR_VIDEO", "09:25", "p-ann", "p-ben")).statusCode(201);
  }

  /** Who taught them when it was recorded need not teach them any more. */
  @Test
  void aCorrectionMayRepeatWhoStandsThereAndAddsNobody() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann", "p-col").statusCode(201).extract().path("id");
    roster.pupil(BOARD, school, "p-ann", "k-other");
    roster.pupil(BOARD, school, "p-col", "k-other");
    soon(() -> ofClass().body("verdicts.pupil", contains("p-ben")));
    roster.pupil(BOARD, school, "p-ben", "k-other");
    soon(() -> tim().get(verdict("p-ben")).then().statusCode(404));
    correct(incident, "09:25", "p-ann", "p-col", "p-ben")
        .statusCode(400)
        .body("errors.field", contains("observed." + offender(2)))
        .body("errors.code", contains("one-at-a-time"));
    Map<String, Object> better = new HashMap<>(incident(VIOLATION, "09:25", "p-ann", "p-col"));
    better.put("description", "Both at once.");
    tim()
        .body(Map.of("observed", better, "reason", "In other words."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200);
  }

  private static String offender(int place) {
    return "participants[" + place + "].pupil";
  }

  private static Map<String, Object> inFrench(String category, String... pupils) {
    Map<String, Object> seen = new HashMap<>(incident(category, "09:25", pupils));
    seen.put("subject", "sub-fr");
    return seen;
  }

  private ValidatableResponse refusalsToldTo(String person) {
    return head()
        .get(path + "/incidents/refusals")
        .then()
        .statusCode(200)
        .body("items.to", everyItem(equalTo(person)));
  }

  @Test
  void aCorrectionMovesTheProposalToWhoDidIt() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED")));
    tim()
        .body(
            Map.of(
                "observed",
                incident(VIOLATION, "09:25", "p-col"),
                "reason",
                "It was another pupil."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200)
        .body("participants.pupil", contains("p-col"), "corrections", equalTo(1));
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("REVOKED")));
    soon(() -> sanctionsOf("p-col").body("items.status", contains("PROPOSED")));
    head()
        .body(Map.of("observed", incident(VIOLATION, "09:24", "p-col"), "reason", "Earlier."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200)
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"));
    tim()
        .body(
            Map.of("observed", incident(VIOLATION, "09:25", "p-nobody"), "reason", "Yet another."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(400)
        .body("errors.field", contains("observed.participants[0].pupil"));
    correct(incident, "09:25", "p-ann").statusCode(200);
    soon(() -> sanctionsOf("p-col").body("items.status", contains("REVOKED")));
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED", "REVOKED")));
    soon(
        () ->
            tim()
                .get(path + "/incidents/" + incident)
                .then()
                .body("followUps.pupil", contains("p-ann", "p-col"))
                .body("followUps.state", contains("COUNTED", "DISCOUNTED"))
                .body("followUps[0].sanction.status", equalTo("PROPOSED")));
    ask(token("st-other", "teacher"))
        .body(Map.of("observed", incident(VIOLATION, "09:25", "p-ben"), "reason", "Not mine."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(404);
  }

  /** Of two who correct at once the later would undo the first unseen. */
  @Test
  void whoCorrectsAnIncidentSaysOfWhichEntry() {
    Response made = tim().body(incident(VIOLATION, "09:25", "p-ann")).post(path + "/incidents");
    String incident = made.header("Location");
    String seen = head().get(incident).header("ETag");
    corrects(tim(), incident, null, "p-col")
        .statusCode(428)
        .body("type", endsWith("precondition-required"));
    head().get(incident).then().body("corrections", equalTo(0));

    ValidatableResponse first =
        corrects(tim(), incident, made.header("ETag"), "p-col").statusCode(200);
    corrects(head(), incident, seen, "p-ben").statusCode(412).body("type", endsWith("stale"));
    head()
        .get(incident)
        .then()
        .body("participants.pupil", contains("p-col"), "corrections", equalTo(1));
    corrects(tim(), incident, first.extract().header("ETag"), "p-ann").statusCode(200);
    corrects(head(), incident, head().get(incident).header("ETag"), "p-ben")
        .statusCode(200)
        .body("corrections", equalTo(3));
  }

  @Test
  void aCorrectionThatIsSentAgainIsAnsweredAsTheFirstTime() {
    Response made = tim().body(incident(VIOLATION, "09:25", "p-ann")).post(path + "/incidents");
    String incident = made.header("Location");
    String key = UUID.randomUUID().toString();
    for (int time = 1; time <= 2; time++) {
      corrects(tim().header("Idempotency-Key", key), incident, made.header("ETag"), "p-col")
          .statusCode(200)
          .header("ETag", "\"2\"")
          .body("corrections", equalTo(1));
    }
  }

  private static ValidatableResponse corrects(
      RequestSpecification by, String incident, String match, String pupil) {
    RequestSpecification asking = match == null ? by : by.header("If-Match", match);
    return asking
        .body(Map.of("observed", incident(VIOLATION, "09:25", pupil), "reason", "It was not so."))
        .post(incident + "/corrections")
        .then();
  }

  /** A GET's tag stands for more than the version, and still is a tag of that version. */
  @Test
  void theTagOfAWriteWillDoForReading() {
    Response made = tim().body(incident(VIOLATION, "09:25", "p-ann")).post(path + "/incidents");
    String incident = made.header("Location");
    String written = made.header("ETag");
    Response read = tim().header("If-Match", written).get(incident);
    read.then().statusCode(200);
    assertThat(read.header("ETag")).isNotEqualTo(written);
    tim().header("If-None-Match", written).get(incident).then().statusCode(200);
    tim().header("If-Match", read.header("ETag")).get(incident).then().statusCode(200);
    corrects(tim(), incident, written, "p-col").statusCode(200);
    for (String stale : List.of(written, read.header("ETag"))) {
      tim().header("If-Match", stale).get(incident).then().statusCode(412);
    }
  }

  /** What was recorded is corrected by a later entry, and stays to be read. */
  @Test
  void eachEntryOfAnIncidentIsReadBack() {
    Map<String, Object> seen = new HashMap<>(incident(VIOLATION, "09:25", "p-ann"));
    seen.put("description", "She was filming.");
    String incident = recorded(tim(), seen).statusCode(201).extract().path("id");
    String entries = path + "/incidents/" + incident + "/entries";
    head()
        .body(
            Map.of(
                "observed",
                incident(VIOLATION, "09:25", "p-col"),
                "reason",
                "It was another pupil."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200);

    tim()
        .get(entries)
        .then()
        .statusCode(200)
        .body("items.number", contains(1, 2))
        .body("items.by", contains("st-tim", "st-hanna"))
        .body("items.at", everyItem(notNullValue()))
        .body("items.reason", contains(null, "It was another pupil."))
        .body("items.observed.description", contains("She was filming.", null))
        .body("items.observed.participants.pupil", contains(List.of("p-ann"), List.of("p-col")))
        .body("items.observed.lesson.class", contains(CLASS, CLASS))
        .body("items.observed.verdicts", everyItem(nullValue()));
    head()
        .get(entries)
        .then()
        .body("items.observed.verdicts.ground", contains(List.of("RULE"), List.of("RULE")));
    colleague().get(entries).then().statusCode(404);
    head().get(path + "/incidents/" + UUID.randomUUID() + "/entries").then().statusCode(404);
  }

  /** Whether a pupil was here is a matter of the moment that is asked about. */
  @Test
  void whoLeftWasHereUntilThen() {
    roster.at(at("09:20"));
    roster.pupilLeft(BOARD, school, "p-col");
    soon(() -> ofClass().body("verdicts.pupil", contains("p-ann", "p-ben")));
    String ofClass = path + "/classes/" + CLASS + "/verdicts?device=SMARTPHONE&place=CLASSROOM&at=";
    String before = "2026-11-24T09:19:59%2B01:00";
    String after = "2026-11-24T09:20:00%2B01:00";
    tim()
        .get(ofClass + before)
        .then()
        .body("verdicts.pupil", contains("p-ann", "p-ben", "p-col"))
        .body("verdicts.ground", everyItem(equalTo("RULE")));
    // what is kept in memory of a moment serves those shortly after it
    tim().get(ofClass + after).then().body("verdicts.pupil", contains("p-ann", "p-ben"));
    head().get(verdict("p-col") + "&at=" + before).then().statusCode(200);
    head().get(verdict("p-col") + "&at=" + after).then().statusCode(404);
    // who taught them today
    tim().get(verdict("p-col") + "&at=" + before).then().statusCode(200);
    report(head(), VIOLATION, "09:19", "p-col").statusCode(201);
    report(head(), VIOLATION, "09:20", "p-col")
        .statusCode(400)
        .body("errors.code", contains("unknown"));

    roster.at(at("09:28"));
    roster.pupilLeft(BOARD, school, "p-col");
    roster.pupilLeft(BOARD, school, "p-ben");
    soon(() -> ofClass().body("verdicts.pupil", contains("p-ann")));
    head().get(verdict("p-col") + "&at=" + after).then().statusCode(404);

    roster.at(at("09:29"));
    roster.pupil(BOARD, school, "p-col", CLASS);
    soon(() -> ofClass().body("verdicts.pupil", contains("p-ann", "p-col")));
  }

  /** As when a semester's classes are over: what was seen in them is entered later. */
  @Test
  void whatTheRosterTellsNoMoreWasSoUntilThen() {
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate friday = TUESDAY.plusDays(3);
    roster.group(BOARD, school, CLASS, "sub-fr", TUESDAY.minusDays(85), TUESDAY);
    roster.pupil(BOARD, school, "p-ann", CLASS, TUESDAY.minusDays(85), TUESDAY);
    roster.pupil(BOARD, school, "p-dan", CLASS, friday, friday.plusDays(60));
    soon(() -> assertThat(placesOf("p-ann", "ends = '" + TUESDAY + "'")).isOne());
    soon(() -> assertThat(placesOf("p-dan", "true")).isOne());
    opens(tim(), Map.of("class", CLASS, "purpose", "A stopwatch", "devices", List.of("SMARTPHONE")))
        .statusCode(201);

    clock.set(at(wednesday, "09:30"));
    roster.at(at(wednesday, "07:30"));
    roster.groupOfNobody(BOARD, school, CLASS, "sub-fr");
    for (String pupil : List.of("p-ann", "p-ben", "p-dan")) {
      roster.pupilInNoClass(BOARD, school, pupil);
    }
    roster.pupil(BOARD, school, "p-col", CLASS, wednesday, friday);
    String ofClass = path + "/classes/" + CLASS + "/verdicts?device=SMARTPHONE&place=CLASSROOM";
    String then = "&at=2026-11-24T09:35:00%2B01:00";
    soon(() -> head().get(ofClass).then().body("verdicts.pupil", contains("p-col")));
    soon(() -> tim().get(ofClass).then().statusCode(404));
    soon(() -> assertThat(placesOf("p-dan", "true")).as("never was").isZero());

    soon(
        () ->
            head()
                .get(ofClass + then)
                .then()
                .body("verdicts.pupil", contains("p-ann", "p-ben"))
                .body("verdicts.ground", everyItem(equalTo("EDUCATIONAL_USE"))));
    head().get(verdict("p-ann") + then).then().body("ground", equalTo("EDUCATIONAL_USE"));
    head().get(verdict("p-ann")).then().body("ground", equalTo("RULE"));
    report(tim(), VIOLATION, "09:35", "p-ann")
        .statusCode(409)
        .body("code", equalTo("use-was-allowed"));
    report(tim(), "PHOTO_OR_VIDEO", "09:35", "p-ann", "p-ben")
        .statusCode(201)
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"));
    seenOn(wednesday, "p-ann").body("lesson.class", nullValue());
  }

  /** Who moves into a class that runs is told with its first day. */
  @Test
  void whoMovedWasNotInTheNewClassBefore() {
    String other = "k-3hv2";
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate summer = TUESDAY.minusDays(85);
    LocalDate end = TUESDAY.plusDays(200);
    roster.group(BOARD, school, other, "sub-de");
    roster.pupil(BOARD, school, "p-dan", other, summer, end);
    soon(() -> assertThat(placesOf("p-dan", "since is null")).isOne());
    soon(
        () ->
            opens(
                    tim(),
                    Map.of("class", other, "purpose", "A quiz", "devices", List.of("SMARTPHONE")))
                .statusCode(201));

    clock.set(at(wednesday, "09:30"));
    roster.at(at(wednesday, "07:30"));
    roster.pupil(BOARD, school, "p-ann", other, summer, end);
    roster.pupilSince(BOARD, school, "p-ben", other, TUESDAY.minusDays(1), end);
    soon(() -> assertThat(placesOf("p-ann", "since = '" + wednesday + "'")).isOne());
    soon(() -> assertThat(placesOf("p-ben", "class = '" + other + "'")).isOne());
    String ofOther = path + "/classes/" + other + "/verdicts?device=SMARTPHONE&place=CLASSROOM";
    String then = "&at=2026-11-24T09:35:00%2B01:00";
    soon(() -> head().get(ofOther).then().body("verdicts", hasSize(3)));
    // of the first day that is p-ben's own
    head().get(ofOther + then).then().body("verdicts.pupil", contains("p-ben", "p-dan"));
    head().get(verdict("p-dan") + then).then().body("ground", equalTo("EDUCATIONAL_USE"));
    head().get(verdict("p-ben") + then).then().body("ground", equalTo("EDUCATIONAL_USE"));
    head().get(verdict("p-ann") + then).then().body("ground", equalTo("RULE"));

    roster.at(at(wednesday.plusDays(1), "07:30"));
    roster.pupil(BOARD, school, "p-ann", other, summer.plusDays(1), end);
    String moved = "begins = '%s' and since = '%s'".formatted(summer.plusDays(1), wednesday);
    soon(() -> assertThat(placesOf("p-ann", moved)).as("told with other days").isOne());
    soon(() -> head().get(verdict("p-ann") + then).then().body("ground", equalTo("RULE")));
    report(tim(), VIOLATION, "09:35", "p-ann")
        .statusCode(201)
        .body("lesson.class", equalTo(CLASS), "lesson.subject", equalTo("sub-fr"));
  }

  /** First told in both, and then in the new one alone. */
  @Test
  void whoIsInBothClassesForAMomentMovedThen() {
    String other = "k-3hv2";
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate summer = TUESDAY.minusDays(85);
    LocalDate end = TUESDAY.plusDays(200);
    roster.pupil(BOARD, school, "p-cas", CLASS, summer, end);
    soon(() -> assertThat(placesOf("p-cas", "since is null")).isOne());

    clock.set(at(wednesday, "09:30"));
    roster.at(at(wednesday, "07:30"));
    roster.pupilInBoth(BOARD, school, "p-cas", List.of(CLASS, other), summer, end);
    roster.pupil(BOARD, school, "p-cas", other, summer, end);

    String moved = "class = '%s' and since = '%s'".formatted(other, wednesday);
    soon(
        () -> {
          assertThat(placesOf("p-cas", moved)).isOne();
          assertThat(placesOf("p-cas", "ends = '" + TUESDAY + "'")).as("the old one").isOne();
        });
  }

  /** The other one of a class that somebody moves into has its first day corrected at once. */
  @Test
  void whoeverIsToldFirstWhoMovedWasNotInTheNewClassBefore() {
    String other = "k-3hv2";
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate summer = TUESDAY.minusDays(85);
    LocalDate later = summer.plusDays(7);
    LocalDate end = TUESDAY.plusDays(200);
    roster.pupil(BOARD, school, "p-dan", other, summer, end);
    roster.pupil(BOARD, school, "p-eve", other, summer, end);
    soon(() -> assertThat(placesOf("p-dan", "since is null")).isOne());
    soon(() -> assertThat(placesOf("p-eve", "since is null")).isOne());
    String moved = "begins = '%s' and since = '%s'".formatted(later, wednesday);

    roster.at(at(wednesday, "07:30"));
    roster.pupil(BOARD, school, "p-ann", other, later, end);
    soon(() -> assertThat(placesOf("p-ann", moved)).isOne());
    for (String pupil : List.of("p-dan", "p-eve")) {
      roster.pupil(BOARD, school, pupil, other, later, end);
      soon(() -> assertThat(placesOf(pupil, "since is null and begins = '" + later + "'")).isOne());
    }
    roster.pupil(BOARD, school, "p-ben", other, later, end);
    soon(() -> assertThat(placesOf("p-ben", moved)).isOne());
  }

  @Test
  void whoMovedAndIsBackWasInTheOtherClassInBetween() {
    String other = "k-3hv2";
    LocalDate moved = TUESDAY.minusDays(14);
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate summer = TUESDAY.minusDays(85);
    LocalDate end = TUESDAY.plusDays(200);
    roster.group(BOARD, school, other, "sub-de");
    roster.at(at(summer, "07:30"));
    roster.pupil(BOARD, school, "p-dan", CLASS, summer, end);
    roster.at(at(moved, "07:30"));
    roster.pupil(BOARD, school, "p-dan", other, summer, end);
    String there = "class = '%s' and since = '%s' and ends = '%s'";
    soon(() -> assertThat(placesOf("p-dan", there.formatted(other, moved, end))).isOne());
    opens(tim(), Map.of("class", CLASS, "purpose", "A stopwatch", "devices", List.of("SMARTPHONE")))
        .statusCode(201);

    clock.set(at(wednesday, "09:30"));
    roster.at(at(wednesday, "07:30"));
    roster.pupil(BOARD, school, "p-dan", CLASS, summer, end);
    roster.at(at(wednesday, "07:40"));
    roster.pupil(BOARD, school, "p-dan", CLASS, summer.plusDays(1), end.plusDays(1));
    String back = "class = '%s' and begins = '%s' and ends = '%s'";
    soon(
        () ->
            assertThat(placesOf("p-dan", back.formatted(CLASS, wednesday, end.plusDays(1))))
                .isOne());
    assertThat(placesOf("p-dan", back.formatted(CLASS, summer, moved.minusDays(1)))).isOne();
    assertThat(placesOf("p-dan", there.formatted(other, moved, TUESDAY))).isOne();
    String then = "&at=2026-11-24T09:35:00%2B01:00";
    head().get(verdict("p-dan") + then).then().body("ground", equalTo("RULE"));

    roster.at(at(wednesday.plusDays(7), "07:30"));
    roster.pupilInBoth(BOARD, school, "p-dan", List.of(CLASS, other), summer, end);
    soon(() -> assertThat(placesOf("p-dan", back.formatted(CLASS, wednesday, end))).isOne());
  }

  /** A place that was left out by mistake, or a term that was corrected. */
  @Test
  void whoWasInNoOtherClassInBetweenWasThereAllAlong() {
    String other = "k-3hv2";
    LocalDate wednesday = TUESDAY.plusDays(1);
    LocalDate summer = TUESDAY.minusDays(85);
    LocalDate end = TUESDAY.plusDays(200);
    roster.at(at(TUESDAY.minusDays(14), "07:30"));
    roster.pupil(BOARD, school, "p-dan", CLASS, summer, end);
    roster.at(at(TUESDAY.minusDays(7), "07:30"));
    roster.pupilInNoClass(BOARD, school, "p-dan");
    roster.at(at(wednesday, "07:30"));
    roster.pupil(BOARD, school, "p-dan", CLASS, summer, end);
    String allAlong = "begins = '%s' and ends = '%s'".formatted(summer, end);
    soon(() -> assertThat(placesOf("p-dan", allAlong)).isOne());

    roster.at(at(TUESDAY.minusDays(14), "07:30"));
    roster.pupil(BOARD, school, "p-eve", CLASS, summer, TUESDAY.minusDays(7));
    roster.at(at(TUESDAY.minusDays(6), "07:30"));
    roster.pupilInBoth(BOARD, school, "p-eve", List.of(other), TUESDAY.minusDays(6), end);
    roster.at(at(wednesday, "07:30"));
    roster.pupilInBoth(BOARD, school, "p-eve", List.of(CLASS, other), summer, end);
    soon(() -> assertThat(placesOf("p-eve", allAlong)).isEqualTo(2));
  }

  /** No event has it in the open. */
  private void assertSealed(String words) {
    assertThat(
            pool.preparedQuery("select from event where strpos(data::text, $1) > 0")
                .execute(Tuple.of(words))
                .await()
                .indefinitely()
                .rowCount())
        .as("events with what is to be sealed")
        .isZero();
  }

  private ValidatableResponse seenOn(LocalDate day, String pupil) {
    Map<String, Object> seen = new HashMap<>(incident("PHOTO_OR_VIDEO", "09:25", pupil));
    seen.put("occurredAt", at(day, "09:25").toString());
    return recorded(tim(), seen).statusCode(201);
  }

  private long placesOf(String pupil, String which) {
    return count(
        "select count(*) from enrolment_known where school = '%s' and pupil = '%s' and %s"
            .formatted(school, pupil, which));
  }

  @Test
  void aClassThatEndedWasTaughtUntilThen() {
    LocalDate wednesday = TUESDAY.plusDays(1);
    clock.set(at(wednesday, "09:30"));
    seenOn(wednesday, "p-ann").body("lesson.class", equalTo(CLASS));
    roster.at(at(wednesday, "07:30"));
    roster.groupEnded(BOARD, school, CLASS);
    soon(() -> tim().get(verdict("p-ann")).then().statusCode(404));
    seenOn(TUESDAY, "p-ann").body("lesson.class", equalTo(CLASS));
    seenOn(wednesday, "p-ben").body("lesson.class", nullValue());
  }

  /** Else home were told that their child did nothing. */
  @Test
  void aCorrectionNamesWhoLeftMeanwhile() {
    String kim = "p-kim-" + UUID.randomUUID();
    roster.pupil(BOARD, school, kim, CLASS);
    soon(() -> ofClass().body("verdicts.pupil", hasItem(kim)));
    Map<String, Object> both = new HashMap<>(incident(VIOLATION, "09:25", "p-ann", kim));
    String incident = recorded(tim(), both).statusCode(201).extract().path("id");
    soon(() -> sanctionsOf(kim).body("items.status", contains("PROPOSED")));
    roster.at(at("09:28"));
    roster.pupilLeft(BOARD, school, kim);
    soon(() -> ofClass().body("verdicts.pupil", not(hasItem(kim))));
    correctAs(head(), incident, both, "They were in the back.");
    // as of those who had left before it was kept when
    pool.query("update pupil_known set left_at = null where school = '%s'".formatted(school))
        .execute()
        .await()
        .indefinitely();
    correctAs(head(), incident, both, "They were in the front.");
    head()
        .get(path + "/incidents/" + incident)
        .then()
        .body("corrections", equalTo(2), "verdicts.pupil", contains("p-ann", kim));
    sanctionsOf(kim).body("items.status", contains("PROPOSED"));

    roster.forgotten(BOARD, school, kim);
    soon(
        () ->
            head()
                .body(Map.of("observed", both, "reason", "It was so."))
                .header("If-Match", "*")
                .post(path + "/incidents/" + incident + "/corrections")
                .then()
                .statusCode(400)
                .body("errors.field", contains("observed.participants[1].pupil")));
  }

  private void correctAs(
      RequestSpecification by, String incident, Map<String, Object> seen, String description) {
    Map<String, Object> described = new HashMap<>(seen);
    described.put("description", description);
    by.body(Map.of("observed", described, "reason", "More is known."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200)
        .body("participants", hasSize(2));
  }

  /** It is for the head to take back, so it shows wherever they look. */
  @Test
  void whatWasDecidedOnWhoTurnsOutToBeNoOffenderSaysSo() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED")));
    String warning = sanctionsOf("p-ann").extract().path("items[0].id");
    tim()
        .body(Map.of())
        .post(path + "/sanctions/" + warning + "/imposition")
        .then()
        .statusCode(200);

    correct(incident, "09:25", "p-col").statusCode(200);

    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.status", contains("SERVED"), "items.stepNow", contains(0)));
    head()
        .get(path + "/sanctions/" + warning)
        .then()
        .body("step", equalTo(1), "stepNow", equalTo(0));
    head().get(path + "/sanctions?toReconsider=true").then().body("items.id", contains(warning));
    head()
        .get(path + "/incidents/" + incident)
        .then()
        .body("followUps.pupil", contains("p-col", "p-ann"))
        .body("followUps.state[1]", equalTo("DISCOUNTED"))
        .body("followUps[1].sanction.status", equalTo("SERVED"));
    String token =
        head()
            .body(Map.of("ground", "MISTAKEN", "reason", "It was Col."))
            .post(path + "/sanctions/" + warning + "/revocation")
            .then()
            .statusCode(200)
            .extract()
            .header("Tenzij-Consistency-Token");
    head()
        .header("Tenzij-Consistency-Token", token)
        .get(path + "/sanctions?toReconsider=true")
        .then()
        .body("items", empty());
  }

  /** One case, one sanction: what was decided on the pupil counts again, and nothing beside it. */
  @Test
  void whoDidItAfterAllHasTheSanctionThatWasDecidedOn() {
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED")));
    String id = sanctionsOf("p-ann").extract().path("items[0].id");
    String suspension = path + "/sanctions/" + id;
    heardByTheHead(suspension);
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(suspension + "/imposition")
        .then()
        .statusCode(200);
    misuseWasOf(incident, "p-col");
    soon(() -> sanctionsOf("p-ann").body("items.stepNow", contains(0)));
    confirmedForTomorrow(suspension).statusCode(409).body("code", equalTo("breach-counts-no-more"));

    misuseWasOf(incident, "p-ann");

    soon(() -> sanctionsOf("p-col").body("items.status", contains("REVOKED")));
    soon(
        () ->
            head()
                .get(path + "/incidents/" + incident)
                .then()
                .body("followUps.pupil", contains("p-ann", "p-col"))
                .body("followUps.state", contains("COUNTED", "DISCOUNTED"))
                .body("followUps[0].sanction.id", equalTo(id))
                .body("followUps[0].others", nullValue()));
    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.id", contains(id), "items.status", contains("IMPOSED"))
                .body("items[0].stepNow", nullValue()));
    head().get(path + "/sanctions?toReconsider=true").then().body("items", empty());
    confirmedForTomorrow(suspension).statusCode(200).body("status", equalTo("CONFIRMED"));

    // and revoked as mistaken it takes the breach along, which it now follows from
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was Col all the same."))
        .post(suspension + "/revocation")
        .then()
        .statusCode(200);
    soon(
        () ->
            head()
                .get(path + "/incidents/" + incident)
                .then()
                .body("followUps[0].state", equalTo("DISCOUNTED")));
  }

  private void misuseWasOf(String incident, String pupil) {
    head()
        .body(
            Map.of(
                "observed", incident("PHOTO_OR_VIDEO", "09:25", pupil), "reason", "It was not so."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200);
  }

  /** Somebody weighed it, and that holds; what nobody decided on yet is proposed anew, once. */
  @Test
  void whatWasDeclinedIsNotProposedAnew() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED")));
    String warning = sanctionsOf("p-ann").extract().path("items[0].id");
    tim()
        .body(Map.of("ground", "DECLINED", "reason", "A talk was enough."))
        .post(path + "/sanctions/" + warning + "/revocation")
        .then()
        .statusCode(200);
    correct(incident, "09:25", "p-col").statusCode(200);
    soon(() -> sanctionsOf("p-col").body("items.status", contains("PROPOSED")));
    correct(incident, "09:25", "p-ann").statusCode(200);
    soon(() -> sanctionsOf("p-col").body("items.status", contains("REVOKED")));
    soon(
        () ->
            head()
                .get(path + "/incidents/" + incident)
                .then()
                .body("followUps.state", contains("COUNTED", "DISCOUNTED"))
                .body("followUps[0].sanction.status", equalTo("REVOKED")));
    correct(incident, "09:25", "p-col").statusCode(200);
    soon(() -> sanctionsOf("p-col").body("items.status", contains("PROPOSED", "REVOKED")));
    sanctionsOf("p-ann").body("items.id", contains(warning));
  }

  /** The case was decided by somebody else than who imposed; a later entry does not reopen it. */
  @Test
  void whereAnObjectionWasUpheldNothingIsProposedAnew() {
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    String warning = proposedOn("p-ann");
    imposed(tim(), warning, "The second time this week.").statusCode(200);
    head()
        .body(Map.of("ground", "OBJECTION_UPHELD", "reason", "Her guardians are right."))
        .post(warning + "/revocation")
        .then()
        .statusCode(200);
    for (String other : List.of("PROPOSED", "PROPOSED,REVOKED")) {
      correct(incident, "09:25", "p-col").statusCode(200);
      soon(() -> sanctionsOf("p-col").body("items.status", contains((Object[]) other.split(","))));
      correct(incident, "09:25", "p-ann").statusCode(200);
    }
    sanctionsOf("p-ann")
        .body("items.id", contains(warning.substring(warning.lastIndexOf('/') + 1)));
    head()
        .get(path + "/incidents/" + incident)
        .then()
        .body("followUps.find { it.pupil == 'p-ann' }.state", equalTo("DISCOUNTED"));
  }

  private ValidatableResponse correct(String incident, String time, String... pupils) {
    return tim()
        .body(Map.of("observed", incident(VIOLATION, time, pupils), "reason", "It was not so."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then();
  }

  /** A first breach that counts no more makes the second the first. */
  @Test
  void whatRestsOnARevokedBreachIsProposedAnewAndShownToTheHead() {
    report(tim(), VIOLATION, "09:20", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    String first = sanctionsOf("p-ann").extract().path("items[0].id");
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.step", contains(2, 1)));
    String imposed = sanctionsOf("p-ann").extract().path("items[0].id");
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
        .post(path + "/sanctions/" + imposed + "/hearings")
        .then()
        .statusCode(200);
    tim()
        .body(Map.of())
        .post(path + "/sanctions/" + imposed + "/imposition")
        .then()
        .statusCode(200);
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.step", contains(3, 2, 1)));
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was a calculator."))
        .post(path + "/sanctions/" + first + "/revocation")
        .then()
        .statusCode(200);
    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.step", contains(2, 2, 1))
                .body("items.stepNow", contains(nullValue(), equalTo(1), nullValue()))
                .body("items.measure", contains("DEVICE_BAN", "DEVICE_BAN", "WARNING")));
    head()
        .body(Map.of("ground", "OBJECTION_UPHELD", "reason", "That was to be a warning."))
        .post(path + "/sanctions/" + imposed + "/revocation")
        .then()
        .statusCode(200);
    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.step", contains(1, 2, 1))
                .body("items.measure", contains("WARNING", "DEVICE_BAN", "WARNING"))
                .body("items.status", contains("PROPOSED", "REVOKED", "REVOKED")));
  }

  /** At 18 there are no guardians to be heard any more (BW 1:233). */
  @Test
  void noGuardiansAreAskedForOfWhoIsOfAgeByTheRoster() {
    roster.pupilOfAge(BOARD, school, "p-ben", CLASS);
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben").statusCode(201).extract().path("id");
    report(tim(), "PHOTO_OR_VIDEO", "09:26", "p-col").statusCode(201);
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED")));
    soon(() -> sanctionsOf("p-col").body("items.status", contains("PROPOSED")));
    String sanction = path + "/sanctions/" + sanctionsOf("p-ben").extract().path("items[0].id");
    String minors = path + "/sanctions/" + sanctionsOf("p-col").extract().path("items[0].id");
    soon(
        () ->
            head()
                .get(sanction)
                .then()
                .body("stillToHear", contains("PUPIL"))
                .body("ofAge", equalTo(true)));
    head()
        .get(minors)
        .then()
        .body("stillToHear", containsInAnyOrder("PUPIL", "GUARDIANS"))
        .body("ofAge", nullValue());
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
        .post(sanction + "/hearings")
        .then()
        .statusCode(200)
        .body("status", equalTo("HEARD"))
        .body("stillToHear", empty())
        .body("hearings.kind", contains("PUPIL"));
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(sanction + "/imposition")
        .then()
        .statusCode(200)
        .body("status", equalTo("IMPOSED"))
        .body("hearings.kind", contains("PUPIL", "OF_AGE"))
        .body("hearings.by", contains("st-tim", "roster"));
    head()
        .body(Map.of("pupil", "p-ben", "measure", "POLICE_REPORT", "reason", "Others are in it."))
        .post(path + "/incidents/" + incident + "/sanctions")
        .then()
        .statusCode(201)
        .body("ofAge", equalTo(true));
  }

  /**
   * S2: after a talk with the pupil and the parents, also where the roster was wrong for a while.
   */
  @Test
  void guardiansAreHeardBeforeItIsConfirmedWhereTheRosterTookTheAgeBack() {
    roster.pupilOfAge(BOARD, school, "p-ben", CLASS);
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben").statusCode(201);
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED")));
    String sanction = path + "/sanctions/" + sanctionsOf("p-ben").extract().path("items[0].id");
    soon(() -> head().get(sanction).then().body("ofAge", equalTo(true)));
    heard("PUPIL", sanction).statusCode(200);
    String incident = path + "/incidents/" + head().get(sanction).<String>path("incident");
    String undecided = head().get(incident).header("ETag");
    head().header("If-None-Match", undecided).get(incident).then().statusCode(304);
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(sanction + "/imposition")
        .then()
        .statusCode(200)
        .body("hearings.kind", contains("PUPIL", "OF_AGE"))
        .body("stillToHear", empty());
    head().header("If-None-Match", undecided).get(incident).then().statusCode(200);
    String ofAge = head().get(sanction).header("ETag");
    head().header("If-None-Match", ofAge).get(sanction).then().statusCode(304);

    roster.pupil(BOARD, school, "p-ben", CLASS);
    soon(
        () ->
            head()
                .get(sanction)
                .then()
                .body("ofAge", nullValue())
                .body("stillToHear", contains("GUARDIANS")));
    head()
        .header("If-None-Match", ofAge)
        .get(sanction)
        .then()
        .statusCode(200)
        .body("stillToHear", contains("GUARDIANS"));
    head()
        .header("If-Match", ofAge)
        .body(Map.of())
        .post(sanction + "/imposition")
        .then()
        .statusCode(409);

    confirmedForTomorrow(sanction).statusCode(409).body("code", equalTo("guardians-not-heard"));
    heard("PUPIL", sanction).statusCode(409).body("code", equalTo("hearing-too-late"));
    heard("GUARDIANS", sanction)
        .statusCode(200)
        .body("status", equalTo("IMPOSED"))
        .body("stillToHear", empty());
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("IMPOSED")));
    confirmedForTomorrow(sanction).statusCode(200).body("status", equalTo("CONFIRMED"));
  }

  /** Who is of age still has no guardians to be heard. */
  @Test
  void whoIsOfAgeIsConfirmedWithoutThem() {
    roster.pupilOfAge(BOARD, school, "p-ben", CLASS);
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben").statusCode(201);
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED")));
    String sanction = path + "/sanctions/" + sanctionsOf("p-ben").extract().path("items[0].id");
    soon(() -> head().get(sanction).then().body("ofAge", equalTo(true)));
    heard("PUPIL", sanction).statusCode(200);
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(sanction + "/imposition")
        .then()
        .statusCode(200);
    confirmedForTomorrow(sanction).statusCode(200).body("status", equalTo("CONFIRMED"));
  }

  private ValidatableResponse heard(String kind, String sanction) {
    return head()
        .body(Map.of("kind", kind, "at", at("09:29").toString()))
        .post(sanction + "/hearings")
        .then();
  }

  private ValidatableResponse confirmedForTomorrow(String sanction) {
    String tomorrow = TUESDAY.plusDays(1).toString();
    return head()
        .body(Map.of("from", tomorrow, "until", tomorrow, "explanation", "You filmed somebody."))
        .post(sanction + "/confirmation")
        .then();
  }

  /** It happened later than was thought, when the pupil held an exemption already. */
  @Test
  void aCorrectedTimeBringsTheCareCoordinatorInAndOut() {
    exemptions.at(at("09:27"));
    granted("p-ben");
    soon(() -> verdictOf("p-ben").body("ground", equalTo("EXEMPTION")));
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben").statusCode(201).extract().path("id");
    String sanction = proposedOn("p-ben");
    added(incident, "p-ben", "DETENTION").statusCode(201);
    head().get(sanction).then().body("stillToHear", containsInAnyOrder("PUPIL", "GUARDIANS"));
    heardByTheHead(sanction);
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED", "HEARD")));

    misuseWasAt(incident, "09:28");

    soon(() -> head().get(sanction).then().body("stillToHear", contains("CARE_COORDINATOR")));
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED", "PROPOSED")));
    String detention = path + "/sanctions/" + sanctionsOf("p-ben").extract().path("items[0].id");
    soon(() -> head().get(detention).then().body("stillToHear", hasItem("CARE_COORDINATOR")));
    Map<String, String> because = Map.of("reason", "Another pupil was filmed.");
    head()
        .body(because)
        .post(sanction + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("care-coordinator-not-heard"));

    misuseWasAt(incident, "09:26");

    soon(() -> head().get(sanction).then().body("stillToHear", empty()));
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED", "HEARD")));
    head().body(because).post(sanction + "/imposition").then().statusCode(200);

    misuseWasAt(incident, "09:28");

    soon(() -> head().get(sanction).then().body("stillToHear", contains("CARE_COORDINATOR")));
    confirmedForTomorrow(sanction)
        .statusCode(409)
        .body("code", equalTo("care-coordinator-not-heard"));
    ask(token("st-cora", "care-coordinator"))
        .body(
            Map.of("kind", "CARE_COORDINATOR", "at", at("09:29").toString(), "cause", "ELSEWHERE"))
        .post(sanction + "/hearings")
        .then()
        .statusCode(200);
    confirmedForTomorrow(sanction).statusCode(200);
  }

  private void misuseWasAt(String incident, String time) {
    head()
        .body(
            Map.of(
                "observed", incident("PHOTO_OR_VIDEO", time, "p-ben"), "reason", "By the clock."))
        .header("If-Match", "*")
        .post(path + "/incidents/" + incident + "/corrections")
        .then()
        .statusCode(200);
  }

  /** For a pupil with an exemption, also where it did not cover what happened. */
  @Test
  void theCareCoordinatorIsHeardOnAPupilWithAnExemption() {
    granted("p-ben");
    soon(() -> verdictOf("p-ben").body("ground", equalTo("EXEMPTION")));
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ben").statusCode(201);
    soon(() -> sanctionsOf("p-ben").body("items.status", contains("PROPOSED")));
    String sanction = path + "/sanctions/" + sanctionsOf("p-ben").extract().path("items[0].id");
    head()
        .get(sanction)
        .then()
        .body("stillToHear", containsInAnyOrder("PUPIL", "GUARDIANS", "CARE_COORDINATOR"));
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(sanction + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("care-coordinator-not-heard"));
    Map<String, String> care = Map.of("kind", "CARE_COORDINATOR", "at", at("09:29").toString());
    Map<String, String> withCause = new HashMap<>(care);
    withCause.put("cause", "ELSEWHERE");
    RequestSpecification cora = ask(token("st-cora", "care-coordinator"));
    head()
        .body(withCause)
        .post(sanction + "/hearings")
        .then()
        .statusCode(409)
        .body("code", equalTo("heard-by-care-coordinator-only"));
    ask(token("st-cora", "care-coordinator"))
        .body(care)
        .post(sanction + "/hearings")
        .then()
        .statusCode(409)
        .body("code", equalTo("cause-not-written-down"));
    cora.body(withCause)
        .post(sanction + "/hearings")
        .then()
        .statusCode(200)
        .body("hearings.cause", contains("ELSEWHERE"));
    tim()
        .get(sanction)
        .then()
        .statusCode(200)
        .body("hearings.kind", contains("CARE_COORDINATOR"))
        .body("hearings.cause", contains(nullValue()))
        .body("stillToHear", containsInAnyOrder("PUPIL", "GUARDIANS"));
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString(), "cause", "ELSEWHERE"))
        .post(sanction + "/hearings")
        .then()
        .statusCode(400)
        .body("errors.field", contains("cause"));
  }

  /**
   * Who reported a pupil whom they don't teach sees what follows, and not who is heard on it: the
   * same of a pupil with an exemption as of one without.
   */
  @Test
  void nothingTellsOfAnExemptionToWhoDoesNotTeachThePupil() {
    granted("p-ben");
    soon(() -> verdictOf("p-ben", "&subject=sub-fr").body("ground", equalTo("EXEMPTION")));
    Map<String, String> incidents = new HashMap<>();
    Map<String, String> sanctions = new HashMap<>();
    for (String pupil : List.of("p-ben", "p-col")) {
      Map<String, Object> seen = new HashMap<>(incident("PHOTO_OR_VIDEO", "09:25", pupil));
      seen.put("subject", "sub-nl");
      incidents.put(pupil, recorded(colleague(), seen).extract().<String>path("id"));
      soon(() -> sanctionsOf(pupil).body("items.measure", contains("INTERNAL_SUSPENSION")));
      sanctions.put(pupil, sanctionsOf(pupil).extract().path("items[0].id"));
    }
    Supplier<List<String>> ofBoth =
        () ->
            List.of("p-ben", "p-col").stream()
                .map(pupil -> told(pupil, incidents.get(pupil), sanctions.get(pupil)))
                .toList();
    String exempt = path + "/sanctions/" + sanctions.get("p-ben");
    head()
        .get(exempt)
        .then()
        .body("stillToHear", containsInAnyOrder("PUPIL", "GUARDIANS", "CARE_COORDINATOR"));

    String proposed = same(ofBoth.get());
    assertThat(proposed).contains("PROPOSED").doesNotContain("CARE_COORDINATOR", "HEARD");
    ask(token("st-cora", "care-coordinator"))
        .body(
            Map.of("kind", "CARE_COORDINATOR", "at", at("09:29").toString(), "cause", "ELSEWHERE"))
        .post(exempt + "/hearings")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"2\""));
    assertThat(same(ofBoth.get())).as("the care coordinator's part").isEqualTo(proposed);
    for (String sanction : sanctions.values()) {
      for (String kind : List.of("PUPIL", "GUARDIANS")) {
        head()
            .body(Map.of("kind", kind, "at", at("09:29").toString()))
            .post(path + "/sanctions/" + sanction + "/hearings")
            .then()
            .statusCode(200);
      }
    }
    soon(
        () ->
            head()
                .get(path + "/sanctions?status=HEARD")
                .then()
                .body("items.pupil", containsInAnyOrder("p-ben", "p-col")));
    String heard = same(ofBoth.get());
    assertThat(heard).contains("HEARD", "PUPIL\"").doesNotContain("CARE_COORDINATOR", "GUARDIANS");
    for (String sanction : sanctions.values()) {
      head()
          .body(Map.of("measure", "DETENTION", "reason", "A first time."))
          .post(path + "/sanctions/" + sanction + "/imposition")
          .then()
          .statusCode(200)
          .body("status", equalTo("IMPOSED"));
    }
    soon(
        () ->
            head()
                .get(path + "/sanctions?status=IMPOSED")
                .then()
                .body("items.pupil", containsInAnyOrder("p-ben", "p-col")));
    assertThat(same(ofBoth.get())).contains("IMPOSED", "DETENTION").doesNotContain("PROPOSED\"");
    head()
        .body(Map.of())
        .post(exempt + "/completion")
        .then()
        .statusCode(200)
        .body("status", equalTo("SERVED"), "until", nullValue());
  }

  private static String same(List<String> told) {
    assertThat(told.getFirst()).isEqualTo(told.getLast());
    return told.getFirst();
  }

  /**
   * All that a colleague who does not teach the pupil is answered on a sanction, with the names and
   * times taken out by which one pupil differs from another.
   */
  private String told(String pupil, String incident, String sanction) {
    String at = path + "/sanctions/" + sanction;
    String list = path + "/sanctions?pupil=" + pupil;
    List<Response> answers =
        List.of(
            colleague().get(path + "/incidents/" + incident),
            colleague().get(at),
            colleague().header("If-None-Match", colleague().get(at).header("ETag")).get(at),
            colleague().header("If-None-Match", "\"1\"").get(at),
            colleague().get(list),
            colleague().get(list + "&status=PROPOSED"),
            colleague().get(list + "&status=HEARD"),
            colleague().get(list + "&status=IMPOSED"),
            colleague().body(Map.of()).post(at + "/imposition"),
            colleague().header("If-Match", "\"2\"").body(Map.of()).post(at + "/imposition"),
            colleague()
                .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
                .post(at + "/hearings"),
            colleague()
                .body(Map.of("ground", "DECLINED", "reason", "Not needed."))
                .post(at + "/revocation"));
    return answers.stream()
        .map(each -> each.statusCode() + " " + version(each) + " " + each.asString())
        .collect(Collectors.joining("\n"))
        .replace(pupil, "PUPIL-ID")
        .replace(incident, "INCIDENT-ID")
        .replace(sanction, "SANCTION-ID")
        .replaceAll("\"proposedAt\":\"[^\"]+\"", "PROPOSED-AT")
        .replaceAll("(\"by\":\"[^\"]+\",)\"at\":\"[^\"]+\"", "$1DECIDED-AT");
  }

  /** Of the entity tag: what stands for the body differs as the bodies do, by names and times. */
  private static String version(Response answer) {
    String tag = answer.header("ETag");
    return tag == null ? null : tag.replaceAll("-[0-9a-f]{16}", "");
  }

  private RequestSpecification colleague() {
    return ask(token("st-other", "teacher"));
  }

  /** S2: on what ground, in what order. */
  @Test
  void whatWasDecidedIsReadBackWithWhoDidWhenAndWhy() {
    String ban = path + "/sanctions/" + secondBreachOf("p-ann");
    head()
        .body(
            Map.of(
                "from",
                TUESDAY.plusDays(1).toString(),
                "until",
                TUESDAY.plusDays(2).toString(),
                "reason",
                "Two days will do."))
        .post(ban + "/confirmation")
        .then()
        .statusCode(200)
        .body("decisions", nullValue());
    for (RequestSpecification reader : List.of(head(), tim())) {
      reader
          .get(ban)
          .then()
          .statusCode(200)
          .body("decisions.decided", contains("IMPOSED", "CONFIRMED"))
          .body("decisions.measure", contains("DEVICE_BAN", "DEVICE_BAN"))
          .body("decisions.mitigated", contains(false, null))
          .body("decisions.by", contains("st-tim", "st-hanna"))
          .body("decisions.at", everyItem(notNullValue()))
          .body("decisions.until", contains(null, TUESDAY.plusDays(2).toString()))
          .body("decisions.reason", contains(null, "Two days will do."));
    }
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was a calculator."))
        .post(ban + "/revocation")
        .then()
        .statusCode(200);
    head()
        .get(ban)
        .then()
        .body("decisions[2].decided", equalTo("REVOKED"))
        .body("decisions[2].ground", equalTo("MISTAKEN"))
        .body("decisions[2].reason", equalTo("It was a calculator."));
  }

  /** S2: a warning is one chance to repair; nobody had it who was told nothing. */
  @Test
  void whoDecidesSeesThatNothingWasImposedOnTheStepBefore() {
    report(tim(), VIOLATION, "09:05", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    String first = proposedOn("p-ann");
    head()
        .get(first + "/surroundings")
        .then()
        .statusCode(200)
        .body("stepBefore", nullValue(), "reportedNear", empty());
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String second = path + "/sanctions/" + sanctionsOf("p-ann").extract().path("items[0].id");
    String incident = head().get(first).then().extract().path("incident");
    soon(
        () ->
            tim()
                .get(second + "/surroundings")
                .then()
                .statusCode(200)
                .body("stepBefore.incident", equalTo(incident))
                .body("stepBefore.occurredAt", equalTo(at("09:05").toString()))
                .body("stepBefore.declined", equalTo(false))
                .body("reportedNear", empty()));
    imposed(tim(), first, "A first time.").statusCode(200);
    soon(() -> tim().get(second + "/surroundings").then().body("stepBefore", nullValue()));
  }

  @Test
  void aStepBeforeThatWasDeclinedSaysSo() {
    report(tim(), VIOLATION, "09:05", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    head()
        .body(Map.of("ground", "DECLINED", "reason", "It was settled at once."))
        .post(proposedOn("p-ann") + "/revocation")
        .then()
        .statusCode(200);
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String second = path + "/sanctions/" + sanctionsOf("p-ann").extract().path("items[0].id");
    soon(
        () ->
            head().get(second + "/surroundings").then().body("stepBefore.declined", equalTo(true)));
  }

  /** The second is perhaps the first, seen by somebody else. */
  @Test
  void whatWasReportedWithinMinutesIsShownToWhoDecides() {
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    roster.groupOf("st-eva", BOARD, school, "k-3wi", "sub-wi");
    roster.pupilInBoth(
        BOARD,
        school,
        "p-ann",
        List.of(CLASS, "k-3wi"),
        TUESDAY.minusDays(90),
        TUESDAY.plusDays(90));
    RequestSpecification eva = ask(token("st-eva", "teacher"));
    soon(() -> ask(token("st-eva", "teacher")).get(verdict("p-ann")).then().statusCode(200));
    String second = report(eva, VIOLATION, "09:28", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    List<String> ids = sanctionsOf("p-ann").extract().path("items.id");
    soon(
        () ->
            head()
                .get(path + "/sanctions/" + ids.getLast() + "/surroundings")
                .then()
                .body("reportedNear.incident", contains(second))
                .body("reportedNear.occurredAt", contains(at("09:28").toString())));
    // what a colleague reported is not theirs to read
    ask(token("st-eva", "teacher"))
        .get(path + "/sanctions/" + ids.getFirst() + "/surroundings")
        .then()
        .statusCode(200)
        .body("reportedNear.occurredAt", contains(at("09:25").toString()))
        .body("reportedNear.incident", contains(nullValue()))
        .body("stepBefore.incident", nullValue());
    tim().get(path + "/sanctions/" + ids.getFirst() + "/surroundings").then().statusCode(404);
  }

  /** S2: what happened, on what ground; without what others wrote, and who they are. */
  @Test
  void aPupilReadsWhatWasDecidedOnThem() {
    String ban = path + "/sanctions/" + secondBreachOf("p-ann");
    String warning = sanctionsOf("p-ann").extract().path("items[1].id");
    head()
        .body(
            Map.of(
                "from",
                TUESDAY.toString(),
                "until",
                TUESDAY.plusDays(2).toString(),
                "reason",
                "planted-reason"))
        .post(ban + "/confirmation")
        .then()
        .statusCode(200);
    String own = path + "/pupils/p-ann/sanctions";
    soon(
        () ->
            ask(token("p-ann", "pupil"))
                .get(own)
                .then()
                .statusCode(200)
                // the warning is proposed only
                .body("items.measure", contains("DEVICE_BAN"))
                .body("items.category", contains(VIOLATION))
                .body("items.clause", contains("6"))
                .body("items.until", contains("2026-11-26")));
    tim()
        .body(Map.of())
        .post(path + "/sanctions/" + warning + "/imposition")
        .then()
        .statusCode(200);
    soon(
        () ->
            ask(token("p-ann", "pupil"))
                .get(own)
                .then()
                .body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String page = ask(token("p-ann", "pupil")).get(own + "?limit=1").then().extract().path("next");
    String whole =
        ask(token("p-ann", "pupil"))
            .get(own + "?limit=1&cursor=" + page)
            .then()
            .body("items.measure", contains("WARNING"), "items.status", contains("SERVED"))
            .extract()
            .asString();
    assertThat(whole + ask(token("p-ann", "pupil")).get(own).asString())
        .doesNotContain("st-tim", "st-hanna", "planted-reason");
    ask(token("p-ben", "pupil")).get(own).then().statusCode(403);
    for (RequestSpecification other : List.of(tim(), head())) {
      other.get(own).then().statusCode(403);
    }
  }

  /** What nobody imposed was not decided on them, and what others did is not theirs to read. */
  @Test
  void aPupilReadsNothingOfProposalsThatWentNorOfWhatAnotherTurnsOutToHaveDone() {
    report(tim(), VIOLATION, "09:20", "p-ann").statusCode(201);
    String declined = proposedOn("p-ann");
    tim()
        .body(Map.of("ground", "DECLINED", "reason", "She did not know."))
        .post(declined + "/revocation")
        .then()
        .statusCode(200);
    String incident =
        report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.status", contains("PROPOSED", "REVOKED")));
    String ban = path + "/sanctions/" + sanctionsOf("p-ann").extract().path("items[0].id");
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
        .post(ban + "/hearings")
        .then()
        .statusCode(200);
    imposed(tim(), ban, "She knew.").statusCode(200);
    String own = path + "/pupils/p-ann/sanctions";
    soon(
        () ->
            ask(token("p-ann", "pupil"))
                .get(own)
                .then()
                .body("items.measure", contains("DEVICE_BAN"))
                .body("items.category", contains(VIOLATION)));

    correct(incident, "09:25", "p-col").statusCode(200);
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was another pupil."))
        .post(ban + "/revocation")
        .then()
        .statusCode(200);

    soon(
        () ->
            ask(token("p-ann", "pupil"))
                .get(own)
                .then()
                .statusCode(200)
                .body("items.measure", contains("DEVICE_BAN"))
                .body("items.status", contains("REVOKED"))
                .body("items[0].category", nullValue(), "items[0].occurredAt", nullValue()));
  }

  /** As sanctions were listed before the list said whether somebody had imposed them. */
  @Test
  void whatWasImposedIsSoInOldListsToo() throws IOException {
    report(tim(), VIOLATION, "09:20", "p-ann").statusCode(201);
    String imposed = proposedOn("p-ann");
    imposed(tim(), imposed, "A first time.").statusCode(200);
    report(tim(), VIOLATION, "09:20", "p-col").statusCode(201);
    String declined = proposedOn("p-col");
    for (String sanction : List.of(imposed, declined)) {
      head()
          .body(Map.of("ground", "OBJECTION_UPHELD", "reason", "Their guardians are right."))
          .post(sanction + "/revocation")
          .then()
          .statusCode(200);
    }
    for (String pupil : List.of("p-ann", "p-col")) {
      soon(() -> sanctionsOf(pupil).body("items.status", contains("REVOKED")));
    }
    try (var migration =
        getClass().getResourceAsStream("/db/migration/V43__whether_somebody_imposed_it.sql")) {
      String backfill = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
      pool.query("update sanction_overview set imposed = false where school = '" + school + "'")
          .execute()
          .await()
          .indefinitely();
      pool.query(backfill.substring(backfill.indexOf("update"))).execute().await().indefinitely();
    }
    for (String pupil : List.of("p-ann", "p-col")) {
      ask(token(pupil, "pupil"))
          .get(path + "/pupils/" + pupil + "/sanctions")
          .then()
          .body("items.measure", pupil.equals("p-ann") ? contains("WARNING") : empty());
    }
  }

  /** A reason in free words can tell of a pupil's health. */
  @Test
  void reasonsAreForThoseWhoMayKnowAndForWhoWroteThem() {
    exemptions.granted(BOARD, school, UUID.randomUUID().toString(), "p-ben", "sub-nl", TUESDAY);
    soon(() -> verdictOf("p-ben", "&subject=sub-nl").body("ground", equalTo("EXEMPTION")));
    report(tim(), VIOLATION, "09:25", "p-ben").statusCode(201);
    String exempt = proposedOn("p-ben");
    ask(token("st-cora", "care-coordinator"))
        .body(
            Map.of("kind", "CARE_COORDINATOR", "at", at("09:29").toString(), "cause", "ELSEWHERE"))
        .post(exempt + "/hearings")
        .then()
        .statusCode(200);
    imposed(tim(), exempt, "He is sorry.").statusCode(200);
    report(colleague(), VIOLATION, "09:25", "p-col").statusCode(201);
    String anothers = proposedOn("p-col");
    imposed(head(), anothers, "A first time.").statusCode(200);
    head()
        .body(Map.of("ground", "OBJECTION_UPHELD", "reason", "His guardians are right."))
        .post(exempt + "/revocation")
        .then()
        .statusCode(200);

    tim().get(exempt).then().body("decisions.reason", contains("He is sorry.", null));
    for (RequestSpecification reader : List.of(head(), ask(token("st-cora", "care-coordinator")))) {
      reader
          .get(exempt)
          .then()
          .body("decisions.reason", contains("He is sorry.", "His guardians are right."));
    }
    colleague()
        .get(anothers)
        .then()
        .body("decisions.by", contains("st-hanna"), "decisions.reason", contains(nullValue()));
    head().get(anothers).then().body("decisions.reason", contains("A first time."));
  }

  /**
   * An incident from before somebody looked for exemptions, one pupil's part in it even without a
   * verdict: what is proposed on it and added to it later is as of pupils who can have had one.
   */
  @Test
  void whereNobodyLookedForAnExemptionReasonsAreForWhoReadsAllOfTheSchool() {
    var unlooked =
        new VerdictThen(
            "p-ann", Ground.RULE, Optional.of("policy-1"), Optional.of(1), Optional.empty());
    StreamId incident = Incidents.stream(new Board(BOARD), new School(school), UUID.randomUUID());
    incidents
        .handle(
            incident,
            new RecordIncident(
                filmedBy("p-ann", "p-col"),
                List.of(unlooked),
                Set.of(),
                "st-tim",
                true,
                at("09:30")),
            Looking.meta("test"))
        .await()
        .indefinitely();
    for (String pupil : List.of("p-ann", "p-col")) {
      String proposed = proposedOn(pupil);
      String added =
          added(incident.id().toString(), pupil, "DETENTION")
              .statusCode(201)
              .extract()
              .header("Location");
      head()
          .body(Map.of("ground", "DECLINED", "reason", "To make up."))
          .post(proposed + "/revocation")
          .then()
          .statusCode(200);
      for (String sanction : List.of(proposed, added)) {
        head().get(sanction).then().body("decisions.reason", contains("To make up."));
        tim().get(sanction).then().body("decisions.reason", contains(nullValue()));
      }
    }
  }

  private static Observation filmedBy(String... pupils) {
    return new Observation(
        Category.PHOTO_OR_VIDEO,
        Device.SMARTPHONE,
        Place.CLASSROOM,
        at("09:25"),
        Optional.empty(),
        Optional.empty(),
        Stream.of(pupils)
            .map(pupil -> Participant.pupil(pupil, Participant.Role.OFFENDER))
            .toList(),
        Optional.empty());
  }

  /** What the ladder proposes on the one incident of a pupil. */
  private String proposedOn(String pupil) {
    soon(() -> sanctionsOf(pupil).body("items.status", contains("PROPOSED")));
    return path + "/sanctions/" + sanctionsOf(pupil).extract().path("items[0].id");
  }

  private ValidatableResponse imposed(RequestSpecification by, String sanction, String reason) {
    return by.body(Map.of("reason", reason)).post(sanction + "/imposition").then();
  }

  // sanctions by the calendar

  /** The law has it done without delay, so it stands in a list until it is. */
  @Test
  void whatIsToBeReportedToTheInspectorateIsListedUntilTheHeadSaysItWas() {
    misuseIsAnsweredBy("SUSPENSION");
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("SUSPENSION")));
    String suspension = proposedOn("p-ann");
    heardByTheHead(suspension);
    imposed(head(), suspension, "Another pupil was filmed.").statusCode(200);
    head()
        .body(Map.of())
        .post(suspension + "/inspectorate-report")
        .then()
        .statusCode(409)
        .body("code", equalTo("report-not-needed"));
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(1).toString()))
        .post(suspension + "/confirmation")
        .then()
        .statusCode(409)
        .body("code", equalTo("confirmation-needs-explanation"));
    head()
        .body(
            Map.of(
                "from",
                TUESDAY.toString(),
                "until",
                TUESDAY.plusDays(1).toString(),
                "explanation",
                "You filmed somebody who was changing."))
        .post(suspension + "/confirmation")
        .then()
        .statusCode(200)
        .body("reportToInspectorate", equalTo(true), "reported", nullValue());
    String toReport = path + "/sanctions?toReport=true";
    soon(
        () ->
            head()
                .get(toReport)
                .then()
                .body("items.pupil", contains("p-ann"), "items.reportedOn", contains(nullValue())));
    for (String role : List.of("teacher", "mentor", "care-coordinator")) {
      ask(token("st-tim", role))
          .body(Map.of())
          .post(suspension + "/inspectorate-report")
          .then()
          .statusCode(403);
    }
    String token =
        head()
            .body(Map.of("on", TUESDAY.toString()))
            .post(suspension + "/inspectorate-report")
            .then()
            .statusCode(200)
            .body("reported.on", equalTo(TUESDAY.toString()), "reported.by", equalTo("st-hanna"))
            .extract()
            .header("Tenzij-Consistency-Token");
    head().header("Tenzij-Consistency-Token", token).get(toReport).then().body("items", empty());
    sanctionsOf("p-ann").body("items.reportedOn", contains(TUESDAY.toString()));
    head()
        .get(suspension)
        .then()
        .body("decisions.decided", contains("IMPOSED", "CONFIRMED", "REPORTED"))
        .body("decisions.by", everyItem(equalTo("st-hanna")));
  }

  /** As sanctions were listed before the list said so. */
  @Test
  void whatWasToBeReportedToTheInspectorateIsSoInOldListsToo() throws IOException {
    for (int days : List.of(0, 1)) {
      pool.query(
              """
              insert into sanction_overview (sanction, board, school, position, incident, pupil, status, measure, step,
                clause, from_day, until_day, proposed_at)
              values (gen_random_uuid(), '%s', '%s', %d, gen_random_uuid(), 'p-ann', 'SERVED', 'SUSPENSION', 1,
                '8', date '2026-11-02', date '2026-11-02' + %d, now())\
              """
                  .formatted(BOARD, school, days, days))
          .execute()
          .await()
          .indefinitely();
    }
    try (var migration =
        getClass().getResourceAsStream("/db/migration/V23__reports_to_the_inspectorate.sql")) {
      pool.query(new String(migration.readAllBytes(), StandardCharsets.UTF_8))
          .execute()
          .await()
          .indefinitely();
    }
    sanctionsOf("p-ann").body("items.reportToInspectorate", contains(true, false));
  }

  @Test
  void aBanBeginsAndEndsByTheCalendarAndShowsInTheVerdict() {
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String ban = sanctionsOf("p-ann").extract().path("items[0].id");
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:27").toString()))
        .post(path + "/sanctions/" + ban + "/hearings")
        .then()
        .statusCode(409)
        .body("code", equalTo("hearing-before-the-incident"));
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
        .post(path + "/sanctions/" + ban + "/hearings")
        .then()
        .statusCode(200);
    tim().body(Map.of()).post(path + "/sanctions/" + ban + "/imposition").then().statusCode(200);
    head()
        .body(
            Map.of("from", TUESDAY.plusDays(1).toString(), "until", TUESDAY.plusDays(2).toString()))
        .post(path + "/sanctions/" + ban + "/confirmation")
        .then()
        .statusCode(200);
    verdictOf("p-ann").body("ground", equalTo("RULE"));

    clock.set(at(TUESDAY.plusDays(1), "00:00"));
    soon(() -> sanctionsOf("p-ann").body("items[0].status", equalTo("RUNNING")));
    clock.set(at(TUESDAY.plusDays(1), "09:30"));
    verdictOf("p-ann")
        .body("ground", equalTo("BAN"), "keeping", equalTo("HOME"))
        .body("until", equalTo(at(TUESDAY.plusDays(1), "12:10").toString()));
    verdictOf("p-ann", "&moment=LESSON")
        .body("until", equalTo(at(TUESDAY.plusDays(2), "00:00").toString()));
    exemptions.at(at(TUESDAY.plusDays(1), "09:00"));
    exemptions.granted(
        BOARD, school, UUID.randomUUID().toString(), "p-ann", "sub-nl", TUESDAY.plusDays(1));
    // with an exemption a ban may be over for a lesson at the next bell
    soon(
        () ->
            verdictOf("p-ann")
                .body("ground", equalTo("BAN"))
                .body("until", equalTo(at(TUESDAY.plusDays(1), "10:10").toString())));
    clock.set(at(TUESDAY.plusDays(3), "00:00"));
    soon(() -> sanctionsOf("p-ann").body("items[0].status", equalTo("SERVED")));
    clock.set(at(TUESDAY.plusDays(3), "09:30"));
    verdictOf("p-ann").body("ground", equalTo("RULE"));
    verdictOf("p-ann", "&at=2026-11-26T09:30:00%2B01:00").body("ground", equalTo("BAN"));
  }

  /** What was right in the morning is not made wrong in the afternoon. */
  @Test
  void aBanHoldsFromItsConfirmationOn() {
    String ban = secondBreachOf("p-ann");
    clock.set(at("11:00"));
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(2).toString()))
        .post(path + "/sanctions/" + ban + "/confirmation")
        .then()
        .statusCode(200)
        .body("reportToInspectorate", equalTo(false));
    String then = "&moment=LESSON&at=";
    soon(() -> verdictOf("p-ann", "&moment=LESSON").body("ground", equalTo("BAN")));
    verdictOf("p-ann", then + "2026-11-24T11:00:00%2B01:00").body("ground", equalTo("BAN"));
    verdictOf("p-ann", then + "2026-11-24T10:59:59%2B01:00").body("ground", equalTo("RULE"));
    report(tim(), "BROUGHT_DESPITE_BAN", "09:29", "p-ann")
        .statusCode(409)
        .body("code", equalTo("no-ban-then"));
    verdictOf("p-ann", "&moment=LESSON").body("keeping", equalTo("HANDED_IN"));
    clock.set(at("11:10"));
    broughtAt(at("11:05")).statusCode(409).body("code", equalTo("no-ban-then"));
  }

  /** As the letter asks where it is needed on the way to school. */
  @Test
  void whatWasHandedInUnderABanWasNotBroughtDespiteIt() {
    String ban = secondBreachOf("p-ann");
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(2).toString()))
        .post(path + "/sanctions/" + ban + "/confirmation")
        .then()
        .statusCode(200);
    LocalDate next = TUESDAY.plusDays(1);
    clock.set(at(next, "08:40"));
    soon(() -> verdictOf("p-ann").body("ground", equalTo("BAN"), "keeping", equalTo("HOME")));
    handIn("p-ann");
    clock.set(at(next, "10:00"));
    soon(() -> broughtAt(at(next, "09:40")).body("code", equalTo("no-ban-then")));
    broughtAt(at(next, "08:35")).statusCode(201);
  }

  private ValidatableResponse broughtAt(Instant moment) {
    var seen = new HashMap<String, Object>(incident("BROUGHT_DESPITE_BAN", "09:00", "p-ann"));
    seen.put("occurredAt", moment.toString());
    seen.put("moment", "TEST");
    return recorded(tim(), seen);
  }

  /** A verdict of a past moment tells what held then, whatever is thought of it now. */
  @Test
  void aBanThatIsRevokedHeldUntilThen() throws IOException {
    String ban = path + "/sanctions/" + secondBreachOf("p-ann");
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(9).toString()))
        .post(ban + "/confirmation")
        .then()
        .statusCode(200);
    soon(() -> verdictOf("p-ann").body("ground", equalTo("BAN")));
    clock.set(at("11:00"));
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was a calculator."))
        .post(ban + "/revocation")
        .then()
        .statusCode(200);
    soon(() -> verdictOf("p-ann", "&moment=LESSON").body("ground", equalTo("RULE")));
    String then = "&moment=LESSON&at=2026-11-24T";
    verdictOf("p-ann", then + "10:59:59%2B01:00").body("ground", equalTo("BAN"));
    verdictOf("p-ann", then + "11:00:00%2B01:00").body("ground", equalTo("RULE"));
    subscriptions
        .rebuild(SanctionOverview.NAME)
        .collect()
        .last()
        .await()
        .atMost(Duration.ofSeconds(60));
    verdictOf("p-ann", then + "10:59:59%2B01:00").body("ground", equalTo("BAN"));

    // as it was listed before that was kept
    pool.query("update sanction_overview set ended_at = null where school = '" + school + "'")
        .execute()
        .await()
        .indefinitely();
    try (var migration =
        getClass().getResourceAsStream("/db/migration/V46__what_was_revoked_held_until_then.sql")) {
      pool.query(new String(migration.readAllBytes(), StandardCharsets.UTF_8))
          .execute()
          .await()
          .indefinitely();
    }
    assertThat(
            count(
                "select count(*) from sanction_overview where ended_at is not null and school = '"
                    + school
                    + "'"))
        .isOne();
  }

  @Test
  void theHeadEndsABanBeforeItsDaysAreOver() {
    String ban = path + "/sanctions/" + secondBreachOf("p-ann");
    head()
        .body(Map.of("from", TUESDAY.toString(), "until", TUESDAY.plusDays(9).toString()))
        .post(ban + "/confirmation")
        .then()
        .statusCode(200);
    soon(() -> sanctionsOf("p-ann").body("items[0].status", equalTo("RUNNING")));
    clock.set(at(TUESDAY.plusDays(1), "09:30"));
    soon(() -> verdictOf("p-ann").body("ground", equalTo("BAN")));
    Map<String, String> why = Map.of("reason", "She kept to it well.");
    tim()
        .body(why)
        .post(ban + "/completion")
        .then()
        .statusCode(409)
        .body("code", equalTo("role-may-not-complete"));
    head()
        .body(Map.of())
        .post(ban + "/completion")
        .then()
        .statusCode(409)
        .body("code", equalTo("shortening-needs-reason"));
    String token =
        head()
            .body(why)
            .post(ban + "/completion")
            .then()
            .statusCode(200)
            .body("status", equalTo("SERVED"), "until", equalTo("2026-11-25"))
            .extract()
            .header("Tenzij-Consistency-Token");
    tim()
        .header("Tenzij-Consistency-Token", token)
        .get(verdict("p-ann"))
        .then()
        .body("ground", equalTo("RULE"));
    clock.set(at(TUESDAY.plusDays(1), "09:31"));
    // what was right before stays so
    verdictOf("p-ann", "&at=2026-11-25T09:29:59%2B01:00").body("ground", equalTo("BAN"));
    verdictOf("p-ann", "&at=2026-11-25T09:30:00%2B01:00").body("ground", equalTo("RULE"));
    head()
        .get(ban)
        .then()
        .body("decisions.decided", contains("IMPOSED", "CONFIRMED", "ENDED"))
        .body("decisions.until", contains(null, "2026-12-03", "2026-11-25"))
        .body("decisions[2].by", equalTo("st-hanna"))
        .body("decisions[2].reason", equalTo("She kept to it well."));
    sanctionsOf("p-ann")
        .body("items[0].status", equalTo("SERVED"), "items[0].until", equalTo("2026-11-25"));
  }

  /** S2: "aangifte bij de politie" is possible beside the suspension. */
  @Test
  void misuseIsReportedToThePoliceBesideASuspension() {
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201).extract().path("id");
    String suspension = proposedOn("p-ann");
    String added = path + "/incidents/" + incident + "/sanctions";
    Map<String, String> police =
        Map.of("pupil", "p-ann", "measure", "POLICE_REPORT", "reason", "It was a crime.");
    for (String role : List.of("teacher", "mentor", "care-coordinator")) {
      ask(token("st-tim", role)).body(police).post(added).then().statusCode(403);
    }
    head()
        .body(Map.of("pupil", "p-ben", "measure", "POLICE_REPORT", "reason", "So was his."))
        .post(added)
        .then()
        .statusCode(400)
        .body("errors.field", contains("pupil"));
    var answer =
        head()
            .body(police)
            .post(added)
            .then()
            .statusCode(201)
            .body("status", equalTo("PROPOSED"), "measure", equalTo("POLICE_REPORT"));
    String report = answer.extract().header("Location");
    head()
        .body(Map.of("pupil", "p-ann", "measure", "SUSPENSION", "reason", "A month of it."))
        .post(added)
        .then()
        .statusCode(409)
        .body("code", equalTo("suspended-once"));
    head()
        .body(Map.of("measure", "SUSPENSION", "reason", "A way around."))
        .post(report + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("added-as-it-is"));
    head().body(police).post(added).then().statusCode(409);
    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.measure", contains("POLICE_REPORT", "INTERNAL_SUSPENSION")));
    head().body(Map.of()).post(report + "/imposition").then().statusCode(200);
    head()
        .body(Map.of("caseNumber", "PL1300-2026000001"))
        .post(report + "/completion")
        .then()
        .statusCode(200)
        .body("status", equalTo("SERVED"));
    head()
        .get(report)
        .then()
        .body("decisions.decided", contains("ADDED", "IMPOSED", "SERVED"))
        .body("decisions.reason", contains("It was a crime.", null, null))
        .body("decisions[2].caseNumber", equalTo("PL1300-2026000001"));
    tim().get(report).then().statusCode(200).body("decisions[2].caseNumber", nullValue());
    assertSealed("PL1300-2026000001");
    head()
        .get(path + "/incidents/" + incident)
        .then()
        .body("followUps[0].sanction.measure", equalTo("INTERNAL_SUSPENSION"))
        .body("followUps[0].others.measure", contains("POLICE_REPORT"))
        .body("followUps[0].others.status", contains("SERVED"));
    assertThat(report).isNotEqualTo(suspension);
  }

  /** Also where the ladder proposes what is heavier than one: that can be imposed as one. */
  @Test
  void oneIncidentHasOneSuspension() {
    misuseIsAnsweredBy("POLICE_REPORT");
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("POLICE_REPORT")));
    String report = proposedOn("p-ann");
    for (String suspension : List.of("SUSPENSION", "INTERNAL_SUSPENSION")) {
      added(incident, "p-ann", suspension).statusCode(409).body("code", equalTo("suspended-once"));
    }
    heardByTheHead(report);
    head()
        .body(Map.of("measure", "SUSPENSION", "reason", "The police know of it."))
        .post(report + "/imposition")
        .then()
        .statusCode(200);
    added(incident, "p-ann", "INTERNAL_SUSPENSION")
        .statusCode(409)
        .body("code", equalTo("suspended-once"));
    added(incident, "p-ann", "DETENTION").statusCode(201);
  }

  private void misuseIsAnsweredBy(String measure) {
    String before = verdictOf("p-ann").extract().path("policy.id");
    roster.severePolicy(BOARD, school, measure, Instant.parse("2020-09-01T00:00:00Z"));
    soon(() -> verdictOf("p-ann").body("policy.id", not(equalTo(before))));
  }

  private void heardByTheHead(String sanction) {
    for (String kind : List.of("PUPIL", "GUARDIANS")) {
      head()
          .body(Map.of("kind", kind, "at", at("09:29").toString()))
          .post(sanction + "/hearings")
          .then()
          .statusCode(200);
    }
  }

  /** As what the ladder proposed does. */
  @Test
  void whatWasAddedGoesWithWhoTurnsOutToBeNoOffender() {
    String incident =
        report(tim(), VIOLATION, "09:20", "p-col").statusCode(201).extract().path("id");
    proposedOn("p-col");
    report(tim(), VIOLATION, "09:25", "p-col").statusCode(201);
    soon(() -> sanctionsOf("p-col").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String second = tim().get(path + "/incidents").then().extract().path("items[0].id");
    assertThat(second).isNotEqualTo(incident);
    head()
        .body(Map.of("pupil", "p-col", "measure", "RESTORATIVE_TALK", "reason", "To make up."))
        .post(path + "/incidents/" + second + "/sanctions")
        .then()
        .statusCode(201);
    soon(
        () ->
            sanctionsOf("p-col")
                .body("items.measure", contains("RESTORATIVE_TALK", "DEVICE_BAN", "WARNING")));

    correct(second, "09:25", "p-ann").statusCode(200);

    soon(
        () ->
            sanctionsOf("p-col").body("items.status", contains("REVOKED", "REVOKED", "PROPOSED")));
  }

  /** As what the ladder proposed does; what that was only proposed for is so anew. */
  @Test
  void whatWasAddedAndDecidedOnCountsAgainToo() {
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-col").statusCode(201).extract().path("id");
    proposedOn("p-col");
    String police =
        added(incident, "p-col", "POLICE_REPORT").statusCode(201).extract().<String>path("id");
    head()
        .body(Map.of())
        .post(path + "/sanctions/" + police + "/imposition")
        .then()
        .statusCode(200);
    misuseWasOf(incident, "p-ann");
    soon(
        () ->
            sanctionsOf("p-col")
                .body("items.status", contains("IMPOSED", "REVOKED"))
                .body("items[0].stepNow", equalTo(0)));

    misuseWasOf(incident, "p-col");

    soon(
        () ->
            sanctionsOf("p-col")
                .body("items.status", contains("PROPOSED", "IMPOSED", "REVOKED"))
                .body("items[1].stepNow", nullValue()));
    added(incident, "p-col", "POLICE_REPORT")
        .statusCode(409)
        .body("code", equalTo("measure-added-before"));
    added(incident, "p-col", "DETENTION").statusCode(201);
    misuseWasOf(incident, "p-ann");
    soon(
        () ->
            sanctionsOf("p-col")
                .body("items.status", contains("REVOKED", "REVOKED", "IMPOSED", "REVOKED"))
                .body("items[2].stepNow", equalTo(0)));
  }

  /** As what the ladder proposed follows its count. */
  @Test
  void whatWasAddedFollowsTheCount() {
    report(tim(), VIOLATION, "09:20", "p-col").statusCode(201);
    String first = proposedOn("p-col");
    String second = report(tim(), VIOLATION, "09:25", "p-col").statusCode(201).extract().path("id");
    soon(() -> sanctionsOf("p-col").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    added(second, "p-col", "DETENTION").statusCode(201);

    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was a calculator."))
        .post(first + "/revocation")
        .then()
        .statusCode(200);

    soon(
        () ->
            sanctionsOf("p-col")
                .body("items.measure", contains("DETENTION", "WARNING", "WARNING"))
                .body("items.status", contains("REVOKED", "PROPOSED", "REVOKED")));
  }

  @Test
  void whatWasAddedGoesWithWhatWasNeverDueAndComingAgainLateIsAnsweredAsItWas() {
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201).extract().path("id");
    String suspension = proposedOn("p-ann");
    Map<String, String> police =
        Map.of("pupil", "p-ann", "measure", "POLICE_REPORT", "reason", "It was a crime.");
    String key = "police-" + school;
    Response first =
        head()
            .header("Idempotency-Key", key)
            .body(police)
            .post(path + "/incidents/" + incident + "/sanctions");
    assertThat(first.statusCode()).isEqualTo(201);

    String talk =
        added(incident, "p-ann", "RESTORATIVE_TALK").statusCode(201).extract().header("Location");
    head().body(Map.of()).post(talk + "/imposition").then().statusCode(200);
    head()
        .body(Map.of("ground", "MISTAKEN", "reason", "It was a drawing."))
        .post(suspension + "/revocation")
        .then()
        .statusCode(200);

    soon(
        () ->
            sanctionsOf("p-ann")
                .body("items.status", contains("IMPOSED", "REVOKED", "REVOKED"))
                .body("items.stepNow", contains(0, null, null)));
    head().get(talk).then().body("stepNow", equalTo(0));
    head()
        .body(Map.of())
        .post(first.header("Location") + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("sanction-already-decided"));
    added(incident, "p-ann", "DETENTION").statusCode(409).body("code", equalTo("nothing-proposed"));
    Response again =
        head()
            .header("Idempotency-Key", key)
            .body(police)
            .post(path + "/incidents/" + incident + "/sanctions");
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    assertThat(again.asString()).isEqualTo(first.asString());
  }

  /** The police take their time. */
  @Test
  void aCaseNumberThatComesLaterIsEnteredOnce() {
    String incident =
        report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201).extract().path("id");
    proposedOn("p-ann");
    String report =
        added(incident, "p-ann", "POLICE_REPORT").statusCode(201).extract().header("Location");
    for (String decision : List.of("/imposition", "/completion")) {
      head().body(Map.of()).post(report + decision).then().statusCode(200);
    }
    Map<String, String> number = Map.of("caseNumber", "PL1300-2026000002");
    head()
        .body(Map.of("caseNumber", "PL1300-2026000002", "on", TUESDAY.toString()))
        .post(report + "/completion")
        .then()
        .statusCode(409)
        .body("code", equalTo("completion-said-before"));
    head().body(number).post(report + "/completion").then().statusCode(200);
    head()
        .body(number)
        .post(report + "/completion")
        .then()
        .statusCode(409)
        .body("code", equalTo("case-number-entered-before"));
    head()
        .get(report)
        .then()
        .body("status", equalTo("SERVED"))
        .body("decisions.decided", contains("ADDED", "IMPOSED", "SERVED", "NUMBERED"))
        .body("decisions[3].by", equalTo("st-hanna"))
        .body("decisions[3].caseNumber", equalTo("PL1300-2026000002"));
    tim().get(report).then().statusCode(200).body("decisions[3].caseNumber", nullValue());
    assertSealed("PL1300-2026000002");
  }

  private ValidatableResponse added(String incident, String pupil, String measure) {
    return head()
        .body(Map.of("pupil", pupil, "measure", measure, "reason", "To make up."))
        .post(path + "/incidents/" + incident + "/sanctions")
        .then();
  }

  /** Imposed, for the head to confirm. */
  private String secondBreachOf(String pupil) {
    report(tim(), VIOLATION, "09:25", pupil).statusCode(201);
    soon(() -> sanctionsOf(pupil).body("items.measure", contains("WARNING")));
    report(tim(), VIOLATION, "09:28", pupil).statusCode(201);
    soon(() -> sanctionsOf(pupil).body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String ban = sanctionsOf(pupil).extract().path("items[0].id");
    tim()
        .body(Map.of("kind", "PUPIL", "at", at("09:29").toString()))
        .post(path + "/sanctions/" + ban + "/hearings")
        .then()
        .statusCode(200);
    tim().body(Map.of()).post(path + "/sanctions/" + ban + "/imposition").then().statusCode(200);
    return ban;
  }

  @Test
  void thePolicySaysWhoDecidesOnAStep() {
    report(tim(), "PHOTO_OR_VIDEO", "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("INTERNAL_SUSPENSION")));
    String sanction = sanctionsOf("p-ann").extract().path("items[0].id");
    head().get(path + "/sanctions/" + sanction).then().body("proposed.by", equalTo("HEAD"));
    for (String kind : List.of("PUPIL", "GUARDIANS")) {
      tim()
          .body(Map.of("kind", kind, "at", at("09:29").toString()))
          .post(path + "/sanctions/" + sanction + "/hearings")
          .then()
          .statusCode(200);
    }
    tim()
        .body(Map.of("measure", "WARNING", "reason", "A first time."))
        .post(path + "/sanctions/" + sanction + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("role-may-not-impose"));
    head()
        .body(Map.of("reason", "Another pupil was filmed."))
        .post(path + "/sanctions/" + sanction + "/imposition")
        .then()
        .statusCode(200);
    head()
        .body(
            Map.of(
                "from",
                TUESDAY.toString(),
                "until",
                TUESDAY.plusDays(1).toString(),
                "explanation",
                "You filmed somebody who was changing."))
        .post(path + "/sanctions/" + sanction + "/confirmation")
        .then()
        .statusCode(200);
    soon(
        () ->
            ofClass()
                .body("verdicts[0].suspendedUntil", equalTo("2026-11-25"))
                .body("verdicts[0].ground", equalTo("RULE"))
                .body("verdicts[1].suspendedUntil", nullValue()));
  }

  // custody

  @Test
  void aDeviceGoesBackWhenSchoolIsOut() {
    clock.set(at("08:15"));
    String id = handIn("p-ann").body("dueAt", equalTo(at("13:50").toString())).extract().path("id");
    clock.set(at("13:49"));
    tim().get(path + "/custody/" + id).then().body("status", equalTo("HELD"));
    clock.set(at("13:50"));
    soon(() -> tim().get(path + "/custody/" + id).then().body("status", equalTo("DUE")));
    tim()
        .body(Map.of("to", "PUPIL"))
        .post(path + "/custody/" + id + "/return")
        .then()
        .statusCode(200)
        .body("status", equalTo("RETURNED"), "returnedAt", equalTo(at("13:50").toString()));
    tim()
        .body(Map.of("to", "PUPIL"))
        .post(path + "/custody/" + id + "/return")
        .then()
        .statusCode(409)
        .body("code", equalTo("device-already-returned"));
  }

  /** Nobody leaves at noon without the phone that was to come back at the end of the day. */
  @Test
  void aDeviceGoesBackWhenSchoolIsOutSooner() {
    clock.set(at("08:15"));
    String held =
        handIn("p-ann").body("dueAt", equalTo(at("13:50").toString())).extract().path("id");
    String back = handIn("p-ben").extract().path("id");
    tim()
        .body(Map.of("to", "PUPIL"))
        .post(path + "/custody/" + back + "/return")
        .then()
        .statusCode(200);
    clock.set(at("11:00"));
    roster.at(at("11:00"));
    roster.shorterCalendar(BOARD, school, LocalTime.of(12, 10));
    soon(
        () ->
            tim()
                .get(path + "/custody/" + held)
                .then()
                .body("dueAt", equalTo(at("12:10").toString()), "status", equalTo("HELD")));
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.dueAt", contains(at("12:10").toString())));
    tim()
        .get(path + "/custody/" + back)
        .then()
        .body("dueAt", equalTo(at("13:50").toString()), "status", equalTo("RETURNED"));
    clock.set(at("12:10"));
    soon(() -> tim().get(path + "/custody/" + held).then().body("status", equalTo("DUE")));
    subscriptions
        .rebuild(CustodyOverview.NAME)
        .collect()
        .last()
        .await()
        .atMost(Duration.ofSeconds(60));
    tim()
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.dueAt", contains(at("12:10").toString()), "items.status", contains("DUE"));
  }

  /** As where a board closes all its schools at noon: who holds nothing holds nobody up. */
  @Test
  void devicesOfOneSchoolWaitForNoOther() {
    clock.set(at("08:15"));
    String held = handIn("p-ann").extract().path("id");
    soon(
        () ->
            tim().get(path + "/custody?pupil=p-ann").then().body("items.status", contains("HELD")));
    clock.set(at("11:00"));
    roster.at(at("11:00"));
    scheduler.pause();
    try {
      roster.shorterCalendar(BOARD, school, LocalTime.of(12, 10));
      soon(
          () ->
              assertThat(
                      count("select count(*) from calendar_known where school = '" + school + "'"))
                  .isEqualTo(2));
      // none of which is done for as long as the test goes on
      pool.query(
              """
              insert into calendar_changed (board, school, since)
              select 'stichting-vol', 'school-' || n, clock_timestamp() + interval '1 hour'
              from generate_series(1, %s) n
              """
                  .formatted(Looking.AT_ONCE))
          .execute()
          .await()
          .indefinitely();
      pool.query(
              """
              update calendar_changed set since = clock_timestamp() + interval '2 hours',
                looked_at = null
              where school = '%s'
              """
                  .formatted(school))
          .execute()
          .await()
          .indefinitely();
    } finally {
      scheduler.resume();
    }
    soon(
        () ->
            tim()
                .get(path + "/custody/" + held)
                .then()
                .body("dueAt", equalTo(at("12:10").toString())));
    soon(
        () ->
            assertThat(count("select count(*) from calendar_changed where looked_at is null"))
                .as("each in its turn")
                .isZero());
    pool.query("delete from calendar_changed where board = 'stichting-vol'")
        .execute()
        .await()
        .indefinitely();
  }

  /** One day with other hours is a whole calendar: what is equal in them is kept once. */
  @Test
  void calendarsOfLongAgoAreNotKeptInMemory() {
    String old = "school-" + UUID.randomUUID();
    for (int days : List.of(900, 800, 1)) {
      roster.at(at("08:00").minus(Duration.ofDays(days)));
      roster.laterCalendar(BOARD, old, LocalTime.of(9, days == 800 ? 20 : 0));
    }
    soon(
        () ->
            assertThat(count("select count(*) from calendar_known where school = '" + old + "'"))
                .isEqualTo(3));

    SchoolBook book = books.book(new Board(BOARD), new School(old), pool).await().indefinitely();

    assertThat(book.calendars())
        .extracting(told -> told.at().orElseThrow())
        .as("the one of 800 days ago counted until yesterday")
        .containsExactly(
            at("08:00").minus(Duration.ofDays(800)), at("08:00").minus(Duration.ofDays(1)));
    var earlier = book.calendars().getFirst().calendar();
    var later = book.calendars().getLast().calendar();
    assertThat(earlier.week()).isNotEqualTo(later.week());
    assertThat(earlier.holidays()).isNotEmpty().isSameAs(later.holidays());
  }

  /** What a school sets for one day only holds for bells and devices alike. */
  @Test
  void aShortenedDayHasBellsOfItsOwn() {
    clock.set(at("08:45"));
    String held = handIn("p-ann").extract().path("id");
    roster.at(at("08:45"));
    roster.shortenedDay(BOARD, school);
    soon(() -> verdictOf("p-ann").body("until", equalTo(at("09:05").toString())));
    soon(
        () ->
            tim()
                .get(path + "/custody/" + held)
                .then()
                .body("dueAt", equalTo(at("12:10").toString())));
    verdictOf("p-ann", "&at=2026-11-24T12:30:00%2B01:00").body("ground", equalTo("OUTSIDE_RULES"));
    verdictOf("p-ann", "&at=2026-12-01T12:30:00%2B01:00").body("ground", equalTo("RULE"));
  }

  /** It was over before that was told: there is time left to give it back. */
  @Test
  void aDayThatWasOverBeforeItWasToldLeavesTimeToGiveBack() {
    clock.set(at("08:15"));
    String held = handIn("p-ann").extract().path("id");
    clock.set(at("13:00"));
    roster.at(at("13:00"));
    roster.shorterCalendar(BOARD, school, LocalTime.of(12, 10));
    soon(() -> tim().get(path + "/custody/" + held).then().body("status", equalTo("DUE")));
    clock.set(at("13:30"));
    soon(() -> tim().get(path + "/custody/" + held).then().body("status", equalTo("OVERDUE")));
  }

  /** At a party or a camp phones are taken in by agreement: it shows that no school was on. */
  @Test
  void aDeviceThatIsTakenInOutOfHoursSaysSo() {
    clock.set(at("08:15"));
    handIn("p-ben").body("outOfHours", nullValue());
    clock.set(at("20:00"));
    handIn("p-ann")
        .body("outOfHours", equalTo(true))
        .body("dueAt", equalTo(at(TUESDAY.plusDays(1), "00:00").toString()));
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.outOfHours", contains(true)));
  }

  /** A double tap is no second device; what went back can be handed in again. */
  @Test
  void aDeviceIsTakenInOnceAtATime() {
    clock.set(at("08:15"));
    String first = handIn("p-ann").extract().path("id");
    Map<String, Object> again =
        Map.of("pupil", "p-ann", "device", "SMARTPHONE", "keeping", "OFFICE");
    tim()
        .body(again)
        .post(path + "/custody")
        .then()
        .statusCode(409)
        .body("code", equalTo("device-already-handed-in"));
    tim()
        .body(Map.of("pupil", "p-ann", "device", "SMARTWATCH", "keeping", "OFFICE"))
        .post(path + "/custody")
        .then()
        .statusCode(201);
    tim()
        .body(Map.of("to", "PUPIL"))
        .post(path + "/custody/" + first + "/return")
        .then()
        .statusCode(200);
    handIn("p-ann").body("id", not(equalTo(first)));
    soon(
        () ->
            head()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.status", contains("HELD", "HELD", "RETURNED"))
                .body("items.device", contains("SMARTPHONE", "SMARTWATCH", "SMARTPHONE")));
  }

  /** One may lie in a drawer while another comes in: whoever takes that in sees it at once. */
  @Test
  void whatNobodyEnteredAsReturnedIsNamedWhenThePupilHandsSomethingIn() {
    clock.set(at(YESTERDAY, "08:15"));
    String phone = handIn("p-ann").extract().path("id");
    String watch = handIn(tim(), "p-ann", "SMARTWATCH").extract().path("id");
    String back = handIn(tim(), "p-ann", "TABLET").extract().path("id");
    givenBack(back).statusCode(200);
    handIn("p-ben");
    clock.set(at(YESTERDAY, "20:00"));
    handIn(head(), "p-ann", "CAMERA").body("notReturned", nullValue());
    clock.set(at("08:15"));
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann&status=OVERDUE")
                .then()
                .body("items.device", contains("CAMERA", "SMARTWATCH", "SMARTPHONE"))
                .body("items.takenInSince", everyItem(nullValue())));

    String taken =
        handIn(head(), "p-ann", "SMARTPHONE")
            .body("notReturned.device", contains("CAMERA", "SMARTWATCH", "SMARTPHONE"))
            .body("notReturned.takenBy", contains("st-hanna", "st-tim", "st-tim"))
            .body("notReturned[2].id", equalTo(phone), "notReturned[2].keeping", equalTo("LOCKER"))
            .body("notReturned[2].spot", equalTo("12"))
            .body("notReturned[2].handedInAt", equalTo(at(YESTERDAY, "08:15").toString()))
            .extract()
            .path("id");
    tim().get(path + "/custody/" + phone).then().body("status", equalTo("OVERDUE"));
    handIn(tim(), "p-ann", "LAPTOP")
        .body("notReturned.device", contains("CAMERA", "SMARTWATCH", "SMARTPHONE"));
    clock.set(at("08:20"));
    handIn(tim(), "p-ann", "EARBUDS");

    String since = at("08:20").toString();
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.takenInSince", contains(null, null, null, since, null, since, since)));
    listedAnew();
    tim()
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.takenInSince", contains(null, null, null, since, null, since, since))
        .body("items[2].id", equalTo(taken), "items[5].id", equalTo(watch));
    head()
        .get(path + "/custody?pupil=p-ben")
        .then()
        .body("items.takenInSince", contains(nullValue()));
  }

  @Test
  void whoTakesADeviceInSaysThatItIsTheOneOfAnEarlierDay() {
    clock.set(at(YESTERDAY, "08:15"));
    String phone = handIn("p-ann").extract().path("id");
    String watch = handIn(tim(), "p-ann", "SMARTWATCH").extract().path("id");
    String other = handIn(tim(), "p-ann", "OTHER").extract().path("id");
    String bens = handIn("p-ben").extract().path("id");
    clock.set(at("08:15"));
    soon(() -> tim().get(path + "/custody?status=OVERDUE").then().body("items.id", hasSize(4)));
    Map<String, Object> said =
        Map.of(
            "pupil",
            "p-ann",
            "device",
            "SMARTPHONE",
            "keeping",
            "OFFICE",
            "sameAs",
            List.of(phone),
            "wentBack",
            List.of(watch));
    for (String wrong : List.of(bens, UUID.randomUUID().toString())) {
      refusedToTakeIn(said, List.of(phone), List.of(watch, wrong))
          .statusCode(400)
          .body("errors.field", contains("wentBack"), "errors.code", contains("unknown"));
      refusedToTakeIn(said, List.of(phone, wrong), List.of(watch))
          .statusCode(400)
          .body("errors.field", contains("sameAs"));
    }
    refusedToTakeIn(said, List.of(phone, watch), List.of())
        .statusCode(409)
        .body("code", equalTo("device-of-another-kind"));
    for (String each : List.of(phone, watch)) {
      tim().get(path + "/custody/" + each).then().body("turnedUpAt", nullValue());
    }

    Response taken = under("device", said).post(path + "/custody");

    assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
    taken.then().body("notReturned.id", contains(other));
    String again = taken.path("id");
    tim()
        .header("Tenzij-Consistency-Token", taken.header("Tenzij-Consistency-Token"))
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.status", contains("HELD", "OVERDUE", "TURNED_UP", "TURNED_UP"))
        .body("items.handedInAgain", contains(null, null, null, again))
        .body("items.turnedUpBy", contains(null, null, "st-tim", "st-tim"))
        .body("items[3].returnedAt", nullValue());
    Map<String, Object> another = new HashMap<>(said);
    another.put("wentBack", List.of(other));
    under("device", another).post(path + "/custody").then().statusCode(422);
    tim()
        .body(another)
        .post(path + "/custody")
        .then()
        .statusCode(409)
        .body("code", equalTo("device-already-handed-in"));
    tim().get(path + "/custody/" + other).then().body("status", equalTo("OVERDUE"));
    clock.set(at(TUESDAY.plusDays(1), "08:15"));
    givenBack(other).statusCode(200);
    Response repeated = under("device", said).post(path + "/custody");
    assertThat(repeated.statusCode()).isEqualTo(201);
    assertThat(repeated.<String>path("id")).isEqualTo(again);
    tim()
        .get(path + "/custody/" + phone)
        .then()
        .body("turnedUpAt", equalTo(at("08:15").toString()), "handedInAgain", equalTo(again));
    tim().get(path + "/custody/" + bens).then().body("status", equalTo("OVERDUE"));
  }

  /** Else home were told that it went back, and nothing lies here instead. */
  @Test
  void nothingIsClosedForADeviceThatIsNotTakenIn() {
    Map<String, Object> said = takenInAsOfYesterday();
    String phone = ((List<?>) said.get("sameAs")).getFirst().toString();
    broken(
        "custody.device-handed-in.v2",
        () -> under("device", said).post(path + "/custody").then().statusCode(503));
    tim().get(path + "/custody/" + phone).then().body("status", equalTo("OVERDUE"));

    String again = under("device", said).post(path + "/custody").then().extract().path("id");

    tim()
        .get(path + "/custody/" + phone)
        .then()
        .body("status", equalTo("TURNED_UP"), "handedInAgain", equalTo(again));
  }

  @Test
  void whatBrokeOffOnceADeviceWasTakenInGoesOnWhenItIsSentAgain() {
    Map<String, Object> said = takenInAsOfYesterday();
    String phone = ((List<?>) said.get("sameAs")).getFirst().toString();
    broken(
        "custody.device-turned-up.v1",
        () -> under("device", said).post(path + "/custody").then().statusCode(503));
    tim().get(path + "/custody/" + phone).then().body("status", equalTo("OVERDUE"));
    String taken =
        head()
            .get(path + "/custody?pupil=p-ann&status=HELD")
            .then()
            .body("items.device", contains("SMARTPHONE"))
            .extract()
            .path("items[0].id");

    clock.set(at("08:40"));
    Response again = under("device", said).post(path + "/custody");

    again.then().statusCode(201).body("id", equalTo(taken), "notReturned", nullValue());
    tim()
        .header("Tenzij-Consistency-Token", again.header("Tenzij-Consistency-Token"))
        .get(path + "/custody?pupil=p-ann&status=TURNED_UP")
        .then()
        .body("items.id", contains(phone), "items.handedInAgain", contains(taken))
        .body("items.turnedUpAt", contains(at("08:15").toString()));
  }

  private Map<String, Object> takenInAsOfYesterday() {
    clock.set(at(YESTERDAY, "08:15"));
    String phone = handIn("p-ann").extract().path("id");
    clock.set(at("08:15"));
    soon(() -> tim().get(path + "/custody?status=OVERDUE").then().body("items.id", hasSize(1)));
    return Map.of(
        "pupil", "p-ann", "device", "SMARTPHONE", "keeping", "OFFICE", "sameAs", List.of(phone));
  }

  /** No such event goes into this school's log, as where a lock is not had in time. */
  private void broken(String type, Runnable meanwhile) {
    sql(
        """
        create function broken_off() returns trigger language plpgsql as $$
        begin
          raise exception 'broken off' using errcode = '55P03';
        end $$""");
    sql(
        """
        create trigger broken_off before insert on event for each row
        when (new.school = '%s' and new.type = '%s') execute function broken_off()"""
            .formatted(school, type));
    try {
      meanwhile.run();
    } finally {
      sql("drop trigger broken_off on event");
      sql("drop function broken_off");
    }
  }

  private void sql(String statement) {
    pool.query(statement).execute().await().atMost(Duration.ofSeconds(60));
  }

  /** A school that enters no returns would write all of a year anew each morning. */
  @Test
  void aHandInWritesNoEarlierOneAnew() {
    clock.set(at(YESTERDAY, "08:15"));
    String earlier = handIn("p-ann").extract().path("id");
    clock.set(at("08:15"));
    soon(() -> tim().get(path + "/custody?status=OVERDUE").then().body("items", hasSize(1)));
    long written = writtenBy(earlier);

    Response taken =
        tim()
            .body(Map.of("pupil", "p-ann", "device", "SMARTPHONE", "keeping", "OFFICE"))
            .post(path + "/custody");

    tim()
        .header("Tenzij-Consistency-Token", taken.header("Tenzij-Consistency-Token"))
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.takenInSince", contains(null, at("08:15").toString()));
    assertThat(writtenBy(earlier)).isEqualTo(written);
  }

  /** The transaction in which its row was last written. */
  private long writtenBy(String custody) {
    return count(
        "select xmin::text::bigint from custody_view where custody = '%s'".formatted(custody));
  }

  /** Nothing is taken in and nothing closed where one of them is wrong. */
  private ValidatableResponse refusedToTakeIn(
      Map<String, Object> device, List<String> sameAs, List<String> wentBack) {
    Map<String, Object> said = new HashMap<>(device);
    said.put("sameAs", sameAs);
    said.put("wentBack", wentBack);
    return tim().body(said).post(path + "/custody").then();
  }

  @Test
  void whatWentBackUnnoticedIsSaidAfterwards() {
    clock.set(at(YESTERDAY, "08:15"));
    String phone = handIn("p-ann").extract().path("id");
    String watch = handIn(tim(), "p-ann", "SMARTWATCH").extract().path("id");
    turnedUp(phone, Map.of()).statusCode(409).body("code", equalTo("device-not-of-an-earlier-day"));
    clock.set(at("08:15"));
    String again = handIn("p-ann").extract().path("id");
    String bens = handIn("p-ben").extract().path("id");
    turnedUp(again, Map.of()).statusCode(409).body("code", equalTo("device-not-of-an-earlier-day"));
    turnedUp(phone, Map.of("handedInAgain", bens))
        .statusCode(409)
        .body("code", equalTo("device-of-another-pupil"));
    turnedUp(watch, Map.of("handedInAgain", again))
        .statusCode(409)
        .body("code", equalTo("device-of-another-kind"));
    turnedUp(again, Map.of("handedInAgain", phone))
        .statusCode(409)
        .body("code", equalTo("device-not-of-an-earlier-day"));
    turnedUp(phone, Map.of("handedInAgain", UUID.randomUUID().toString()))
        .statusCode(400)
        .body("errors.field", contains("handedInAgain"));
    turnedUp(UUID.randomUUID().toString(), Map.of()).statusCode(404);

    clock.set(at("08:20"));
    turnedUp(phone, Map.of("handedInAgain", again))
        .statusCode(200)
        .body("status", equalTo("TURNED_UP"), "handedInAgain", equalTo(again))
        .body("turnedUpAt", equalTo(at("08:20").toString()), "turnedUpBy", equalTo("st-tim"))
        .body("returnedAt", nullValue());
    clock.set(at("08:30"));
    turnedUp(phone, Map.of())
        .statusCode(200)
        .body("turnedUpAt", equalTo(at("08:20").toString()), "handedInAgain", equalTo(again));
    turnedUp(watch, Map.of()).statusCode(200).body("handedInAgain", nullValue());

    String found = at("08:20").toString();
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann&status=TURNED_UP")
                .then()
                .body("items.id", contains(watch, phone))
                .body("items[1].turnedUpAt", equalTo(found))
                .body("items.takenInSince", everyItem(nullValue())));
    listedAnew();
    head()
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.status", contains("HELD", "TURNED_UP", "TURNED_UP"))
        .body("items[2].turnedUpAt", equalTo(found), "items[2].handedInAgain", equalTo(again));
    tim().get(path + "/custody?status=OVERDUE").then().body("items", empty());

    givenBack(watch).statusCode(200).body("status", equalTo("RETURNED"));
    turnedUp(watch, Map.of()).statusCode(409).body("code", equalTo("device-already-returned"));
  }

  /** By mistake: it lies in the drawer, and nobody is at school to take it. */
  @Test
  void whatWasSaidToHaveGoneBackAndLiesHereIsSaidToBeHere() {
    Map<String, Object> said = takenInAsOfYesterday();
    String phone = ((List<?>) said.get("sameAs")).getFirst().toString();
    under("device", said).post(path + "/custody").then().statusCode(201);
    clock.set(at("08:50"));

    Response found = head().post(path + "/custody/" + phone + "/finding");

    found
        .then()
        .statusCode(200)
        .body("status", equalTo("OVERDUE"), "turnedUpAt", nullValue())
        .body("handedInAgain", nullValue());
    String token = found.header("Tenzij-Consistency-Token");
    tim()
        .header("Tenzij-Consistency-Token", token)
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.status", contains("HELD", "OVERDUE"))
        .body("items.takenInSince", contains(null, at("08:15").toString()));
    listedAnew();
    tim()
        .get(path + "/custody?pupil=p-ann")
        .then()
        .body("items.status", contains("HELD", "OVERDUE"));
    // what was said before it was found is not said anew by being sent again
    under("device", said).post(path + "/custody").then().statusCode(201);
    tim().get(path + "/custody/" + phone).then().body("status", equalTo("OVERDUE"));
    givenBack(phone).statusCode(200);
    head()
        .post(path + "/custody/" + phone + "/finding")
        .then()
        .statusCode(409)
        .body("code", equalTo("device-already-returned"));
    head().post(path + "/custody/" + UUID.randomUUID() + "/finding").then().statusCode(404);
  }

  @Test
  void ofTwoWhoSayAtOnceThatADeviceTurnedUpOneDoes() throws Exception {
    clock.set(at(YESTERDAY, "08:15"));
    String phone = handIn("p-ann").extract().path("id");
    clock.set(at("08:15"));
    soon(() -> tim().get(path + "/custody/" + phone).then().body("status", equalTo("OVERDUE")));
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          all.invokeAll(
              Collections.nCopies(4, () -> turnedUp(phone, Map.of()).extract().statusCode()));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    assertThat(
            count(
                """
                select count(*) from event
                where stream like '%%%s' and type = 'custody.device-turned-up.v1'"""
                    .formatted(phone)))
        .isOne();
  }

  private ValidatableResponse turnedUp(String custody, Map<?, ?> body) {
    return tim().body(body).post(path + "/custody/" + custody + "/turning-up").then();
  }

  private ValidatableResponse givenBack(String custody) {
    return tim().body(Map.of("to", "PUPIL")).post(path + "/custody/" + custody + "/return").then();
  }

  private ValidatableResponse handIn(RequestSpecification by, String pupil, String device) {
    return by.body(Map.of("pupil", pupil, "device", device, "keeping", "OFFICE"))
        .post(path + "/custody")
        .then()
        .statusCode(201);
  }

  private void listedAnew() {
    subscriptions
        .rebuild(CustodyOverview.NAME)
        .collect()
        .last()
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  /** Who it is about may have left since: what was done then was done, and is told again. */
  @Test
  void whatComesAgainLateIsAnsweredAsItWas() {
    Map<String, Object> device =
        Map.of("pupil", "p-col", "device", "SMARTPHONE", "keeping", "OFFICE");
    Map<String, Object> seen = incident(VIOLATION, "09:25", "p-col");
    Response taken = under("device", device).post(path + "/custody");
    Response recorded = under("incident", seen).post(path + "/incidents");
    assertThat(List.of(taken.statusCode(), recorded.statusCode())).containsOnly(201);

    roster.pupilLeft(BOARD, school, "p-col");

    soon(() -> tim().body(device).post(path + "/custody").then().statusCode(400));
    recorded(tim(), incident(VIOLATION, "09:26", "p-col")).statusCode(400);
    for (Response[] each :
        new Response[][] {
          {taken, under("device", device).post(path + "/custody")},
          {recorded, under("incident", seen).post(path + "/incidents")}
        }) {
      assertThat(each[1].statusCode()).as(each[1].asString()).isEqualTo(201);
      assertThat(each[1].asString()).isEqualTo(each[0].asString());
      assertThat(each[1].header("Location")).isEqualTo(each[0].header("Location"));
    }
    under("incident", incident(VIOLATION, "09:26", "p-col"))
        .post(path + "/incidents")
        .then()
        .statusCode(422);
  }

  private RequestSpecification under(String key, Map<String, Object> body) {
    return tim().header("Idempotency-Key", key + '-' + school).body(body);
  }

  /** Also beside an old one that was handed in at the start of the day. */
  @Test
  void whatIsConfiscatedGoesBackAsAnyOther() {
    clock.set(at("08:15"));
    handIn("p-ann");
    clock.set(at("09:30"));
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String sanction = sanctionsOf("p-ann").extract().path("items[0].id");
    Map<String, String> lighter =
        Map.of("measure", "CONFISCATION", "reason", "There is a birthday tomorrow.");
    clock.set(at("13:50"));
    tim()
        .body(lighter)
        .post(path + "/sanctions/" + sanction + "/imposition")
        .then()
        .statusCode(409)
        .body("code", equalTo("school-is-out"));
    clock.set(at("13:30"));
    tim()
        .body(lighter)
        .post(path + "/sanctions/" + sanction + "/imposition")
        .then()
        .statusCode(200);
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.keeping", contains("TEACHER", "LOCKER"))
                .body("items.device", everyItem(equalTo("SMARTPHONE")))
                .body("items.dueAt", everyItem(equalTo(at("13:50").toString()))));
    clock.set(at("13:50"));
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.status", contains("DUE", "DUE")));
  }

  /** By whatever decision: with who decides, until school is out. */
  @Test
  void whatIsAmendedToAConfiscationGoesBackAsAnyOther() {
    StreamId ban =
        Sanctions.stream(
            new Board(BOARD), new School(school), UUID.fromString(secondBreachOf("p-ann")));
    var confiscated =
        new AmendSanction(
            new Actor("st-hanna", Set.of(StaffRole.HEAD)),
            Measure.CONFISCATION,
            Optional.empty(),
            Personal.of("p-ann", "There is a birthday tomorrow."),
            Sector.VO,
            TUESDAY,
            false);
    sanctions.handle(ban, confiscated, Looking.meta("objection")).await().indefinitely();
    soon(
        () ->
            tim()
                .get(path + "/custody?pupil=p-ann")
                .then()
                .body("items.keeping", contains("TEACHER"), "items.takenBy", contains("st-hanna"))
                .body("items.dueAt", contains(at("13:50").toString())));
    clock.set(at("13:50"));
    soon(
        () ->
            tim().get(path + "/custody?pupil=p-ann").then().body("items.status", contains("DUE")));
  }

  /** Who took it and who reports it tell the same moment roughly. */
  @Test
  void whatATeacherEnteredJustBeforeIsWhatWasConfiscated() {
    clock.set(at("09:24"));
    tim()
        .body(Map.of("pupil", "p-ann", "device", "SMARTPHONE", "keeping", "TEACHER"))
        .post(path + "/custody")
        .then()
        .statusCode(201);
    clock.set(at("09:30"));
    report(tim(), VIOLATION, "09:25", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("WARNING")));
    report(tim(), VIOLATION, "09:28", "p-ann").statusCode(201);
    soon(() -> sanctionsOf("p-ann").body("items.measure", contains("DEVICE_BAN", "WARNING")));
    String sanction = sanctionsOf("p-ann").extract().path("items[0].id");
    String imposed =
        tim()
            .body(Map.of("measure", "CONFISCATION", "reason", "There is a birthday tomorrow."))
            .post(path + "/sanctions/" + sanction + "/imposition")
            .then()
            .statusCode(200)
            .extract()
            .header("Tenzij-Consistency-Token");
    String[] place =
        new String(Base64.getUrlDecoder().decode(imposed), StandardCharsets.US_ASCII).split("\\.");
    subscriptions
        .reached(
            "keep-confiscated", Integer.parseInt(place[1]), Long.parseLong(place[2]), Patience.LONG)
        .await()
        .indefinitely();
    tim().get(path + "/custody?pupil=p-ann").then().body("items.keeping", contains("TEACHER"));
  }

  @Test
  void aDeviceThatIsKeptTooLongIsVisible() {
    clock.set(at("08:15"));
    String kept = handIn("p-ann").extract().path("id");
    String returned = handIn("p-ben").extract().path("id");
    tim()
        .body(Map.of("to", "GUARDIAN"))
        .post(path + "/custody/" + returned + "/return")
        .then()
        .statusCode(200);
    clock.set(at("14:20"));
    soon(
        () ->
            head()
                .get(path + "/custody?status=OVERDUE")
                .then()
                .body("items.id", contains(kept), "items[0].spot", equalTo("12")));
    head().get(path + "/custody").then().body("items.id", containsInAnyOrder(kept, returned));
    tim().get(path + "/custody/" + UUID.randomUUID()).then().statusCode(404);
    tim()
        .body(Map.of("pupil", "p-nobody", "device", "SMARTPHONE", "keeping", "OFFICE"))
        .post(path + "/custody")
        .then()
        .statusCode(400)
        .body("errors.field", contains("pupil"));
  }

  private ValidatableResponse handIn(String pupil) {
    return tim()
        .body(Map.of("pupil", pupil, "device", "SMARTPHONE", "keeping", "LOCKER", "spot", "12"))
        .post(path + "/custody")
        .then()
        .statusCode(201)
        .body("status", equalTo("HELD"), "takenBy", equalTo("st-tim"));
  }

  private String granted(String pupil) {
    String exemption = UUID.randomUUID().toString();
    exemptions.granted(BOARD, school, exemption, pupil, "sub-fr", TUESDAY);
    return exemption;
  }

  private ValidatableResponse report(
      RequestSpecification by, String category, String time, String... pupils) {
    return recorded(by, incident(category, time, pupils));
  }

  private ValidatableResponse recorded(RequestSpecification by, Map<String, ?> seen) {
    return by.body(seen).post(path + "/incidents").then();
  }

  private ValidatableResponse opens(RequestSpecification by, Map<String, ?> use) {
    return by.body(use).post(path + "/educational-uses").then();
  }

  private static Map<String, Object> incident(String category, String time, String... pupils) {
    return Map.of(
        "category",
        category,
        "device",
        "SMARTPHONE",
        "place",
        "CLASSROOM",
        "occurredAt",
        at(time).toString(),
        "participants",
        List.of(pupils).stream().map(pupil -> Map.of("pupil", pupil, "role", "OFFENDER")).toList());
  }

  private ValidatableResponse sanctionsOf(String pupil) {
    return head().get(path + "/sanctions?pupil=" + pupil).then().statusCode(200);
  }

  private ValidatableResponse verdictOf(String pupil) {
    return verdictOf(pupil, "");
  }

  private ValidatableResponse verdictOf(String pupil, String more) {
    return tim().get(verdict(pupil) + more).then().statusCode(200);
  }

  private String verdict(String pupil) {
    return path + "/pupils/" + pupil + "/verdict?device=SMARTPHONE&place=CLASSROOM";
  }

  private ValidatableResponse ofClass() {
    return tim()
        .get(path + "/classes/" + CLASS + "/verdicts?device=SMARTPHONE&place=CLASSROOM")
        .then()
        .statusCode(200);
  }

  private RequestSpecification tim() {
    return ask(token("st-tim", "teacher"));
  }

  private RequestSpecification head() {
    return ask(token("st-hanna", "head"));
  }

  private static RequestSpecification ask(String token) {
    return ApiSpec.with(token).contentType(ContentType.JSON);
  }

  private String token(String person, String... roles) {
    return Tokens.user(BOARD, roles)
        .with("person", person)
        .with("schools", Stream.of(roles).map(role -> role + '@' + school).toList())
        .token();
  }

  private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
    await().untilAsserted(assertion);
  }

  private static Instant at(String time) {
    return at(TUESDAY, time);
  }

  private static Instant at(LocalDate day, String time) {
    return LocalDateTime.parse(day + "T" + time).atZone(ZoneId.of("Europe/Amsterdam")).toInstant();
  }
}
