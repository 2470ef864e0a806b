package nl.tenzij.ledger.runtime;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.jboss.logging.Logger;

/**
 * Begins the work behind the requests with the service, and ends it before the database is gone.
 */
@Singleton
public class Lifecycle {

  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  private final LedgerConfig config;
  private final Subscriptions subscriptions;
  private final Inbox inbox;

  public Lifecycle(LedgerConfig config, Subscriptions subscriptions, Inbox inbox) {
    this.config = config;
    this.subscriptions = subscriptions;
    this.inbox = inbox;
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
  }

  void end(@Observes ShutdownEvent stopping) {
    inbox.close();
    subscriptions.close();
  }
}
