package nl.tenzij.ledger.runtime;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.Detached;
import nl.tenzij.ledger.subscription.Rebuild;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.jboss.logging.Logger;

/** The rebuilds that this instance was asked for: under way, done, failed. */
@Singleton
public class Rebuilds {

  private static final Logger LOG = Logger.getLogger(Rebuilds.class);

  private final Subscriptions subscriptions;
  private final Pool pool;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  /** How the last rebuild of a projection goes. */
  public enum Phase {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * @param events taken in so far
   * @param done positions of the log behind us, of {@code total}
   * @param error class of the failure where it failed
   * @param endedAt null while it runs
   */
  public record State(
      Phase phase,
      long events,
      long done,
      long total,
      String error,
      Instant begunAt,
      Instant endedAt) {

    private static State begun() {
      return new State(Phase.RUNNING, 0, 0, 0, null, Instant.now(), null);
    }

    private State at(Rebuild.Progress now) {
      return new State(Phase.RUNNING, now.events(), now.done(), now.total(), null, begunAt, null);
    }

    private State ended(Phase how, String error) {
      return new State(how, events, done, total, error, begunAt, Instant.now());
    }
  }

  public Rebuilds(Subscriptions subscriptions, Pool pool) {
    this.subscriptions = subscriptions;
    this.pool = pool;
  }

  Map<String, State> all() {
    return Map.copyOf(states);
  }

  /**
   * @return once it has begun
   * @throws IllegalArgumentException where that is no projection
   * @throws Refused where it is being rebuilt
   */
  Uni<Void> begin(String projection, String by) {
    Multi<Rebuild.Progress> rebuild = subscriptions.rebuild(projection);
    State begun = State.begun();
    State now = states.compute(projection, (name, before) -> isRunning(before) ? before : begun);
    if (now != begun) {
      throw new Refused("rebuild-under-way", "Wait until it is done; see the rebuilds.");
    }
    return Detached.of(
        Deeds.note(pool, by, "rebuild-begun", JsonObject.of("projection", projection))
            .onFailure()
            .invoke(failure -> ended(projection, failure))
            .invoke(() -> run(projection, rebuild)));
  }

  private void run(String projection, Multi<Rebuild.Progress> rebuild) {
    rebuild
        .subscribe()
        .with(
            progress -> went(projection, progress),
            failure -> ended(projection, failure),
            () -> states.computeIfPresent(projection, Rebuilds::done));
  }

  private static boolean isRunning(State state) {
    return state != null && state.phase() == Phase.RUNNING;
  }

  private void went(String projection, Rebuild.Progress progress) {
    states.computeIfPresent(projection, (name, state) -> state.at(progress));
    LOG.infof(
        "rebuild of %s: %d of %d, %d events",
        projection, progress.done(), progress.total(), progress.events());
  }

  private static State done(String projection, State state) {
    return state.ended(Phase.DONE, null);
  }

  private void ended(String projection, Throwable failure) {
    String error = failure.getClass().getName();
    states.computeIfPresent(projection, (name, state) -> state.ended(Phase.FAILED, error));
    LOG.errorf("rebuild of %s failed: %s", projection, error);
  }
}
