package nl.tenzij.ledger.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.store.AlreadyHandled;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Conditions;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.Remember;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.store.VersionConflict;
import org.jboss.resteasy.reactive.RestResponse;

/** A command on its way; the last call says how it is answered. */
public final class Sending<C, S> {

  private final Commands commands;
  private final CommandHandler<C, S, ?> handler;
  private final StreamId stream;
  private final C command;
  private final Meta meta;
  private OptionalInt onlyAt = OptionalInt.empty();
  private boolean begins;
  private Function<Outcome<S>, Uni<Void>> then = outcome -> Uni.createFrom().voidItem();
  private boolean goesOn;

  /** What is kept with an Idempotency-Key. The body is not: it is made anew from the log. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Kept(int status, String location, String category, UUID id, int version) {}

  Sending(Commands commands, CommandHandler<C, S, ?> handler, StreamId stream, C command) {
    this.commands = commands;
    this.handler = handler;
    this.stream = stream;
    this.command = command;
    this.meta = commands.caller().meta();
  }

  /**
   * The client must say, by If-Match, at which version the thing is.
   *
   * @throws PreconditionRequired where it does not
   */
  public Sending<C, S> needsMatch() {
    commands.tags().required();
    return this;
  }

  /**
   * As {@link #needsMatch()}, for what need not be there yet: without If-Match the command makes
   * it, and of two that come at once the second is told that it is there.
   */
  public Sending<C, S> needsMatchOnceThere() {
    return needsMatchBeyond(0);
  }

  /**
   * As {@link #needsMatchOnceThere()}, for what was there and is gone since.
   *
   * @param version at which it is gone; 0 where it never was there
   */
  public Sending<C, S> needsMatchBeyond(int version) {
    onlyAt = commands.tags().ifMatch().isEmpty() ? OptionalInt.of(version) : OptionalInt.empty();
    return this;
  }

  /** The stream's id was made for this request: what nobody can know of yet is not looked for. */
  public Sending<C, S> begins() {
    begins = true;
    return this;
  }

  /**
   * What follows from it in other streams, before it is answered, so that the answer's token
   * reaches it. Where the request comes again, so does this: the first time it may have broken off
   * in between.
   */
  public Sending<C, S> followedBy(Function<Outcome<S>, Uni<Void>> next) {
    then = next;
    goesOn = true;
    return this;
  }

  /** 201: the command made something that stands at the location. */
  public <V> Uni<RestResponse<V>> created(String location, Function<Outcome<S>, V> view) {
    return answer(201, location, view);
  }

  /** 200 with the thing as it is now. */
  public <V> Uni<RestResponse<V>> ok(Function<Outcome<S>, V> view) {
    return answer(200, null, view);
  }

  /** 202: more follows, which can be looked up at the location. */
  public <V> Uni<RestResponse<V>> accepted(String location, Function<Outcome<S>, V> view) {
    return answer(202, location, view);
  }

  /** 204: nothing to tell. */
  public Uni<RestResponse<Void>> noContent() {
    return answer(204, null, outcome -> null);
  }

  private <V> Uni<RestResponse<V>> answer(
      int status, String location, Function<Outcome<S>, V> view) {
    Optional<Remember<S>> once = remember(status, location);
    return matching(once)
        .flatMap(this::placed)
        .flatMap(this::followed)
        .map(outcome -> respond(status, location, outcome, view))
        .onFailure(AlreadyHandled.class)
        .recoverWithUni(
            // deferred: thrown in here, a refusal would come out mixed with what it recovers from
            before ->
                Uni.createFrom()
                    .deferred(
                        () ->
                            commands.again(
                                handler,
                                stream.school(),
                                ((AlreadyHandled) before).earlier(),
                                then,
                                view)));
  }

  /** What changed nothing has no place of its own; its client may know of an earlier write. */
  private Uni<Outcome<S>> placed(Outcome<S> outcome) {
    return outcome.position() > 0 ? Uni.createFrom().item(outcome) : commands.latest(outcome);
  }

  private Uni<Outcome<S>> followed(Outcome<S> outcome) {
    return goesOn
        ? then.apply(outcome).chain(() -> commands.latest(outcome))
        : Uni.createFrom().item(outcome);
  }

  private Optional<Remember<S>> remember(int status, String location) {
    Idempotency idempotency = commands.idempotency();
    return idempotency
        .key()
        .map(
            key ->
                new Remember<>(
                    idempotency.consumer(),
                    key,
                    idempotency.fingerprint(),
                    (state, version) -> idempotency.write(kept(status, location, version))));
  }

  private Kept kept(int status, String location, int version) {
    return new Kept(status, location, stream.category(), stream.id(), version);
  }

  private Uni<Outcome<S>> matching(Optional<Remember<S>> once) {
    Optional<IfMatch> ifMatch = commands.tags().ifMatch();
    if (onlyAt.isPresent()) {
      return handle(onlyAt, once)
          .onFailure(VersionConflict.class)
          .transform(there -> new PreconditionRequired());
    }
    if (ifMatch.isEmpty()) {
      return handle(OptionalInt.empty(), once);
    }
    return ifMatch.get().any() ? existing(once) : oneOf(ifMatch.get().versions().iterator(), once);
  }

  private Uni<Outcome<S>> existing(Optional<Remember<S>> once) {
    return handler
        .load(stream)
        .flatMap(loaded -> loaded.version() == 0 ? stale() : handle(OptionalInt.empty(), once));
  }

  private Uni<Outcome<S>> oneOf(Iterator<Integer> versions, Optional<Remember<S>> once) {
    if (!versions.hasNext()) {
      return stale();
    }
    Uni<Outcome<S>> attempt = handle(OptionalInt.of(versions.next()), once);
    return versions.hasNext()
        ? attempt.onFailure(VersionConflict.class).recoverWithUni(() -> oneOf(versions, once))
        : attempt;
  }

  private Uni<Outcome<S>> stale() {
    return Uni.createFrom().failure(new VersionConflict(stream, 0));
  }

  private Uni<Outcome<S>> handle(OptionalInt version, Optional<Remember<S>> once) {
    Conditions<S> conditions = new Conditions<>(version, once);
    return begins
        ? handler.begin(stream, command, meta, conditions)
        : handler.handle(stream, command, meta, conditions);
  }

  static <S, V> RestResponse<V> respond(
      int status, String location, Outcome<S> outcome, Function<Outcome<S>, V> view) {
    var token = new ConsistencyToken(outcome.partition(), outcome.position());
    var building =
        RestResponse.ResponseBuilder.<V>create(
                RestResponse.Status.fromStatusCode(status), view.apply(outcome))
            .header(HttpHeaders.ETAG, ETags.of(outcome.version()))
            .header(ConsistencyToken.HEADER, token.text());
    return location == null
        ? building.build()
        : building.header(HttpHeaders.LOCATION, location).build();
  }
}
