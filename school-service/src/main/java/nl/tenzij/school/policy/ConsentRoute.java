package nl.tenzij.school.policy;

import static nl.tenzij.school.policy.Section.PARENTS;
import static nl.tenzij.school.policy.Section.PUPILS;
import static nl.tenzij.school.policy.Section.STAFF;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.organisation.Sector;

/** Whose consent a policy needs, from what it contains (S0 step 3). */
public final class ConsentRoute {

  /** Something the council has a say in. */
  public enum Matter {
    SCHOOL_PLAN(Provision.CONSENT_SCHOOL_PLAN),
    SCHOOL_RULES(Provision.CONSENT_SCHOOL_RULES),
    PUPILS_STATUTE(Provision.CONSENT_PUPILS_STATUTE),
    STAFF_RULES(Provision.CONSENT_STAFF_RULES);

    private final Provision provision;

    Matter(Provision provision) {
      this.provision = provision;
    }

    public Provision provision() {
      return provision;
    }
  }

  /** What is asked of whom. */
  public record Need(Matter matter, Set<Section> sections) {}

  private ConsentRoute() {}

  /**
   * Every policy changes the school plan and the school rules; the rest depends on what it says.
   */
  public static List<Need> needs(Sector sector, Content content) {
    List<Need> needs = new ArrayList<>();
    needs.add(new Need(Matter.SCHOOL_PLAN, council(sector)));
    needs.add(new Need(Matter.SCHOOL_RULES, council(sector)));
    if (!content.ladder().steps().isEmpty()) {
      needs.add(new Need(Matter.PUPILS_STATUTE, Set.of(sector == Sector.VO ? PUPILS : PARENTS)));
    }
    if (content.staffRules() != null) {
      needs.add(new Need(Matter.STAFF_RULES, Set.of(STAFF)));
    }
    return List.copyOf(needs);
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
