package nl.tenzij.sanction.sanction;

import static nl.tenzij.sanction.sanction.Hearing.Kind.GUARDIANS;
import static nl.tenzij.sanction.sanction.Hearing.Kind.PUPIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.SanctionCommand.AddMeasure;
import nl.tenzij.sanction.sanction.SanctionCommand.AmendSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.BeginSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.CompleteSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ConfirmSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectExemption;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectStep;
import nl.tenzij.sanction.sanction.SanctionCommand.DropAdded;
import nl.tenzij.sanction.sanction.SanctionCommand.FinishSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ReportToInspectorate;
import nl.tenzij.sanction.sanction.SanctionCommand.RevokeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.WithdrawProposal;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.CaseNumberEntered;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SanctionDeciderTest {

  private static final Case SAM = new Case(new UUID(1, 1), "p-sam");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final LocalDate TOMORROW = TODAY.plusDays(1);
  private static final Instant NINE = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant ELEVEN = Instant.parse("2026-11-24T10:00:00Z");

  private static final Actor TIM = new Actor("st-tim", Set.of(StaffRole.TEACHER));
  private static final Actor MIA = new Actor("st-mia", Set.of(StaffRole.MENTOR));
  private static final Actor CORA = new Actor("st-cora", Set.of(StaffRole.CARE_COORDINATOR));
  private static final Actor HANNA = new Actor("st-hanna", Set.of(StaffRole.HEAD));

  private static final Personal<String> BECAUSE = Personal.of("p-sam", "First time this year.");
  private static final Optional<Personal<String>> REASON = Optional.of(BECAUSE);
  private static final Optional<Personal<String>> NO_REASON = Optional.empty();
  private static final Optional<Personal<String>> EXPLAINED =
      Optional.of(Personal.of("p-sam", "You filmed somebody in the changing room."));
  private static final Optional<Personal<String>> NO_NUMBER = Optional.empty();
  private static final Optional<Personal<Hearing.Cause>> NOTHING_ON_THE_CAUSE = Optional.empty();
  private static final SanctionPeriod A_MONTH =
      new SanctionPeriod(TOMORROW, LocalDate.of(2026, 12, 24));

  private final DeciderSpec<SanctionCommand, Sanction, SanctionEvent> sanction =
      DeciderSpec.of(new SanctionDecider());

  @Nested
  class Proposing {

    @Test
    void theLadderProposes() {
      var ban = banProposed();
      sanction
          .given()
          .when(new ProposeSanction(SAM, 2, ban.proposal(), "policy-1", 3, Optional.of(false)))
          .then(ban);
    }

    @Test
    void theSameIncidentProposesOnce() {
      sanction
          .given(banProposed())
          .when(
              new ProposeSanction(
                  SAM, 2, banProposed().proposal(), "policy-1", 3, Optional.of(false)))
          .thenNothing();
    }

    @Test
    void nobodyDecidesOnWhatWasNotProposed() {
      sanction.given().when(impose(TIM)).thenRefused("sanction-not-proposed");
      sanction.given().when(confirm(A_MONTH)).thenRefused("sanction-not-proposed");
    }
  }

  @Nested
  class HearingFirst {

    @Test
    void aBanComesAfterATalkWithThePupil() {
      sanction.given(banProposed()).when(impose(TIM)).thenRefused("pupil-not-heard");
      sanction
          .given(banProposed())
          .when(hear(PUPIL))
          .then(new HearingHeld(SAM, hearing(PUPIL), true))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.HEARD));
    }

    @Test
    void anInternalSuspensionComesAfterATalkWithPupilAndGuardians() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false))
          .when(imposeWith(MIA, REASON))
          .thenRefused("guardians-not-heard");
      sanction
          .given(suspensionProposed())
          .when(hear(GUARDIANS))
          .then(heard(GUARDIANS, false))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
      sanction
          .given(suspensionProposed(), heard(GUARDIANS, false))
          .when(hear(PUPIL))
          .then(heard(PUPIL, true));
    }

    @Test
    void aWarningNeedsNoHearing() {
      sanction
          .given(warningProposed())
          .when(impose(TIM))
          .then(
              new SanctionImposed(
                  SAM, Measure.WARNING, 1, false, NO_REASON, Optional.empty(), "st-tim"))
          .thenState(state -> assertThat(status(state)).as("done by it").isEqualTo(Status.SERVED));
    }

    @Test
    void aHearingIsRecordedAfterItWasHeldAndBeforeTheDecision() {
      sanction
          .given(banProposed())
          .when(
              new HoldHearing(
                  new Hearing(PUPIL, ELEVEN, "st-tim", NOTHING_ON_THE_CAUSE),
                  TIM.roles(),
                  NINE,
                  TEN,
                  Sector.VO))
          .thenRefused("hearing-in-the-future");
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed())
          .when(hear(GUARDIANS))
          .thenRefused("hearing-too-late");
      sanction
          .given(banProposed())
          .when(new HoldHearing(hearing(PUPIL), TIM.roles(), TEN.plusMillis(1), ELEVEN, Sector.VO))
          .thenRefused("hearing-before-the-incident");
      sanction
          .given(banProposed())
          .when(new HoldHearing(hearing(PUPIL), TIM.roles(), TEN, ELEVEN, Sector.VO))
          .then(new HearingHeld(SAM, hearing(PUPIL), true));
    }
  }

  /** At 18 there are no guardians to be heard any more (BW 1:233). */
  @Nested
  class OfAge {

    private final HearingHeld ofAge =
        new HearingHeld(
            SAM, new Hearing(Hearing.Kind.OF_AGE, TEN, "st-hanna", NOTHING_ON_THE_CAUSE), true);

    @Test
    void theHeadSaysSoInThePlaceOfATalkWithGuardians() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false))
          .when(new HoldHearing(ofAge.hearing(), HANNA.roles(), NINE, ELEVEN, Sector.VO))
          .then(ofAge);
      sanction
          .given(suspensionProposed(), heard(PUPIL, false), ofAge)
          .when(imposeWith(MIA, REASON))
          .then(suspensionImposed());
    }

    @Test
    void nobodyElseSaysSo() {
      for (Actor other : List.of(TIM, MIA, CORA)) {
        sanction
            .given(suspensionProposed(), heard(PUPIL, false))
            .when(new HoldHearing(ofAge.hearing(), other.roles(), NINE, ELEVEN, Sector.VO))
            .thenRefused("of-age-by-head-only");
      }
    }

    @Test
    void nobodyIsAtPrimarySchool() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false))
          .when(new HoldHearing(ofAge.hearing(), HANNA.roles(), NINE, ELEVEN, Sector.PO))
          .thenRefused("of-age-at-primary-school");
    }

    private HearingHeld byTheRoster(Instant at, boolean complete) {
      var hearing = new Hearing(Hearing.Kind.OF_AGE, at, Hearing.ROSTER, NOTHING_ON_THE_CAUSE);
      return new HearingHeld(SAM, hearing, complete);
    }

    private HoldHearing hearOfAge(Hearing hearing, Actor by) {
      return new HoldHearing(hearing, by.roles(), NINE, ELEVEN, Sector.VO, true);
    }

    private ImposeSanction imposeOfAge(Actor by) {
      return new ImposeSanction(by, Optional.empty(), REASON, TODAY, false, Optional.of(ELEVEN));
    }

    @Test
    void theRosterSaysSoWhereItDoes() {
      sanction
          .given(suspensionProposed())
          .when(hearOfAge(hearing(PUPIL), TIM))
          .then(heard(PUPIL, true))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.HEARD));
      sanction
          .given(suspensionProposed(), heard(PUPIL, true))
          .when(imposeOfAge(MIA))
          .then(byTheRoster(ELEVEN, true), suspensionImposed());
    }

    /** The roster said so by mistake, and was put right before anything was decided. */
    @Test
    void whatTheRosterTakesBackHoldsNoMore() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, true))
          .when(imposeWith(MIA, REASON))
          .thenRefused("guardians-not-heard");
      sanction
          .given(suspensionProposed(), byTheRoster(TEN, false), heard(PUPIL, true))
          .when(imposeWith(MIA, REASON))
          .thenRefused("guardians-not-heard");
      sanction
          .given(suspensionProposed(), byTheRoster(TEN, false))
          .when(hear(PUPIL))
          .then(heard(PUPIL, false))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
    }

    /** S2: a minor is suspended after a talk with the parents too. */
    @Test
    void whatTheRosterTakesBackBeforeItIsConfirmedIsMadeUpFor() {
      SanctionEvent[] imposed = {
        suspensionProposed(), heard(PUPIL, true), byTheRoster(ELEVEN, true), suspensionImposed()
      };
      var ofAgeAfterAll = new HearingHeld(SAM, ofAge.hearing(), false);
      var tomorrow = new SanctionPeriod(TOMORROW, TOMORROW);
      sanction.given(imposed).when(confirm(tomorrow)).thenRefused("guardians-not-heard");
      sanction
          .given(imposed)
          .when(hear(GUARDIANS))
          .then(heard(GUARDIANS, false))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.IMPOSED));
      sanction
          .given(imposed)
          .when(new HoldHearing(ofAge.hearing(), HANNA.roles(), NINE, ELEVEN, Sector.VO))
          .then(ofAgeAfterAll);
      for (HearingHeld held : List.of(heard(GUARDIANS, false), ofAgeAfterAll)) {
        sanction
            .given(imposed[0], imposed[1], imposed[2], imposed[3], held)
            .when(confirm(tomorrow))
            .then(
                confirmed(
                    Measure.INTERNAL_SUSPENSION,
                    tomorrow,
                    false,
                    held.hearing().kind() == GUARDIANS));
        sanction
            .given(imposed[0], imposed[1], imposed[2], imposed[3], held)
            .when(hear(GUARDIANS))
            .thenRefused("hearing-too-late");
      }
    }

    @Test
    void nobodyElseIsHeardOnceItIsImposed() {
      SanctionEvent[] imposed = {
        suspensionProposed(), heard(PUPIL, true), byTheRoster(ELEVEN, true), suspensionImposed()
      };
      sanction.given(imposed).when(hear(PUPIL)).thenRefused("hearing-too-late");
      sanction
          .given(imposed)
          .when(hearOfAge(hearing(GUARDIANS), TIM))
          .thenRefused("hearing-too-late");
      sanction
          .given(
              suspensionProposed(),
              heard(PUPIL, false),
              heard(GUARDIANS, true),
              suspensionImposed())
          .when(hear(GUARDIANS))
          .thenRefused("hearing-too-late");
    }

    /** In an older log it stands with the first hearing. */
    @Test
    void whatWasRecordedOfTheRosterIsNotRecordedAgain() {
      sanction
          .given(suspensionProposed(), byTheRoster(TEN, false), heard(PUPIL, true))
          .when(imposeOfAge(MIA))
          .then(suspensionImposed());
    }

    /** Heard as a minor, and of age before it is decided. */
    @Test
    void whoComesOfAgeMeanwhileHasNoGuardiansToBeHeard() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false))
          .when(imposeOfAge(MIA))
          .then(byTheRoster(ELEVEN, true), suspensionImposed());
    }

    @Test
    void theRosterStandsForNoTalkWithThePupil() {
      sanction.given(suspensionProposed()).when(imposeOfAge(MIA)).thenRefused("pupil-not-heard");
    }

    @Test
    void whatAsksForNoGuardiansAsksForNoAge() {
      sanction
          .given(warningProposed())
          .when(imposeOfAge(TIM))
          .thenEvents(events -> assertThat(events).hasSize(1));
      sanction
          .given(suspensionProposed(), heard(PUPIL, false), heard(GUARDIANS, true))
          .when(imposeOfAge(MIA))
          .then(suspensionImposed());
      sanction
          .given(suspensionProposed(), heard(PUPIL, false))
          .when(hearOfAge(ofAge.hearing(), HANNA))
          .then(ofAge);
    }

    @Test
    void thePupilIsHeardAllTheSame() {
      sanction
          .given(suspensionProposed(), ofAge)
          .when(imposeWith(MIA, REASON))
          .thenRefused("pupil-not-heard");
    }
  }

  /** S3 §5C: guidance before punishment. */
  @Nested
  class WithAnExemption {

    private final SanctionProposed proposed =
        new SanctionProposed(
            SAM, 1, warningProposed().proposal(), "policy-1", 3, Optional.of(true));

    @Test
    void theCareCoordinatorIsHeardBeforeAnyMeasure() {
      sanction.given(proposed).when(impose(TIM)).thenRefused("care-coordinator-not-heard");
      sanction.given(proposed).when(impose(HANNA)).thenRefused("care-coordinator-not-heard");
      sanction
          .given(proposed)
          .when(care(CORA, Optional.of(Hearing.Cause.ELSEWHERE)))
          .then(heardOnTheCause())
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.HEARD));
      sanction.given(proposed, heardOnTheCause()).when(impose(TIM)).then(warningImposed());
    }

    /** It happened at another time than was thought, and then they held one. */
    @Test
    void whoTurnsOutToHaveHeldOneGetsGuidanceBeforePunishment() {
      SanctionEvent[] heard = {banProposed(), heard(PUPIL, true)};
      var after = new ExemptionCorrected(SAM, true, false);
      sanction
          .given(heard)
          .when(exempted(true))
          .then(after)
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
      sanction.given(heard).when(exempted(false)).thenNothing();
      sanction.given(heard[0], heard[1], after).when(exempted(true)).thenNothing();
      sanction
          .given(heard[0], heard[1], after)
          .when(impose(TIM))
          .thenRefused("care-coordinator-not-heard");
      sanction
          .given(heard[0], heard[1], after)
          .when(care(CORA, Optional.of(Hearing.Cause.ELSEWHERE)))
          .then(heardOnTheCause());
    }

    @Test
    void whoTurnsOutToHaveHeldNoneIsDecidedOnWithoutIt() {
      sanction
          .given(proposed)
          .when(exempted(false))
          .then(new ExemptionCorrected(SAM, false, false))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
      sanction
          .given(proposed, new ExemptionCorrected(SAM, false, false))
          .when(impose(TIM))
          .then(warningImposed());
      var ban =
          new SanctionProposed(SAM, 2, banProposed().proposal(), "policy-1", 3, Optional.of(true));
      sanction
          .given(ban, heard(PUPIL, false))
          .when(exempted(false))
          .then(new ExemptionCorrected(SAM, false, true))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.HEARD));
    }

    /** Whether there are guardians to be heard is as the roster has it. */
    @Test
    void whoIsOfAgeIsHeardWithoutThemThenToo() {
      var suspension =
          new SanctionProposed(
              SAM, 1, suspensionProposed().proposal(), "policy-1", 3, Optional.of(true));
      for (boolean ofAge : new boolean[] {true, false}) {
        sanction
            .given(suspension, heard(PUPIL, false))
            .when(new CorrectExemption(false, ofAge))
            .then(new ExemptionCorrected(SAM, false, ofAge));
      }
    }

    /** Until the head confirms it, it is no punishment yet. */
    @Test
    void whatWaitsToBeConfirmedWaitsForTheCareCoordinatorToo() {
      SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed()};
      var after = new ExemptionCorrected(SAM, true, false);
      sanction
          .given(imposed)
          .when(exempted(true))
          .then(after)
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.IMPOSED));
      sanction
          .given(imposed[0], imposed[1], imposed[2], after)
          .when(confirm(A_MONTH))
          .thenRefused("care-coordinator-not-heard");
      sanction
          .given(imposed)
          .when(care(CORA, Optional.of(Hearing.Cause.ELSEWHERE)))
          .thenRefused("hearing-too-late");
      var heard = new HearingHeld(SAM, talk(Optional.of(Hearing.Cause.ELSEWHERE)), false);
      sanction
          .given(imposed[0], imposed[1], imposed[2], after)
          .when(care(CORA, Optional.of(Hearing.Cause.ELSEWHERE)))
          .then(heard);
      sanction
          .given(imposed[0], imposed[1], imposed[2], after, heard)
          .when(confirm(A_MONTH))
          .then(banConfirmed());
    }

    @Test
    void whatWasDecidedOnForGoodStays() {
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed(), banConfirmed())
          .when(exempted(true))
          .thenNothing();
      sanction.given(warningProposed(), warningImposed()).when(exempted(true)).thenNothing();
      sanction
          .given(banProposed(), revoked(RevocationGround.DECLINED, "st-tim"))
          .when(exempted(true))
          .thenNothing();
    }

    private CorrectExemption exempted(boolean held) {
      return new CorrectExemption(held, false);
    }

    @Test
    void whatTheySayIsTheirsToEnterWithTheCause() {
      sanction
          .given(proposed)
          .when(care(HANNA, Optional.of(Hearing.Cause.ELSEWHERE)))
          .thenRefused("heard-by-care-coordinator-only");
      sanction
          .given(proposed)
          .when(care(CORA, Optional.empty()))
          .thenRefused("cause-not-written-down");
    }

    private HearingHeld heardOnTheCause() {
      return new HearingHeld(SAM, talk(Optional.of(Hearing.Cause.ELSEWHERE)), true);
    }

    private Hearing talk(Optional<Hearing.Cause> cause) {
      return new Hearing(
          Hearing.Kind.CARE_COORDINATOR,
          TEN,
          "st-cora",
          cause.map(seen -> Personal.of("p-sam", seen)));
    }

    private HoldHearing care(Actor by, Optional<Hearing.Cause> cause) {
      return new HoldHearing(talk(cause), by.roles(), NINE, ELEVEN, Sector.VO);
    }
  }

  @Nested
  class OnACountThatFell {

    private final Optional<Proposal> warning = Optional.of(warningProposed().proposal());

    @Test
    void whatNobodyDecidedOnIsProposedAnew() {
      sanction
          .given(banProposed(), heard(PUPIL, true))
          .when(corrected(1, warning))
          .then(new StepCorrected(SAM, 1, warning))
          .thenState(
              state -> {
                assertThat(((Known) state).step()).isOne();
                assertThat(((Known) state).measure()).isEqualTo(Measure.WARNING);
              });
      sanction
          .given(banProposed(), new StepCorrected(SAM, 1, warning))
          .when(insteadOf(TIM, Measure.DEVICE_BAN, REASON))
          .thenRefused("measure-heavier-than-ladder");
      sanction
          .given(banProposed(), new StepCorrected(SAM, 1, warning))
          .when(corrected(1, warning))
          .thenNothing();
    }

    @Test
    void whatWasDecidedStaysForTheHeadToLookAt() {
      SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed()};
      sanction
          .given(imposed)
          .when(corrected(1, warning))
          .then(new StepCorrected(SAM, 1, Optional.empty()))
          .thenState(
              state -> {
                assertThat(((Known) state).step()).isEqualTo(2);
                assertThat(((Known) state).basis().stepNow()).contains(1);
                assertThat(((Known) state).measure()).isEqualTo(Measure.DEVICE_BAN);
              });
      sanction
          .given(imposed[0], imposed[1], imposed[2], new StepCorrected(SAM, 1, Optional.empty()))
          .when(corrected(1, warning))
          .thenNothing();
    }

    @Test
    void whereTheLadderNamesNothingItIsDropped() {
      sanction
          .given(banProposed())
          .when(corrected(1, Optional.empty()))
          .then(
              SanctionRevoked.undecided(SAM, RevocationGround.DECLINED, BECAUSE, "correct-count"));
    }

    @Test
    void whatIsRevokedRestsOnNothing() {
      sanction
          .given(
              banProposed(),
              SanctionRevoked.undecided(SAM, RevocationGround.DECLINED, BECAUSE, "st-tim"))
          .when(corrected(1, warning))
          .thenNothing();
    }
  }

  @Nested
  class Imposing {

    @Test
    void aPersonImposesWhatWasProposed() {
      sanction
          .given(banProposed(), heard(PUPIL, true))
          .when(impose(TIM))
          .then(banImposed())
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.IMPOSED));
    }

    @Test
    void aTeacherDoesNotSuspend() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false), heard(GUARDIANS, true))
          .when(imposeWith(TIM, REASON))
          .thenRefused("role-may-not-impose");
    }

    @Test
    void aSuspensionIsReasoned() {
      sanction
          .given(suspensionProposed(), heard(PUPIL, false), heard(GUARDIANS, true))
          .when(impose(MIA))
          .thenRefused("suspension-needs-reason");
    }

    @Test
    void aStepIsMitigatedWithAReason() {
      sanction
          .given(banProposed())
          .when(insteadOf(TIM, Measure.WARNING, REASON))
          .then(
              new SanctionImposed(
                  SAM, Measure.WARNING, 2, true, REASON, Optional.empty(), "st-tim"));
      sanction
          .given(banProposed())
          .when(insteadOf(TIM, Measure.WARNING, NO_REASON))
          .thenRefused("mitigation-needs-reason");
    }

    @Test
    void aStepIsNeverMadeHeavier() {
      sanction
          .given(warningProposed(), heard(PUPIL, true))
          .when(insteadOf(HANNA, Measure.DEVICE_BAN, REASON))
          .thenRefused("measure-heavier-than-ladder");
    }

    @Test
    void aDeviceIsKeptTodayAtMost() {
      sanction
          .given(banProposed())
          .when(insteadOf(TIM, Measure.CONFISCATION, REASON))
          .then(
              new SanctionImposed(
                  SAM,
                  Measure.CONFISCATION,
                  2,
                  true,
                  REASON,
                  Optional.of(new SanctionPeriod(TODAY, TODAY)),
                  "st-tim"));
    }

    @Test
    void noDeviceIsTakenWhenSchoolIsOut() {
      var inTheEvening =
          new ImposeSanction(TIM, Optional.of(Measure.CONFISCATION), REASON, TODAY, true);
      sanction.given(banProposed()).when(inTheEvening).thenRefused("school-is-out");
      sanction
          .given(warningProposed())
          .when(new ImposeSanction(TIM, Optional.empty(), NO_REASON, TODAY, true))
          .then(warningImposed());
    }

    @Test
    void thePolicySaysWhoDecidesOnAStepAlsoWhereItIsMitigated() {
      var warning = proposedFor(StaffRole.MENTOR, Measure.WARNING);
      sanction.given(warning).when(impose(TIM)).thenRefused("role-may-not-impose");
      sanction
          .given(warning)
          .when(new RevokeSanction(TIM, RevocationGround.DECLINED, BECAUSE, ELEVEN))
          .thenRefused("role-may-not-revoke");
      sanction
          .given(warning)
          .when(impose(HANNA))
          .then(
              new SanctionImposed(
                  SAM, Measure.WARNING, 1, false, NO_REASON, Optional.empty(), "st-hanna"));
      sanction
          .given(proposedFor(StaffRole.HEAD, Measure.CONFISCATION))
          .when(insteadOf(TIM, Measure.WARNING, REASON))
          .thenRefused("role-may-not-impose");
    }

    @Test
    void aDecisionIsTakenOnce() {
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed())
          .when(impose(TIM))
          .thenRefused("sanction-already-decided");
    }
  }

  @Nested
  class Confirming {

    private final SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed()};

    @Test
    void theHeadConfirmsWithTheDays() {
      sanction
          .given(imposed)
          .when(confirm(A_MONTH))
          .then(confirmed(Measure.DEVICE_BAN, A_MONTH, false))
          .thenState(
              state -> {
                assertThat(status(state)).isEqualTo(Status.CONFIRMED);
                assertThat(((Known) state).period()).contains(A_MONTH);
              });
    }

    @Test
    void nobodyElseConfirms() {
      sanction
          .given(imposed)
          .when(new ConfirmSanction(TIM, A_MONTH, NO_REASON, EXPLAINED, Sector.VO, TODAY, ELEVEN))
          .thenRefused("confirmation-by-head-only");
    }

    /** The reasons for which it was imposed were not written to pupil and guardians. */
    @Test
    void aSuspensionIsConfirmedWithAnExplanationAndABanCanBe() {
      var tomorrow = new SanctionPeriod(TOMORROW, TOMORROW);
      for (Measure suspension : List.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION)) {
        var refused =
            sanction
                .given(
                    proposed(suspension, 1, Optional.empty()),
                    heard(PUPIL, false),
                    heard(GUARDIANS, true),
                    imposedAs(suspension))
                .when(
                    new ConfirmSanction(
                        HANNA, tomorrow, REASON, Optional.empty(), Sector.VO, TODAY, ELEVEN))
                .thenRefused("confirmation-needs-explanation");
        assertThat(refused.detail()).contains("WVO 2020 art. 8.14", "WPO art. 40c");
      }
      sanction
          .given(imposed)
          .when(
              new ConfirmSanction(
                  HANNA, A_MONTH, NO_REASON, Optional.empty(), Sector.VO, TODAY, ELEVEN))
          .then(
              new SanctionConfirmed(
                  SAM,
                  Measure.DEVICE_BAN,
                  A_MONTH,
                  NO_REASON,
                  false,
                  "st-hanna",
                  Optional.of(ELEVEN),
                  Optional.of(false),
                  Optional.empty()));
    }

    @Test
    void whatIsNotImposedIsNotConfirmed() {
      sanction.given(banProposed()).when(confirm(A_MONTH)).thenRefused("sanction-not-imposed");
    }

    @Test
    void aWarningIsNotConfirmed() {
      sanction
          .given(warningProposed(), warningImposed())
          .when(confirm(A_MONTH))
          .thenRefused("confirmation-not-needed");
    }

    @Test
    void aBanKeepsWithinItsLadder() {
      var aDayMore = new SanctionPeriod(A_MONTH.from(), A_MONTH.until().plusDays(1));
      sanction.given(imposed).when(confirm(aDayMore)).thenRefused("ban-longer-than-ladder");
    }

    @Test
    void aMeasureDoesNotReachBack() {
      var sinceYesterday = new SanctionPeriod(TODAY.minusDays(1), TOMORROW);
      sanction.given(imposed).when(confirm(sinceYesterday)).thenRefused("period-in-the-past");
    }

    @Test
    void aSuspensionLastsAWeekAtMostByTheLawOfTheSector() {
      SanctionEvent[] suspended = {
        suspensionProposed(), heard(PUPIL, false), heard(GUARDIANS, true), suspensionImposed()
      };
      var aWeek = new SanctionPeriod(TOMORROW, TOMORROW.plusDays(6));
      var eightDays = new SanctionPeriod(TOMORROW, TOMORROW.plusDays(7));
      sanction
          .given(suspended)
          .when(confirm(aWeek))
          .then(confirmed(Measure.INTERNAL_SUSPENSION, aWeek, false));
      var inVo =
          sanction
              .given(suspended)
              .when(
                  new ConfirmSanction(
                      HANNA, eightDays, NO_REASON, EXPLAINED, Sector.VO, TODAY, ELEVEN))
              .thenRefused("suspension-longer-than-a-week");
      assertThat(inVo.detail()).contains("WVO 2020 art. 8.14");
      var inPo =
          sanction
              .given(suspended)
              .when(
                  new ConfirmSanction(
                      HANNA, eightDays, NO_REASON, EXPLAINED, Sector.PO, TODAY, ELEVEN))
              .thenRefused("suspension-longer-than-a-week");
      assertThat(inPo.detail()).contains("WPO art. 40c");
    }

    @Test
    void aSuspensionKeepsWithinItsLadder() {
      for (Measure suspension : List.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION)) {
        SanctionEvent[] suspended = {
          proposed(suspension, 1, Optional.of(Period.ofDays(1))),
          heard(PUPIL, false),
          heard(GUARDIANS, true),
          imposedAs(suspension)
        };
        var twoDays = new SanctionPeriod(TOMORROW, TOMORROW.plusDays(1));
        sanction
            .given(suspended)
            .when(confirm(twoDays))
            .thenRefused("suspension-longer-than-ladder");
        var oneDay = new SanctionPeriod(TOMORROW, TOMORROW);
        sanction.given(suspended).when(confirm(oneDay)).then(confirmed(suspension, oneDay, false));
      }
      sanction
          .given(
              proposed(Measure.SUSPENSION, 1, Optional.of(Period.ofDays(1))),
              heard(PUPIL, false),
              heard(GUARDIANS, true),
              imposedAs(Measure.INTERNAL_SUSPENSION))
          .when(confirm(new SanctionPeriod(TOMORROW, TOMORROW.plusDays(1))))
          .thenRefused("suspension-longer-than-ladder");
    }

    private static SanctionImposed imposedAs(Measure measure) {
      return new SanctionImposed(SAM, measure, 1, false, REASON, Optional.empty(), "st-hanna");
    }

    @Test
    void aMeasureBeginsSoon() {
      LocalDate last = TODAY.plusMonths(2);
      var inTime = new SanctionPeriod(last, last.plusDays(6));
      var tooLate = new SanctionPeriod(last.plusDays(1), last.plusDays(7));
      sanction
          .given(imposed)
          .when(confirm(inTime))
          .then(confirmed(Measure.DEVICE_BAN, inTime, false));
      sanction.given(imposed).when(confirm(tooLate)).thenRefused("period-too-far-ahead");
    }

    @Test
    void aSuspensionFromSchoolOfMoreThanADayIsReportedToTheInspectorate() {
      SanctionEvent[] suspended = {
        proposed(Measure.SUSPENSION, 1, Optional.empty()),
        heard(PUPIL, false),
        heard(GUARDIANS, true),
        new SanctionImposed(SAM, Measure.SUSPENSION, 1, false, REASON, Optional.empty(), "st-hanna")
      };
      var oneDay = new SanctionPeriod(TOMORROW, TOMORROW);
      var twoDays = new SanctionPeriod(TOMORROW, TOMORROW.plusDays(1));
      sanction
          .given(suspended)
          .when(confirm(oneDay))
          .then(confirmed(Measure.SUSPENSION, oneDay, false));
      sanction
          .given(suspended)
          .when(confirm(twoDays))
          .then(confirmed(Measure.SUSPENSION, twoDays, true));
    }
  }

  @Nested
  class Running {

    private final SanctionEvent[] confirmed = {
      banProposed(), heard(PUPIL, true), banImposed(), banConfirmed()
    };
    private final SanctionEvent[] running = {
      banProposed(),
      heard(PUPIL, true),
      banImposed(),
      banConfirmed(),
      new SanctionBegun(SAM, Measure.DEVICE_BAN)
    };

    @Test
    void itBeginsOnItsFirstDayOnce() {
      sanction.given(confirmed).when(new BeginSanction(TODAY)).thenNothing();
      sanction
          .given(confirmed)
          .when(new BeginSanction(TOMORROW))
          .then(new SanctionBegun(SAM, Measure.DEVICE_BAN));
      sanction.given(running).when(new BeginSanction(TOMORROW)).thenNothing();
    }

    @Test
    void whatIsOverTheSameDayBeginsWithoutAConfirmation() {
      var today = new SanctionPeriod(TODAY, TODAY);
      var taken =
          new SanctionImposed(
              SAM, Measure.CONFISCATION, 1, true, REASON, Optional.of(today), "st-tim");
      sanction
          .given(banProposed(), taken)
          .when(new BeginSanction(TODAY))
          .then(new SanctionBegun(SAM, Measure.CONFISCATION));
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed())
          .when(new BeginSanction(TODAY))
          .thenNothing();
    }

    @Test
    void itIsServedAfterItsLastDay() {
      sanction
          .given(running)
          .when(new CompleteSanction(A_MONTH.until()))
          .then(new SanctionServed(SAM, Measure.DEVICE_BAN, A_MONTH.until(), NO_REASON, NO_NUMBER));
      sanction
          .given(confirmed)
          .when(new CompleteSanction(A_MONTH.until()))
          .thenRefused("sanction-not-running");
    }

    @Test
    void theHeadEndsItBeforeItsDaysAreOverWithAReason() {
      sanction
          .given(running)
          .when(end(HANNA, TOMORROW, NO_REASON, TOMORROW))
          .thenRefused("shortening-needs-reason");
      var shorter = new SanctionPeriod(TOMORROW, TOMORROW);
      var ended =
          new SanctionEndedEarly(SAM, Measure.DEVICE_BAN, shorter, BECAUSE, "st-hanna", TEN);
      sanction
          .given(running)
          .when(end(HANNA, TOMORROW, REASON, TOMORROW.plusDays(1)))
          .then(ended)
          .thenState(
              state -> {
                assertThat(status(state)).isEqualTo(Status.SERVED);
                assertThat(((Known) state).period()).contains(shorter);
              });
      SanctionEvent[] over = {running[0], running[1], running[2], running[3], running[4], ended};
      sanction.given(over).when(end(HANNA, TOMORROW, REASON, TOMORROW)).thenNothing();
      sanction.given(over).when(new CompleteSanction(A_MONTH.until())).thenNothing();
    }

    @Test
    void onlyTheHeadEndsItAndOnlyOnADayOfIts() {
      sanction
          .given(running)
          .when(end(TIM, TOMORROW, REASON, TOMORROW))
          .thenRefused("role-may-not-complete");
      sanction
          .given(running)
          .when(end(HANNA, TODAY, REASON, TOMORROW))
          .thenRefused("completion-before-its-first-day");
      sanction
          .given(running)
          .when(end(HANNA, TOMORROW.plusDays(1), REASON, TOMORROW))
          .thenRefused("completion-in-the-future");
      sanction
          .given(running)
          .when(end(HANNA, TOMORROW, REASON, A_MONTH.until().plusDays(1)))
          .thenRefused("completion-by-itself");
      sanction
          .given(confirmed)
          .when(end(HANNA, TODAY, REASON, TODAY))
          .thenRefused("completion-by-itself");
    }

    private static FinishSanction end(
        Actor by, LocalDate on, Optional<Personal<String>> reason, LocalDate today) {
      return new FinishSanction(by, Optional.of(on), reason, NO_NUMBER, TODAY, today, TEN);
    }

    @Test
    void itIsAmendedForTheBetterOnly() {
      var twoWeeks = Optional.of(new SanctionPeriod(TOMORROW, TOMORROW.plusWeeks(2)));
      var twoMonths = Optional.of(new SanctionPeriod(TOMORROW, TOMORROW.plusMonths(2)));
      sanction
          .given(running)
          .when(amend(HANNA, Measure.DEVICE_BAN, twoWeeks))
          .then(new SanctionAmended(SAM, Measure.DEVICE_BAN, twoWeeks, BECAUSE, "st-hanna"))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.AMENDED));
      sanction
          .given(running)
          .when(amend(HANNA, Measure.DEVICE_BAN, twoMonths))
          .thenRefused("amendment-not-lighter");
      sanction
          .given(running)
          .when(amend(HANNA, Measure.SUSPENSION, twoWeeks))
          .thenRefused("amendment-not-lighter");
      sanction
          .given(banProposed())
          .when(amend(HANNA, Measure.WARNING, Optional.empty()))
          .thenRefused("sanction-not-in-force");
      sanction
          .given(running)
          .when(amend(TIM, Measure.WARNING, Optional.empty()))
          .thenRefused("amendment-by-head-only");
    }
  }

  @Nested
  class Amending {

    private final SanctionEvent[] suspended = {
      proposed(Measure.SUSPENSION, 1, Optional.empty()),
      heard(PUPIL, false),
      heard(GUARDIANS, true),
      new SanctionImposed(SAM, Measure.SUSPENSION, 1, false, REASON, Optional.empty(), "st-hanna")
    };
    private final SanctionEvent[] confirmed = {
      suspended[0],
      suspended[1],
      suspended[2],
      suspended[3],
      confirmed(Measure.SUSPENSION, new SanctionPeriod(TOMORROW, TOMORROW.plusDays(3)), true)
    };

    @Test
    void aLighterMeasureKeepsToTheBoundsOfItsOwn() {
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.INTERNAL_SUSPENSION, days(TOMORROW, 60)))
          .thenRefused("suspension-longer-than-a-week");
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.DEVICE_BAN, days(TOMORROW, 365)))
          .thenRefused("ban-longer-than-ladder");
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.DEVICE_BAN, days(TODAY.minusDays(1), 7)))
          .thenRefused("period-in-the-past");
      var aWeek = days(TOMORROW, 7);
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.INTERNAL_SUSPENSION, aWeek))
          .then(new SanctionAmended(SAM, Measure.INTERNAL_SUSPENSION, aWeek, BECAUSE, "st-hanna"))
          .thenState(
              state -> assertThat(((Known) state).holding().reportToInspectorate()).isTrue());
    }

    /** It was confirmed while its ladder's length did not bind it. */
    @Test
    void whatIsLongerThanItsLadderCanStillBeShortened() {
      var threeDays = days(TOMORROW, 3);
      sanction
          .given(
              proposed(Measure.SUSPENSION, 1, Optional.of(Period.ofDays(1))),
              suspended[1],
              suspended[2],
              suspended[3],
              confirmed[4])
          .when(amend(HANNA, Measure.SUSPENSION, threeDays))
          .then(new SanctionAmended(SAM, Measure.SUSPENSION, threeDays, BECAUSE, "st-hanna"));
    }

    @Test
    void whatIsNotConfirmedIsAmendedOnlyIntoWhatNeedsNoConfirmation() {
      sanction
          .given(suspended)
          .when(amend(HANNA, Measure.INTERNAL_SUSPENSION, days(TOMORROW, 2)))
          .thenRefused("sanction-not-in-force");
      sanction
          .given(suspended)
          .when(amend(HANNA, Measure.WARNING, Optional.empty()))
          .then(new SanctionAmended(SAM, Measure.WARNING, Optional.empty(), BECAUSE, "st-hanna"))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.SERVED));
    }

    /** Else nothing would ever end it. */
    @Test
    void whatEndsTheSameDayIsOfTheDayOnWhichItIsSaid() {
      var today = Optional.of(new SanctionPeriod(TODAY, TODAY));
      var confiscated = new SanctionAmended(SAM, Measure.CONFISCATION, today, BECAUSE, "st-hanna");
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.CONFISCATION, Optional.empty()))
          .then(confiscated);
      sanction
          .given(confirmed[0], confirmed[1], confirmed[2], confirmed[3], confirmed[4], confiscated)
          .when(new BeginSanction(TODAY))
          .then(new SanctionBegun(SAM, Measure.CONFISCATION));
    }

    @Test
    void aDeviceIsKeptWhileThereIsSchool() {
      sanction
          .given(confirmed)
          .when(outOfSchool(Measure.CONFISCATION))
          .thenRefused("school-is-out");
      sanction
          .given(confirmed)
          .when(outOfSchool(Measure.WARNING))
          .then(new SanctionAmended(SAM, Measure.WARNING, Optional.empty(), BECAUSE, "st-hanna"));
    }

    private AmendSanction outOfSchool(Measure measure) {
      return new AmendSanction(HANNA, measure, Optional.empty(), BECAUSE, Sector.VO, TODAY, true);
    }

    @Test
    void whatTakesDaysIsAmendedWithThem() {
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.DEVICE_BAN, Optional.empty()))
          .thenRefused("amendment-needs-its-days");
      sanction
          .given(confirmed)
          .when(amend(HANNA, Measure.WARNING, days(TOMORROW, 1)))
          .thenRefused("amendment-needs-its-days");
    }

    @Test
    void whatRunsIsShortenedFromItsOwnFirstDay() {
      var begun = new SanctionPeriod(TODAY.minusDays(2), TODAY.plusDays(4));
      var shorter = Optional.of(new SanctionPeriod(begun.from(), TODAY));
      sanction
          .given(
              suspended[0],
              suspended[1],
              suspended[2],
              suspended[3],
              confirmed(Measure.SUSPENSION, begun, true),
              new SanctionBegun(SAM, Measure.SUSPENSION))
          .when(amend(HANNA, Measure.SUSPENSION, shorter))
          .then(new SanctionAmended(SAM, Measure.SUSPENSION, shorter, BECAUSE, "st-hanna"));
    }

    private Optional<SanctionPeriod> days(LocalDate from, int count) {
      return Optional.of(new SanctionPeriod(from, from.plusDays(count - 1L)));
    }
  }

  @Nested
  class Revoking {

    @Test
    void whoMayImposeMayDeclineToo() {
      sanction
          .given(banProposed())
          .when(new RevokeSanction(TIM, RevocationGround.DECLINED, BECAUSE, ELEVEN))
          .then(revoked(RevocationGround.DECLINED, "st-tim"));
      sanction
          .given(suspensionProposed())
          .when(new RevokeSanction(TIM, RevocationGround.DECLINED, BECAUSE, ELEVEN))
          .thenRefused("role-may-not-revoke");
    }

    @Test
    void whatWasImposedIsTakenBackByTheHead() {
      SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed()};
      sanction
          .given(imposed)
          .when(new RevokeSanction(TIM, RevocationGround.MISTAKEN, BECAUSE, ELEVEN))
          .thenRefused("role-may-not-revoke");
      sanction
          .given(imposed)
          .when(new RevokeSanction(HANNA, RevocationGround.DECLINED, BECAUSE, ELEVEN))
          .thenRefused("sanction-already-decided");
      sanction
          .given(imposed)
          .when(new RevokeSanction(HANNA, RevocationGround.MISTAKEN, BECAUSE, ELEVEN))
          .then(revoked(RevocationGround.MISTAKEN, "st-hanna"));
    }

    @Test
    void aProposalIsWithdrawnWithTheOffenderButNoDecision() {
      var withdraw = new WithdrawProposal(BECAUSE, "st-cora");
      sanction
          .given(banProposed(), heard(PUPIL, true))
          .when(withdraw)
          .then(SanctionRevoked.undecided(SAM, RevocationGround.MISTAKEN, BECAUSE, "st-cora"));
    }

    /** It holds until the head takes it back, and everybody who looks at it sees why they might. */
    @Test
    void whatWasDecidedOnAnOffenderWhoIsNoneSaysSoOnce() {
      var withdraw = new WithdrawProposal(BECAUSE, "st-cora");
      var noMore = new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty());
      SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed(), noMore};
      sanction.given(banProposed(), heard(PUPIL, true), banImposed()).when(withdraw).then(noMore);
      sanction.given(imposed).when(withdraw).thenNothing();
      sanction
          .given(imposed)
          .when(new RevokeSanction(HANNA, RevocationGround.MISTAKEN, BECAUSE, ELEVEN))
          .then(revoked(RevocationGround.MISTAKEN, "st-hanna"));
      sanction
          .given(
              banProposed(),
              SanctionRevoked.undecided(SAM, RevocationGround.DECLINED, BECAUSE, "st-tim"))
          .when(withdraw)
          .thenNothing();
    }

    /** Else the head writes home of what the pupil turned out not to have done. */
    @Test
    void whatRestsOnABreachThatCountsNoMoreIsNotConfirmed() {
      var noMore = new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty());
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed(), noMore)
          .when(confirm(A_MONTH))
          .thenRefused("breach-counts-no-more");
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed(), new BasisRevoked(SAM))
          .when(confirm(A_MONTH))
          .thenRefused("breach-counts-no-more");
    }

    /** Corrected back: as it was before, also for the head who is to confirm it. */
    @Test
    void whatRestsOnABreachThatCountsAgainIsConfirmed() {
      var noMore = new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty());
      var again = new BreachCountedAgain(SAM, 2, Measure.DEVICE_BAN, true);
      SanctionEvent[] imposed = {banProposed(), heard(PUPIL, true), banImposed(), noMore, again};
      Optional<Proposal> ban = Optional.of(banProposed().proposal());
      for (SanctionEvent fallen : List.of(noMore, new BasisRevoked(SAM))) {
        sanction
            .given(imposed[0], imposed[1], imposed[2], fallen)
            .when(new CorrectStep(2, ban, BECAUSE, "system"))
            .then(again);
      }
      sanction
          .given(imposed)
          .when(new CorrectStep(2, ban, BECAUSE, "system"))
          .thenNothing()
          .thenState(
              state -> {
                assertThat(((Known) state).basis().stepNow()).isEmpty();
                assertThat(((Known) state).basis().discounted()).isFalse();
              });
      sanction.given(imposed).when(confirm(A_MONTH)).then(banConfirmed());
      sanction.given(imposed).when(new WithdrawProposal(BECAUSE, "st-cora")).then(noMore);
    }

    @Test
    void thatItsBreachCountsAgainIsSaidOfWhatNobodyHasToConfirm() {
      var noMore = new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty());
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed(), banConfirmed(), noMore)
          .when(corrected(3, Optional.empty()))
          .then(new BreachCountedAgain(SAM, 3, Measure.DEVICE_BAN, false));
    }

    /** Whom nothing is imposed on, by a person who weighed it, nothing is proposed for anew. */
    @Test
    void whatHoldsIsWhatWasNotTakenBack() {
      assertThat(holds(banProposed())).isTrue();
      assertThat(holds(banProposed(), heard(PUPIL, true), banImposed())).isTrue();
      assertThat(holds(banProposed(), revoked(RevocationGround.DECLINED, "st-tim"))).isTrue();
      assertThat(holds(banProposed(), revoked(RevocationGround.MISTAKEN, "st-hanna"))).isFalse();
      assertThat(
              holds(
                  banProposed(),
                  SanctionRevoked.undecided(SAM, RevocationGround.MISTAKEN, BECAUSE, "st-cora")))
          .isFalse();
      assertThat(
              holds(
                  banProposed(),
                  SanctionRevoked.undecided(SAM, RevocationGround.DECLINED, BECAUSE, "system")))
          .isFalse();
    }

    private boolean holds(SanctionEvent... events) {
      var decider = new SanctionDecider();
      Sanction state = decider.initial();
      for (SanctionEvent each : events) {
        state = decider.evolve(state, each);
      }
      return ((Known) state).holds();
    }

    @Test
    void whatIsRevokedStaysRevoked() {
      SanctionEvent[] revoked = {
        banProposed(), SanctionRevoked.undecided(SAM, RevocationGround.DECLINED, BECAUSE, "st-tim")
      };
      sanction
          .given(revoked)
          .when(new RevokeSanction(HANNA, RevocationGround.MISTAKEN, BECAUSE, ELEVEN))
          .thenRefused("sanction-already-revoked");
      sanction.given(revoked).when(impose(TIM)).thenRefused("sanction-already-decided");
      sanction.given(revoked).when(confirm(A_MONTH)).thenRefused("sanction-not-imposed");
    }
  }

  @Nested
  class CarryingOut {

    private final SanctionEvent detention = proposed(Measure.DETENTION, 1, Optional.empty());
    private final SanctionEvent imposed =
        new SanctionImposed(
            SAM, Measure.DETENTION, 1, false, NO_REASON, Optional.empty(), "st-tim");
    private final SanctionEvent served =
        new SanctionServed(SAM, Measure.DETENTION, TODAY, NO_REASON, NO_NUMBER);

    @Test
    void whatTheCalendarDoesNotKnowOfIsServedOncePeopleSaySo() {
      sanction
          .given(detention, imposed)
          .when(finish(TIM, TODAY))
          .then(served)
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.SERVED));
      sanction.given(detention, imposed, served).when(finish(TIM, TODAY)).thenNothing();
    }

    @Test
    void itIsSaidAfterwardsByWhoMayImposeIt() {
      sanction.given(detention).when(finish(TIM, TODAY)).thenRefused("sanction-not-imposed");
      sanction
          .given(detention, imposed)
          .when(finish(TIM, TOMORROW))
          .thenRefused("completion-in-the-future");
      sanction
          .given(detention, imposed)
          .when(finish(TIM, TODAY.minusDays(1)))
          .thenRefused("completion-before-the-incident");
      sanction
          .given(
              proposed(Measure.POLICE_REPORT, 1, Optional.empty()),
              new SanctionImposed(
                  SAM, Measure.POLICE_REPORT, 1, false, NO_REASON, Optional.empty(), "st-hanna"))
          .when(finish(TIM, TODAY))
          .thenRefused("role-may-not-complete");
    }

    @Test
    void whatRunsByTheCalendarEndsByIt() {
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed())
          .when(finish(HANNA, TODAY))
          .thenRefused("completion-by-itself");
    }
  }

  @Nested
  class Adding {

    private final MeasureAdded police =
        new MeasureAdded(
            SAM,
            1,
            new Proposal(Measure.POLICE_REPORT, Optional.empty(), "8", Optional.empty()),
            BECAUSE,
            Optional.of(false),
            "st-hanna");

    @Test
    void theHeadHasMisuseReportedToThePoliceBesideWhatTheLadderProposes() {
      sanction
          .given()
          .when(add(HANNA, Measure.POLICE_REPORT, true))
          .then(police)
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
      sanction
          .given(police)
          .when(add(HANNA, Measure.POLICE_REPORT, true))
          .thenRefused("measure-added-before");
      sanction
          .given()
          .when(add(HANNA, Measure.POLICE_REPORT, false))
          .thenRefused("report-of-misuse-only");
      sanction
          .given()
          .when(add(CORA, Measure.POLICE_REPORT, true))
          .thenRefused("measure-added-by-head-only");
    }

    @Test
    void whatIsAddedIsLighterThanWhatTheLadderProposes() {
      sanction
          .given()
          .when(add(HANNA, Measure.SUSPENSION, Measure.DEVICE_BAN, true))
          .thenRefused("measure-heavier-than-ladder");
      sanction
          .given()
          .when(add(HANNA, Measure.INTERNAL_SUSPENSION, true))
          .thenRefused("measure-proposed-already");
      sanction
          .given()
          .when(add(HANNA, Measure.RESTORATIVE_TALK, false))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
    }

    /** On a pupil with an exemption the care coordinator is heard on it too. */
    @Test
    void allThatAMeasureAsksForComesAfter() {
      var exempted =
          new MeasureAdded(SAM, 1, police.proposal(), BECAUSE, Optional.of(true), "st-hanna");
      sanction.given(exempted).when(impose(HANNA)).thenRefused("care-coordinator-not-heard");
      sanction.given(police).when(impose(TIM)).thenRefused("role-may-not-impose");
    }

    @Test
    void aReportToThePoliceHasACaseNumber() {
      var number = Optional.of(Personal.of("p-sam", "PL1300-1"));
      var imposed =
          new SanctionImposed(
              SAM, Measure.POLICE_REPORT, 1, false, NO_REASON, Optional.empty(), "st-hanna");
      sanction
          .given(police, imposed)
          .when(new FinishSanction(HANNA, Optional.of(TODAY), NO_REASON, number, TODAY, TODAY, TEN))
          .then(new SanctionServed(SAM, Measure.POLICE_REPORT, TODAY, NO_REASON, number));
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed())
          .when(new FinishSanction(HANNA, Optional.of(TODAY), NO_REASON, number, TODAY, TODAY, TEN))
          .thenRefused("case-number-of-police-only");
    }

    /** Else it were a way to a suspension above the ladder. */
    @Test
    void whatWasAddedIsImposedAsItIs() {
      sanction
          .given(police)
          .when(insteadOf(HANNA, Measure.SUSPENSION, REASON))
          .thenRefused("added-as-it-is");
      sanction
          .given(added(Measure.DETENTION))
          .when(insteadOf(HANNA, Measure.WARNING, REASON))
          .thenRefused("added-as-it-is");
      sanction
          .given(added(Measure.DETENTION))
          .when(insteadOf(HANNA, Measure.DETENTION, NO_REASON))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.IMPOSED));
    }

    /** As an older log has some, beside a report to the police. */
    @Test
    void aSuspensionThatWasAddedIsDeclined() {
      sanction
          .given(added(Measure.INTERNAL_SUSPENSION))
          .when(insteadOf(HANNA, Measure.INTERNAL_SUSPENSION, REASON))
          .thenRefused("suspended-once");
    }

    /** Whatever the ladder proposes, and whatever that is made: what is added is no second one. */
    @Test
    void oneIncidentHasOneSuspension() {
      for (Measure proposed : Measure.values()) {
        for (Measure suspension : List.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION)) {
          sanction
              .given()
              .when(add(HANNA, suspension, proposed, true))
              .thenRefused(refusalOf(suspension, proposed));
        }
      }
      sanction
          .given()
          .when(add(HANNA, Measure.POLICE_REPORT, Measure.SUSPENSION, true))
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
    }

    private static String refusalOf(Measure suspension, Measure proposed) {
      if (suspension == proposed) {
        return "measure-proposed-already";
      }
      return proposed.isSuspension() || proposed == Measure.POLICE_REPORT
          ? "suspended-once"
          : "measure-heavier-than-ladder";
    }

    @Test
    void whereTheCountFallsItStaysOnlyBesideWhatTheLadderProposesThen() {
      var warning = Optional.of(warningProposed().proposal());
      var ban = Optional.of(banProposed().proposal());
      var detention = added(Measure.DETENTION);
      sanction
          .given(detention)
          .when(corrected(2, ban))
          .then(
              new StepCorrected(
                  SAM,
                  2,
                  Optional.of(
                      new Proposal(
                          Measure.DETENTION,
                          Optional.empty(),
                          ban.get().clause(),
                          ban.get().by()))))
          .thenState(state -> assertThat(((Known) state).basis().added()).isTrue());
      for (var proposed : List.of(warning, Optional.<Proposal>empty())) {
        sanction
            .given(detention)
            .when(corrected(2, proposed))
            .thenState(state -> assertThat(status(state)).isEqualTo(Status.REVOKED));
        sanction
            .given(police)
            .when(corrected(2, proposed))
            .thenState(state -> assertThat(status(state)).isEqualTo(Status.PROPOSED));
      }
      sanction
          .given(detention, imposed(Measure.DETENTION))
          .when(corrected(2, warning))
          .then(new StepCorrected(SAM, 2, Optional.empty()));
    }

    @Test
    void whereTheLaddersOwnIsRevokedAsNeverDueTheProposalGoesToo() {
      var drop = new DropAdded(BECAUSE, "correct-count");
      sanction
          .given(police)
          .when(drop)
          .then(
              SanctionRevoked.undecided(SAM, RevocationGround.MISTAKEN, BECAUSE, "correct-count"));
      sanction.given(banProposed()).when(drop).thenNothing();
    }

    @Test
    void whatWasDecidedOnByThenStaysForTheHeadToLookAt() {
      var drop = new DropAdded(BECAUSE, "correct-count");
      var imposed = imposed(Measure.POLICE_REPORT);
      var revoked = new BasisRevoked(SAM);
      sanction
          .given(police, imposed)
          .when(drop)
          .then(revoked)
          .thenState(
              state -> {
                assertThat(status(state)).isEqualTo(Status.IMPOSED);
                assertThat(((Known) state).step()).isOne();
                assertThat(((Known) state).basis().stepNow()).contains(0);
              });
      sanction.given(police, imposed, revoked).when(drop).thenNothing();
      sanction.given(banProposed(), heard(PUPIL, true), banImposed()).when(drop).thenNothing();
    }

    /** Those who were told of the measure are told of that, once. */
    @Test
    void thatThePupilTurnsOutToBeNoOffenderIsSaidOfItToo() {
      var withdraw = new WithdrawProposal(BECAUSE, "st-cora");
      var discounted = new StepCorrected(SAM, StepCorrected.COUNTS_NO_MORE, Optional.empty());
      SanctionEvent[] left = {police, imposed(Measure.POLICE_REPORT), new BasisRevoked(SAM)};
      sanction.given(left).when(withdraw).then(discounted);
      sanction.given(left[0], left[1], left[2], discounted).when(withdraw).thenNothing();
      sanction
          .given(left[0], left[1], discounted)
          .when(new DropAdded(BECAUSE, "correct-count"))
          .thenNothing();
    }

    @Test
    void aCaseNumberCanComeLater() {
      var number = Personal.of("p-sam", "PL1300-1");
      var imposed = imposed(Measure.POLICE_REPORT);
      var served =
          new SanctionServed(SAM, Measure.POLICE_REPORT, TODAY, NO_REASON, Optional.empty());
      var entered = new CaseNumberEntered(SAM, Measure.POLICE_REPORT, number, "st-hanna");
      sanction
          .given(police, imposed, served)
          .when(numbered(HANNA, number))
          .then(entered)
          .thenState(state -> assertThat(status(state)).isEqualTo(Status.SERVED));
      sanction.given(police, imposed, served).when(finish(HANNA, TODAY)).thenNothing();
      sanction
          .given(police, imposed, served)
          .when(numbered(TIM, number))
          .thenRefused("role-may-not-complete");
      for (var more :
          List.of(
              numbered(HANNA, number, Optional.of(TODAY), NO_REASON),
              numbered(HANNA, number, Optional.empty(), REASON))) {
        sanction.given(police, imposed, served).when(more).thenRefused("completion-said-before");
      }
      sanction
          .given(police, imposed, served, entered)
          .when(numbered(HANNA, number))
          .thenRefused("case-number-entered-before");
      sanction
          .given(
              police,
              imposed,
              new SanctionServed(SAM, Measure.POLICE_REPORT, TODAY, NO_REASON, Optional.of(number)))
          .when(numbered(HANNA, number))
          .thenRefused("case-number-entered-before");
    }

    private static FinishSanction numbered(Actor by, Personal<String> number) {
      return numbered(by, number, Optional.empty(), NO_REASON);
    }

    private static FinishSanction numbered(
        Actor by,
        Personal<String> number,
        Optional<LocalDate> on,
        Optional<Personal<String>> reason) {
      return new FinishSanction(by, on, reason, Optional.of(number), TODAY, TODAY, TEN);
    }

    private static SanctionImposed imposed(Measure measure) {
      return new SanctionImposed(SAM, measure, 1, false, NO_REASON, Optional.empty(), "st-hanna");
    }

    private static MeasureAdded added(Measure measure) {
      var proposal = new Proposal(measure, Optional.empty(), "8", Optional.empty());
      return new MeasureAdded(SAM, 1, proposal, BECAUSE, Optional.of(false), "st-hanna");
    }

    private static AddMeasure add(Actor by, Measure measure, boolean misuse) {
      return add(by, measure, Measure.INTERNAL_SUSPENSION, misuse);
    }

    private static AddMeasure add(Actor by, Measure measure, Measure proposed, boolean misuse) {
      var ladders = new Proposal(proposed, Optional.empty(), "8", Optional.empty());
      return new AddMeasure(by, SAM, 1, ladders, measure, BECAUSE, misuse, Optional.of(false));
    }
  }

  @Nested
  class Reporting {

    private final SanctionEvent[] suspended = {
      proposed(Measure.SUSPENSION, 1, Optional.empty()),
      heard(PUPIL, false),
      heard(GUARDIANS, true),
      new SanctionImposed(SAM, Measure.SUSPENSION, 1, false, REASON, Optional.empty(), "st-hanna"),
      confirmed(Measure.SUSPENSION, new SanctionPeriod(TOMORROW, TOMORROW.plusDays(3)), true)
    };

    @Test
    void theHeadSaysOnceThatTheInspectorateWasTold() {
      var reported = new SanctionReported(SAM, Measure.SUSPENSION, TODAY, "st-hanna");
      sanction
          .given(suspended)
          .when(report(HANNA, TODAY))
          .then(reported)
          .thenState(
              state -> {
                assertThat(status(state)).isEqualTo(Status.CONFIRMED);
                assertThat(((Known) state).holding().reported())
                    .contains(new Sanction.Reported(TODAY, "st-hanna"));
              });
      sanction
          .given(suspended[0], suspended[1], suspended[2], suspended[3], suspended[4], reported)
          .when(report(HANNA, TODAY))
          .thenRefused("reported-before");
    }

    @Test
    void onlyByTheHeadAfterwardsAndOfWhatTheLawNames() {
      sanction.given(suspended).when(report(CORA, TODAY)).thenRefused("report-by-head-only");
      sanction.given(suspended).when(report(HANNA, TOMORROW)).thenRefused("report-in-the-future");
      sanction
          .given(suspended)
          .when(report(HANNA, TODAY.minusDays(1)))
          .thenRefused("report-before-the-incident");
      sanction
          .given(banProposed(), heard(PUPIL, true), banImposed(), banConfirmed())
          .when(report(HANNA, TODAY))
          .thenRefused("report-not-needed");
      sanction
          .given(suspended[0], suspended[1], suspended[2], suspended[3])
          .when(report(HANNA, TODAY))
          .thenRefused("report-not-needed");
    }

    private static ReportToInspectorate report(Actor by, LocalDate on) {
      return new ReportToInspectorate(by, on, TODAY, TODAY);
    }
  }

  private static CorrectStep corrected(int step, Optional<Proposal> proposal) {
    return new CorrectStep(step, proposal, BECAUSE, "correct-count");
  }

  private static SanctionProposed proposed(Measure measure, int step, Optional<Period> length) {
    return new SanctionProposed(
        SAM,
        step,
        new Proposal(measure, length, "6", Optional.empty()),
        "policy-1",
        3,
        Optional.of(false));
  }

  private static SanctionProposed proposedFor(StaffRole by, Measure measure) {
    return new SanctionProposed(
        SAM,
        1,
        new Proposal(measure, Optional.empty(), "8", Optional.of(by)),
        "policy-1",
        3,
        Optional.of(false));
  }

  private static SanctionProposed warningProposed() {
    return proposed(Measure.WARNING, 1, Optional.empty());
  }

  private static SanctionProposed banProposed() {
    return proposed(Measure.DEVICE_BAN, 2, Optional.of(Period.ofMonths(1)));
  }

  private static SanctionProposed suspensionProposed() {
    return proposed(Measure.INTERNAL_SUSPENSION, 1, Optional.empty());
  }

  private static Hearing hearing(Hearing.Kind kind) {
    return new Hearing(kind, TEN, "st-tim", NOTHING_ON_THE_CAUSE);
  }

  private static HearingHeld heard(Hearing.Kind kind, boolean complete) {
    return new HearingHeld(SAM, hearing(kind), complete);
  }

  private static SanctionImposed warningImposed() {
    return new SanctionImposed(
        SAM, Measure.WARNING, 1, false, NO_REASON, Optional.empty(), "st-tim");
  }

  private static SanctionImposed banImposed() {
    return new SanctionImposed(
        SAM, Measure.DEVICE_BAN, 2, false, NO_REASON, Optional.empty(), "st-tim");
  }

  private static SanctionImposed suspensionImposed() {
    return new SanctionImposed(
        SAM, Measure.INTERNAL_SUSPENSION, 1, false, REASON, Optional.empty(), "st-mia");
  }

  private static SanctionConfirmed banConfirmed() {
    return confirmed(Measure.DEVICE_BAN, A_MONTH, false);
  }

  private static SanctionConfirmed confirmed(
      Measure measure, SanctionPeriod period, boolean reported) {
    return confirmed(measure, period, reported, measure.isSuspension());
  }

  private static SanctionConfirmed confirmed(
      Measure measure, SanctionPeriod period, boolean reported, boolean guardiansHeard) {
    return new SanctionConfirmed(
        SAM,
        measure,
        period,
        NO_REASON,
        reported,
        "st-hanna",
        Optional.of(ELEVEN),
        Optional.of(guardiansHeard),
        EXPLAINED);
  }

  private static HoldHearing hear(Hearing.Kind kind) {
    return new HoldHearing(hearing(kind), TIM.roles(), NINE, ELEVEN, Sector.VO);
  }

  private static ImposeSanction impose(Actor by) {
    return imposeWith(by, NO_REASON);
  }

  private static ImposeSanction imposeWith(Actor by, Optional<Personal<String>> reason) {
    return new ImposeSanction(by, Optional.empty(), reason, TODAY, false);
  }

  private static ImposeSanction insteadOf(
      Actor by, Measure measure, Optional<Personal<String>> reason) {
    return new ImposeSanction(by, Optional.of(measure), reason, TODAY, false);
  }

  private static FinishSanction finish(Actor by, LocalDate on) {
    return new FinishSanction(by, Optional.of(on), NO_REASON, NO_NUMBER, TODAY, TODAY, TEN);
  }

  private static ConfirmSanction confirm(SanctionPeriod period) {
    return new ConfirmSanction(HANNA, period, NO_REASON, EXPLAINED, Sector.VO, TODAY, ELEVEN);
  }

  private static AmendSanction amend(Actor by, Measure measure, Optional<SanctionPeriod> period) {
    return new AmendSanction(by, measure, period, BECAUSE, Sector.VO, TODAY, false);
  }

  private static SanctionRevoked revoked(RevocationGround ground, String by) {
    return new SanctionRevoked(SAM, ground, BECAUSE, by, Optional.of(ELEVEN));
  }

  private static Status status(Sanction state) {
    return ((Known) state).status();
  }
}
