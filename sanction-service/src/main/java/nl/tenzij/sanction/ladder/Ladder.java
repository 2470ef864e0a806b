package nl.tenzij.sanction.ladder;

import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.StaffRole;

/** Which measure a policy proposes at which repetition. Data of the school, not ours. */
public record Ladder(Window window, List<Rung> rungs) {

  public Ladder {
    Objects.requireNonNull(window);
    rungs = List.copyOf(rungs);
  }

  /**
   * @param from the first step it holds for, 1 and up
   * @param to the last step it holds for; absent: all later ones too
   * @param length how long the measure lasts at most, where the policy says so
   * @param clause where in the policy it is written
   * @param by who decides on it, those further on too; empty: whoever may by the measure
   */
  public record Rung(
      Breach breach,
      int from,
      Optional<Integer> to,
      Measure measure,
      Optional<Period> length,
      String clause,
      Optional<StaffRole> by) {

    boolean holds(Breach kind, int step) {
      return breach == kind && step >= from && to.map(last -> step <= last).orElse(true);
    }
  }

  /** What the ladder proposes at a step; nothing where the policy names no measure for it. */
  public Optional<Proposal> propose(Breach breach, int step) {
    return rungs.stream()
        .filter(rung -> rung.holds(breach, step))
        .findFirst()
        .map(rung -> new Proposal(rung.measure(), rung.length(), rung.clause(), rung.by()));
  }
}
