package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.Period;

/**
 * Somebody was reminded of a review, so that nothing lapses silently (S3 §2C).
 *
 * @param on the day of it
 */
public record Reminder(Stage stage, LocalDate on) {

  public enum Stage {
    /** Before the day: mentor and care coordinator. */
    AHEAD,
    /** On the day or, where that was missed, after it: the guardians too. */
    DUE,
    /** Again, as long as it was not held: mentor and care coordinator. */
    OVERDUE
  }

  /**
   * When to remind.
   *
   * @param lead how long before the day
   * @param again how long after the last time, once the day has passed
   */
  public record Pace(Period lead, Period again) {}
}
