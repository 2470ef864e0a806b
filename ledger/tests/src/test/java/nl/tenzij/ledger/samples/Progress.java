package nl.tenzij.ledger.samples;

import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/**
 * Waits for what is much work: how long that takes is the machine's to say, and it must only not
 * stand still.
 */
public final class Progress {

  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private Progress() {}

  /**
   * @param count of what is done, or is still to be done
   */
  public static void await(LongSupplier count, LongPredicate enough) {
    for (long seen = count.getAsLong(); !enough.test(seen); ) {
      seen = next(count, seen);
    }
  }

  /** The next that is another. */
  private static long next(LongSupplier count, long seen) {
    return Awaitility.await("what stands still at " + seen)
        .atMost(STANDSTILL)
        .until(count::getAsLong, now -> now != seen);
  }
}
