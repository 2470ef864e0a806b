package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.tenzij.ledger.subscription.Turnstile;

/**
 * Takes in what others tell. A message has its effect once per consumer, whatever comes how often:
 * it is remembered in the transaction of its effect. What can't be handled is parked with its
 * error, and later messages of its key behind it; the rest goes on.
 */
public final class Inbox implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parking parking;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final List<InboxLoop> loops = new ArrayList<>();
  private final Lookout lookout;

  /**
   * @param turns taken for each message: its handler uses connections beside the one that it is
   *     given
   * @param limit how long a handler may take over a message
   */
  public record Bounds(Turnstile turns, Duration limit) {}

  /**
   * Parked messages of a consumer.
   *
   * @param failed of all, those that don't only wait behind another
   */
  public record Count(long all, long failed) {}

  public Inbox(
      Pool pool,
      Vertx vertx,
      KafkaConnection kafka,
      Envelope envelope,
      Collection<Consumer> consumers) {
    this(
        pool,
        vertx,
        kafka,
        envelope,
        consumers,
        new Bounds(new Turnstile(Integer.MAX_VALUE), LIMIT));
  }

  public Inbox(
      Pool pool,
      Vertx vertx,
      KafkaConnection kafka,
      Envelope envelope,
      Collection<Consumer> consumers,
      Bounds bounds) {
    this.parking = new Parking(pool);
    this.lookout = new Lookout(pool, kafka, loops);
    for (Consumer each : withKeys(consumers)) {
      Desk desk = new Desk(each, pool, envelope, vertx, bounds);
      if (desks.put(each.name(), desk) != null) {
        throw new IllegalArgumentException("two consumers are called " + each.name());
      }
      loops.add(new InboxLoop(each, kafka, desk, lookout::ends));
    }
  }

  /** Who forgets does so as two. */
  private static List<Consumer> withKeys(Collection<Consumer> consumers) {
    return consumers.stream()
        .flatMap(
            each ->
                each instanceof Forgetting forgetting
                    ? Stream.of(forgetting, forgetting.keys())
                    : Stream.of(each))
        .toList();
  }

  /** Begins to read; a consumer that is new begins at its topic's beginning. */
  public void start() {
    loops.forEach(InboxLoop::start);
    if (!loops.isEmpty()) {
      lookout.start();
    }
  }

  /** Whether all consumers read, or wait for a broker or database that is away. */
  public boolean isAlive() {
    return loops.stream().allMatch(InboxLoop::isAlive);
  }

  /**
   * How long ago everything had been taken in, or parked, that was in the topics by then: for the
   * consumer and the partition for which that is longest, whichever instance reads it. A second or
   * two at rest as well as under steady traffic; it grows while a broker or an instance is away, or
   * a message has to wait; empty while a partition has never been read.
   */
  public Optional<Duration> sinceAllWasRead() {
    return loops.isEmpty() ? Optional.of(Duration.ZERO) : lookout.since();
  }

  /** The names of all consumers of this process. */
  public Set<String> consumers() {
    return Collections.unmodifiableSet(desks.keySet());
  }

  /** What keeps consumers from going on. */
  public List<Blocked> blocked() {
    return Stream.concat(
            desks.values().stream().flatMap(desk -> desk.blocked().stream()),
            loops.stream().flatMap(loop -> loop.blocked().stream()))
        .toList();
  }

  /** How many messages each consumer has parked. */
  public Uni<Map<String, Count>> parked() {
    return parking
        .count(desks.keySet())
        .map(
            found -> {
              Map<String, Count> all = new LinkedHashMap<>();
              desks
                  .keySet()
                  .forEach(name -> all.put(name, found.getOrDefault(name, new Count(0, 0))));
              return all;
            });
  }

  /**
   * Whether a message had its effect, or was given up and never will have: else it is on its way,
   * or parked.
   */
  public Uni<Boolean> isSettled(String consumer, String message) {
    return parking.isSettled(consumer, message);
  }

  /**
   * Tries a consumer's parked messages again, in order.
   *
   * @param by subject of the operator's token
   * @return how many are no longer parked; those that failed again still are
   */
  public Uni<Integer> replay(String consumer, String by) {
    Desk desk = desks.get(consumer);
    if (desk == null) {
      throw new IllegalArgumentException("no consumer is called " + consumer);
    }
    return desk.replay(by);
  }

  /** Parked messages of all consumers in order of parking. */
  public Uni<List<Parked>> parked(long afterNumber, int limit) {
    return parking.list(afterNumber, limit);
  }

  /**
   * Gives up a message that will never be handled, so that those behind it can go on at the next
   * replay.
   *
   * @param by subject of the operator's token
   * @return whether it was parked
   */
  public Uni<Boolean> discard(long number, String by) {
    return parking.discard(number, by);
  }

  /** Ends what is under way, leaves the rest to others. */
  @Override
  public void close() {
    loops.forEach(InboxLoop::stop);
    lookout.close();
    try {
      for (InboxLoop loop : loops) {
        loop.await();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
