package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/**
 * Takes in what another service tells. What a handler writes on the connection that it is given is
 * written once, however often the message comes. What it does elsewhere (a command to a stream
 * commits by itself, before the message is remembered) may come again after a crash and must bear
 * that: a stream named after its cause, a decider that knows it, or an append remembered {@link
 * nl.tenzij.ledger.store.Once}.
 */
public interface Consumer {

  /** Stable, lower case with dashes: what it has handled is remembered under it. */
  String name();

  /** Without a prefix. */
  String topic();

  /** The message types it wants; others pass by. */
  Set<String> types();

  /**
   * Has the effect. What fails here is parked, with later messages of the same key behind it.
   *
   * @param sql the transaction in which the message is remembered as handled
   */
  Uni<Void> handle(Incoming message, SqlConnection sql);
}
