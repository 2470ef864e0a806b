package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in what others tell. A message has its effect once per consumer, whatever comes how often:
 * it is remembered in the transaction of its effect. What can't be handled is parked with its
 * error, and later messages of its key behind it; the rest goes on.
 */
public final class Inbox implements AutoCloseable {

  private final Parking parking;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final List<InboxLoop> loops = new ArrayList<>();

  public Inbox(
      Pool pool,
      Vertx vertx,
      KafkaConnection kafka,
      Envelope envelope,
      Collection<Consumer> consumers) {
    this.parking = new Parking(pool);
    for (Consumer each : consumers) {
      Desk desk = new Desk(each, pool, parking, envelope, vertx);
      if (desks.put(each.name(), desk) != null) {
        throw new IllegalArgumentException("two consumers are called " + each.name());
      }
      loops.add(new InboxLoop(each, kafka, desk));
    }
  }

  /** Begins to read; a consumer that is new begins at its topic's beginning. */
  public void start() {
    loops.forEach(InboxLoop::start);
  }

  /** Whether all consumers read, or wait for a broker or database that is away. */
  public boolean isAlive() {
    return loops.stream().allMatch(InboxLoop::isAlive);
  }

  /**
   * Tries a consumer's parked messages again, in order.
   *
   * @return how many are no longer parked; those that failed again still are
   */
  public Uni<Integer> replay(String consumer) {
    Desk desk = desks.get(consumer);
    if (desk == null) {
      throw new IllegalArgumentException("no consumer is called " + consumer);
    }
    return desk.replay();
  }

  /** Parked messages of all consumers in order of parking. */
  public Uni<List<Parked>> parked(long afterNumber, int limit) {
    return parking.list(afterNumber, limit);
  }

  /**
   * Gives up a message that will never be handled, so that those behind it can go on at the next
   * replay.
   *
   * @return whether it was parked
   */
  public Uni<Boolean> discard(long number) {
    return parking.discard(number);
  }

  /** Ends what is under way, leaves the rest to others. */
  @Override
  public void close() {
    loops.forEach(InboxLoop::stop);
    try {
      for (InboxLoop loop : loops) {
        loop.await();
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
