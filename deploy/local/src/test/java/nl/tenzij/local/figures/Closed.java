package nl.tenzij.local.figures;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A fixed number of clients, each doing one thing after the other, for a while. */
final class Closed {

  private static final int MOST = 2_000_000;

  private final IntFunction<CompletionStage<Boolean>> thing;
  private final long start = System.nanoTime();
  private final long end;
  private final long[] nanos = new long[MOST];
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final CountDownLatch ended;

  private Closed(int clients, Duration length, IntFunction<CompletionStage<Boolean>> thing) {
    this.thing = thing;
    this.end = start + length.toNanos();
    this.ended = new CountDownLatch(clients);
  }

  /**
   * @param thing what a client does, by its number; comes to whether it went well
   */
  static Result run(int clients, Duration length, IntFunction<CompletionStage<Boolean>> thing) {
    Closed run = new Closed(clients, length, thing);
    for (int client = 0; client < clients; client++) {
      run.next(client);
    }
    try {
      run.ended.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    double seconds = (System.nanoTime() - run.start) / 1e9;
    return Result.of(run.nanos, run.done.get(), seconds, run.failed.get());
  }

  private void next(int client) {
    long begin = System.nanoTime();
    if (begin > end) {
      ended.countDown();
      return;
    }
    thing
        .apply(client)
        .whenComplete(
            (well, failure) -> {
              if (failure == null && well) {
                nanos[done.getAndIncrement()] = System.nanoTime() - begin;
              } else {
                failed.incrementAndGet();
              }
              next(client);
            });
  }
}
