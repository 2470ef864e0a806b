package nl.tenzij.school.calendar;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;

/** Which day it is at a school. */
@ApplicationScoped
public class SchoolDays {

  private static final ZoneId UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");

  @Inject Clock clock;
  @Inject CommandHandler<CalendarCommand, Calendar, CalendarEvent> calendars;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  public Uni<LocalDate> today(Board board, School school) {
    return dayOf(board, school, clock.instant());
  }

  public Uni<LocalDate> dayOf(Board board, School school, Instant moment) {
    return zone(board, school).map(zone -> LocalDate.ofInstant(moment, zone));
  }

  /** The calendar's, else as the school was registered. */
  public Uni<ZoneId> zone(Board board, School school) {
    return calendars
        .load(Calendars.stream(board, school))
        .map(loaded -> loaded.state().timeZone())
        .onItem()
        .ifNull()
        .switchTo(() -> registered(board, school));
  }

  private Uni<ZoneId> registered(Board board, School school) {
    return schools
        .load(Schools.stream(board, school))
        .map(loaded -> loaded.state().timeZone())
        .onItem()
        .ifNull()
        .continueWith(UNLESS_TOLD);
  }
}
