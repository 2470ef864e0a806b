package nl.tenzij.school.evaluation;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.evaluation.EvaluationEvent.BottleneckRecorded;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpenedWithoutSurvey;

/** Where evaluations lie in the log, and under which names. */
@Dependent
public class Evaluations {

  public static final EventTypes<EvaluationEvent> TYPES =
      EventTypes.of(EvaluationEvent.class)
          .type("evaluation.opened.v1", EvaluationOpened.class)
          .type("evaluation.opened-without-survey.v1", EvaluationOpenedWithoutSurvey.class)
          .type("evaluation.bottleneck-recorded.v1", BottleneckRecorded.class)
          .type("evaluation.closed.v1", EvaluationClosed.class);

  public static StreamId stream(Board board, School school, UUID evaluation) {
    return new StreamId(board, school, "evaluation", evaluation);
  }

  /** Where the first, second, … evaluation of a policy lies: two at once would be in one place. */
  static StreamId stream(Board board, School school, UUID policy, int nth) {
    return StreamId.named(board, school, "evaluation", policy + "/" + nth);
  }

  @Produces
  @Singleton
  EventTypes<EvaluationEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new EvaluationDecider(), TYPES);
  }
}
