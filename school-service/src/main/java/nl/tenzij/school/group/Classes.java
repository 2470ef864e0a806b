package nl.tenzij.school.group;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
          .type("class.registered.v2", ClassRegistered.class)
          .type("class.changed.v2", ClassChanged.class)
          .type("class.ended.v1", ClassEnded.class)
          .upcast("class.registered.v1", "class.registered.v2", Classes::withDates)
          .upcast("class.changed.v1", "class.changed.v2", Classes::withDates);

  /** Before version 2 a teacher's place had no dates. */
  private static ObjectNode withDates(ObjectNode event) {
    ArrayNode teachers = JsonNodeFactory.instance.arrayNode();
    event
        .remove("teachers")
        .forEach(each -> teachers.addObject().put("staff", each.textValue()).put("primary", false));
    event.set("teachers", teachers);
    return event;
  }

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
