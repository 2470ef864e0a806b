package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.reminder.Reminders.Before;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What waits for a head at a school, and can wait for one who may do it. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/boards/{board}/reminders")
@Tag(name = "reminders")
public class BoardRemindersResource {

  private final Caller caller;
  private final Reminders reminders;
  private final Clock clock;

  BoardRemindersResource(Caller caller, Reminders reminders, Clock clock) {
    this.caller = caller;
    this.reminders = reminders;
    this.clock = clock;
  }

  @GET
  @Roles("board")
  @Operation(
      operationId = "listRemindersOfBoard",
      summary = "What has waited for a week for the head of a school, the newest first",
      description =
          "Measures that only a head decides on (`PROPOSAL_WAITING`), confirms (`CONFIRMATION_DUE`) or"
              + " looks at again (`RECONSIDERATION_DUE`), and none has. A head who is a parent of the pupil"
              + " may not: where the school has no other, the board has somebody do it, who is given that"
              + " role there. Whom it is about is not said.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<BoardReminder>>> list(
      @PathParam("board") String board, @BeanParam Page page) {
    Before before = page.after(2, Before::of).orElse(null);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return reminders
        .ofBoard(caller.board(), today, before, page.toRead())
        .map(
            found -> page.answer(found, one -> Cursor.of(one.since(), one.reminder()), one -> one));
  }
}
