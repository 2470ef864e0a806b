package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.sanction.Proposal;

public sealed interface StandingEvent {

  /**
   * @param entry the entry of the incident by which it counts
   * @param proposedBy the entry by which what follows was proposed: an earlier one where that holds
   */
  record BreachCounted(
      UUID incident,
      Breach breach,
      Instant occurredAt,
      int step,
      String policy,
      int policyVersion,
      Optional<Proposal> proposal,
      int entry,
      int proposedBy)
      implements StandingEvent {}

  record BreachFoundOutsidePolicy(UUID incident, Breach breach, Instant occurredAt, int entry)
      implements StandingEvent {}

  /** What was found outside policy was allowed by one that came to be known later. */
  record BreachFoundAllowed(UUID incident) implements StandingEvent {}

  /**
   * @param entry the entry of the incident by which it counts no more
   */
  record BreachDiscounted(UUID incident, int entry) implements StandingEvent {}

  /** Another one counts no more: this one's step is another, and so is what is proposed at it. */
  record BreachRecounted(UUID incident, int step, Optional<Proposal> proposal)
      implements StandingEvent {}
}
