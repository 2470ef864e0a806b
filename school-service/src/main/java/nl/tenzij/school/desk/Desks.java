package nl.tenzij.school.desk;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.desk.DeskEvent.DeskSet;

/** Where contact desks lie in the log, and under which names. */
@Dependent
public class Desks {

  public static final EventTypes<DeskEvent> TYPES =
      EventTypes.of(DeskEvent.class).type("contact-desk.set.v1", DeskSet.class);

  public static StreamId stream(Board board, School school) {
    return StreamId.named(board, school, "contact-desk", school.id());
  }

  @Produces
  @Singleton
  EventTypes<DeskEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<DeskCommand, ContactDesk, DeskEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new DeskDecider(), TYPES);
  }
}
