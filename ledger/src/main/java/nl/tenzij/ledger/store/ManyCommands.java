package nl.tenzij.ledger.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler.Asked;

/** Load, decide, append, for many streams of one school at once: one statement to read them all. */
final class ManyCommands<C, S, E> {

  private final PostgresEventStore store;
  private final Decider<C, S, E> decider;
  private final EventTypes<E> types;

  ManyCommands(PostgresEventStore store, Decider<C, S, E> decider, EventTypes<E> types) {
    this.store = store;
    this.decider = decider;
    this.types = types;
  }

  Uni<List<Optional<Outcome<S>>>> handle(List<Asked<C, S>> asked, Meta meta) {
    List<StreamId> streams = asked.stream().map(Asked::stream).toList();
    return store
        .readAll(streams, types)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(known -> asked.stream().map(one -> decided(one, known)).toList())
        .chain(
            decisions ->
                store
                    .appendAll(
                        decisions.stream().flatMap(one -> one.share().stream()).toList(), meta)
                    .map(appended -> outcomes(decisions, appended.iterator())));
  }

  /** What a command led to: to nothing at all where it was refused. */
  private record Decided<S>(StreamId stream, Optional<Loaded<S>> after, Optional<Share> share) {}

  private Decided<S> decided(Asked<C, S> asked, Map<StreamId, List<Recorded<E>>> known) {
    StreamId stream = asked.stream();
    S state = decider.initial();
    int version = 0;
    for (Recorded<E> each : known.getOrDefault(stream, List.of())) {
      state = decider.evolve(state, each.event());
      version = each.version();
    }
    List<E> events;
    try {
      events = decider.decide(asked.command().apply(state), state);
    } catch (Refused refused) {
      return new Decided<>(stream, Optional.empty(), Optional.empty());
    }
    for (E event : events) {
      state = decider.evolve(state, event);
    }
    return new Decided<>(
        stream,
        Optional.of(new Loaded<>(state, version + events.size())),
        events.isEmpty() ? Optional.empty() : Optional.of(new Share(stream, version, events)));
  }

  private List<Optional<Outcome<S>>> outcomes(
      List<Decided<S>> decisions, Iterator<Optional<Appended>> appended) {
    List<Optional<Outcome<S>>> outcomes = new ArrayList<>(decisions.size());
    for (Decided<S> each : decisions) {
      Optional<Long> position =
          each.share().isEmpty() ? Optional.of(0L) : appended.next().map(Appended::position);
      outcomes.add(
          each.after().flatMap(now -> position.map(at -> outcome(each.stream(), now, at))));
    }
    return outcomes;
  }

  private Outcome<S> outcome(StreamId stream, Loaded<S> now, long position) {
    int partition = store.partition(stream.board(), stream.school());
    return new Outcome<>(stream, now.state(), now.version(), partition, position);
  }
}
