package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DaytimeTest {

  @Test
  void onASchoolDayTheClockIsTheMachines() {
    assertThat(Daytime.ahead(Instant.parse("2026-11-23T08:00:00Z"))).isZero();
    assertThat(Daytime.ahead(Instant.parse("2026-11-23T13:59:00Z"))).isZero();
  }

  @Test
  void otherwiseItIsAheadInWholeHours() {
    assertThat(Daytime.ahead(Instant.parse("2026-11-23T07:59:00Z"))).isEqualTo(Duration.ofHours(1));
    assertThat(Daytime.ahead(Instant.parse("2026-11-23T14:00:00Z")))
        .isEqualTo(Duration.ofHours(18));
    // Friday afternoon to Monday morning.
    assertThat(Daytime.ahead(Instant.parse("2026-11-20T15:30:00Z")))
        .isEqualTo(Duration.ofHours(65));
    // The night in which the clock goes back.
    assertThat(Daytime.ahead(Instant.parse("2026-10-24T21:30:00Z")))
        .isEqualTo(Duration.ofHours(35));
  }
}
