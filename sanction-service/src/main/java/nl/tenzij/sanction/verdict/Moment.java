package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.util.Optional;
import nl.tenzij.sanction.school.Calendar;

/** What a pupil is doing when the question comes up. */
public enum Moment {
  LESSON,
  TEST,
  FREE_PERIOD,
  BREAK;

  /**
   * By the school's calendar; empty where there is no school. On a day without lesson times it is a
   * lesson, which is when it matters most, as where there is no calendar.
   */
  public static Optional<Moment> at(Instant when, Calendar calendar) {
    if (calendar.lesson(when).isPresent()) {
      return Optional.of(LESSON);
    }
    return calendar.isOpen(when)
        ? Optional.of(calendar.hasLessons(when) ? BREAK : LESSON)
        : Optional.empty();
  }
}
