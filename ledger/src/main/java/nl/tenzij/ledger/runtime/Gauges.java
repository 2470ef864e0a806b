package nl.tenzij.ledger.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.subscription.Subscriptions;

/** How far behind everything is, for whoever watches figures. */
@Singleton
public class Gauges {

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Inbox.Count NONE = new Inbox.Count(0, 0);

  private final MeterRegistry registry;
  private final Subscriptions subscriptions;
  private final Inbox inbox;
  // Null while nobody can count.
  private volatile Map<String, Inbox.Count> parked;
  private Cancellable counting = () -> {};

  public Gauges(MeterRegistry registry, Subscriptions subscriptions, Inbox inbox) {
    this.registry = registry;
    this.subscriptions = subscriptions;
    this.inbox = inbox;
  }

  void begin(@Observes StartupEvent started) {
    for (String each : subscriptions.names()) {
      Gauge.builder("tenzij.subscription.lag", () -> subscriptions.lag(each))
          .description(
              "How long the oldest event has waited for a subscription; below the poll of a second"
                  + " it says nothing, since what it does not want waits for that")
          .baseUnit("seconds")
          .tag("subscription", each)
          .register(registry);
    }
    for (String each : inbox.consumers()) {
      Gauge.builder("tenzij.inbox.parked", () -> parked(each))
          .description("Messages that could not be handled, and those that wait behind them")
          .baseUnit("messages")
          .tag("consumer", each)
          .register(registry);
      Gauge.builder("tenzij.inbox.blocked", () -> blocked(each))
          .description("Places at which a consumer can't go on for now")
          .tag("consumer", each)
          .register(registry);
    }
    counting =
        Multi.createFrom()
            .ticks()
            .every(BETWEEN_COUNTS)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> count())
            .subscribe()
            .with(done -> {});
  }

  private Uni<Void> count() {
    return inbox
        .parked()
        .invoke(found -> parked = found)
        .onFailure()
        .invoke(() -> parked = null)
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private double parked(String consumer) {
    Map<String, Inbox.Count> now = parked;
    return now == null ? Double.NaN : now.getOrDefault(consumer, NONE).all();
  }

  private double blocked(String consumer) {
    return inbox.blocked().stream().filter(each -> each.consumer().equals(consumer)).count();
  }

  void end(@Observes ShutdownEvent stopping) {
    counting.cancel();
  }
}
