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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nl.tenzij.ledger.kafka.Parking.Held;
import org.jboss.logging.Logger;

/**
 * Takes in messages of one consumer, one by one. Memory and effect are one transaction; what fails
 * is parked; while the database is away the message is tried again and again.
 */
final class Desk {

  private static final Logger LOG = Logger.getLogger(Desk.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  private final Consumer consumer;
  private final Pool pool;
  private final Parking parking;
  private final Envelope envelope;
  private final Context context;

  Desk(Consumer consumer, Pool pool, Parking parking, Envelope envelope, Vertx vertx) {
    this.consumer = consumer;
    this.pool = pool;
    this.parking = parking;
    this.envelope = envelope;
    this.context = vertx.getOrCreateContext();
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
    return onContext(pool.withTransaction(sql -> enter(letter, sql)))
        .onFailure(failure -> !Trouble.passes(failure))
        .recoverWithUni(failure -> park(letter, failure))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "%s tries again to take in a message: %s",
                    consumer.name(), failure.getClass().getName()))
        .onFailure(failure -> goOn.getAsBoolean())
        .retry()
        .withBackOff(FIRST_BACKOFF, LONGEST_BACKOFF)
        .indefinitely();
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
    return Uni.createFrom().deferred(() -> consumer.handle(envelope.unwrap(letter), sql));
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
   */
  Uni<Integer> replay() {
    return replay(new Round());
  }

  /** How far one replay has come. */
  private static final class Round {
    private final Set<String> stuck = new HashSet<>();
    private Held current;
    private long number;
    private int handled;
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
    return onContext(
            pool.withTransaction(
                sql ->
                    parking
                        .next(consumer, round.number, round.stuck, sql)
                        .chain(held -> replay(held, round, sql))))
        .onFailure(failure -> round.current != null && !Trouble.passes(failure))
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
        .chain(() -> parking.remove(held.number(), sql))
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
