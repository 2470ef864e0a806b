package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.Reminder.Stage;
import nl.tenzij.exception.exemption.Suspension;

/**
 * {@code review-due.v1}.
 *
 * @param audience who is to be reminded
 * @param suspendedFrom the first day of the suspension that the exemption is under; empty where it
 *     is under none
 * @param suspendedUntil its last day
 */
record TellReviewDue(
    UUID exemption,
    String pupil,
    LocalDate due,
    Stage stage,
    List<Audience> audience,
    Optional<LocalDate> suspendedFrom,
    Optional<LocalDate> suspendedUntil) {

  enum Audience {
    MENTOR,
    CARE_COORDINATOR,
    GUARDIANS
  }

  static TellReviewDue of(UUID exemption, ReviewReminded reminded) {
    Stage stage = reminded.reminder().stage();
    return new TellReviewDue(
        exemption,
        reminded.pupil(),
        reminded.due().on(),
        stage,
        audience(stage),
        reminded.suspended().map(Suspension.Days::from),
        reminded.suspended().map(Suspension.Days::until));
  }

  private static List<Audience> audience(Stage stage) {
    return switch (stage) {
      case AHEAD, OVERDUE -> List.of(Audience.MENTOR, Audience.CARE_COORDINATOR);
      case DUE -> List.of(Audience.MENTOR, Audience.CARE_COORDINATOR, Audience.GUARDIANS);
    };
  }
}
