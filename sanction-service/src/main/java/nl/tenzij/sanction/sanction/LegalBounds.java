package nl.tenzij.sanction.sanction;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import nl.tenzij.ledger.decider.Refused;

/** When and how long a measure may last, each bound with the text it comes from. */
final class LegalBounds {

  private static final Period A_WEEK = Period.ofWeeks(1);

  /** What S2 names; holds where a school's ladder proposed another measure than a ban. */
  private static final Period LONGEST_BAN_WITHOUT_LADDER = Period.ofMonths(1);

  /** What is decided on before the summer can begin after it. */
  private static final Period LATEST_BEGIN = Period.ofMonths(2);

  private LegalBounds() {}

  static void check(
      Measure measure, SanctionPeriod period, Proposal proposed, Sector sector, LocalDate today) {
    startsInTime(period, today);
    length(measure, period, proposed, sector);
  }

  static void length(Measure measure, SanctionPeriod period, Proposal proposed, Sector sector) {
    suspensionAtMostAWeek(measure, period, sector);
    withinItsLadder(measure, period, proposed);
  }

  /** Soon after what it is about, and not before it was said. */
  static void startsInTime(SanctionPeriod period, LocalDate today) {
    if (period.from().isBefore(today)) {
      throw new Refused(
          "period-in-the-past",
          "A measure holds from the day of its confirmation at the earliest.");
    }
    if (period.from().isAfter(today.plus(LATEST_BEGIN))) {
      throw new Refused(
          "period-too-far-ahead",
          "A measure begins within two months: a summer holiday lies between at most.");
    }
  }

  private static void suspensionAtMostAWeek(Measure measure, SanctionPeriod period, Sector sector) {
    if (measure.isSuspension() && period.longerThan(A_WEEK)) {
      throw new Refused(
          "suspension-longer-than-a-week",
          "A suspension lasts at most one week (" + sector.suspensionArticle() + ").");
    }
  }

  private static void withinItsLadder(Measure measure, SanctionPeriod period, Proposal proposed) {
    longest(measure, proposed)
        .filter(period::longerThan)
        .ifPresent(
            longest -> {
              throw new Refused(
                  measure.isSuspension()
                      ? "suspension-longer-than-ladder"
                      : "ban-longer-than-ladder",
                  measure + " lasts at most " + longest + " (policy: " + proposed.clause() + ").");
            });
  }

  /** What was proposed as a suspension from school is no longer where it is an internal one. */
  private static Optional<Period> longest(Measure measure, Proposal proposed) {
    boolean ofItsKind =
        measure == proposed.measure()
            || measure.isSuspension() && proposed.measure().isSuspension();
    Optional<Period> byLadder = ofItsKind ? proposed.length() : Optional.empty();
    return measure == Measure.DEVICE_BAN
        ? byLadder.or(() -> Optional.of(LONGEST_BAN_WITHOUT_LADDER))
        : byLadder;
  }

  /** A suspension of more than one day is reported without delay (WVO 2020 art. 8.14, WPO 40c). */
  static boolean reportToInspectorate(Measure measure, SanctionPeriod period) {
    return measure == Measure.SUSPENSION && period.days() > 1;
  }
}
