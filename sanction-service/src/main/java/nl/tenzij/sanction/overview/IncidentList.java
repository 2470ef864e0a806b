package nl.tenzij.sanction.overview;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school's incidents, newest entry first. */
@Path("/api/v1/schools/{school}/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentList {

  private final Staff staff;
  private final Consistency consistency;

  public IncidentList(Staff staff, Consistency consistency) {
    this.staff = staff;
    this.consistency = consistency;
  }

  /** An incident in brief; who took part stands in the incident itself. */
  public record IncidentItem(
      UUID id,
      Category category,
      Breach breach,
      Device device,
      Place place,
      Instant occurredAt,
      String reportedBy,
      Instant recordedAt,
      boolean corrected) {

    private static IncidentItem of(IncidentRow row) {
      return new IncidentItem(
          row.incident,
          row.category,
          row.breach,
          row.device,
          row.place,
          row.occurredAt,
          row.reportedBy,
          row.recordedAt,
          row.corrected);
    }
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(summary = "List incidents, newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<IncidentItem>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = staff.at(school);
    String reporter = staff.readsAll(at) ? null : staff.person();
    long before = Before.position(page);
    int most = page.toRead();
    return consistency
        .reached(IncidentOverview.NAME)
        .chain(
            () ->
                Panache.withSession(
                    () -> IncidentRow.page(staff.board(), at, reporter, before, most)))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.position), IncidentItem::of));
  }
}
