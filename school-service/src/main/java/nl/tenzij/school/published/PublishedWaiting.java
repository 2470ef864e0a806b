package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.school.roster.waiting.Leaving;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;

/**
 * {@code nl.tenzij.school.roster-waiting.v1}
 *
 * @param since it waits, or one did whose place it took
 */
record PublishedWaiting(UUID roster, Instant since, Counts leaving) {
  static final String TYPE = "nl.tenzij.school.roster-waiting.v1";

  /** How many would leave. A count that was not kept is absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Counts(
      Integer pupils,
      Integer ofPupils,
      Integer guardians,
      Integer ofGuardians,
      Integer staff,
      Integer ofStaff,
      Integer classes,
      Integer ofClasses,
      Integer places,
      Integer ofPlaces) {}

  static PublishedWaiting of(UUID roster, RosterWaiting waiting) {
    Leaving leaving = waiting.leaving();
    return new PublishedWaiting(
        roster,
        waiting.since(),
        new Counts(
            leaving.pupils(),
            leaving.ofPupils(),
            leaving.guardians(),
            leaving.ofGuardians(),
            leaving.staff(),
            leaving.ofStaff(),
            leaving.classes(),
            leaving.ofClasses(),
            leaving.places(),
            leaving.ofPlaces()));
  }
}
