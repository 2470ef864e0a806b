package nl.tenzij.school.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.evaluation.EvaluationCommand.CloseEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.EndEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.OpenEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.RecordBottleneck;
import nl.tenzij.school.evaluation.EvaluationEvent.BottleneckRecorded;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpenedWithoutSurvey;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationDeciderTest {

  private static final UUID EVALUATION = new UUID(1, 1);
  private static final UUID POLICY = new UUID(2, 2);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
  private static final Bottleneck LOCKERS =
      new Bottleneck(Audience.PUPILS, "1", "There are too few lockers", DAY);

  private static final EvaluationEvent OPENED =
      new EvaluationOpened(EVALUATION, POLICY, 1, Topic.PHONES, DAY);
  private static final EvaluationEvent CLOSED =
      new EvaluationClosed(POLICY, Conclusion.REVISE, "More lockers first", DAY);

  private final DeciderSpec<EvaluationCommand, Evaluation, EvaluationEvent> spec =
      DeciderSpec.of(new EvaluationDecider());

  private static OpenEvaluation open(Life life) {
    return open(life, null);
  }

  private static OpenEvaluation open(Life life, LocalDate atTheEarliest) {
    return new OpenEvaluation(EVALUATION, POLICY, 1, Topic.PHONES, life, DAY, true, atTheEarliest);
  }

  @Test
  void whatIsInForceIsLookedAtAgain() {
    spec.given().when(open(Life.IN_FORCE)).then(OPENED);
    spec.given(OPENED).when(new RecordBottleneck(LOCKERS)).then(new BottleneckRecorded(LOCKERS));
    spec.given(OPENED, new BottleneckRecorded(LOCKERS))
        .when(new CloseEvaluation(Conclusion.REVISE, "More lockers first", DAY))
        .then(CLOSED);
  }

  @ParameterizedTest
  @EnumSource(value = Life.class, mode = EnumSource.Mode.EXCLUDE, names = "IN_FORCE")
  void nothingElseIs(Life life) {
    spec.given().when(open(life)).thenRefused("not-in-force");
  }

  /** Five who answer alike twice would tell what the sixth said the second time. */
  @Test
  void peopleAreNotAskedAgainSoSoon() {
    spec.given().when(open(Life.IN_FORCE, DAY.plusDays(1))).thenRefused("survey-too-soon");
    spec.given().when(open(Life.IN_FORCE, DAY)).then(OPENED);
    spec.given(OPENED).when(open(Life.IN_FORCE, DAY.plusDays(1))).thenRefused("already-opened");
  }

  /** A policy may have itself looked at each month: what does not work is written down then. */
  @Test
  void withoutASurveyItIsLookedAtOnAnyDay() {
    var opened = new EvaluationOpenedWithoutSurvey(EVALUATION, POLICY, 1, Topic.PHONES, DAY);
    spec.given()
        .when(withoutSurvey(Life.IN_FORCE))
        .then(opened)
        .thenState(evaluation -> assertThat(evaluation.surveyed()).isFalse());
    spec.given(opened).when(new RecordBottleneck(LOCKERS)).then(new BottleneckRecorded(LOCKERS));
    spec.given(opened).when(withoutSurvey(Life.IN_FORCE)).thenRefused("already-opened");
    spec.given().when(withoutSurvey(Life.SUPERSEDED)).thenRefused("not-in-force");
  }

  private static OpenEvaluation withoutSurvey(Life life) {
    return new OpenEvaluation(
        EVALUATION, POLICY, 1, Topic.PHONES, life, DAY, false, DAY.plusDays(1));
  }

  /** Another policy came in its place: nobody concluded anything. */
  @Test
  void whatIsReplacedIsLookedAtNoLonger() {
    spec.given(OPENED)
        .when(new EndEvaluation(DAY))
        .then(new EvaluationClosed(POLICY, Conclusion.REPLACED, null, DAY));
    spec.given(OPENED, CLOSED).when(new EndEvaluation(DAY)).thenNothing();
    spec.given().when(new EndEvaluation(DAY)).thenNothing();
    spec.given(OPENED)
        .when(new CloseEvaluation(Conclusion.REPLACED, "As I say", DAY))
        .thenRefused("conclusion-not-drawn");
  }

  @Test
  void whatIsClosedStaysClosed() {
    spec.given(OPENED).when(open(Life.IN_FORCE)).thenRefused("already-opened");
    spec.given(OPENED, CLOSED).when(new RecordBottleneck(LOCKERS)).thenRefused("evaluation-closed");
    spec.given(OPENED, CLOSED)
        .when(new CloseEvaluation(Conclusion.KEEP, "Fine", DAY))
        .thenRefused("evaluation-closed");
    spec.given().when(new RecordBottleneck(LOCKERS)).thenRefused("evaluation-closed");
  }
}
