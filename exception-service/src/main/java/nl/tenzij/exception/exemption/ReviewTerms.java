package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Review.Due;

/**
 * When exemptions are looked at again: the policy's terms, and the school's calendar.
 *
 * @param temporary first and each next review of what is temporary
 * @param effect first review of what is structural
 * @param recurring at the latest after the one before, where no semester ends sooner
 * @param talk with guardians and pupil, counted from the first day
 * @param semesterEnds last days of the terms in the school's calendar
 */
public record ReviewTerms(
    Bounds temporary, Bounds effect, Period recurring, Period talk, List<LocalDate> semesterEnds) {

  /** What holds where a policy says nothing: S3 §3C, §4A, §5A. */
  public static final ReviewTerms USUAL =
      new ReviewTerms(
          new Bounds(Period.ofWeeks(6), Period.ofWeeks(8)),
          new Bounds(Period.ofMonths(2), Period.ofMonths(3)),
          Period.ofMonths(6),
          Period.ofYears(1),
          List.of());

  /** Not before and not after, counted from a day. */
  public record Bounds(Period atLeast, Period atMost) {

    boolean hold(LocalDate from, LocalDate day) {
      return !day.isBefore(from.plus(atLeast)) && !day.isAfter(from.plus(atMost));
    }
  }

  public ReviewTerms {
    Objects.requireNonNull(temporary);
    Objects.requireNonNull(effect);
    goesOn(recurring);
    goesOn(talk);
    semesterEnds = semesterEnds.stream().sorted().toList();
  }

  /** A review that comes again comes later. */
  private static void goesOn(Period period) {
    if (!LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH)) {
      throw new IllegalArgumentException("a term of no days");
    }
  }

  public ReviewTerms withSemesterEnds(List<LocalDate> ends) {
    return new ReviewTerms(temporary, effect, recurring, talk, ends);
  }

  /** Within which the first review of such an exemption falls. */
  Bounds first(Kind kind) {
    return switch (kind) {
      case TEMPORARY -> temporary;
      case STRUCTURAL -> effect;
    };
  }

  /** The first day on which an effect can show, and a first review is allowed. */
  LocalDate soonest(Kind kind, LocalDate from) {
    return from.plus(first(kind).atLeast());
  }

  /** The day of the first review where nobody chose one: the last that is allowed. */
  public LocalDate firstReview(Kind kind, LocalDate from) {
    return from.plus(first(kind).atMost());
  }

  /**
   * What comes after a review: of a temporary exemption the same again, of a structural one the
   * semester's end or the yearly talk, whichever is sooner.
   *
   * @param since the exemption's first day
   * @param held the day of the review
   * @param talked the day up to which there is no yearly talk any more: that of the review, or of
   *     the yearly talk that it was
   * @param near so soon before a yearly talk there is no other review: they are one
   */
  Due next(Kind kind, LocalDate since, LocalDate held, LocalDate talked, Period near) {
    if (kind == Kind.TEMPORARY) {
      return new Due(ReviewKind.TEMPORARY, held.plus(temporary.atMost()));
    }
    LocalDate semester = semester(held);
    LocalDate yearly = yearly(since, talked.plusDays(1));
    return yearly.isAfter(semester.plus(near))
        ? new Due(ReviewKind.SEMESTER, semester)
        : new Due(ReviewKind.YEARLY, yearly.isAfter(semester) ? semester : yearly);
  }

  /** An end that is nearer than an effect can show is passed over. */
  private LocalDate semester(LocalDate held) {
    LocalDate soonest = held.plus(effect.atLeast());
    LocalDate latest = held.plus(recurring);
    return semesterEnds.stream()
        .filter(end -> !end.isBefore(soonest) && end.isBefore(latest))
        .findFirst()
        .orElse(latest);
  }

  /** The day of the yearly talk that is not before that day. */
  LocalDate yearly(LocalDate since, LocalDate day) {
    return Stream.iterate(1, years -> years + 1)
        .map(years -> since.plus(talk.multipliedBy(years)))
        .filter(yearly -> !yearly.isBefore(day))
        .findFirst()
        .orElseThrow();
  }
}
