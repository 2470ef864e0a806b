package nl.tenzij.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.tenzij.notification.webhook.Attempt.Outcome;
import org.junit.jupiter.api.Test;

class AttemptTest {

  private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));

  @Test
  void waitsLongerEachTimeAndThenGivesUp() {
    assertThat(attempt(1).next(WAITS)).contains(Duration.ofSeconds(5));
    assertThat(attempt(2).next(WAITS)).contains(Duration.ofMinutes(5));
    assertThat(attempt(3).next(WAITS)).isEmpty();
  }

  @Test
  void onlyAStatusOfTwoHundredsIsAYes() {
    assertThat(Outcome.answered(204).isTaken()).isTrue();
    for (int status : new int[] {199, 301, 302, 400, 410, 500}) {
      assertThat(Outcome.answered(status).isTaken()).as("%d", status).isFalse();
    }
    assertThat(Outcome.answered(410).isGone()).isTrue();
    assertThat(Outcome.failed(WebhookDelivery.Reason.AWAY).isGone()).isFalse();
  }

  private static Attempt attempt(int number) {
    return new Attempt(UUID.randomUUID(), UUID.randomUUID(), "{}", number);
  }
}
