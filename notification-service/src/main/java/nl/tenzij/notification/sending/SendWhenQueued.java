package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;

/**
 * Sends at once what may go at once. Only a push: whatever it misses, the sender finds by itself.
 */
@ApplicationScoped
public class SendWhenQueued implements Policy {

  private final Sender sender;

  public SendWhenQueued(Sender sender) {
    this.sender = sender;
  }

  @Override
  public String name() {
    return "send-when-queued";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(MessageQueued.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    sender.wake(event.stream());
    return Uni.createFrom().voidItem();
  }
}
