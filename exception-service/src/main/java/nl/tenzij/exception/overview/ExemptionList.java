package nl.tenzij.exception.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.exception.rules.SchoolDay;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Exemptions as far as the caller may know of them, newest first. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "exemptions")
public class ExemptionList {

  private final People people;
  private final SchoolRules rules;
  private final ExemptionConfig config;
  private final Consistency consistency;

  public ExemptionList(
      People people, SchoolRules rules, ExemptionConfig config, Consistency consistency) {
    this.people = people;
    this.rules = rules;
    this.config = config;
    this.consistency = consistency;
  }

  /**
   * An exemption in brief; what it is for stands in the exemption itself, for some. A core team
   * that has decided is told how it stands, and nothing else of what came of it.
   *
   * @param changedAt left out for such a team
   * @param reviewDue day of the review to come; left out for such a team
   * @param completeBy day by which what is missing of a request should be there; left out once it
   *     is submitted
   * @param decidedBy day by which the school decides on a request, as the policy in force has it;
   *     left out before it is submitted and once it is decided
   * @param overdue whether one of these days has passed; left out for such a team
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExemptionItem(
      UUID id,
      String pupil,
      Status status,
      Instant requestedAt,
      Instant changedAt,
      LocalDate reviewDue,
      LocalDate completeBy,
      LocalDate decidedBy,
      Boolean overdue) {

    private static ExemptionItem of(ExemptionRow row, Asked asked, Period completeWithin) {
      return row.showsCourse(asked.reach())
          ? whole(row, asked.today(), completeWithin)
          : new ExemptionItem(
              row.exemption, row.pupil, row.status, row.requestedAt, null, null, null, null, null);
    }

    private static ExemptionItem whole(ExemptionRow row, SchoolDay day, Period completeWithin) {
      LocalDate today = day.date();
      LocalDate completeBy = row.completeBy(completeWithin).orElse(null);
      LocalDate decidedBy = row.decidedBy(day.decidedWithin()).orElse(null);
      return new ExemptionItem(
          row.exemption,
          row.pupil,
          row.status,
          row.requestedAt,
          row.changedAt,
          row.reviewDue,
          completeBy,
          decidedBy,
          Stream.of(row.reviewDue, completeBy, decidedBy).anyMatch(each -> hasPassed(each, today)));
    }

    private static boolean hasPassed(LocalDate day, LocalDate today) {
      return day != null && today.isAfter(day);
    }
  }

  /** The caller, and the day on which the list is asked for. */
  private record Asked(Reach reach, SchoolDay today) {}

  @GET
  @Roles({"care-coordinator", "guardian", "mentor", "core-team", "pupil", "head"})
  @Operation(
      summary = "List exemptions, newest first",
      description =
          "Of the whole school, or of the pupils to whom the caller belongs and what the caller"
              + " assesses. A request that waits longer than the policy has it is `overdue`, as is a"
              + " review, and a request that is not complete by its day.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ExemptionItem>>> list(
      @PathParam("school") String school,
      @QueryParam("pupil") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
      @Parameter(description = "Only those with a review to come by this day.")
          @QueryParam("reviewDueBy")
          LocalDate reviewDueBy,
      @BeanParam Page page) {
    School at = people.at(school);
    var wanted =
        new ExemptionRow.Wanted(
            people.board(), at, pupil, before(page), reviewDueBy, page.toRead());
    return consistency
        .reached(ExemptionOverview.NAME)
        .chain(() -> asked(at))
        .chain(
            asked ->
                Panache.withSession(() -> rows(asked.reach(), wanted))
                    .map(
                        rows ->
                            page.answer(
                                rows,
                                row -> Cursor.of(row.position),
                                row -> ExemptionItem.of(row, asked, config.completeWithin()))));
  }

  private Uni<Asked> asked(School at) {
    return people
        .reach(at)
        .chain(reach -> rules.today(people.board(), at).map(today -> new Asked(reach, today)));
  }

  private static Uni<List<ExemptionRow>> rows(Reach reach, ExemptionRow.Wanted wanted) {
    return reach.whole() ? ExemptionRow.page(wanted) : ExemptionRow.pageOf(reach, wanted);
  }

  private static long before(Page page) {
    return page.after(1, keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
  }
}
