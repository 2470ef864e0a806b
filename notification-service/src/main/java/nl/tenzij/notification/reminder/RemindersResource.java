package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.reminder.Reminders.Before;
import nl.tenzij.notification.reminder.Reminders.Reader;
import nl.tenzij.notification.teaching.Teaching;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What staff and the participation council are reminded of. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}/reminders")
@Tag(name = "reminders", description = "What staff and the council are reminded of.")
public class RemindersResource {

  /** Roles that see all that is meant for them, as the senders name them. */
  private static final Map<String, String> WHOLE_SCHOOL =
      Map.of("head", "HEAD", "care-coordinator", "CARE_COORDINATOR");

  private final Caller caller;
  private final Reminders reminders;
  private final Teaching teaching;
  private final SchoolHours hours;
  private final Pool pool;
  private final Clock clock;

  RemindersResource(
      Caller caller,
      Reminders reminders,
      Teaching teaching,
      SchoolHours hours,
      Pool pool,
      Clock clock) {
    this.caller = caller;
    this.reminders = reminders;
    this.teaching = teaching;
    this.hours = hours;
    this.pool = pool;
    this.clock = clock;
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher", "mr-member"})
  @Operation(
      summary = "What there is to be reminded of, the newest first",
      description =
          "Reviews that are due: for care coordinators, and mentors of the pupil. Requests not complete"
              + " by their day (`REQUEST_INCOMPLETE`): for care coordinators, and the pupil's mentor where"
              + " a mentor asked. Requests not decided"
              + " on by their day: for care coordinators. Devices not given"
              + " back at the end of the school day: for who has it, the head, and who mentors or"
              + " teaches the pupil. Measures that were proposed and that nobody has decided on by the"
              + " next school day (`PROPOSAL_WAITING`): for who recorded the incident, where they may"
              + " decide, and a week later for care coordinators and the head, where these may; else"
              + " for these from that day on. Measures that wait for the written confirmation, measures"
              + " decided on a pupil who by a correction of the incident did not do it, or beside a"
              + " proposal that was revoked as a mistake"
              + " (`RECONSIDERATION_DUE`), until they are changed or revoked, and measures"
              + " that begin before the school may write home of them, or to the pupil who is of age"
              + " (`PUPIL_NOT_TOLD`): for the head. What only the head decides on, confirms or looks"
              + " at again, and has not for a week: for care coordinators too. What went out in person to a pupil of whom the"
              + " roster says no more that they are of age (`TOLD_IN_PERSON`): for the head, with how"
              + " many messages, which are listed by `messages?guardian=` and the pupil's id; guardians"
              + " were not told of them. A decision on a pupil of whom the roster names nobody who can"
              + " be told (`NOBODY_TO_TELL`): for the head, until it is told, and for four weeks at"
              + " most. A confidential concern that nobody takes up: for care"
              + " coordinators, and for the head once that goes on; about no own child. A roster that"
              + " waits for somebody to say that it may go on, which is about no pupil: for the"
              + " head. A policy that lies before the participation council: for the members of each"
              + " section whose consent it needs, until that section has decided. A policy whose first"
              + " day was made known and that nobody has activated (`ACTIVATION_DUE`), from the school"
              + " day before it on: for the head.")
  @APIResponse(responseCode = "200", description = "A page of reminders")
  public Uni<RestResponse<Listing<Reminder>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school);
    Before before = page.after(2, Before::of).orElse(null);
    int most = page.toRead();
    return reader(at)
        .chain(reader -> reminders.list(reader, before, most))
        .map(
            found -> page.answer(found, one -> Cursor.of(one.since(), one.reminder()), one -> one));
  }

  @PUT
  @Roles({"head", "care-coordinator", "mentor", "teacher", "mr-member"})
  @Path("/{reminder}/receipt")
  @Operation(
      operationId = "markReminderRead",
      summary = "Say that a reminder was read",
      description = "For the caller alone; said again it changes nothing.")
  @APIResponse(responseCode = "204", description = "It is read")
  public Uni<RestResponse<Void>> receipt(
      @PathParam("school") String school, @PathParam("reminder") UUID reminder) {
    School at = caller.at(school);
    return reader(at)
        .chain(reader -> reminders.read(reader, reminder, clock.instant(), pool))
        .map(found -> found.orElseThrow(NotYours::new))
        .replaceWith(RestResponse.noContent());
  }

  private Uni<Reader> reader(School school) {
    Set<String> held = caller.roles(school);
    Set<String> roles = new LinkedHashSet<>(Council.audiences(held));
    WHOLE_SCHOOL.forEach(
        (role, audience) -> {
          if (held.contains(role)) {
            roles.add(audience);
          }
        });
    String person = caller.person().orElseThrow(NotYours::new);
    return hours
        .of(caller.board(), school, pool)
        .map(known -> known.day(clock.instant()))
        .chain(day -> reader(school, person, day, roles));
  }

  private Uni<Reader> reader(School school, String person, LocalDate day, Set<String> roles) {
    return teaching
        .mentoredBy(caller.board(), school, person, pool)
        .chain(
            mentors ->
                teaching
                    .pupilsOf(caller.board(), school, person, day, pool)
                    .map(
                        teaches ->
                            new Reader(
                                caller.board(), school, person, day, roles, mentors, teaches)));
  }
}
