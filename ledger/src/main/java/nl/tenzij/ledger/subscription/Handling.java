package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import nl.tenzij.ledger.store.Recorded;

/** Gives a batch to a subscription in the way of its kind. */
final class Handling {

  private Handling() {}

  /** Events looked at in one transaction: few where each has an effect in the world. */
  static int batch(Subscription subscription) {
    return switch (subscription) {
      case Projection projection -> 1000;
      case Relay relay -> 500;
      case Policy policy -> 50;
    };
  }

  static Uni<Void> handle(Subscription subscription, List<Recorded<?>> events, SqlConnection sql) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return switch (subscription) {
      case Projection projection -> projection.handle(events, sql);
      case Relay relay -> relay.pass(events);
      case Policy policy -> oneByOne(policy, events, sql);
    };
  }

  private static Uni<Void> oneByOne(Policy policy, List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> policy.handle(event, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }

  static Uni<Void> moveTo(String checkpoint, int partition, long position, SqlConnection sql) {
    return sql.preparedQuery(
            "update checkpoint set position = $3 where subscription = $1 and partition = $2")
        .execute(Tuple.of(checkpoint, (short) partition, position))
        .replaceWithVoid();
  }
}
