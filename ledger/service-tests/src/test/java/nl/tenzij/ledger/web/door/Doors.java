package nl.tenzij.ledger.web.door;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.web.door.Door.DoorCommand;
import nl.tenzij.ledger.web.door.Door.DoorEvent;

/** Doors in the log. */
@Dependent
public class Doors {

  @Produces
  @Singleton
  EventTypes<DoorEvent> types() {
    return Door.TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<DoorCommand, Door, DoorEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new Door.DoorDecider(), Door.TYPES);
  }
}
