package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.sanction.ladder.StandingCommand.DiscountBreach;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;

/**
 * Whenever a sanction is revoked for what never should have counted, takes the breach off the
 * pupil's ladder.
 */
@ApplicationScoped
public class CorrectCount implements Policy {

  static final String NAME = "correct-count";

  private final CommandHandler<StandingCommand, Standing, StandingEvent> standings;

  public CorrectCount(CommandHandler<StandingCommand, Standing, StandingEvent> standings) {
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
    return standings
        .handle(
            Standings.stream(of.board(), of.school(), revoked.on().pupil()),
            new DiscountBreach(revoked.on().incident()),
            meta)
        .replaceWithVoid();
  }
}
