package nl.tenzij.school.policy;

import static nl.tenzij.school.policy.Section.PARENTS;
import static nl.tenzij.school.policy.Section.PUPILS;
import static nl.tenzij.school.policy.Section.STAFF;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.organisation.Sector;

/** Whose consent a policy needs, from what it contains (S0 step 3). */
public final class ConsentRoute {

  /** Something the council has a say in, by what it is ruled. */
  public enum Matter {
    SCHOOL_PLAN,
    SCHOOL_RULES,
    PUPILS_STATUTE,
    STAFF_RULES
  }

  /** What is asked of whom, on what ground. */
  public record Need(Matter matter, Provision provision, Set<Section> sections) {}

  /** All that is asked for a policy. */
  record Asked(List<Need> needs) {

    /** Refuses a section that is not asked. */
    void check(Section section) {
      if (needs.stream().noneMatch(need -> need.sections().contains(section))) {
        throw new Refused("section-not-asked", "this policy does not need that section's consent");
      }
    }

    /** Refuses what a policy of this content does not touch. */
    void check(Matter matter) {
      if (needs.stream().noneMatch(need -> need.matter() == matter)) {
        throw new Refused("matter-not-touched", "this policy says nothing that belongs in there");
      }
    }
  }

  private ConsentRoute() {}

  /**
   * Every policy changes the school plan and the school rules; the rest depends on what it says.
   */
  public static List<Need> needs(Sector sector, Content content) {
    List<Need> needs = new ArrayList<>();
    needs.add(new Need(Matter.SCHOOL_PLAN, Provision.CONSENT_SCHOOL_PLAN, council(sector)));
    needs.add(new Need(Matter.SCHOOL_RULES, Provision.CONSENT_SCHOOL_RULES, council(sector)));
    if (!content.ladder().steps().isEmpty()) {
      needs.add(
          sector == Sector.VO
              ? new Need(Matter.PUPILS_STATUTE, Provision.CONSENT_PUPILS_STATUTE, Set.of(PUPILS))
              : new Need(
                  Matter.PUPILS_STATUTE, Provision.CONSENT_MEASURES_PRIMARY, Set.of(PARENTS)));
    }
    if (content.staffRules() != null) {
      needs.add(new Need(Matter.STAFF_RULES, Provision.CONSENT_STAFF_RULES, Set.of(STAFF)));
    }
    return List.copyOf(needs);
  }

  static Asked asked(Sector sector, Content content) {
    return new Asked(needs(sector, content));
  }

  /** All sections that have to consent. */
  static Set<Section> sections(Sector sector, Content content) {
    Set<Section> all = EnumSet.noneOf(Section.class);
    needs(sector, content).forEach(need -> all.addAll(need.sections()));
    return all;
  }

  private static Set<Section> council(Sector sector) {
    return sector == Sector.VO ? EnumSet.of(STAFF, PARENTS, PUPILS) : EnumSet.of(STAFF, PARENTS);
  }
}
