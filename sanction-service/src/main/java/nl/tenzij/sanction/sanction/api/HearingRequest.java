package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.sanction.Hearing;

/**
 * A talk that was held.
 *
 * @param kind with whom; OF_AGE, by the head, where the roster does not say it: with no guardians,
 *     since the pupil is of age
 * @param at when it was; for OF_AGE when that was found
 * @param cause needed from the care coordinator, nobody else writes one down
 */
public record HearingRequest(@NotNull Hearing.Kind kind, @NotNull Instant at, Hearing.Cause cause) {

  /**
   * @throws Invalid where a cause is named for another talk
   */
  Hearing hearing(String pupil, String by) {
    if (cause != null && kind != Hearing.Kind.CARE_COORDINATOR) {
      throw new Invalid("cause", "not-here", "Only the care coordinator writes it down.");
    }
    return new Hearing(
        kind, at, by, Optional.ofNullable(cause).map(seen -> Personal.of(pupil, seen)));
  }
}
