package nl.tenzij.school.evaluation.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.evaluation.Answer;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.Evaluation;
import nl.tenzij.school.evaluation.Statements;
import nl.tenzij.school.evaluation.Statements.Statement;
import nl.tenzij.school.evaluation.Survey;
import nl.tenzij.school.evaluation.SurveyKeys;
import nl.tenzij.school.words.Language;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A short anonymous survey: one answer a person, that nobody can trace. */
@Path("/api/v1/schools/{school}/policies/{policy}/evaluations/{evaluation}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evaluations")
public class SurveyResource {

  @Inject Caller caller;
  @Inject Consistency consistency;
  @Inject Idempotency idempotency;
  @Inject Statements statements;
  @Inject Survey survey;
  @Inject SchoolEvaluations schoolEvaluations;

  /** What is asked of whom. */
  public record SurveyView(List<AskedView> asked) {}

  public record AskedView(Audience audience, List<StatementView> statements) {}

  public record StatementView(String id, String says) {}

  /**
   * What somebody thinks of each statement.
   *
   * @param audience as whom; needed by who is asked as more than one
   * @param answers by the statement's id; every statement has one
   */
  public record AnswersRequest(
      Audience audience,
      @NotEmpty @Size(max = 50) Map<@NotNull @Size(max = 50) String, @NotNull Answer> answers) {}

  @GET
  @Path("/survey")
  @Roles({"teacher", "mentor", "guardian", "pupil"})
  @Operation(operationId = "readSurvey", summary = "Read what is asked of you")
  public Uni<SurveyView> asked(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @PathParam("evaluation") UUID evaluation,
      @QueryParam("language") @DefaultValue("NL") Language language) {
    School at = caller.at(school);
    Set<Audience> audiences = SchoolEvaluations.audiences(caller.roles(at));
    return schoolEvaluations
        .existing(at, policy, evaluation)
        .map(
            state ->
                new SurveyView(
                    audiences.stream().map(audience -> asked(state, audience, language)).toList()));
  }

  private AskedView asked(Evaluation evaluation, Audience audience, Language language) {
    return new AskedView(
        audience,
        statements.of(evaluation.topic(), audience).stream()
            .map(each -> new StatementView(each.id(), each.says().get(language)))
            .toList());
  }

  @POST
  @Path("/answers")
  @Roles({"teacher", "mentor", "guardian", "pupil"})
  @Operation(
      summary = "Answer the survey, once",
      description =
          "Answers are added up at once; what one person answered is kept nowhere. An"
              + " Idempotency-Key is known until the survey closes; take one that nobody can guess.")
  @APIResponse(responseCode = "204", description = "Added up")
  public Uni<Void> answer(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @PathParam("evaluation") UUID evaluation,
      @Valid @NotNull AnswersRequest request) {
    School at = caller.at(school);
    Audience audience = audience(SchoolEvaluations.audiences(caller.roles(at)), request.audience());
    String person =
        caller.person().orElseThrow(() -> new Forbidden("Only people answer a survey."));
    var sheet = new Survey.Sheet(person, idempotency.key(), audience, request.answers());
    return consistency
        .reached(SurveyKeys.NAME)
        .chain(() -> schoolEvaluations.existing(at, policy, evaluation))
        .invoke(SurveyResource::isOpen)
        .invoke(state -> everyStatementHasOne(state, audience, request.answers()))
        .chain(() -> survey.answer(evaluation, sheet))
        .onFailure(Survey.NoKey.class)
        .recoverWithUni(
            () ->
                consistency
                    .latest(SurveyKeys.NAME, caller.board(), at)
                    .chain(() -> survey.answer(evaluation, sheet)))
        .onFailure(Survey.NoKey.class)
        .transform(none -> closed());
  }

  private static Audience audience(Set<Audience> own, Audience named) {
    if (named == null && own.size() > 1) {
      throw new Invalid("audience", "required", "As whom you answer: you are asked as several.");
    }
    if (named != null && !own.contains(named)) {
      throw new Forbidden("You are not asked as that.");
    }
    return named == null ? own.iterator().next() : named;
  }

  private static void isOpen(Evaluation evaluation) {
    if (evaluation.life() != Evaluation.Life.OPEN || !evaluation.surveyed()) {
      throw closed();
    }
  }

  private static Refused closed() {
    return new Refused("survey-closed", "the survey is not open");
  }

  private void everyStatementHasOne(
      Evaluation evaluation, Audience audience, Map<String, Answer> answers) {
    Set<String> asked = new TreeSet<>();
    statements.of(evaluation.topic(), audience).stream().map(Statement::id).forEach(asked::add);
    if (!asked.equals(answers.keySet())) {
      throw new Invalid(
          "answers", "incomplete", "One answer to each of " + String.join(", ", asked) + ".");
    }
  }
}
