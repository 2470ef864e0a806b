package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.store.PostgresEventStore;
import org.jboss.logging.Logger;

/**
 * Runs subscriptions. A partition is worked by whoever holds its checkpoint row, so several
 * instances share the work and a dead one's share is free as soon as its connection is gone. Woken
 * by appends of this process at once, and by a look at all checkpoints every {@code poll} for those
 * of others.
 */
public final class Subscriptions implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Subscriptions.class);
  private static final Duration WHILE_ANOTHER_WORKS = Duration.ofMillis(50);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private static final String BEHIND =
      """
      select c.subscription, c.partition from checkpoint c
      where c.subscription = any($1) and c.position < coalesce(
        (select e.position from event e where e.partition = c.partition order by e.position desc limit 1), 0)
      """;

  private static final String STATUS =
      """
      select c.subscription, c.partition, c.position, coalesce(
        (select e.position from event e where e.partition = c.partition order by e.position desc limit 1), 0)
      from checkpoint c where c.subscription = any($1) order by 1, 2
      """;

  private final Pool pool;
  private final PostgresEventStore store;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<Checkpoint, Long> reached = new ConcurrentHashMap<>();
  private final Map<Checkpoint, String> troubles = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer;
  private final Rebuild rebuild;
  private volatile boolean closed;

  private record Checkpoint(String subscription, int partition) {}

  /** How far one subscription is in one partition, and what keeps it from going on, if anything. */
  public record Status(
      String subscription, int partition, long position, long head, String trouble) {}

  /**
   * @param concurrency partitions that one subscription works at once in this process
   */
  public Subscriptions(
      Pool pool,
      PostgresEventStore store,
      Collection<? extends Subscription> subscriptions,
      int concurrency) {
    this.pool = pool;
    this.store = store;
    this.rebuild = new Rebuild(pool, store);
    for (Subscription each : subscriptions) {
      if (lanes.put(each.name(), new Lane(each, concurrency, this::work)) != null) {
        throw new IllegalArgumentException("two subscriptions are called " + each.name());
      }
    }
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("subscriptions").factory());
  }

  /** Makes the checkpoints that are missing and begins to work. */
  public Uni<Void> start(Duration poll) {
    return Multi.createFrom()
        .iterable(lanes.values())
        .onItem()
        .transformToUniAndConcatenate(lane -> register(lane.subscription()))
        .collect()
        .last()
        .replaceWithVoid()
        .invoke(
            () -> {
              store.onAppend(partition -> lanes.values().forEach(lane -> lane.wake(partition)));
              timer.scheduleWithFixedDelay(this::look, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
            });
  }

  /** A policy begins behind all that happened before it existed; the others at the beginning. */
  private Uni<Void> register(Subscription subscription) {
    String from =
        subscription instanceof Policy
            ? "coalesce((select max(e.position) from event e where e.partition = p), 0)"
            : "0";
    return pool.preparedQuery(
            "insert into checkpoint (subscription, partition, position) select $1, p, "
                + from
                + " from generate_series(0, $2 - 1) p on conflict do nothing")
        .execute(Tuple.of(subscription.name(), store.partitions()))
        .replaceWithVoid();
  }

  private void look() {
    if (closed || lanes.isEmpty()) {
      return;
    }
    pool.preparedQuery(BEHIND)
        .execute(names())
        .subscribe()
        .with(
            rows -> {
              for (Row row : rows) {
                lanes.get(row.getString(0)).wake(row.getShort(1));
              }
            },
            failure ->
                LOG.debugf(
                    "could not look at the checkpoints: %s", failure.getClass().getSimpleName()));
  }

  private Tuple names() {
    return Tuple.of(lanes.keySet().toArray(String[]::new));
  }

  /** Takes one batch of a partition, then says to its lane how that went. */
  private void work(Lane lane, int partition) {
    Checkpoint at = new Checkpoint(lane.subscription().name(), partition);
    step(lane.subscription(), partition)
        .subscribe()
        .with(
            step -> {
              troubles.remove(at);
              switch (step) {
                case MORE -> lane.again(partition);
                case DONE -> lane.done(partition);
                case TAKEN -> {
                  lane.rest(partition);
                  later(() -> lane.rested(partition), WHILE_ANOTHER_WORKS);
                }
              }
            },
            failure -> {
              troubles.put(at, failure.getClass().getSimpleName());
              Duration wait = lane.failed(partition);
              LOG.warnf(
                  "%s can't go on in partition %d and tries again in %d ms: %s",
                  at.subscription(),
                  partition,
                  wait.toMillis(),
                  failure.getClass().getSimpleName());
              later(() -> lane.rested(partition), wait);
            });
  }

  private void later(Runnable task, Duration delay) {
    try {
      timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("subscriptions are closed, nothing is tried again");
    }
  }

  private enum Step {
    MORE,
    DONE,
    TAKEN
  }

  private record Progress(Step step, long position) {}

  private Uni<Step> step(Subscription subscription, int partition) {
    if (closed) {
      return Uni.createFrom().item(Step.DONE);
    }
    return pool.withTransaction(sql -> locked(subscription, partition, sql))
        .map(
            progress -> {
              reached.merge(
                  new Checkpoint(subscription.name(), partition), progress.position(), Math::max);
              return progress.step();
            });
  }

  private Uni<Progress> locked(Subscription subscription, int partition, SqlConnection sql) {
    return sql.preparedQuery(
            "select position from checkpoint where subscription = $1 and partition = $2 for update skip locked")
        .execute(Tuple.of(subscription.name(), (short) partition))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(new Progress(Step.TAKEN, 0))
                    : advance(subscription, partition, rows.iterator().next().getLong(0), sql));
  }

  private Uni<Progress> advance(
      Subscription subscription, int partition, long position, SqlConnection sql) {
    int limit = Handling.batch(subscription);
    return store
        .after(sql, partition, position, limit, subscription.events())
        .chain(
            slice -> {
              if (slice.seen() == 0) {
                return Uni.createFrom().item(new Progress(Step.DONE, position));
              }
              Step next = slice.seen() == limit ? Step.MORE : Step.DONE;
              return Handling.handle(subscription, slice.events(), sql)
                  .chain(
                      () -> Handling.moveTo(subscription.name(), partition, slice.position(), sql))
                  .replaceWith(new Progress(next, slice.position()));
            });
  }

  /**
   * Waits until a subscription has taken in a position.
   *
   * @return fails with {@link TimeoutException} where it takes longer
   */
  public Uni<Void> reached(String subscription, int partition, long position, Duration atMost) {
    if (!lanes.containsKey(subscription)) {
      throw new IllegalArgumentException("no subscription is called " + subscription);
    }
    Checkpoint at = new Checkpoint(subscription, partition);
    if (reached.getOrDefault(at, 0L) >= position) {
      return Uni.createFrom().voidItem();
    }
    long end = System.nanoTime() + atMost.toNanos();
    return Multi.createBy()
        .repeating()
        .uni(() -> position(at))
        .withDelay(BETWEEN_LOOKS)
        .until(now -> now >= position || System.nanoTime() > end)
        .collect()
        .last()
        .chain(() -> position(at))
        .invoke(
            now -> {
              if (now < position) {
                throw new CompletionTimeout(subscription);
              }
            })
        .onFailure(CompletionTimeout.class)
        .transform(late -> new TimeoutException(late.getMessage()))
        .replaceWithVoid();
  }

  private static final class CompletionTimeout extends RuntimeException {
    CompletionTimeout(String subscription) {
      super(subscription + " has not come that far yet", null, false, false);
    }
  }

  private Uni<Long> position(Checkpoint at) {
    return pool.preparedQuery(
            "select position from checkpoint where subscription = $1 and partition = $2")
        .execute(Tuple.of(at.subscription(), (short) at.partition()))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
  }

  /**
   * Fills a projection's tables anew beside the old ones, from the beginning of the log, while
   * writes and reads go on; then puts them in the old ones' place.
   *
   * @param name of a projection: a policy or relay is refused, since its effects are in the world
   * @return what it has done so far; completes when the new tables are in place
   */
  public Multi<Rebuild.Progress> rebuild(String name) {
    Lane lane = lanes.get(name);
    if (lane == null || !(lane.subscription() instanceof Projection projection)) {
      throw new IllegalArgumentException(
          "only a projection can be rebuilt, and " + name + " is none");
    }
    return rebuild.run(projection);
  }

  /** All subscriptions of this process with their distance to the head of the log. */
  public Uni<List<Status>> status() {
    return pool.preparedQuery(STATUS)
        .execute(names())
        .map(
            rows -> {
              List<Status> all = new ArrayList<>();
              for (Row row : rows) {
                Checkpoint at = new Checkpoint(row.getString(0), row.getShort(1));
                String trouble = troubles.get(at);
                all.add(
                    new Status(
                        at.subscription(),
                        at.partition(),
                        row.getLong(2),
                        row.getLong(3),
                        trouble));
              }
              return all;
            });
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    for (Lane lane : lanes.values()) {
      if (lane.subscription() instanceof Relay relay) {
        relay.close();
      }
    }
  }
}
