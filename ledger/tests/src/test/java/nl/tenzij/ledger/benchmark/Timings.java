package nl.tenzij.ledger.benchmark;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each of many things took, in nanoseconds. */
final class Timings {

  private final long[] all;
  private final AtomicInteger next = new AtomicInteger();

  Timings(int most) {
    this.all = new long[most];
  }

  void since(long start) {
    add(System.nanoTime() - start);
  }

  void add(long nanoseconds) {
    int place = next.getAndIncrement();
    if (place < all.length) {
      all[place] = nanoseconds;
    }
  }

  int count() {
    return next.get();
  }

  /** In milliseconds. */
  double percentile(double share) {
    int kept = Math.min(next.get(), all.length);
    long[] sorted = Arrays.copyOf(all, kept);
    Arrays.sort(sorted);
    return kept == 0 ? Double.NaN : sorted[(int) Math.min(kept - 1, share * kept)] / 1e6;
  }
}
