package nl.tenzij.school.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Imposer;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;

/** Where a policy leaves its board's bounds: every clause, at once. */
public final class Departures {

  /** A mentor is a teacher too: what no teacher may, none may by that name. */
  private static final Set<Imposer> TEACHERS = EnumSet.of(Imposer.TEACHER, Imposer.MENTOR);

  private final Bounds bounds;
  private final Content content;
  private final List<Point> found = new ArrayList<>();

  private Departures(Bounds bounds, Content content) {
    this.bounds = bounds;
    this.content = content;
  }

  /** Nothing where the policy keeps within them. */
  public static List<Point> of(Bounds bounds, Topic topic, Content content) {
    return new Departures(bounds, content).all(topic);
  }

  /**
   * @throws Refused where the policy leaves the bounds, with every departure as a point
   */
  public static void refuse(Bounds bounds, Topic topic, Content content) {
    List<Point> points = of(bounds, topic, content);
    if (!points.isEmpty()) {
      throw new Refused(
          "outside-framework",
          "the board's framework does not allow: "
              + String.join("; ", points.stream().map(Point::detail).toList()),
          points);
    }
  }

  private List<Point> all(Topic topic) {
    if (topic == Topic.PHONES) {
      strictest();
      mildest();
    }
    teachers();
    reviews();
    if (shorter(content.objectionTerm(), bounds.objectionAtLeast())) {
      add(
          "objectionTerm",
          "term-too-short",
          "the term to object in is shorter than " + bounds.objectionAtLeast());
    }
    notLonger("evaluation.every", content.evaluation().every(), bounds.evaluatedWithin());
    return List.copyOf(found);
  }

  private void strictest() {
    UseBound bound = bounds.strictest();
    if (bound == null) {
      return;
    }
    for (int i = 0; i < content.useRules().size(); i++) {
      UseRule rule = content.useRules().get(i);
      String where = "useRules[" + i + "]";
      beyond(where + ".devices", rule, rule.devices(), bound.devices());
      beyond(where + ".places", rule, rule.places(), within(bound.places()));
      beyond(where + ".times", rule, Time.covered(rule.times()), Time.covered(bound.times()));
      if (rule.keeping().isStricterThan(bound.keeping())) {
        add(
            where + ".keeping",
            "stricter-than-framework",
            "clause %s: devices are kept %s, at the most %s"
                .formatted(rule.clause(), rule.keeping(), bound.keeping()));
      }
    }
  }

  private <T> void beyond(String where, UseRule rule, Iterable<T> ruledOut, Set<T> atMost) {
    Set<T> more = new TreeSet<>();
    ruledOut.forEach(more::add);
    more.removeAll(atMost);
    if (!more.isEmpty()) {
      add(
          where,
          "stricter-than-framework",
          "clause %s: the framework does not let a school rule out %s"
              .formatted(rule.clause(), more));
    }
  }

  private void mildest() {
    UseBound bound = bounds.mildest();
    if (bound == null) {
      return;
    }
    Set<Integer> keptTooMildly = new TreeSet<>();
    for (Place place : new TreeSet<>(bound.places())) {
      for (Time time : Time.covered(bound.times())) {
        Set<Device> missing = new TreeSet<>();
        for (Device device : bound.devices()) {
          List<Integer> covering = covering(device, place, time);
          if (covering.isEmpty()) {
            missing.add(device);
          } else if (covering.stream().allMatch(at -> milder(at, bound))) {
            keptTooMildly.addAll(covering);
          }
        }
        if (!missing.isEmpty()) {
          add(
              "useRules",
              "milder-than-framework",
              "no clause rules out %s in %s during %s".formatted(missing, place, time));
        }
      }
    }
    for (int at : keptTooMildly) {
      UseRule rule = content.useRules().get(at);
      add(
          "useRules[" + at + "].keeping",
          "milder-than-framework",
          "clause %s: devices are kept %s, at the least %s"
              .formatted(rule.clause(), rule.keeping(), bound.keeping()));
    }
  }

  private boolean milder(int at, UseBound bound) {
    return bound.keeping().isStricterThan(content.useRules().get(at).keeping());
  }

  private List<Integer> covering(Device device, Place place, Time time) {
    List<Integer> covering = new ArrayList<>();
    for (int i = 0; i < content.useRules().size(); i++) {
      UseRule rule = content.useRules().get(i);
      if (rule.covers(device, place, time)) {
        covering.add(i);
      }
    }
    return covering;
  }

  /** All that lies within these. */
  private static Set<Place> within(Set<Place> bounds) {
    Set<Place> places = EnumSet.allOf(Place.class);
    places.removeIf(place -> bounds.stream().noneMatch(bound -> bound.holds(place)));
    return places;
  }

  private void teachers() {
    if (bounds.teacherAtMost() == null) {
      return;
    }
    for (int i = 0; i < content.ladder().steps().size(); i++) {
      Step step = content.ladder().steps().get(i);
      if (TEACHERS.contains(step.by()) && step.measure().compareTo(bounds.teacherAtMost()) > 0) {
        add(
            "ladder.steps[" + i + "].by",
            "teacher-beyond-framework",
            "clause %s: a %s imposes %s, at the most %s"
                .formatted(
                    step.clause(),
                    step.by().name().toLowerCase(Locale.ROOT),
                    step.measure(),
                    bounds.teacherAtMost()));
      }
    }
  }

  private void reviews() {
    Reviews bound = bounds.reviews();
    Reviews own = content.exemptions().reviews();
    if (bound == null || own == null) {
      return;
    }
    within("exemptions.reviews.temporary", own.temporary(), bound.temporary());
    within("exemptions.reviews.effect", own.effect(), bound.effect());
    notLonger("exemptions.reviews.recurring", own.recurring(), bound.recurring());
    notLonger("exemptions.reviews.talk", own.talk(), bound.talk());
  }

  private void within(String where, Term own, Term bound) {
    if (shorter(own.atLeast(), bound.atLeast())) {
      add(where + ".atLeast", "term-too-short", where + " is earlier than " + bound.atLeast());
    }
    notLonger(where + ".atMost", own.atMost(), bound.atMost());
  }

  private void notLonger(String where, Period own, Period bound) {
    if (bound != null && shorter(bound, own)) {
      add(where, "term-too-long", where + " is later than " + bound);
    }
  }

  private static boolean shorter(Period own, Period bound) {
    return bound != null && Lengths.compare(own, bound) < 0;
  }

  private void add(String where, String code, String detail) {
    found.add(new Point(where, code, detail));
  }
}
