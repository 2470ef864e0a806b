package nl.tenzij.school.calendar;

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
      EventTypes.of(CalendarEvent.class).type("calendar.set.v1", CalendarSet.class);

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
