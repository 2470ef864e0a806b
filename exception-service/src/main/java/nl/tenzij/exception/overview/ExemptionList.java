package nl.tenzij.exception.overview;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Exemptions as far as the caller may know of them, newest first. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "exemptions")
public class ExemptionList {

  private final People people;
  private final Consistency consistency;

  public ExemptionList(People people, Consistency consistency) {
    this.people = people;
    this.consistency = consistency;
  }

  /** An exemption in brief; what it is for stands in the exemption itself, for some. */
  public record Item(UUID id, String pupil, Status status, Instant requestedAt, Instant changedAt) {

    private static Item of(ExemptionRow row) {
      return new Item(row.exemption, row.pupil, row.status, row.requestedAt, row.changedAt);
    }
  }

  @GET
  @Roles({"care-coordinator", "guardian", "mentor", "core-team", "pupil", "head"})
  @Operation(
      summary = "List exemptions, newest first",
      description = "Of the whole school, or of the pupils to whom the caller belongs.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<Item>>> list(
      @PathParam("school") String school,
      @QueryParam("pupil") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
      @BeanParam Page page) {
    School at = people.seeingAt(school);
    long before = before(page);
    int most = page.toRead();
    return consistency
        .reached(ExemptionOverview.NAME)
        .chain(() -> people.reach(at))
        .chain(reach -> Panache.withSession(() -> rows(reach, pupil, at, before, most)))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.position), Item::of));
  }

  private Uni<List<ExemptionRow>> rows(
      Reach reach, String pupil, School school, long before, int most) {
    if (pupil == null && reach.whole()) {
      return ExemptionRow.page(people.board(), school, before, most);
    }
    Set<String> pupils = pupil == null ? reach.pupils() : only(pupil, reach);
    return ExemptionRow.pageOf(pupils, people.board(), school, before, most);
  }

  private static Set<String> only(String pupil, Reach reach) {
    return reach.sees(pupil) ? Set.of(pupil) : Set.of();
  }

  private static long before(Page page) {
    return page.after(1, keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
  }
}
