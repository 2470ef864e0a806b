package nl.tenzij.school.evaluation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.Bottleneck;
import nl.tenzij.school.evaluation.Conclusion;
import nl.tenzij.school.evaluation.Evaluation;
import nl.tenzij.school.evaluation.EvaluationCommand;
import nl.tenzij.school.evaluation.EvaluationCommand.CloseEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.OpenEvaluation;
import nl.tenzij.school.evaluation.EvaluationCommand.RecordBottleneck;
import nl.tenzij.school.evaluation.EvaluationEvent;
import nl.tenzij.school.evaluation.EvaluationOverview;
import nl.tenzij.school.evaluation.EvaluationRow;
import nl.tenzij.school.evaluation.Evaluations;
import nl.tenzij.school.evaluation.PolicyEvaluations;
import nl.tenzij.school.evaluation.Statements;
import nl.tenzij.school.evaluation.Survey;
import nl.tenzij.school.evaluation.SurveyKeys;
import nl.tenzij.school.policy.PolicyReaders;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.words.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school looks at its policy again (S0 step 6). */
@Path("/api/v1/schools/{school}/policies/{policy}/evaluations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evaluations")
public class EvaluationResource {

  /** Where rules do not work is noted by staff, and read by those at school who can mend them. */
  private static final Set<String> WITH_BOTTLENECKS =
      Set.of("head", "mr-member", "care-coordinator", "core-team", "mentor", "teacher");

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject PolicyReaders readers;
  @Inject Statements statements;
  @Inject Survey survey;
  @Inject CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> evaluations;
  @Inject PolicyEvaluations ofPolicy;
  @Inject SchoolEvaluations schoolEvaluations;

  /** An evaluation in the list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EvaluationItem(
      UUID id, LocalDate openedOn, boolean surveyed, LocalDate closedOn, Conclusion conclusion) {
    static EvaluationItem of(EvaluationRow row) {
      return new EvaluationItem(
          row.evaluation, row.openedOn, row.surveyed, row.closedOn, row.conclusion);
    }
  }

  /**
   * Something that does not work as it was meant.
   *
   * @param from whose it is
   * @param clause number of the clause it is about; without it: the policy as a whole
   * @param text of the rule and not of persons
   */
  public record BottleneckRequest(
      @NotNull Audience from,
      @Size(max = 20) String clause,
      @NotBlank @Size(max = 2000) String text) {}

  /** What the evaluation leads to. */
  public record ClosingRequest(
      @NotNull Conclusion conclusion, @NotBlank @Size(max = 2000) String reason) {}

  @POST
  @Roles("head")
  @Operation(
      summary = "Open an evaluation of the policy in force, and its survey",
      description =
          "Some time after the survey before on the same topic was closed, so that the figures of"
              + " the two can't be taken from each other: sooner is 409 survey-too-soon, which names"
              + " the first day. Without a survey (survey=false) on any day: then nobody is asked, and"
              + " bottlenecks are written down.")
  @APIResponseSchema(
      value = EvaluationView.class,
      responseCode = "201",
      responseDescription = "Opened")
  public Uni<RestResponse<EvaluationView>> open(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @QueryParam("survey") @DefaultValue("true") boolean withSurvey) {
    School at = caller.at(school);
    return readers
        .visible(caller.board(), at, policy, caller.roles(at))
        .map(Loaded::state)
        .chain(
            state ->
                ofPolicy
                    .current(caller.board(), at, policy)
                    .chain(stream -> open(at, stream, state, withSurvey)));
  }

  private Uni<RestResponse<EvaluationView>> open(
      School school, StreamId stream, SchoolPolicy policy, boolean withSurvey) {
    String location =
        "/api/v1/schools/%s/policies/%s/evaluations/%s"
            .formatted(school, policy.policy(), stream.id());
    return schoolEvaluations
        .today(school)
        .chain(today -> command(school, stream, policy, today, withSurvey))
        .chain(
            command ->
                commands.send(evaluations, stream, command).created(location, this::unanswered));
  }

  private Uni<OpenEvaluation> command(
      School school, StreamId stream, SchoolPolicy policy, LocalDate today, boolean withSurvey) {
    return consistency
        .latest(EvaluationOverview.NAME, caller.board(), school)
        .chain(() -> ofPolicy.atTheEarliest(caller.board(), school, policy.topic(), today))
        .map(
            atTheEarliest ->
                new OpenEvaluation(
                    stream.id(),
                    policy.policy(),
                    policy.revision(),
                    policy.topic(),
                    policy.life(),
                    today,
                    withSurvey,
                    atTheEarliest));
  }

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
  @Operation(summary = "List a policy's evaluations, newest first")
  public Uni<Listing<EvaluationItem>> list(
      @PathParam("school") String school, @PathParam("policy") UUID policy) {
    School at = caller.at(school);
    return readers
        .visible(caller.board(), at, policy, caller.roles(at))
        .chain(() -> consistency.reached(EvaluationOverview.NAME))
        .chain(() -> Panache.withSession(() -> EvaluationRow.of(caller.board(), at, policy)))
        .map(rows -> new Listing<>(rows.stream().map(EvaluationItem::of).toList(), null));
  }

  @GET
  @Path("/{evaluation}")
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
      summary = "Read an evaluation",
      description =
          "The school's own figures are shown once the survey is closed and nobody can answer any"
              + " more, for each audience of whom at least five answered. Bottlenecks are for staff"
              + " and council; the board reads how many there are, of whom and about which"
              + " clause.")
  public Uni<EvaluationView> read(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @PathParam("evaluation") UUID evaluation,
      @QueryParam("language") @DefaultValue("NL") Language language) {
    School at = caller.at(school);
    return consistency
        .reached(SurveyKeys.NAME)
        .chain(() -> readers.visible(caller.board(), at, policy, caller.roles(at)))
        .chain(() -> schoolEvaluations.existing(at, policy, evaluation))
        .chain(
            state ->
                survey
                    .tally(evaluation)
                    .map(tally -> EvaluationView.of(state, statements, tally, language)))
        .map(view -> shown(view, caller.roles(at)));
  }

  private static EvaluationView shown(EvaluationView view, Set<String> roles) {
    if (roles.stream().anyMatch(WITH_BOTTLENECKS::contains)) {
      return view;
    }
    return roles.contains("board") ? view.withBottlenecksCounted() : view.withoutBottlenecks();
  }

  @POST
  @Path("/{evaluation}/bottlenecks")
  @Roles({"head", "teacher", "mentor", "care-coordinator", "mr-member"})
  @Operation(
      operationId = "recordBottleneck",
      summary = "Record what does not work as it was meant",
      description =
          "Of the policy as a whole, or of one of its clauses: another is 400 not-in-policy.")
  public Uni<RestResponse<EvaluationView>> bottleneck(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @PathParam("evaluation") UUID evaluation,
      @Valid @NotNull BottleneckRequest request) {
    School at = caller.at(school);
    return schoolEvaluations
        .existing(at, policy, evaluation)
        .chain(() -> readers.visible(caller.board(), at, policy, caller.roles(at)))
        .invoke(loaded -> saysSo(loaded.state(), request.clause()))
        .chain(() -> schoolEvaluations.today(at))
        .chain(
            today ->
                tell(
                    at,
                    evaluation,
                    new RecordBottleneck(
                        new Bottleneck(request.from(), request.clause(), request.text(), today))));
  }

  private static void saysSo(SchoolPolicy policy, String clause) {
    if (clause != null
        && policy.content().clauses().stream().noneMatch(each -> each.number().equals(clause))) {
      throw new Invalid("clause", "not-in-policy", "The policy has no clause of that number.");
    }
  }

  @POST
  @Path("/{evaluation}/closing")
  @Roles("head")
  @Operation(summary = "Close an evaluation and its survey: the policy stays, or is made anew")
  public Uni<RestResponse<EvaluationView>> close(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @PathParam("evaluation") UUID evaluation,
      @Valid @NotNull ClosingRequest request) {
    School at = caller.at(school);
    return schoolEvaluations
        .existing(at, policy, evaluation)
        .chain(() -> schoolEvaluations.today(at))
        .chain(
            today ->
                tell(
                    at,
                    evaluation,
                    new CloseEvaluation(request.conclusion(), request.reason(), today)));
  }

  private Uni<RestResponse<EvaluationView>> tell(
      School school, UUID evaluation, EvaluationCommand command) {
    StreamId stream = Evaluations.stream(caller.board(), school, evaluation);
    return commands.send(evaluations, stream, command).ok(this::unanswered);
  }

  /** A write answers without figures: they are read. */
  private EvaluationView unanswered(Outcome<Evaluation> outcome) {
    return EvaluationView.of(outcome.state(), statements, new Survey.Tally(Map.of()), Language.NL);
  }
}
