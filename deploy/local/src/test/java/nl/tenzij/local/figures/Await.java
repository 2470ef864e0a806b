package nl.tenzij.local.figures;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes by itself. */
final class Await {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Await() {}

  static void until(String what, Duration atMost, BooleanSupplier come) {
    until(what, atMost, BETWEEN_LOOKS, come);
  }

  static void until(String what, Duration atMost, Duration between, BooleanSupplier come) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(between.toNanos());
    }
  }
}
