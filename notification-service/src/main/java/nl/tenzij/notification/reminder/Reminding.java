package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Reminds of an occasion for as long as it is open.
 *
 * @param name a consumer's
 * @param topic of the service that tells it
 */
record Reminding(String name, String topic, Occasion occasion, Open open, Reminders reminders)
    implements Consumer {

  /** Says whether there is something to be reminded of once a word is said. */
  interface Open {
    Uni<Boolean> after(Incoming message, SqlConnection sql);
  }

  /** Of what is open from the word that raises it to the next one. */
  Reminding(String name, String topic, Occasion occasion, Reminders reminders) {
    this(
        name,
        topic,
        occasion,
        (message, sql) -> Uni.createFrom().item(occasion.isRaisedBy(message)),
        reminders);
  }

  @Override
  public Set<String> types() {
    return occasion.types();
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return open.after(message, sql).chain(is -> is ? raise(message, sql) : settle(message, sql));
  }

  /** By a word that is not the one that raises it, it is as open as it was. */
  private Uni<Void> raise(Incoming message, SqlConnection sql) {
    return occasion.isRaisedBy(message)
        ? reminders.raise(occasion.matter(message), message, sql)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> settle(Incoming message, SqlConnection sql) {
    return reminders.settle(occasion.kind(), occasion.about(message), message, sql);
  }
}
