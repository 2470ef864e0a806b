package nl.tenzij.sanction.published;

import static nl.tenzij.sanction.incident.Participant.Role.HARMED;
import static nl.tenzij.sanction.incident.Participant.Role.OFFENDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ContractSpec;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Receiver;
import nl.tenzij.sanction.custody.Custody.TurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceFoundHere;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceTurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnFellDue;
import nl.tenzij.sanction.educationaluse.EducationalUse.Terms;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Hearing;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.RevocationGround;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.ExemptionCorrected;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.MeasureAdded;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionEndedEarly;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionReported;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.sanction.StaffRole;
import org.junit.jupiter.api.Test;

class SanctionContractTest extends ContractSpec {

  private static final String SECRET = "planted-words";
  private static final Personal<String> TEXT = Personal.of("p-sam", SECRET);
  private static final Case SAM = new Case(new UUID(1, 1), "p-sam");
  private static final SanctionPeriod DAYS =
      new SanctionPeriod(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 12, 23));

  private static final Instant TEN = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");
  private static final Kept KEPT =
      new Kept(
          "p-sam",
          Device.SMARTPHONE,
          Keeping.LOCKER,
          Optional.of("12"),
          NOON,
          NOON.plusSeconds(1800));

  private final SanctionTopic topic = new SanctionTopic();

  @Override
  protected List<Published> published() {
    var byNobodyKnown = seen(Category.CYBERBULLYING, Participant.pupil("p-noa", HARMED));
    var staffOnly =
        seen(Category.THREAT, Participant.staff("st-lisa", HARMED), Participant.otherStaff(HARMED));
    return Stream.of(
            new IncidentRecorded(bySam(), List.of(), "st-tim"),
            new IncidentRecorded(byNobodyKnown, List.of(), "st-tim"),
            new IncidentRecorded(staffOnly, List.of(), "st-tim"),
            new IncidentCorrected(bySam(), List.of(), TEXT, "st-cora"),
            new SanctionProposed(
                SAM,
                2,
                new Proposal(
                    Measure.DEVICE_BAN, Optional.of(Period.ofMonths(1)), "6", Optional.empty()),
                "policy-1",
                3,
                Optional.of(false)),
            new MeasureAdded(
                SAM,
                2,
                new Proposal(Measure.POLICE_REPORT, Optional.empty(), "8", Optional.empty()),
                TEXT,
                Optional.of(false),
                "st-hanna"),
            new StepCorrected(
                SAM,
                1,
                Optional.of(
                    new Proposal(Measure.WARNING, Optional.empty(), "5", Optional.empty()))),
            new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty()),
            new BreachCountedAgain(SAM, 2, Measure.DEVICE_BAN, false),
            new BreachCountedAgain(SAM, 2, Measure.DEVICE_BAN, true),
            new BasisRevoked(SAM),
            new SanctionImposed(
                SAM, Measure.DEVICE_BAN, 2, false, Optional.of(TEXT), Optional.empty(), "st-tim"),
            new SanctionImposed(
                SAM,
                Measure.CONFISCATION,
                2,
                true,
                Optional.of(TEXT),
                Optional.of(new SanctionPeriod(DAYS.from(), DAYS.from())),
                "st-tim"),
            new SanctionConfirmed(
                SAM,
                Measure.DEVICE_BAN,
                DAYS,
                Optional.of(TEXT),
                false,
                "st-hanna",
                Optional.of(TEN),
                Optional.empty(),
                Optional.empty()),
            new SanctionConfirmed(
                SAM,
                Measure.SUSPENSION,
                new SanctionPeriod(DAYS.from(), DAYS.from().plusDays(1)),
                Optional.of(TEXT),
                true,
                "st-hanna",
                Optional.of(TEN),
                Optional.of(true),
                Optional.of(TEXT)),
            new SanctionAmended(SAM, Measure.DEVICE_BAN, Optional.of(DAYS), TEXT, "st-hanna"),
            new SanctionAmended(SAM, Measure.WARNING, Optional.empty(), TEXT, "st-hanna"),
            new SanctionEndedEarly(SAM, Measure.DEVICE_BAN, DAYS, TEXT, "st-hanna", NOON),
            new SanctionRevoked(
                SAM, RevocationGround.MISTAKEN, TEXT, "st-hanna", Optional.of(Instant.EPOCH)),
            new EducationalUseOpened(
                new Terms("k-3hv1", TEXT, List.of(Device.SMARTPHONE), NOON), TEN, "st-tim"),
            new EducationalUseClosed("k-3hv1", TEN.plusSeconds(60), "st-tim"),
            new DeviceHandedIn(KEPT, TEN, "st-tim", Optional.of(false)),
            new ReturnFellDue(KEPT, Optional.of("st-tim")),
            new DeviceKeptTooLong(KEPT, Optional.empty()),
            new DeviceReturned(KEPT, new Handover(NOON, Receiver.PUPIL, "st-tim"), true),
            new DeviceTurnedUp(KEPT, new TurnedUp(NOON, "st-tim", Optional.of(new UUID(5, 5)))),
            new DeviceTurnedUp(KEPT, new TurnedUp(NOON, "st-tim", Optional.empty())),
            new DeviceFoundHere(KEPT, NOON, "st-hanna", "st-tim"))
        .flatMap(event -> topic.publish(recorded(event)).stream())
        .toList();
  }

  @Test
  void noFreeTextLeaves() {
    for (Published each : published()) {
      assertThat(Json.mapper().valueToTree(each.data()).toString()).doesNotContain(SECRET);
    }
  }

  /** Others remind whoever may decide, by the measure and by the policy, and who recorded it. */
  @Test
  void whatIsProposedTellsWhoMayDecide() {
    assertThat(deciders(Measure.WARNING, Optional.empty()))
        .containsExactly("TEACHER", "MENTOR", "CARE_COORDINATOR", "HEAD");
    assertThat(deciders(Measure.DEVICE_BAN, Optional.of(StaffRole.CARE_COORDINATOR)))
        .containsExactly("CARE_COORDINATOR", "HEAD");
    assertThat(deciders(Measure.INTERNAL_SUSPENSION, Optional.of(StaffRole.TEACHER)))
        .containsExactly("MENTOR", "CARE_COORDINATOR", "HEAD");
    assertThat(deciders(Measure.SUSPENSION, Optional.empty())).containsExactly("HEAD");
  }

  private List<String> deciders(Measure measure, Optional<StaffRole> by) {
    var proposal = new Proposal(measure, Optional.empty(), "5", by);
    var corrected = new StepCorrected(SAM, 1, Optional.of(proposal));
    var data = Json.mapper().valueToTree(topic.publish(recorded(corrected)).getFirst().data());
    return Json.mapper().convertValue(data.path("deciders"), new TypeReference<>() {});
  }

  /** Who corrects it is not who saw it. */
  @Test
  void whatIsRecordedTellsWhoRecordedIt() {
    var first = topic.publish(recorded(new IncidentRecorded(bySam(), List.of(), "st-tim")));
    var later = topic.publish(recorded(new IncidentCorrected(bySam(), List.of(), TEXT, "st-cora")));
    assertThat(Json.mapper().valueToTree(first.getFirst().data()).path("reportedBy").asText())
        .isEqualTo("st-tim");
    assertThat(Json.mapper().valueToTree(later.getFirst().data()).has("reportedBy")).isFalse();
  }

  /** A letter says with whom it was talked; of before that was noted nothing is told. */
  @Test
  void whatIsConfirmedTellsWhetherTheGuardiansWereHeard() {
    for (Optional<Boolean> heard :
        List.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())) {
      var confirmed =
          new SanctionConfirmed(
              SAM,
              Measure.SUSPENSION,
              DAYS,
              Optional.of(TEXT),
              false,
              "st-hanna",
              Optional.of(TEN),
              heard,
              Optional.of(TEXT));
      var data = Json.mapper().valueToTree(topic.publish(recorded(confirmed)).getFirst().data());
      assertThat(data.has("guardiansHeard")).isEqualTo(heard.isPresent());
      assertThat(data.path("guardiansHeard").asBoolean()).isEqualTo(heard.orElse(false));
    }
  }

  /** Who was told its days is told that they are fewer. */
  @Test
  void whatEndsEarlyIsToldAsASanctionThatWasMadeLighter() {
    var ended =
        new SanctionEndedEarly(
            SAM,
            Measure.DEVICE_BAN,
            new SanctionPeriod(DAYS.from(), DAYS.from()),
            TEXT,
            "st-hanna",
            NOON);
    assertThat(topic.publish(recorded(ended)))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.type()).isEqualTo("nl.tenzij.sanction.amended.v1");
              var data = Json.mapper().valueToTree(told.data());
              assertThat(data.get("until").asText()).isEqualTo(DAYS.from().toString());
              assertThat(data.get("endedAt").asText()).isEqualTo(NOON.toString());
            });
  }

  /** The one that says how long devices are given back: nobody else has to know. */
  @Test
  void whatFallsDueTellsWhenItIsOverdue() {
    assertThat(topic.publish(recorded(new ReturnFellDue(KEPT, Optional.empty()))))
        .singleElement()
        .satisfies(
            told ->
                assertThat(Json.mapper().valueToTree(told.data()).path("overdueAt").asText())
                    .isEqualTo(KEPT.latest().toString()));
  }

  /** When it went back nobody knows, nor whether it was late. */
  @Test
  void whatTurnedUpIsToldAsNoReturn() {
    var found = new DeviceTurnedUp(KEPT, new TurnedUp(NOON, "st-tim", Optional.empty()));
    assertThat(topic.publish(recorded(found)))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.type()).isEqualTo("nl.tenzij.sanction.device-turned-up.v1");
              assertThat(told.key()).isEqualTo("p-sam");
              assertThat(Json.mapper().valueToTree(told.data()).fieldNames())
                  .toIterable()
                  .containsExactly("custody", "pupil", "device", "establishedAt");
            });
  }

  /** Whoever was told that it went back knows by that that it did not. */
  @Test
  void whatIsFoundHereIsToldAsKeptTooLongOnceMore() {
    assertThat(topic.publish(recorded(new DeviceFoundHere(KEPT, NOON, "st-hanna", "st-tim"))))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.type()).isEqualTo("nl.tenzij.sanction.device-overdue.v1");
              var data = Json.mapper().valueToTree(told.data());
              assertThat(data.path("foundHere").asBoolean()).isTrue();
              assertThat(data.path("takenBy").asText()).isEqualTo("st-tim");
            });
    var late = topic.publish(recorded(new DeviceKeptTooLong(KEPT, Optional.empty()))).getFirst();
    assertThat(Json.mapper().valueToTree(late.data()).has("foundHere")).isFalse();
  }

  @Test
  void aPupilsEventsStayInOrder() {
    assertThat(topic.publish(recorded(new IncidentRecorded(bySam(), List.of(), "st-tim"))))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.key()).isEqualTo("p-sam");
              assertThat(told.subject()).isEqualTo("p-sam");
            });
    assertThat(published().stream().filter(each -> each.type().contains("sanction.imposed")))
        .allSatisfy(told -> assertThat(told.key()).isEqualTo("p-sam"));
  }

  @Test
  void whatIsOpenedForAClassIsOfNoPupil() {
    var opened =
        new EducationalUseOpened(
            new Terms("k-3hv1", TEXT, List.of(Device.SMARTPHONE), NOON), TEN, "st-tim");
    assertThat(topic.publish(recorded(opened)))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.key()).isEqualTo("k-3hv1");
              assertThat(told.subject()).isNull();
            });
  }

  @Test
  void stepsWithinTheSchoolAreNotTold() {
    var talk = new Hearing(Hearing.Kind.PUPIL, TEN, "st-tim", Optional.empty());
    assertThat(topic.publish(recorded(new HearingHeld(SAM, talk, true)))).isEmpty();
    assertThat(topic.publish(recorded(new StepCorrected(SAM, 1, Optional.empty())))).isEmpty();
    assertThat(topic.publish(recorded(new ExemptionCorrected(SAM, true, false)))).isEmpty();
    assertThat(topic.publish(recorded(new SanctionBegun(SAM, Measure.DEVICE_BAN)))).isEmpty();
    assertThat(
            topic.publish(
                recorded(new SanctionReported(SAM, Measure.SUSPENSION, DAYS.from(), "st-hanna"))))
        .isEmpty();
    assertThat(
            topic.publish(
                recorded(
                    new SanctionServed(
                        SAM,
                        Measure.POLICE_REPORT,
                        DAYS.until(),
                        Optional.of(TEXT),
                        Optional.of(TEXT)))))
        .isEmpty();
  }

  private static Observation bySam() {
    return seen(
        Category.NON_EDUCATIONAL_USE,
        Participant.pupil("p-noa", Participant.Role.WITNESS),
        Participant.pupil("p-sam", OFFENDER));
  }

  private static Observation seen(Category category, Participant... participants) {
    return new Observation(
        category,
        Device.SMARTPHONE,
        Place.CLASSROOM,
        Instant.parse("2026-11-23T08:20:00Z"),
        Optional.empty(),
        Optional.empty(),
        List.of(participants),
        Optional.of(TEXT));
  }

  private static Recorded<?> recorded(Object event) {
    var stream =
        new StreamId(
            new Board("stichting-tenboom"), new School("college-een"), "sanction", new UUID(2, 2));
    var meta = new Meta("st-tim", "teacher", new UUID(3, 3), null, new UUID(3, 3), null);
    return new Recorded<>(
        1, 7, stream, 1, UUID.randomUUID(), Instant.parse("2026-11-23T08:21:00Z"), meta, event);
  }
}
