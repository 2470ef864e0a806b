package nl.tenzij.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Instant QUEUED = Instant.parse("2026-11-23T08:00:00Z");
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofDays(3));

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToABound() {
    assertThat(waitAfter(1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(waitAfter(2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(waitAfter(7)).isEqualTo(Duration.ofSeconds(640));
    assertThat(waitAfter(8)).isEqualTo(Duration.ofMinutes(15));
    assertThat(waitAfter(5000)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void givesUpAfterTheWholeTime() {
    Instant late = QUEUED.plus(Duration.ofDays(3)).minusSeconds(900);

    assertThat(PATIENCE.again(QUEUED, 300, late)).contains(late.plusSeconds(900));
    assertThat(PATIENCE.again(QUEUED, 300, late.plusSeconds(1))).isEmpty();
    assertThat(PATIENCE.isOver(QUEUED, QUEUED.plus(Duration.ofDays(3)))).isFalse();
    assertThat(PATIENCE.isOver(QUEUED, QUEUED.plus(Duration.ofDays(3)).plusMillis(1))).isTrue();
  }

  @Test
  void triesSomeTimesInAnyCase() {
    Patience patience =
        new Patience(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1), 6);
    Instant late = QUEUED.plus(Duration.ofHours(9));

    assertThat(patience.again(QUEUED, 1, late)).contains(late.plusSeconds(10));
    assertThat(patience.again(QUEUED, 5, late)).contains(late.plusSeconds(160));
    assertThat(patience.again(QUEUED, 6, late)).isEmpty();
    assertThat(patience.again(QUEUED, 6, QUEUED.plusSeconds(310)))
        .as("not before its time")
        .contains(QUEUED.plusSeconds(310 + 320));
  }

  private static Duration waitAfter(int attempts) {
    return Duration.between(QUEUED, PATIENCE.again(QUEUED, attempts, QUEUED).orElseThrow());
  }
}
