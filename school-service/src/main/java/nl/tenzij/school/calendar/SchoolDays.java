package nl.tenzij.school.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
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
import nl.tenzij.school.roster.RosterConfiguration;

/** Which day it is at a school. */
@ApplicationScoped
public class SchoolDays {

  private final Cache<Place, ZoneId> kept =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  @Inject Clock clock;
  @Inject RosterConfiguration configuration;
  @Inject CommandHandler<CalendarCommand, Calendar, CalendarEvent> calendars;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  private record Place(Board board, School school) {}

  public Uni<LocalDate> today(Board board, School school) {
    return dayOf(board, school, clock.instant());
  }

  public Uni<LocalDate> dayOf(Board board, School school, Instant moment) {
    return zone(board, school).map(zone -> LocalDate.ofInstant(moment, zone));
  }

  /**
   * The calendar's, else as the school was registered, else as its first roster will register it;
   * another one is known within a minute.
   */
  public Uni<ZoneId> zone(Board board, School school) {
    Place place = new Place(board, school);
    ZoneId zone = kept.getIfPresent(place);
    return zone == null
        ? found(board, school).invoke(found -> kept.put(place, found))
        : Uni.createFrom().item(zone);
  }

  private Uni<ZoneId> found(Board board, School school) {
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
        .continueWith(() -> ZoneId.of(configuration.timeZone()));
  }
}
