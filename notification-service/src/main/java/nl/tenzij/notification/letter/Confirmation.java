package nl.tenzij.notification.letter;

import java.time.LocalDate;

/**
 * What the head's letter confirms, as it stands now. Ids and functional facts.
 *
 * @param measure such as {@code DEVICE_BAN}
 * @param from the first day
 * @param until the last day
 * @param category what happened, such as {@code PHOTO_OR_VIDEO}
 * @param day on which it happened, at the school
 * @param clause of the school's policy, or null
 * @param decided the day of the decision, at the school
 * @param deadline the last day on which one may object, or null where no term is known
 */
record Confirmation(
    String measure,
    LocalDate from,
    LocalDate until,
    String category,
    LocalDate day,
    String clause,
    LocalDate decided,
    LocalDate deadline) {}
