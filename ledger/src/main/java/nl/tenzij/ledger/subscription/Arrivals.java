package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.subscription.Subscriptions.Checkpoint;

/** Who wants to read what was written waits here until a subscription has come that far. */
final class Arrivals {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final Pool pool;

  Arrivals(Pool pool) {
    this.pool = pool;
  }

  /**
   * Asks the table each time: a database that went down has gone back to what was on its disk, and
   * what this process saw before holds no longer.
   *
   * @return fails with {@link TimeoutException} where it takes longer
   */
  Uni<Void> await(Checkpoint at, long position, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    return Multi.createBy()
        .repeating()
        .uni(() -> position(at))
        .withDelay(BETWEEN_LOOKS)
        .whilst(now -> now < position && System.nanoTime() < end)
        .collect()
        .last()
        .chain(
            now ->
                now >= position
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(late(at.subscription())));
  }

  private static TimeoutException late(String subscription) {
    return new TimeoutException(subscription + " has not come that far yet");
  }

  private Uni<Long> position(Checkpoint at) {
    return pool.preparedQuery(
            "select position from checkpoint where subscription = $1 and partition = $2")
        .execute(Tuple.of(at.subscription(), (short) at.partition()))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
  }
}
