package nl.tenzij.sanction.verdict;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tenzij.ledger.kept.Changes;
import nl.tenzij.ledger.kept.Kept;
import nl.tenzij.ledger.kept.Kept.Known;
import nl.tenzij.ledger.kept.OwnConnections;
import nl.tenzij.sanction.verdict.Facts.Found;

/**
 * {@link Facts}, kept in memory by who asked what: in a lesson a teacher asks about the same class
 * and its pupils more than once. What is not of today is read.
 */
@Singleton
class KeptFacts {

  /**
   * @param id of a pupil or a class
   * @param by who asks; empty where it does not matter whom they teach
   */
  private record Asked(boolean ofClass, String id, Optional<String> by) {}

  /**
   * @param from the moment that was asked about
   */
  private record Since(Found found, Instant from) {
    boolean serves(Instant at) {
      return !at.isBefore(from)
          && at.isBefore(from.plus(Facts.HOLD))
          && Facts.dayOf(at).equals(Facts.dayOf(from));
    }
  }

  private final Facts facts;
  private final Clock clock;
  private final Changes<Optional<Instant>> changes;
  private final Kept<Since, Optional<Instant>> kept;

  KeptFacts(
      Facts facts,
      Freshness freshness,
      OwnConnections connections,
      Clock clock,
      VerdictConfig config) {
    this.facts = facts;
    this.clock = clock;
    this.changes = new Changes<>(connections, freshness::asOf);
    this.kept =
        new Kept<>(
            changes, since -> since.found().pupils().size(), config.pupilsKept(), Facts.HOLD);
  }

  void begin(@Observes StartupEvent started) {
    changes.start();
  }

  void end(@Observes ShutdownEvent stopping) {
    changes.close();
  }

  Uni<Known<Found, Optional<Instant>>> ofPupil(Asking asking, String pupil, Optional<String> by) {
    Instant now = clock.instant();
    return known(
        asking, now, new Asked(false, pupil, by), () -> facts.ofPupil(asking, pupil, by, now));
  }

  Uni<Known<Found, Optional<Instant>>> ofClass(Asking asking, String group, Optional<String> by) {
    Instant now = clock.instant();
    return known(
        asking, now, new Asked(true, group, by), () -> facts.ofClass(asking, group, by, now));
  }

  private Uni<Known<Found, Optional<Instant>>> known(
      Asking asking, Instant now, Asked asked, Supplier<Uni<Found>> facts) {
    Instant at = asking.at();
    Supplier<Uni<Since>> read = () -> facts.get().map(found -> new Since(found, at));
    boolean isOfToday = !at.isAfter(now) && Facts.dayOf(at).equals(Facts.dayOf(now));
    return (asking.latest() || !isOfToday
            ? kept.latest(read)
            : kept.get(asking.board(), asking.school(), asked, each -> each.serves(at), read))
        .map(known -> new Known<>(known.value().found(), known.asOf()));
  }
}
