package nl.tenzij.ledger.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/**
 * Load, decide, append. States are kept in memory for a short while: an append says the version it
 * expects, so a kept state that has grown old is noticed; and where a kept state leads to a refusal
 * or to nothing at all, that is looked at again from the log before it is believed.
 */
public final class CommandHandler<C, S, E> {

  private static final int ATTEMPTS = 20;

  private final PostgresEventStore store;
  private final Decider<C, S, E> decider;
  private final EventTypes<E> types;
  private final Cache<StreamId, Kept<S>> kept;
  private final AtomicLong forgettings = new AtomicLong();

  /**
   * A state in memory.
   *
   * @param since when the oldest personal value in it was opened, by {@link System#nanoTime()}:
   *     events that come to it do not make it any younger
   * @param forgettings how many there had been by then
   */
  private record Kept<S>(Loaded<S> loaded, long since, long forgettings) {

    Kept<S> with(S state, int version) {
      return new Kept<>(new Loaded<>(state, version), since, forgettings);
    }
  }

  /** What a kept state leads to is not to be believed yet. */
  private static final class Doubted extends RuntimeException {

    Doubted() {
      super("nothing follows from a kept state", null, false, false);
    }
  }

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
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfter(
                Expiry.<StreamId, Kept<S>>writing(
                    (stream, state) -> keep.minusNanos(System.nanoTime() - state.since())))
            .build();
    store.whenForgotten(this::forgetKept);
  }

  /** The current state, from the log. Version 0: nothing ever happened there. */
  public Uni<Loaded<S>> load(StreamId stream) {
    return current(stream).map(Kept::loaded);
  }

  private Uni<Kept<S>> current(StreamId stream) {
    Kept<S> known = kept.getIfPresent(stream);
    Kept<S> start = known == null ? nothing() : known;
    return store
        .readAfter(stream, start.loaded().version(), types)
        .map(news -> news.isEmpty() ? start : keep(stream, evolve(start, news)));
  }

  private Kept<S> nothing() {
    return new Kept<>(new Loaded<>(decider.initial(), 0), System.nanoTime(), forgettings.get());
  }

  /** The state as it was at a version. */
  public Uni<Loaded<S>> load(StreamId stream, int version) {
    Kept<S> start = new Kept<>(new Loaded<>(decider.initial(), 0), 0, 0);
    return store
        .read(stream, types)
        .map(all -> all.stream().filter(each -> each.version() <= version).toList())
        .map(then -> evolve(start, then).loaded());
  }

  /**
   * As {@link #load(StreamId)}, of many streams of one school, in one statement. Nothing of them is
   * kept in memory.
   */
  public Uni<Map<StreamId, Loaded<S>>> loadAll(Collection<StreamId> streams) {
    return store
        .readAll(List.copyOf(streams), types)
        .map(
            found ->
                streams.stream()
                    .distinct()
                    .collect(
                        Collectors.toMap(
                            stream -> stream,
                            stream ->
                                evolve(nothing(), found.getOrDefault(stream, List.of()))
                                    .loaded())));
  }

  private Kept<S> evolve(Kept<S> from, List<Recorded<E>> news) {
    S state = from.loaded().state();
    int version = from.loaded().version();
    for (Recorded<E> each : news) {
      state = decider.evolve(state, each.event());
      version = each.version();
    }
    return from.with(state, version);
  }

  /** What was read before somebody was forgotten is not kept after. */
  private Kept<S> keep(StreamId stream, Kept<S> state) {
    kept.put(stream, state);
    if (forgettings.get() != state.forgettings()) {
      kept.invalidate(stream);
    }
    return state;
  }

  private void forgetKept() {
    forgettings.incrementAndGet();
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
    Kept<S> known = kept.getIfPresent(stream);
    Uni<Outcome<S>> first =
        known == null
            ? fresh(stream, command, meta, conditions, 1)
            : fromKept(stream, known, command, meta, conditions);
    return conditions.once().isEmpty() ? first : unlessEarlier(first, conditions.once().get());
  }

  /**
   * What was remembered of a message, if it had its effect before.
   *
   * @param consumer as in {@link Remember}, as is the message
   */
  public Uni<Optional<Once>> earlier(String consumer, String message) {
    return store.earlier(new Once(consumer, message, "", "null")).map(Optional::ofNullable);
  }

  /**
   * As {@link #handle(StreamId, Object, Meta, Conditions)}, on a stream whose id was made a moment
   * ago: it is not looked for. One that is there after all is noticed as a kept state that has
   * grown old is.
   */
  public Uni<Outcome<S>> begin(StreamId stream, C command, Meta meta, Conditions<S> conditions) {
    Uni<Outcome<S>> first = fromKept(stream, nothing(), command, meta, conditions);
    return conditions.once().isEmpty() ? first : unlessEarlier(first, conditions.once().get());
  }

  /** A command for one stream, made from the state it meets there. */
  public record Asked<C, S>(StreamId stream, Function<S, C> command) {}

  /**
   * Lets many commands happen, in few statements: for streams of one school, each named once.
   * Nothing of them is kept in memory, and no event loop is kept from its other work.
   *
   * @return in the same order; empty where one can't happen along with the others, because a rule
   *     forbids it, a subject was forgotten, or somebody was quicker: {@link #handle} tells. Fails
   *     with {@link Overloaded} where too much waits: those that happened find nothing to do when
   *     all are asked again
   */
  public Uni<List<Optional<Outcome<S>>>> handleAll(List<Asked<C, S>> asked, Meta meta) {
    return new ManyCommands<>(store, decider, types)
        .handle(asked, meta)
        .eventually(() -> asked.forEach(one -> kept.invalidate(one.stream())));
  }

  private Uni<Outcome<S>> fromKept(
      StreamId stream, Kept<S> known, C command, Meta meta, Conditions<S> conditions) {
    return attempt(stream, known, false, command, meta, conditions)
        .onFailure(
            failure ->
                failure instanceof Refused
                    || failure instanceof VersionConflict
                    || failure instanceof Doubted)
        .recoverWithUni(() -> fresh(stream, command, meta, conditions, 1));
  }

  private Uni<Outcome<S>> fresh(
      StreamId stream, C command, Meta meta, Conditions<S> conditions, int attempt) {
    return current(stream)
        .chain(loaded -> attempt(stream, loaded, true, command, meta, conditions))
        .onFailure(
            failure ->
                failure instanceof VersionConflict
                    && conditions.ifMatch().isEmpty()
                    && attempt < ATTEMPTS)
        .recoverWithUni(() -> fresh(stream, command, meta, conditions, attempt + 1));
  }

  private Uni<Outcome<S>> attempt(
      StreamId stream,
      Kept<S> from,
      boolean believed,
      C command,
      Meta meta,
      Conditions<S> conditions) {
    int before = from.loaded().version();
    OptionalInt match = conditions.ifMatch();
    if (match.isPresent() && match.getAsInt() != before) {
      return Uni.createFrom().failure(new VersionConflict(stream, match.getAsInt()));
    }
    List<E> events;
    try {
      events = decider.decide(command, from.loaded().state());
    } catch (Refused refused) {
      return Uni.createFrom().failure(refused);
    }
    if (events.isEmpty() && !believed) {
      return Uni.createFrom().failure(new Doubted());
    }
    S state = from.loaded().state();
    for (E event : events) {
      state = decider.evolve(state, event);
    }
    Kept<S> after = from.with(state, before + events.size());
    Once once =
        conditions
            .once()
            .map(each -> each.at(after.loaded().state(), before + events.size()))
            .orElse(null);
    if (events.isEmpty() && once == null) {
      return Uni.createFrom()
          .item(outcome(stream, after, store.partition(stream.board(), stream.school()), 0));
    }
    return store
        .append(stream, before, events, meta, once)
        .map(
            appended ->
                outcome(stream, keep(stream, after), appended.partition(), appended.position()));
  }

  private static <S> Outcome<S> outcome(
      StreamId stream, Kept<S> after, int partition, long position) {
    return new Outcome<>(
        stream, after.loaded().state(), after.loaded().version(), partition, position);
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
