package nl.tenzij.school.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * What a policy says. A text from before a part was kept has null there, or an empty list.
 *
 * @param vision what it is for (S0 step 1)
 * @param goals what it is to bring about (S0 step 3)
 * @param educationalUse what counts as good educational use (S0 step 3)
 * @param safety how the school keeps pupils and staff safe online
 * @param digitalLiteracy what pupils learn of distraction, influence and taking part online
 * @param clauses the rules in words, each with a number that use rules and ladder point at
 * @param useRules empty where the topic is not about devices
 * @param staffRules for members of staff; null where there are none
 * @param objectionTerm within which a sanction can be objected to
 */
public record Content(
    String title,
    String vision,
    List<String> goals,
    String educationalUse,
    Arrangements arrangements,
    String safety,
    String digitalLiteracy,
    List<Clause> clauses,
    List<UseRule> useRules,
    String staffRules,
    Ladder ladder,
    Period objectionTerm,
    ExemptionRule exemptions,
    MessageRules messages,
    Evaluation evaluation) {

  public record Clause(String number, String text) {}

  /**
   * How things go that pupils used a device for (S0 step 3); null where the school has none.
   *
   * @param others all else
   */
  public record Arrangements(
      String timetableChanges,
      String reachability,
      String lockers,
      String twoFactorSignIn,
      List<String> others) {}

  /**
   * When the policy is looked at again.
   *
   * @param every so long after it came in force, and each time thereafter
   * @param on days that were agreed on besides
   */
  public record Evaluation(Period every, List<LocalDate> on) {}
}
