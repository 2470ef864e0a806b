package nl.tenzij.school.policy;

import static nl.tenzij.school.policy.Section.PARENTS;
import static nl.tenzij.school.policy.Section.PUPILS;
import static nl.tenzij.school.policy.Section.STAFF;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.organisation.Sector;

/**
 * Whose consent a policy needs, from what it contains. The articles are data with a source and the
 * day it was read, since letters move between versions of a statute.
 */
public final class ConsentRoute {

  private static final String SOURCE = "Stappenplan richtlijn gebruik smartphones in de klas";
  private static final LocalDate READ = LocalDate.of(2026, 11, 1);

  /** Something the council has a say in. */
  public enum Matter {
    SCHOOL_PLAN("WMS art. 10 lid b"),
    SCHOOL_RULES("WMS art. 10 lid e"),
    PUPILS_STATUTE("WMS art. 14 lid 3 b"),
    STAFF_RULES("WMS art. 12");

    private final String article;

    Matter(String article) {
      this.article = article;
    }

    public Article article() {
      return new Article(article, SOURCE, READ);
    }
  }

  /** An article of law, as its source cites it. */
  public record Article(String article, String source, LocalDate read) {}

  /** What is asked of whom. */
  public record Need(Matter matter, Article article, Set<Section> sections) {}

  private ConsentRoute() {}

  /**
   * Every policy changes the school plan and the school rules; the rest depends on what it says.
   */
  public static List<Need> needs(Sector sector, Content content) {
    List<Need> needs = new ArrayList<>();
    needs.add(need(Matter.SCHOOL_PLAN, council(sector)));
    needs.add(need(Matter.SCHOOL_RULES, council(sector)));
    if (!content.ladder().steps().isEmpty()) {
      needs.add(need(Matter.PUPILS_STATUTE, Set.of(sector == Sector.VO ? PUPILS : PARENTS)));
    }
    if (content.staffRules() != null) {
      needs.add(need(Matter.STAFF_RULES, Set.of(STAFF)));
    }
    return List.copyOf(needs);
  }

  /** All sections that have to consent. */
  static Set<Section> sections(Sector sector, Content content) {
    Set<Section> all = EnumSet.noneOf(Section.class);
    needs(sector, content).forEach(need -> all.addAll(need.sections()));
    return all;
  }

  private static Need need(Matter matter, Set<Section> sections) {
    return new Need(matter, matter.article(), sections);
  }

  private static Set<Section> council(Sector sector) {
    return sector == Sector.VO ? EnumSet.of(STAFF, PARENTS, PUPILS) : EnumSet.of(STAFF, PARENTS);
  }
}
