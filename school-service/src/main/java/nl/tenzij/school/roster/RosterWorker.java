package nl.tenzij.school.roster;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.RosterImports.Claim;
import nl.tenzij.school.roster.RosterImports.Stage;
import org.jboss.logging.Logger;

/**
 * Works accepted imports, one at a time in this process, going on where an earlier worker stopped.
 * Each worker holds its import by a lease; whose lease has run out is taken for dead.
 */
@ApplicationScoped
public class RosterWorker {

  private static final Logger LOG = Logger.getLogger(RosterWorker.class);
  private static final int SIGNS_PER_LEASE = 4;

  private final UUID worker = UUID.randomUUID();
  private final AtomicBoolean working = new AtomicBoolean();
  private Cancellable looking = () -> {};

  @Inject Pool pool;
  @Inject RosterImports imports;
  @Inject Staging staging;
  @Inject Resolution resolution;
  @Inject Entering entering;
  @Inject Leaving leaving;
  @Inject RosterConfiguration configuration;
  @Inject Clock clock;

  void start(@Observes StartupEvent started) {
    looking =
        Multi.createFrom()
            .ticks()
            .every(configuration.poll())
            .onOverflow()
            .drop()
            .subscribe()
            .with(tick -> wake());
  }

  void stop(@Observes ShutdownEvent stopping) {
    looking.cancel();
  }

  /** There may be something to do. */
  public void wake() {
    if (!working.compareAndSet(false, true)) {
      return;
    }
    imports
        .claim(worker)
        .chain(claim -> claim.map(this::work).orElseGet(() -> Uni.createFrom().item(false)))
        .subscribe()
        .with(this::rest, this::brokenOff);
  }

  private void rest(boolean worked) {
    working.set(false);
    if (worked) {
      wake();
    }
  }

  /** The lease runs out and the import is taken up again. */
  private void brokenOff(Throwable failure) {
    working.set(false);
    LOG.warnf("rosters can't be worked now, tried again later: %s", failure.getClass().getName());
    LOG.debug("it broke off here", failure);
  }

  private Uni<Boolean> work(Claim claim) {
    if (claim.attempt() > configuration.attemptsAtMost()) {
      return imports.finish(claim.of(), State.FAILED, List.of(gaveUp())).replaceWith(true);
    }
    Uni<Void> working =
        staged(claim)
            .chain(taken -> taken ? resolvedAndEntered(claim) : fail(claim.of(), List.of()));
    return Uni.combine().any().of(working, untilLost(claim)).replaceWith(true);
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
        .every(configuration.lease().dividedBy(SIGNS_PER_LEASE))
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick -> imports.hold(claim))
        .filter(held -> !held)
        .toUni()
        .onItem()
        .failWith(() -> new IllegalStateException("another worker has taken the import over"))
        .replaceWithVoid();
  }

  private Uni<Boolean> staged(Claim claim) {
    return claim.stage() == Stage.RECEIVED
        ? staging.stage(claim.of())
        : Uni.createFrom().item(true);
  }

  private Uni<Void> resolvedAndEntered(Claim claim) {
    Uni<Void> resolved =
        claim.stage() == Stage.RESOLVED
            ? Uni.createFrom().voidItem()
            : resolution.resolve(claim.of(), today());
    return resolved.chain(() -> enter(claim));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneId.of(configuration.timeZone())));
  }

  private Uni<Void> enter(Claim claim) {
    Meta meta = meta(claim);
    return entering
        .school(claim.of(), meta)
        .chain(
            refused ->
                refused.isPresent()
                    ? fail(claim.of(), known(refused))
                    : enterAll(claim.of(), meta));
  }

  /** A refusal of the school's own line is noted with the line; of a missing line it is not. */
  private static List<Finding> known(Optional<Finding> refused) {
    return refused.filter(finding -> finding.line() == 0).stream().toList();
  }

  private Uni<Void> enterAll(ImportId of, Meta meta) {
    return enrolled(of)
        .chain(enrolled -> entering.persons(of, enrolled, meta).replaceWith(enrolled))
        .chain(enrolled -> entering.classes(of, enrolled, meta))
        .chain(() -> leaving.leave(of, meta))
        .chain(() -> imports.finish(of, State.APPLIED, List.of()));
  }

  /** Only a package with both says who is in which class. */
  private Uni<Boolean> enrolled(ImportId of) {
    return pool.preparedQuery(
            """
            select exists (select 1 from roster_line where import = $1 and file = 'enrollments')
              and exists (select 1 from roster_line where import = $1 and file = 'classes')""")
        .execute(Tuple.of(of.id()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  private Uni<Void> fail(ImportId of, List<Finding> last) {
    return imports.finish(of, State.FAILED, last);
  }

  private static Meta meta(Claim claim) {
    UUID of = claim.of().id();
    return new Meta(claim.acceptedBy(), "school-system", of, null, of, null);
  }
}
