package nl.tenzij.sanction.sanction;

import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a ladder proposes; a person decides (AVG art. 22).
 *
 * @param by who decides on it by the policy, those further on too; empty: whoever may by the
 *     measure
 */
public record Proposal(
    Measure measure, Optional<Period> length, String clause, Optional<StaffRole> by) {
  public Proposal {
    Objects.requireNonNull(measure);
    Objects.requireNonNull(length);
    Objects.requireNonNull(clause);
    Objects.requireNonNull(by);
  }

  /** Who may impose it as it is, or decline it: by the measure and by the policy. */
  public List<StaffRole> deciders() {
    return Arrays.stream(StaffRole.values())
        .filter(role -> measure.mayBeImposedBy(Set.of(role)) && mayBeDecidedBy(Set.of(role)))
        .toList();
  }

  boolean mayBeDecidedBy(Set<StaffRole> roles) {
    return by.map(least -> roles.stream().anyMatch(role -> role.compareTo(least) >= 0))
        .orElse(true);
  }
}
