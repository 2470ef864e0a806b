package nl.tenzij.school.staff;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;

/** Where members of staff lie in the log, and under which names. */
@Dependent
public class StaffMembers {

  public static final EventTypes<StaffEvent> TYPES =
      EventTypes.of(StaffEvent.class)
          .type("staff.registered.v1", StaffRegistered.class)
          .type("staff.changed.v1", StaffChanged.class)
          .type("staff.left.v1", StaffLeft.class);

  /** Of the one that the roster knows by this id. */
  public static StreamId stream(Board board, School school, String staff) {
    return StreamId.named(board, school, "staff", staff);
  }

  @Produces
  @Singleton
  EventTypes<StaffEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<StaffCommand, Staff, StaffEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new StaffDecider(), TYPES);
  }
}
