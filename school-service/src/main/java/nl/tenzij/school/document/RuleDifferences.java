package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import nl.tenzij.school.words.Words;

/**
 * What is otherwise in use rules and steps of the ladder. They point at clauses, and a clause that
 * only goes by another number now is still the same one.
 */
final class RuleDifferences {

  private final Telling telling;
  private final Words words;
  private final Map<String, String> numbers;

  /**
   * @param numbers by which number each earlier clause that is still there now goes
   */
  RuleDifferences(Telling telling, Map<String, String> numbers) {
    this.telling = telling;
    this.words = telling.words();
    this.numbers = numbers;
  }

  /** Two rules are about the same thing where they stand alone in the same clause. */
  void useRules(List<UseRule> before, List<UseRule> after) {
    List<UseRule> gone = new ArrayList<>(before);
    List<UseRule> come = new ArrayList<>(after);
    pair(gone, come, (old, young) -> isOfClause(old, young) && isSameUse(old, young), (o, y) -> {});
    pair(gone, come, RuleDifferences::isSameUse, this::elsewhere);
    pair(
        gone,
        come,
        (old, young) ->
            isOfClause(old, young)
                && gone.stream().filter(each -> isOfClause(each, young)).count() == 1
                && come.stream().filter(each -> isOfClause(old, each)).count() == 1,
        this::changed);
    come.forEach(rule -> say("diff.rule.added", telling.phrases().rule(rule)));
    gone.forEach(rule -> say("diff.rule.removed", telling.phrases().rule(rule)));
  }

  private interface Both {
    void differ(UseRule before, UseRule after);
  }

  private static void pair(
      List<UseRule> gone, List<UseRule> come, BiPredicate<UseRule, UseRule> same, Both tell) {
    for (UseRule young : List.copyOf(come)) {
      gone.stream()
          .filter(old -> same.test(old, young))
          .findFirst()
          .ifPresent(
              old -> {
                tell.differ(old, young);
                gone.remove(old);
                come.remove(young);
              });
    }
  }

  private boolean isOfClause(UseRule old, UseRule young) {
    return young.clause().equals(numbers.get(old.clause()));
  }

  private static boolean isSameUse(UseRule old, UseRule young) {
    return Set.copyOf(old.devices()).equals(Set.copyOf(young.devices()))
        && Set.copyOf(old.places()).equals(Set.copyOf(young.places()))
        && Time.covered(old.times()).equals(Time.covered(young.times()))
        && old.keeping() == young.keeping();
  }

  private void elsewhere(UseRule before, UseRule after) {
    if (isElsewhere(before.clause(), after.clause())) {
      say("diff.rule.clause", before.clause(), after.clause(), telling.phrases().rule(after));
    }
  }

  /** What became of a clause with the same number is told with the clauses. */
  private boolean isElsewhere(String before, String after) {
    return !after.equals(numbers.get(before)) && !after.equals(before);
  }

  private void changed(UseRule before, UseRule after) {
    List<String> more = more(before, after);
    List<String> less = less(before, after);
    if (!more.isEmpty()) {
      say("diff.rule.more", after.clause(), words.list(more));
    }
    if (!less.isEmpty()) {
      say("diff.rule.less", after.clause(), words.list(less));
    }
    if (before.keeping() != after.keeping()) {
      say(
          "diff.rule.keeping",
          after.clause(),
          words.name(before.keeping()),
          words.name(after.keeping()));
    }
  }

  /** A rule of the whole school day already held in the lessons. */
  private List<String> more(UseRule before, UseRule after) {
    return Stream.of(
            after.devices().stream().filter(device -> !before.devices().contains(device)),
            after.places().stream().filter(place -> !before.isAt(place)),
            after.times().stream().filter(time -> !isAllOf(before, time)))
        .flatMap(things -> things.distinct().sorted())
        .map(words::name)
        .toList();
  }

  /** Where it holds in all parts of a school day, nothing is left for the whole of it to add. */
  private static boolean isAllOf(UseRule before, Time time) {
    return Time.covered(before.times()).containsAll(Time.covered(Set.of(time)));
  }

  /** Of what is wider only the rest is gone: of the whole school day the breaks, say. */
  private List<String> less(UseRule before, UseRule after) {
    return Stream.of(
            before.devices().stream()
                .filter(device -> !after.devices().contains(device))
                .distinct()
                .sorted()
                .map(words::name),
            Stream.of(Place.values())
                .filter(place -> before.isAt(place) && !after.isAt(place))
                .map(place -> words.say("elsewhere." + place)),
            Time.PARTS.stream()
                .filter(time -> before.isDuring(time) && !after.isDuring(time))
                .map(words::name))
        .flatMap(things -> things)
        .toList();
  }

  /** A step is the same one where it answers the same breach from the same count on. */
  void steps(List<Step> before, List<Step> after) {
    Map<String, Step> old = new LinkedHashMap<>();
    before.forEach(step -> old.put(step.breach() + "/" + step.from(), step));
    for (Step young : after) {
      Step earlier = old.remove(young.breach() + "/" + young.from());
      if (earlier == null) {
        telling.say(Part.LADDER, "diff.step.added", telling.phrases().step(young));
      } else {
        changed(earlier, young);
      }
    }
    old.values()
        .forEach(
            gone -> telling.say(Part.LADDER, "diff.step.removed", telling.phrases().step(gone)));
  }

  private void changed(Step before, Step after) {
    String earlier = telling.phrases().step(before);
    String later = telling.phrases().step(after);
    if (!earlier.equals(later)) {
      telling.say(Part.LADDER, "diff.step.changed", earlier, later);
    } else if (isElsewhere(before.clause(), after.clause())) {
      telling.say(Part.LADDER, "diff.step.clause", before.clause(), after.clause(), later);
    }
  }

  private void say(String key, Object... arguments) {
    telling.say(Part.USE_RULES, key, arguments);
  }
}
