package nl.tenzij.sanction.sanction;

import java.time.LocalDate;
import java.time.Period;
import nl.tenzij.ledger.decider.Refused;

/** How long a measure may last, each bound with the text it comes from. */
final class LegalBounds {

  private static final Period A_WEEK = Period.ofWeeks(1);

  /** What S2 names; holds where a school's ladder proposed another measure than a ban. */
  private static final Period LONGEST_BAN_WITHOUT_LADDER = Period.ofMonths(1);

  private LegalBounds() {}

  static void check(
      Measure measure, SanctionPeriod period, Proposal proposed, Sector sector, LocalDate today) {
    startsNotInThePast(period, today);
    length(measure, period, proposed, sector);
  }

  static void length(Measure measure, SanctionPeriod period, Proposal proposed, Sector sector) {
    suspensionAtMostAWeek(measure, period, sector);
    banWithinItsLadder(measure, period, proposed);
  }

  static void startsNotInThePast(SanctionPeriod period, LocalDate today) {
    if (period.from().isBefore(today)) {
      throw new Refused(
          "period-in-the-past",
          "A measure holds from the day of its confirmation at the earliest.");
    }
  }

  private static void suspensionAtMostAWeek(Measure measure, SanctionPeriod period, Sector sector) {
    if (measure.isSuspension() && period.longerThan(A_WEEK)) {
      throw new Refused(
          "suspension-longer-than-a-week",
          "A suspension lasts at most one week (" + sector.suspensionArticle() + ").");
    }
  }

  private static void banWithinItsLadder(
      Measure measure, SanctionPeriod period, Proposal proposed) {
    if (measure != Measure.DEVICE_BAN) {
      return;
    }
    Period longest =
        proposed.measure() == Measure.DEVICE_BAN
            ? proposed.length().orElse(LONGEST_BAN_WITHOUT_LADDER)
            : LONGEST_BAN_WITHOUT_LADDER;
    if (period.longerThan(longest)) {
      throw new Refused(
          "ban-longer-than-ladder",
          "A ban lasts at most " + longest + " (policy: " + proposed.clause() + ").");
    }
  }

  /** A suspension of more than one day is reported without delay (WVO 2020 art. 8.14, WPO 40c). */
  static boolean reportToInspectorate(Measure measure, SanctionPeriod period) {
    return measure == Measure.SUSPENSION && period.days() > 1;
  }
}
