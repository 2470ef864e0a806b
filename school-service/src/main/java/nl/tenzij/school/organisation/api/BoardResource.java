package nl.tenzij.school.organisation.api;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.school.organisation.BoardCommand;
import nl.tenzij.school.organisation.BoardCommand.RegisterBoard;
import nl.tenzij.school.organisation.BoardEvent;
import nl.tenzij.school.organisation.Boards;
import nl.tenzij.school.organisation.RegisteredBoard;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolCommand.ManageSchool;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.SchoolOverview;
import nl.tenzij.school.organisation.SchoolRow;
import nl.tenzij.school.organisation.Schools;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A board presents itself and manages its own schools. */
@Path("/api/v1/boards/{board}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public class BoardResource {

  private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Amsterdam");

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject ETags tags;
  @Inject CommandHandler<BoardCommand, RegisteredBoard, BoardEvent> boards;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  @GET
  @Tagged
  @Roles("board")
  @Operation(summary = "Read how the board presents itself")
  @APIResponse(responseCode = "200", description = "As it was laid down")
  public Uni<RestResponse<BoardBody>> read(@PathParam("board") String board) {
    return boards
        .load(Boards.stream(caller.board()))
        .map(loaded -> tags.show(loaded, BoardBody::of));
  }

  @PUT
  @Roles("board")
  @Operation(
      summary = "Register the board, or change how it presents itself",
      description = "The whole of it, with If-Match once it is registered.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<BoardBody>> register(
      @PathParam("board") String board, @Valid @NotNull BoardBody body) {
    StreamId stream = Boards.stream(caller.board());
    var command = new RegisterBoard(board, body.title(), body.toDesk());
    return commands
        .send(boards, stream, command)
        .needsMatchOnceThere()
        .ok(outcome -> BoardBody.of(outcome.state()));
  }

  @GET
  @Path("/schools")
  @Roles("board")
  @WithSession
  @Operation(operationId = "listSchoolsOfBoard", summary = "List the board's schools")
  @APIResponse(responseCode = "200", description = "In order of their ids")
  public Uni<RestResponse<Listing<SchoolView>>> list(
      @PathParam("board") String board, @BeanParam Page page) {
    String after = page.after(1).map(keys -> keys.getFirst()).orElse("");
    return consistency
        .reached(SchoolOverview.NAME)
        .chain(() -> SchoolRow.page(caller.board(), after, page.toRead()))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.school), SchoolView::of));
  }

  @GET
  @Tagged
  @Path("/schools/{school}")
  @Roles("board")
  @Operation(operationId = "readSchoolOfBoard", summary = "Read what is known of a school")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<SchoolView>> school(
      @PathParam("board") String board, @PathParam("school") String school) {
    return schools
        .load(Schools.stream(caller.board(), new School(school)))
        .map(loaded -> tags.show(loaded, SchoolView::of));
  }

  @PUT
  @Path("/schools/{school}")
  @Roles("board")
  @Operation(
      operationId = "manageSchool",
      summary = "Register a school, or change it",
      description =
          "The whole of it, with If-Match once the school is registered. The next roster may know"
              + " another name or number; sector and time zone are laid down here.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<SchoolView>> manage(
      @PathParam("board") String board,
      @PathParam("school") String school,
      @Valid @NotNull SchoolBody body) {
    StreamId stream = Schools.stream(caller.board(), new School(school));
    ZoneId zone = body.timeZone() == null ? USUAL_ZONE : body.timeZone();
    var command = new ManageSchool(school, body.name(), body.identifier(), body.sector(), zone);
    return commands
        .send(schools, stream, command)
        .needsMatchOnceThere()
        .ok(outcome -> SchoolView.of(outcome.state()));
  }
}
