package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.Consultation.Group;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Breach;
import nl.tenzij.school.policy.Ladder.Imposer;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.PolicyCommand.ActivatePolicy;
import nl.tenzij.school.policy.PolicyCommand.AdoptPolicy;
import nl.tenzij.school.policy.PolicyCommand.CorrectAdoption;
import nl.tenzij.school.policy.PolicyCommand.DiscardPolicy;
import nl.tenzij.school.policy.PolicyCommand.DraftPolicy;
import nl.tenzij.school.policy.PolicyCommand.GiveConsent;
import nl.tenzij.school.policy.PolicyCommand.IncorporatePolicy;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;
import nl.tenzij.school.policy.PolicyCommand.PublishPolicy;
import nl.tenzij.school.policy.PolicyCommand.RecordConsultation;
import nl.tenzij.school.policy.PolicyCommand.RemindOfActivation;
import nl.tenzij.school.policy.PolicyCommand.ReviseContent;
import nl.tenzij.school.policy.PolicyCommand.SettleActivation;
import nl.tenzij.school.policy.PolicyCommand.SubmitPolicy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyCommand.WithdrawPolicy;
import nl.tenzij.school.policy.PolicyCommand.WithholdConsent;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.PolicyEvent.ActivationOvertaken;
import nl.tenzij.school.policy.PolicyEvent.ActivationPlanned;
import nl.tenzij.school.policy.PolicyEvent.ActivationSettled;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ConsultationRecorded;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyConsented;
import nl.tenzij.school.policy.PolicyEvent.PolicyDiscarded;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import org.junit.jupiter.api.Test;

class PolicyDeciderTest {

  private static final UUID POLICY = UUID.fromString("7d0c9f0e-4b1f-4c39-9a57-0f6f2e1d8a44");
  private static final UUID NEXT = UUID.fromString("0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f6");
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final Instant PUBLISHED_AT = Instant.parse("2026-10-01T08:00:00Z");
  private static final Content CONTENT = Samples.deviceBan();
  private static final Set<Bound> ALL = EnumSet.allOf(Bound.class);

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Now NOW = new Now(PUBLISHED_AT, ZONE);
  private static final Start START = Start.from("s2-device-ban");

  private static final PolicyEvent DRAFTED = drafted(Sector.VO, CONTENT);
  private static final PolicyEvent TALKED = new ConsultationRecorded(talk(Group.values()));
  private static final PolicyEvent SUBMITTED =
      new PolicySubmitted(DAY, Sector.VO, EnumSet.allOf(Section.class), 1);
  private static final PolicyEvent STAFF = new ConsentGiven(Section.STAFF, "st-mira", DAY);
  private static final PolicyEvent PARENTS = new ConsentGiven(Section.PARENTS, "g-mona", DAY);
  private static final PolicyEvent PUPILS = new ConsentGiven(Section.PUPILS, "p-mees", DAY);
  private static final PolicyEvent CONSENTED = new PolicyConsented(DAY);
  private static final PolicyEvent PUBLISHED = published(null);
  private static final PolicyEvent ACTIVATED =
      new PolicyActivated(
          POLICY,
          1,
          Topic.PHONES,
          PUBLISHED_AT,
          CONTENT.useRules(),
          CONTENT.ladder(),
          CONTENT.objectionTerm(),
          CONTENT.exemptions(),
          CONTENT.messages());

  private static final List<PolicyEvent> CONSENTED_TO = upTo(STAFF, PARENTS, PUPILS, CONSENTED);
  private static final List<PolicyEvent> MADE_KNOWN =
      upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED);

  private final DeciderSpec<PolicyCommand, SchoolPolicy, PolicyEvent> spec =
      DeciderSpec.of(new PolicyDecider());

  private static PolicyEvent drafted(Sector sector, Content content) {
    return new PolicyDrafted(POLICY, Topic.PHONES, sector, START, content);
  }

  private static PolicyPublished published(Instant announced) {
    return new PolicyPublished(POLICY, 1, Topic.PHONES, ALL, PUBLISHED_AT, announced, PUBLISHED_AT);
  }

  private static PublishPolicy publish(Instant at) {
    return new PublishPolicy(ALL, at, null, NOW);
  }

  private static ActivatePolicy activate(Instant from) {
    return new ActivatePolicy(from, null, NOW);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  private static Consultation talk(Group... groups) {
    return new Consultation(
        Consultation.Kind.MIXED_SESSION, Set.of(groups), DAY, "Agreed in outline");
  }

  private static DraftPolicy draft(Content content) {
    return new DraftPolicy(POLICY, Topic.PHONES, Sector.VO, START, content, Bounds.NONE);
  }

  private static List<PolicyEvent> upTo(PolicyEvent... last) {
    List<PolicyEvent> events = new ArrayList<>(List.of(DRAFTED, TALKED, SUBMITTED));
    events.addAll(Arrays.asList(last));
    return events;
  }

  @Test
  void theShippedTemplateCanBeDrafted() {
    spec.given().when(draft(CONTENT)).then(DRAFTED);
  }

  @Test
  void theWholeWayIntoForce() {
    spec.given(DRAFTED).when(new RecordConsultation(talk(Group.values()))).then(TALKED);
    spec.given(DRAFTED, TALKED).when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE)).then(SUBMITTED);
    spec.given(DRAFTED, new ContentRevised(2, CONTENT), TALKED)
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .then(new PolicySubmitted(DAY, Sector.VO, EnumSet.allOf(Section.class), 2));
    spec.given(upTo()).when(new GiveConsent(1, Section.STAFF, "st-mira", DAY)).then(STAFF);
    spec.given(upTo(STAFF)).when(new GiveConsent(1, Section.PARENTS, "g-mona", DAY)).then(PARENTS);
    spec.given(upTo(STAFF, PARENTS))
        .when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY))
        .then(PUPILS, CONSENTED);
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED)).when(publish(PUBLISHED_AT)).then(PUBLISHED);
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED))
        .when(activate(PUBLISHED_AT))
        .then(ACTIVATED)
        .thenState(policy -> assertThat(policy.life()).isEqualTo(Life.IN_FORCE));
  }

  @Test
  void everyGroupIsTalkedWithBeforeTheCouncilIsAsked() {
    spec.given(DRAFTED)
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .thenRefused("not-consulted");
    spec.given(DRAFTED, new ConsultationRecorded(talk(Group.TEACHERS, Group.PARENTS)))
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .thenRefused("not-consulted");
    spec.given(
            DRAFTED,
            new ConsultationRecorded(talk(Group.TEACHERS, Group.PARENTS)),
            new ConsultationRecorded(talk(Group.PUPILS)))
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .then(SUBMITTED);
  }

  @Test
  void aPrimarySchoolHasNoPupilsInItsCouncil() {
    PolicyEvent primary = drafted(Sector.PO, Samples.withoutStaffRules());
    PolicyEvent submitted =
        new PolicySubmitted(DAY, Sector.PO, EnumSet.of(Section.STAFF, Section.PARENTS), 1);
    spec.given(primary, TALKED).when(new SubmitPolicy(DAY, Sector.PO, Bounds.NONE)).then(submitted);
    spec.given(primary, TALKED, submitted)
        .when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY))
        .thenRefused("section-not-asked");
    spec.given(primary, TALKED, submitted, STAFF)
        .when(new GiveConsent(1, Section.PARENTS, "g-mona", DAY))
        .then(PARENTS, CONSENTED);
  }

  /** The council is that of the school as it is when it is asked, not as it was at the draft. */
  @Test
  void theCouncilIsTheOneThatThereIs() {
    PolicyEvent primary = drafted(Sector.PO, CONTENT);
    spec.given(primary, TALKED)
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .then(SUBMITTED)
        .thenState(
            policy -> assertThat(policy.awaited()).containsExactlyInAnyOrder(Section.values()));
    spec.given(primary, TALKED, new PolicySubmitted(DAY, null, Set.of(), 0))
        .when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY))
        .thenRefused("section-not-asked");
  }

  @Test
  void aMemberSpeaksForTheOwnSection() {
    spec.given(upTo(STAFF))
        .when(new GiveConsent(1, Section.PARENTS, "st-mira", DAY))
        .thenRefused("not-own-section");
    spec.given(upTo(PARENTS))
        .when(new WithholdConsent(1, Section.STAFF, "g-mona", DAY, "Too strict"))
        .thenRefused("not-own-section");
    spec.given(upTo(PARENTS))
        .when(new GiveConsent(1, Section.PUPILS, "g-mona", DAY))
        .thenRefused("not-own-section");
  }

  @Test
  void theCouncilSeesWhatItSaidNoToAsItWasThen() {
    PolicyEvent later = new ConsultationRecorded(talk(Group.PARENTS));
    spec.given(upTo(new ConsentWithheld(Section.PARENTS, "g-mona", DAY, "Reachability"), later))
        .when(new ReviseContent(Samples.titled("Other"), Bounds.NONE))
        .then(new ContentRevised(2, Samples.titled("Other")))
        .thenState(
            policy -> {
              assertThat(policy.life()).isEqualTo(Life.IN_CONSULTATION);
              assertThat(policy.consultations()).hasSize(2);
              assertThat(policy.asWithheld().life()).isEqualTo(Life.DRAFT);
              assertThat(policy.asWithheld().content()).isEqualTo(CONTENT);
              assertThat(policy.asWithheld().consultations()).containsExactly(talk(Group.values()));
            });
  }

  /** It was taken back while a member read it, and lies before the council again, changed. */
  @Test
  void theCouncilDecidesOnTheTextThatItRead() {
    PolicyEvent again = new PolicySubmitted(DAY, Sector.VO, EnumSet.allOf(Section.class), 2);
    var changed =
        List.of(
            DRAFTED,
            TALKED,
            SUBMITTED,
            new ConsentWithheld(Section.PUPILS, "p-mees", DAY, "Too strict"),
            new ContentRevised(2, Samples.titled("Other")),
            again);
    spec.given(changed)
        .when(new GiveConsent(1, Section.PARENTS, "g-mona", DAY))
        .thenRefused("other-version");
    spec.given(changed)
        .when(new WithholdConsent(1, Section.PARENTS, "g-mona", DAY, "Reachability"))
        .thenRefused("other-version");
    spec.given(changed).when(new GiveConsent(2, Section.PARENTS, "g-mona", DAY)).then(PARENTS);
  }

  @Test
  void consentGivenTwiceIsGivenOnce() {
    spec.given(upTo(STAFF)).when(new GiveConsent(1, Section.STAFF, "st-mira", DAY)).thenNothing();
  }

  @Test
  void withheldConsentMakesItADraftAgainAndVoidsTheRest() {
    spec.given(upTo(STAFF))
        .when(new WithholdConsent(1, Section.PARENTS, "g-mona", DAY, "Reachability"))
        .then(new ConsentWithheld(Section.PARENTS, "g-mona", DAY, "Reachability"))
        .thenState(
            policy -> {
              assertThat(policy.life()).isEqualTo(Life.DRAFT);
              assertThat(policy.consents()).isEmpty();
            });
  }

  /** A policy goes back to draft by it: the head has to know what to change. */
  @Test
  void whoWithholdsConsentSaysWhyAlsoAfterConsenting() {
    for (List<PolicyEvent> before : List.of(upTo(), upTo(STAFF))) {
      spec.given(before)
          .when(new WithholdConsent(1, Section.STAFF, "st-mira", DAY, " "))
          .thenRefused("reason-missing");
      spec.given(before)
          .when(new WithholdConsent(1, Section.STAFF, "st-mira", DAY, "Too strict"))
          .then(new ConsentWithheld(Section.STAFF, "st-mira", DAY, "Too strict"))
          .thenState(
              policy ->
                  assertThat(policy.council().withheld())
                      .isEqualTo(
                          new SchoolPolicy.Withheld(
                              Section.STAFF,
                              DAY,
                              "Too strict",
                              new SchoolPolicy.Text(1, CONTENT),
                              List.of(talk(Group.values())))));
    }
  }

  /** In the second round the council knows what the first one was about. */
  @Test
  void everyNoIsKnownUntilTheEnd() {
    PolicyEvent staff = new ConsentWithheld(Section.STAFF, "st-mira", DAY, "Too strict");
    PolicyEvent parents = new ConsentWithheld(Section.PARENTS, "g-mona", DAY, "Too mild");
    spec.given(upTo(staff, new ContentRevised(2, Samples.titled("Other")), SUBMITTED, parents))
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .then(new PolicySubmitted(DAY, Sector.VO, EnumSet.allOf(Section.class), 2))
        .thenState(
            policy ->
                assertThat(policy.council().refusals())
                    .extracting(
                        SchoolPolicy.Withheld::section,
                        SchoolPolicy.Withheld::reason,
                        no -> no.text().revision())
                    .containsExactly(
                        tuple(Section.STAFF, "Too strict", 1),
                        tuple(Section.PARENTS, "Too mild", 2)));
  }

  /** The talks were had: whether there are to be more is for those who were talked with. */
  @Test
  void whatWasADraftAgainIsLaidBeforeTheCouncilAgain() {
    PolicyEvent no = new ConsentWithheld(Section.STAFF, "st-mira", DAY, "Too strict");
    for (PolicyEvent back : List.of(no, new PolicyWithdrawn(DAY, "A clause is missing"))) {
      spec.given(upTo(PARENTS, back))
          .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
          .then(SUBMITTED)
          .thenState(
              policy -> {
                assertThat(policy.awaited()).containsExactlyInAnyOrder(Section.values());
                assertThat(policy.council().withheld()).isNull();
              });
    }
    spec.given(upTo())
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .thenRefused("not-a-draft");
  }

  @Test
  void whatLiesBeforeTheCouncilIsNotChanged() {
    spec.given(upTo())
        .when(new ReviseContent(Samples.titled("Other"), Bounds.NONE))
        .thenRefused("content-fixed");
    spec.given(DRAFTED, TALKED)
        .when(new ReviseContent(Samples.titled("Other"), Bounds.NONE))
        .then(new ContentRevised(2, Samples.titled("Other")));
    spec.given(DRAFTED).when(new ReviseContent(CONTENT, Bounds.NONE)).thenNothing();
  }

  @Test
  void withoutEveryConsentItIsNotPublished() {
    spec.given(upTo(STAFF, PARENTS)).when(publish(PUBLISHED_AT)).thenRefused("not-consented");
  }

  @Test
  void allThatItBindsAreTold() {
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED))
        .when(new PublishPolicy(EnumSet.of(Bound.STAFF, Bound.PUPILS), PUBLISHED_AT, null, NOW))
        .thenRefused("not-told-to-all");
  }

  @Test
  void itBindsNobodyBeforeItWasMadeKnown() {
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED))
        .when(activate(PUBLISHED_AT))
        .thenRefused("not-published");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED))
        .when(activate(PUBLISHED_AT.minusSeconds(1)))
        .thenRefused("before-publication");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED))
        .when(activate(PUBLISHED_AT.plusSeconds(1)))
        .thenRefused("not-yet");
  }

  /** Until it is recorded nobody was told by the product, whatever day the head names. */
  @Test
  void itBindsFromTheRecordOfItsPublicationAtTheEarliest() {
    Instant consentDay = startOf(DAY);
    PolicyEvent recorded =
        new PolicyPublished(POLICY, 1, Topic.PHONES, ALL, consentDay, null, PUBLISHED_AT);
    spec.given(CONSENTED_TO)
        .when(new PublishPolicy(ALL, consentDay, consentDay, NOW))
        .thenRefused("before-publication");
    spec.given(CONSENTED_TO).when(publish(consentDay)).then(recorded);
    for (Instant from : List.of(consentDay, PUBLISHED_AT.minusMillis(1))) {
      spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, recorded))
          .when(activate(from))
          .thenRefused("before-publication");
    }
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, recorded))
        .when(activate(PUBLISHED_AT))
        .then(ACTIVATED);
  }

  /** Of the oldest only the day is known on which it was made known. */
  @Test
  void whereTheRecordWasNotKeptItBindsFromThePublication() {
    PolicyEvent old = new PolicyPublished(POLICY, 1, Topic.PHONES, ALL, PUBLISHED_AT, null, null);
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, old))
        .when(activate(PUBLISHED_AT.minusMillis(1)))
        .thenRefused("before-publication");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, old))
        .when(activate(PUBLISHED_AT))
        .then(ACTIVATED);
  }

  @Test
  void whatIsInForceIsReplacedOnce() {
    List<PolicyEvent> inForce = upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED);
    spec.given(inForce).when(new SupersedePolicy(NEXT)).then(new PolicySuperseded(NEXT));
    inForce.add(new PolicySuperseded(NEXT));
    spec.given(inForce).when(new SupersedePolicy(NEXT)).thenNothing();
    spec.given(DRAFTED).when(new SupersedePolicy(NEXT)).thenRefused("not-in-force");
  }

  /** Nothing of a policy's way is from before what it follows. */
  @Test
  void noStepIsFromBeforeTheOneItFollows() {
    spec.given(upTo())
        .when(new GiveConsent(1, Section.STAFF, "st-mira", DAY.minusDays(1)))
        .thenRefused("before-submission");
    spec.given(upTo())
        .when(new WithholdConsent(1, Section.STAFF, "st-mira", DAY.minusDays(1), ""))
        .thenRefused("before-submission");
    spec.given(CONSENTED_TO)
        .when(publish(startOf(DAY).minusSeconds(1)))
        .thenRefused("before-consent");
    spec.given(CONSENTED_TO)
        .when(publish(startOf(DAY)))
        .then(new PolicyPublished(POLICY, 1, Topic.PHONES, ALL, startOf(DAY), null, PUBLISHED_AT));
    spec.given(CONSENTED_TO).when(publish(PUBLISHED_AT.plusSeconds(1))).thenRefused("not-yet");
  }

  /** Members record on different days what their sections decided; the last one counts. */
  @Test
  void thePolicyIsConsentedToWithTheLastConsent() {
    PolicyEvent late = new ConsentGiven(Section.STAFF, "st-mira", DAY.plusDays(9));
    spec.given(upTo(late, PARENTS))
        .when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY))
        .then(PUPILS, new PolicyConsented(DAY.plusDays(9)));
    spec.given(upTo(late, PARENTS, PUPILS, new PolicyConsented(DAY)))
        .when(publish(startOf(DAY.plusDays(9)).minusSeconds(1)))
        .thenRefused("before-consent");
  }

  @Test
  void itComesAfterTheOneThatItReplaces() {
    for (Instant running : List.of(PUBLISHED_AT, PUBLISHED_AT.plusSeconds(1))) {
      spec.given(MADE_KNOWN)
          .when(new ActivatePolicy(PUBLISHED_AT, running, NOW))
          .thenRefused("before-the-one-in-force");
    }
    spec.given(MADE_KNOWN)
        .when(new ActivatePolicy(PUBLISHED_AT, PUBLISHED_AT.minusSeconds(1), NOW))
        .then(ACTIVATED);
  }

  @Test
  void itBindsNobodyBeforeTheDayThatWasMadeKnown() {
    Instant announced = PUBLISHED_AT.plusSeconds(3600);
    Now later = new Now(announced, ZONE);
    spec.given(CONSENTED_TO)
        .when(new PublishPolicy(ALL, PUBLISHED_AT, announced, NOW))
        .then(published(announced));
    spec.given(CONSENTED_TO)
        .when(new PublishPolicy(ALL, PUBLISHED_AT, PUBLISHED_AT.minusSeconds(1), NOW))
        .thenRefused("before-publication");
    List<PolicyEvent> known = upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(announced));
    spec.given(known)
        .when(new ActivatePolicy(announced.minusSeconds(1), null, later))
        .thenRefused("before-announced");
  }

  private static final Instant NEW_YEAR = startOf(LocalDate.of(2027, 1, 1));

  private static List<PolicyEvent> planned() {
    List<PolicyEvent> known = upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR));
    known.add(new ActivationPlanned(NEW_YEAR));
    return known;
  }

  @Test
  void itIsBroughtInForceAheadForTheDayThatWasMadeKnown() {
    List<PolicyEvent> known = upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR));
    for (Instant from : List.of(NEW_YEAR, NEW_YEAR.plusSeconds(8 * 3600))) {
      spec.given(known).when(activate(from)).then(new ActivationPlanned(NEW_YEAR));
    }
    spec.given(known).when(activate(NEW_YEAR.minusSeconds(1))).thenRefused("not-as-announced");
    spec.given(known).when(activate(NEW_YEAR.plusSeconds(86_400))).thenRefused("not-as-announced");
    spec.given(CONSENTED_TO).when(activate(NEW_YEAR)).thenRefused("not-published");
    spec.given(planned()).when(activate(NEW_YEAR)).thenNothing();
    spec.given(planned()).when(activate(PUBLISHED_AT)).thenRefused("before-announced");
  }

  @Test
  void onItsDayItComesInForceByItselfOnce() {
    Now early = new Now(NEW_YEAR.minusMillis(1), ZONE);
    Now late = new Now(NEW_YEAR.plusSeconds(7200), ZONE);
    PolicyEvent inForce = PolicyActivated.of(POLICY, 1, Topic.PHONES, NEW_YEAR, CONTENT);
    spec.given(planned()).when(new KeepActivation(PUBLISHED_AT, early)).thenNothing();
    spec.given(planned())
        .when(new KeepActivation(PUBLISHED_AT, late))
        .then(inForce)
        .thenState(
            policy -> {
              assertThat(policy.from()).isEqualTo(NEW_YEAR);
              assertThat(policy.binding().planned()).isNull();
            });
    List<PolicyEvent> done = planned();
    done.add(inForce);
    spec.given(done).when(new KeepActivation(PUBLISHED_AT, late)).thenNothing();
    spec.given(MADE_KNOWN).when(new KeepActivation(null, late)).thenNothing();
  }

  @Test
  void whatWasOvertakenOrTakenBackDoesNotComeByItself() {
    Now late = new Now(NEW_YEAR.plusSeconds(7200), ZONE);
    spec.given(planned())
        .when(new KeepActivation(NEW_YEAR, late))
        .then(new ActivationOvertaken(NEW_YEAR))
        .thenState(
            policy -> {
              assertThat(policy.life()).isEqualTo(Life.PUBLISHED);
              assertThat(policy.binding().planned()).isNull();
              assertThat(policy.binding().overtaken()).isEqualTo(NEW_YEAR);
            });
    List<PolicyEvent> broughtInForce = planned();
    broughtInForce.add(new ActivationOvertaken(NEW_YEAR));
    spec.given(broughtInForce)
        .when(new ActivatePolicy(late.moment(), NEW_YEAR, late))
        .then(PolicyActivated.of(POLICY, 1, Topic.PHONES, late.moment(), CONTENT))
        .thenState(policy -> assertThat(policy.binding().overtaken()).isNull());
    List<PolicyEvent> back = planned();
    back.add(new PolicyWithdrawn(DAY, "A clause is missing"));
    spec.given(back).when(new KeepActivation(null, late)).thenNothing();
    spec.given(planned())
        .when(new WithdrawPolicy(DAY, "A clause is missing"))
        .then(new PolicyWithdrawn(DAY, "A clause is missing"));
  }

  @Test
  void whatDoesNotBindYetCanBeTakenBack() {
    var taken = new WithdrawPolicy(DAY, "A clause is missing");
    for (List<PolicyEvent> way : List.of(upTo(STAFF), CONSENTED_TO, MADE_KNOWN)) {
      spec.given(way)
          .when(taken)
          .then(new PolicyWithdrawn(DAY, "A clause is missing"))
          .thenState(
              policy -> {
                assertThat(policy.life()).isEqualTo(Life.DRAFT);
                assertThat(policy.consents()).isEmpty();
                assertThat(policy.publishedAt()).isNull();
              });
    }
    spec.given(DRAFTED, TALKED).when(taken).thenRefused("not-on-its-way");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED))
        .when(taken)
        .thenRefused("not-on-its-way");
  }

  /** Its reasons would go with it, and the council is to go on reading them. */
  @Test
  void whatTheCouncilSaidNoToIsNotThrownAway() {
    PolicyEvent no = new ConsentWithheld(Section.PARENTS, "g-mona", DAY, "Reachability");
    PolicyEvent back = new PolicyWithdrawn(DAY, "A clause is missing");
    for (List<PolicyEvent> draft : List.of(upTo(no), upTo(no, TALKED), upTo(no, SUBMITTED, back))) {
      spec.given(draft).when(new DiscardPolicy(DAY)).thenRefused("council-said-no");
    }
  }

  @Test
  void aDraftIsThrownAwayAndNothingElseIs() {
    var discard = new DiscardPolicy(DAY);
    PolicyEvent discarded = new PolicyDiscarded(DAY);
    PolicyEvent back = new PolicyWithdrawn(DAY, "A clause is missing");
    for (List<PolicyEvent> draft :
        List.of(List.of(DRAFTED), List.of(DRAFTED, TALKED), upTo(back))) {
      spec.given(draft)
          .when(discard)
          .then(discarded)
          .thenState(policy -> assertThat(policy.life()).isEqualTo(Life.DISCARDED));
    }
    for (List<PolicyEvent> way :
        List.of(
            upTo(),
            CONSENTED_TO,
            MADE_KNOWN,
            upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED))) {
      spec.given(way).when(discard).thenRefused("not-a-draft");
    }
    spec.given(DRAFTED, discarded).when(discard).thenNothing();
    spec.given(DRAFTED, TALKED, discarded)
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .thenRefused("not-a-draft");
    spec.given(DRAFTED, discarded)
        .when(new ReviseContent(Samples.titled("Other"), Bounds.NONE))
        .thenRefused("content-fixed");
  }

  private static Now at(String moment) {
    return new Now(Instant.parse(moment), ZONE);
  }

  /** By the school's days: half past midnight there is the evening before in Greenwich. */
  @Test
  void aDayThatIsNotKeptIsRemindedOfOnceBeforeItIsOverAndOnceAfter() {
    LocalDate day = LocalDate.of(2027, 1, 1);
    List<PolicyEvent> known = upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR));
    PolicyEvent ahead = new ActivationAwaited(NEW_YEAR, day, Reminded.AHEAD);
    PolicyEvent due = new ActivationAwaited(NEW_YEAR, day, Reminded.DUE);
    PolicyEvent overdue = new ActivationAwaited(NEW_YEAR, day, Reminded.OVERDUE);
    var before = new RemindOfActivation(NEW_YEAR, at("2026-12-31T22:59:00Z"));
    var onTheDay = new RemindOfActivation(NEW_YEAR, at("2026-12-31T23:30:00Z"));
    var after = new RemindOfActivation(NEW_YEAR, at("2027-01-01T23:30:00Z"));
    spec.given(known).when(before).then(ahead);
    spec.given(known).when(onTheDay).then(due);
    spec.given(known).when(after).then(overdue);
    for (PolicyEvent first : List.of(ahead, due)) {
      List<PolicyEvent> reminded = new ArrayList<>(known);
      reminded.add(first);
      spec.given(reminded).when(before).thenNothing();
      spec.given(reminded).when(onTheDay).thenNothing();
      spec.given(reminded).when(after).then(overdue);
      reminded.add(overdue);
      spec.given(reminded).when(after).thenNothing();
    }
  }

  @Test
  void whatNobodyHasToActivateIsRemindedOfNoMore() {
    Now after = at("2027-01-02T08:00:00Z");
    var remind = new RemindOfActivation(NEW_YEAR, after);
    var ahead = new ActivationAwaited(NEW_YEAR, LocalDate.of(2027, 1, 1), Reminded.AHEAD);
    List<PolicyEvent> overtaken = planned();
    overtaken.add(new ActivationOvertaken(NEW_YEAR));
    Instant february = Instant.parse("2027-01-31T23:00:00Z");
    for (List<PolicyEvent> way :
        List.of(
            MADE_KNOWN,
            planned(),
            overtaken,
            upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR), ACTIVATED),
            upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR), published(february)))) {
      spec.given(way).when(remind).thenNothing();
      spec.given(way).when(new SettleActivation()).thenNothing();
    }
    List<PolicyEvent> reminded =
        upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR), ahead);
    spec.given(reminded).when(new SettleActivation()).then(new ActivationSettled());
    reminded.add(new ActivationSettled());
    spec.given(reminded).when(new SettleActivation()).thenNothing();
    spec.given(reminded).when(remind).thenNothing();
    reminded.add(published(february));
    spec.given(reminded)
        .when(new RemindOfActivation(february, at("2027-01-31T08:00:00Z")))
        .then(new ActivationAwaited(february, LocalDate.of(2027, 2, 1), Reminded.AHEAD));
  }

  /** What the council consented to is the text. */
  @Test
  void anotherDayIsMadeKnownWithoutAskingTheCouncilAgain() {
    Instant february = Instant.parse("2027-01-31T23:00:00Z");
    var moved = new PublishPolicy(ALL, PUBLISHED_AT, february, NOW);
    for (PolicyEvent before : List.of(PUBLISHED, published(NEW_YEAR))) {
      spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, before))
          .when(moved)
          .then(published(february))
          .thenState(
              policy -> {
                assertThat(policy.binding().announced()).isEqualTo(february);
                assertThat(policy.consents()).containsOnlyKeys(Section.values());
              });
    }
    spec.given(planned()).when(moved).then(published(february), new ActivationPlanned(february));
    List<PolicyEvent> overtaken = planned();
    overtaken.add(new ActivationOvertaken(NEW_YEAR));
    spec.given(overtaken)
        .when(moved)
        .then(published(february))
        .thenState(policy -> assertThat(policy.binding().overtaken()).isNull());
    spec.given(MADE_KNOWN).when(publish(PUBLISHED_AT)).thenRefused("day-missing");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(february)))
        .when(moved)
        .thenNothing();
    spec.given(MADE_KNOWN)
        .when(new PublishPolicy(ALL, PUBLISHED_AT, PUBLISHED_AT.minusMillis(1), NOW))
        .thenRefused("before-publication");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED))
        .when(moved)
        .thenRefused("not-consented");
  }

  /** Nobody goes by the first day because only others were told of the new one. */
  @Test
  void anotherDayIsMadeKnownToAllToo() {
    Instant february = Instant.parse("2027-01-31T23:00:00Z");
    for (Bound leftOut : Bound.values()) {
      Set<Bound> others = EnumSet.complementOf(EnumSet.of(leftOut));
      spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR)))
          .when(new PublishPolicy(others, PUBLISHED_AT, february, NOW))
          .thenRefused("not-told-to-all");
    }
  }

  /** Who was told of another day was told of it then. */
  @Test
  void movedForwardItBindsFromTheNewDayAtTheEarliest() {
    Instant later = PUBLISHED_AT.plusSeconds(7200);
    var again = new PolicyPublished(POLICY, 1, Topic.PHONES, ALL, PUBLISHED_AT, later, later);
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR), again))
        .when(new ActivatePolicy(later.minusMillis(1), null, new Now(later, ZONE)))
        .thenRefused("before-publication");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, published(NEW_YEAR), again))
        .when(new ActivatePolicy(later, null, new Now(later, ZONE)))
        .then(PolicyActivated.of(POLICY, 1, Topic.PHONES, later, CONTENT));
  }

  @Test
  void whatWasConsentedToIsWrittenIntoPlanAndRules() {
    var written = new IncorporatePolicy(Matter.SCHOOL_PLAN, DAY);
    spec.given(upTo(STAFF)).when(written).thenRefused("not-consented");
    spec.given(CONSENTED_TO).when(written).then(new PolicyIncorporated(Matter.SCHOOL_PLAN, DAY));
    spec.given(CONSENTED_TO)
        .when(new IncorporatePolicy(Matter.SCHOOL_PLAN, DAY.minusDays(1)))
        .thenRefused("before-consent");
    List<PolicyEvent> known = new ArrayList<>(CONSENTED_TO);
    known.add(new PolicyIncorporated(Matter.SCHOOL_PLAN, DAY));
    spec.given(known).when(written).thenNothing();
    PolicyEvent soft = drafted(Sector.VO, Samples.withoutStaffRules());
    spec.given(soft, TALKED, SUBMITTED, STAFF, PARENTS, PUPILS, CONSENTED)
        .when(new IncorporatePolicy(Matter.STAFF_RULES, DAY))
        .thenRefused("matter-not-touched");
  }

  private static final Adoption ADOPTION =
      new Adoption(
          Map.of(Section.STAFF, DAY, Section.PARENTS, DAY),
          Map.of(Matter.SCHOOL_RULES, DAY),
          ALL,
          startOf(DAY),
          startOf(DAY));

  private static AdoptPolicy adopt(Content content, Adoption adoption, boolean onRecord) {
    return new AdoptPolicy(
        POLICY, Topic.PHONES, Sector.VO, Start.ANEW, content, adoption, onRecord, NOW);
  }

  /** A school had rules on paper, without a ladder and without the pupils' consent. */
  @Test
  void aPolicyFromBeforeIsBroughtInAsItWas() {
    Content paper =
        Samples.of(CONTENT)
            .goals(List.of())
            .ladder(new Ladder(Ladder.Window.SCHOOL_YEAR, List.of()))
            .made();
    spec.given()
        .when(adopt(paper, ADOPTION, false))
        .then(
            new PolicyDrafted(POLICY, Topic.PHONES, Sector.VO, Start.ANEW, paper),
            new PolicyAdopted(ADOPTION.consents(), ALL, startOf(DAY)),
            new PolicyIncorporated(Matter.SCHOOL_RULES, DAY),
            new PolicyActivated(
                POLICY,
                1,
                Topic.PHONES,
                startOf(DAY),
                paper.useRules(),
                paper.ladder(),
                paper.objectionTerm(),
                paper.exemptions(),
                paper.messages()))
        .thenState(
            policy -> {
              assertThat(policy.life()).isEqualTo(Life.IN_FORCE);
              assertThat(policy.origin().adopted()).isTrue();
              assertThat(policy.awaited()).containsExactly(Section.PUPILS);
            });
  }

  /** The consent that it lacked can still be given; it is not taken from what is in force. */
  @Test
  void whatItLackedCanStillBeGiven() {
    List<PolicyEvent> adopted =
        new PolicyDecider().decide(adopt(CONTENT, ADOPTION, false), SchoolPolicy.NONE);
    spec.given(adopted).when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY)).then(PUPILS);
    spec.given(adopted)
        .when(new WithholdConsent(1, Section.PUPILS, "p-mees", DAY, "Too strict"))
        .thenRefused("not-submitted");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED))
        .when(new GiveConsent(1, Section.PUPILS, "p-mees", DAY))
        .thenRefused("not-submitted");
  }

  private static CorrectAdoption correct(Content content, Adoption adoption, boolean builtOn) {
    return correct(content, adoption, builtOn, NOW.moment());
  }

  private static CorrectAdoption correct(
      Content content, Adoption adoption, boolean builtOn, Instant broughtIn) {
    return new CorrectAdoption(START, content, adoption, builtOn, broughtIn, NOW);
  }

  private static List<PolicyEvent> adopted() {
    return new ArrayList<>(
        new PolicyDecider().decide(adopt(CONTENT, ADOPTION, false), SchoolPolicy.NONE));
  }

  /** Somebody took the wrong template: what the school had is what it had. */
  @Test
  void whatWasBroughtInWronglyIsCorrected() {
    Content other = Samples.titled("Other");
    Adoption way =
        new Adoption(Map.of(Section.STAFF, DAY), Map.of(), ALL, startOf(DAY), startOf(DAY));
    PolicyEvent corrected =
        new AdoptionCorrected(2, START, other, way.consents(), Map.of(), ALL, startOf(DAY));
    spec.given(adopted())
        .when(correct(other, way, false))
        .then(corrected, PolicyActivated.of(POLICY, 2, Topic.PHONES, startOf(DAY), other))
        .thenState(
            policy -> {
              assertThat(policy.life()).isEqualTo(Life.IN_FORCE);
              assertThat(policy.origin().adopted()).isTrue();
              assertThat(policy.origin().start()).isEqualTo(START);
              assertThat(policy.content()).isEqualTo(other);
              assertThat(policy.revision()).isEqualTo(2);
              assertThat(policy.from()).isEqualTo(startOf(DAY));
              assertThat(policy.council().incorporated()).isEmpty();
              assertThat(policy.awaited())
                  .containsExactlyInAnyOrder(Section.PARENTS, Section.PUPILS);
            });
  }

  /** Others read the rules, and those stay: they are not told. */
  @Test
  void aWayAloneIsCorrectedWithoutTellingTheRulesAgain() {
    Adoption way = new Adoption(Map.of(), Map.of(), ALL, startOf(DAY), startOf(DAY));
    spec.given(adopted())
        .when(correct(CONTENT, way, false))
        .then(new AdoptionCorrected(1, START, CONTENT, Map.of(), Map.of(), ALL, startOf(DAY)));
  }

  @Test
  void whatSomethingWasBuiltOnIsNotCorrected() {
    spec.given(adopted()).when(correct(CONTENT, ADOPTION, true)).thenRefused("built-on");
    List<PolicyEvent> consented = adopted();
    consented.add(PUPILS);
    spec.given(consented).when(correct(CONTENT, ADOPTION, false)).thenRefused("built-on");
    List<PolicyEvent> replaced = adopted();
    replaced.add(new PolicySuperseded(NEXT));
    spec.given(replaced).when(correct(CONTENT, ADOPTION, false)).thenRefused("not-adopted");
    spec.given(upTo(STAFF, PARENTS, PUPILS, CONSENTED, PUBLISHED, ACTIVATED))
        .when(correct(CONTENT, ADOPTION, false))
        .thenRefused("not-adopted");
    Adoption another =
        new Adoption(Map.of(), Map.of(), ALL, startOf(DAY), startOf(DAY).plusSeconds(1));
    spec.given(adopted()).when(correct(CONTENT, another, false)).thenRefused("from-fixed");
  }

  /** A year later it is no slip, and would bind backwards without the council. */
  @Test
  void whatWasBroughtInLongAgoIsNotCorrected() {
    Instant twoWeeksAgo = NOW.moment().minus(Duration.ofDays(14));
    spec.given(adopted())
        .when(correct(CONTENT, ADOPTION, false, twoWeeksAgo.minusMillis(1)))
        .thenRefused("correction-over");
    spec.given(adopted())
        .when(correct(Samples.titled("Other"), ADOPTION, false, twoWeeksAgo))
        .thenState(policy -> assertThat(policy.revision()).isEqualTo(2));
  }

  @Test
  void whatIsOnRecordIsNotMadeShorterByAPolicyFromBefore() {
    spec.given().when(adopt(CONTENT, ADOPTION, true)).thenRefused("policy-on-record");
    Instant tomorrow = PUBLISHED_AT.plusSeconds(86_400);
    spec.given()
        .when(adopt(CONTENT, new Adoption(Map.of(), Map.of(), ALL, startOf(DAY), tomorrow), false))
        .thenRefused("not-yet");
    spec.given()
        .when(
            adopt(
                CONTENT,
                new Adoption(Map.of(), Map.of(), ALL, startOf(DAY), startOf(DAY).minusSeconds(1)),
                false))
        .thenRefused("before-publication");
    spec.given()
        .when(
            adopt(
                CONTENT,
                new Adoption(
                    Map.of(Section.STAFF, LocalDate.ofInstant(tomorrow, ZONE)),
                    Map.of(),
                    ALL,
                    startOf(DAY),
                    startOf(DAY)),
                false))
        .thenRefused("not-yet");
  }

  @Test
  void aLadderAnswersEveryBreachOnce() {
    refusedLadder("ladder-incomplete", step(Breach.VIOLATION, 1, null, Measure.WARNING, null));
    refusedLadder(
        "ladder-incomplete",
        step(Breach.MISUSE, 1, null, Measure.WARNING, null),
        step(Breach.VIOLATION, 1, 1, Measure.WARNING, null),
        step(Breach.VIOLATION, 3, null, Measure.WARNING, null));
    refusedLadder(
        "ladder-incomplete",
        step(Breach.MISUSE, 1, null, Measure.WARNING, null),
        step(Breach.VIOLATION, 1, 2, Measure.WARNING, null),
        step(Breach.VIOLATION, 2, null, Measure.WARNING, null));
    refusedLadder(
        "ladder-incomplete",
        step(Breach.MISUSE, 1, null, Measure.WARNING, null),
        step(Breach.VIOLATION, 1, 2, Measure.WARNING, null));
  }

  @Test
  void aLadderStaysWithinTheLaw() {
    Step violation = step(Breach.VIOLATION, 1, null, Measure.WARNING, null);
    refusedLadder(
        "suspension-too-long",
        violation,
        step(Breach.MISUSE, 1, null, Measure.SUSPENSION, Period.ofDays(8)));
    refusedLadder(
        "suspension-too-long",
        violation,
        step(Breach.MISUSE, 1, null, Measure.INTERNAL_SUSPENSION, Period.ofMonths(1)));
    refusedLadder(
        "length-missing", violation, step(Breach.MISUSE, 1, null, Measure.DEVICE_BAN, null));
    refusedLadder(
        "kept-beyond-the-day",
        violation,
        step(Breach.MISUSE, 1, null, Measure.CONFISCATION, Period.ofMonths(1)));
  }

  @Test
  void aStepPointsAtAClauseThatIsThere() {
    Ladder ladder =
        new Ladder(
            Ladder.Window.SCHOOL_YEAR,
            List.of(
                new Step(Breach.VIOLATION, 1, null, Measure.WARNING, null, Imposer.TEACHER, "99"),
                new Step(Breach.MISUSE, 1, null, Measure.WARNING, null, Imposer.TEACHER, "8")));
    spec.given().when(draft(Samples.with(ladder))).thenRefused("clause-unknown");
  }

  @Test
  void gravestMeasuresAreNotForEveryoneToImpose() {
    Step violation = step(Breach.VIOLATION, 1, null, Measure.WARNING, null);
    for (Measure grave : List.of(Measure.SUSPENSION, Measure.POLICE_REPORT)) {
      refusedLadder(
          "imposer-not-entitled",
          violation,
          new Step(Breach.MISUSE, 1, null, grave, null, Imposer.MENTOR, "5"));
    }
    refusedLadder(
        "imposer-not-entitled",
        violation,
        new Step(Breach.MISUSE, 1, null, Measure.INTERNAL_SUSPENSION, null, Imposer.TEACHER, "5"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Content wrong =
        Samples.of(CONTENT)
            .goals(List.of())
            .ladder(
                new Ladder(
                    Ladder.Window.SCHOOL_YEAR,
                    List.of(step(Breach.VIOLATION, 1, null, Measure.DEVICE_BAN, null))))
            .messages(null)
            .made();
    assertThatThrownBy(() -> ContentRules.check(Topic.PHONES, wrong))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.points())
                    .extracting(Refused.Point::where, Refused.Point::code)
                    .containsExactly(
                        tuple("goals", "goals-missing"),
                        tuple("messages", "messages-missing"),
                        tuple("ladder.steps", "ladder-incomplete"),
                        tuple("ladder.steps[0]", "length-missing")));
  }

  @Test
  void anotherTopicNeedsNoDevicesAndNoLadder() {
    Content media = Samples.template("s1-social-media");
    ContentRules.check(Topic.SOCIAL_MEDIA, media);
    ContentRules.check(Topic.AI, media);
    assertThatThrownBy(() -> ContentRules.check(Topic.PHONES, media))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.points())
                    .extracting(Refused.Point::code)
                    .containsExactly(
                        "use-rules-missing",
                        "ladder-incomplete",
                        "ladder-incomplete",
                        "criteria-missing",
                        "reviews-missing"));
    assertThat(ConsentRoute.sections(Sector.VO, media)).containsExactlyInAnyOrder(Section.values());
    assertThat(ConsentRoute.needs(Sector.PO, media))
        .extracting(ConsentRoute.Need::matter)
        .containsExactly(Matter.SCHOOL_PLAN, Matter.SCHOOL_RULES, Matter.STAFF_RULES);
  }

  /** What is looked at again was weighed against something. */
  @Test
  void whereExemptionsAreLookedAtAgainTheyHaveCriteria() {
    ExemptionRule phones = CONTENT.exemptions();
    ExemptionRule halved =
        new ExemptionRule(
            phones.how(), phones.whom(), phones.decidedWithin(), List.of(), phones.reviews());
    Content media = Samples.of(Samples.template("s1-social-media")).exemptions(halved).made();
    assertThatThrownBy(() -> ContentRules.check(Topic.SOCIAL_MEDIA, media))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("criteria-missing"));
    ContentRules.check(
        Topic.SOCIAL_MEDIA,
        Samples.of(Samples.template("s1-social-media")).exemptions(phones).made());
  }

  /** A draft from before the whole content was kept is completed before the council sees it. */
  @Test
  void anOlderDraftIsCompletedFirst() {
    Content older =
        Samples.of(CONTENT)
            .goals(List.of())
            .exemptions(new ExemptionRule("Ask us.", null, null, List.of(), null))
            .messages(null)
            .made();
    spec.given(drafted(Sector.VO, older), TALKED)
        .when(new SubmitPolicy(DAY, Sector.VO, Bounds.NONE))
        .thenRefused("goals-missing");
    spec.given(drafted(Sector.VO, older), TALKED)
        .when(new ReviseContent(CONTENT, Bounds.NONE))
        .then(new ContentRevised(2, CONTENT));
  }

  @Test
  void theBoardsFrameworkIsKeptFromTheDraftToTheCouncil() {
    Bounds within = Frames.onlyHandedIn();
    Content atHome = Frames.kept(UseRule.Keeping.HOME);
    spec.given()
        .when(new DraftPolicy(POLICY, Topic.PHONES, Sector.VO, Start.ANEW, atHome, within))
        .thenRefused("outside-framework");
    spec.given(DRAFTED).when(new ReviseContent(atHome, within)).thenRefused("outside-framework");
    spec.given(drafted(Sector.VO, atHome), TALKED)
        .when(new SubmitPolicy(DAY, Sector.VO, within))
        .thenRefused("outside-framework");
    spec.given(DRAFTED, TALKED).when(new SubmitPolicy(DAY, Sector.VO, within)).then(SUBMITTED);
  }

  @Test
  void aSchoolStartsFromATemplateThatItsBoardOffers() {
    Bounds within =
        new Bounds(null, null, null, null, null, null, Set.of("only-in-class", "home-or-locker"));
    spec.given()
        .when(new DraftPolicy(POLICY, Topic.PHONES, Sector.VO, START, CONTENT, within))
        .thenRefused("template-not-offered");
    spec.given()
        .when(new DraftPolicy(POLICY, Topic.PHONES, Sector.VO, Start.ANEW, CONTENT, within))
        .then(new PolicyDrafted(POLICY, Topic.PHONES, Sector.VO, Start.ANEW, CONTENT));
  }

  @Test
  void termsAreInOrder() {
    ExemptionRule rule = CONTENT.exemptions();
    Term reversed = new Term(Period.ofMonths(2), Period.ofDays(56));
    ExemptionRule broken =
        new ExemptionRule(
            rule.how(),
            rule.whom(),
            Period.ZERO,
            rule.criteria(),
            new Reviews(
                reversed,
                rule.reviews().effect(),
                rule.reviews().recurring(),
                rule.reviews().talk()));
    spec.given()
        .when(draft(Samples.of(CONTENT).exemptions(broken).made()))
        .thenRefused("term-reversed");
  }

  private void refusedLadder(String code, Step... steps) {
    Ladder ladder = new Ladder(Ladder.Window.SCHOOL_YEAR, List.of(steps));
    spec.given().when(draft(Samples.with(ladder))).thenRefused(code);
  }

  private static Step step(Breach breach, int from, Integer to, Measure measure, Period length) {
    Imposer by = measure == Measure.WARNING ? Imposer.TEACHER : Imposer.HEAD;
    return new Step(breach, from, to, measure, length, by, "5");
  }
}
