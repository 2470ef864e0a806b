package nl.tenzij.school.policy;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;

/**
 * Brings policies in force whose day has come. It keeps nothing in memory: what is planned stands
 * in the list, and a policy decides for itself, by its own events, whether it is still so. So it
 * may die at any moment, and several may look at once.
 */
@ApplicationScoped
public class PolicyDays {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String DUE =
      """
      select board, school, topic, policy from policy_overview
      where planned_from <= $1 order by planned_from, position limit $2
      """;

  private static final String RUNNING =
      "select max(since) as since from policy_period where board = $1 and school = $2 and topic = $3";

  @Inject Pool pool;
  @Inject Clock clock;
  @Inject Subscriptions subscriptions;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  @Inject Looking looking;

  @Scheduled(every = "${tenzij.policy.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Instant now = clock.instant();
    return looking.inOrder(
        "policies whose day has come",
        pool.preparedQuery(DUE).execute(Tuple.of(now.atOffset(ZoneOffset.UTC), Looking.AT_ONCE)),
        row -> keep(row, now));
  }

  /** After all that came in force until now, also what the list of periods does not show yet. */
  private Uni<Void> keep(Row row, Instant now) {
    Board board = new Board(row.getString("board"));
    School school = new School(row.getString("school"));
    return subscriptions
        .latest(PolicyPeriods.NAME, board, school, PATIENCE)
        .chain(
            () ->
                pool.preparedQuery(RUNNING)
                    .execute(Tuple.of(board.id(), school.id(), row.getString("topic"))))
        .map(rows -> rows.iterator().next().getOffsetDateTime("since"))
        .map(since -> new KeepActivation(moment(since), new Now(now, ZoneOffset.UTC)))
        .chain(
            command ->
                policies.handle(
                    Policies.stream(board, school, row.getUUID("policy")),
                    command,
                    Looking.meta("policy-days")))
        .replaceWithVoid();
  }

  private static Instant moment(OffsetDateTime since) {
    return since == null ? null : since.toInstant();
  }
}
