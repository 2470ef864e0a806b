package nl.tenzij.school.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.policy.Ladder.Breach;
import nl.tenzij.school.policy.Ladder.Imposer;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.Ladder.Step;

/** What holds of every ladder: it has an answer to each breach, and stays within the law. */
final class LadderRules {

  /** WVO 2020 art. 8.14, WPO art. 40c. */
  private static final int SUSPENSION_DAYS_AT_MOST = 7;

  private static final Set<Measure> SUSPENSIONS =
      Set.of(Measure.INTERNAL_SUSPENSION, Measure.SUSPENSION);
  private static final Set<Measure> FOR_THE_HEAD =
      Set.of(Measure.SUSPENSION, Measure.POLICE_REPORT);

  private final Topic topic;
  private final List<Step> all;
  private final List<Point> found = new ArrayList<>();

  private LadderRules(Topic topic, List<Step> all) {
    this.topic = topic;
    this.all = all;
  }

  /** All that is wrong with it. */
  static List<Point> points(Topic topic, List<Step> steps) {
    LadderRules rules = new LadderRules(topic, steps);
    rules.ladderHasNoHoles();
    IntStream.range(0, steps.size()).forEach(rules::step);
    return rules.found;
  }

  /** Every breach, however often, has exactly one answer; or the policy has no sanctions at all. */
  private void ladderHasNoHoles() {
    if (topic != Topic.PHONES && all.isEmpty()) {
      return;
    }
    for (Breach breach : Breach.values()) {
      List<Step> steps =
          all.stream()
              .filter(step -> step.breach() == breach)
              .sorted(Comparator.comparingInt(Step::from))
              .toList();
      when(
          !covers(steps),
          "ladder.steps",
          "ladder-incomplete",
          "the ladder's steps for a breach follow on each other from the first, and the last is"
              + " open");
    }
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

  private void step(int at) {
    Step step = all.get(at);
    String where = "ladder.steps[" + at + "]";
    when(
        SUSPENSIONS.contains(step.measure()) && isLong(step.length()),
        where,
        "suspension-too-long",
        "a pupil is suspended for a week at most (VO: WVO 2020 art. 8.14, PO: WPO art. 40c)");
    when(
        step.measure() == Measure.DEVICE_BAN && step.length() == null,
        where,
        "length-missing",
        "a ban on bringing a device says how long it lasts");
    when(
        step.measure() == Measure.CONFISCATION && step.length() != null,
        where,
        "kept-beyond-the-day",
        "a device is given back at the end of the school day (LKC 08.035)");
    when(
        step.by() == null,
        where,
        "imposer-missing",
        "each step of the ladder says who may impose it");
    when(
        FOR_THE_HEAD.contains(step.measure()) && step.by() != null && step.by() != Imposer.HEAD
            || step.measure() == Measure.INTERNAL_SUSPENSION && step.by() == Imposer.TEACHER,
        where,
        "imposer-not-entitled",
        "a suspension or a report to the police is not for everyone to impose");
    when(
        step.length() != null && !Lengths.isPositive(step.length()),
        where,
        "term-not-positive",
        "a term lasts a day at least");
  }

  private static boolean isLong(Period length) {
    return length != null
        && (length.toTotalMonths() > 0 || length.getDays() > SUSPENSION_DAYS_AT_MOST);
  }

  private void when(boolean broken, String where, String code, String detail) {
    if (broken) {
      found.add(new Point(where, code, detail));
    }
  }
}
