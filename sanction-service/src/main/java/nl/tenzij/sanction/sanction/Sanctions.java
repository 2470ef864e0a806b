package nl.tenzij.sanction.sanction;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;

/** Where sanctions lie in the log, and under which names. */
@Dependent
public class Sanctions {

  public static StreamId stream(Board board, School school, UUID sanction) {
    return new StreamId(board, school, "sanction", sanction);
  }

  /**
   * The one that the ladder proposes for a pupil's part in an incident: the same at each asking.
   */
  public static StreamId proposed(Board board, School school, Case on) {
    return StreamId.named(board, school, "sanction", on.incident() + "/" + on.pupil());
  }

  @Produces
  @Singleton
  public static EventTypes<SanctionEvent> types() {
    return EventTypes.of(SanctionEvent.class)
        .type("sanction.proposed.v2", SanctionProposed.class)
        // v1: without who decides on the step, which no policy said
        .upcast("sanction.proposed.v1", "sanction.proposed.v2", json -> json)
        .type("sanction.hearing-held.v1", HearingHeld.class)
        .type("sanction.imposed.v1", SanctionImposed.class)
        .type("sanction.confirmed.v2", SanctionConfirmed.class)
        // v1: without the moment of the decision
        .upcast("sanction.confirmed.v1", "sanction.confirmed.v2", json -> json)
        .type("sanction.begun.v1", SanctionBegun.class)
        .type("sanction.served.v1", SanctionServed.class)
        .type("sanction.amended.v1", SanctionAmended.class)
        .type("sanction.revoked.v1", SanctionRevoked.class);
  }

  @Produces
  @Singleton
  CommandHandler<SanctionCommand, Sanction, SanctionEvent> handler(
      PostgresEventStore store, EventTypes<SanctionEvent> types) {
    return new CommandHandler<>(store, new SanctionDecider(), types);
  }
}
