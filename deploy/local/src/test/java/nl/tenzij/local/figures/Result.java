package nl.tenzij.local.figures;

import java.util.Arrays;

/**
 * What came of one run.
 *
 * @param perSecond answered as they should be
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param failed answered otherwise, or not
 */
record Result(double perSecond, double p50, double p99, long failed) {

  /**
   * @param nanos how long each took; the first {@code count} of them
   */
  static Result of(long[] nanos, int count, double seconds, long failed) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Result(count / seconds, share(sorted, 0.50), share(sorted, 0.99), failed);
  }

  private static double share(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  /**
   * @throws IllegalStateException where a figure of answers would be one of failures too
   */
  Result allAnswered(String what) {
    if (failed > 0) {
      throw new IllegalStateException("%s: %,d requests failed".formatted(what, failed));
    }
    return this;
  }
}
