package nl.tenzij.school.evaluation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.evaluation.EvaluationCommand.EndEvaluation;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;

/** Whenever a policy is superseded, its evaluation ends, and its survey: nobody is asked of it. */
@ApplicationScoped
public class EvaluationOfReplaced implements Policy {

  @Inject SchoolDays days;
  @Inject PolicyEvaluations ofPolicy;
  @Inject CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> evaluations;

  @Override
  public String name() {
    return "evaluation-of-replaced";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(PolicySuperseded.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return recorded.event() instanceof PolicySuperseded
        ? end(recorded)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> end(Recorded<?> recorded) {
    var at = recorded.stream();
    return days.dayOf(at.board(), at.school(), recorded.at())
        .chain(
            day ->
                ofPolicy
                    .current(at.board(), at.school(), at.id())
                    .chain(
                        stream ->
                            evaluations.handle(stream, new EndEvaluation(day), meta(recorded))))
        .replaceWithVoid();
  }

  private static Meta meta(Recorded<?> cause) {
    return new Meta(
        "evaluation-of-replaced",
        "policy",
        cause.id(),
        cause.id(),
        cause.meta().correlation(),
        cause.meta().traceparent());
  }
}
