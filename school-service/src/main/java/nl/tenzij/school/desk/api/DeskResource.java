package nl.tenzij.school.desk.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.school.desk.ContactDesk;
import nl.tenzij.school.desk.DeskCommand;
import nl.tenzij.school.desk.DeskCommand.SetDesk;
import nl.tenzij.school.desk.DeskEvent;
import nl.tenzij.school.desk.Desks;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Whom to ask at a school. */
@Path("/api/v1/schools/{school}/contact-desk")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public class DeskResource {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject ETags tags;
  @Inject CommandHandler<DeskCommand, ContactDesk, DeskEvent> desks;

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
    "service"
  })
  @Operation(operationId = "readContactDesk", summary = "Whom to ask at the school, per matter")
  @APIResponse(responseCode = "200", description = "As it was laid down")
  public Uni<RestResponse<DeskBody>> read(@PathParam("school") String school) {
    return desks
        .load(Desks.stream(caller.board(), caller.at(school)))
        .map(loaded -> tags.show(loaded, DeskBody::of));
  }

  @PUT
  @Roles("head")
  @Operation(
      operationId = "setContactDesk",
      summary = "Lay down whom to ask",
      description = "The whole of it, with If-Match once it was laid down.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<DeskBody>> set(
      @PathParam("school") String school, @Valid @NotNull DeskBody body) {
    StreamId stream = Desks.stream(caller.board(), caller.at(school));
    var command = new SetDesk(body.toContacts());
    return commands
        .send(desks, stream, command)
        .needsMatchOnceThere()
        .ok(outcome -> DeskBody.of(outcome.state()));
  }
}
