package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nl.tenzij.ledger.subscription.Subscriptions.Checkpoint;
import org.jboss.logging.Logger;

/**
 * Since when a checkpoint stands where it stands although events wait, whoever should move it: this
 * process, a frozen one elsewhere, nobody.
 */
final class Watch {

  private static final Logger LOG = Logger.getLogger(Watch.class);

  /** For a connection whose other end is gone without a word. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String BEHIND =
      """
      select c.subscription, c.partition, c.position,
        extract(epoch from clock_timestamp() + $2::bigint * interval '1 millisecond' - next.recorded_at)::float8
      from checkpoint c cross join lateral (
        select e.recorded_at from event e where e.partition = c.partition and e.position > c.position
        order by e.position limit 1) next
      where c.subscription = any($1)
      """;

  /**
   * A checkpoint that is behind.
   *
   * @param lag seconds that the oldest event behind it has waited
   */
  record Seen(long position, double lag) {}

  private record Standing(Seen seen, Instant since) {}

  private final Pool pool;
  private final Set<String> subscriptions;
  private final Supplier<Duration> ahead;
  private final AtomicBoolean looking = new AtomicBoolean();
  private Map<Checkpoint, Standing> standing = Map.of();
  private boolean blind = true;

  /**
   * @param subscriptions names of those that are looked at
   * @param ahead how far the clock by which events are recorded is ahead of the database's
   */
  Watch(Pool pool, Set<String> subscriptions, Supplier<Duration> ahead) {
    this.pool = pool;
    this.subscriptions = subscriptions;
    this.ahead = ahead;
  }

  /**
   * Looks at all checkpoints, unless a look before has not come back yet: a slow database is not
   * asked ever more.
   *
   * @param news told each checkpoint that is behind
   */
  void look(Consumer<Checkpoint> news) {
    if (subscriptions.isEmpty() || !looking.compareAndSet(false, true)) {
      return;
    }
    Uni.createFrom()
        .deferred(this::behind)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onTermination()
        .invoke(() -> looking.set(false))
        .map(Watch::behind)
        .invoke(this::saw)
        .subscribe()
        .with(behind -> behind.keySet().forEach(news), this::blinded);
  }

  /** The clock may be what can't be read. */
  private Uni<RowSet<Row>> behind() {
    return pool.preparedQuery(BEHIND)
        .execute(Tuple.of(subscriptions.toArray(String[]::new), ahead.get().toMillis()));
  }

  private static Map<Checkpoint, Seen> behind(RowSet<Row> rows) {
    Map<Checkpoint, Seen> behind = new HashMap<>();
    for (Row row : rows) {
      Checkpoint at = new Checkpoint(row.getString(0), row.getShort(1));
      behind.put(at, new Seen(row.getLong(2), row.getDouble(3)));
    }
    return behind;
  }

  private synchronized void saw(Map<Checkpoint, Seen> behind) {
    Instant now = Instant.now();
    Map<Checkpoint, Standing> next = new HashMap<>();
    behind.forEach(
        (at, seen) -> {
          Standing before = standing.get(at);
          boolean moved = before == null || before.seen().position() != seen.position();
          next.put(at, new Standing(seen, moved ? now : before.since()));
        });
    standing = next;
    blind = false;
  }

  private synchronized void blinded(Throwable failure) {
    blind = true;
    LOG.debugf("could not look at the checkpoints: %s", failure.getClass().getSimpleName());
  }

  /** Null where nothing waits, or where it has moved since. */
  synchronized Instant standingSince(Checkpoint at, long position) {
    Standing found = standing.get(at);
    return found == null || found.seen().position() != position ? null : found.since();
  }

  /** Over all partitions; not a number while nobody can tell. */
  synchronized double lag(String subscription) {
    return blind
        ? Double.NaN
        : standing.entrySet().stream()
            .filter(each -> each.getKey().subscription().equals(subscription))
            .mapToDouble(each -> each.getValue().seen().lag())
            .max()
            .orElse(0);
  }
}
