package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.UseRule;

/** What a policy says, as clients write and read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyText(
    @NotBlank @Size(max = 200) String title,
    @NotBlank @Size(max = 5000) String vision,
    @NotNull @Size(max = 20) List<@NotBlank @Size(max = 1000) String> goals,
    @NotBlank @Size(max = 5000) String educationalUse,
    @NotNull @Valid ArrangementsText arrangements,
    @NotBlank @Size(max = 5000) String safety,
    @NotBlank @Size(max = 5000) String digitalLiteracy,
    @NotEmpty @Size(max = 100) List<@NotNull @Valid ClauseText> clauses,
    @NotNull @Size(max = 50) List<@NotNull @Valid RuleText> useRules,
    @Size(max = 5000) String staffRules,
    @NotNull @Valid LadderText ladder,
    @NotNull Period objectionTerm,
    @NotNull @Valid ExemptionsText exemptions,
    @NotNull @Valid MessagesText messages,
    @NotNull @Valid EvaluationText evaluation) {

  /** A rule in words. */
  public record ClauseText(
      @NotBlank @Size(max = 20) String number, @NotBlank @Size(max = 2000) String text) {}

  /** How things go that pupils used a device for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ArrangementsText(
      @Size(max = 1000) String timetableChanges,
      @Size(max = 1000) String reachability,
      @Size(max = 1000) String lockers,
      @Size(max = 1000) String twoFactorSignIn,
      @NotNull @Size(max = 50) List<@NotBlank @Size(max = 1000) String> others) {}

  /** Where, when and which devices are not to be used. */
  public record RuleText(
      @NotBlank @Size(max = 20) String clause,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Device> devices,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Place> places,
      @NotEmpty @Size(max = 20) List<UseRule.@NotNull Time> times,
      @NotNull UseRule.Keeping keeping) {}

  /** What follows a breach; without steps the policy has no sanctions of its own. */
  public record LadderText(
      @NotNull Ladder.Window window,
      @NotNull @Size(max = 50) List<@NotNull @Valid StepText> steps) {}

  /** One step; without {@code to} it is for all breaches from there on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepText(
      @NotNull Ladder.Breach breach,
      @NotNull @Min(1) Integer from,
      @Min(1) Integer to,
      @NotNull Ladder.Measure measure,
      Period length,
      @NotNull Ladder.Imposer by,
      @NotBlank @Size(max = 20) String clause) {}

  /**
   * How an exemption is asked for, of whom, and what it is weighed against.
   *
   * @param criteria at least one where the topic is phones
   * @param reviews needed where the topic is phones
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExemptionsText(
      @NotBlank @Size(max = 5000) String how,
      @NotBlank @Size(max = 200) String whom,
      @NotNull Period decidedWithin,
      @NotNull @Size(max = 50) List<@NotNull @Valid ClauseText> criteria,
      @Valid ReviewsText reviews) {}

  /** When an exemption is looked at again. */
  public record ReviewsText(
      @NotNull @Valid TermText temporary,
      @NotNull @Valid TermText effect,
      @NotNull Period recurring,
      @NotNull Period talk) {}

  /** Not before and not after. */
  public record TermText(@NotNull Period atLeast, @NotNull Period atMost) {}

  /**
   * When parents are left in peace, and what is important enough to be pushed. The same time for
   * both means that no hour of a school day is quiet.
   */
  public record MessagesText(
      @NotNull LocalTime quietFrom,
      @NotNull LocalTime quietUntil,
      @NotNull Boolean quietAtWeekends,
      @NotNull Boolean quietOnHolidays,
      @NotNull @Size(max = 20) Set<MessageRules.@NotNull Push> pushed) {}

  /** When the policy is looked at again. */
  public record EvaluationText(
      @NotNull Period every, @NotNull @Size(max = 20) List<@NotNull LocalDate> on) {}
}
