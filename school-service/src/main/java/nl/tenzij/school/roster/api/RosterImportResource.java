package nl.tenzij.school.roster.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.roster.Confirmation;
import nl.tenzij.school.roster.ImportReport;
import nl.tenzij.school.roster.ImportReport.State;
import nl.tenzij.school.roster.RosterImportList;
import nl.tenzij.school.roster.RosterImportList.Before;
import nl.tenzij.school.roster.RosterImportList.ImportSummary;
import nl.tenzij.school.roster.RosterImportList.Wanted;
import nl.tenzij.school.roster.RosterImports;
import nl.tenzij.school.roster.Upload;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school's own system brings its roster in. */
@Path("/api/v1/schools/{school}/roster-imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class RosterImportResource {

  @Inject Caller caller;
  @Inject RosterImports imports;
  @Inject Upload upload;
  @Inject Confirmation confirmation;
  @Inject RosterImportList list;

  @POST
  @Blocking
  @Roles("school-system")
  @Consumes("application/zip")
  @Operation(
      operationId = "importRoster",
      summary = "Bring in a roster",
      description =
          "A OneRoster 1.2 CSV package, as a whole set (bulk) or as changes (delta). 202 means that"
              + " it is kept and will be applied; the Location tells how that goes. While one of"
              + " the school runs, a second is refused (import-running, with its id); one that"
              + " waits for confirmation is withdrawn by a whole set with all of its files, and"
              + " stays where anything else comes, which is refused (import-awaiting, with its"
              + " id).")
  @APIResponseSchema(
      value = Upload.Accepted.class,
      responseCode = "202",
      responseDescription = "Kept; it will be applied")
  public Uni<Response> bringIn(@PathParam("school") String school, InputStream body) {
    School at = caller.at(school);
    return upload.take(at, body);
  }

  @GET
  @Roles({"school-system", "head"})
  @Operation(
      operationId = "listRosterImports",
      summary = "Which rosters came in, and which one waits",
      description =
          "Newest first, without their findings. One in state AWAITING_CONFIRMATION goes on once it"
              + " is confirmed; a newer package takes its place, and the rest of its time. At"
              + " waitsUntil it is withdrawn.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ImportSummary>>> list(
      @PathParam("school") String school, @QueryParam("state") State state, @BeanParam Page page) {
    School at = caller.at(school);
    Before before = page.after(2, RosterImportResource::before).orElse(Before.NOW);
    return list.list(
            new Wanted(caller.board(), Optional.of(at), Optional.ofNullable(state), before),
            page.toRead())
        .map(rows -> page.answer(rows, RosterImportResource::cursor, row -> row));
  }

  @GET
  @Path("/{id}")
  @Roles({"school-system", "head"})
  @Operation(operationId = "readRosterImport", summary = "How an import goes, or went")
  public Uni<ImportView> report(@PathParam("school") String school, @PathParam("id") UUID id) {
    School at = caller.at(school);
    return imports.report(caller.board(), at, id).map(RosterImportResource::view);
  }

  @POST
  @Path("/{id}/confirmation")
  @Roles({"school-system", "head"})
  @Operation(
      summary = "Let an import go on by which many leave",
      description =
          "An import that would remove more than a set share of the school's pupils, guardians,"
              + " staff, classes or places in classes stops in state AWAITING_CONFIRMATION before anything of it is"
              + " applied.")
  @APIResponseSchema(
      value = Upload.Accepted.class,
      responseCode = "202",
      responseDescription = "It goes on")
  public Uni<Response> confirm(@PathParam("school") String school, @PathParam("id") UUID id) {
    School at = caller.at(school);
    return confirmation.confirm(at, id);
  }

  @POST
  @Path("/{id}/withdrawal")
  @Roles({"school-system", "head"})
  @Operation(
      summary = "Drop an import by which many would leave",
      description = "For one that waits for confirmation: nothing of it was applied, nothing will.")
  @APIResponseSchema(
      value = Upload.Accepted.class,
      responseCode = "200",
      responseDescription = "Dropped")
  public Uni<Response> withdraw(@PathParam("school") String school, @PathParam("id") UUID id) {
    School at = caller.at(school);
    return confirmation.withdraw(at, id);
  }

  static Before before(List<String> keys) {
    return new Before(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
  }

  static Cursor cursor(ImportSummary shown) {
    return Cursor.of(shown.acceptedAt(), shown.id());
  }

  private static ImportView view(Optional<ImportReport> report) {
    return ImportView.of(report.orElseThrow(NotYours::new));
  }
}
