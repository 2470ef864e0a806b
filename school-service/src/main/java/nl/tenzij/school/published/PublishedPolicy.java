package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule;

/**
 * {@code nl.tenzij.school.policy-in-force.v1}
 *
 * @param version which text of the policy
 * @param exemptions null where it was recorded before that was kept, as messages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedPolicy(
    UUID policy,
    int version,
    Topic topic,
    Instant from,
    UseRules useRules,
    Steps ladder,
    Period objectionTerm,
    Exemptions exemptions,
    Messages messages) {
  static final String TYPE = "nl.tenzij.school.policy-in-force.v1";

  record UseRules(List<Rule> rules) {}

  record Rule(
      String clause,
      List<UseRule.Device> devices,
      List<UseRule.Place> places,
      List<UseRule.Time> times,
      UseRule.Keeping keeping) {
    static Rule of(UseRule rule) {
      return new Rule(rule.clause(), rule.devices(), rule.places(), rule.times(), rule.keeping());
    }
  }

  record Steps(Ladder.Window window, List<Step> steps) {}

  /**
   * An open end and a measure without a length are told as null; who imposes, where it is known.
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Step(
      Ladder.Breach breach,
      int from,
      Integer to,
      Ladder.Measure measure,
      Period length,
      @JsonInclude(JsonInclude.Include.NON_NULL) Ladder.Imposer by,
      String clause) {
    static Step of(Ladder.Step step) {
      return new Step(
          step.breach(),
          step.from(),
          step.to(),
          step.measure(),
          step.length(),
          step.by(),
          step.clause());
    }
  }

  /**
   * What an exemption is weighed against, by number, and when it is answered and looked at again.
   */
  record Exemptions(List<String> criteria, Period decidedWithin, Reviews reviews) {
    /** Of a rule that was written down before it had terms, nothing can be told. */
    static Exemptions of(ExemptionRule rule) {
      if (rule == null || rule.reviews() == null) {
        return null;
      }
      ExemptionRule.Reviews reviews = rule.reviews();
      return new Exemptions(
          rule.criteria().stream().map(ExemptionRule.Criterion::number).toList(),
          rule.decidedWithin(),
          new Reviews(
              Term.of(reviews.temporary()),
              Term.of(reviews.effect()),
              reviews.recurring(),
              reviews.talk()));
    }
  }

  record Reviews(Term temporary, Term effect, Period recurring, Period talk) {}

  record Term(Period atLeast, Period atMost) {
    static Term of(ExemptionRule.Term term) {
      return new Term(term.atLeast(), term.atMost());
    }
  }

  record Messages(
      LocalTime quietFrom,
      LocalTime quietUntil,
      boolean quietAtWeekends,
      boolean quietOnHolidays,
      Set<MessageRules.Push> pushed) {
    static Messages of(MessageRules rules) {
      return new Messages(
          rules.quietFrom(),
          rules.quietUntil(),
          rules.quietAtWeekends(),
          rules.quietOnHolidays(),
          new TreeSet<>(rules.pushed()));
    }
  }

  static PublishedPolicy of(PolicyActivated activated) {
    return new PublishedPolicy(
        activated.policy(),
        activated.revision(),
        activated.topic(),
        activated.from(),
        new UseRules(activated.useRules().stream().map(Rule::of).toList()),
        new Steps(
            activated.ladder().window(),
            activated.ladder().steps().stream().map(Step::of).toList()),
        activated.objectionTerm(),
        Exemptions.of(activated.exemptions()),
        activated.messages() == null ? null : Messages.of(activated.messages()));
  }
}
