package nl.tenzij.ledger.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;

/**
 * Brings a request's command to its stream and the outcome back as an answer, with all that a write
 * owes its client: If-Match, Idempotency-Key, ETag, Location and the consistency token.
 *
 * <pre>{@code
 * return commands
 *     .send(sanctions, stream, new ImposeSanction(reason))
 *     .created("/api/v1/schools/college/sanctions/" + stream.id(), SanctionView::of);
 * }</pre>
 *
 * The view is made of the outcome alone: a request that comes again is answered from what the first
 * one made, whose stream may be another than the one just drawn.
 */
@RequestScoped
public class Commands {

  private Caller caller;
  private ETags tags;
  private Idempotency idempotency;
  private EventStore store;

  protected Commands() {}

  @Inject
  public Commands(Caller caller, ETags tags, Idempotency idempotency, EventStore store) {
    this.caller = caller;
    this.tags = tags;
    this.idempotency = idempotency;
    this.store = store;
  }

  public <C, S> Sending<C, S> send(CommandHandler<C, S, ?> handler, StreamId stream, C command) {
    return new Sending<>(this, handler, stream, command);
  }

  Caller caller() {
    return caller;
  }

  ETags tags() {
    return tags;
  }

  Idempotency idempotency() {
    return idempotency;
  }

  /** A moment that is not before anything that happened to the stream. */
  Uni<ConsistencyToken> latest(StreamId stream) {
    int partition = store.partition(stream.board(), stream.school());
    return store.head(partition).map(position -> new ConsistencyToken(partition, position));
  }
}
