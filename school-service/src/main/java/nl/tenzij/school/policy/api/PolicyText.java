package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Period;
import java.util.List;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.UseRule;

/** What a policy says, as clients write and read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyText(
    @NotBlank @Size(max = 200) String title,
    @NotBlank @Size(max = 5000) String vision,
    @NotBlank @Size(max = 5000) String educationalUse,
    @NotNull @Size(max = 50) List<@NotBlank @Size(max = 1000) String> arrangements,
    @NotBlank @Size(max = 5000) String safety,
    @NotEmpty @Size(max = 100) List<@NotNull @Valid ClauseText> clauses,
    @NotEmpty @Size(max = 50) List<@NotNull @Valid RuleText> useRules,
    @Size(max = 5000) String staffRules,
    @NotNull @Valid LadderText ladder,
    @NotNull Period objectionTerm,
    @NotBlank @Size(max = 2000) String exemptions,
    @NotNull Period evaluation) {

  /** A rule in words. */
  public record ClauseText(
      @NotBlank @Size(max = 20) String number, @NotBlank @Size(max = 2000) String text) {}

  /** Where, when and which devices are not to be used. */
  public record RuleText(
      @NotBlank @Size(max = 20) String clause,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Device> devices,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Place> places,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Time> times,
      @NotNull UseRule.Keeping keeping) {}

  /** What follows a breach. */
  public record LadderText(
      @NotNull Ladder.Window window,
      @NotEmpty @Size(max = 50) List<@NotNull @Valid StepText> steps) {}

  /** One step; without {@code to} it is for all breaches from there on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepText(
      @NotNull Ladder.Breach breach,
      @NotNull @Min(1) Integer from,
      @Min(1) Integer to,
      @NotNull Ladder.Measure measure,
      Period length,
      @NotBlank @Size(max = 20) String clause) {}

  Content toContent() {
    return new Content(
        title,
        vision,
        educationalUse,
        arrangements,
        safety,
        clauses.stream().map(each -> new Content.Clause(each.number(), each.text())).toList(),
        useRules.stream()
            .map(
                each ->
                    new UseRule(
                        each.clause(), each.devices(), each.places(), each.times(), each.keeping()))
            .toList(),
        staffRules,
        new Ladder(ladder.window(), ladder.steps().stream().map(PolicyText::step).toList()),
        objectionTerm,
        exemptions,
        evaluation);
  }

  private static Ladder.Step step(StepText step) {
    return new Ladder.Step(
        step.breach(), step.from(), step.to(), step.measure(), step.length(), step.clause());
  }

  static PolicyText of(Content content) {
    return new PolicyText(
        content.title(),
        content.vision(),
        content.educationalUse(),
        content.arrangements(),
        content.safety(),
        content.clauses().stream().map(each -> new ClauseText(each.number(), each.text())).toList(),
        content.useRules().stream()
            .map(
                each ->
                    new RuleText(
                        each.clause(), each.devices(), each.places(), each.times(), each.keeping()))
            .toList(),
        content.staffRules(),
        new LadderText(
            content.ladder().window(),
            content.ladder().steps().stream().map(PolicyText::text).toList()),
        content.objectionTerm(),
        content.exemptions(),
        content.evaluation());
  }

  private static StepText text(Ladder.Step step) {
    return new StepText(
        step.breach(), step.from(), step.to(), step.measure(), step.length(), step.clause());
  }
}
