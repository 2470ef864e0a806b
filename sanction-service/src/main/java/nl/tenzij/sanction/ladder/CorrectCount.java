package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.ladder.StandingCommand.ForgiveBreach;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.Sanctions;

/**
 * Whenever a sanction is revoked for what never should have counted, takes the breach off the
 * pupil's ladder, with what the head added to it, and corrects the steps that rest on it.
 */
@ApplicationScoped
public class CorrectCount implements Policy {

  static final String NAME = "correct-count";

  private final Weighing weighing;
  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;

  public CorrectCount(
      Weighing weighing, CommandHandler<StandingCommand, Standing, StandingEvent> standings) {
    this.weighing = weighing;
    this.standings = standings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(SanctionRevoked.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return recorded.event() instanceof SanctionRevoked revoked
            && !revoked.ground().breachStillCounts()
        ? discount(recorded, revoked)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> discount(Recorded<?> recorded, SanctionRevoked revoked) {
    StreamId of = recorded.stream();
    Meta meta =
        new Meta(
            NAME,
            "policy",
            UUID.randomUUID(),
            recorded.id(),
            recorded.meta().correlation(),
            recorded.meta().traceparent());
    StreamId standing = Standings.stream(of.board(), of.school(), revoked.on().pupil());
    return standings
        .load(standing)
        .map(loaded -> breach(of, revoked.on(), loaded.state()))
        .chain(weighed -> forgive(standing, revoked.on(), weighed, meta))
        .chain(() -> weighing.settle(standing, revoked.on().pupil(), meta));
  }

  /** The breach, where this sanction is the one that follows from it. */
  private static Optional<Weighed> breach(StreamId sanction, Case on, Standing standing) {
    return standing
        .of(on.incident())
        .filter(
            weighed ->
                Sanctions.proposed(sanction.board(), sanction.school(), on, weighed.proposedBy())
                    .equals(sanction));
  }

  private Uni<Void> forgive(StreamId standing, Case on, Optional<Weighed> breach, Meta meta) {
    return breach
        .map(
            weighed ->
                standings
                    .handle(standing, new ForgiveBreach(on.incident(), weighed.proposedBy()), meta)
                    .chain(() -> weighing.dropAdded(standing, on, weighed, meta)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
