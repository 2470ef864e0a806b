package nl.tenzij.ledger.kafka;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import nl.tenzij.ledger.kafka.Parking.Held;
import nl.tenzij.ledger.store.Failures;
import nl.tenzij.ledger.store.VersionConflict;
import nl.tenzij.ledger.subscription.TookTooLong;
import org.jboss.logging.Logger;

/**
 * Takes in messages of one consumer, one by one. Memory and effect are one transaction; what fails
 * is parked; what passes by itself (the database is away, too much waits to be written) only keeps
 * the message waiting. A handler that comes to no end is ended, and counts as failed when that
 * happened a few times; so does one to which others are quicker again and again.
 */
final class Desk {

  private static final Logger LOG = Logger.getLogger(Desk.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);
  private static final int SLOW_TRIES = 3;
  private static final int CONFLICTING_TRIES = 5;

  private final Consumer consumer;
  private final Pool pool;
  private final Parking parking;
  private final Envelope envelope;
  private final Context context;
  private final Inbox.Bounds bounds;
  // By the place of the message that can't be taken in for now.
  private final Map<String, Blocked> blocked = new ConcurrentHashMap<>();

  Desk(Consumer consumer, Pool pool, Envelope envelope, Vertx vertx, Inbox.Bounds bounds) {
    this.consumer = consumer;
    this.pool = pool;
    this.parking = new Parking(pool);
    this.envelope = envelope;
    this.context = vertx.getOrCreateContext();
    this.bounds = bounds;
  }

  /** Messages that are tried again and again, with what comes behind them waiting. */
  Collection<Blocked> blocked() {
    return blocked.values();
  }

  /**
   * Takes in a message: afterwards it had its effect or is parked.
   *
   * @param goOn whether to try again while the database is away
   */
  Uni<Void> take(Letter letter, BooleanSupplier goOn) {
    if (letter.type() != null && !consumer.types().contains(letter.type())) {
      return Uni.createFrom().voidItem();
    }
    Doubts doubts = new Doubts();
    return inTurn(sql -> enter(letter, sql))
        .onFailure(failure -> doubts.lieInTheMessage(failure))
        .recoverWithUni(failure -> park(letter, failure))
        .onFailure()
        .invoke(failure -> waits(letter, failure))
        .onFailure(failure -> goOn.getAsBoolean())
        .retry()
        .withBackOff(FIRST_BACKOFF, LONGEST_BACKOFF)
        .indefinitely()
        .onTermination()
        .invoke(() -> blocked.remove(letter.place()));
  }

  private <T> Uni<T> inTurn(Function<SqlConnection, Uni<T>> work) {
    return bounds.turns().pass(onContext(pool.withTransaction(work)));
  }

  /** What may be the fault of what is around a message, but not again and again. */
  private static final class Doubts {
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger conflicting = new AtomicInteger();

    boolean lieInTheMessage(Throwable failure) {
      return switch (failure) {
        case TookTooLong late -> slow.incrementAndGet() >= SLOW_TRIES;
        case VersionConflict quicker -> conflicting.incrementAndGet() >= CONFLICTING_TRIES;
        default -> !Failures.passes(failure);
      };
    }
  }

  private void waits(Letter letter, Throwable failure) {
    String error = failure.getClass().getName();
    LOG.warnf("%s tries again to take in a message: %s", consumer.name(), error);
    blocked.compute(
        letter.place(),
        (place, before) ->
            new Blocked(
                consumer.name(), place, error, before == null ? Instant.now() : before.since()));
  }

  private Uni<Void> enter(Letter letter, SqlConnection sql) {
    return parking
        .enter(consumer, letter, sql)
        .chain(
            way ->
                switch (way) {
                  case KNOWN -> Uni.createFrom().voidItem();
                  case BEHIND -> parking.parkBehind(consumer, letter, sql);
                  case FRESH -> effect(letter, sql);
                });
  }

  private Uni<Void> effect(Letter letter, SqlConnection sql) {
    Duration limit = bounds.limit();
    return Uni.createFrom()
        .deferred(() -> consumer.handle(envelope.unwrap(letter), sql))
        .ifNoItem()
        .after(limit)
        .failWith(() -> new TookTooLong(limit));
  }

  private Uni<Void> park(Letter letter, Throwable failure) {
    Trouble trouble = Trouble.of(failure);
    LOG.warnf(
        "%s parks message %s of %s: %s %s",
        consumer.name(), letter.id(), letter.topic(), trouble.error(), trouble.code());
    return parking.park(consumer, letter, trouble);
  }

  /**
   * Tries what is parked, in order; of a key whose first one fails again the rest keeps waiting.
   *
   * @param by subject of the operator's token, noted with each message that had its effect
   */
  Uni<Integer> replay(String by) {
    return replay(new Round(by));
  }

  /** How far one replay has come. */
  private static final class Round {
    private final String by;
    private final Set<String> stuck = new HashSet<>();
    private Held current;
    private long number;
    private int handled;

    Round(String by) {
      this.by = by;
    }
  }

  private Uni<Integer> replay(Round round) {
    return Multi.createBy()
        .repeating()
        .uni(() -> replayNext(round))
        .whilst(more -> more)
        .collect()
        .last()
        .map(done -> round.handled);
  }

  private Uni<Boolean> replayNext(Round round) {
    round.current = null;
    return inTurn(
            sql ->
                parking
                    .next(consumer, round.number, round.stuck, sql)
                    .chain(held -> replay(held, round, sql)))
        .onFailure(failure -> round.current != null && !Failures.passes(failure))
        .recoverWithUni(failure -> stillFails(round, failure));
  }

  private Uni<Boolean> replay(Optional<Held> next, Round round, SqlConnection sql) {
    if (next.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    Held held = next.get();
    round.current = held;
    return parking
        .remember(consumer, held.letter(), sql)
        .chain(first -> first ? effect(held.letter(), sql) : Uni.createFrom().voidItem())
        .chain(() -> parking.replayed(held.number(), round.by, sql))
        .invoke(
            () -> {
              round.number = held.number();
              round.handled++;
            })
        .replaceWith(true);
  }

  private Uni<Boolean> stillFails(Round round, Throwable failure) {
    Held held = round.current;
    round.number = held.number();
    if (held.letter().key() != null) {
      round.stuck.add(held.letter().key());
    }
    return parking.tried(held.number(), Trouble.of(failure)).replaceWith(true);
  }

  /** Handlers may use whatever needs a context of its own, such as a reactive session. */
  private <T> Uni<T> onContext(Uni<T> work) {
    return work.runSubscriptionOn(
        task -> {
          Context own = VertxContext.createNewDuplicatedContext(context);
          VertxContextSafetyToggle.setContextSafe(own, true);
          own.runOnContext(v -> task.run());
        });
  }
}
