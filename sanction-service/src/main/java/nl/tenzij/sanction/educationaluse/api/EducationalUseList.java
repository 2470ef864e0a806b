package nl.tenzij.sanction.educationaluse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.educationaluse.EducationalUseOverview;
import nl.tenzij.sanction.educationaluse.EducationalUseRow;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was opened at a school, newest first. */
@Path("/api/v1/schools/{school}/educational-uses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "educational use")
public class EducationalUseList {

  private final Staff staff;
  private final Clock clock;
  private final Consistency consistency;

  public EducationalUseList(Staff staff, Clock clock, Consistency consistency) {
    this.staff = staff;
    this.clock = clock;
    this.consistency = consistency;
  }

  /**
   * Educational use in brief.
   *
   * @param until when it ended or will end: earlier than planned where it was closed
   */
  public record EducationalUseItem(
      UUID id,
      @JsonProperty("class") String group,
      String teacher,
      Instant from,
      Instant until,
      boolean open) {

    private static EducationalUseItem of(EducationalUseRow row, Instant now) {
      return new EducationalUseItem(
          row.educationalUse,
          row.schoolClass,
          row.teacher,
          row.opensAt,
          row.closesAt,
          row.closesAt.isAfter(now));
    }
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(summary = "List educational use, newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<EducationalUseItem>>> list(
      @PathParam("school") String school,
      @QueryParam("class") @Size(max = 128) String group,
      @QueryParam("open") @DefaultValue("false") boolean open,
      @BeanParam Page page) {
    School at = staff.at(school);
    Instant now = clock.instant();
    long before = page.after(1, keys -> Long.valueOf(keys.getFirst())).orElse(Long.MAX_VALUE);
    int most = page.toRead();
    return consistency
        .reached(EducationalUseOverview.NAME)
        .chain(
            () ->
                Panache.withSession(
                    () ->
                        EducationalUseRow.page(
                            staff.board(), at, group, open ? now : null, before, most)))
        .map(
            rows ->
                page.answer(
                    rows, row -> Cursor.of(row.position), row -> EducationalUseItem.of(row, now)));
  }
}
