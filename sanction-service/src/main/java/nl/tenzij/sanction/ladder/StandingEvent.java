package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.sanction.Proposal;

public sealed interface StandingEvent {

  record BreachCounted(
      UUID incident,
      Breach breach,
      Instant occurredAt,
      int step,
      String policy,
      int policyVersion,
      Optional<Proposal> proposal)
      implements StandingEvent {}

  record BreachFoundOutsidePolicy(UUID incident, Breach breach, Instant occurredAt)
      implements StandingEvent {}

  /** What was found outside policy was allowed by one that came to be known later. */
  record BreachFoundAllowed(UUID incident) implements StandingEvent {}

  record BreachDiscounted(UUID incident) implements StandingEvent {}
}
