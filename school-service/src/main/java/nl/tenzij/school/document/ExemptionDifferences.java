package nl.tenzij.school.document;

import java.time.Period;
import java.util.List;
import java.util.Objects;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.document.Matching.Numbered;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.ExemptionRule.Criterion;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.words.Words;

/** What is otherwise in how an exemption is asked for, weighed and looked at again. */
final class ExemptionDifferences {

  private final Telling telling;
  private final Words words;

  ExemptionDifferences(Telling telling) {
    this.telling = telling;
    this.words = telling.words();
  }

  void between(ExemptionRule before, ExemptionRule after) {
    telling.text(Part.EXEMPTIONS, "diff.exemption.how", before.how(), after.how());
    changed("diff.exemption.whom", before.whom(), after.whom());
    changed(
        "diff.exemption.decided", length(before.decidedWithin()), length(after.decidedWithin()));
    telling.numbered(
        Part.EXEMPTIONS, "diff.criterion", numbered(before.criteria()), numbered(after.criteria()));
    reviews(before.reviews(), after.reviews());
  }

  private static List<Numbered> numbered(List<Criterion> criteria) {
    return criteria.stream().map(each -> new Numbered(each.number(), each.text())).toList();
  }

  /** What one of the texts may lack. */
  private void changed(String key, String before, String after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before == null) {
      say(key + ".added", after);
    } else if (after == null) {
      say(key + ".removed", before);
    } else {
      say(key, before, after);
    }
  }

  private void reviews(Reviews before, Reviews after) {
    if (before == null || after == null) {
      changed("diff.reviews", all(before), all(after));
      return;
    }
    term("diff.reviews.temporary", before.temporary(), after.temporary());
    term("diff.reviews.effect", before.effect(), after.effect());
    changed(
        "diff.reviews.recurring", words.every(before.recurring()), words.every(after.recurring()));
    changed("diff.reviews.talk", words.every(before.talk()), words.every(after.talk()));
  }

  private String all(Reviews reviews) {
    return reviews == null ? null : String.join(" ", telling.phrases().reviews(reviews));
  }

  private void term(String key, Term before, Term after) {
    if (!before.equals(after)) {
      say(
          key,
          length(before.atLeast()),
          length(before.atMost()),
          length(after.atLeast()),
          length(after.atMost()));
    }
  }

  private String length(Period period) {
    return period == null ? null : words.length(period);
  }

  private void say(String key, Object... arguments) {
    telling.say(Part.EXEMPTIONS, key, arguments);
  }
}
