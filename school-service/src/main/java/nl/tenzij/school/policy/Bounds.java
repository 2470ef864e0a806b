package nl.tenzij.school.policy;

import java.time.Period;
import java.util.HashSet;
import java.util.Set;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;

/**
 * What a board leaves to its schools (S2: one line across schools, filled in by each together). A
 * part that is null, or empty, binds nobody.
 *
 * @param mildest what every policy on devices rules out at least
 * @param strictest what it rules out at most
 * @param teacherAtMost the gravest measure that a ladder may let a teacher impose, mentor or not
 * @param reviews of exemptions: the two terms lie within these, the others are not longer
 * @param objectionAtLeast the shortest term to object in
 * @param evaluatedWithin the longest time between two evaluations
 * @param templates the shipped ones to start from; its own a board always has its schools start
 *     from
 */
public record Bounds(
    UseBound mildest,
    UseBound strictest,
    Measure teacherAtMost,
    Reviews reviews,
    Period objectionAtLeast,
    Period evaluatedWithin,
    Set<String> templates) {

  public static final Bounds NONE = new Bounds(null, null, null, null, null, null, Set.of());

  /** As these, with a template of the board's own. */
  public Bounds offering(String template) {
    if (templates.isEmpty()) {
      return this;
    }
    Set<String> more = new HashSet<>(templates);
    more.add(template);
    return new Bounds(
        mildest, strictest, teacherAtMost, reviews, objectionAtLeast, evaluatedWithin, more);
  }

  /** Devices, each at all of these places and times, and where they are meanwhile. */
  public record UseBound(
      Set<Device> devices, Set<Place> places, Set<Time> times, Keeping keeping) {}
}
