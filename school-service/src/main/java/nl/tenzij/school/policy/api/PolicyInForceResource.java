package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyPeriodRow;
import nl.tenzij.school.policy.PolicyPeriods;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.Topic;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What binds a school at a moment; of a past one too. */
@Path("/api/v1/schools/{school}/policies/in-force")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyInForceResource {

  @Inject Caller caller;
  @Inject Clock clock;
  @Inject Consistency consistency;
  @Inject SchoolPolicies schoolPolicies;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /**
   * A policy in the time in which it is, or was, in force.
   *
   * @param until absent while it lasts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InForceView(Instant since, Instant until, PolicyView policy) {}

  @GET
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @Operation(
      summary = "Read what is in force, now or at a moment",
      description = "One policy per topic at most.")
  public Uni<Listing<InForceView>> read(
      @PathParam("school") String school,
      @QueryParam("at") OffsetDateTime moment,
      @QueryParam("topic") Topic topic) {
    School at = caller.at(school);
    Instant when = moment == null ? clock.instant() : moment.toInstant();
    return consistency
        .reached(PolicyPeriods.NAME)
        .chain(() -> Panache.withSession(() -> PolicyPeriodRow.at(caller.board(), at, when)))
        .chain(rows -> shown(at, rows, topic));
  }

  private Uni<Listing<InForceView>> shown(School school, List<PolicyPeriodRow> rows, Topic topic) {
    return Multi.createFrom()
        .iterable(rows)
        .filter(row -> topic == null || row.topic == topic)
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                policies
                    .load(schoolPolicies.stream(school, row.policy))
                    .map(loaded -> schoolPolicies.view(loaded.state()))
                    .map(policy -> new InForceView(row.since, row.until, policy)))
        .collect()
        .asList()
        .map(items -> new Listing<>(items, null));
  }
}
