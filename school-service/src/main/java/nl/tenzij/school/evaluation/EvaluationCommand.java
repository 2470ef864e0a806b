package nl.tenzij.school.evaluation;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;

/** What can be asked of an evaluation. */
public sealed interface EvaluationCommand {

  /**
   * @param life how far the policy is
   * @param withSurvey whether people are asked
   * @param atTheEarliest the first day that is long enough after the survey before; null where
   *     there was none
   */
  record OpenEvaluation(
      UUID evaluation,
      UUID policy,
      int revision,
      Topic topic,
      Life life,
      LocalDate on,
      boolean withSurvey,
      LocalDate atTheEarliest)
      implements EvaluationCommand {}

  record RecordBottleneck(Bottleneck bottleneck) implements EvaluationCommand {}

  /** Ends the survey too. */
  record CloseEvaluation(Conclusion conclusion, String reason, LocalDate on)
      implements EvaluationCommand {}

  /** Ends what is open because another policy came in its policy's place. */
  record EndEvaluation(LocalDate on) implements EvaluationCommand {}
}
