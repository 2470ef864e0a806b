package nl.tenzij.school.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.Ladder.Breach;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;

/** What holds of every policy's content, each rule by its name. */
final class ContentRules {

  /** WVO 2020 art. 8.14, WPO art. 40c. */
  private static final int SUSPENSION_DAYS_AT_MOST = 7;

  private static final Set<Measure> SUSPENSIONS =
      Set.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION);
  private static final Set<Measure> NEED_A_LENGTH = Set.of(Measure.DEVICE_BAN);

  private static final List<Function<Content, Optional<Refused>>> RULES =
      List.of(
          ContentRules::hasClauses,
          ContentRules::clausesAreNumberedOnce,
          ContentRules::hasUseRules,
          ContentRules::pointsAtItsClauses,
          ContentRules::ladderHasNoHoles,
          ContentRules::suspensionIsShort,
          ContentRules::bansHaveALength,
          ContentRules::confiscationEndsWithTheDay,
          ContentRules::termsArePositive);

  private ContentRules() {}

  static void check(Content content) {
    for (Function<Content, Optional<Refused>> rule : RULES) {
      Optional<Refused> refused = rule.apply(content);
      if (refused.isPresent()) {
        throw refused.get();
      }
    }
  }

  private static Optional<Refused> hasClauses(Content content) {
    return when(content.clauses().isEmpty(), "clauses-missing", "a policy says its rules in words");
  }

  private static Optional<Refused> clausesAreNumberedOnce(Content content) {
    Set<String> numbers = new HashSet<>();
    boolean twice = !content.clauses().stream().map(Clause::number).allMatch(numbers::add);
    return when(twice, "clause-twice", "two clauses have one number");
  }

  private static Optional<Refused> hasUseRules(Content content) {
    boolean empty =
        content.useRules().isEmpty()
            || content.useRules().stream()
                .anyMatch(
                    rule ->
                        rule.devices().isEmpty()
                            || rule.places().isEmpty()
                            || rule.times().isEmpty());
    return when(
        empty, "use-rules-missing", "a policy names the devices, places and times it is about");
  }

  private static Optional<Refused> pointsAtItsClauses(Content content) {
    List<String> numbers = content.clauses().stream().map(Clause::number).toList();
    boolean lost =
        Stream.concat(
                content.useRules().stream().map(UseRule::clause),
                content.ladder().steps().stream().map(Step::clause))
            .anyMatch(clause -> !numbers.contains(clause));
    return when(
        lost,
        "clause-unknown",
        "a use rule or a step of the ladder names a clause that is not there");
  }

  /** Every breach, however often, has exactly one answer. */
  private static Optional<Refused> ladderHasNoHoles(Content content) {
    for (Breach breach : Breach.values()) {
      List<Step> steps =
          content.ladder().steps().stream()
              .filter(step -> step.breach() == breach)
              .sorted(Comparator.comparingInt(Step::from))
              .toList();
      if (!covers(steps)) {
        return Optional.of(
            new Refused(
                "ladder-incomplete",
                "the ladder's steps for a breach follow on each other from the first, and the last is"
                    + " open"));
      }
    }
    return Optional.empty();
  }

  private static boolean covers(List<Step> steps) {
    if (steps.isEmpty()) {
      return false;
    }
    int next = 1;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (step.from() != next || (step.to() == null) != last) {
        return false;
      }
      if (!last && step.to() < step.from()) {
        return false;
      }
      next = last ? next : step.to() + 1;
    }
    return true;
  }

  private static Optional<Refused> suspensionIsShort(Content content) {
    boolean longer =
        steps(content, SUSPENSIONS)
            .anyMatch(
                step ->
                    step.length() != null
                        && (step.length().toTotalMonths() > 0
                            || step.length().getDays() > SUSPENSION_DAYS_AT_MOST));
    return when(
        longer,
        "suspension-too-long",
        "a pupil is suspended for a week at most (VO: WVO 2020 art. 8.14, PO: WPO art. 40c)");
  }

  private static Optional<Refused> bansHaveALength(Content content) {
    return when(
        steps(content, NEED_A_LENGTH).anyMatch(step -> step.length() == null),
        "length-missing",
        "a ban on bringing a device says how long it lasts");
  }

  /** A month in the school's drawer is not a measure that a school may take (LKC 08.035). */
  private static Optional<Refused> confiscationEndsWithTheDay(Content content) {
    return when(
        steps(content, Set.of(Measure.CONFISCATION)).anyMatch(step -> step.length() != null),
        "kept-beyond-the-day",
        "a device is given back at the end of the school day (LKC 08.035)");
  }

  private static Optional<Refused> termsArePositive(Content content) {
    List<Period> terms = new ArrayList<>(List.of(content.objectionTerm(), content.evaluation()));
    content.ladder().steps().stream()
        .map(Step::length)
        .filter(length -> length != null)
        .forEach(terms::add);
    return when(
        terms.stream().anyMatch(term -> term.isNegative() || term.isZero()),
        "term-not-positive",
        "a term lasts a day at least");
  }

  private static Stream<Step> steps(Content content, Set<Measure> measures) {
    return content.ladder().steps().stream().filter(step -> measures.contains(step.measure()));
  }

  private static Optional<Refused> when(boolean broken, String code, String detail) {
    return broken ? Optional.of(new Refused(code, detail)) : Optional.empty();
  }
}
