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
  public record Pace(Period lead, Period again) {

    /** The first day on which somebody is reminded of it. */
    public LocalDate first(Review.Due due) {
      return due.on().minus(lead);
    }

    /** The day on which somebody is reminded of it next. */
    public LocalDate next(Review.Due due, Reminder last) {
      return last.stage() == Stage.AHEAD ? due.on() : last.on().plus(again);
    }
  }
}
