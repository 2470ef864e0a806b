package nl.tenzij.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GoodTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String TIM = "tim";

  private Instant now = NOW;
  private Duration passed = Duration.ZERO;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final GoodTokens<String> tokens =
      new GoodTokens<>(Duration.ofSeconds(30), 100, clock, () -> passed.toNanos());

  @Test
  void whatWasNeverFoundGoodIsNotKnown() {
    tokens.keep("head.body.signature", TIM, NOW.plusSeconds(300));

    assertThat(tokens.find("head.body.signaturf")).isEmpty();
  }

  @Test
  void whatWasFoundGoodIsKnownForAWhile() {
    tokens.keep("head.body.signature", TIM, NOW.plusSeconds(300));

    now = NOW.plusSeconds(29);
    assertThat(tokens.find("head.body.signature")).contains(TIM);
    now = NOW.plusSeconds(30);
    assertThat(tokens.find("head.body.signature")).isEmpty();
  }

  @Test
  void whatIsKnownNoLongerTakesNoRoom() {
    tokens.keep("head.body.signature", TIM, NOW.plusSeconds(300));
    assertThat(tokens.size()).isEqualTo(1);

    passed = Duration.ofSeconds(31);
    assertThat(tokens.size()).isZero();
  }

  @Test
  void whoSetsTheClockBackProlongsNothing() {
    tokens.keep("head.body.signature", TIM, NOW.plusSeconds(300));

    now = NOW.minusSeconds(3600);
    passed = Duration.ofSeconds(29);
    assertThat(tokens.find("head.body.signature")).contains(TIM);
    passed = Duration.ofSeconds(31);
    assertThat(tokens.find("head.body.signature")).isEmpty();
  }

  @Test
  void itsOwnEndComesFirst() {
    tokens.keep("head.body.signature", TIM, NOW.plusSeconds(10));

    now = NOW.plusSeconds(9);
    assertThat(tokens.find("head.body.signature")).contains(TIM);
    now = NOW.plusSeconds(10);
    assertThat(tokens.find("head.body.signature")).isEmpty();
  }
}
