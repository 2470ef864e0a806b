package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.sanction.incident.Breach;

public sealed interface StandingCommand {

  /**
   * An entry of an incident.
   *
   * @param version of the incident with it
   * @param names whether it names the pupil, who was no offender by the one before
   */
  record Entry(int version, boolean names) {}

  /**
   * @param inForce the ladder that held when it happened; absent where no policy was in force
   * @param entry by which it is weighed
   * @param holding the entry by which that was proposed which holds, where it was weighed before
   */
  record WeighBreach(
      UUID incident,
      Breach breach,
      Instant occurredAt,
      Optional<LadderInForce> inForce,
      Entry entry,
      Optional<Integer> holding)
      implements StandingCommand {

    /** Where nothing holds of before. */
    public WeighBreach(
        UUID incident,
        Breach breach,
        Instant occurredAt,
        Optional<LadderInForce> inForce,
        Entry entry) {
      this(incident, breach, occurredAt, inForce, entry, Optional.empty());
    }
  }

  /** A policy came to be known that was in force then and allowed it. */
  record ExcuseBreach(UUID incident) implements StandingCommand {}

  /**
   * The incident was corrected: the pupil is no offender.
   *
   * @param entry the entry of the incident that says so
   */
  record DiscountBreach(UUID incident, int entry) implements StandingCommand {}

  /**
   * What followed was revoked as mistaken, or for an objection.
   *
   * @param entry by which that was proposed
   */
  record ForgiveBreach(UUID incident, int entry) implements StandingCommand {}

  /**
   * Others may count no more: which step is it now?
   *
   * @param inForce the ladder that held when it happened
   */
  record RecountBreach(UUID incident, LadderInForce inForce) implements StandingCommand {}
}
