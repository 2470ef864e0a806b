package nl.tenzij.school.policy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.school.policy.PolicyCommand.SupersedePolicy;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;

/**
 * Whenever a policy comes in force, the one before it on the same topic is superseded: of two that
 * are brought in force at the same instant, the one that begins earlier.
 */
@ApplicationScoped
public class PolicySuccession implements Policy {

  private static final String BEFORE =
      "select policy, since from policy_in_force where board = $1 and school = $2 and topic = $3 for update";
  private static final String NOW =
      """
      insert into policy_in_force (board, school, topic, policy, since)
      values ($1, $2, $3, $4, $5)
      on conflict (board, school, topic)
      do update set policy = excluded.policy, since = excluded.since
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
    return sql.preparedQuery(BEFORE)
        .execute(
            Tuple.of(
                recorded.stream().board().id(),
                recorded.stream().school().id(),
                activated.topic().name()))
        .map(PolicySuccession::standing)
        .chain(
            standing ->
                standing.filter(one -> one.beganAfter(activated.from())).isPresent()
                    ? supersede(activated.policy(), standing.get().policy(), recorded)
                    : replace(standing, recorded, activated, sql));
  }

  /** What stood until now. */
  private record Standing(UUID policy, Instant since) {
    boolean beganAfter(Instant moment) {
      return since != null && since.isAfter(moment);
    }
  }

  private static Optional<Standing> standing(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next())
            .map(row -> new Standing(row.getUUID("policy"), since(row)));
  }

  private static Instant since(Row row) {
    OffsetDateTime since = row.getOffsetDateTime("since");
    return since == null ? null : since.toInstant();
  }

  private Uni<Void> replace(
      Optional<Standing> before,
      Recorded<?> recorded,
      PolicyActivated activated,
      SqlConnection sql) {
    return before
        .filter(earlier -> !earlier.policy().equals(activated.policy()))
        .map(earlier -> supersede(earlier.policy(), activated.policy(), recorded))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(
            () ->
                sql.preparedQuery(NOW)
                    .execute(
                        Tuple.of(
                            recorded.stream().board().id(),
                            recorded.stream().school().id(),
                            activated.topic().name(),
                            activated.policy(),
                            activated.from().atOffset(ZoneOffset.UTC))))
        .replaceWithVoid();
  }

  private Uni<Void> supersede(UUID earlier, UUID by, Recorded<?> recorded) {
    StreamId stream =
        Policies.stream(recorded.stream().board(), recorded.stream().school(), earlier);
    return policies.handle(stream, new SupersedePolicy(by), meta(recorded)).replaceWithVoid();
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
