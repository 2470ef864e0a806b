package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;

/**
 * {@code decision-due.v1}.
 *
 * @param audience who is to be reminded
 */
record TellDecisionDue(UUID exemption, String pupil, LocalDate due, List<Audience> audience) {

  enum Audience {
    CARE_COORDINATOR
  }

  static TellDecisionDue of(UUID exemption, DecisionReminded reminded) {
    return new TellDecisionDue(
        exemption, reminded.pupil(), reminded.due(), List.of(Audience.CARE_COORDINATOR));
  }
}
