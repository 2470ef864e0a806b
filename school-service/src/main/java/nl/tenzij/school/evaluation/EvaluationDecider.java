package nl.tenzij.school.evaluation;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.evaluation.Evaluation.Life;
import nl.tenzij.school.evaluation.EvaluationCommand.CloseEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.EndEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.OpenEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.RecordBottleneck;
import nl.tenzij.school.evaluation.EvaluationEvent.BottleneckRecorded;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpenedWithoutSurvey;
import nl.tenzij.school.policy.SchoolPolicy;

/**
 * A policy in force is looked at again: what does not work, what do people think, and then what.
 */
public final class EvaluationDecider
    implements Decider<EvaluationCommand, Evaluation, EvaluationEvent> {

  @Override
  public Evaluation initial() {
    return Evaluation.NONE;
  }

  @Override
  public List<EvaluationEvent> decide(EvaluationCommand command, Evaluation evaluation) {
    return switch (command) {
      case OpenEvaluation open -> open(open, evaluation);
      case RecordBottleneck(var bottleneck) -> note(bottleneck, evaluation);
      case CloseEvaluation close -> close(close, evaluation);
      case EndEvaluation(var on) -> end(on, evaluation);
    };
  }

  private static List<EvaluationEvent> open(OpenEvaluation open, Evaluation evaluation) {
    if (evaluation.life() != Life.NONE) {
      throw new Refused("already-opened", "an evaluation of this policy is open already");
    }
    if (open.life() != SchoolPolicy.Life.IN_FORCE) {
      throw new Refused("not-in-force", "what is in force is evaluated");
    }
    if (!open.withSurvey()) {
      return List.of(
          new EvaluationOpenedWithoutSurvey(
              open.evaluation(), open.policy(), open.revision(), open.topic(), open.on()));
    }
    if (open.atTheEarliest() != null && open.on().isBefore(open.atTheEarliest())) {
      throw new Refused(
          "survey-too-soon",
          "figures of surveys so shortly after each other could be taken from each other: the next"
              + " one can be opened from "
              + open.atTheEarliest()
              + " on");
    }
    return List.of(
        new EvaluationOpened(
            open.evaluation(), open.policy(), open.revision(), open.topic(), open.on()));
  }

  private static List<EvaluationEvent> note(Bottleneck bottleneck, Evaluation evaluation) {
    isOpen(evaluation);
    return List.of(new BottleneckRecorded(bottleneck));
  }

  private static List<EvaluationEvent> close(CloseEvaluation close, Evaluation evaluation) {
    isOpen(evaluation);
    if (close.conclusion() == Conclusion.REPLACED) {
      throw new Refused("conclusion-not-drawn", "that a policy was replaced shows by itself");
    }
    return List.of(
        new EvaluationClosed(evaluation.policy(), close.conclusion(), close.reason(), close.on()));
  }

  private static List<EvaluationEvent> end(LocalDate on, Evaluation evaluation) {
    return evaluation.life() == Life.OPEN
        ? List.of(new EvaluationClosed(evaluation.policy(), Conclusion.REPLACED, null, on))
        : List.of();
  }

  private static void isOpen(Evaluation evaluation) {
    if (evaluation.life() != Life.OPEN) {
      throw new Refused("evaluation-closed", "the evaluation is not open");
    }
  }

  @Override
  public Evaluation evolve(Evaluation evaluation, EvaluationEvent event) {
    return switch (event) {
      case EvaluationOpened(var id, var policy, var revision, var topic, var on) ->
          Evaluation.opened(id, policy, revision, topic, on, true);
      case EvaluationOpenedWithoutSurvey(var id, var policy, var revision, var topic, var on) ->
          Evaluation.opened(id, policy, revision, topic, on, false);
      case BottleneckRecorded(var bottleneck) -> evaluation.with(bottleneck);
      case EvaluationClosed(var policy, var conclusion, var reason, var on) ->
          evaluation.closed(on, conclusion, reason);
    };
  }
}
