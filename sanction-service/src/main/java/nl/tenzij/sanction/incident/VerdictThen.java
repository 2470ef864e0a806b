package nl.tenzij.sanction.incident;

import java.util.Objects;
import java.util.Optional;
import nl.tenzij.sanction.verdict.Answer;
import nl.tenzij.sanction.verdict.Ground;
import nl.tenzij.sanction.verdict.Rules;

/**
 * Whether an offender might use the device when it happened, as it was known when it was recorded.
 *
 * @param policy that was in force, with its version; empty where none was known
 * @param exempted whether the pupil held an exemption then, whatever it covers; empty where nobody
 *     looked
 */
public record VerdictThen(
    String pupil,
    Ground ground,
    Optional<String> policy,
    Optional<Integer> policyVersion,
    Optional<Boolean> exempted) {
  public VerdictThen {
    Objects.requireNonNull(pupil);
    Objects.requireNonNull(ground);
    Objects.requireNonNull(policy);
    Objects.requireNonNull(policyVersion);
    Objects.requireNonNull(exempted);
  }

  public static VerdictThen of(Answer answer) {
    return new VerdictThen(
        answer.pupil(),
        answer.verdict().ground(),
        answer.rules().map(Rules::policy),
        answer.rules().map(Rules::version),
        Optional.of(answer.exempted()));
  }

  /**
   * Without a policy nothing is said of use: should one come to be known that was in force, the
   * verdict is taken again before anything is counted.
   */
  public boolean knowsThePolicy() {
    return policy.isPresent();
  }

  boolean allowed() {
    return knowsThePolicy() && ground.allows();
  }

  boolean knowsOfNoBan() {
    return knowsThePolicy() && ground != Ground.BAN;
  }

  /** Whether what was seen can't have been against the rules. Misuse is never excused by them. */
  public boolean excuses(Category category) {
    return category.breach() == Breach.VIOLATION
        && (allowed() || category == Category.BROUGHT_DESPITE_BAN && knowsOfNoBan());
  }
}
