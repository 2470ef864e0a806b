package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import nl.tenzij.ledger.store.Recorded;

/**
 * Whenever this happens, do that. Never replayed: it starts with what comes after its first start.
 * An event may come again after a crash, so an effect must bear that: a stream named after its
 * cause, or an append remembered {@link nl.tenzij.ledger.store.Once}.
 */
public non-sealed interface Policy extends Subscription {

  /**
   * @param sql the checkpoint's transaction
   */
  Uni<Void> handle(Recorded<?> event, SqlConnection sql);
}
