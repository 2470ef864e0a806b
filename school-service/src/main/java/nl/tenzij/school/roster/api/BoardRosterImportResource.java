package nl.tenzij.school.roster.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.RosterImportList;
import nl.tenzij.school.roster.RosterImportList.Before;
import nl.tenzij.school.roster.RosterImportList.ImportSummary;
import nl.tenzij.school.roster.RosterImportList.Wanted;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A board sees how its schools' rosters come in: figures, and nothing of a line. */
@Path("/api/v1/boards/{board}/roster-imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class BoardRosterImportResource {

  @Inject Caller caller;
  @Inject RosterImportList list;

  @GET
  @Roles("board")
  @Operation(
      operationId = "listRosterImportsOfBoard",
      summary = "How the rosters of the board's schools came in, and which of them wait",
      description = "Newest first, without their findings.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ImportSummary>>> list(
      @PathParam("board") String board, @QueryParam("state") State state, @BeanParam Page page) {
    Before before = page.after(2, RosterImportResource::before).orElse(Before.NOW);
    return list.list(
            new Wanted(caller.board(), Optional.empty(), Optional.ofNullable(state), before),
            page.toRead())
        .map(rows -> page.answer(rows, RosterImportResource::cursor, row -> row));
  }
}
