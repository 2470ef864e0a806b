package nl.tenzij.school.calendar;

/** What can be asked of a school's calendar. */
public sealed interface CalendarCommand {

  /** Lays down the whole of it. */
  record SetCalendar(Calendar calendar) implements CalendarCommand {}
}
