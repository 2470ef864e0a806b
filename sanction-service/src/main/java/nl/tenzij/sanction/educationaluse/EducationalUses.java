package nl.tenzij.sanction.educationaluse;

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
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;

/** Where educational use lies in the log, and under which names. */
@Dependent
public class EducationalUses {

  public static StreamId stream(Board board, School school, UUID educationalUse) {
    return new StreamId(board, school, "educational-use", educationalUse);
  }

  @Produces
  @Singleton
  public static EventTypes<EducationalUseEvent> types() {
    return EventTypes.of(EducationalUseEvent.class)
        .type("educational-use.opened.v1", EducationalUseOpened.class)
        .type("educational-use.closed.v1", EducationalUseClosed.class);
  }

  @Produces
  @Singleton
  CommandHandler<EducationalUseCommand, EducationalUse, EducationalUseEvent> handler(
      PostgresEventStore store, EventTypes<EducationalUseEvent> types) {
    return new CommandHandler<>(store, new EducationalUseDecider(), types);
  }
}
