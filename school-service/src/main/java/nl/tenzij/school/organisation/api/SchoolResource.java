package nl.tenzij.school.organisation.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.school.organisation.BoardCommand;
import nl.tenzij.school.organisation.BoardEvent;
import nl.tenzij.school.organisation.Boards;
import nl.tenzij.school.organisation.RegisteredBoard;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What is known of a school, for all who are there. */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public class SchoolResource {

  @Inject Caller caller;
  @Inject ETags tags;
  @Inject CommandHandler<BoardCommand, RegisteredBoard, BoardEvent> boards;
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
    "pipeline",
    "service"
  })
  @Operation(summary = "Read what is known of the school")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<SchoolView>> read(@PathParam("school") String school) {
    return schools
        .load(Schools.stream(caller.board(), caller.at(school)))
        .map(loaded -> tags.show(loaded, SchoolView::of));
  }

  @GET
  @Tagged
  @Path("/central-desk")
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
    "pipeline",
    "service"
  })
  @Operation(
      operationId = "readCentralDesk",
      summary = "Where the school's board takes questions and complaints")
  @APIResponse(responseCode = "200", description = "As the board laid it down")
  public Uni<RestResponse<BoardBody.Desk>> centralDesk(@PathParam("school") String school) {
    caller.at(school);
    return boards
        .load(Boards.stream(caller.board()))
        .map(
            loaded -> {
              if (tags.existing(loaded).desk() == null) {
                throw new NotYours();
              }
              return tags.show(loaded, board -> BoardBody.desk(board.desk()));
            });
  }
}
