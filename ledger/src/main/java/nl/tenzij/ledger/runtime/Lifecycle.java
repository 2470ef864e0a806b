package nl.tenzij.ledger.runtime;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.web.UsedKeys;
import org.jboss.logging.Logger;

/**
 * Begins the work behind the requests with the service, and ends it before the database is gone.
 */
@Singleton
public class Lifecycle {

  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);

  private final LedgerConfig config;
  private final Subscriptions subscriptions;
  private final Inbox inbox;
  private final UsedKeys keys;
  private final Vault vault;
  private Cancellable tidying = () -> {};

  public Lifecycle(
      LedgerConfig config, Subscriptions subscriptions, Inbox inbox, UsedKeys keys, Vault vault) {
    this.config = config;
    this.subscriptions = subscriptions;
    this.inbox = inbox;
    this.keys = keys;
    this.vault = vault;
  }

  void begin(@Observes StartupEvent started) {
    subscriptions
        .start(config.poll())
        .onFailure()
        .retry()
        .withBackOff(config.poll())
        .indefinitely()
        .subscribe()
        .with(
            ready -> inbox.start(),
            failure -> LOG.errorf("subscriptions can't start: %s", failure.getClass().getName()));
    tidying =
        Multi.createFrom()
            .ticks()
            .every(BETWEEN_TIDYINGS)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> tidy())
            .subscribe()
            .with(done -> {});
  }

  /**
   * A keyset without a key that is still needed is found at the start, not at the first reading.
   */
  void checkMasterKey(@Observes StartupEvent started) {
    vault
        .lost()
        .subscribe()
        .with(
            count -> {
              if (count > 0) {
                LOG.errorf("no key in the master keyset unwraps the keys of %d subjects", count);
              }
            },
            failure ->
                LOG.warnf("the master key is not checked: %s", failure.getClass().getName()));
  }

  private Uni<Void> tidy() {
    return keys.forget(Instant.now().minus(config.keysKept()))
        .invoke(count -> LOG.debugf("%d idempotency keys forgotten", count))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("old keys are still there: %s", failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithItem(0)
        .replaceWithVoid();
  }

  void end(@Observes ShutdownEvent stopping) {
    tidying.cancel();
    inbox.close();
    subscriptions.close();
  }
}
