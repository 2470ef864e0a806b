package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

    /** The entry of the incident by which it is as it is. */
    int entry();

    /** The entry by which the ladder's sanction was proposed, if one was. */
    default int proposedBy() {
      return entry();
    }

    /**
     * All entries by which the pupil was named, from the first on: under each there can be
     * sanctions.
     */
    List<Integer> entries();
  }

  /**
   * @param step the how-manieth of its kind within the window
   * @param proposal absent where the policy names no measure for this step
   * @param proposedBy an earlier entry where what it led to holds, also for this one
   */
  public record Counted(
      UUID incident,
      Breach breach,
      Instant occurredAt,
      int step,
      String policy,
      int policyVersion,
      Optional<Proposal> proposal,
      int entry,
      int proposedBy,
      List<Integer> entries)
      implements Weighed {

    /** Named before, and counted again. */
    boolean again() {
      return entries.size() > 1;
    }

    /** Nothing is proposed anew where what was proposed before holds. */
    boolean proposesAnew() {
      return proposedBy == entry;
    }

    Counted at(int corrected, Optional<Proposal> instead) {
      return new Counted(
          incident,
          breach,
          occurredAt,
          corrected,
          policy,
          policyVersion,
          instead,
          entry,
          proposedBy,
          entries);
    }
  }

  /** No policy was in force when it happened: nothing is counted and nothing proposed. */
  public record OutsidePolicy(
      UUID incident, Breach breach, Instant occurredAt, int entry, List<Integer> entries)
      implements Weighed {}

  /** By a policy that came to be known after it was recorded it was allowed. */
  public record Allowed(UUID incident, int entry, List<Integer> entries) implements Weighed {}

  /** Was counted, and is so no more: a mistake, or an objection that was upheld. */
  public record Discounted(UUID incident, int entry, int proposedBy, List<Integer> entries)
      implements Weighed {}

  public Optional<Weighed> of(UUID incident) {
    return weighed.stream().filter(one -> one.incident().equals(incident)).findFirst();
  }

  /** The entries that named the pupil until now; empty where none did. */
  List<Integer> entries(UUID incident) {
    return of(incident).map(Weighed::entries).orElse(List.of());
  }

  /** Those that count, from the lowest step to the highest. */
  public List<Counted> counted() {
    return weighed.stream()
        .filter(Counted.class::isInstance)
        .map(Counted.class::cast)
        .sorted(Comparator.comparing(Counted::step))
        .toList();
  }

  /** In its place where it is there already. */
  Standing with(Weighed one) {
    return of(one.incident()).isPresent()
        ? new Standing(
            weighed.stream()
                .map(other -> other.incident().equals(one.incident()) ? one : other)
                .toList())
        : new Standing(Stream.concat(weighed.stream(), Stream.of(one)).toList());
  }
}
