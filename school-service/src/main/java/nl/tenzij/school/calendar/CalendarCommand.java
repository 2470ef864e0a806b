package nl.tenzij.school.calendar;

/** What can be asked of a school's calendar. */
public sealed interface CalendarCommand {

  /**
   * Lays down the whole of it.
   *
   * @param otherHoursAsKnown whether days with other hours keep them, as far as they are school
   *     days still; the calendar has none then
   */
  record SetCalendar(Calendar calendar, boolean otherHoursAsKnown) implements CalendarCommand {}
}
