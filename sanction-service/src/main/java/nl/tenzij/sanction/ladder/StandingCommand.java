package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;

public sealed interface StandingCommand {

  /**
   * @param inForce the ladder that held when it happened; absent where no policy was in force
   */
  record WeighBreach(
      UUID incident, Breach breach, Instant occurredAt, Optional<LadderInForce> inForce)
      implements StandingCommand {}

  /** A policy came to be known that was in force then and allowed it. */
  record ExcuseBreach(UUID incident) implements StandingCommand {}

  /** The incident was recorded by mistake, or an objection to what followed was upheld. */
  record DiscountBreach(UUID incident) implements StandingCommand {}
}
