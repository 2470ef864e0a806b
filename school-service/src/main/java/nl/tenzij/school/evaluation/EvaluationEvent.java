package nl.tenzij.school.evaluation;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.policy.Topic;

/** What happened to an evaluation. What people answered in its survey is never an event. */
public sealed interface EvaluationEvent {

  record EvaluationOpened(UUID evaluation, UUID policy, int revision, Topic topic, LocalDate on)
      implements EvaluationEvent {}

  /** Nobody is asked: that would be too soon after they were, or was not wished. */
  record EvaluationOpenedWithoutSurvey(
      UUID evaluation, UUID policy, int revision, Topic topic, LocalDate on)
      implements EvaluationEvent {}

  record BottleneckRecorded(Bottleneck bottleneck) implements EvaluationEvent {}

  /**
   * @param reason null where the policy was replaced
   */
  record EvaluationClosed(UUID policy, Conclusion conclusion, String reason, LocalDate on)
      implements EvaluationEvent {}
}
