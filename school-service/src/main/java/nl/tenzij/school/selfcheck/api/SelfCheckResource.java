package nl.tenzij.school.selfcheck.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.evaluation.EvaluationOverview;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.selfcheck.SelfChecks;
import nl.tenzij.school.words.StaffLanguage;
import nl.tenzij.school.words.Words;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Is the school within the national guideline, and if not, what comes next? */
@Path("/api/v1/schools/{school}/self-check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "self-check")
public class SelfCheckResource {

  @Inject Caller caller;
  @Inject Consistency consistency;
  @Inject Articles articles;
  @Inject SelfChecks checks;
  @Inject SchoolDays days;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  @GET
  @Roles({"head", "mr-member", "board"})
  @Operation(
      operationId = "readSelfCheck",
      summary = "Hold the school beside the national guideline",
      description = "Question by question, from what is on record.")
  @APIResponse(responseCode = "200", description = "The path taken, and what comes next")
  public Uni<SelfCheckView> check(
      @PathParam("school") String school,
      @QueryParam("language") @DefaultValue("NL") StaffLanguage language) {
    School at = caller.at(school);
    Words words = Words.of("selfcheck", language.language());
    return consistency
        .reached(PolicyOverview.NAME)
        .chain(() -> consistency.reached(EvaluationOverview.NAME))
        .chain(() -> schools.load(Schools.stream(caller.board(), at)))
        .chain(
            loaded -> {
              if (!loaded.state().isRegistered()) {
                throw new NotYours();
              }
              return days.zone(caller.board(), at);
            })
        .chain(zone -> checks.of(caller.board(), at, zone))
        .map(checked -> SelfCheckView.of(checked, articles, words));
  }
}
