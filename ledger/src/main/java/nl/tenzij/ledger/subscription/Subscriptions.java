package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
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
import java.util.stream.IntStream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.jboss.logging.Logger;

/**
 * Runs subscriptions. A partition is worked by whoever holds its checkpoint row, so several
 * instances share the work and a dead one's share is free as soon as its connection is gone. Woken
 * at once by appends of this process that hold what it wants, and by a look at all checkpoints
 * every {@code poll} for those of others and to pass over the rest.
 */
public final class Subscriptions implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Subscriptions.class);
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST_AT_ONE_EVENT = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String STATUS =
      """
      select c.subscription, c.partition, c.position, coalesce(
        (select e.position from event e where e.partition = c.partition order by e.position desc limit 1), 0),
        (select e.id from event e where e.partition = c.partition and e.position > c.position order by e.position limit 1)
      from checkpoint c where c.subscription = any($1) order by 1, 2
      """;

  // Of the events that a subscription has before it, the last one of a board. Mostly there are few
  // or none; of very many only the last ones are looked at, and what is behind them is waited for.
  private static final String BEHIND =
      """
      select c.subscription, c.partition, awaited.position
      from checkpoint c cross join lateral (
        select position from (
          select e.position, e.board, row_number() over (order by e.position desc) as nth from event e
          where e.partition = c.partition and e.position > c.position order by e.position desc limit $3::int) ahead
        where board = $2 or nth = $3 order by position desc limit 1) awaited
      where c.subscription = any($1) order by 1, 2
      """;
  private static final int LOOKED_AT = 10_000;

  // A step of the relay holds its row until the broker answers or is given up, just while that
  // comes
  // back: that is longer than a lock is waited for otherwise.
  private static final String BE_PATIENT = "set local lock_timeout = '30s'";
  private static final String TO_THE_BEGINNING =
      "update checkpoint set position = 0 where subscription = $1";

  private final Pool pool;
  private final PostgresEventStore store;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<Checkpoint, String> troubles = new ConcurrentHashMap<>();
  private final Watch watch;
  private final Steps steps;
  private final Arrivals arrivals;
  private final SetAside setAside;
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
    this.steps = new Steps(pool, store, pace);
    this.arrivals = new Arrivals(pool);
    for (Subscription each : subscriptions) {
      if (lanes.put(each.name(), lane(each, pace)) != null) {
        throw new IllegalArgumentException("two subscriptions are called " + each.name());
      }
    }
    this.watch = new Watch(pool, lanes.keySet(), store::ahead);
    this.setAside = new SetAside(pool, store, subscriptions, pace);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("subscriptions").factory());
  }

  private Lane lane(Subscription subscription, Pace pace) {
    return new Lane(
        subscription, store.storedNames(subscription.events()), pace.concurrency(), this::work);
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
              store.onAppend(
                  (types, partition) ->
                      lanes.values().forEach(lane -> lane.came(types, partition)));
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
    if (!closed) {
      watch.look(at -> lanes.get(at.subscription()).wake(at.partition()));
    }
  }

  private Tuple allNames() {
    return Tuple.of(lanes.keySet().toArray(String[]::new));
  }

  /** Takes one batch of a partition, then says to its lane how that went. */
  private void work(Lane lane, int partition) {
    if (closed) {
      return;
    }
    Checkpoint at = new Checkpoint(lane.subscription().name(), partition);
    steps
        .take(lane.subscription(), partition)
        .subscribe()
        .with(
            progress -> went(lane, at, progress), failure -> rest(lane, at, failure, LONGEST_REST));
  }

  private void went(Lane lane, Checkpoint at, Steps.Progress progress) {
    if (progress.way() != Steps.Way.STUCK) {
      troubles.remove(at);
    }
    switch (progress.way()) {
      case MORE -> lane.again(at.partition());
      case DONE -> lane.done(at.partition());
      case TAKEN -> later(() -> lane.rested(at.partition()), lane.taken(at.partition()));
      case STUCK -> rest(lane, at, progress.failure(), LONGEST_REST_AT_ONE_EVENT);
    }
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

  /**
   * Waits until a subscription has taken in a position.
   *
   * @param atMost zero for one look
   * @return fails with {@link TimeoutException} where it takes longer
   */
  public Uni<Void> reached(String subscription, int partition, long position, Duration atMost) {
    Lane lane = lanes.get(subscription);
    if (lane == null) {
      throw new IllegalArgumentException("no subscription is called " + subscription);
    }
    if (!atMost.isZero()) {
      // what lies there may be nothing that it wanted to be woken for
      lane.wake(partition);
    }
    return arrivals.await(new Checkpoint(subscription, partition), position, atMost);
  }

  /**
   * Waits until a subscription has taken in all that is in the log of a school's partition now.
   *
   * @return fails with {@link TimeoutException} where it takes longer
   */
  public Uni<Void> latest(String subscription, Board board, School school, Duration atMost) {
    int partition = store.partition(board, school);
    return store.head(partition).chain(head -> reached(subscription, partition, head, atMost));
  }

  /**
   * Waits until these subscriptions have taken in all that is in the log of a board now. What keeps
   * one from going on at other boards' events is not waited for, unless something of this board
   * stands behind it.
   *
   * @param atMost for all of them together
   * @return fails with {@link TimeoutException} where it takes longer
   */
  public Uni<Void> latest(Collection<String> all, Board board, Duration atMost) {
    if (!lanes.keySet().containsAll(all)) {
      throw new IllegalArgumentException("no subscriptions are called " + all);
    }
    long end = System.nanoTime() + atMost.toNanos();
    return pool.preparedQuery(BEHIND)
        .execute(Tuple.of(all.toArray(String[]::new), board.id(), LOOKED_AT))
        .invoke(rows -> rows.forEach(row -> lanes.get(row.getString(0)).wake(row.getShort(1))))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                arrivals.await(
                    new Checkpoint(row.getString(0), row.getShort(1)), row.getLong(2), left(end)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
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
   * Lets a relay tell all of the log once more, with the same ids: for a broker that lost what it
   * had.
   *
   * @param by subject of the operator's token
   */
  public Uni<Void> tellAgain(String name, String by) {
    Lane lane = lanes.get(name);
    if (lane == null || !(lane.subscription() instanceof Relay)) {
      throw new IllegalArgumentException("only a relay tells again, and " + name + " is none");
    }
    return pool.withTransaction(
            sql ->
                sql.query(BE_PATIENT)
                    .execute()
                    .chain(() -> sql.preparedQuery(TO_THE_BEGINNING).execute(Tuple.of(name)))
                    .chain(() -> Deeds.note(sql, by, "told-again", JsonObject.of("relay", name))))
        .invoke(() -> IntStream.range(0, store.partitions()).forEach(lane::wake));
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
