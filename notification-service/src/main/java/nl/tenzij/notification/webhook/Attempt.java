package nl.tenzij.notification.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.notification.webhook.WebhookDelivery.Reason;

/**
 * One try to deliver.
 *
 * @param number which one it is, from 1
 */
record Attempt(UUID delivery, UUID webhook, String body, int number) {

  private static final int GONE = 410;

  /**
   * What came of it.
   *
   * @param status what the receiver answered, or null where it did not
   * @param reason null where it took it
   */
  record Outcome(Integer status, Reason reason) {

    static Outcome answered(int status) {
      return new Outcome(status, status >= 200 && status < 300 ? null : Reason.NOT_TAKEN);
    }

    static Outcome failed(Reason reason) {
      return new Outcome(null, reason);
    }

    boolean isTaken() {
      return reason == null;
    }

    boolean isGone() {
      return status != null && status == GONE;
    }
  }

  /**
   * How long to wait for the next one.
   *
   * @param waits between attempts
   * @return empty where this was the last
   */
  Optional<Duration> next(List<Duration> waits) {
    return number <= waits.size() ? Optional.of(waits.get(number - 1)) : Optional.empty();
  }
}
