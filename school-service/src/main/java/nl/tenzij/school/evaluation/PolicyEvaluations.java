package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.evaluation.Evaluation.Life;
import nl.tenzij.school.policy.Topic;

/**
 * The evaluations of a policy one after the other: the next begins where the one before closed, and
 * its survey some time after the one before.
 */
@ApplicationScoped
public class PolicyEvaluations {

  /** What is open ends today at the earliest. */
  private static final String LAST =
      """
      select max(coalesce(e.closed_on, $4)) from evaluation_overview e join policy_overview p on p.policy = e.policy
      where e.board = $1 and e.school = $2 and p.topic = $3 and e.surveyed
      """;

  @Inject Pool pool;
  @Inject EvaluationConfiguration configuration;
  @Inject CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> evaluations;

  /** Where the one that is open lies, or else the next one will. */
  public Uni<StreamId> current(Board board, School school, UUID policy) {
    return after(board, school, policy, 1);
  }

  /**
   * From when people can be asked of this topic again, by the list of evaluations. The policy that
   * they were asked of may have been another: statements and people are the same.
   *
   * @return null where they were not asked yet
   */
  public Uni<LocalDate> atTheEarliest(Board board, School school, Topic topic, LocalDate today) {
    return pool.preparedQuery(LAST)
        .execute(Tuple.of(board.id(), school.id(), topic.name(), today))
        .map(rows -> rows.iterator().next().getLocalDate(0))
        .map(last -> last == null ? null : last.plus(configuration.between()));
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
