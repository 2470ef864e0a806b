package nl.tenzij.school.framework.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.UseRule;

/**
 * The bounds that a board lays down; what is left out binds nobody.
 *
 * @param mildest what every policy on devices rules out at least
 * @param strictest what it rules out at most
 * @param teacherAtMost the gravest measure that a ladder may let a teacher impose, mentor or not
 * @param reviews of exemptions
 * @param objectionAtLeast the shortest term to object in
 * @param evaluatedWithin the longest time between two evaluations
 * @param templates the shipped ones that a school may start from; without it: all of them
 * @param jointCouncilOn when the joint participation council consented; without it the bounds bind
 *     nobody yet
 */
public record FrameworkBody(
    @Valid UseBody mildest,
    @Valid UseBody strictest,
    Measure teacherAtMost,
    @Valid ReviewsBody reviews,
    Period objectionAtLeast,
    Period evaluatedWithin,
    @Size(max = 50) Set<@NotNull @Size(max = 100) String> templates,
    LocalDate jointCouncilOn) {

  /** Devices, each at all of these places and times, and where they are meanwhile. */
  public record UseBody(
      @NotEmpty Set<UseRule.@NotNull Device> devices,
      @NotEmpty Set<UseRule.@NotNull Place> places,
      @NotEmpty Set<UseRule.@NotNull Time> times,
      @NotNull UseRule.Keeping keeping) {

    UseBound toBound() {
      return new UseBound(devices, places, times, keeping);
    }
  }

  /** When exemptions are looked at again: within these terms, and not later than these. */
  public record ReviewsBody(
      @NotNull @Valid TermBody temporary,
      @NotNull @Valid TermBody effect,
      @NotNull Period recurring,
      @NotNull Period talk) {

    Reviews toReviews() {
      return new Reviews(temporary.toTerm(), effect.toTerm(), recurring, talk);
    }
  }

  /** Not before and not after. */
  public record TermBody(@NotNull Period atLeast, @NotNull Period atMost) {

    Term toTerm() {
      return new Term(atLeast, atMost);
    }
  }

  Bounds toBounds() {
    return new Bounds(
        mildest == null ? null : mildest.toBound(),
        strictest == null ? null : strictest.toBound(),
        teacherAtMost,
        reviews == null ? null : reviews.toReviews(),
        objectionAtLeast,
        evaluatedWithin,
        templates == null ? Set.of() : templates);
  }
}
