package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import java.util.TreeSet;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.UseRule;

/**
 * {@code nl.tenzij.school.framework-adopted.v1}; what is absent binds nobody.
 *
 * @param jointCouncilOn when the joint council consented; absent where it has not: the bounds bind
 *     nobody until it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedFramework(
    String board,
    int version,
    LocalDate jointCouncilOn,
    Use mildest,
    Use strictest,
    Ladder.Measure teacherAtMost,
    Reviews reviews,
    Period objectionAtLeast,
    Period evaluatedWithin,
    Set<String> templates) {
  static final String TYPE = "nl.tenzij.school.framework-adopted.v1";

  record Use(
      Set<UseRule.Device> devices,
      Set<UseRule.Place> places,
      Set<UseRule.Time> times,
      UseRule.Keeping keeping) {
    static Use of(Bounds.UseBound bound) {
      return bound == null
          ? null
          : new Use(
              new TreeSet<>(bound.devices()),
              new TreeSet<>(bound.places()),
              new TreeSet<>(bound.times()),
              bound.keeping());
    }
  }

  record Reviews(Term temporary, Term effect, Period recurring, Period talk) {
    static Reviews of(ExemptionRule.Reviews reviews) {
      return reviews == null
          ? null
          : new Reviews(
              Term.of(reviews.temporary()),
              Term.of(reviews.effect()),
              reviews.recurring(),
              reviews.talk());
    }
  }

  record Term(Period atLeast, Period atMost) {
    static Term of(ExemptionRule.Term term) {
      return new Term(term.atLeast(), term.atMost());
    }
  }

  static PublishedFramework of(String board, FrameworkAdopted adopted) {
    Bounds bounds = adopted.bounds();
    return new PublishedFramework(
        board,
        adopted.revision(),
        adopted.jointCouncilOn(),
        Use.of(bounds.mildest()),
        Use.of(bounds.strictest()),
        bounds.teacherAtMost(),
        Reviews.of(bounds.reviews()),
        bounds.objectionAtLeast(),
        bounds.evaluatedWithin(),
        new TreeSet<>(bounds.templates()));
  }
}
