package nl.tenzij.ledger.benchmark;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** A fixed number of clients, each doing one thing after the other, for a while. */
final class Load {

  private Load() {}

  /**
   * @param perSecond things done
   * @param p50 milliseconds
   * @param p99 milliseconds
   */
  record Result(double perSecond, double p50, double p99) {}

  private static final Duration SLICE = Duration.ofMillis(500);

  /** One thing alone, for a warm-up. */
  static void run(int clients, Duration length, IntFunction<Uni<?>> thing)
      throws InterruptedException {
    inTurns(clients, length, List.of(thing));
  }

  /**
   * Things that are compared, each for the given time in all, in short slices in turn: what else
   * the machine and its disk do meanwhile meets all of them alike.
   */
  static List<Result> inTurns(int clients, Duration each, List<IntFunction<Uni<?>>> things)
      throws InterruptedException {
    List<Timings> timings = things.stream().map(thing -> new Timings(4_000_000)).toList();
    long[] spent = new long[things.size()];
    for (long slice = 0; slice < each.dividedBy(SLICE); slice++) {
      for (int thing = 0; thing < things.size(); thing++) {
        spent[thing] += slice(clients, things.get(thing), timings.get(thing));
      }
    }
    List<Result> results = new ArrayList<>();
    for (int thing = 0; thing < things.size(); thing++) {
      Timings of = timings.get(thing);
      results.add(
          new Result(of.count() / (spent[thing] / 1e9), of.percentile(0.50), of.percentile(0.99)));
    }
    return results;
  }

  private static long slice(int clients, IntFunction<Uni<?>> thing, Timings timings)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(clients);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long start = System.nanoTime();
    long end = start + SLICE.toNanos();
    for (int client = 0; client < clients; client++) {
      next(client, end, thing, timings, done, failure);
    }
    done.await();
    if (failure.get() != null) {
      throw new IllegalStateException("the benchmark's work failed", failure.get());
    }
    return System.nanoTime() - start;
  }

  private static void next(
      int client,
      long end,
      IntFunction<Uni<?>> thing,
      Timings timings,
      CountDownLatch done,
      AtomicReference<Throwable> failure) {
    long start = System.nanoTime();
    if (start > end || failure.get() != null) {
      done.countDown();
      return;
    }
    thing
        .apply(client)
        .subscribe()
        .with(
            ok -> {
              timings.since(start);
              next(client, end, thing, timings, done, failure);
            },
            broken -> {
              failure.compareAndSet(null, broken);
              done.countDown();
            });
  }
}
