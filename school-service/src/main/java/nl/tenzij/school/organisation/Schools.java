package nl.tenzij.school.organisation;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.BoardSchools;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;

/** Where schools lie in the log, and under which names. */
@Dependent
public class Schools {

  public static final EventTypes<SchoolEvent> TYPES =
      EventTypes.of(SchoolEvent.class)
          .type("school.registered.v1", SchoolRegistered.class)
          .type("school.changed.v1", SchoolChanged.class);

  public static StreamId stream(Board board, School school) {
    return StreamId.named(board, school, "school", school.id());
  }

  @Produces
  @Singleton
  EventTypes<SchoolEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new SchoolDecider(), TYPES);
  }

  /** The log itself knows them: a school that was registered has an event. */
  @Produces
  @Singleton
  BoardSchools schools(PostgresEventStore store) {
    return (board, school) ->
        store.read(stream(board, school), TYPES).map(events -> !events.isEmpty());
  }
}
