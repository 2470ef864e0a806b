package nl.tenzij.notification.sanction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Telling;

/**
 * Sanctions that people are told of. Which of them lead to which message is the trigger table's
 * matter; here they are only taken in.
 */
@ApplicationScoped
public class SanctionEvents implements Consumer {

  private final Telling telling;

  public SanctionEvents(Telling telling) {
    this.telling = telling;
  }

  @Override
  public String name() {
    return "sanction-events";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return telling.typesOf("nl.tenzij.sanction.");
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return telling.tell(News.of(message), sql);
  }
}
