package nl.tenzij.sanction.verdict.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import nl.tenzij.sanction.verdict.Rules;
import nl.tenzij.sanction.verdict.UseRule;
import nl.tenzij.sanction.verdict.Verdict;
import nl.tenzij.sanction.verdict.Verdict.AgainstRule;
import nl.tenzij.sanction.verdict.Verdict.OutsideRules;
import nl.tenzij.sanction.verdict.Verdict.UnderBan;

/**
 * Whether the device may be used.
 *
 * @param policy that was in force; absent where none was
 * @param clause of the policy that rules it out, for ground RULE
 * @param keeping where the device belongs meanwhile
 * @param at the moment that was asked about
 * @param until how long it holds, where that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerdictView(
    String pupil,
    boolean allowed,
    Ground ground,
    PolicyVersion policy,
    String clause,
    UseRule.Keeping keeping,
    Instant at,
    Instant until) {

  public enum Ground {
    OUTSIDE_RULES,
    RULE,
    BAN
  }

  public record PolicyVersion(String id, int version) {}

  static VerdictView of(
      String pupil, Verdict verdict, Optional<Rules> rules, Instant at, ZoneId zone) {
    var policy = rules.map(of -> new PolicyVersion(of.policy(), of.version())).orElse(null);
    return switch (verdict) {
      case OutsideRules _ ->
          new VerdictView(pupil, true, Ground.OUTSIDE_RULES, policy, null, null, at, null);
      case AgainstRule(UseRule rule) ->
          new VerdictView(
              pupil, false, Ground.RULE, policy, rule.clause(), rule.keeping(), at, null);
      case UnderBan(var period) ->
          new VerdictView(
              pupil,
              false,
              Ground.BAN,
              policy,
              null,
              UseRule.Keeping.HOME,
              at,
              period.until().plusDays(1).atStartOfDay(zone).toInstant());
    };
  }
}
