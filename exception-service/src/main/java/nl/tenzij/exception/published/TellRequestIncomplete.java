package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;

/**
 * {@code request-incomplete.v1}.
 *
 * @param audience who is to be reminded: who can complete it, and care
 */
record TellRequestIncomplete(UUID exemption, String pupil, LocalDate due, List<Audience> audience) {

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
    return switch (reminded.asker()) {
      case GUARDIAN, PUPIL -> List.of(Audience.GUARDIANS, Audience.CARE_COORDINATOR);
      case MENTOR -> List.of(Audience.MENTOR, Audience.CARE_COORDINATOR);
      case CARE_COORDINATOR -> List.of(Audience.CARE_COORDINATOR);
    };
  }
}
