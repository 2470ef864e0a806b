package nl.tenzij.ledger.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/**
 * Load, decide, append. States are kept in memory for a short while: an append says the version it
 * expects, so a kept state that has grown old is noticed; and a refusal from a kept state is looked
 * at again from the log before it is believed.
 */
public final class CommandHandler<C, S, E> {

  private static final int ATTEMPTS = 20;

  private final PostgresEventStore store;
  private final Decider<C, S, E> decider;
  private final EventTypes<E> types;
  private final Cache<StreamId, Loaded<S>> kept;

  public CommandHandler(PostgresEventStore store, Decider<C, S, E> decider, EventTypes<E> types) {
    this(store, decider, types, 10_000, Duration.ofMinutes(1));
  }

  /**
   * @param most states kept in memory
   * @param keep how long at the most; also how long an opened personal value can outlive its key
   */
  public CommandHandler(
      PostgresEventStore store,
      Decider<C, S, E> decider,
      EventTypes<E> types,
      int most,
      Duration keep) {
    this.store = store;
    this.decider = decider;
    this.types = types;
    this.kept = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(keep).build();
  }

  /** The current state, from the log. Version 0: nothing ever happened there. */
  public Uni<Loaded<S>> load(StreamId stream) {
    Loaded<S> from = kept.getIfPresent(stream);
    Loaded<S> start = from == null ? new Loaded<>(decider.initial(), 0) : from;
    return store
        .readAfter(stream, start.version(), types)
        .map(news -> keep(stream, evolve(start, news)));
  }

  /** The state as it was at a version. */
  public Uni<Loaded<S>> load(StreamId stream, int version) {
    Loaded<S> start = new Loaded<>(decider.initial(), 0);
    return store
        .read(stream, types)
        .map(all -> all.stream().filter(each -> each.version() <= version).toList())
        .map(then -> evolve(start, then));
  }

  private Loaded<S> evolve(Loaded<S> from, List<Recorded<E>> news) {
    S state = from.state();
    int version = from.version();
    for (Recorded<E> each : news) {
      state = decider.evolve(state, each.event());
      version = each.version();
    }
    return new Loaded<>(state, version);
  }

  private Loaded<S> keep(StreamId stream, Loaded<S> loaded) {
    if (loaded.version() > 0) {
      kept.put(stream, loaded);
    }
    return loaded;
  }

  /** Forgets the kept states, such as after a subject was forgotten. */
  public void forgetKept() {
    kept.invalidateAll();
  }

  /** As {@link #handle(StreamId, Object, Meta, Conditions)}, without conditions. */
  public Uni<Outcome<S>> handle(StreamId stream, C command, Meta meta) {
    return handle(stream, command, meta, Conditions.none());
  }

  /**
   * Lets the command happen.
   *
   * @return the state it led to. Fails with {@link Refused} where a rule forbids it, {@link
   *     VersionConflict} where the caller named a version and it has passed, {@link AlreadyHandled}
   *     where this message had its effect before
   */
  public Uni<Outcome<S>> handle(StreamId stream, C command, Meta meta, Conditions<S> conditions) {
    Loaded<S> known = kept.getIfPresent(stream);
    Uni<Outcome<S>> first =
        known == null
            ? fresh(stream, command, meta, conditions, 1)
            : fromKept(stream, known, command, meta, conditions);
    return conditions.once().isEmpty() ? first : unlessEarlier(first, conditions.once().get());
  }

  private Uni<Outcome<S>> fromKept(
      StreamId stream, Loaded<S> known, C command, Meta meta, Conditions<S> conditions) {
    return attempt(stream, known, command, meta, conditions)
        .onFailure(failure -> failure instanceof Refused || failure instanceof VersionConflict)
        .recoverWithUni(() -> fresh(stream, command, meta, conditions, 1));
  }

  private Uni<Outcome<S>> fresh(
      StreamId stream, C command, Meta meta, Conditions<S> conditions, int attempt) {
    return load(stream)
        .chain(loaded -> attempt(stream, loaded, command, meta, conditions))
        .onFailure(
            failure ->
                failure instanceof VersionConflict
                    && conditions.ifMatch().isEmpty()
                    && attempt < ATTEMPTS)
        .recoverWithUni(() -> fresh(stream, command, meta, conditions, attempt + 1));
  }

  private Uni<Outcome<S>> attempt(
      StreamId stream, Loaded<S> loaded, C command, Meta meta, Conditions<S> conditions) {
    OptionalInt match = conditions.ifMatch();
    if (match.isPresent() && match.getAsInt() != loaded.version()) {
      return Uni.createFrom().failure(new VersionConflict(stream, match.getAsInt()));
    }
    List<E> events;
    try {
      events = decider.decide(command, loaded.state());
    } catch (Refused refused) {
      return Uni.createFrom().failure(refused);
    }
    S state = loaded.state();
    for (E event : events) {
      state = decider.evolve(state, event);
    }
    int version = loaded.version() + events.size();
    Once once = conditions.once().isEmpty() ? null : conditions.once().get().at(state, version);
    if (events.isEmpty() && once == null) {
      return Uni.createFrom()
          .item(
              new Outcome<>(
                  stream, state, version, store.partition(stream.board(), stream.school()), 0));
    }
    Loaded<S> after = new Loaded<>(state, version);
    return store
        .append(stream, loaded.version(), events, meta, once)
        .map(
            appended -> {
              keep(stream, after);
              return new Outcome<>(
                  stream,
                  after.state(),
                  after.version(),
                  appended.partition(),
                  appended.position());
            });
  }

  /**
   * A message that comes again may be refused by what its first coming did: the memory goes first.
   */
  private Uni<Outcome<S>> unlessEarlier(Uni<Outcome<S>> handled, Remember<S> remember) {
    return handled
        .onFailure(failure -> failure instanceof Refused || failure instanceof VersionConflict)
        .recoverWithUni(
            failure ->
                store
                    .earlier(remember.key())
                    .chain(
                        earlier ->
                            Uni.createFrom()
                                .failure(earlier == null ? failure : new AlreadyHandled(earlier))));
  }
}
