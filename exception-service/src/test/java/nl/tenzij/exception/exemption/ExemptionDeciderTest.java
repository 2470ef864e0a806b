package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.Cases.BEGUN;
import static nl.tenzij.exception.exemption.Cases.GRANT;
import static nl.tenzij.exception.exemption.Cases.GRANTED;
import static nl.tenzij.exception.exemption.Cases.JUDGEMENT;
import static nl.tenzij.exception.exemption.Cases.PUPIL;
import static nl.tenzij.exception.exemption.Cases.REFUSED;
import static nl.tenzij.exception.exemption.Cases.REQUEST;
import static nl.tenzij.exception.exemption.Cases.REQUESTED;
import static nl.tenzij.exception.exemption.Cases.SCOPE;
import static nl.tenzij.exception.exemption.Cases.SUBMITTED;
import static nl.tenzij.exception.exemption.Cases.SUSPENDED;
import static nl.tenzij.exception.exemption.Cases.TEAM;
import static nl.tenzij.exception.exemption.Cases.TODAY;
import static nl.tenzij.exception.exemption.Cases.WORDS;
import static nl.tenzij.exception.exemption.Cases.judgement;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.CoreTeam.Member;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand.BeginAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.EndExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import org.junit.jupiter.api.Test;

class ExemptionDeciderTest {

  private static final Personal<String> REASON = Personal.of(PUPIL, "It is no longer needed.");

  private final DeciderSpec<ExemptionCommand, Exemption, ExemptionEvent> exemption =
      DeciderSpec.of(new ExemptionDecider());

  @Test
  void anExemptionBeginsWithARequest() {
    exemption.given().when(new RequestExemption(REQUEST)).then(REQUESTED);
    exemption
        .given(REQUESTED)
        .when(new RequestExemption(REQUEST))
        .thenRefused("exemption-already-requested");
    exemption.given().when(submit()).thenRefused("exemption-not-requested");
  }

  @Test
  void aWishForNoMomentIsNone() {
    var nowhere = new Scope(List.of(), List.of(), List.of(Place.CLASSROOM), Optional.empty());
    exemption
        .given()
        .when(
            new RequestExemption(
                new Request(
                    PUPIL, REQUEST.purpose(), nowhere, REQUEST.motivation(), REQUEST.asker())))
        .thenRefused("scope-empty");
  }

  @Test
  void aCompleteRequestHasThePupilsOwnWords() {
    var withoutWords =
        new ExemptionRequested(
            new Request(PUPIL, REQUEST.purpose(), SCOPE, Optional.empty(), REQUEST.asker()));
    exemption.given(withoutWords).when(submit()).thenRefused("motivation-missing");
    exemption
        .given(withoutWords)
        .when(new SubmitRequest(Optional.of(WORDS), "st-tim"))
        .then(new RequestSubmitted(PUPIL, Optional.of(WORDS), "st-tim"));
    exemption.given(REQUESTED).when(submit()).then(SUBMITTED);
    exemption.given(REQUESTED, SUBMITTED).when(submit()).thenRefused("request-already-submitted");
  }

  @Test
  void aCoreTeamIsThreePeopleWithTwoRoles() {
    exemption.given(REQUESTED, SUBMITTED).when(new BeginAssessment(TEAM)).then(BEGUN);
    exemption
        .given(REQUESTED, SUBMITTED)
        .when(new BeginAssessment(new CoreTeam(TEAM.members().subList(0, 2))))
        .thenRefused("core-team-too-small");
    exemption
        .given(REQUESTED, SUBMITTED)
        .when(
            new BeginAssessment(
                new CoreTeam(
                    List.of(
                        new Member("a", CoreTeam.Role.EXPERT),
                        new Member("b", CoreTeam.Role.EXPERT),
                        new Member("c", CoreTeam.Role.EXPERT)))))
        .thenRefused("core-team-one-sided");
    exemption
        .given(REQUESTED, SUBMITTED)
        .when(
            new BeginAssessment(
                new CoreTeam(
                    List.of(
                        new Member("a", CoreTeam.Role.EXPERT),
                        new Member("a", CoreTeam.Role.MENTOR),
                        new Member("b", CoreTeam.Role.EXPERT)))))
        .thenRefused("core-team-too-small");
    exemption.given(REQUESTED).when(new BeginAssessment(TEAM)).thenRefused("request-incomplete");
  }

  @Test
  void theCoreTeamDecidesWithReasons() {
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN)
        .when(new GrantExemption(GRANT, JUDGEMENT))
        .then(GRANTED);
    exemption.given(REQUESTED, SUBMITTED, BEGUN).when(new RefuseExemption(JUDGEMENT)).then(REFUSED);
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN)
        .when(new RefuseExemption(judgement("st-hanna")))
        .thenRefused("not-of-the-core-team");
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN)
        .when(new RefuseExemption(judgement()))
        .thenRefused("not-of-the-core-team");
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN)
        .when(new RefuseExemption(new Judgement(REASON, List.of(), List.of("st-cora"))))
        .thenRefused("criteria-unanswered");
    exemption
        .given(REQUESTED, SUBMITTED)
        .when(new GrantExemption(GRANT, JUDGEMENT))
        .thenRefused("not-under-assessment");
  }

  @Test
  void whoAskedDoesNotDecideAlone() {
    var byMentor =
        new ExemptionRequested(
            new Request(
                PUPIL,
                REQUEST.purpose(),
                SCOPE,
                REQUEST.motivation(),
                new Asker("st-tim", Asker.Capacity.MENTOR)));
    exemption
        .given(byMentor, SUBMITTED, BEGUN)
        .when(new GrantExemption(GRANT, judgement("st-tim")))
        .thenRefused("asker-decides-alone");
    exemption
        .given(byMentor, SUBMITTED, BEGUN)
        .when(new GrantExemption(GRANT, judgement("st-tim", "st-tim")))
        .thenRefused("asker-decides-alone");
    exemption
        .given(byMentor, SUBMITTED, BEGUN)
        .when(new GrantExemption(GRANT, judgement("st-tim", "st-eva")))
        .then(new ExemptionEvent.ExemptionGranted(PUPIL, GRANT, judgement("st-tim", "st-eva")));
  }

  @Test
  void aReviewFollowsTheFirstDay() {
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN)
        .when(
            new GrantExemption(
                new Grant(SCOPE, Kind.TEMPORARY, "st-cora", TODAY, TODAY), JUDGEMENT))
        .thenRefused("review-not-after-start");
  }

  @Test
  void aRequestCanBeWithdrawnUntilItIsDecided() {
    var withdrawn = new RequestWithdrawn(PUPIL, "g-fatma");
    exemption.given(REQUESTED).when(withdraw()).then(withdrawn);
    exemption.given(REQUESTED, SUBMITTED).when(withdraw()).then(withdrawn);
    exemption.given(REQUESTED, SUBMITTED, BEGUN).when(withdraw()).then(withdrawn);
    exemption.given(REQUESTED, withdrawn).when(withdraw()).thenNothing();
    exemption.given(REQUESTED, withdrawn).when(submit()).thenRefused("request-is-over");
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN, REFUSED)
        .when(withdraw())
        .thenRefused("request-is-over");
  }

  @Test
  void whatIsInForceEndsWhenWithdrawn() {
    var ended = new ExemptionEnded(PUPIL, EndCause.WITHDRAWN, Optional.empty(), "g-fatma");
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED).when(withdraw()).then(ended);
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED, SUSPENDED).when(withdraw()).then(ended);
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN, GRANTED, ended)
        .when(withdraw())
        .thenRefused("request-is-over");
  }

  @Test
  void anExemptionIsSuspendedAndComesBack() {
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED).when(suspend()).then(SUSPENDED);
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN, GRANTED, SUSPENDED)
        .when(suspend())
        .thenRefused("exemption-already-suspended");
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN, GRANTED, SUSPENDED)
        .when(new ResumeExemption("st-cora"))
        .then(new ExemptionResumed(PUPIL, "st-cora"));
    exemption
        .given(
            REQUESTED, SUBMITTED, BEGUN, GRANTED, SUSPENDED, new ExemptionResumed(PUPIL, "st-cora"))
        .thenState(state -> assertThat(((Asked) state).status()).isEqualTo(Status.ACTIVE));
    exemption.given(REQUESTED).when(suspend()).thenRefused("exemption-not-in-force");
  }

  @Test
  void aSuspensionHasADayAtLeast() {
    exemption
        .given(REQUESTED, SUBMITTED, BEGUN, GRANTED)
        .when(
            new SuspendExemption(
                TODAY, TODAY.minusDays(1), SUSPENDED.reason(), SUSPENDED.conditions(), "st-cora"))
        .thenRefused("suspension-ends-before-it-begins");
  }

  @Test
  void onlyADecisionEndsAnExemption() {
    var end = new EndExemption(EndCause.REVIEWED, REASON, "st-cora");
    var ended = new ExemptionEnded(PUPIL, EndCause.REVIEWED, Optional.of(REASON), "st-cora");
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED).when(end).then(ended);
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED, SUSPENDED).when(end).then(ended);
    exemption.given(REQUESTED, SUBMITTED, BEGUN, GRANTED, ended).when(end).thenNothing();
    exemption.given(REQUESTED, SUBMITTED, BEGUN).when(end).thenRefused("exemption-not-in-force");
  }

  private static SubmitRequest submit() {
    return new SubmitRequest(Optional.empty(), "g-fatma");
  }

  private static WithdrawExemption withdraw() {
    return new WithdrawExemption("g-fatma");
  }

  private static SuspendExemption suspend() {
    return new SuspendExemption(
        TODAY, SUSPENDED.until(), SUSPENDED.reason(), SUSPENDED.conditions(), "st-cora");
  }
}
