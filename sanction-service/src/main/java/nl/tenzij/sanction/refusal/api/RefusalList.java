package nl.tenzij.sanction.refusal.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.refusal.ToldRefusals;
import nl.tenzij.sanction.refusal.ToldRefusals.Told;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who was told of a pupil, by an incident that was refused, what is for the pupil's teachers. */
@Path("/api/v1/schools/{school}/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class RefusalList {

  private final Staff staff;
  private final ToldRefusals refusals;

  public RefusalList(Staff staff, ToldRefusals refusals) {
    this.staff = staff;
    this.refusals = refusals;
  }

  /**
   * That an incident was refused, since the pupil's use was allowed or there was no ban.
   *
   * @param to who meant to record it, and does not teach the pupil
   */
  public record ToldRefusal(Instant at, String to, String pupil, Category category) {
    private static ToldRefusal of(Told told) {
      return new ToldRefusal(told.at(), told.to(), told.pupil(), told.category());
    }
  }

  @GET
  @Path("/refusals")
  @Roles({"head", "care-coordinator"})
  @Operation(
      operationId = "listToldRefusals",
      summary = "Who was told, of pupils whom they don't teach, that an incident was refused",
      description = "But of an own child.")
  @APIResponse(responseCode = "200", description = "One page, newest first")
  public Uni<RestResponse<Listing<ToldRefusal>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = staff.as(school, "head", "care-coordinator");
    long before = page.after(1, keys -> Long.valueOf(keys.getFirst())).orElse(Long.MAX_VALUE);
    int most = page.toRead();
    return staff
        .children(at)
        .chain(children -> refusals.at(staff.board(), at, children, before, most))
        .map(rows -> page.answer(rows, told -> Cursor.of(told.number()), ToldRefusal::of));
  }
}
