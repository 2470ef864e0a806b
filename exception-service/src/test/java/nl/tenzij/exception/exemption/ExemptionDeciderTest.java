package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.Cases.AGAIN;
import static nl.tenzij.exception.exemption.Cases.ANSWERS;
import static nl.tenzij.exception.exemption.Cases.ATTACHED;
import static nl.tenzij.exception.exemption.Cases.BEGUN;
import static nl.tenzij.exception.exemption.Cases.GRANT;
import static nl.tenzij.exception.exemption.Cases.GRANTED;
import static nl.tenzij.exception.exemption.Cases.GUIDED;
import static nl.tenzij.exception.exemption.Cases.JUDGEMENT;
import static nl.tenzij.exception.exemption.Cases.LETTER;
import static nl.tenzij.exception.exemption.Cases.PUPIL;
import static nl.tenzij.exception.exemption.Cases.REFUSED;
import static nl.tenzij.exception.exemption.Cases.REQUEST;
import static nl.tenzij.exception.exemption.Cases.REQUESTED;
import static nl.tenzij.exception.exemption.Cases.SCOPE;
import static nl.tenzij.exception.exemption.Cases.SUBMITTED;
import static nl.tenzij.exception.exemption.Cases.SUSPENDED;
import static nl.tenzij.exception.exemption.Cases.TALKED;
import static nl.tenzij.exception.exemption.Cases.TEAM;
import static nl.tenzij.exception.exemption.Cases.TODAY;
import static nl.tenzij.exception.exemption.Cases.WORDS;
import static nl.tenzij.exception.exemption.Cases.assessed;
import static nl.tenzij.exception.exemption.Cases.judgement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Assessment.Advice;
import nl.tenzij.exception.exemption.CoreTeam.Member;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand.AssessRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.AttachEvidence;
import nl.tenzij.exception.exemption.ExemptionCommand.BeginAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveGuidance;
import nl.tenzij.exception.exemption.ExemptionCommand.GiveMotivation;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldReview;
import nl.tenzij.exception.exemption.ExemptionCommand.HoldTalk;
import nl.tenzij.exception.exemption.ExemptionCommand.LeaveSchool;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionCommand.MoveToNewClass;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfCompletion;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfDecision;
import nl.tenzij.exception.exemption.ExemptionCommand.RemoveEvidence;
import nl.tenzij.exception.exemption.ExemptionCommand.ReplaceCoreTeam;
import nl.tenzij.exception.exemption.ExemptionCommand.RequestExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ResumeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RevokeExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.SubmitRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.SuspendExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.WithdrawExemption;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.CoreTeamReplaced;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceRemoved;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.MotivationGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.exception.exemption.Reminder.Stage;
import nl.tenzij.exception.exemption.Review.Due;
import nl.tenzij.exception.exemption.Review.Outcome;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.testkit.DeciderSpec;
import org.junit.jupiter.api.Test;

class ExemptionDeciderTest {

  private static final Personal<String> REASON = Personal.of(PUPIL, "It is no longer needed.");
  private static final Reasons REASONS = new Reasons(JUDGEMENT.reason(), ANSWERS);
  private static final Reminder.Pace PACE = new Reminder.Pace(Period.ofWeeks(2), Period.ofWeeks(1));
  private static final AssessmentGiven TIM = assessed("st-tim", Advice.GRANT);
  private static final AssessmentGiven CORA = assessed("st-cora", Advice.GRANT);
  private static final AssessmentGiven EVA = assessed("st-eva", Advice.GRANT);
  private static final LocalDate DUE = GRANT.review();

  private final DeciderSpec<ExemptionCommand, Exemption, ExemptionEvent> exemption =
      DeciderSpec.of(new ExemptionDecider());

  private DeciderSpec<ExemptionCommand, Exemption, ExemptionEvent>.Given assessedByAll() {
    return exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA);
  }

  private DeciderSpec<ExemptionCommand, Exemption, ExemptionEvent>.Given granted(
      ExemptionEvent... more) {
    return exemption.given(
        Stream.concat(
                Stream.of(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, GRANTED),
                Stream.of(more))
            .toList());
  }

  @Test
  void anExemptionBeginsWithARequest() {
    exemption
        .given()
        .when(new RequestExemption(REQUEST, TODAY))
        .then(new ExemptionRequested(REQUEST, Optional.of(TODAY)));
    exemption
        .given(REQUESTED)
        .when(new RequestExemption(REQUEST, TODAY))
        .thenRefused("exemption-already-requested");
    exemption.given().when(submit()).thenRefused("exemption-not-requested");
  }

  @Test
  void aWishForNoMomentIsNone() {
    exemption
        .given()
        .when(new RequestExemption(wishing(scope(List.of(), List.of())), TODAY))
        .thenRefused("scope-empty");
    var backwards = new Window(LocalTime.of(10, 0), LocalTime.of(10, 0));
    exemption
        .given()
        .when(
            new RequestExemption(wishing(scope(List.of(Moment.LESSON), List.of(backwards))), TODAY))
        .thenRefused("window-empty");
  }

  @Test
  void aCompleteRequestHasThePupilsOwnWords() {
    var withoutWords = new ExemptionRequested(wordless(), Optional.of(TODAY));
    exemption.given(withoutWords, ATTACHED).when(submit()).thenRefused("motivation-missing");
    exemption
        .given(withoutWords, ATTACHED)
        .when(new SubmitRequest(Optional.of(WORDS), TODAY, "st-tim"))
        .then(new RequestSubmitted(PUPIL, Optional.of(WORDS), Optional.of(TODAY), "st-tim"))
        .thenState(state -> assertThat(((Asked) state).request().motivation()).contains(WORDS));
    exemption
        .given(withoutWords, ATTACHED, new MotivationGiven(PUPIL, WORDS, PUPIL))
        .when(submit())
        .then(new RequestSubmitted(PUPIL, Optional.empty(), Optional.of(TODAY), "g-fatma"));
  }

  @Test
  void wordsCanBeGivenAnewUntilTheyAreWeighed() {
    var given = new MotivationGiven(PUPIL, WORDS, PUPIL);
    var give = new GiveMotivation(WORDS, PUPIL);
    exemption.given(REQUESTED).when(give).then(given);
    exemption.given(REQUESTED, ATTACHED, SUBMITTED).when(give).then(given);
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN)
        .when(give)
        .thenRefused("assessment-already-begun");
    assessedByAll().when(give).thenRefused("assessment-already-begun");
    granted().when(give).thenRefused("request-is-over");
  }

  @Test
  void aCompleteRequestShowsWhy() {
    exemption.given(REQUESTED).when(submit()).thenRefused("evidence-missing");
    exemption
        .given(REQUESTED, ATTACHED, new EvidenceRemoved(PUPIL, LETTER.id(), "g-fatma"))
        .when(submit())
        .thenRefused("evidence-missing");
  }

  @Test
  void evidenceComesUntilItIsDecidedAndGoesUntilItIsSubmitted() {
    var attach = new AttachEvidence(LETTER, "g-fatma");
    var remove = new RemoveEvidence(LETTER.id(), "g-fatma");
    exemption.given(REQUESTED).when(attach).then(ATTACHED);
    exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN).when(attach).then(ATTACHED);
    granted().when(attach).thenRefused("request-is-over");
    exemption
        .given(REQUESTED, ATTACHED)
        .when(remove)
        .then(new EvidenceRemoved(PUPIL, LETTER.id(), "g-fatma"));
    exemption.given(REQUESTED).when(remove).thenNothing();
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(remove)
        .thenRefused("request-already-submitted");
  }

  @Test
  void evidenceHasAnEnd() {
    var many = new ArrayList<ExemptionEvent>(List.of(REQUESTED));
    for (int i = 0; i < 20; i++) {
      many.add(
          new ExemptionEvent.EvidenceAttached(
              PUPIL, new Evidence(new UUID(0, i), LETTER.about()), "g-fatma"));
    }
    exemption
        .given(many)
        .when(new AttachEvidence(LETTER, "g-fatma"))
        .thenRefused("evidence-too-much");
  }

  @Test
  void aChecklistSaysWhatIsMissing() {
    var withoutWords = new ExemptionRequested(wordless(), Optional.of(TODAY));
    exemption
        .given(withoutWords)
        .thenState(
            state -> {
              var list = Checklist.of((Asked) state, Period.ofDays(14), Period.ofDays(21));
              assertThat(list.missing())
                  .containsExactly(Checklist.Part.MOTIVATION, Checklist.Part.EVIDENCE);
              assertThat(list.completeBy()).contains(TODAY.plusDays(14));
              assertThat(list.decidedBy()).isEmpty();
            });
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .thenState(
            state -> {
              var list = Checklist.of((Asked) state, Period.ofDays(14), Period.ofDays(21));
              assertThat(list.missing()).isEmpty();
              assertThat(list.decidedBy()).contains(TODAY.plusDays(14));
            });
  }

  @Test
  void aRequestIsSubmittedOnce() {
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(submit())
        .thenRefused("request-already-submitted");
  }

  @Test
  void aCoreTeamIsThreePeopleInTwoRolesWithAChair() {
    var complete = exemption.given(REQUESTED, ATTACHED, SUBMITTED);
    complete.when(begin(TEAM)).then(BEGUN);
    complete
        .when(begin(team(member("a", CoreTeam.Role.MENTOR), member("b", CoreTeam.Role.EXPERT))))
        .thenRefused("core-team-too-small");
    complete
        .when(
            begin(
                team(
                    member("a", CoreTeam.Role.CARE_COORDINATOR),
                    member("a", CoreTeam.Role.EXPERT),
                    member("b", CoreTeam.Role.CARE_COORDINATOR),
                    member("c", CoreTeam.Role.CARE_COORDINATOR))))
        .thenRefused("core-team-member-twice");
    complete
        .when(
            begin(
                team(
                    member("a", CoreTeam.Role.EXPERT),
                    member("b", CoreTeam.Role.EXPERT),
                    member("c", CoreTeam.Role.EXPERT))))
        .thenRefused("core-team-one-sided");
    complete
        .when(
            begin(
                team(
                    member("a", CoreTeam.Role.MENTOR),
                    member("b", CoreTeam.Role.EXPERT),
                    member("c", CoreTeam.Role.EXPERT))))
        .thenRefused("core-team-without-chair");
    exemption.given(REQUESTED).when(begin(TEAM)).thenRefused("request-incomplete");
  }

  @Test
  void aRoleOnTheTeamIsHeldAtTheSchool() {
    var begun = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN);
    begun
        .when(new AssessRequest(EVA.assessment(), Set.of(CoreTeam.Role.MENTOR)))
        .thenRefused("role-not-held");
    begun.when(new AssessRequest(EVA.assessment(), Set.of())).thenRefused("role-not-held");
    begun
        .when(
            new AssessRequest(EVA.assessment(), Set.of(CoreTeam.Role.MENTOR, CoreTeam.Role.EXPERT)))
        .then(EVA);
  }

  @Test
  void noParentWeighsWhatAnOwnChildAsks() {
    Set<String> tim = Set.of("g-fatma", "st-tim");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(new BeginAssessment(TEAM, BEGUN.criteria(), tim))
        .thenRefused("own-child");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN)
        .when(new ReplaceCoreTeam(TEAM, Optional.of(REASON), tim, "st-cora"))
        .thenRefused("own-child");
    assessedByAll()
        .when(new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, tim, "st-cora"))
        .thenRefused("own-child");
    assessedByAll()
        .when(new RefuseExemption(REASONS, TODAY, tim, "st-cora"))
        .thenRefused("own-child");
  }

  /** As the roster can tell once somebody sits on the team. */
  @Test
  void whoTurnsOutToBeAParentGoesWithWhatTheyHeld() {
    CoreTeam withIda =
        team(
            member("st-ida", CoreTeam.Role.MENTOR),
            member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
            member("st-eva", CoreTeam.Role.EXPERT));
    assessedByAll()
        .when(new ReplaceCoreTeam(withIda, Optional.of(REASON), Set.of("st-tim"), "st-cora"))
        .then(new CoreTeamReplaced(PUPIL, withIda, Optional.of(REASON), "st-cora"))
        .thenState(
            state ->
                assertThat(((Exemption.UnderAssessment) state).assessments())
                    .extracting(Assessment::person)
                    .containsExactly("st-cora", "st-eva"));
  }

  /** As one could be named before: two roles of one person, among coordinators only. */
  @Test
  void aTeamThatNamesSomebodyTwiceDecidesNothing() {
    var lopsided =
        new AssessmentBegun(
            PUPIL,
            team(
                member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
                member("st-cora", CoreTeam.Role.EXPERT),
                member("st-tim", CoreTeam.Role.CARE_COORDINATOR),
                member("st-eva", CoreTeam.Role.CARE_COORDINATOR)),
            BEGUN.criteria());
    var assessed = exemption.given(REQUESTED, ATTACHED, SUBMITTED, lopsided, TIM, CORA, EVA);
    assessed.when(grant(GRANT)).thenRefused("core-team-member-twice");
    CoreTeam mended =
        team(
            member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
            member("st-tim", CoreTeam.Role.CARE_COORDINATOR),
            member("st-eva", CoreTeam.Role.CARE_COORDINATOR),
            member("st-ada", CoreTeam.Role.MENTOR));
    assessed
        .when(new ReplaceCoreTeam(mended, Optional.of(REASON), Set.of(), "st-cora"))
        .then(new CoreTeamReplaced(PUPIL, mended, Optional.of(REASON), "st-cora"));
  }

  @Test
  void whoCantGoOnIsReplacedAndWhoAssessedStays() {
    var begun = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA);
    CoreTeam withAda =
        team(
            member("st-tim", CoreTeam.Role.MENTOR),
            member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
            member("st-ada", CoreTeam.Role.EXPERT));
    var replaced = new CoreTeamReplaced(PUPIL, withAda, Optional.of(REASON), "st-cora");
    begun
        .when(new ReplaceCoreTeam(withAda, Optional.of(REASON), Set.of(), "st-cora"))
        .then(replaced);
    begun.when(new ReplaceCoreTeam(TEAM, Optional.of(REASON), Set.of(), "st-cora")).thenNothing();
    exemption
        .given(
            REQUESTED,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            TIM,
            CORA,
            replaced,
            assessed("st-ada", Advice.GRANT))
        .when(grant(GRANT))
        .then(new ExemptionGranted(PUPIL, GRANT, judgement("st-tim", "st-cora", "st-ada")));
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, replaced)
        .when(assess(EVA))
        .thenRefused("not-of-the-core-team");
    begun
        .when(
            new ReplaceCoreTeam(
                team(
                    member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
                    member("st-ada", CoreTeam.Role.MENTOR),
                    member("st-eva", CoreTeam.Role.EXPERT)),
                Optional.of(REASON),
                Set.of(),
                "st-cora"))
        .thenRefused("assessor-left-out");
    begun
        .when(
            new ReplaceCoreTeam(
                team(
                    member("st-tim", CoreTeam.Role.EXPERT),
                    member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
                    member("st-eva", CoreTeam.Role.EXPERT)),
                Optional.of(REASON),
                Set.of(),
                "st-cora"))
        .thenRefused("assessor-left-out");
    begun
        .when(
            new ReplaceCoreTeam(
                team(
                    member("st-tim", CoreTeam.Role.MENTOR),
                    member("st-cora", CoreTeam.Role.CARE_COORDINATOR)),
                Optional.of(REASON),
                Set.of(),
                "st-cora"))
        .thenRefused("core-team-too-small");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(new ReplaceCoreTeam(TEAM, Optional.of(REASON), Set.of(), "st-cora"))
        .thenRefused("not-under-assessment");
    granted()
        .when(new ReplaceCoreTeam(withAda, Optional.of(REASON), Set.of(), "st-cora"))
        .thenRefused("request-is-over");
  }

  @Test
  void whoTakesTheChairOfOneWhoLeftWritesAndDoesNotVote() {
    CoreTeam withRia = and(TEAM, member("st-ria", CoreTeam.Role.CHAIR));
    var taken = new CoreTeamReplaced(PUPIL, withRia, Optional.of(REASON), "st-ria");
    assessedByAll().when(taking(withRia, Set.of("st-cora"), "st-ria")).then(taken);
    assessedByAll().when(taking(withRia, Set.of(), "st-ria")).thenRefused("chair-has-not-left");
    assessedByAll()
        .when(taking(withRia, Set.of("st-cora"), "st-rob"))
        .thenRefused("chair-not-taken");
    assessedByAll()
        .when(
            taking(
                and(withRia, member("st-bud", CoreTeam.Role.EXPERT)), Set.of("st-cora"), "st-ria"))
        .thenRefused("chair-not-taken");
    assessedByAll()
        .when(new ReplaceCoreTeam(withRia, Optional.empty(), Set.of(), Set.of("st-cora"), "st-ria"))
        .thenRefused("reason-missing");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(begin(withRia))
        .thenRefused("chair-has-not-left");
    var chaired = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, taken);
    chaired
        .when(new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, Set.of(), "st-ria"))
        .then(GRANTED);
    chaired
        .when(
            new AssessRequest(
                assessed("st-ria", Advice.GRANT).assessment(),
                Set.of(CoreTeam.Role.MENTOR, CoreTeam.Role.CARE_COORDINATOR, CoreTeam.Role.EXPERT)))
        .thenRefused("role-not-held");
    chaired
        .when(
            taking(and(TEAM, member("st-bud", CoreTeam.Role.EXPERT)), Set.of("st-cora"), "st-rob"))
        .thenRefused("chair-not-taken");
  }

  /** Nor does the chair become a role beside the one in which somebody assessed. */
  @Test
  void whoTakesTheChairCanHaveAssessed() {
    CoreTeam withEva = and(TEAM, member("st-eva", CoreTeam.Role.CHAIR));
    var taken = new CoreTeamReplaced(PUPIL, withEva, Optional.of(REASON), "st-eva");
    assessedByAll().when(taking(withEva, Set.of("st-cora"), "st-eva")).then(taken);
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, taken)
        .when(new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, Set.of(), "st-eva"))
        .then(GRANTED);
    assessedByAll()
        .when(
            taking(
                and(withEva, member("st-eva", CoreTeam.Role.CHAIR)), Set.of("st-cora"), "st-eva"))
        .thenRefused("core-team-member-twice");
    CoreTeam care =
        team(
            member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
            member("st-ria", CoreTeam.Role.CARE_COORDINATOR),
            member("st-rob", CoreTeam.Role.CARE_COORDINATOR),
            member("st-tim", CoreTeam.Role.MENTOR));
    exemption
        .given(
            REQUESTED,
            ATTACHED,
            SUBMITTED,
            new AssessmentBegun(PUPIL, care, BEGUN.criteria()),
            CORA,
            assessed("st-ria", Advice.GRANT),
            assessed("st-rob", Advice.GRANT),
            new CoreTeamReplaced(
                PUPIL,
                and(care, member("st-rob", CoreTeam.Role.CHAIR)),
                Optional.of(REASON),
                "st-rob"))
        .when(new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, Set.of(), "st-rob"))
        .thenRefused("assessments-missing");
  }

  /** Nobody waits for the policy's term then: the parent may not even see the request. */
  @Test
  void anotherTakesTheChairOfOneWhoTurnsOutToBeAParent() {
    CoreTeam withRia = and(TEAM, member("st-ria", CoreTeam.Role.CHAIR));
    var ria = new CoreTeamReplaced(PUPIL, withRia, Optional.of(REASON), "st-ria");
    CoreTeam withRob = and(TEAM, member("st-rob", CoreTeam.Role.CHAIR));
    var chaired = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, ria);
    Set<String> cora = Set.of("st-cora");
    chaired.when(taking(withRob, cora, "st-rob")).thenRefused("chair-has-not-left");
    chaired
        .when(new ReplaceCoreTeam(withRob, Optional.of(REASON), Set.of("st-ria"), cora, "st-rob"))
        .then(new CoreTeamReplaced(PUPIL, withRob, Optional.of(REASON), "st-rob"));
    chaired
        .when(
            new ReplaceCoreTeam(withRob, Optional.of(REASON), Set.of("st-ria"), Set.of(), "st-rob"))
        .thenRefused("chair-has-not-left");
  }

  /** Else the one seat could not be given up before the other. */
  @Test
  void aParentWhoAssessedAndTookTheChairLeavesBothSeatsAtOnce() {
    CoreTeam withEva = and(TEAM, member("st-eva", CoreTeam.Role.CHAIR));
    var eva = new CoreTeamReplaced(PUPIL, withEva, Optional.of(REASON), "st-eva");
    var chaired = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, eva);
    Member tim = member("st-tim", CoreTeam.Role.MENTOR);
    Member cora = member("st-cora", CoreTeam.Role.CARE_COORDINATOR);
    Member ada = member("st-ada", CoreTeam.Role.EXPERT);
    Member rob = member("st-rob", CoreTeam.Role.CHAIR);
    chaired
        .when(takingOfEva(team(tim, cora, ada, rob)))
        .then(new CoreTeamReplaced(PUPIL, team(tim, cora, ada, rob), Optional.of(REASON), "st-rob"))
        .thenState(
            state ->
                assertThat(((Exemption.UnderAssessment) state).assessments())
                    .extracting(Assessment::person)
                    .containsExactly("st-tim", "st-cora"));
    chaired.when(takingOfEva(team(tim, cora, rob))).thenRefused("core-team-too-small");
    chaired
        .when(takingOfEva(team(tim, cora, ada, member("st-bud", CoreTeam.Role.EXPERT), rob)))
        .thenRefused("chair-not-taken");
  }

  private static ReplaceCoreTeam takingOfEva(CoreTeam team) {
    return new ReplaceCoreTeam(
        team, Optional.of(REASON), Set.of("st-eva"), Set.of("st-cora"), "st-rob");
  }

  private static ReplaceCoreTeam taking(CoreTeam team, Set<String> gone, String by) {
    return new ReplaceCoreTeam(team, Optional.of(REASON), Set.of(), gone, by);
  }

  private static CoreTeam and(CoreTeam team, Member more) {
    return new CoreTeam(Stream.concat(team.members().stream(), Stream.of(more)).toList());
  }

  @Test
  void eachMemberAssessesEachCriterion() {
    var begun = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN);
    begun.when(assess(CORA)).then(CORA);
    begun.when(assess(assessed("st-hanna", Advice.GRANT))).thenRefused("not-of-the-core-team");
    begun.when(answering(ANSWERS.subList(0, 1))).thenRefused("criteria-unanswered");
    begun.when(answering(List.of(ANSWERS.get(0), ANSWERS.get(0)))).thenRefused("criterion-twice");
    begun
        .when(
            answering(
                List.of(ANSWERS.get(0), ANSWERS.get(1), new Judgement.Answer("9", true, REASON))))
        .thenRefused("criterion-unknown");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, CORA, assessed("st-cora", Advice.REFUSE))
        .thenState(
            state ->
                assertThat(((Exemption.UnderAssessment) state).assessments())
                    .extracting(Assessment::advice)
                    .containsExactly(Advice.REFUSE));
  }

  @Test
  void theCoreTeamDecidesWithReasons() {
    assessedByAll().when(grant(GRANT)).then(GRANTED);
    exemption
        .given(
            REQUESTED,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            assessed("st-tim", Advice.REFUSE),
            CORA,
            assessed("st-eva", Advice.REFUSE))
        .when(new RefuseExemption(REASONS, TODAY, Set.of(), "st-cora"))
        .then(new ExemptionRefused(PUPIL, judgement("st-tim", "st-eva")));
    assessedByAll()
        .when(new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, Set.of(), "st-tim"))
        .thenRefused("not-the-chair");
    assessedByAll()
        .when(new RefuseExemption(REASONS, TODAY, Set.of(), "st-cora"))
        .thenRefused("no-majority");
    assessedByAll()
        .when(
            new GrantExemption(
                GRANT,
                new Reasons(REASON, List.of()),
                ReviewTerms.USUAL,
                TODAY,
                Set.of(),
                "st-cora"))
        .thenRefused("criteria-unanswered");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA)
        .when(grant(GRANT))
        .thenRefused("assessments-missing");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED)
        .when(grant(GRANT))
        .thenRefused("not-under-assessment");
  }

  @Test
  void whoAskedDoesNotDecideAlone() {
    var byMentor = new ExemptionRequested(by("st-tim", Asker.Capacity.MENTOR), Optional.of(TODAY));
    exemption
        .given(
            byMentor,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            TIM,
            assessed("st-cora", Advice.REFUSE),
            assessed("st-eva", Advice.REFUSE))
        .when(grant(GRANT))
        .thenRefused("asker-decides-alone");
    exemption
        .given(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, assessed("st-cora", Advice.REFUSE), EVA)
        .when(grant(GRANT))
        .thenRefused("asker-decides-alone");
    exemption
        .given(byMentor, ATTACHED, SUBMITTED, BEGUN, assessed("st-tim", Advice.REFUSE), CORA, EVA)
        .when(grant(GRANT))
        .then(new ExemptionGranted(PUPIL, GRANT, judgement("st-cora", "st-eva")));
    exemption
        .given(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA)
        .when(grant(GRANT))
        .then(GRANTED);
  }

  @Test
  void oneMoreWeighsWhatCanBeNeitherGrantedNorRefused() {
    var byMentor = new ExemptionRequested(by("st-tim", Asker.Capacity.MENTOR), Optional.of(TODAY));
    var against = assessed("st-cora", Advice.REFUSE);
    CoreTeam withBud = and(TEAM, member("st-bud", CoreTeam.Role.EXPERT));
    CoreTeam withTwo = and(withBud, member("st-ivo", CoreTeam.Role.EXPERT));
    var named = new CoreTeamReplaced(PUPIL, withBud, Optional.of(REASON), "st-cora");
    var tied = exemption.given(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, against, EVA);
    tied.when(taking(withBud, Set.of(), "st-cora")).then(named);
    tied.when(taking(withBud, Set.of(), "st-tim")).thenRefused("asker-names-another");
    tied.when(new ReplaceCoreTeam(withBud, Optional.empty(), Set.of(), "st-cora"))
        .thenRefused("reason-missing");
    tied.when(taking(withTwo, Set.of(), "st-cora")).thenRefused("not-one-for-one");
    exemption
        .given(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, against)
        .when(taking(withBud, Set.of(), "st-cora"))
        .thenRefused("not-one-for-one");
    exemption
        .given(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA)
        .when(taking(withBud, Set.of(), "st-cora"))
        .thenRefused("not-one-for-one");
    exemption
        .given(
            byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, against, assessed("st-eva", Advice.REFUSE))
        .when(taking(withBud, Set.of(), "st-cora"))
        .thenRefused("not-one-for-one");
    exemption
        .given(
            byMentor,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            TIM,
            against,
            EVA,
            named,
            assessed("st-bud", Advice.GRANT))
        .when(grant(GRANT))
        .then(new ExemptionGranted(PUPIL, GRANT, judgement("st-tim", "st-eva", "st-bud")));
  }

  /** Else nobody could, where the school's only care coordinator asked. */
  @Test
  void aHeadNamesOneMoreAndDoesNothingElse() {
    var byCora =
        new ExemptionRequested(by("st-cora", Asker.Capacity.CARE_COORDINATOR), Optional.of(TODAY));
    var against = assessed("st-eva", Advice.REFUSE);
    Member bud = member("st-bud", CoreTeam.Role.EXPERT);
    CoreTeam withBud = and(TEAM, bud);
    var tied = exemption.given(byCora, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, against);
    tied.when(taking(withBud, Set.of(), "st-cora")).thenRefused("asker-names-another");
    tied.when(asHead(withBud))
        .then(new CoreTeamReplaced(PUPIL, withBud, Optional.of(REASON), "st-hanna"));
    tied.when(asHead(TEAM)).thenNothing();
    tied.when(asHead(and(withBud, member("st-ivo", CoreTeam.Role.EXPERT))))
        .thenRefused("head-names-one-more");
    tied.when(asHead(and(TEAM, member("st-hanna", CoreTeam.Role.CHAIR))))
        .thenRefused("head-names-one-more");
    exemption
        .given(byCora, ATTACHED, SUBMITTED, BEGUN)
        .when(asHead(withBud))
        .thenRefused("head-names-one-more");
    exemption
        .given(byCora, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA)
        .when(asHead(withBud))
        .thenRefused("head-names-one-more");
    exemption
        .given(byCora, ATTACHED, SUBMITTED, BEGUN, TIM, CORA)
        .when(
            asHead(
                team(
                    member("st-tim", CoreTeam.Role.MENTOR),
                    member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
                    bud)))
        .thenRefused("head-names-one-more");
  }

  /** Who sits on it reads what it is for, the evidence and what the others hold. */
  @Test
  void aHeadNamesNotThemself() {
    var byCora =
        new ExemptionRequested(by("st-cora", Asker.Capacity.CARE_COORDINATOR), Optional.of(TODAY));
    var against = assessed("st-eva", Advice.REFUSE);
    Member hanna = member("st-hanna", CoreTeam.Role.EXPERT);
    Member bud = member("st-bud", CoreTeam.Role.EXPERT);
    var tied = exemption.given(byCora, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, against);
    tied.when(asHead(and(TEAM, hanna))).thenRefused("head-names-another");
    tied.when(asHead(and(TEAM, member("st-hanna", CoreTeam.Role.MENTOR))))
        .thenRefused("head-names-another");

    CoreTeam withHanna = and(TEAM, hanna);
    CoreTeam larger = and(withHanna, bud);
    exemption
        .given(
            byCora,
            ATTACHED,
            SUBMITTED,
            new AssessmentBegun(PUPIL, withHanna, BEGUN.criteria()),
            TIM,
            CORA,
            against,
            assessed("st-hanna", Advice.REFUSE))
        .when(asHead(larger))
        .then(new CoreTeamReplaced(PUPIL, larger, Optional.of(REASON), "st-hanna"));
  }

  private static ReplaceCoreTeam asHead(CoreTeam team) {
    return new ReplaceCoreTeam(
        team, Optional.of(REASON), Set.of(), Set.of("st-cora"), true, "st-hanna");
  }

  /** Else who is outvoted asks for more voters. */
  @Test
  void onceAssessedATeamChangesOneForOneAndWithAReason() {
    CoreTeam more =
        new CoreTeam(
            Stream.concat(
                    TEAM.members().stream(), Stream.of(member("st-bud", CoreTeam.Role.EXPERT)))
                .toList());
    CoreTeam other =
        team(
            member("st-tim", CoreTeam.Role.MENTOR),
            member("st-cora", CoreTeam.Role.CARE_COORDINATOR),
            member("st-bud", CoreTeam.Role.EXPERT));
    var begun = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN);
    begun
        .when(new ReplaceCoreTeam(more, Optional.empty(), Set.of(), "st-cora"))
        .then(new CoreTeamReplaced(PUPIL, more, Optional.empty(), "st-cora"));
    var weighed = exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, CORA);
    weighed
        .when(new ReplaceCoreTeam(more, Optional.of(REASON), Set.of(), "st-cora"))
        .thenRefused("not-one-for-one");
    weighed
        .when(new ReplaceCoreTeam(other, Optional.empty(), Set.of(), "st-cora"))
        .thenRefused("reason-missing");
    weighed
        .when(new ReplaceCoreTeam(other, Optional.of(REASON), Set.of(), "st-cora"))
        .then(new CoreTeamReplaced(PUPIL, other, Optional.of(REASON), "st-cora"));
    var larger = new CoreTeamReplaced(PUPIL, more, Optional.empty(), "st-cora");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, larger, CORA)
        .when(new ReplaceCoreTeam(TEAM, Optional.of(REASON), Set.of(), "st-cora"))
        .thenRefused("not-one-for-one");
  }

  @Test
  void aFirstReviewKeepsThePolicysTerm() {
    assessedByAll()
        .when(grant(reviewed(Kind.TEMPORARY, TODAY.plusWeeks(6).minusDays(1))))
        .thenRefused("review-out-of-term");
    assessedByAll()
        .when(grant(reviewed(Kind.TEMPORARY, TODAY.plusWeeks(8).plusDays(1))))
        .thenRefused("review-out-of-term");
    assessedByAll()
        .when(grant(reviewed(Kind.STRUCTURAL, TODAY.plusMonths(3).plusDays(1))))
        .thenRefused("review-out-of-term");
    var eight = reviewed(Kind.TEMPORARY, TODAY.plusWeeks(8));
    assessedByAll().when(grant(eight)).then(new ExemptionGranted(PUPIL, eight, JUDGEMENT));
    assessedByAll()
        .when(
            new GrantExemption(
                GRANT, REASONS, ReviewTerms.USUAL, TODAY.plusDays(1), Set.of(), "st-cora"))
        .thenRefused("begins-in-the-past");
  }

  @Test
  void aRequestThatWaitsTooLongRemindsAgainAndAgain() {
    var first = new DecisionReminded(PUPIL, TODAY, TODAY.plusDays(1));
    ExemptionEvent[] complete = {REQUESTED, ATTACHED, SUBMITTED};
    exemption.given(complete).when(decideBy(TODAY, TODAY)).thenNothing();
    exemption.given(complete).when(decideBy(TODAY, TODAY.plusDays(1))).then(first);
    var weighed = exemption.given(REQUESTED, ATTACHED, SUBMITTED, first, BEGUN, CORA);
    weighed.when(decideBy(TODAY, TODAY.plusDays(7))).thenNothing();
    weighed
        .when(decideBy(TODAY, TODAY.plusDays(8)))
        .then(new DecisionReminded(PUPIL, TODAY, TODAY.plusDays(8)));
    var withdrawn = new RequestWithdrawn(PUPIL, Optional.of(TODAY), "g-fatma");
    for (ExemptionEvent over : List.of(withdrawn, REFUSED, GRANTED)) {
      exemption
          .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, over)
          .when(decideBy(TODAY, TODAY.plusDays(8)))
          .thenNothing();
    }
    exemption.given(REQUESTED).when(decideBy(TODAY, TODAY.plusDays(8))).thenNothing();
  }

  @Test
  void aRequestThatNobodyCompletesRemindsOnce() {
    var late = new RemindOfCompletion(TODAY, TODAY.plusDays(1));
    var urged =
        new CompletionReminded(
            PUPIL, TODAY, TODAY.plusDays(1), REQUESTED.request().asker().capacity());
    exemption.given(REQUESTED).when(new RemindOfCompletion(TODAY, TODAY)).thenNothing();
    exemption.given(REQUESTED, ATTACHED).when(late).then(urged);
    exemption.given(REQUESTED, urged).when(late).thenNothing();
    exemption
        .given(REQUESTED, urged, ATTACHED)
        .when(new RemindOfCompletion(TODAY, TODAY.plusDays(30)))
        .thenNothing();
    exemption.given(REQUESTED, ATTACHED, SUBMITTED).when(late).thenNothing();
    exemption
        .given(REQUESTED, urged, ATTACHED, SUBMITTED)
        .when(decideBy(TODAY, TODAY.plusDays(2)))
        .then(new DecisionReminded(PUPIL, TODAY, TODAY.plusDays(2)));
  }

  private static RemindOfDecision decideBy(LocalDate due, LocalDate today) {
    return new RemindOfDecision(due, today, PACE.again());
  }

  @Test
  void aRequestCanBeWithdrawnUntilItIsDecided() {
    var withdrawn = new RequestWithdrawn(PUPIL, Optional.of(TODAY), "g-fatma");
    exemption.given(REQUESTED).when(withdraw()).then(withdrawn);
    exemption.given(REQUESTED, ATTACHED, SUBMITTED).when(withdraw()).then(withdrawn);
    assessedByAll().when(withdraw()).then(withdrawn);
    exemption.given(REQUESTED, withdrawn).when(withdraw()).thenNothing();
    exemption.given(REQUESTED, withdrawn).when(submit()).thenRefused("request-is-over");
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, REFUSED)
        .when(withdraw())
        .thenRefused("request-is-over");
  }

  @Test
  void whatIsInForceEndsWhenWithdrawn() {
    var ended =
        new ExemptionEnded(
            PUPIL, EndCause.WITHDRAWN, Optional.empty(), Optional.of(TODAY), "g-fatma");
    granted().when(withdraw()).then(ended);
    granted(TALKED, GUIDED, SUSPENDED).when(withdraw()).then(ended);
    granted(ended).when(withdraw()).thenRefused("request-is-over");
  }

  @Test
  void staffTakeBackWhatTheyAskedForOnlyUntilItIsDecided() {
    var byMentor = new ExemptionRequested(by("st-tim", Asker.Capacity.MENTOR), Optional.of(TODAY));
    var tim = new WithdrawExemption("st-tim", Asker.Capacity.MENTOR, TODAY);
    var cora = new WithdrawExemption("st-cora", Asker.Capacity.CARE_COORDINATOR, TODAY);
    exemption
        .given(byMentor)
        .when(tim)
        .then(new RequestWithdrawn(PUPIL, Optional.of(TODAY), "st-tim"));
    exemption.given(byMentor).when(cora).thenRefused("not-the-asker");
    exemption
        .given(byMentor)
        .when(withdraw())
        .then(new RequestWithdrawn(PUPIL, Optional.of(TODAY), "g-fatma"));
    List<ExemptionEvent> grantedToTim =
        List.of(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, GRANTED);
    exemption.given(grantedToTim).when(tim).thenRefused("granted-already");
    exemption
        .given(Stream.concat(grantedToTim.stream(), Stream.of(TALKED, GUIDED, SUSPENDED)).toList())
        .when(tim)
        .thenRefused("granted-already");
    exemption
        .given(grantedToTim)
        .when(withdraw())
        .then(
            new ExemptionEnded(
                PUPIL, EndCause.WITHDRAWN, Optional.empty(), Optional.of(TODAY), "g-fatma"));
  }

  @Test
  void noLayerIsSkipped() {
    granted().when(suspend(TODAY.plusDays(13))).thenRefused("talk-missing");
    granted().when(new GiveGuidance(GUIDED.guidance(), TODAY)).thenRefused("talk-missing");
    granted(TALKED).when(suspend(TODAY.plusDays(13))).thenRefused("guidance-missing");
    granted(TALKED).when(new GiveGuidance(GUIDED.guidance(), TODAY)).then(GUIDED);
    granted(TALKED, GUIDED).when(suspend(TODAY.plusDays(13))).then(SUSPENDED);
    granted(TALKED, GUIDED, SUSPENDED)
        .when(suspend(TODAY.plusDays(13)))
        .thenRefused("exemption-already-suspended");
    granted(TALKED, GUIDED, SUSPENDED, new ExemptionResumed(PUPIL, Optional.of(TODAY), "st-cora"))
        .when(suspend(TODAY.plusDays(13)))
        .thenRefused("talk-missing");
    granted(TALKED, GUIDED)
        .when(suspend(TODAY.minusDays(1)))
        .thenRefused("suspension-ends-before-it-begins");
    exemption.given(REQUESTED).when(suspend(TODAY)).thenRefused("exemption-not-in-force");
  }

  /** Else all layers could be gone through in a minute. */
  @Test
  void aMeasureIsTriedBeforeASuspension() {
    LocalDate until = TODAY.plusDays(13);
    granted(TALKED).when(guide(TODAY.minusDays(1), TODAY)).thenRefused("begins-in-the-past");
    granted(TALKED, GUIDED).when(suspend(TODAY, TODAY, until)).thenRefused("guidance-not-tried");
    granted(TALKED, GUIDED).when(suspend(TODAY, AGAIN, until)).thenRefused("not-seen-yet");
    var nextMonth =
        new ExemptionEvent.GuidanceGiven(PUPIL, guide(TODAY.plusMonths(1), TODAY).guidance());
    granted(TALKED, nextMonth).when(suspend(until)).thenRefused("guidance-not-tried");
    granted(TALKED, nextMonth)
        .when(suspend(TODAY.plusMonths(1), TODAY.plusMonths(1), TODAY.plusMonths(2)))
        .thenRefused("guidance-not-tried");
    granted(TALKED, nextMonth, GUIDED).when(suspend(until)).then(SUSPENDED);
    granted(TALKED, GUIDED, SUSPENDED, new ExemptionResumed(PUPIL, Optional.of(AGAIN), "st-cora"))
        .when(suspend(until))
        .thenRefused("talk-missing");
  }

  /** With guardians, pupil and care, and a look at causes: a chat with the pupil is none. */
  @Test
  void aReassessmentHearsAllAndLooksAtCauses() {
    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    Optional<Personal<String>> causes = Optional.of(REASON);
    var all = List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR);
    for (Heard left : all) {
      List<Heard> others = Stream.of(Heard.values()).filter(each -> each != left).toList();
      suspended.when(reassess(others, causes)).thenRefused("not-all-heard");
    }
    suspended.when(reassess(List.of(Heard.TEACHERS), causes)).thenRefused("nobody-heard");
    suspended.when(reassess(all, Optional.empty())).thenRefused("causes-missing");
    suspended
        .when(reassess(all, causes))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().causes()).contains(REASON))
        .thenState(
            state ->
                assertThat(((Asked) state).granted().orElseThrow().schedule().isReassessed())
                    .isTrue());
    granted(TALKED, GUIDED, SUSPENDED, new ExemptionResumed(PUPIL, Optional.of(AGAIN), "st-cora"))
        .when(reassess(List.of(Heard.PUPIL), Optional.empty()))
        .thenRefused("not-all-heard");
  }

  @Test
  void aSuspensionIsNoEndInDisguise() {
    granted(TALKED, GUIDED)
        .when(suspend(LocalDate.of(9999, 12, 31)))
        .thenRefused("suspension-too-long");
    granted(TALKED, GUIDED)
        .when(suspend(AGAIN.plusWeeks(8).plusDays(1)))
        .thenRefused("suspension-too-long");
    granted(TALKED, GUIDED)
        .when(suspend(AGAIN.plusWeeks(8)))
        .thenState(state -> assertThat(((Asked) state).status()).isEqualTo(Status.SUSPENDED));
  }

  @Test
  void aSuspensionPutsNoReviewOff() {
    var sooner =
        new ExemptionGranted(PUPIL, reviewed(Kind.TEMPORARY, TODAY.plusWeeks(6)), JUDGEMENT);
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, sooner, TALKED, GUIDED)
        .when(suspend(TODAY.plusWeeks(7)))
        .thenState(
            state ->
                assertThat(((Asked) state).granted().orElseThrow().schedule().due())
                    .isEqualTo(new Due(ReviewKind.REASSESSMENT, TODAY.plusWeeks(6))));
  }

  @Test
  void aTalkIsWithPupilOrGuardiansAndHasBeen() {
    granted().when(new HoldTalk(TALKED.talk(), TODAY, false)).then(TALKED);
    granted()
        .when(new HoldTalk(TALKED.talk(), TODAY.minusDays(1), false))
        .thenRefused("not-held-yet");
    granted()
        .when(
            new HoldTalk(new Talk(TODAY, List.of(Heard.TEACHERS), REASON, "st-tim"), TODAY, false))
        .thenRefused("nobody-heard");
  }

  @Test
  void whatWasBeforeItsFirstDayIsNoLayer() {
    LocalDate before = TODAY.minusDays(1);
    granted()
        .when(new HoldTalk(new Talk(before, List.of(Heard.PUPIL), REASON, "st-tim"), TODAY, false))
        .thenRefused("before-its-first-day");
    LocalDate first = TODAY.plusDays(7);
    var later = new Grant(SCOPE, Kind.STRUCTURAL, "st-cora", List.of(), first, first.plusMonths(2));
    exemption
        .given(
            REQUESTED,
            ATTACHED,
            SUBMITTED,
            BEGUN,
            TIM,
            CORA,
            EVA,
            new ExemptionGranted(PUPIL, later, JUDGEMENT),
            TALKED)
        .when(guide(TODAY, TODAY))
        .thenRefused("before-its-first-day");
  }

  @Test
  void aSuspensionEndsOnItsDayOrSooner() {
    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    suspended
        .when(new ResumeExemption(TODAY, "st-cora"))
        .then(new ExemptionResumed(PUPIL, Optional.of(TODAY), "st-cora"))
        .thenState(state -> assertThat(((Asked) state).status()).isEqualTo(Status.ACTIVE));
    granted().when(new ResumeExemption(TODAY, "st-cora")).thenNothing();
    suspended
        .when(look(SUSPENDED.until().plusDays(1)))
        .thenEvents(
            events ->
                assertThat(events)
                    .startsWith(
                        new ExemptionResumed(
                            PUPIL, Optional.of(SUSPENDED.until().plusDays(1)), "calendar"))
                    .hasSize(2));
    suspended
        .when(look(SUSPENDED.until()))
        .thenEvents(
            events -> assertThat(events).noneMatch(each -> each instanceof ExemptionResumed));
  }

  /** Who is reminded of it is not to think that it is in force. */
  @Test
  void aReassessmentThatIsDueSaysThatItIsSuspended() {
    var days = new Suspension.Days(SUSPENDED.from(), SUSPENDED.until());
    var due = new Due(ReviewKind.REASSESSMENT, SUSPENDED.until());
    granted(TALKED, GUIDED, SUSPENDED)
        .when(look(SUSPENDED.until()))
        .then(
            new ReviewReminded(
                PUPIL, due, new Reminder(Stage.DUE, SUSPENDED.until()), Optional.of(days)));
    LocalDate after = SUSPENDED.until().plusDays(1);
    granted(TALKED, GUIDED, SUSPENDED)
        .when(look(after))
        .then(
            new ExemptionResumed(PUPIL, Optional.of(after), "calendar"),
            new ReviewReminded(PUPIL, due, new Reminder(Stage.DUE, after), Optional.empty()));
  }

  @Test
  void afterASuspensionComesAReassessment() {
    granted(TALKED, GUIDED, SUSPENDED)
        .thenState(
            state ->
                assertThat(((Asked) state).granted().orElseThrow().schedule().due())
                    .isEqualTo(new Due(ReviewKind.REASSESSMENT, SUSPENDED.until())));
  }

  @Test
  void aReviewRemindsAheadThenOnTheDayThenAgain() {
    granted().when(look(DUE.minusWeeks(2).minusDays(1))).thenNothing();
    granted().when(look(DUE.minusWeeks(2))).then(reminded(Stage.AHEAD, DUE.minusWeeks(2)));
    var ahead = reminded(Stage.AHEAD, DUE.minusWeeks(2));
    granted(ahead).when(look(DUE.minusDays(1))).thenNothing();
    granted(ahead).when(look(DUE)).then(reminded(Stage.DUE, DUE));
    granted().when(look(DUE.plusDays(30))).then(reminded(Stage.DUE, DUE.plusDays(30)));
    var due = reminded(Stage.DUE, DUE);
    granted(ahead, due).when(look(DUE.plusDays(6))).thenNothing();
    granted(ahead, due).when(look(DUE.plusDays(7))).then(reminded(Stage.OVERDUE, DUE.plusDays(7)));
    granted(ahead, due, reminded(Stage.OVERDUE, DUE.plusDays(7)))
        .when(look(DUE.plusDays(14)))
        .then(reminded(Stage.OVERDUE, DUE.plusDays(14)));
  }

  @Test
  void nothingLapsesHoweverLate() {
    granted(reminded(Stage.DUE, DUE))
        .when(look(DUE.plusYears(3)))
        .thenState(state -> assertThat(((Asked) state).status()).isEqualTo(Status.ACTIVE));
  }

  @Test
  void aReviewThatWasHeldPlansTheNext() {
    var terms = ReviewTerms.USUAL.withSemesterEnds(List.of(LocalDate.of(2027, 7, 9)));
    granted(reminded(Stage.DUE, DUE))
        .when(hold(Outcome.CONTINUE, terms))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().next())
                    .contains(new Due(ReviewKind.SEMESTER, LocalDate.of(2027, 7, 9))))
        .thenState(
            state ->
                assertThat(((Asked) state).granted().orElseThrow().schedule().reminded())
                    .isEmpty());
  }

  /** Else a mentor's "goes on" of the second day would be all that is heard for half a year. */
  @Test
  void aLookBeforeAnEffectCanShowReplacesNone() {
    granted()
        .when(holding(Outcome.CONTINUE, Optional.empty(), Optional.empty()))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().next())
                    .contains(new Due(ReviewKind.EFFECT, DUE)));
    granted(TALKED, GUIDED, SUSPENDED)
        .when(
            reassess(
                List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR), Optional.of(REASON)))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().next())
                    .contains(new Due(ReviewKind.EFFECT, DUE)));
    var early = reviewed(Kind.TEMPORARY, TODAY.plusDays(14));
    LocalDate late = TODAY.plusDays(21);
    granted(new ExemptionAdjusted(PUPIL, early, "st-cora"))
        .when(
            new HoldReview(
                late,
                List.of(Heard.PUPIL),
                Optional.empty(),
                Outcome.CONTINUE,
                REASON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ReviewTerms.USUAL,
                PACE.lead(),
                late,
                "st-cora",
                false))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().next())
                    .as("that one was held")
                    .contains(new Due(ReviewKind.TEMPORARY, late.plusWeeks(8))));
  }

  @Test
  void nextReviewsFollowSemestersAndTheYear() {
    var usual = ReviewTerms.USUAL;
    var since = LocalDate.of(2026, 11, 24);
    assertThat(next(usual, Kind.TEMPORARY, since, since.plusWeeks(8)))
        .isEqualTo(new Due(ReviewKind.TEMPORARY, since.plusWeeks(16)));
    assertThat(next(usual, Kind.STRUCTURAL, since, LocalDate.of(2027, 2, 24)))
        .isEqualTo(new Due(ReviewKind.SEMESTER, LocalDate.of(2027, 8, 24)));
    assertThat(next(usual, Kind.STRUCTURAL, since, LocalDate.of(2027, 8, 24)))
        .isEqualTo(new Due(ReviewKind.YEARLY, LocalDate.of(2027, 11, 24)));
    var soon = usual.withSemesterEnds(List.of(LocalDate.of(2027, 1, 29)));
    assertThat(next(soon, Kind.STRUCTURAL, since, LocalDate.of(2027, 1, 24)).on())
        .as("an end that is too near is passed over")
        .isEqualTo(LocalDate.of(2027, 7, 24));
  }

  private static Due next(ReviewTerms terms, Kind kind, LocalDate since, LocalDate held) {
    return terms.next(kind, since, held, held, Period.ZERO);
  }

  @Test
  void aYearlyTalkHeldBeforeItsDayIsNotDueAgainOnIt() {
    LocalDate yearly = TODAY.plusYears(1);
    var planned =
        new ReviewHeld(
            PUPIL,
            new Review(
                new Due(ReviewKind.SEMESTER, yearly.minusMonths(3)),
                yearly.minusMonths(3),
                List.of(Heard.PUPIL),
                Optional.empty(),
                Optional.empty(),
                Outcome.CONTINUE,
                REASON,
                Optional.empty(),
                Optional.of(new Due(ReviewKind.YEARLY, yearly)),
                Optional.empty(),
                "st-cora"));
    for (LocalDate on : List.of(yearly.minus(PACE.lead()), yearly.minusDays(1), yearly)) {
      granted(planned)
          .when(continuing(on))
          .thenEvents(
              events ->
                  assertThat(((ReviewHeld) events.getFirst()).review().next())
                      .as("held on %s", on)
                      .contains(new Due(ReviewKind.SEMESTER, on.plusMonths(6))));
    }
    granted(planned)
        .when(continuing(yearly.minus(PACE.lead()).minusDays(1)))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().next())
                    .as("too early to be that talk")
                    .contains(new Due(ReviewKind.YEARLY, yearly)));
    LocalDate sooner = yearly.minusMonths(2);
    Review before = planned.review();
    var chosen =
        new ReviewHeld(
            PUPIL,
            new Review(
                before.due(),
                before.on(),
                before.heard(),
                Optional.empty(),
                Optional.empty(),
                Outcome.CONTINUE,
                REASON,
                Optional.empty(),
                Optional.of(new Due(ReviewKind.YEARLY, sooner)),
                Optional.of(yearly),
                "st-cora"));
    assertThat(continued(granted(chosen), continuing(sooner), "on the day chosen").next())
        .as("too early, whatever day was chosen")
        .contains(new Due(ReviewKind.YEARLY, yearly));
  }

  /** However many days before its own each is held. */
  @Test
  void noReviewIsDueAgainAtOnce() {
    for (int early = 0; early <= 14; early++) {
      Review last = held(ReviewKind.EFFECT).review();
      List<ExemptionEvent> events = new ArrayList<>();
      List<ReviewKind> kinds = new ArrayList<>();
      for (int reviews = 0; reviews < 12; reviews++) {
        events.add(new ReviewHeld(PUPIL, last));
        Due due = last.next().orElseThrow();
        assertThat(due.on())
            .as("%s days early, after %s", early, last.on())
            .isAfter(last.on().plus(PACE.lead()));
        kinds.add(due.kind());
        List<ExemptionEvent> next = new ArrayList<>();
        granted(events.toArray(ExemptionEvent[]::new))
            .when(continuing(due.on().minusDays(early)))
            .thenEvents(next::addAll);
        last = ((ReviewHeld) next.getFirst()).review();
      }
      assertThat(kinds)
          .as("%s days early", early)
          .contains(ReviewKind.SEMESTER)
          .containsSubsequence(ReviewKind.YEARLY, ReviewKind.YEARLY, ReviewKind.YEARLY);
    }
  }

  private static HoldReview continuing(LocalDate on) {
    return holding(
        on,
        List.of(Heard.GUARDIANS),
        Outcome.CONTINUE,
        Optional.empty(),
        Optional.empty(),
        "st-cora");
  }

  @Test
  void aReviewEndsOrAdjustsOrGoesOn() {
    granted()
        .when(hold(Outcome.END, ReviewTerms.USUAL))
        .thenEvents(
            events ->
                assertThat(events)
                    .hasSize(2)
                    .endsWith(
                        new ExemptionEnded(
                            PUPIL,
                            EndCause.REVIEWED,
                            Optional.of(REASON),
                            Optional.of(LocalDate.of(2027, 2, 1)),
                            "st-cora")));
    Grant other = from(DUE, SCOPE, Kind.TEMPORARY);
    granted()
        .when(adjusting(other))
        .thenEvents(
            events ->
                assertThat(events)
                    .hasSize(2)
                    .endsWith(new ExemptionAdjusted(PUPIL, other, "st-cora")))
        .thenState(
            state -> {
              var active = ((Asked) state).granted().orElseThrow();
              assertThat(active.grant()).isEqualTo(other);
              assertThat(active.schedule().due())
                  .isEqualTo(new Due(ReviewKind.TEMPORARY, other.review()));
            });
    granted()
        .when(
            holding(
                DUE,
                List.of(Heard.GUARDIANS),
                Outcome.ADJUST,
                Optional.empty(),
                Optional.empty(),
                "st-cora"))
        .thenRefused("adjustment-missing");
    granted(TALKED, GUIDED, SUSPENDED)
        .when(
            new HoldReview(
                AGAIN,
                List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR),
                Optional.empty(),
                Outcome.ADJUST,
                REASON,
                Optional.of(REASON),
                Optional.of(other),
                Optional.empty(),
                ReviewTerms.USUAL,
                PACE.lead(),
                AGAIN,
                "st-cora",
                false))
        .thenRefused("exemption-suspended");
    granted()
        .when(holding(Outcome.CONTINUE, Optional.empty(), Optional.of(TODAY.plusMonths(7))))
        .thenRefused("review-out-of-term");
    granted()
        .when(
            new HoldReview(
                TODAY,
                List.of(Heard.MENTOR),
                Optional.empty(),
                Outcome.CONTINUE,
                REASON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ReviewTerms.USUAL,
                PACE.lead(),
                TODAY,
                "st-cora",
                false))
        .thenRefused("nobody-heard");
    assessedByAll()
        .when(hold(Outcome.CONTINUE, ReviewTerms.USUAL))
        .thenRefused("exemption-not-in-force");
  }

  /** Else a "review" on the day of the grant would step over all layers and the core team. */
  @Test
  void aReviewEndsOrAdjustsOnlyWhenItIsDue() {
    LocalDate soonest = DUE.minus(PACE.lead());
    for (Outcome outcome : List.of(Outcome.END, Outcome.ADJUST)) {
      granted().when(ending(TODAY, outcome)).thenRefused("review-not-due");
      granted().when(ending(soonest.minusDays(1), outcome)).thenRefused("review-not-due");
      for (LocalDate on : List.of(soonest, DUE, DUE.plusMonths(3))) {
        granted().when(ending(on, outcome)).thenEvents(events -> assertThat(events).hasSize(2));
      }
    }
    granted()
        .when(holding(Outcome.CONTINUE, Optional.empty(), Optional.empty()))
        .thenEvents(events -> assertThat(events).hasSize(1));
    granted(new ReviewBroughtForward(PUPIL, new Due(ReviewKind.NEW_CLASS, AGAIN), "calendar"))
        .when(ending(AGAIN, Outcome.END))
        .thenEvents(events -> assertThat(events).hasSize(2));
  }

  /** Else who chooses tomorrow for the next ends it today. */
  @Test
  void aChosenDayMakesNoReviewDueSooner() {
    Review sooner =
        continued(
            granted(), holding(Outcome.CONTINUE, Optional.empty(), Optional.of(AGAIN)), "chosen");
    assertThat(sooner.next()).contains(new Due(ReviewKind.EFFECT, AGAIN));
    assertThat(sooner.planned()).contains(DUE);
    var chosen = new ReviewHeld(PUPIL, sooner);
    LocalDate soonest = DUE.minus(PACE.lead());
    for (Outcome outcome : List.of(Outcome.END, Outcome.ADJUST)) {
      for (LocalDate on : List.of(TODAY, AGAIN, soonest.minusDays(1))) {
        granted(chosen).when(ending(on, outcome)).thenRefused("review-not-due");
      }
      granted(chosen).when(ending(soonest, outcome)).thenEvents(e -> assertThat(e).hasSize(2));
    }
    granted(
            chosen,
            new ReviewBroughtForward(PUPIL, new Due(ReviewKind.NEW_CLASS, TODAY), "calendar"))
        .when(ending(TODAY, Outcome.END))
        .thenEvents(events -> assertThat(events).hasSize(2));
    Review again =
        continued(
            granted(chosen),
            holding(Outcome.CONTINUE, Optional.empty(), Optional.of(TODAY.plusDays(1))),
            "chosen again");
    assertThat(again.planned()).contains(DUE);
    assertThat(continued(granted(), continuing(TODAY), "not chosen").planned()).isEmpty();
  }

  /** Else who adjusts on its day, and chooses tomorrow for the next, ends it today. */
  @Test
  void aDayChosenWithAnAdjustmentMakesNoReviewDueSooner() {
    LocalDate tomorrow = DUE.plusDays(1);
    LocalDate byTerms = DUE.plusMonths(3);
    List<ExemptionEvent> adjusted = new ArrayList<>();
    granted()
        .when(adjusting(new Grant(SCOPE, Kind.STRUCTURAL, "st-cora", List.of(), DUE, tomorrow)))
        .thenEvents(adjusted::addAll);
    Review held = ((ReviewHeld) adjusted.getFirst()).review();
    assertThat(held.next()).contains(new Due(ReviewKind.EFFECT, tomorrow));
    assertThat(held.planned()).contains(byTerms);
    var after = granted(adjusted.toArray(ExemptionEvent[]::new));
    LocalDate soonest = byTerms.minus(PACE.lead());
    for (LocalDate on : List.of(DUE, tomorrow, soonest.minusDays(1))) {
      after.when(ending(on, Outcome.END)).thenRefused("review-not-due");
    }
    after.when(ending(soonest, Outcome.END)).thenEvents(e -> assertThat(e).hasSize(2));
    granted()
        .when(adjusting(new Grant(SCOPE, Kind.STRUCTURAL, "st-cora", List.of(), DUE, byTerms)))
        .thenEvents(
            events ->
                assertThat(((ReviewHeld) events.getFirst()).review().planned())
                    .as("not chosen")
                    .isEmpty());
  }

  /** As a first review of that day is, and as the reminder to come to it says. */
  @Test
  void aDayWithinThePolicysTermIsNoSoonerOne() {
    for (Kind kind : Kind.values()) {
      LocalDate first = DUE.plus(ReviewTerms.USUAL.first(kind).atLeast());
      Review before = adjusted(kind, first.minusDays(1));
      assertThat(before.planned())
          .as("%s, on the day before", kind)
          .contains(ReviewTerms.USUAL.firstReview(kind, DUE));

      Review held = adjusted(kind, first);
      assertThat(held.planned()).as("%s, on its first day", kind).isEmpty();
      var after =
          granted(
              new ReviewHeld(PUPIL, held),
              new ExemptionAdjusted(PUPIL, adjustedTo(kind, first), "st-cora"));
      LocalDate soonest = first.minus(PACE.lead());
      after.when(ending(soonest.minusDays(1), Outcome.END)).thenRefused("review-not-due");
      for (LocalDate on : List.of(soonest, first)) {
        after.when(ending(on, Outcome.END)).thenEvents(e -> assertThat(e).hasSize(2));
      }
    }
  }

  private Review adjusted(Kind kind, LocalDate review) {
    List<ExemptionEvent> events = new ArrayList<>();
    granted().when(adjusting(adjustedTo(kind, review))).thenEvents(events::addAll);
    return ((ReviewHeld) events.getFirst()).review();
  }

  private static Grant adjustedTo(Kind kind, LocalDate review) {
    return new Grant(SCOPE, kind, "st-cora", List.of(), DUE, review);
  }

  /** Else who chose tomorrow with an adjustment looks once in between, and ends it today. */
  @Test
  void aLookInBetweenMakesNoChosenDayTheOneOfTheTerms() {
    LocalDate soon = DUE.plusDays(10);
    LocalDate byTerms = DUE.plusMonths(3);
    var held = new ReviewHeld(PUPIL, adjusted(Kind.STRUCTURAL, soon));
    var to = new ExemptionAdjusted(PUPIL, adjustedTo(Kind.STRUCTURAL, soon), "st-cora");
    for (LocalDate on : List.of(DUE, soon.minusDays(1), soon)) {
      Review look = continued(granted(held, to), continuing(on), "on " + on);
      assertThat(look.next()).as("on %s", on).contains(new Due(ReviewKind.EFFECT, byTerms));
      granted(held, to, new ReviewHeld(PUPIL, look))
          .when(ending(on, Outcome.END))
          .thenRefused("review-not-due");
    }
    Review chosen =
        continued(
            granted(held, to),
            holding(
                DUE,
                List.of(Heard.GUARDIANS),
                Outcome.CONTINUE,
                Optional.empty(),
                Optional.of(soon),
                "st-cora"),
            "chosen again");
    assertThat(chosen.planned()).contains(byTerms);
  }

  /** Else one said to be of the first day would bring the first review back, overdue. */
  @Test
  void aReviewWrittenDownLatePutsTheNextNotBack() {
    Review first = continued(granted(), continuing(DUE), "when due");
    LocalDate today = DUE.plusMonths(1);
    Review written = continued(granted(new ReviewHeld(PUPIL, first)), late(TODAY), "late");
    assertThat(written.next()).isEqualTo(first.next());
    Review another =
        continued(
            granted(new ReviewHeld(PUPIL, first), new ReviewHeld(PUPIL, written)),
            late(TODAY.plusDays(1)),
            "late again");
    assertThat(another.next()).isEqualTo(first.next());
    granted(new ReviewHeld(PUPIL, first), new ReviewHeld(PUPIL, written))
        .when(ending(today, Outcome.END))
        .thenRefused("review-not-due");
  }

  /** Written down a month after the first was due. */
  private static HoldReview late(LocalDate on) {
    return new HoldReview(
        on,
        List.of(Heard.PUPIL),
        Optional.empty(),
        Outcome.CONTINUE,
        REASON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ReviewTerms.USUAL,
        PACE.lead(),
        DUE.plusMonths(1),
        "st-cora",
        false);
  }

  private static Review continued(
      DeciderSpec<ExemptionCommand, Exemption, ExemptionEvent>.Given before,
      HoldReview review,
      String as) {
    List<ExemptionEvent> events = new ArrayList<>();
    before.when(review).thenEvents(events::addAll);
    assertThat(events).as(as).hasSize(1);
    return ((ReviewHeld) events.getFirst()).review();
  }

  private static HoldReview ofAge(HoldReview review) {
    return with(review, review.on(), true);
  }

  private static HoldReview on(LocalDate day, HoldReview review) {
    return with(review, day, review.ofAge());
  }

  private static HoldReview with(HoldReview review, LocalDate on, boolean ofAge) {
    return new HoldReview(
        on,
        review.heard(),
        review.unheard(),
        review.pupilUnheard(),
        review.outcome(),
        review.findings(),
        review.causes(),
        review.adjusted(),
        review.next(),
        review.terms(),
        review.lead(),
        review.today(),
        review.by(),
        ofAge);
  }

  /** What was talked over while the pupil was a minor stays the first layer. */
  @Test
  void withWhoIsOfAgeATalkIsHeldInPerson() {
    Talk withGuardians = new Talk(TODAY, List.of(Heard.GUARDIANS), REASON, "st-tim");
    granted().when(new HoldTalk(withGuardians, TODAY, true)).thenRefused("pupil-not-heard");
    granted()
        .when(new HoldTalk(withGuardians, TODAY, false))
        .then(new TalkHeld(PUPIL, withGuardians));
    granted().when(new HoldTalk(TALKED.talk(), TODAY, true)).then(TALKED);
    granted(new TalkHeld(PUPIL, withGuardians))
        .when(new GiveGuidance(GUIDED.guidance(), TODAY))
        .then(GUIDED);
  }

  @Test
  void whoIsOfAgeIsHeardInThePlaceOfGuardians() {
    Optional<Grant> nothing = Optional.empty();
    HoldReview ending =
        holding(DUE, List.of(Heard.PUPIL), Outcome.END, nothing, Optional.empty(), "st-cora");
    granted().when(ending).thenRefused("guardians-not-heard");
    granted().when(ofAge(ending)).thenEvents(events -> assertThat(events).hasSize(2));
    granted()
        .when(
            ofAge(
                holding(
                    DUE,
                    List.of(Heard.GUARDIANS),
                    Outcome.END,
                    nothing,
                    Optional.empty(),
                    "st-cora")))
        .thenRefused("pupil-not-heard");
    HoldReview goingOn =
        holding(
            DUE, List.of(Heard.GUARDIANS), Outcome.CONTINUE, nothing, Optional.empty(), "st-tim");
    granted().when(goingOn).thenEvents(events -> assertThat(events).hasSize(1));
    granted().when(ofAge(goingOn)).thenRefused("pupil-not-heard");

    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    Optional<Personal<String>> causes = Optional.of(REASON);
    HoldReview withPupil = reassess(List.of(Heard.PUPIL, Heard.CARE_COORDINATOR), causes);
    suspended.when(withPupil).thenRefused("not-all-heard");
    suspended.when(ofAge(withPupil)).thenEvents(events -> assertThat(events).isNotEmpty());
    suspended
        .when(ofAge(reassess(List.of(Heard.GUARDIANS, Heard.CARE_COORDINATOR), causes)))
        .thenRefused("pupil-not-heard");
    suspended
        .when(ofAge(reassess(List.of(Heard.PUPIL, Heard.GUARDIANS), causes)))
        .thenRefused("not-all-heard");
  }

  @Test
  void guardiansAreHeardBeforeItIsAdjustedOrEnded() {
    for (Outcome outcome : List.of(Outcome.END, Outcome.ADJUST)) {
      Optional<Grant> less =
          Optional.of(from(DUE, SCOPE, Kind.STRUCTURAL)).filter(_ -> outcome == Outcome.ADJUST);
      granted()
          .when(holding(DUE, List.of(Heard.PUPIL), outcome, less, Optional.empty(), "st-cora"))
          .thenRefused("guardians-not-heard");
      granted()
          .when(unheard(outcome, "st-cora"))
          .thenEvents(
              events ->
                  assertThat(((ReviewHeld) events.getFirst()).review().unheard()).contains(WORDS));
    }
  }

  /** With them it is no decision on what one asked for: a school can have one coordinator. */
  @Test
  void whoAskedDoesNotAdjustOrEndItWithoutGuardians() {
    var byCora =
        new ExemptionRequested(by("st-cora", Asker.Capacity.CARE_COORDINATOR), Optional.of(TODAY));
    var granted = exemption.given(byCora, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, GRANTED);
    for (Outcome outcome : List.of(Outcome.END, Outcome.ADJUST)) {
      granted.when(unheard(outcome, "st-cora")).thenRefused("asker-reviews");
      granted.when(unheard(outcome, "st-ria")).thenEvents(events -> assertThat(events).hasSize(2));
      granted.when(ending(DUE, outcome)).thenEvents(events -> assertThat(events).hasSize(2));
    }
    granted
        .when(holding(Outcome.CONTINUE, Optional.empty(), Optional.empty()))
        .thenEvents(events -> assertThat(events).hasSize(1));
  }

  @Test
  void aReviewGrantsNoMoreThanTheCoreTeamDid() {
    for (Scope wider :
        List.of(
            with(List.of(Moment.BREAK), SCOPE.subjects(), SCOPE.places(), SCOPE.windows()),
            with(SCOPE.moments(), List.of(), SCOPE.places(), SCOPE.windows()),
            with(SCOPE.moments(), List.of("sub-nl", "sub-en"), SCOPE.places(), SCOPE.windows()),
            with(SCOPE.moments(), SCOPE.subjects(), List.of(Place.GROUNDS), SCOPE.windows()),
            with(SCOPE.moments(), SCOPE.subjects(), SCOPE.places(), List.of()),
            with(
                SCOPE.moments(),
                SCOPE.subjects(),
                SCOPE.places(),
                List.of(new Window(LocalTime.of(10, 0), LocalTime.of(13, 0)))))) {
      granted()
          .when(adjusting(from(DUE, wider, Kind.STRUCTURAL)))
          .thenRefused("wider-than-granted");
    }
    var anyApp =
        new Scope(
            SCOPE.moments(),
            SCOPE.subjects(),
            SCOPE.places(),
            SCOPE.devices(),
            SCOPE.windows(),
            Optional.empty());
    granted().when(adjusting(from(DUE, anyApp, Kind.STRUCTURAL))).thenRefused("wider-than-granted");
    var crisis =
        new ExemptionGranted(PUPIL, reviewed(Kind.TEMPORARY, TODAY.plusWeeks(7)), JUDGEMENT);
    exemption
        .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, crisis)
        .when(adjusting(from(DUE, SCOPE, Kind.STRUCTURAL)))
        .thenRefused("longer-than-granted");
    Scope less =
        with(
            List.of(Moment.TEST),
            SCOPE.subjects(),
            SCOPE.places(),
            List.of(new Window(LocalTime.of(11, 0), LocalTime.of(12, 0))));
    granted()
        .when(adjusting(from(DUE, less, Kind.TEMPORARY)))
        .thenEvents(events -> assertThat(events).hasSize(2));
  }

  /** When it is due, where guardians could not be heard. */
  private static HoldReview unheard(Outcome outcome, String by) {
    return new HoldReview(
        DUE,
        List.of(Heard.PUPIL),
        Optional.of(WORDS),
        outcome,
        REASON,
        Optional.empty(),
        Optional.of(from(DUE, SCOPE, Kind.STRUCTURAL)).filter(_ -> outcome == Outcome.ADJUST),
        Optional.empty(),
        ReviewTerms.USUAL,
        PACE.lead(),
        DUE,
        by,
        false);
  }

  private static HoldReview ending(LocalDate on, Outcome outcome) {
    return holding(
        on,
        List.of(Heard.GUARDIANS),
        outcome,
        Optional.of(from(on, SCOPE, Kind.STRUCTURAL)).filter(_ -> outcome == Outcome.ADJUST),
        Optional.empty(),
        "st-cora");
  }

  private static Scope with(
      List<Moment> moments, List<String> subjects, List<Place> places, List<Window> windows) {
    return new Scope(moments, subjects, places, SCOPE.devices(), windows, SCOPE.functions());
  }

  private static Grant from(LocalDate day, Scope scope, Kind kind) {
    return new Grant(scope, kind, "st-cora", List.of(), day, day.plusWeeks(8));
  }

  @Test
  void nobodyLosesItUnheard() {
    var revoke = new RevokeExemption(REASON, TODAY, "st-cora");
    var revoked =
        new ExemptionEnded(
            PUPIL, EndCause.REVOKED, Optional.of(REASON), Optional.of(TODAY), "st-cora");
    var resumed = new ExemptionResumed(PUPIL, Optional.of(TODAY), "st-cora");
    granted().when(revoke).thenRefused("talk-missing");
    granted(TALKED).when(revoke).thenRefused("guidance-missing");
    granted(TALKED, GUIDED).when(revoke).thenRefused("suspension-missing");
    granted(TALKED, GUIDED, SUSPENDED).when(revoke).thenRefused("reassessment-missing");
    granted(TALKED, GUIDED, SUSPENDED, resumed).when(revoke).thenRefused("reassessment-missing");
    granted(held(ReviewKind.EFFECT)).when(revoke).thenRefused("talk-missing");
    var reassessed = held(ReviewKind.REASSESSMENT);
    granted(TALKED, GUIDED, SUSPENDED, reassessed).when(revoke).then(revoked);
    granted(TALKED, GUIDED, SUSPENDED, resumed, reassessed).when(revoke).then(revoked);
    granted(TALKED, GUIDED, SUSPENDED, resumed, reassessed, held(ReviewKind.SEMESTER))
        .when(revoke)
        .thenRefused("talk-missing");
    granted(TALKED, GUIDED, SUSPENDED, reassessed, revoked).when(revoke).thenNothing();
    assessedByAll().when(revoke).thenRefused("exemption-not-in-force");
  }

  @Test
  void aNewClassBringsItsReviewForward() {
    var move = new MoveToNewClass(TODAY.plusDays(14), "calendar");
    var forward =
        new ReviewBroughtForward(
            PUPIL, new Due(ReviewKind.NEW_CLASS, TODAY.plusDays(14)), "calendar");
    granted().when(move).then(forward);
    granted(forward).when(move).thenNothing();
    granted().when(new MoveToNewClass(DUE, "calendar")).thenNothing();
    granted(TALKED, GUIDED, SUSPENDED).when(move).thenNothing();
    granted(TALKED, GUIDED, SUSPENDED, new ExemptionResumed(PUPIL, Optional.of(TODAY), "st-cora"))
        .when(new MoveToNewClass(TODAY.plusDays(2), "calendar"))
        .then(
            new ReviewBroughtForward(
                PUPIL, new Due(ReviewKind.REASSESSMENT, TODAY.plusDays(2)), "calendar"));
    assessedByAll().when(move).thenNothing();
    Review sooner =
        continued(
            granted(), holding(Outcome.CONTINUE, Optional.empty(), Optional.of(AGAIN)), "chosen");
    var chosen = new ReviewHeld(PUPIL, sooner);
    var due = new ReviewBroughtForward(PUPIL, new Due(ReviewKind.NEW_CLASS, AGAIN), "calendar");
    granted(chosen).when(move).then(due);
    granted(chosen, due).when(move).thenNothing();
    granted(chosen, due)
        .when(ending(AGAIN, Outcome.END))
        .thenEvents(events -> assertThat(events).hasSize(2));
    granted(reminded(Stage.AHEAD, TODAY), forward)
        .when(look(TODAY.plusDays(14)))
        .then(
            new ReviewReminded(
                PUPIL,
                forward.due(),
                new Reminder(Stage.DUE, TODAY.plusDays(14)),
                Optional.empty()));
  }

  @Test
  void whoLeavesTakesItAlong() {
    var leave = new LeaveSchool(Optional.of(TODAY), "calendar");
    granted()
        .when(leave)
        .then(
            new ExemptionEnded(
                PUPIL, EndCause.LEFT_SCHOOL, Optional.empty(), Optional.of(TODAY), "calendar"));
    assessedByAll().when(leave).then(new RequestWithdrawn(PUPIL, Optional.of(TODAY), "calendar"));
    exemption.given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, REFUSED).when(leave).thenNothing();
  }

  /** A layer that was gone through stays to be read, and so does why it was suspended. */
  @Test
  void whatWasWrittenStays() {
    var back = new ExemptionResumed(PUPIL, Optional.of(TODAY.plusDays(3)), "st-cora");
    var revoked =
        new ExemptionEnded(
            PUPIL, EndCause.REVOKED, Optional.of(REASON), Optional.of(TODAY), "st-cora");
    granted(TALKED, GUIDED, SUSPENDED, back, TALKED, held(ReviewKind.REASSESSMENT), revoked)
        .thenState(
            state -> {
              var ended = (Asked) state;
              assertThat(ended.ending())
                  .contains(
                      new Ending(
                          Optional.of(EndCause.REVOKED),
                          Optional.of(REASON),
                          Optional.of(TODAY),
                          "st-cora"));
              Steps steps = ended.granted().orElseThrow().steps();
              assertThat(steps.talks()).containsExactly(TALKED.talk());
              assertThat(steps.guidance()).isEmpty();
              Round round = steps.rounds().getFirst();
              assertThat(steps.rounds()).hasSize(1);
              assertThat(round.talks()).containsExactly(TALKED.talk());
              assertThat(round.guidance()).containsExactly(GUIDED.guidance());
              assertThat(round.suspension().reason()).isEqualTo(SUSPENDED.reason());
              assertThat(round.suspension().by()).isEqualTo("st-cora");
              assertThat(round.back()).contains(new Round.Back(back.on(), "st-cora"));
            });
    exemption
        .given(REQUESTED, new RequestWithdrawn(PUPIL, Optional.of(TODAY), "g-fatma"))
        .thenState(
            state ->
                assertThat(((Asked) state).ending())
                    .contains(
                        new Ending(
                            Optional.empty(), Optional.empty(), Optional.of(TODAY), "g-fatma")));
    for (ExemptionEvent decision : List.of(GRANTED, REFUSED)) {
      exemption
          .given(REQUESTED, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, decision)
          .thenState(
              state -> {
                assertThat(((Asked) state).judged().orElseThrow().on()).contains(TODAY);
                assertThat(((Asked) state).assessments())
                    .containsExactly(TIM.assessment(), CORA.assessment(), EVA.assessment());
              });
    }
  }

  /** Else one parent who stays away, or a pupil who does, shuts all doors for good. */
  @Test
  void whoStaysAwayHoldsNoReassessmentUpForGood() {
    Optional<Personal<String>> none = Optional.empty();
    Optional<Personal<String>> why = Optional.of(WORDS);
    List<Heard> withoutGuardians = List.of(Heard.PUPIL, Heard.CARE_COORDINATOR);
    List<Heard> withoutPupil = List.of(Heard.GUARDIANS, Heard.CARE_COORDINATOR);
    List<Heard> careOnly = List.of(Heard.CARE_COORDINATOR);
    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    suspended
        .when(reassess(withoutGuardians, none, why, Outcome.CONTINUE, "st-cora"))
        .thenRefused("not-all-heard");
    suspended
        .when(reassess(withoutPupil, why, none, Outcome.CONTINUE, "st-cora"))
        .thenRefused("not-all-heard");
    suspended
        .when(reassess(careOnly, none, none, Outcome.CONTINUE, "st-cora"))
        .thenRefused("nobody-heard");
    suspended
        .when(
            reassess(List.of(Heard.PUPIL, Heard.GUARDIANS), why, why, Outcome.CONTINUE, "st-cora"))
        .thenRefused("not-all-heard");
    granted()
        .when(reassess(careOnly, why, why, Outcome.CONTINUE, "st-cora"))
        .thenRefused("nobody-heard");
    for (var without :
        List.of(
            reassess(withoutGuardians, why, none, Outcome.CONTINUE, "st-cora"),
            reassess(withoutPupil, none, why, Outcome.CONTINUE, "st-cora"),
            reassess(careOnly, why, why, Outcome.CONTINUE, "st-cora"),
            ofAge(reassess(careOnly, none, why, Outcome.CONTINUE, "st-cora")))) {
      Review written = continued(suspended, without, "goes on");
      assertThat(written.unheard()).isEqualTo(without.unheard());
      assertThat(written.pupilUnheard()).isEqualTo(without.pupilUnheard());
    }
  }

  /** Else a talk of before it is written down as one, and it is revoked on the same day. */
  @Test
  void aReassessmentIsHeldOnceItIsSuspended() {
    HoldReview complete =
        reassess(
            List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR), Optional.of(REASON));
    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    suspended.when(on(AGAIN.minusDays(1), complete)).thenRefused("before-its-suspension");
    suspended.when(on(AGAIN, complete)).thenEvents(events -> assertThat(events).hasSize(1));
  }

  /** Else what was said of them keeps who suspended it from revoking. */
  @Test
  void ofGuardiansOfWhoIsOfAgeItIsNotSaidWhyTheyWereNotHeard() {
    List<Heard> withPupil = List.of(Heard.PUPIL, Heard.CARE_COORDINATOR);
    HoldReview said =
        reassess(withPupil, Optional.of(WORDS), Optional.empty(), Outcome.CONTINUE, "st-cora");
    var suspended = granted(TALKED, GUIDED, SUSPENDED);
    suspended.when(said).thenEvents(events -> assertThat(events).hasSize(1));
    suspended.when(ofAge(said)).thenRefused("guardians-not-invited");
  }

  /** Else one person suspends, finds that nobody came, and revokes. */
  @Test
  void nobodyAloneTakesAwayWhatIsReassessedWithoutAll() {
    Optional<Personal<String>> none = Optional.empty();
    Optional<Personal<String>> why = Optional.of(WORDS);
    List<Heard> withoutGuardians = List.of(Heard.PUPIL, Heard.CARE_COORDINATOR);
    List<Heard> withoutPupil = List.of(Heard.GUARDIANS, Heard.CARE_COORDINATOR);
    var resumed = new ExemptionResumed(PUPIL, Optional.of(AGAIN), "st-cora");
    var byMentor = new ExemptionRequested(by("st-ria", Asker.Capacity.MENTOR), Optional.of(TODAY));
    for (List<ExemptionEvent> since :
        List.<List<ExemptionEvent>>of(
            List.of(TALKED, GUIDED, SUSPENDED), List.of(TALKED, GUIDED, SUSPENDED, resumed))) {
      var suspended = granted(since.toArray(ExemptionEvent[]::new));
      for (var heard : List.of(withoutGuardians, withoutPupil)) {
        Optional<Personal<String>> guardians = heard == withoutGuardians ? why : none;
        Optional<Personal<String>> pupil = heard == withoutPupil ? why : none;
        suspended
            .when(reassess(heard, guardians, pupil, Outcome.END, "st-cora"))
            .thenRefused("suspender-reviews");
        suspended
            .when(reassess(heard, guardians, pupil, Outcome.END, "st-ria"))
            .thenEvents(events -> assertThat(events).hasSize(2));
        Review written =
            continued(
                suspended,
                reassess(heard, guardians, pupil, Outcome.CONTINUE, "st-cora"),
                "goes on");
        List<ExemptionEvent> all = new ArrayList<>(since);
        all.add(new ReviewHeld(PUPIL, written));
        var reassessed = granted(all.toArray(ExemptionEvent[]::new));
        reassessed
            .when(new RevokeExemption(REASON, AGAIN, "st-cora"))
            .thenRefused("suspender-reviews");
        reassessed
            .when(new RevokeExemption(REASON, AGAIN, "st-ria"))
            .thenEvents(events -> assertThat(events).hasSize(1));
        all.addAll(0, List.of(byMentor, ATTACHED, SUBMITTED, BEGUN, TIM, CORA, EVA, GRANTED));
        exemption
            .given(all.toArray(ExemptionEvent[]::new))
            .when(new RevokeExemption(REASON, AGAIN, "st-ria"))
            .thenRefused("asker-reviews");
      }
      suspended
          .when(
              reassess(
                  List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR),
                  none,
                  none,
                  Outcome.END,
                  "st-cora"))
          .thenEvents(events -> assertThat(events).hasSize(2));
    }
  }

  private static ReviewHeld held(ReviewKind kind) {
    return new ReviewHeld(
        PUPIL,
        new Review(
            new Due(kind, TODAY),
            TODAY,
            List.of(Heard.PUPIL, Heard.GUARDIANS, Heard.CARE_COORDINATOR),
            Optional.empty(),
            Optional.empty(),
            Outcome.CONTINUE,
            REASON,
            Optional.of(REASON),
            Optional.of(new Due(ReviewKind.SEMESTER, TODAY.plusMonths(6))),
            Optional.empty(),
            "st-cora"));
  }

  private static ReviewReminded reminded(Stage stage, LocalDate on) {
    return new ReviewReminded(
        PUPIL, new Due(ReviewKind.EFFECT, DUE), new Reminder(stage, on), Optional.empty());
  }

  private static LookAtCalendar look(LocalDate today) {
    return new LookAtCalendar(today, PACE, "calendar");
  }

  private static HoldReview hold(Outcome outcome, ReviewTerms terms) {
    LocalDate on = LocalDate.of(2027, 2, 1);
    return new HoldReview(
        on,
        List.of(Heard.PUPIL, Heard.GUARDIANS),
        Optional.empty(),
        outcome,
        REASON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        terms,
        PACE.lead(),
        on,
        "st-cora",
        false);
  }

  private static HoldReview holding(
      Outcome outcome, Optional<Grant> adjusted, Optional<LocalDate> next) {
    return holding(TODAY, List.of(Heard.GUARDIANS), outcome, adjusted, next, "st-cora");
  }

  private static HoldReview holding(
      LocalDate on,
      List<Heard> heard,
      Outcome outcome,
      Optional<Grant> adjusted,
      Optional<LocalDate> next,
      String by) {
    return new HoldReview(
        on,
        heard,
        Optional.empty(),
        outcome,
        REASON,
        Optional.empty(),
        adjusted,
        next,
        ReviewTerms.USUAL,
        PACE.lead(),
        on,
        by,
        false);
  }

  /** On the day on which it is due, with guardians. */
  private static HoldReview adjusting(Grant grant) {
    return holding(
        DUE,
        List.of(Heard.GUARDIANS),
        Outcome.ADJUST,
        Optional.of(grant),
        Optional.empty(),
        "st-cora");
  }

  private static Grant reviewed(Kind kind, LocalDate review) {
    return new Grant(SCOPE, kind, "st-cora", List.of(), TODAY, review);
  }

  private static GrantExemption grant(Grant grant) {
    return new GrantExemption(grant, REASONS, ReviewTerms.USUAL, TODAY, Set.of(), "st-cora");
  }

  private static AssessRequest answering(List<Judgement.Answer> answers) {
    return assess(
        new AssessmentGiven(PUPIL, new Assessment("st-cora", Advice.GRANT, REASON, answers)));
  }

  /** By somebody who holds all of those roles. */
  private static AssessRequest assess(AssessmentGiven given) {
    return new AssessRequest(given.assessment(), Set.of(CoreTeam.Role.values()));
  }

  private static BeginAssessment begin(CoreTeam team) {
    return new BeginAssessment(team, BEGUN.criteria(), Set.of());
  }

  private static CoreTeam team(Member... members) {
    return new CoreTeam(List.of(members));
  }

  private static Member member(String person, CoreTeam.Role role) {
    return new Member(person, role);
  }

  private static Scope scope(List<Moment> moments, List<Window> windows) {
    return new Scope(
        moments, List.of(), List.of(Place.CLASSROOM), List.of(), windows, Optional.empty());
  }

  private static Request wishing(Scope scope) {
    return new Request(PUPIL, REQUEST.purpose(), scope, REQUEST.motivation(), REQUEST.asker());
  }

  private static Request by(String person, Asker.Capacity as) {
    return new Request(
        PUPIL, REQUEST.purpose(), SCOPE, REQUEST.motivation(), new Asker(person, as));
  }

  private static Request wordless() {
    return new Request(PUPIL, REQUEST.purpose(), SCOPE, Optional.empty(), REQUEST.asker());
  }

  private static SubmitRequest submit() {
    return new SubmitRequest(Optional.empty(), TODAY, "g-fatma");
  }

  private static WithdrawExemption withdraw() {
    return new WithdrawExemption("g-fatma", Asker.Capacity.GUARDIAN, TODAY);
  }

  private static SuspendExemption suspend(LocalDate until) {
    return suspend(AGAIN, AGAIN, until);
  }

  private static SuspendExemption suspend(LocalDate today, LocalDate seenAgain, LocalDate until) {
    return new SuspendExemption(
        today,
        seenAgain,
        until,
        SUSPENDED.reason(),
        SUSPENDED.conditions(),
        ReviewTerms.USUAL,
        "st-cora");
  }

  private static GiveGuidance guide(LocalDate from, LocalDate today) {
    return new GiveGuidance(
        new Guidance(Guidance.Measure.SUPERVISED_USE, from, REASON, "st-tim"), today);
  }

  /** After the suspension, with why guardians or the pupil were not heard, where that is said. */
  private static HoldReview reassess(
      List<Heard> heard,
      Optional<Personal<String>> unheard,
      Optional<Personal<String>> pupilUnheard,
      Outcome outcome,
      String by) {
    return new HoldReview(
        AGAIN,
        heard,
        unheard,
        pupilUnheard,
        outcome,
        REASON,
        Optional.of(REASON),
        Optional.empty(),
        Optional.empty(),
        ReviewTerms.USUAL,
        PACE.lead(),
        AGAIN,
        by,
        false);
  }

  /** After the suspension, with all that it asks for. */
  private static HoldReview reassess(List<Heard> heard, Optional<Personal<String>> causes) {
    return new HoldReview(
        AGAIN,
        heard,
        Optional.empty(),
        Outcome.CONTINUE,
        REASON,
        causes,
        Optional.empty(),
        Optional.empty(),
        ReviewTerms.USUAL,
        PACE.lead(),
        AGAIN,
        "st-cora",
        false);
  }
}
