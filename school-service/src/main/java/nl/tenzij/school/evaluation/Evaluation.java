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
 * @param closedOn null while it is open, as the two after it
 */
public record Evaluation(
    Life life,
    UUID evaluation,
    UUID policy,
    int revision,
    Topic topic,
    LocalDate openedOn,
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
      new Evaluation(Life.NONE, null, null, 0, null, null, List.of(), null, null, null);

  Evaluation with(Bottleneck bottleneck) {
    return new Evaluation(
        life,
        evaluation,
        policy,
        revision,
        topic,
        openedOn,
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
        bottlenecks,
        on,
        concluded,
        because);
  }
}
