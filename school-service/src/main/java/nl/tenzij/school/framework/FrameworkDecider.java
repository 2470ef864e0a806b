package nl.tenzij.school.framework;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.school.framework.FrameworkCommand.AdoptFramework;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Lengths;
import nl.tenzij.school.policy.UseRule.Time;

/** A board lays down bounds that some policy can keep. */
public final class FrameworkDecider
    implements Decider<FrameworkCommand, Framework, FrameworkEvent> {

  @Override
  public Framework initial() {
    return Framework.NONE;
  }

  @Override
  public List<FrameworkEvent> decide(FrameworkCommand command, Framework framework) {
    return switch (command) {
      case AdoptFramework adopt -> adopt(adopt, framework);
    };
  }

  private static List<FrameworkEvent> adopt(AdoptFramework adopt, Framework framework) {
    List<Point> points = new ArrayList<>();
    isWithinItself(adopt.bounds(), points);
    reviewsAreInOrder(adopt.bounds().reviews(), points);
    termsArePositive(adopt.bounds(), points);
    if (!adopt.shipped().containsAll(adopt.bounds().templates())) {
      points.add(new Point("templates", "template-unknown", "a template is not one that there is"));
    }
    if (!points.isEmpty()) {
      throw new Refused(points.getFirst().code(), points.getFirst().detail(), points);
    }
    boolean same =
        framework.revision() > 0
            && adopt.bounds().equals(framework.bounds())
            && Objects.equals(adopt.jointCouncilOn(), framework.jointCouncilOn());
    return same
        ? List.of()
        : List.of(
            new FrameworkAdopted(framework.revision() + 1, adopt.bounds(), adopt.jointCouncilOn()));
  }

  /** What every school has to rule out, it may rule out. */
  private static void isWithinItself(Bounds bounds, List<Point> points) {
    UseBound mildest = bounds.mildest();
    UseBound strictest = bounds.strictest();
    empty("mildest", mildest, points);
    empty("strictest", strictest, points);
    if (mildest == null || strictest == null) {
      return;
    }
    boolean within =
        strictest.devices().containsAll(mildest.devices())
            && mildest.places().stream()
                .allMatch(place -> strictest.places().stream().anyMatch(all -> all.holds(place)))
            && Time.covered(strictest.times()).containsAll(Time.covered(mildest.times()))
            && !mildest.keeping().isStricterThan(strictest.keeping());
    if (!within) {
      points.add(
          new Point(
              "mildest",
              "bounds-crossed",
              "the mildest rule is beyond the strictest: no policy could keep both"));
    }
  }

  private static void empty(String where, UseBound bound, List<Point> points) {
    if (bound != null
        && (bound.devices().isEmpty() || bound.places().isEmpty() || bound.times().isEmpty())) {
      points.add(new Point(where, "bound-empty", "a bound names devices, places and times"));
    }
  }

  private static void reviewsAreInOrder(Reviews reviews, List<Point> points) {
    if (reviews == null) {
      return;
    }
    for (Term term : List.of(reviews.temporary(), reviews.effect())) {
      if (Lengths.compare(term.atLeast(), term.atMost()) > 0) {
        points.add(
            new Point("reviews", "term-reversed", "a term's end is not before its beginning"));
      }
    }
  }

  private static void termsArePositive(Bounds bounds, List<Point> points) {
    Stream<Period> terms = Stream.of(bounds.objectionAtLeast(), bounds.evaluatedWithin());
    Reviews reviews = bounds.reviews();
    Stream<Period> ofReviews =
        reviews == null
            ? Stream.of()
            : Stream.of(
                reviews.temporary().atLeast(),
                reviews.temporary().atMost(),
                reviews.effect().atLeast(),
                reviews.effect().atMost(),
                reviews.recurring(),
                reviews.talk());
    if (Stream.concat(terms, ofReviews)
        .anyMatch(term -> term != null && (term.isNegative() || term.isZero()))) {
      points.add(new Point("", "term-not-positive", "a term lasts a day at least"));
    }
  }

  @Override
  public Framework evolve(Framework framework, FrameworkEvent event) {
    return switch (event) {
      case FrameworkAdopted(var revision, var bounds, var on) ->
          new Framework(revision, bounds, on, on == null ? framework.binding() : bounds);
    };
  }
}
