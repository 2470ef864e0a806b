package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.ladder.Ladder;
import nl.tenzij.sanction.ladder.LadderInForce;
import nl.tenzij.sanction.ladder.Window;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.StaffRole;
import nl.tenzij.sanction.verdict.Rules;
import nl.tenzij.sanction.verdict.UseRule;

/** What we take from {@code nl.tenzij.school.policy-in-force.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PolicyInForce(
    String policy, int version, String topic, Instant from, Use useRules, Steps ladder) {

  static final String TYPE = "nl.tenzij.school.policy-in-force.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Use(List<Rule> rules) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Rule(
      String clause,
      Set<Device> devices,
      Set<Place> places,
      Set<UseRule.Time> times,
      UseRule.Keeping keeping) {

    UseRule toUseRule() {
      return new UseRule(clause, devices, places, times, keeping);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Steps(Window window, List<Step> steps) {

    Ladder toLadder() {
      return new Ladder(window, steps.stream().map(Step::toRung).toList());
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Step(
      Breach breach,
      int from,
      Optional<Integer> to,
      Measure measure,
      Optional<Period> length,
      String clause,
      Optional<StaffRole> by) {

    Ladder.Rung toRung() {
      return new Ladder.Rung(breach, from, to, measure, length, clause, by);
    }
  }

  RulesInForce in(ZoneId zone) {
    return new RulesInForce(
        new Rules(policy, version, useRules.rules().stream().map(Rule::toUseRule).toList()),
        new LadderInForce(policy, version, zone, ladder.toLadder()));
  }
}
