package nl.tenzij.exception.concern;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Where concerns lie in the log, and under which names. */
@Dependent
public class Concerns {

  public static StreamId stream(Board board, School school, UUID concern) {
    return new StreamId(board, school, "concern", concern);
  }

  @Produces
  @Singleton
  public static EventTypes<ConcernEvent> types() {
    return EventTypes.of(ConcernEvent.class)
        .type("concern.reported.v1", ConcernReported.class)
        .type("concern.uptake-reminded.v1", UptakeReminded.class)
        .type("concern.uptake-settled.v1", UptakeSettled.class)
        .type("concern.taken-up.v1", ConcernTakenUp.class)
        .type("concern.closed.v1", ConcernClosed.class);
  }

  @Produces
  @Singleton
  CommandHandler<ConcernCommand, Concern, ConcernEvent> handler(
      PostgresEventStore store, EventTypes<ConcernEvent> types) {
    return new CommandHandler<>(store, new ConcernDecider(), types);
  }
}
