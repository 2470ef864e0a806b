package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;

/**
 * {@code request-incomplete.v1}.
 *
 * @param audience who is to be reminded: who can complete it, and care; care alone of what was left
 *     behind long ago, as after an upgrade
 */
record TellRequestIncomplete(UUID exemption, String pupil, LocalDate due, List<Audience> audience) {

  /** After this nobody is still at it: care sees whether it is meant. */
  private static final Period LEFT_BEHIND = Period.ofWeeks(4);

  enum Audience {
    GUARDIANS,
    MENTOR,
    CARE_COORDINATOR
  }

  static TellRequestIncomplete of(UUID exemption, CompletionReminded reminded) {
    return new TellRequestIncomplete(
        exemption, reminded.pupil(), reminded.due(), audience(reminded));
  }

  private static List<Audience> audience(CompletionReminded reminded) {
    if (reminded.on().isAfter(reminded.due().plus(LEFT_BEHIND))) {
      return List.of(Audience.CARE_COORDINATOR);
    }
    return switch (reminded.asker()) {
      case GUARDIAN, PUPIL -> List.of(Audience.GUARDIANS, Audience.CARE_COORDINATOR);
      case MENTOR -> List.of(Audience.MENTOR, Audience.CARE_COORDINATOR);
      case CARE_COORDINATOR -> List.of(Audience.CARE_COORDINATOR);
    };
  }
}
