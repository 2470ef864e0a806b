package nl.tenzij.school.policy;

import java.time.LocalDate;

/** How far a school was reminded of a day that it made known, and has not kept yet. */
public enum Reminded {
  /** The day comes. */
  AHEAD,
  /** It is there. */
  DUE,
  /** It passed. */
  OVERDUE,
  /** There is nothing to be reminded of any more. */
  SETTLED;

  /** By the school's days, of which the first is the one that was made known. */
  static Reminded on(LocalDate today, LocalDate first) {
    return today.isBefore(first) ? AHEAD : today.equals(first) ? DUE : OVERDUE;
  }

  /**
   * Once before the day is over, and once after.
   *
   * @param before null where nothing was said yet
   */
  boolean saysMoreThan(Reminded before) {
    return before == null || this == OVERDUE && before.compareTo(OVERDUE) < 0;
  }
}
