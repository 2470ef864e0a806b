package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import nl.tenzij.ledger.decider.Refused;
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
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST_AT_ONE_EVENT = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String BEHIND =
      """
      select c.subscription, c.partition, c.position, extract(epoch from clock_timestamp() - next.recorded_at)::float8
      from checkpoint c cross join lateral (
        select e.recorded_at from event e where e.partition = c.partition and e.position > c.position
        order by e.position limit 1) next
      where c.subscription = any($1)
      """;

  private static final String STATUS =
      """
      select c.subscription, c.partition, c.position, coalesce(
        (select e.position from event e where e.partition = c.partition order by e.position desc limit 1), 0),
        (select e.id from event e where e.partition = c.partition and e.position > c.position order by e.position limit 1)
      from checkpoint c where c.subscription = any($1) order by 1, 2
      """;

  private final Pool pool;
  private final PostgresEventStore store;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<Checkpoint, Long> reached = new ConcurrentHashMap<>();
  private final Map<Checkpoint, String> troubles = new ConcurrentHashMap<>();
  private final Watch watch = new Watch();
  private final SetAside setAside;
  private final Turnstile turns;
  private final Duration limit;
  private final ScheduledExecutorService timer;
  private final Rebuild rebuild;
  private volatile boolean closed;

  /** One subscription's place in one partition. */
  record Checkpoint(String subscription, int partition) {}

  /**
   * How far one subscription is in one partition.
   *
   * @param next the event that comes next; null at the end of the log
   * @param standingSince when this process saw it first where it stands; null where nothing waits
   *     for it
   * @param trouble class of the failure that keeps this process from going on, or null
   */
  public record Status(
      String subscription,
      int partition,
      long position,
      long head,
      UUID next,
      Instant standingSince,
      String trouble) {}

  /**
   * @param concurrency partitions that one subscription works at once in this process
   */
  public Subscriptions(
      Pool pool,
      PostgresEventStore store,
      Collection<? extends Subscription> subscriptions,
      int concurrency) {
    this(
        pool, store, subscriptions, new Pace(concurrency, new Turnstile(Integer.MAX_VALUE), LIMIT));
  }

  public Subscriptions(
      Pool pool,
      PostgresEventStore store,
      Collection<? extends Subscription> subscriptions,
      Pace pace) {
    this.pool = pool;
    this.store = store;
    this.rebuild = new Rebuild(pool, store);
    this.turns = pace.turns();
    this.limit = pace.limit();
    for (Subscription each : subscriptions) {
      if (lanes.put(each.name(), new Lane(each, pace.concurrency(), this::work)) != null) {
        throw new IllegalArgumentException("two subscriptions are called " + each.name());
      }
    }
    this.setAside = new SetAside(pool, store, subscriptions, pace);
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
        .execute(allNames())
        .subscribe()
        .with(
            this::seen,
            failure -> {
              watch.blind();
              LOG.debugf(
                  "could not look at the checkpoints: %s", failure.getClass().getSimpleName());
            });
  }

  private void seen(RowSet<Row> rows) {
    Map<Checkpoint, Watch.Seen> behind = new HashMap<>();
    for (Row row : rows) {
      Checkpoint at = new Checkpoint(row.getString(0), row.getShort(1));
      behind.put(at, new Watch.Seen(row.getLong(2), row.getDouble(3)));
    }
    watch.saw(behind);
    behind.keySet().forEach(at -> lanes.get(at.subscription()).wake(at.partition()));
  }

  private Tuple allNames() {
    return Tuple.of(lanes.keySet().toArray(String[]::new));
  }

  /** Takes one batch of a partition, then says to its lane how that went. */
  private void work(Lane lane, int partition) {
    Checkpoint at = new Checkpoint(lane.subscription().name(), partition);
    step(lane.subscription(), partition)
        .subscribe()
        .with(
            progress -> {
              if (progress.step() != Step.STUCK) {
                troubles.remove(at);
              }
              switch (progress.step()) {
                case MORE -> lane.again(partition);
                case DONE -> lane.done(partition);
                case TAKEN -> {
                  lane.rest(partition);
                  later(() -> lane.rested(partition), WHILE_ANOTHER_WORKS);
                }
                case STUCK -> rest(lane, at, progress.failure(), LONGEST_REST_AT_ONE_EVENT);
              }
            },
            failure -> rest(lane, at, failure, LONGEST_REST));
  }

  private void rest(Lane lane, Checkpoint at, Throwable failure, Duration longest) {
    troubles.put(at, failure.getClass().getSimpleName());
    Duration wait = lane.failed(at.partition(), longest);
    LOG.warnf(
        "%s can't go on in partition %d and tries again in %d ms: %s",
        at.subscription(), at.partition(), wait.toMillis(), failure.getClass().getSimpleName());
    later(() -> lane.rested(at.partition()), wait);
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
    TAKEN,
    /** At one event, with all before it taken in. */
    STUCK
  }

  private record Progress(Step step, long position, Throwable failure) {
    Progress(Step step, long position) {
      this(step, position, null);
    }
  }

  private Uni<Progress> step(Subscription subscription, int partition) {
    if (closed) {
      return Uni.createFrom().item(new Progress(Step.DONE, 0));
    }
    return inTurn(subscription, sql -> locked(subscription, partition, sql))
        .invoke(
            progress ->
                reached.merge(
                    new Checkpoint(subscription.name(), partition),
                    progress.position(),
                    Math::max));
  }

  private <T> Uni<T> inTurn(Subscription subscription, Function<SqlConnection, Uni<T>> work) {
    Uni<T> transaction = Uni.createFrom().deferred(() -> pool.withTransaction(work));
    return subscription instanceof Policy ? turns.pass(transaction) : transaction;
  }

  private Uni<Progress> locked(Subscription subscription, int partition, SqlConnection sql) {
    return Checkpoints.take(subscription.name(), partition, sql)
        .chain(
            place ->
                place.isEmpty()
                    ? Uni.createFrom().item(new Progress(Step.TAKEN, 0))
                    : advance(subscription, place.get(), sql));
  }

  private Uni<Progress> advance(
      Subscription subscription, Checkpoints.Place place, SqlConnection sql) {
    int most = Handling.batch(subscription);
    return Reading.next(store, subscription, place, most, sql)
        .chain(
            slice -> {
              if (slice.seen() == 0) {
                return Uni.createFrom().item(new Progress(Step.DONE, place.position()));
              }
              boolean more = slice.seen() == most || place.setAside() > 0;
              return Handling.handle(subscription, slice.events(), sql, limit)
                  .map(stuck -> progress(stuck, slice.position(), more ? Step.MORE : Step.DONE))
                  .call(progress -> Checkpoints.move(place, progress.position(), sql));
            });
  }

  /** Stuck at an event, the checkpoint stands right before it. */
  private static Progress progress(Optional<Handling.Stuck> stuck, long end, Step next) {
    return stuck
        .map(at -> new Progress(Step.STUCK, at.event().position() - 1, at.failure()))
        .orElseGet(() -> new Progress(next, end));
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
        .execute(allNames())
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
                        row.getUUID(4),
                        watch.standingSince(at, row.getLong(2)),
                        trouble));
              }
              return all;
            });
  }

  /** The names of all subscriptions of this process. */
  public Set<String> names() {
    return Collections.unmodifiableSet(lanes.keySet());
  }

  /** For how many seconds the oldest event has waited for a subscription, when last looked at. */
  public double lag(String subscription) {
    return watch.lag(subscription);
  }

  /**
   * Takes one event out of the way of one policy or relay, which then goes on behind it.
   *
   * @param by subject of the operator's token
   * @return whether the log holds such an event
   * @throws Refused (by the Uni) where the subscription is past it
   */
  public Uni<Boolean> setAside(String name, UUID event, String by) {
    Lane lane = lanes.get(name);
    if (lane == null || lane.subscription() instanceof Projection) {
      throw new IllegalArgumentException("neither policy nor relay: " + name);
    }
    return setAside
        .add(name, event, by)
        .invoke(partition -> partition.ifPresent(lane::release))
        .map(Optional::isPresent);
  }

  /** What was set aside and not replayed since, in the order of setting aside. */
  public Uni<List<Aside>> setAside(long afterNumber, int limit) {
    return setAside.list(afterNumber, limit);
  }

  /**
   * Gives an event that was set aside to its subscription after all, behind what followed it.
   *
   * @return whether there is such an entry
   * @throws Refused (by the Uni) where it fails again; it stays set aside
   */
  public Uni<Boolean> replay(long number, String by) {
    return setAside.replay(number, by);
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
