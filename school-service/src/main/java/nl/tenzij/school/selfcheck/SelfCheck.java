package nl.tenzij.school.selfcheck;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.policy.ConsentRoute.Need;
import nl.tenzij.school.policy.Consultation;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.UseRule.Device;

/**
 * Whether a school is within the national guideline, how that was found, and what comes next.
 *
 * @param path the questions that were asked, in order
 * @param next empty where the school has nothing more to do
 */
public record SelfCheck(List<Answered> path, Optional<Next> next, List<Noted> attention) {

  public boolean isWithinGuideline() {
    return next.isEmpty();
  }

  /**
   * A question and what is on record.
   *
   * @param yes the answer
   */
  public record Answered(Question question, boolean yes) {}

  /**
   * Something to see to.
   *
   * @param ground null where no article of law is behind it
   * @param devices that it is about; empty where it is about none
   */
  public record Noted(Attention point, Provision ground, Set<Device> devices) {

    public Noted(Attention point, Provision ground) {
      this(point, ground, Set.of());
    }
  }

  /**
   * What comes next.
   *
   * @param groups still to be talked with
   * @param sections still to consent
   * @param needs on what ground
   * @param on the day on which it comes by itself; null where somebody has to do it
   */
  public record Next(
      Action action,
      Set<Consultation.Group> groups,
      Set<Section> sections,
      List<Need> needs,
      LocalDate on) {

    Next(Action action, Set<Consultation.Group> groups, Set<Section> sections, List<Need> needs) {
      this(action, groups, sections, needs, null);
    }
  }
}
