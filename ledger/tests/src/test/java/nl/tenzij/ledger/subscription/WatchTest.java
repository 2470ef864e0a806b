package nl.tenzij.ledger.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.ledger.privacy.TestLedger;
import org.junit.jupiter.api.Test;

class WatchTest {

  @Test
  void looks_again_after_the_clock_could_not_be_read() {
    AtomicInteger looks = new AtomicInteger();
    try (TestLedger ledger = TestLedger.fresh()) {
      Watch watch =
          new Watch(
              ledger.pool(),
              Set.of("somebody"),
              () -> {
                if (looks.incrementAndGet() == 1) {
                  throw new IllegalStateException("the file was empty for an instant");
                }
                return Duration.ZERO;
              });

      watch.look(behind -> {});
      assertThat(watch.lag("somebody")).isNaN();
      watch.look(behind -> {});

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(watch.lag("somebody")).isZero());
    }
  }
}
