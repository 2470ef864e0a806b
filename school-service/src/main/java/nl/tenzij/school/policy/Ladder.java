package nl.tenzij.school.policy;

import java.time.Period;
import java.util.List;

/**
 * What follows a breach, step by step. It only proposes: a person decides (AVG art. 22).
 *
 * @param window within which a pupil's breaches are counted
 */
public record Ladder(Window window, List<Step> steps) {

  public enum Window {
    SCHOOL_YEAR
  }

  public enum Breach {
    VIOLATION,
    MISUSE
  }

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

  /**
   * @param from the breach's count within the window, 1 for the first
   * @param to the last count it is for; null: this one and all after it
   * @param length of the measure; null where it has none
   * @param clause number of the clause that says so
   */
  public record Step(
      Breach breach, int from, Integer to, Measure measure, Period length, String clause) {}
}
