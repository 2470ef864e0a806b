package nl.tenzij.ledger.subscription;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** One subscription's partitions that have work, with a bound on how many are worked at once. */
final class Lane {

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Subscription subscription;
  private final Set<String> wanted;
  private final int concurrency;
  private final ObjIntConsumer<Lane> work;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Set<Integer> busy = new HashSet<>();
  private final Set<Integer> wokenMeanwhile = new HashSet<>();
  private final Set<Integer> resting = new HashSet<>();
  private final Map<Integer, Integer> failures = new HashMap<>();
  private final Map<Integer, Integer> taken = new HashMap<>();

  /**
   * @param wanted stored names of the events that it wants; all where it is empty
   */
  Lane(Subscription subscription, Set<String> wanted, int concurrency, ObjIntConsumer<Lane> work) {
    this.subscription = subscription;
    this.wanted = wanted;
    this.concurrency = concurrency;
    this.work = work;
  }

  Subscription subscription() {
    return subscription;
  }

  /**
   * Events of these kinds came. Where it wants none of them it is not worth a transaction now: it
   * goes past them with the next that it wants, with the next look at all checkpoints, or as soon
   * as somebody waits for it.
   */
  void came(Set<String> types, int partition) {
    if (wanted.isEmpty() || !Collections.disjoint(wanted, types)) {
      wake(partition);
    }
  }

  /** There may be news in the partition; one that rests goes on resting. */
  void wake(int partition) {
    synchronized (this) {
      if (resting.contains(partition)) {
        return;
      }
      if (busy.contains(partition)) {
        wokenMeanwhile.add(partition);
        return;
      }
      if (!waiting.contains(partition)) {
        waiting.add(partition);
      }
    }
    startNext();
  }

  /** There is more to do in a partition under way: it goes to the end of the queue. */
  void again(int partition) {
    synchronized (this) {
      busy.remove(partition);
      wokenMeanwhile.remove(partition);
      failures.remove(partition);
      taken.remove(partition);
      waiting.add(partition);
    }
    startNext();
  }

  /** All was taken in, unless more came meanwhile. */
  void done(int partition) {
    synchronized (this) {
      busy.remove(partition);
      failures.remove(partition);
      taken.remove(partition);
      if (wokenMeanwhile.remove(partition)) {
        waiting.add(partition);
      }
    }
    startNext();
  }

  /** Gives the place to another partition, until {@link #rested}. */
  void rest(int partition) {
    synchronized (this) {
      busy.remove(partition);
      wokenMeanwhile.remove(partition);
      resting.add(partition);
    }
    startNext();
  }

  /**
   * As {@link #rest}, since another instance works there. It may have begun before our event was
   * there to be seen; mostly it is done in a few milliseconds.
   *
   * @return how long to wait before the next look
   */
  Duration taken(int partition) {
    int count;
    synchronized (this) {
      count = taken.merge(partition, 1, Integer::sum);
    }
    rest(partition);
    return growing(FIRST_LOOK, count, LONGEST_BETWEEN_LOOKS);
  }

  /** It may be tried again. */
  void rested(int partition) {
    synchronized (this) {
      resting.remove(partition);
    }
    wake(partition);
  }

  /**
   * As {@link #rest}, after a failure.
   *
   * @param longest to wait
   * @return how long to wait before the next try
   */
  Duration failed(int partition, Duration longest) {
    int count;
    synchronized (this) {
      count = failures.merge(partition, 1, Integer::sum);
      taken.remove(partition);
    }
    rest(partition);
    return growing(FIRST_BACKOFF, count, longest);
  }

  /** Twice as long each time. */
  private static Duration growing(Duration first, int count, Duration longest) {
    Duration wait = first.multipliedBy(1L << Math.min(count - 1, 10));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** What kept it from going on is gone: no need to wait any longer. */
  void release(int partition) {
    synchronized (this) {
      failures.remove(partition);
    }
    rested(partition);
  }

  private void startNext() {
    int partition;
    synchronized (this) {
      if (busy.size() >= concurrency || waiting.isEmpty()) {
        return;
      }
      partition = waiting.poll();
      busy.add(partition);
    }
    work.accept(this, partition);
  }
}
