package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.evaluation.Evaluation.Life;

/** The evaluations of a policy one after the other: the next begins where the one before closed. */
@ApplicationScoped
public class PolicyEvaluations {

  @Inject CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> evaluations;

  /** Where the one that is open lies, or else the next one will. */
  public Uni<StreamId> current(Board board, School school, UUID policy) {
    return after(board, school, policy, 1);
  }

  private Uni<StreamId> after(Board board, School school, UUID policy, int nth) {
    StreamId stream = Evaluations.stream(board, school, policy, nth);
    return evaluations
        .load(stream)
        .chain(
            loaded ->
                loaded.state().life() == Life.CLOSED
                    ? after(board, school, policy, nth + 1)
                    : Uni.createFrom().item(stream));
  }
}
