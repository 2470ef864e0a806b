package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.PostgresEventStore.Slice;

/** Takes in one batch of one partition: checkpoint, effect and new checkpoint in a transaction. */
final class Steps {

  /** How to go on. */
  enum Way {
    MORE,
    DONE,
    /** Another works there. */
    TAKEN,
    /** At one event, with all before it taken in. */
    STUCK
  }

  /**
   * @param position of the last event that was taken in; 0 where another works there
   * @param failure where it is stuck, otherwise null
   */
  record Progress(Way way, long position, Throwable failure) {
    Progress(Way way, long position) {
      this(way, position, null);
    }
  }

  private final Pool pool;
  private final PostgresEventStore store;
  private final Pace pace;

  Steps(Pool pool, PostgresEventStore store, Pace pace) {
    this.pool = pool;
    this.store = store;
    this.pace = pace;
  }

  /** Fails where none of the batch was taken in. */
  Uni<Progress> take(Subscription subscription, int partition) {
    Uni<Progress> transaction =
        Uni.createFrom()
            .deferred(() -> pool.withTransaction(sql -> locked(subscription, partition, sql)));
    return subscription instanceof Policy ? pace.turns().pass(transaction) : transaction;
  }

  private Uni<Progress> locked(Subscription subscription, int partition, SqlConnection sql) {
    return Checkpoints.take(subscription.name(), partition, sql)
        .chain(
            place ->
                place.isEmpty()
                    ? Uni.createFrom().item(new Progress(Way.TAKEN, 0))
                    : advance(subscription, place.get(), sql));
  }

  private Uni<Progress> advance(
      Subscription subscription, Checkpoints.Place place, SqlConnection sql) {
    return Reading.next(store, subscription, place, Handling.batch(subscription), sql)
        .chain(
            next ->
                next.seen() == 0
                    ? Uni.createFrom().item(new Progress(Way.DONE, place.position()))
                    : advance(subscription, place, next, sql));
  }

  private Uni<Progress> advance(
      Subscription subscription, Checkpoints.Place place, Slice next, SqlConnection sql) {
    return Handling.handle(subscription, next.events(), sql, pace.limit())
        .map(stuck -> progress(stuck, next))
        .call(progress -> move(subscription, place, progress.position(), next, sql));
  }

  /** Stuck at an event, the checkpoint stands right before it. */
  private static Progress progress(Optional<Handling.Stuck> stuck, Slice next) {
    return stuck
        .map(at -> new Progress(Way.STUCK, at.event().position() - 1, at.failure()))
        .orElseGet(() -> new Progress(next.more() ? Way.MORE : Way.DONE, next.position()));
  }

  /**
   * What a projection wrote is lost together with its checkpoint, and made again; whatever rests on
   * it is written behind it, and so is not on the disk before it. A policy's effects are its own.
   */
  private static Uni<Void> move(
      Subscription subscription,
      Checkpoints.Place place,
      long position,
      Slice taken,
      SqlConnection sql) {
    return subscription instanceof Policy && !taken.events().isEmpty()
        ? Checkpoints.move(place, position, sql)
        : Checkpoints.moveLightly(place, position, sql);
  }
}
