package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.sanction.Proposal;

/**
 * Where one pupil stands on the ladder: each breach that was weighed, once per incident. One stream
 * per pupil, so that two incidents recorded at the same moment still get two different steps.
 */
public record Standing(List<Weighed> weighed) {

  public Standing {
    weighed = List.copyOf(weighed);
  }

  /** A breach that the ladder looked at. */
  public sealed interface Weighed {
    UUID incident();
  }

  /**
   * @param step the how-manieth of its kind within the window
   * @param proposal absent where the policy names no measure for this step
   */
  public record Counted(
      UUID incident,
      Breach breach,
      Instant occurredAt,
      int step,
      String policy,
      int policyVersion,
      Optional<Proposal> proposal)
      implements Weighed {}

  /** No policy was in force when it happened: nothing is counted and nothing proposed. */
  public record OutsidePolicy(UUID incident, Breach breach, Instant occurredAt)
      implements Weighed {}

  /** By a policy that came to be known after it was recorded it was allowed. */
  public record Allowed(UUID incident) implements Weighed {}

  /** Was counted, and is so no more: a mistake, or an objection that was upheld. */
  public record Discounted(UUID incident) implements Weighed {}

  public Optional<Weighed> of(UUID incident) {
    return weighed.stream().filter(one -> one.incident().equals(incident)).findFirst();
  }

  Standing with(Weighed one) {
    var others = weighed.stream().filter(other -> !other.incident().equals(one.incident()));
    return new Standing(
        java.util.stream.Stream.concat(others, java.util.stream.Stream.of(one)).toList());
  }
}
