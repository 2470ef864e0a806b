package nl.tenzij.school.policy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;

/** Whenever a policy comes in force, the one before it on the same topic is superseded. */
@ApplicationScoped
public class PolicySuccession implements Policy {

  private static final String BEFORE =
      "select policy from policy_in_force where board = $1 and school = $2 and topic = $3 for update";
  private static final String NOW =
      """
      insert into policy_in_force (board, school, topic, policy) values ($1, $2, $3, $4)
      on conflict (board, school, topic) do update set policy = excluded.policy
      """;

  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  @Override
  public String name() {
    return "policy-succession";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(PolicyActivated.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return recorded.event() instanceof PolicyActivated activated
        ? succeed(recorded, activated, sql)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> succeed(Recorded<?> recorded, PolicyActivated activated, SqlConnection sql) {
    StreamId at = recorded.stream();
    String topic = activated.topic().name();
    return sql.preparedQuery(BEFORE)
        .execute(Tuple.of(at.board().id(), at.school().id(), topic))
        .chain(before -> supersede(before, recorded, activated))
        .chain(
            () ->
                sql.preparedQuery(NOW)
                    .execute(
                        Tuple.of(at.board().id(), at.school().id(), topic, activated.policy())))
        .replaceWithVoid();
  }

  private Uni<Void> supersede(RowSet<Row> before, Recorded<?> recorded, PolicyActivated activated) {
    UUID earlier = before.size() == 0 ? null : before.iterator().next().getUUID(0);
    if (earlier == null || earlier.equals(activated.policy())) {
      return Uni.createFrom().voidItem();
    }
    StreamId stream =
        Policies.stream(recorded.stream().board(), recorded.stream().school(), earlier);
    return policies
        .handle(stream, new SupersedePolicy(activated.policy()), meta(recorded))
        .replaceWithVoid();
  }

  private static Meta meta(Recorded<?> cause) {
    return new Meta(
        "policy-succession",
        "policy",
        cause.id(),
        cause.id(),
        cause.meta().correlation(),
        cause.meta().traceparent());
  }
}
