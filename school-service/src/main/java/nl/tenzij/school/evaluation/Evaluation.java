package nl.tenzij.school.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.school.policy.Topic;

/**
 * An evaluation of one text of a policy. {@link #NONE} before it was opened. What people answer is
 * not in here, nor anywhere in the log: see {@link Survey}.
 *
 * @param surveyed whether people are asked what they think
 * @param closedOn null while it is open, as the two after it
 */
public record Evaluation(
    Life life,
    UUID evaluation,
    UUID policy,
    int revision,
    Topic topic,
    LocalDate openedOn,
    boolean surveyed,
    List<Bottleneck> bottlenecks,
    LocalDate closedOn,
    Conclusion conclusion,
    String reason) {

  /** How far it is. */
  public enum Life {
    NONE,
    OPEN,
    CLOSED
  }

  public static final Evaluation NONE =
      new Evaluation(Life.NONE, null, null, 0, null, null, false, List.of(), null, null, null);

  static Evaluation opened(
      UUID evaluation, UUID policy, int revision, Topic topic, LocalDate on, boolean surveyed) {
    return new Evaluation(
        Life.OPEN, evaluation, policy, revision, topic, on, surveyed, List.of(), null, null, null);
  }

  Evaluation with(Bottleneck bottleneck) {
    return new Evaluation(
        life,
        evaluation,
        policy,
        revision,
        topic,
        openedOn,
        surveyed,
        Stream.concat(bottlenecks.stream(), Stream.of(bottleneck)).toList(),
        closedOn,
        conclusion,
        reason);
  }

  Evaluation closed(LocalDate on, Conclusion concluded, String because) {
    return new Evaluation(
        Life.CLOSED,
        evaluation,
        policy,
        revision,
        topic,
        openedOn,
        surveyed,
        bottlenecks,
        on,
        concluded,
        because);
  }
}
