package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpenedWithoutSurvey;

/** Keeps the list of a policy's evaluations: {@link EvaluationRow}. */
@ApplicationScoped
public class EvaluationOverview implements Projection {

  public static final String NAME = "evaluation-overview";

  private static final String OPENED =
      """
      insert into evaluation_overview (evaluation, board, school, policy, opened_on, surveyed)
      values ($1, $2, $3, $4, $5, $6)
      """;
  private static final String CLOSED =
      "update evaluation_overview set closed_on = $2, conclusion = $3 where evaluation = $1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("evaluation_overview");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        EvaluationOpened.class, EvaluationOpenedWithoutSurvey.class, EvaluationClosed.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(events, recorded -> handle(recorded, sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case EvaluationOpened(_, var policy, _, _, var on) -> opened(recorded, policy, on, true, sql);
      case EvaluationOpenedWithoutSurvey(_, var policy, _, _, var on) ->
          opened(recorded, policy, on, false, sql);
      case EvaluationClosed closed ->
          run(
              sql,
              CLOSED,
              Tuple.of(recorded.stream().id(), closed.on(), closed.conclusion().name()));
      default -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> opened(
      Recorded<?> recorded, UUID policy, LocalDate on, boolean surveyed, SqlConnection sql) {
    var at = recorded.stream();
    return run(
        sql, OPENED, Tuple.of(at.id(), at.board().id(), at.school().id(), policy, on, surveyed));
  }

  private static Uni<Void> run(SqlConnection sql, String statement, Tuple values) {
    return sql.preparedQuery(statement).execute(values).replaceWithVoid();
  }
}
