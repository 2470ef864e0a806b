package nl.tenzij.school.framework.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.school.framework.Framework;
import nl.tenzij.school.law.Article;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.UseRule;

/**
 * A board's framework as it stands; what is absent binds nobody.
 *
 * @param version rises with each change
 * @param binding whether the joint council consented: until then schools may go their own way
 * @param jointCouncil by which article the joint council has a say, and when it consented
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FrameworkView(
    int version,
    boolean binding,
    UseView mildest,
    UseView strictest,
    Measure teacherAtMost,
    Reviews reviews,
    Period objectionAtLeast,
    Period evaluatedWithin,
    Set<String> templates,
    JointCouncilView jointCouncil) {

  /** Devices, each at all of these places and times, and where they are meanwhile. */
  public record UseView(
      Set<UseRule.Device> devices,
      Set<UseRule.Place> places,
      Set<UseRule.Time> times,
      UseRule.Keeping keeping) {
    static UseView of(UseBound bound) {
      return bound == null
          ? null
          : new UseView(
              new TreeSet<>(bound.devices()),
              new TreeSet<>(bound.places()),
              new TreeSet<>(bound.times()),
              bound.keeping());
    }
  }

  /** What concerns most of a board's schools goes to the joint council. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JointCouncilView(LocalDate consentedOn, String article, String source) {}

  static FrameworkView of(Framework framework, Article jointCouncil) {
    Bounds bounds = framework.bounds();
    return new FrameworkView(
        framework.revision(),
        framework.isBinding(),
        UseView.of(bounds.mildest()),
        UseView.of(bounds.strictest()),
        bounds.teacherAtMost(),
        bounds.reviews(),
        bounds.objectionAtLeast(),
        bounds.evaluatedWithin(),
        new TreeSet<>(bounds.templates()),
        new JointCouncilView(
            framework.jointCouncilOn(), jointCouncil.cited(), jointCouncil.source()));
  }
}
