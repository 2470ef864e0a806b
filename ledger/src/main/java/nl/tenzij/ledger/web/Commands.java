package nl.tenzij.ledger.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Once;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Sending.Kept;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Brings a request's command to its stream and the outcome back as an answer, with all that a write
 * owes its client: If-Match, Idempotency-Key, ETag, Location and the consistency token.
 *
 * <pre>{@code
 * return commands
 *     .send(doors, stream, new HangDoor(label))
 *     .created("/api/v1/schools/college/doors/" + stream.id(), DoorView::of);
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

  /**
   * For what is looked into before its command is sent. Where something stands in its way that did
   * not when it came for the first time under its Idempotency-Key (who it is about has left since,
   * say), it is answered as it was then. To who may not ask any more it is refused.
   *
   * @param handler of the command that is sent in the end
   * @param view as the command is answered with
   * @param request all of it
   */
  public <S, V> Uni<RestResponse<V>> unlessEarlier(
      CommandHandler<?, S, ?> handler,
      School school,
      Function<Outcome<S>, V> view,
      Supplier<Uni<RestResponse<V>>> request) {
    Uni<RestResponse<V>> answer = Uni.createFrom().deferred(request::get);
    return idempotency.key().isEmpty()
        ? answer
        : answer
            .onFailure(Commands::standsInTheWay)
            .recoverWithUni(
                failure ->
                    handler
                        .earlier(idempotency.consumer(), idempotency.key().orElseThrow())
                        .chain(
                            earlier ->
                                earlier.isEmpty()
                                    ? Uni.createFrom().failure(failure)
                                    : again(
                                        handler,
                                        school,
                                        earlier.get(),
                                        outcome -> Uni.createFrom().voidItem(),
                                        view)));
  }

  private static boolean standsInTheWay(Throwable failure) {
    return failure instanceof Invalid || failure instanceof Refused;
  }

  /**
   * As the first time; what is shown is made anew from the log as it stood then.
   *
   * @param then what follows from it in other streams
   */
  <S, V> Uni<RestResponse<V>> again(
      CommandHandler<?, S, ?> handler,
      School school,
      Once earlier,
      Function<Outcome<S>, Uni<Void>> then,
      Function<Outcome<S>, V> view) {
    Kept kept = idempotency.again(earlier.fingerprint(), earlier.outcome(), Kept.class);
    StreamId made = new StreamId(caller.board(), school, kept.category(), kept.id());
    return handler
        .load(made, kept.version())
        .map(first -> new Outcome<>(made, first.state(), kept.version(), 0, 0))
        .call(then::apply)
        .chain(this::latest)
        .map(outcome -> Sending.respond(kept.status(), kept.location(), outcome, view));
  }

  /** At a moment that is not before anything that happened to its stream. */
  <S> Uni<Outcome<S>> latest(Outcome<S> outcome) {
    StreamId stream = outcome.stream();
    int partition = store.partition(stream.board(), stream.school());
    return store
        .head(partition)
        .map(
            position ->
                new Outcome<>(stream, outcome.state(), outcome.version(), partition, position));
  }
}
