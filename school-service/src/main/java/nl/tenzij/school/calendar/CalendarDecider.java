package nl.tenzij.school.calendar;

import static java.util.Comparator.comparing;

import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.calendar.CalendarCommand.SetCalendar;
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;

/** A calendar is set as a whole; setting it again as it is changes nothing. */
public final class CalendarDecider implements Decider<CalendarCommand, Calendar, CalendarEvent> {

  @Override
  public Calendar initial() {
    return Calendar.NONE;
  }

  @Override
  public List<CalendarEvent> decide(CalendarCommand command, Calendar known) {
    return switch (command) {
      case SetCalendar(var asked, var otherHoursAsKnown) ->
          set(otherHoursAsKnown ? asked.with(known.otherHours()) : asked, known);
    };
  }

  private static List<CalendarEvent> set(Calendar asked, Calendar known) {
    List<CalendarRules.Flaw> flaws = CalendarRules.flaws(asked);
    if (!flaws.isEmpty()) {
      CalendarRules.Flaw first = flaws.getFirst();
      throw new Refused(first.code(), first.place() + ": " + first.detail());
    }
    Calendar wanted = ordered(asked);
    return wanted.equals(known) ? List.of() : List.of(new CalendarSet(wanted));
  }

  private static Calendar ordered(Calendar asked) {
    return new Calendar(
        asked.timeZone(),
        asked.years(),
        asked.week().stream().sorted(comparing(DayTimes::day)).toList(),
        asked.holidays().stream()
            .sorted(comparing(Holiday::from).thenComparing(Holiday::until))
            .toList(),
        asked.otherHours().stream().sorted(comparing(OtherHours::day)).toList());
  }

  @Override
  public Calendar evolve(Calendar known, CalendarEvent event) {
    return switch (event) {
      case CalendarSet(Calendar calendar) -> calendar;
    };
  }
}
