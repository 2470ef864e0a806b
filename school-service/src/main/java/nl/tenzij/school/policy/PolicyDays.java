package nl.tenzij.school.policy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.PolicyCommand.KeepActivation;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings policies in force whose day has come. It keeps nothing in memory: what is planned stands
 * in the list, and a policy decides for itself, by its own events, whether it is still so. So it
 * may die at any moment, and several may look at once.
 */
@ApplicationScoped
public class PolicyDays {

  private static final Logger LOG = Logger.getLogger(PolicyDays.class);

  /** The others are found by the next look. */
  private static final int AT_ONCE = 500;

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

  @ConfigProperty(name = "tenzij.policy.look", defaultValue = "1S")
  Duration pace;

  private Cancellable looking = () -> {};

  void start(@Observes StartupEvent started) {
    looking =
        Multi.createFrom()
            .ticks()
            .every(pace)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> look())
            .subscribe()
            .with(done -> {}, failure -> LOG.error("no policy comes in force by itself", failure));
  }

  void stop(@Observes ShutdownEvent stopping) {
    looking.cancel();
  }

  /** What fails is looked at again, and holds no other up. */
  Uni<Void> look() {
    Instant now = clock.instant();
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), AT_ONCE))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> tried(keep(row, now), "a policy"))
        .collect()
        .last()
        .replaceWithVoid()
        .plug(looked -> tried(looked, "policies"));
  }

  private static Uni<Void> tried(Uni<Void> deed, String what) {
    return deed.onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "the day of %s did not come, tried again: %s",
                    what, failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
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
                    Policies.stream(board, school, row.getUUID("policy")), command, meta()))
        .replaceWithVoid();
  }

  private static Instant moment(OffsetDateTime since) {
    return since == null ? null : since.toInstant();
  }

  private static Meta meta() {
    UUID command = UUID.randomUUID();
    return new Meta("policy-days", "policy", command, null, command, null);
  }
}
