package nl.tenzij.school.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ContractSpec;
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;
import nl.tenzij.school.calendar.Weeks;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.DeskEvent.DeskSet;
import nl.tenzij.school.desk.Matter;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.Bottleneck;
import nl.tenzij.school.evaluation.Conclusion;
import nl.tenzij.school.evaluation.EvaluationEvent.BottleneckRecorded;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.organisation.BoardEvent.BoardChanged;
import nl.tenzij.school.organisation.BoardEvent.BoardRegistered;
import nl.tenzij.school.organisation.CentralDesk;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Frames;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.PolicyEvent.ActivationOvertaken;
import nl.tenzij.school.policy.PolicyEvent.ActivationPlanned;
import nl.tenzij.school.policy.PolicyEvent.ActivationSettled;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;
import nl.tenzij.school.policy.Reminded;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.pupil.Support;
import nl.tenzij.school.roster.waiting.Leaving;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterSettled;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;
import org.junit.jupiter.api.Test;

class SchoolContractTest extends ContractSpec {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final LocalDate LOGGED_ON = LocalDate.parse("2026-11-23");
  private static final Teaching OVER =
      new Teaching("e2", "st-gone", null, LOGGED_ON.minusDays(1), false);
  private static final UUID POLICY = UUID.randomUUID();
  private static final Instant MOMENT = Instant.parse("2026-11-23T07:30:00Z");
  private static final Personal<String> NAME = Personal.of("p-sam", "Sam");

  @Override
  protected List<Published> published() {
    SchoolPublisher publisher = new SchoolPublisher(ZONE);
    return List.<Object>of(
            new SchoolRegistered("college-een", "College Eén", "01AA00", Sector.VO, ZONE),
            new SchoolChanged("college-een", "College Eén", null, Sector.VO, ZONE),
            new PupilRegistered(
                "p-sam",
                NAME,
                NAME,
                "3",
                List.of(new Guardianship("g-fatma", "tr")),
                List.of(
                    Enrolment.in("k-3hv1"),
                    new Enrolment("e1", "k-9", null, LOGGED_ON),
                    new Enrolment("e3", "k-10", LOGGED_ON, null, true)),
                new Support("st-tim", "st-cora", true)),
            new PupilChanged("p-sam", NAME, NAME, null, List.of(), List.of(), Support.NONE),
            new PupilChanged(
                "p-sam",
                NAME,
                NAME,
                null,
                List.of(new Guardianship("g-fatma", "tr")),
                List.of(),
                Support.NONE,
                true),
            new PupilLeft("p-sam"),
            new ClassRegistered(
                "k-3hv1",
                "3HV1",
                Kind.HOMEROOM,
                List.of("3"),
                List.of(),
                List.of(Teaching.by("st-tim"), OVER)),
            new ClassChanged(
                "k-3hv1", "3HV1", Kind.SCHEDULED, List.of(), List.of("Dutch"), List.of()),
            new ClassEnded("k-3hv1"),
            activated(),
            activatedBeforeExemptions(),
            activatedBeforeLadder(),
            new PolicyPublished(
                POLICY, 2, Topic.PHONES, EnumSet.allOf(Bound.class), MOMENT, MOMENT, MOMENT),
            new PolicyPublished(
                POLICY, 2, Topic.AI, EnumSet.allOf(Bound.class), MOMENT, null, MOMENT),
            new PolicyPublished(null, 0, null, EnumSet.allOf(Bound.class), MOMENT, null, null),
            new PolicyWithdrawn(LOGGED_ON, "A clause is missing"),
            new PolicySubmitted(LOGGED_ON, Sector.VO, EnumSet.allOf(Section.class), 2),
            new PolicySubmitted(LOGGED_ON, null, Set.of(Section.STAFF), 0),
            new ConsentGiven(Section.PARENTS, "st-member", LOGGED_ON),
            new ConsentWithheld(Section.STAFF, "st-member", LOGGED_ON, "A clause is missing"),
            new ActivationPlanned(MOMENT),
            new ActivationOvertaken(MOMENT),
            new ActivationAwaited(MOMENT, LOGGED_ON, Reminded.AHEAD),
            new ActivationAwaited(MOMENT, LOGGED_ON, Reminded.OVERDUE),
            new ActivationSettled(),
            new RosterWaiting(MOMENT, new Leaving(42, 61, 58, 90, 1, 12, 0, 9, 0, 0)),
            new RosterWaiting(
                MOMENT, new Leaving(42, 61, null, null, null, null, null, null, null, null)),
            new RosterSettled(),
            new EvaluationOpened(UUID.randomUUID(), POLICY, 1, Topic.PHONES, LOGGED_ON),
            new BottleneckRecorded(
                new Bottleneck(Audience.PUPILS, null, "Too few lockers", LOGGED_ON)),
            new EvaluationClosed(POLICY, Conclusion.REPLACED, null, LOGGED_ON),
            new StaffRegistered("st-tim", NAME, NAME, NAME, List.of("teacher")),
            new StaffChanged("st-tim", NAME, NAME, NAME, List.of()),
            new StaffLeft("st-tim"),
            new Forgot("p-sam"),
            new BoardRegistered("stichting-tenboom", "Stichting Tenboom", null),
            new BoardChanged(
                "stichting-tenboom",
                "Stichting Tenboom",
                new CentralDesk("Questions", "desk@example.org", null, Period.ofDays(42))),
            new FrameworkAdopted(1, Frames.onlyHandedIn(), LOGGED_ON),
            new FrameworkAdopted(2, Bounds.NONE, null),
            new TemplateOffered(
                "tenboom-phones", 2, Topic.PHONES, "Words are missing", Samples.deviceBan()),
            new TemplateWithdrawn("tenboom-phones"),
            new CalendarSet(Weeks.calendar()),
            new CalendarSet(Weeks.calendar(Weeks.noon("2026-11-24"))),
            new DeskSet(
                List.of(
                    new Contact(Matter.EXEMPTIONS, "Care", "st-cora", "care@example.org", null),
                    new Contact(Matter.OTHER, "Front desk", null, null, "+31 10 000 00 00"))))
        .stream()
        .map(SchoolContractTest::recorded)
        .flatMap(recorded -> publisher.publish(recorded).stream())
        .toList();
  }

  /** Who left before the event was logged teaches nobody. */
  @Test
  void whatIsOverIsNotTold() {
    assertThat(published())
        .extracting(Published::data)
        .filteredOn(PublishedClass.class::isInstance)
        .allSatisfy(
            told -> assertThat(((PublishedClass) told).teachers()).doesNotContain("st-gone"));
    assertThat(published())
        .extracting(Published::data)
        .filteredOn(PublishedPupil.class::isInstance)
        .first()
        .satisfies(
            told ->
                assertThat(((PublishedPupil) told).classes())
                    .containsExactly("k-3hv1", "k-9", "k-10"));
  }

  @Test
  void aFirstDayOfOnesOwnIsToldAsSuch() {
    var places =
        List.of(
            new Enrolment("e1", "k-1", LOGGED_ON, null),
            new Enrolment("e2", "k-2", LOGGED_ON, null, true));
    var pupil = new PupilChanged("p-sam", NAME, NAME, null, List.of(), places, Support.NONE);
    JsonNode told =
        Json.mapper()
            .valueToTree(new SchoolPublisher(ZONE).publish(recorded(pupil)).getFirst().data());
    assertThat(told.at("/enrolments/0").has("ownBegin")).isFalse();
    assertThat(told.at("/enrolments/1/ownBegin").booleanValue()).isTrue();
  }

  /** Whoever only looks at guardians tells them nothing more; who the parents are stays known. */
  @Test
  void ofWhoIsOfAgeNobodyHasCustodyOrIsTold() {
    List<Guardianship> parents = List.of(new Guardianship("g-fatma", "tr"));
    JsonNode minor =
        told(new PupilChanged("p-sam", NAME, NAME, null, parents, List.of(), Support.NONE));
    assertThat(minor.has("ofAge")).isFalse();
    assertThat(minor.at("/guardians/0/informed").booleanValue()).isTrue();

    JsonNode ofAge =
        told(new PupilChanged("p-sam", NAME, NAME, null, parents, List.of(), Support.NONE, true));
    assertThat(ofAge.get("ofAge").booleanValue()).isTrue();
    assertThat(ofAge.at("/guardians/0"))
        .isEqualTo(
            Json.mapper()
                .valueToTree(new PublishedPupil.Guardian("g-fatma", "tr", false, false, false)));
  }

  private static JsonNode told(Object event) {
    return Json.mapper()
        .valueToTree(new SchoolPublisher(ZONE).publish(recorded(event)).getFirst().data());
  }

  /** Half past midnight at school is the day before in Greenwich. */
  @Test
  void whatIsOverIsSoByTheClockAtSchool() {
    var places = List.of(new Enrolment("e1", "k-over", null, LOGGED_ON.minusDays(1)));
    var pupil = new PupilChanged("p-sam", NAME, NAME, null, List.of(), places, Support.NONE);
    Recorded<?> atNight = recorded(pupil, Instant.parse("2026-11-22T23:30:00Z"));
    assertThat(new SchoolPublisher(ZONE).publish(atNight))
        .singleElement()
        .satisfies(told -> assertThat(((PublishedPupil) told.data()).classes()).isEmpty());
  }

  private static PolicyActivated activated() {
    return new PolicyActivated(
        UUID.randomUUID(),
        1,
        Topic.PHONES,
        Instant.parse("2026-11-23T07:30:00Z"),
        List.of(
            new UseRule(
                "2",
                List.of(UseRule.Device.values()),
                List.of(UseRule.Place.values()),
                List.of(UseRule.Time.WHOLE_SCHOOL_DAY),
                UseRule.Keeping.HANDED_IN)),
        new Ladder(
            Ladder.Window.SCHOOL_YEAR,
            List.of(
                new Ladder.Step(
                    Ladder.Breach.VIOLATION, 1, 1, Ladder.Measure.WARNING, null, null, "5"),
                new Ladder.Step(
                    Ladder.Breach.VIOLATION,
                    2,
                    null,
                    Ladder.Measure.DEVICE_BAN,
                    Period.ofMonths(1),
                    Ladder.Imposer.TEACHER,
                    "6"))),
        Period.ofDays(42),
        new ExemptionRule(
            "Ask us.",
            "the care coordinator",
            Period.ofDays(21),
            List.of(new ExemptionRule.Criterion("1", "There is a need.")),
            new ExemptionRule.Reviews(
                new ExemptionRule.Term(Period.ofDays(42), Period.ofDays(56)),
                new ExemptionRule.Term(Period.ofMonths(2), Period.ofMonths(3)),
                Period.ofMonths(6),
                Period.ofYears(1))),
        new MessageRules(
            LocalTime.of(17, 0), LocalTime.of(8, 0), true, true, Set.of(MessageRules.Push.SAFETY)));
  }

  /** Of a topic without devices, in the words of an older log. */
  private static PolicyActivated activatedBeforeExemptions() {
    return new PolicyActivated(
        UUID.randomUUID(),
        1,
        Topic.SOCIAL_MEDIA,
        Instant.parse("2026-11-23T07:30:00Z"),
        List.of(),
        new Ladder(Ladder.Window.SCHOOL_YEAR, List.of()),
        Period.ofDays(42),
        null,
        null);
  }

  /** From before the school used the product: it had rules and nothing that follows. */
  private static PolicyActivated activatedBeforeLadder() {
    PolicyActivated whole = activated();
    return new PolicyActivated(
        whole.policy(),
        1,
        Topic.PHONES,
        whole.from(),
        whole.useRules(),
        new Ladder(Ladder.Window.SCHOOL_YEAR, List.of()),
        whole.objectionTerm(),
        whole.exemptions(),
        whole.messages());
  }

  /** An address of a desk, a reason, a bottleneck: what is written is not told, nor who voted. */
  @Test
  void wordsStayHere() {
    assertThat(published())
        .extracting(each -> each.data().toString())
        .noneMatch(
            told ->
                told.contains("example.org")
                    || told.contains("st-member")
                    || told.contains("missing")
                    || told.contains("lockers"));
  }

  private static Recorded<?> recorded(Object event) {
    return recorded(event, Instant.parse("2026-11-23T07:30:00Z"));
  }

  private static Recorded<?> recorded(Object event, Instant at) {
    UUID id = UUID.randomUUID();
    return new Recorded<>(
        0,
        1,
        StreamId.named(new Board("stichting-tenboom"), new School("college-een"), "any", "any"),
        1,
        id,
        at,
        new Meta("st-hanna", "head", id, null, id, null),
        event);
  }
}
