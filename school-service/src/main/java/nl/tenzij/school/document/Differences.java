package nl.tenzij.school.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Content.Arrangements;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.ExemptionRule.Criterion;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.words.Words;

/**
 * What is otherwise in a policy than in an earlier one, in words that a parent understands: clause
 * by clause, and rules and measures as sentences.
 */
public final class Differences {

  private final Words words;
  private final Phrases phrases;
  private final List<Difference> found = new ArrayList<>();

  private Differences(Words words) {
    this.words = words;
    this.phrases = new Phrases(words);
  }

  /** In the order in which a policy says things; empty where both say the same. */
  public static List<Difference> between(Content before, Content after, Words words) {
    Differences differences = new Differences(words);
    differences.compare(before, after);
    return List.copyOf(differences.found);
  }

  private void compare(Content before, Content after) {
    text(Part.TITLE, "diff.title", before.title(), after.title());
    text(Part.WHY, "diff.vision", before.vision(), after.vision());
    listed(Part.WHY, "diff.goal", before.goals(), after.goals());
    text(
        Part.EDUCATIONAL_USE,
        "diff.educational-use",
        before.educationalUse(),
        after.educationalUse());
    clauses(before.clauses(), after.clauses());
    useRules(before.useRules(), after.useRules());
    ladder(before.ladder().steps(), after.ladder().steps());
    if (!before.objectionTerm().equals(after.objectionTerm())) {
      say(
          Part.OBJECTION,
          "diff.objection",
          words.length(before.objectionTerm()),
          words.length(after.objectionTerm()));
    }
    exemptions(before.exemptions(), after.exemptions());
    arrangements(before.arrangements(), after.arrangements());
    text(Part.SAFETY, "diff.safety", before.safety(), after.safety());
    text(Part.SAFETY, "diff.literacy", before.digitalLiteracy(), after.digitalLiteracy());
    staff(before.staffRules(), after.staffRules());
    messages(before.messages(), after.messages());
    evaluation(before.evaluation(), after.evaluation());
  }

  /** A clause that only got another number is the same clause. */
  private void clauses(List<Clause> before, List<Clause> after) {
    Map<String, Clause> old = byNumber(before);
    Map<String, Clause> young = byNumber(after);
    for (Clause clause : after) {
      Clause same = old.get(clause.number());
      if (same != null && same.text().equals(clause.text())) {
        continue;
      }
      Clause moved = sameText(clause, before);
      if (moved != null && !isKept(moved, young)) {
        say(Part.CLAUSES, "diff.clause.moved", moved.number(), clause.number());
      } else if (same != null && sameText(same, after) == null) {
        add(Part.CLAUSES, words.say("diff.clause.changed", clause.number()), same, clause);
      } else {
        add(Part.CLAUSES, words.say("diff.clause.added", clause.number()), null, clause);
      }
    }
    for (Clause clause : before) {
      if (!young.containsKey(clause.number()) && sameText(clause, after) == null) {
        add(Part.CLAUSES, words.say("diff.clause.removed", clause.number()), clause, null);
      }
    }
  }

  private static boolean isKept(Clause clause, Map<String, Clause> young) {
    Clause now = young.get(clause.number());
    return now != null && now.text().equals(clause.text());
  }

  private static Clause sameText(Clause clause, List<Clause> all) {
    return all.stream().filter(each -> each.text().equals(clause.text())).findFirst().orElse(null);
  }

  private static Map<String, Clause> byNumber(List<Clause> clauses) {
    Map<String, Clause> all = new LinkedHashMap<>();
    clauses.forEach(clause -> all.put(clause.number(), clause));
    return all;
  }

  private void add(Part part, String says, Clause before, Clause after) {
    found.add(
        new Difference(
            part,
            says,
            before == null ? null : before.text(),
            after == null ? null : after.text()));
  }

  /** Two rules are about the same thing where they stand alone in the same clause. */
  private void useRules(List<UseRule> before, List<UseRule> after) {
    List<UseRule> gone = new ArrayList<>(before);
    gone.removeAll(after);
    List<UseRule> come = new ArrayList<>(after);
    come.removeAll(before);
    for (UseRule rule : List.copyOf(come)) {
      List<UseRule> earlier = ofClause(rule.clause(), gone);
      if (earlier.size() == 1 && ofClause(rule.clause(), come).size() == 1) {
        changed(earlier.getFirst(), rule);
        gone.removeAll(earlier);
        come.remove(rule);
      }
    }
    come.forEach(rule -> say(Part.USE_RULES, "diff.rule.added", phrases.rule(rule)));
    gone.forEach(rule -> say(Part.USE_RULES, "diff.rule.removed", phrases.rule(rule)));
  }

  private static List<UseRule> ofClause(String clause, List<UseRule> rules) {
    return rules.stream().filter(rule -> rule.clause().equals(clause)).toList();
  }

  private void changed(UseRule before, UseRule after) {
    List<String> more = new ArrayList<>();
    List<String> less = new ArrayList<>();
    moreAndLess(before.devices(), after.devices(), more, less);
    moreAndLess(before.places(), after.places(), more, less);
    moreAndLess(before.times(), after.times(), more, less);
    if (!more.isEmpty()) {
      say(Part.USE_RULES, "diff.rule.more", after.clause(), words.list(more));
    }
    if (!less.isEmpty()) {
      say(Part.USE_RULES, "diff.rule.less", after.clause(), words.list(less));
    }
    if (before.keeping() != after.keeping()) {
      say(
          Part.USE_RULES,
          "diff.rule.keeping",
          after.clause(),
          words.name(before.keeping()),
          words.name(after.keeping()));
    }
  }

  private <T extends Enum<T>> void moreAndLess(
      Collection<T> before, Collection<T> after, List<String> more, List<String> less) {
    only(after, before).forEach(thing -> more.add(words.name(thing)));
    only(before, after).forEach(thing -> less.add(words.name(thing)));
  }

  private static <T> Collection<T> only(Collection<T> these, Collection<T> notThose) {
    Collection<T> left = new TreeSet<>(these);
    left.removeAll(notThose);
    return left;
  }

  /** A step is the same one where it answers the same breach from the same count on. */
  private void ladder(List<Step> before, List<Step> after) {
    new Cases<Step>(
            step -> step.breach() + "/" + step.from(),
            (old, young) ->
                say(Part.LADDER, "diff.step.changed", phrases.step(old), phrases.step(young)),
            step -> say(Part.LADDER, "diff.step.added", phrases.step(step)),
            step -> say(Part.LADDER, "diff.step.removed", phrases.step(step)))
        .of(before, after);
  }

  private void exemptions(ExemptionRule before, ExemptionRule after) {
    text(Part.EXEMPTIONS, "diff.exemption.how", before.how(), after.how());
    if (!Objects.equals(before.whom(), after.whom()) && before.whom() != null) {
      say(Part.EXEMPTIONS, "diff.exemption.whom", before.whom(), after.whom());
    }
    if (!Objects.equals(before.decidedWithin(), after.decidedWithin())
        && before.decidedWithin() != null) {
      say(
          Part.EXEMPTIONS,
          "diff.exemption.decided",
          words.length(before.decidedWithin()),
          words.length(after.decidedWithin()));
    }
    new Cases<Criterion>(
            Criterion::number,
            (old, young) -> criterion("diff.criterion.changed", old, young),
            criterion -> criterion("diff.criterion.added", null, criterion),
            criterion -> criterion("diff.criterion.removed", criterion, null))
        .of(before.criteria(), after.criteria());
    if (!Objects.equals(before.reviews(), after.reviews())) {
      say(Part.EXEMPTIONS, "diff.reviews");
    }
  }

  private void criterion(String key, Criterion before, Criterion after) {
    found.add(
        new Difference(
            Part.EXEMPTIONS,
            words.say(key, after == null ? before.number() : after.number()),
            before == null ? null : before.text(),
            after == null ? null : after.text()));
  }

  private void arrangements(Arrangements before, Arrangements after) {
    text(
        Part.PRACTICAL,
        "diff.arrangement.timetableChanges",
        before.timetableChanges(),
        after.timetableChanges());
    text(
        Part.PRACTICAL,
        "diff.arrangement.reachability",
        before.reachability(),
        after.reachability());
    text(Part.PRACTICAL, "diff.arrangement.lockers", before.lockers(), after.lockers());
    text(
        Part.PRACTICAL,
        "diff.arrangement.twoFactorSignIn",
        before.twoFactorSignIn(),
        after.twoFactorSignIn());
    listed(Part.PRACTICAL, "diff.arrangement", before.others(), after.others());
  }

  private void staff(String before, String after) {
    String change = before == null ? "added" : after == null ? "removed" : "changed";
    text(Part.STAFF, "diff.staff." + change, before, after);
  }

  private void messages(MessageRules before, MessageRules after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before == null || after == null) {
      say(Part.MESSAGES, before == null ? "diff.messages.added" : "diff.messages.removed");
      return;
    }
    if (!before.quietFrom().equals(after.quietFrom())
        || !before.quietUntil().equals(after.quietUntil())) {
      say(
          Part.MESSAGES,
          "diff.messages.quiet",
          before.quietFrom(),
          before.quietUntil(),
          after.quietFrom(),
          after.quietUntil());
    }
    yesOrNo("diff.messages.weekends", before.quietAtWeekends(), after.quietAtWeekends());
    yesOrNo("diff.messages.holidays", before.quietOnHolidays(), after.quietOnHolidays());
    pushed("diff.messages.pushed.added", only(after.pushed(), before.pushed()));
    pushed("diff.messages.pushed.removed", only(before.pushed(), after.pushed()));
  }

  private void yesOrNo(String key, boolean before, boolean after) {
    if (before != after) {
      say(Part.MESSAGES, key, words.say(before ? "yes" : "no"), words.say(after ? "yes" : "no"));
    }
  }

  private void pushed(String key, Collection<MessageRules.Push> some) {
    if (!some.isEmpty()) {
      say(Part.MESSAGES, key, words.names(some));
    }
  }

  private void evaluation(Content.Evaluation before, Content.Evaluation after) {
    if (!before.every().equals(after.every())) {
      say(
          Part.EVALUATION,
          "diff.evaluation",
          words.length(before.every()),
          words.length(after.every()));
    }
    if (!before.on().equals(after.on())) {
      say(Part.EVALUATION, "diff.evaluation.days");
    }
  }

  private void text(Part part, String key, String before, String after) {
    if (!Objects.equals(before, after)) {
      found.add(new Difference(part, words.say(key), before, after));
    }
  }

  private void listed(Part part, String key, List<String> before, List<String> after) {
    after.stream()
        .filter(each -> !before.contains(each))
        .forEach(each -> say(part, key + ".added", each));
    before.stream()
        .filter(each -> !after.contains(each))
        .forEach(each -> say(part, key + ".removed", each));
  }

  private interface Both<T> {
    void differ(T before, T after);
  }

  private interface One<T> {
    void stands(T alone);
  }

  /** What is said of things that one key tells apart. */
  private record Cases<T>(Function<T, String> key, Both<T> changed, One<T> added, One<T> removed) {

    void of(List<T> before, List<T> after) {
      Map<String, T> old = new LinkedHashMap<>();
      before.forEach(each -> old.put(key.apply(each), each));
      for (T each : after) {
        T earlier = old.remove(key.apply(each));
        if (earlier == null) {
          added.stands(each);
        } else if (!earlier.equals(each)) {
          changed.differ(earlier, each);
        }
      }
      old.values().forEach(removed::stands);
    }
  }

  private void say(Part part, String key, Object... arguments) {
    found.add(new Difference(part, words.say(key, arguments), null, null));
  }
}
