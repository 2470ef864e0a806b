package nl.tenzij.ledger.benchmark;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
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

  static Result run(int clients, Duration length, IntFunction<Uni<?>> thing)
      throws InterruptedException {
    Timings timings = new Timings(4_000_000);
    CountDownLatch done = new CountDownLatch(clients);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    for (int client = 0; client < clients; client++) {
      next(client, end, thing, timings, done, failure);
    }
    done.await();
    if (failure.get() != null) {
      throw new IllegalStateException("the benchmark's work failed", failure.get());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        timings.count() / seconds, timings.percentile(0.50), timings.percentile(0.99));
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
