package nl.tenzij.school.calendar.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Sending;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.CalendarCommand;
import nl.tenzij.school.calendar.CalendarCommand.SetCalendar;
import nl.tenzij.school.calendar.CalendarEvent;
import nl.tenzij.school.calendar.Calendars;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** When there is school. */
@Path("/api/v1/schools/{school}/calendar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "calendar")
public class CalendarResource {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject ETags tags;
  @Inject Clock clock;
  @Inject CommandHandler<CalendarCommand, Calendar, CalendarEvent> calendars;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  @GET
  @Tagged
  @Roles({
    "head",
    "board",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "mr-member",
    "guardian",
    "pupil",
    "school-system",
    "service"
  })
  @Operation(summary = "Read the calendar")
  @APIResponse(responseCode = "200", description = "As it was set")
  public Uni<RestResponse<CalendarBody>> read(@PathParam("school") String school) {
    School at = caller.at(school);
    return calendars
        .load(Calendars.stream(caller.board(), at))
        .map(loaded -> tags.show(loaded, CalendarBody::of));
  }

  @PUT
  @Roles({"head", "school-system"})
  @Operation(
      summary = "Set the calendar",
      description =
          "The whole of it, but for days with other hours where otherHours is absent: they keep"
              + " them, as far as they are school days still. An empty list clears them. A head who"
              + " changes one says by If-Match which; the school's own system knows best and need"
              + " not.")
  @APIResponse(responseCode = "200", description = "Set")
  public Uni<RestResponse<CalendarBody>> set(
      @PathParam("school") String school, @Valid @NotNull CalendarBody body) {
    School at = caller.at(school);
    boolean mayOverwrite = caller.role().equals("school-system");
    StreamId stream = Calendars.stream(caller.board(), at);
    return registered(at)
        .map(known -> new SetCalendar(body.toCalendar(known.timeZone()), body.otherHours() == null))
        .chain(
            command ->
                sending(stream, command, mayOverwrite)
                    .ok(outcome -> CalendarBody.of(outcome.state())));
  }

  private Sending<CalendarCommand, Calendar> sending(
      StreamId stream, SetCalendar command, boolean mayOverwrite) {
    var sending = commands.<CalendarCommand, Calendar>send(calendars, stream, command);
    return mayOverwrite ? sending : sending.needsMatchOnceThere();
  }

  private Uni<RegisteredSchool> registered(School school) {
    return schools
        .load(Schools.stream(caller.board(), school))
        .map(loaded -> loaded.state().mustBeRegistered());
  }

  @GET
  @Path("/moment")
  @Roles({
    "head",
    "board",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "mr-member",
    "guardian",
    "pupil",
    "school-system",
    "service"
  })
  @Operation(
      operationId = "readCalendarMoment",
      summary = "What the calendar says of a moment",
      description =
          "Whether it is on a school day or in a lesson, in which school year, when the school day"
              + " ends and when the next one begins. Of now where no moment is given.")
  @APIResponse(responseCode = "200", description = "What it says")
  public Uni<MomentView> moment(
      @PathParam("school") String school, @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    Instant moment = at == null ? clock.instant() : at.toInstant();
    return calendars
        .load(Calendars.stream(caller.board(), here))
        .map(tags::existing)
        .map(calendar -> MomentView.of(calendar, moment));
  }
}
