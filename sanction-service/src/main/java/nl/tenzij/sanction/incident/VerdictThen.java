package nl.tenzij.sanction.incident;

import java.util.Objects;
import java.util.Optional;
import nl.tenzij.sanction.verdict.Ground;

/**
 * Whether an offender might use the device when it happened, as it was known when it was recorded.
 *
 * @param policy that was in force, with its version; empty where none was known
 */
public record VerdictThen(
    String pupil, Ground ground, Optional<String> policy, Optional<Integer> policyVersion) {
  public VerdictThen {
    Objects.requireNonNull(pupil);
    Objects.requireNonNull(ground);
    Objects.requireNonNull(policy);
    Objects.requireNonNull(policyVersion);
  }

  /** Without a policy nothing is said of use: whether it was a violation is weighed later. */
  boolean allowed() {
    return ground.allows() && policy.isPresent();
  }
}
