package nl.tenzij.school.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.ExemptionRule.Criterion;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;

/** Whatever becomes of clauses and their numbers: no text comes or goes without a word. */
class DifferencesPropertiesTest {

  private static final Words WORDS = Words.of("policy", Language.NL);
  private static final Content BASE = Samples.deviceBan();

  @Property(tries = 200)
  void everyTextThatOnlyOneHasIsTold(
      @ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
    List<Difference> told = Differences.between(saying(before), saying(after), WORDS);
    for (Part part : List.of(Part.CLAUSES, Part.EXEMPTIONS)) {
      List<Difference> of = told.stream().filter(each -> each.part() == part).toList();
      assertThat(of)
          .extracting(Difference::before)
          .filteredOn(Objects::nonNull)
          .containsExactlyInAnyOrderElementsOf(only(before, after));
      assertThat(of)
          .extracting(Difference::after)
          .filteredOn(Objects::nonNull)
          .containsExactlyInAnyOrderElementsOf(only(after, before));
    }
  }

  /** Nothing is told to be new or gone that stands in both. */
  @Property(tries = 200)
  void aRuleIsNewOrGoneButNotBoth(
      @ForAll("texts") List<String> before,
      @ForAll("texts") List<String> after,
      @ForAll("keepings") List<Keeping> kept,
      @ForAll("keepings") List<Keeping> keptThen) {
    List<String> said =
        Differences.between(ruled(before, kept), ruled(after, keptThen), WORDS).stream()
            .filter(each -> each.part() == Part.USE_RULES)
            .map(Difference::says)
            .toList();
    assertThat(said)
        .filteredOn(says -> says.startsWith("Nieuw: "))
        .noneMatch(says -> said.contains("Dit vervalt: " + says.substring("Nieuw: ".length())));
  }

  private static List<String> only(List<String> these, List<String> notThose) {
    List<String> left = new ArrayList<>(these);
    left.removeAll(notThose);
    return left;
  }

  /** Numbered one after the other, so that what is left out moves all that follows. */
  private static Content saying(List<String> texts) {
    List<Clause> clauses = new ArrayList<>();
    List<Criterion> criteria = new ArrayList<>();
    for (String text : texts) {
      String number = Integer.toString(clauses.size() + 1);
      clauses.add(new Clause(number, text));
      criteria.add(new Criterion(number, text));
    }
    ExemptionRule rule = BASE.exemptions();
    return Samples.of(BASE)
        .clauses(clauses)
        .exemptions(
            new ExemptionRule(
                rule.how(), rule.whom(), rule.decidedWithin(), criteria, rule.reviews()))
        .made();
  }

  /** With a rule to each clause, as far as there are any. */
  private static Content ruled(List<String> texts, List<Keeping> kept) {
    List<UseRule> rules = new ArrayList<>();
    for (int i = 0; i < Math.min(texts.size(), kept.size()); i++) {
      rules.add(
          new UseRule(
              Integer.toString(i + 1),
              List.of(Device.SMARTPHONE),
              List.of(Place.CLASSROOM),
              List.of(Time.LESSONS),
              kept.get(i)));
    }
    return Samples.of(saying(texts)).useRules(rules).made();
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of("A", "B", "C", "D", "E", "F").list().uniqueElements().ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Keeping>> keepings() {
    return Arbitraries.of(EnumSet.allOf(Keeping.class)).list().ofMaxSize(5);
  }
}
