package nl.tenzij.notification.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.notification.webhook.Attempt.Outcome;
import nl.tenzij.notification.webhook.Webhook.State;
import nl.tenzij.notification.webhook.WebhookDelivery.Reason;
import org.jboss.logging.Logger;

/**
 * Takes what is due to the webhooks. What an instance that died had in hand is taken over once its
 * claim lapsed, and carries the same {@code webhook-id}.
 */
@ApplicationScoped
class WebhookSender {

  private static final Logger LOG = Logger.getLogger(WebhookSender.class);

  private final Webhooks webhooks;
  private final WebhookDeliveries deliveries;
  private final Calling calling;
  private final WebhookConfig config;
  private final Pool pool;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final AtomicInteger underWay = new AtomicInteger();

  WebhookSender(
      Webhooks webhooks,
      WebhookDeliveries deliveries,
      Calling calling,
      WebhookConfig config,
      Pool pool,
      Clock clock,
      MeterRegistry metrics) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.calling = calling;
    this.config = config;
    this.pool = pool;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Scheduled(every = "${tenzij.webhooks.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    int room = config.atOnce() - underWay.get();
    if (room <= 0) {
      return Uni.createFrom().voidItem();
    }
    Instant now = clock.instant();
    return deliveries
        .claim(now, now.plus(config.claim()), room)
        .invoke(due -> due.forEach(this::send))
        .replaceWithVoid();
  }

  /** Nobody waits for it: whoever answers makes room for the next at once. */
  private void send(Attempt attempt) {
    underWay.incrementAndGet();
    deliver(attempt)
        .onFailure()
        .invoke(failure -> dropped(attempt, failure))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .chain(this::look)
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf("no look: %s", failure.getClass().getName()));
  }

  /** Not lost: its claim lapses and it is tried again. */
  private static void dropped(Attempt attempt, Throwable failure) {
    LOG.errorf(
        "delivery %s was dropped on its way: %s", attempt.delivery(), failure.getClass().getName());
  }

  private Uni<Void> deliver(Attempt attempt) {
    Instant now = clock.instant();
    if (attempt.number() > config.retries().size() + 1) {
      // Every attempt ended without an outcome: one that breaks its sender must not go for ever.
      return deliveries.came(
          attempt, WebhookDelivery.State.FAILED, Outcome.failed(Reason.AWAY), null, now);
    }
    return webhooks
        .find(attempt.webhook(), now, pool)
        .chain(
            found ->
                found
                    // Removed since: its deliveries went with it.
                    .map(webhook -> deliver(webhook, attempt))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> deliver(Webhook webhook, Attempt attempt) {
    return webhook.state() == State.DISABLED
        ? deliveries.came(
            attempt,
            WebhookDelivery.State.FAILED,
            Outcome.failed(Reason.DISABLED),
            null,
            clock.instant())
        : calling
            .call(webhook, attempt)
            .invoke(this::count)
            .chain(outcome -> note(webhook, attempt, outcome));
  }

  private Uni<Void> note(Webhook webhook, Attempt attempt, Outcome outcome) {
    Instant now = clock.instant();
    if (outcome.isTaken()) {
      return deliveries.came(attempt, WebhookDelivery.State.DELIVERED, outcome, null, now);
    }
    if (outcome.isGone()) {
      return deliveries
          .came(attempt, WebhookDelivery.State.FAILED, outcome, null, now)
          .chain(() -> webhooks.disable(webhook.webhook(), Webhook.Reason.GONE, now, pool))
          .chain(() -> deliveries.giveUp(webhook.webhook(), now));
    }
    return attempt
        .next(config.retries())
        .map(
            wait ->
                deliveries.came(
                    attempt, WebhookDelivery.State.QUEUED, outcome, now.plus(wait), now))
        .orElseGet(
            () -> deliveries.came(attempt, WebhookDelivery.State.FAILED, outcome, null, now));
  }

  private void count(Outcome outcome) {
    String what = outcome.isTaken() ? "TAKEN" : outcome.reason().name();
    metrics.counter("tenzij.webhooks.called", "outcome", what).increment();
  }
}
