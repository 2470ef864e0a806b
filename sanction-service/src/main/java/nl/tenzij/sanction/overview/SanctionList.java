package nl.tenzij.sanction.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Status;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school's sanctions, newest proposal first. */
@Path("/api/v1/schools/{school}/sanctions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class SanctionList {

  private final Staff staff;
  private final Consistency consistency;

  public SanctionList(Staff staff, Consistency consistency) {
    this.staff = staff;
    this.consistency = consistency;
  }

  /**
   * A sanction in brief.
   *
   * @param status HEARD is told to those who read all of the school; others are told PROPOSED until
   *     somebody has decided
   * @param needsConfirmation whether the head confirms such a measure in writing
   * @param stepNow the pupil's place on the ladder now, where the count was corrected after
   *     somebody decided on it; 0 where the breach counts no more, by a correction of the incident
   *     or since what this was added to was revoked
   * @param reportToInspectorate whether the law has the school report it without delay
   * @param reportedOn the day on which it did, once somebody said so
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SanctionItem(
      UUID id,
      UUID incident,
      String pupil,
      Status status,
      Measure measure,
      boolean needsConfirmation,
      int step,
      Integer stepNow,
      String clause,
      LocalDate from,
      LocalDate until,
      boolean reportToInspectorate,
      LocalDate reportedOn,
      Instant proposedAt) {

    private static SanctionItem of(SanctionRow row, boolean whole) {
      return new SanctionItem(
          row.sanction,
          row.incident,
          row.pupil,
          whole ? row.status : row.status.withoutHearings(),
          row.measure,
          row.measure.needsConfirmation(),
          row.step,
          row.stepNow,
          row.clause,
          row.fromDay,
          row.untilDay,
          row.reportToInspectorate,
          row.reportedOn,
          row.proposedAt);
    }
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      summary = "List sanctions, newest first",
      description = "But those on an own child; asked for one: `own-child`.")
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "409", description = "What is asked for is on an own child")
  public Uni<RestResponse<Listing<SanctionItem>>> list(
      @PathParam("school") String school,
      @QueryParam("incident") UUID incident,
      @QueryParam("pupil") @Size(max = 128) String pupil,
      @QueryParam("status") Status status,
      @Parameter(description = "Only what was imposed and waits for the head's confirmation")
          @QueryParam("toConfirm")
          @DefaultValue("false")
          boolean toConfirm,
      @Parameter(description = "Only what is still to be reported to the inspectorate")
          @QueryParam("toReport")
          @DefaultValue("false")
          boolean toReport,
      @Parameter(
              description =
                  "Only what was decided on, is not revoked and rests on what counts no more: the"
                      + " head looks whether it stays")
          @QueryParam("toReconsider")
          @DefaultValue("false")
          boolean toReconsider,
      @BeanParam Page page) {
    School at = staff.at(school);
    boolean whole = staff.readsAll(at);
    long before = Before.position(page);
    int most = page.toRead();
    return consistency
        .reached(SanctionOverview.NAME)
        .chain(() -> staff.children(at))
        .invoke(children -> notOf(children, pupil))
        .map(
            children ->
                new SanctionRow.Wanted(
                    staff.board(),
                    at,
                    whole ? null : staff.person(),
                    incident,
                    pupil,
                    status,
                    toConfirm,
                    toReport,
                    toReconsider,
                    children,
                    before))
        .chain(wanted -> Panache.withSession(() -> SanctionRow.page(wanted, most)))
        .map(
            rows ->
                page.answer(
                    rows, row -> Cursor.of(row.position), row -> SanctionItem.of(row, whole)));
  }

  private static void notOf(Set<String> children, String pupil) {
    if (pupil != null && children.contains(pupil)) {
      throw new Refused("own-child", "Somebody else than a parent of the pupil sees sanctions.");
    }
  }
}
