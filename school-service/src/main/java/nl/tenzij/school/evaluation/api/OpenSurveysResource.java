package nl.tenzij.school.evaluation.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.EvaluationOverview;
import nl.tenzij.school.evaluation.EvaluationRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where teachers, parents and pupils find what they are asked. */
@Path("/api/v1/schools/{school}/surveys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evaluations")
public class OpenSurveysResource {

  @Inject Caller caller;
  @Inject Consistency consistency;

  /**
   * A survey that is open.
   *
   * @param audiences as whom the asker is asked
   * @param survey where its statements are
   */
  public record OpenSurveyView(
      UUID evaluation, UUID policy, LocalDate openedOn, Set<Audience> audiences, String survey) {}

  @GET
  @Roles({"teacher", "mentor", "guardian", "pupil"})
  @Operation(
      summary = "List the surveys that you are asked in",
      description = "Those that are open, newest first; who answered one still finds it.")
  @APIResponse(responseCode = "200", description = "One per policy at most")
  public Uni<Listing<OpenSurveyView>> list(@PathParam("school") String school) {
    School at = caller.at(school);
    Set<Audience> audiences = SchoolEvaluations.audiences(caller.roles(at));
    return consistency
        .reached(EvaluationOverview.NAME)
        .chain(() -> Panache.withSession(() -> EvaluationRow.open(caller.board(), at)))
        .map(rows -> new Listing<>(views(at, rows, audiences), null));
  }

  private static List<OpenSurveyView> views(
      School school, List<EvaluationRow> rows, Set<Audience> audiences) {
    return rows.stream()
        .map(
            row ->
                new OpenSurveyView(
                    row.evaluation,
                    row.policy,
                    row.openedOn,
                    audiences,
                    "/api/v1/schools/%s/policies/%s/evaluations/%s/survey"
                        .formatted(school, row.policy, row.evaluation)))
        .toList();
  }
}
