package nl.tenzij.school.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.ExemptionRule.Criterion;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;

/** What holds of every policy's content. All that is wrong with one is told at once. */
public final class ContentRules {

  private final Topic topic;
  private final Content content;
  private final List<Point> found = new ArrayList<>();

  private ContentRules(Topic topic, Content content) {
    this.topic = topic;
    this.content = content;
  }

  /**
   * @throws Refused with the code of the first thing that is wrong, and all of them as its points
   */
  public static void check(Topic topic, Content content) {
    refuse(new ContentRules(topic, content).points());
  }

  /**
   * As {@link #check}, of what a school had before anybody asked it for goals or a ladder.
   *
   * @throws Refused as there
   */
  static void checkAdopted(Topic topic, Content content) {
    refuse(new ContentRules(topic, content).pointsOfAdopted());
  }

  private static void refuse(List<Point> points) {
    if (!points.isEmpty()) {
      Point first = points.getFirst();
      throw new Refused(first.code(), first.detail(), points);
    }
  }

  private List<Point> points() {
    isComplete();
    return all(true);
  }

  private List<Point> pointsOfAdopted() {
    return all(!content.ladder().steps().isEmpty());
  }

  private List<Point> all(boolean withLadder) {
    clauses();
    useRules();
    if (withLadder) {
      found.addAll(LadderRules.points(topic, content.ladder().steps()));
    }
    criteria();
    reviews();
    terms();
    return found;
  }

  /** A text from before a part was kept is completed before it goes to the council. */
  private void isComplete() {
    when(content.goals().isEmpty(), "goals", "goals-missing", "a policy says what it is to reach");
    when(
        content.digitalLiteracy() == null,
        "digitalLiteracy",
        "digital-literacy-missing",
        "a policy says what pupils learn of the digital world");
    when(
        content.exemptions().whom() == null || content.exemptions().decidedWithin() == null,
        "exemptions",
        "exemptions-missing",
        "a policy says of whom an exemption is asked, and when it is answered");
    when(
        content.messages() == null,
        "messages",
        "messages-missing",
        "a policy says when parents are left in peace");
  }

  private void clauses() {
    when(
        content.clauses().isEmpty(),
        "clauses",
        "clauses-missing",
        "a policy says its rules in words");
    numberedOnce(
        "clauses",
        "clause-twice",
        "two clauses have one number",
        content.clauses().stream().map(Clause::number));
    List<String> numbers = content.clauses().stream().map(Clause::number).toList();
    each(content.useRules(), rule -> !numbers.contains(rule.clause()))
        .forEach(at -> lost("useRules[" + at + "]", "a use rule names a clause that is not there"));
    each(content.ladder().steps(), step -> !numbers.contains(step.clause()))
        .forEach(
            at ->
                lost(
                    "ladder.steps[" + at + "]",
                    "a step of the ladder names a clause that is not there"));
  }

  private void lost(String where, String detail) {
    found.add(new Point(where, "clause-unknown", detail));
  }

  private void useRules() {
    when(
        topic == Topic.PHONES && content.useRules().isEmpty(),
        "useRules",
        "use-rules-missing",
        "a policy on devices says where and when they are not used");
    each(
            content.useRules(),
            rule -> rule.devices().isEmpty() || rule.places().isEmpty() || rule.times().isEmpty())
        .forEach(
            at ->
                found.add(
                    new Point(
                        "useRules[" + at + "]",
                        "use-rules-missing",
                        "a use rule names the devices, places and times it is about")));
  }

  /** What a device is weighed against says nothing of a topic without devices. */
  private void criteria() {
    List<Criterion> criteria = content.exemptions().criteria();
    when(
        criteria.isEmpty() && (topic == Topic.PHONES || content.exemptions().reviews() != null),
        "exemptions.criteria",
        "criteria-missing",
        "a policy says what an exemption is weighed against");
    numberedOnce(
        "exemptions.criteria",
        "criterion-twice",
        "two criteria have one number",
        criteria.stream().map(Criterion::number));
  }

  private void reviews() {
    Reviews reviews = content.exemptions().reviews();
    if (reviews == null) {
      when(
          topic == Topic.PHONES,
          "exemptions.reviews",
          "reviews-missing",
          "a policy says when an exemption is looked at again");
      return;
    }
    term("exemptions.reviews.temporary", reviews.temporary());
    term("exemptions.reviews.effect", reviews.effect());
    positive("exemptions.reviews.recurring", reviews.recurring());
    positive("exemptions.reviews.talk", reviews.talk());
  }

  private void term(String where, Term term) {
    positive(where + ".atLeast", term.atLeast());
    positive(where + ".atMost", term.atMost());
    when(
        Lengths.compare(term.atLeast(), term.atMost()) > 0,
        where,
        "term-reversed",
        "a term's end is not before its beginning");
  }

  private void terms() {
    positive("objectionTerm", content.objectionTerm());
    positive("evaluation.every", content.evaluation().every());
    if (content.exemptions().decidedWithin() != null) {
      positive("exemptions.decidedWithin", content.exemptions().decidedWithin());
    }
  }

  private void positive(String where, Period term) {
    when(!Lengths.isPositive(term), where, "term-not-positive", "a term lasts a day at least");
  }

  private void numberedOnce(String where, String code, String detail, Stream<String> numbers) {
    Set<String> seen = new HashSet<>();
    when(!numbers.allMatch(seen::add), where, code, detail);
  }

  private static <T> IntStream each(List<T> all, Predicate<T> wrong) {
    return IntStream.range(0, all.size()).filter(at -> wrong.test(all.get(at)));
  }

  private void when(boolean broken, String where, String code, String detail) {
    if (broken) {
      found.add(new Point(where, code, detail));
    }
  }
}
