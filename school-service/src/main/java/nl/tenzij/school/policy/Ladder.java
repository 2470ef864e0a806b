package nl.tenzij.school.policy;

import java.time.Period;
import java.util.List;

/**
 * What follows a breach, step by step. It only proposes: a person decides (AVG art. 22).
 *
 * @param window within which a pupil's breaches are counted
 * @param steps empty where a policy has no sanctions of its own
 */
public record Ladder(Window window, List<Step> steps) {

  public enum Window {
    SCHOOL_YEAR
  }

  public enum Breach {
    VIOLATION,
    MISUSE
  }

  /** From the lightest to the gravest. */
  public enum Measure {
    WARNING,
    CONFISCATION,
    RESTORATIVE_TALK,
    DETENTION,
    DEVICE_BAN,
    INTERNAL_SUSPENSION,
    SUSPENSION,
    POLICE_REPORT
  }

  /** Who may impose a measure; those further on may too. */
  public enum Imposer {
    TEACHER,
    MENTOR,
    CARE_COORDINATOR,
    HEAD
  }

  /**
   * @param from the breach's count within the window, 1 for the first
   * @param to the last count it is for; null: this one and all after it
   * @param length of the measure; null where it has none
   * @param by who may impose it; null in a text from before that was kept
   * @param clause number of the clause that says so
   */
  public record Step(
      Breach breach,
      int from,
      Integer to,
      Measure measure,
      Period length,
      Imposer by,
      String clause) {}
}
