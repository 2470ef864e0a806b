package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;

/** {@code concern-taken-up.v1}. */
record TellConcern(UUID concern, String pupil) {

  enum Audience {
    CARE_COORDINATOR,
    HEAD
  }

  /**
   * {@code concern-waiting.v1}.
   *
   * @param since the day on which it was reported
   * @param audience who is to be reminded; the head, who sees no concerns, from the second time on
   */
  record Waiting(UUID concern, String pupil, LocalDate since, List<Audience> audience) {

    static Waiting of(UUID concern, UptakeReminded reminded) {
      return new Waiting(
          concern,
          reminded.pupil(),
          reminded.since(),
          reminded.times() > 1
              ? List.of(Audience.CARE_COORDINATOR, Audience.HEAD)
              : List.of(Audience.CARE_COORDINATOR));
    }
  }
}
