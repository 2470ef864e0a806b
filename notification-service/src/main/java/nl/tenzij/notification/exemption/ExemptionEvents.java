package nl.tenzij.notification.exemption;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Telling;

/**
 * What happens to a pupil's exemption. That it happened is all that is known here: never what an
 * exemption is for, nor why it was granted or refused.
 */
@ApplicationScoped
public class ExemptionEvents implements Consumer {

  private final Telling telling;

  public ExemptionEvents(Telling telling) {
    this.telling = telling;
  }

  @Override
  public String name() {
    return "exemption-events";
  }

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public Set<String> types() {
    return telling.typesOf("nl.tenzij.exception.");
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return telling.tell(News.of(message), sql);
  }
}
