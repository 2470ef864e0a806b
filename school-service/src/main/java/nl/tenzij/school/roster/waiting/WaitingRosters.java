package nl.tenzij.school.roster.waiting;

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
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterSettled;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;

/** Where it lies in the log that a roster waits, and under which names. */
@Dependent
public class WaitingRosters {

  public static final EventTypes<WaitingEvent> TYPES =
      EventTypes.of(WaitingEvent.class)
          .type("roster-import.waiting.v1", RosterWaiting.class)
          .type("roster-import.settled.v1", RosterSettled.class);

  public static StreamId stream(Board board, School school, UUID roster) {
    return new StreamId(board, school, "roster-import", roster);
  }

  @Produces
  @Singleton
  EventTypes<WaitingEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<WaitingCommand, Life, WaitingEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new WaitingDecider(), TYPES);
  }
}
