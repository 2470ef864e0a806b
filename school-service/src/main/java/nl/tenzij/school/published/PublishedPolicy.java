package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.UseRule;

/**
 * {@code nl.tenzij.school.policy-in-force.v1}
 *
 * @param version which text of the policy
 */
record PublishedPolicy(
    UUID policy,
    int version,
    Topic topic,
    Instant from,
    UseRules useRules,
    Steps ladder,
    Period objectionTerm) {
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

  /** An open end and a measure without a length are told as null. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Step(
      Ladder.Breach breach,
      int from,
      Integer to,
      Ladder.Measure measure,
      Period length,
      String clause) {
    static Step of(Ladder.Step step) {
      return new Step(
          step.breach(), step.from(), step.to(), step.measure(), step.length(), step.clause());
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
        activated.objectionTerm());
  }
}
