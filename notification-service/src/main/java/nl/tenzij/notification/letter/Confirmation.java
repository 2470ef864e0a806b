package nl.tenzij.notification.letter;

import java.time.LocalDate;

/**
 * What the head's letter confirms, as it stands now. Ids and functional facts, and the head's
 * words, which are not kept here.
 *
 * @param measure such as {@code DEVICE_BAN}
 * @param from the first day
 * @param until the last day
 * @param happened what it was decided on
 * @param corrected what is written of that since, or null
 * @param clause of the school's policy, or null
 * @param guardiansHeard whether the school talked with them before it was decided; null where that
 *     is not known
 * @param decided the day of the decision, at the school
 * @param deadline the last day on which one may object, or null where no term is known
 * @param explanation the head's words, fetched where the letter is read
 */
record Confirmation(
    String measure,
    LocalDate from,
    LocalDate until,
    Happened happened,
    Correction corrected,
    String clause,
    Boolean guardiansHeard,
    LocalDate decided,
    LocalDate deadline,
    Explanation explanation) {

  Confirmation explained(Explanation words) {
    return new Confirmation(
        measure,
        from,
        until,
        happened,
        corrected,
        clause,
        guardiansHeard,
        decided,
        deadline,
        words);
  }

  /**
   * What happened.
   *
   * @param category such as {@code PHOTO_OR_VIDEO}
   * @param day on which it happened, at the school
   */
  record Happened(String category, LocalDate day) {}

  /**
   * A later entry on it.
   *
   * @param on the day of the correction, at the school
   */
  record Correction(LocalDate on, Happened happened) {}
}
