package nl.tenzij.school.framework;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;

/** Where frameworks lie in the log, and under which names. */
@Dependent
public class Frameworks {

  public static final EventTypes<FrameworkEvent> TYPES =
      EventTypes.of(FrameworkEvent.class).type("framework.adopted.v1", FrameworkAdopted.class);

  /** What is of no school stands in the log as if the board's office were one. */
  public static StreamId stream(Board board) {
    return StreamId.named(board, new School(board.id()), "framework", board.id());
  }

  @Produces
  @Singleton
  EventTypes<FrameworkEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<FrameworkCommand, Framework, FrameworkEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new FrameworkDecider(), TYPES);
  }
}
