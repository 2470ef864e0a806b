package nl.tenzij.school.calendar;

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
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;

/** Where calendars lie in the log, and under which names. */
@Dependent
public class Calendars {

  public static final EventTypes<CalendarEvent> TYPES =
      EventTypes.of(CalendarEvent.class)
          .type("calendar.set.v2", CalendarSet.class)
          // v1: without days that have other hours
          .upcast("calendar.set.v1", "calendar.set.v2", Calendars::withoutOtherHours);

  private static ObjectNode withoutOtherHours(ObjectNode set) {
    ((ObjectNode) set.get("calendar")).putArray("otherHours");
    return set;
  }

  public static StreamId stream(Board board, School school) {
    return StreamId.named(board, school, "calendar", school.id());
  }

  @Produces
  @Singleton
  EventTypes<CalendarEvent> types() {
    return TYPES;
  }

  @Produces
  @Singleton
  CommandHandler<CalendarCommand, Calendar, CalendarEvent> handler(PostgresEventStore store) {
    return new CommandHandler<>(store, new CalendarDecider(), TYPES);
  }
}
