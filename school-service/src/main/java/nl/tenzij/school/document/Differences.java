package nl.tenzij.school.document;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.document.Matching.Numbered;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Content.Arrangements;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.words.Words;

/**
 * What is otherwise in a policy than in an earlier one, in words that a parent understands: clause
 * by clause, and rules and measures as sentences. Every text that only one of them has is told.
 */
public final class Differences {

  private final Words words;
  private final Telling telling;

  private Differences(Words words) {
    this.words = words;
    this.telling = new Telling(words);
  }

  /** In the order in which a policy says things; empty where both say the same. */
  public static List<Difference> between(Content before, Content after, Words words) {
    Differences differences = new Differences(words);
    differences.compare(before, after);
    return differences.telling.told();
  }

  private void compare(Content before, Content after) {
    telling.text(Part.TITLE, "diff.title", before.title(), after.title());
    telling.text(Part.WHY, "diff.vision", before.vision(), after.vision());
    telling.listed(Part.WHY, "diff.goal", before.goals(), after.goals());
    telling.text(
        Part.EDUCATIONAL_USE,
        "diff.educational-use",
        before.educationalUse(),
        after.educationalUse());
    Matching clauses =
        telling.numbered(
            Part.CLAUSES, "diff.clause", numbered(before.clauses()), numbered(after.clauses()));
    RuleDifferences rules = new RuleDifferences(telling, clauses.numbers());
    rules.useRules(before.useRules(), after.useRules());
    rules.steps(before.ladder().steps(), after.ladder().steps());
    if (!before.objectionTerm().equals(after.objectionTerm())) {
      telling.say(
          Part.OBJECTION,
          "diff.objection",
          words.length(before.objectionTerm()),
          words.length(after.objectionTerm()));
    }
    new ExemptionDifferences(telling).between(before.exemptions(), after.exemptions());
    arrangements(before.arrangements(), after.arrangements());
    telling.text(Part.SAFETY, "diff.safety", before.safety(), after.safety());
    telling.text(Part.SAFETY, "diff.literacy", before.digitalLiteracy(), after.digitalLiteracy());
    staff(before.staffRules(), after.staffRules());
    messages(before.messages(), after.messages());
    evaluation(before.evaluation(), after.evaluation());
  }

  private static List<Numbered> numbered(List<Clause> clauses) {
    return clauses.stream().map(each -> new Numbered(each.number(), each.text())).toList();
  }

  private void arrangements(Arrangements before, Arrangements after) {
    practical("timetableChanges", before.timetableChanges(), after.timetableChanges());
    practical("reachability", before.reachability(), after.reachability());
    practical("lockers", before.lockers(), after.lockers());
    practical("twoFactorSignIn", before.twoFactorSignIn(), after.twoFactorSignIn());
    telling.listed(Part.PRACTICAL, "diff.arrangement", before.others(), after.others());
  }

  private void practical(String of, String before, String after) {
    telling.text(Part.PRACTICAL, "diff.arrangement." + of, before, after);
  }

  private void staff(String before, String after) {
    String change = before == null ? "added" : after == null ? "removed" : "changed";
    telling.text(Part.STAFF, "diff.staff." + change, before, after);
  }

  private void messages(MessageRules before, MessageRules after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before == null || after == null) {
      telling.say(Part.MESSAGES, before == null ? "diff.messages.added" : "diff.messages.removed");
      return;
    }
    if (!before.quietFrom().equals(after.quietFrom())
        || !before.quietUntil().equals(after.quietUntil())) {
      telling.say(
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
      telling.say(
          Part.MESSAGES, key, words.say(before ? "yes" : "no"), words.say(after ? "yes" : "no"));
    }
  }

  private void pushed(String key, Collection<MessageRules.Push> some) {
    if (!some.isEmpty()) {
      telling.say(Part.MESSAGES, key, words.names(some));
    }
  }

  private void evaluation(Content.Evaluation before, Content.Evaluation after) {
    if (!before.every().equals(after.every())) {
      telling.say(
          Part.EVALUATION,
          "diff.evaluation",
          words.every(before.every()),
          words.every(after.every()));
    }
    days("diff.evaluation.days.added", only(after.on(), before.on()));
    days("diff.evaluation.days.removed", only(before.on(), after.on()));
  }

  private void days(String key, Collection<LocalDate> days) {
    if (!days.isEmpty()) {
      telling.say(Part.EVALUATION, key, words.list(days.stream().map(words::date).toList()));
    }
  }

  private static <T> Collection<T> only(Collection<T> these, Collection<T> notThose) {
    Collection<T> left = new TreeSet<>(these);
    left.removeAll(notThose);
    return left;
  }
}
