package nl.tenzij.school.policy;

import java.time.LocalTime;
import java.util.Set;

/**
 * When parents are left in peace, and what is important enough to be pushed (S1: no messages after
 * 17:00 or at weekends, a notification with important messages only). Times are of the school's
 * day.
 *
 * @param quietFrom from when on nothing is sent
 * @param quietUntil until when, on the next school day; the same time where no hour is quiet
 */
public record MessageRules(
    LocalTime quietFrom,
    LocalTime quietUntil,
    boolean quietAtWeekends,
    boolean quietOnHolidays,
    Set<Push> pushed) {

  /** What a message can be about. */
  public enum Push {
    SAFETY,
    PUPIL_SENT_HOME,
    SANCTION,
    EXEMPTION,
    POLICY,
    PRACTICAL
  }
}
