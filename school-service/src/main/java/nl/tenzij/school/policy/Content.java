package nl.tenzij.school.policy;

import java.time.Period;
import java.util.List;

/**
 * What a policy says.
 *
 * @param vision what it is for (S0 step 1)
 * @param educationalUse what counts as good educational use (S0 step 3)
 * @param arrangements practical ones: reachability, timetable changes, lockers, two-factor sign-in
 * @param safety on safety and digital literacy
 * @param clauses the rules in words, each with a number that use rules and ladder point at
 * @param staffRules for members of staff; null where there are none
 * @param objectionTerm within which a sanction can be objected to
 * @param exemptions how and of whom an exemption is asked
 * @param evaluation after how long the policy is looked at again
 */
public record Content(
    String title,
    String vision,
    String educationalUse,
    List<String> arrangements,
    String safety,
    List<Clause> clauses,
    List<UseRule> useRules,
    String staffRules,
    Ladder ladder,
    Period objectionTerm,
    String exemptions,
    Period evaluation) {

  public record Clause(String number, String text) {}
}
