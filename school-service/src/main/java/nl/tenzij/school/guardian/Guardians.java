package nl.tenzij.school.guardian;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.guardian.GuardianEvent.GuardianChanged;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;

/** Where guardians lie in the log, and under which names. */
@Dependent
public class Guardians {

  public static final EventTypes<GuardianEvent> TYPES =
      EventTypes.of(GuardianEvent.class)
          .type("guardian.registered.v1", GuardianRegistered.class)
          .type("guardian.changed.v1", GuardianChanged.class)
          .type("guardian.left.v1", GuardianLeft.class);

  /** Of the one that the roster knows by this id. */
  public static StreamId stream(Board board, School school, String guardian) {
    return StreamId.named(board, school, "guardian", guardian);
  }

  @Produces
  @Singleton
  EventTypes<GuardianEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<GuardianCommand, Guardian, GuardianEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new GuardianDecider(), TYPES);
  }
}
