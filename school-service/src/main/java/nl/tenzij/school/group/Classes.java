package nl.tenzij.school.group;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;

/** Where classes lie in the log, and under which names. */
@Dependent
public class Classes {

  public static final EventTypes<ClassEvent> TYPES =
      EventTypes.of(ClassEvent.class)
          .type("class.registered.v1", ClassRegistered.class)
          .type("class.changed.v1", ClassChanged.class)
          .type("class.ended.v1", ClassEnded.class);

  /** Of the one that the roster knows by this id. */
  public static StreamId stream(Board board, School school, String id) {
    return StreamId.named(board, school, "class", id);
  }

  @Produces
  @Singleton
  EventTypes<ClassEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<ClassCommand, RosterClass, ClassEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new ClassDecider(), TYPES);
  }
}
