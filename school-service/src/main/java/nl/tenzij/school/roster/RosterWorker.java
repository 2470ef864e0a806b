package nl.tenzij.school.roster;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.Resolution.Verdict;
import nl.tenzij.school.roster.RosterImports.Claim;
import org.jboss.logging.Logger;

/**
 * Works accepted imports, one at a time in this process, going on where an earlier worker stopped.
 * Each worker holds its import by a lease; whose lease has run out is taken for dead.
 */
@ApplicationScoped
public class RosterWorker {

  private static final Logger LOG = Logger.getLogger(RosterWorker.class);
  private static final int SIGNS_PER_LEASE = 4;
  private static final Duration PROGRESS = Duration.ofSeconds(1);

  private final UUID worker = UUID.randomUUID();
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean counting = new AtomicBoolean();
  private Cancellable looking = () -> {};

  @Inject RosterImports imports;
  @Inject Staging staging;
  @Inject Resolution resolution;
  @Inject SchoolEntering school;
  @Inject Entering entering;
  @Inject KeptRosters rosters;
  @Inject ClassMeetings meetings;
  @Inject RosterConfiguration configuration;
  @Inject SchoolDays schoolDays;

  void start(@Observes StartupEvent started) {
    looking =
        Multi.createFrom()
            .ticks()
            .every(configuration.poll())
            .onOverflow()
            .drop()
            .subscribe()
            .with(tick -> look());
  }

  void stop(@Observes ShutdownEvent stopping) {
    looking.cancel();
  }

  private void look() {
    wake();
    if (counting.compareAndSet(false, true)) {
      meetings
          .count()
          .onTermination()
          .invoke(() -> counting.set(false))
          .subscribe()
          .with(done -> {}, RosterWorker::uncounted);
    }
  }

  private static void uncounted(Throwable failure) {
    LOG.warnf("classes can't be counted now, tried again later: %s", failure.getClass().getName());
    LOG.debug("it broke off here", failure);
  }

  /** There may be something to do. */
  public void wake() {
    if (!working.compareAndSet(false, true)) {
      return;
    }
    imports
        .claim(worker)
        .chain(claim -> claim.map(this::tryToWork).orElseGet(() -> Uni.createFrom().item(false)))
        .subscribe()
        .with(this::rest, this::brokenOff);
  }

  private void rest(boolean worked) {
    working.set(false);
    if (worked) {
      wake();
    }
  }

  private void brokenOff(Throwable failure) {
    working.set(false);
    LOG.warnf("rosters can't be worked now, tried again later: %s", what(failure));
    LOG.debug("it broke off here", failure);
  }

  /** Where it breaks off the lease runs out, and the import is taken up again. */
  private Uni<Boolean> tryToWork(Claim claim) {
    return work(claim)
        .onFailure()
        .invoke(failure -> brokenOff(claim, failure))
        .onFailure()
        .recoverWithItem(false);
  }

  private static void brokenOff(Claim claim, Throwable failure) {
    LOG.warnf(
        "import %s of %s/%s, attempt %d, broke off: %s",
        claim.of().id(),
        claim.of().board().id(),
        claim.of().school().id(),
        claim.attempt(),
        what(failure));
    LOG.debug("it broke off here", failure);
  }

  /** Says nothing of what was worked on: messages of the database repeat values. */
  private static String what(Throwable failure) {
    String state =
        switch (failure) {
          case PgException refused -> refused.getSqlState();
          case Copy.Failed failed -> failed.sqlState();
          default -> null;
        };
    String name = failure.getClass().getName();
    return state == null ? name : name + " (SQLSTATE " + state + ')';
  }

  private Uni<Boolean> work(Claim claim) {
    if (claim.attempt() > configuration.attemptsAtMost()) {
      LOG.errorf(
          "import %s of %s/%s fails after %d attempts",
          claim.of().id(),
          claim.of().board().id(),
          claim.of().school().id(),
          configuration.attemptsAtMost());
      return imports.finish(claim, State.FAILED, List.of(gaveUp())).replaceWith(true);
    }
    Uni<Void> working =
        switch (claim.stage()) {
          case RECEIVED ->
              staging
                  .stage(claim)
                  .chain(taken -> taken ? resolve(claim) : fail(claim, Optional.empty()));
          case STAGED -> resolve(claim);
          case RESOLVED -> enter(claim);
        };
    return Uni.combine()
        .any()
        .of(working, untilLost(claim))
        .chain(() -> rosters.noticeOthers(claim.of()))
        .replaceWith(true);
  }

  private static Finding gaveUp() {
    return Finding.refusal(
        RosterFile.ORGS,
        0,
        "",
        "unexpected",
        "the import could not be finished; tell the operator");
  }

  /** Gives signs of life while there is work, and fails once another worker has the import. */
  private Uni<Void> untilLost(Claim claim) {
    return Multi.createFrom()
        .ticks()
        .every(signs())
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick -> imports.hold(claim))
        .filter(held -> !held)
        .toUni()
        .onItem()
        .failWith(Claim.Lost::new)
        .replaceWithVoid();
  }

  /** Often enough for who looks how far it is. */
  private Duration signs() {
    Duration several = configuration.lease().dividedBy(SIGNS_PER_LEASE);
    return several.compareTo(PROGRESS) < 0 ? several : PROGRESS;
  }

  private Uni<Void> resolve(Claim claim) {
    return school
        .refusal(claim)
        .chain(
            refused ->
                refused.isPresent()
                    ? fail(claim, refused)
                    : schoolDays
                        .today(claim.of().board(), claim.of().school())
                        .chain(today -> resolution.resolve(claim, today))
                        .chain(verdict -> follow(claim, verdict)));
  }

  private Uni<Void> follow(Claim claim, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Enter() -> {
        claim.done().set(0);
        yield enter(claim);
      }
      case Verdict.ReadAll() -> imports.readAll(claim);
      case Verdict.Ask ask -> imports.ask(claim, ask.leaving());
    };
  }

  private Uni<Void> enter(Claim claim) {
    Meta meta = meta(claim);
    return school
        .enter(claim, meta)
        .chain(() -> entering.enter(claim, meta))
        .chain(() -> imports.finish(claim, State.APPLIED, List.of()));
  }

  private Uni<Void> fail(Claim claim, Optional<Finding> last) {
    return imports.finish(claim, State.FAILED, last.stream().toList());
  }

  private static Meta meta(Claim claim) {
    UUID of = claim.of().id();
    return new Meta(claim.acceptedBy(), "school-system", of, null, of, null);
  }
}
