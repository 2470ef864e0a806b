package nl.tenzij.school.calendar;

/** What happened to a school's calendar. */
public sealed interface CalendarEvent {

  /** The whole of it from now on. */
  record CalendarSet(Calendar calendar) implements CalendarEvent {}
}
