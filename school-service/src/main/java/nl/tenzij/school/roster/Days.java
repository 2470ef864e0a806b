package nl.tenzij.school.roster;

import java.time.LocalDate;

/**
 * Days one after the other.
 *
 * @param first null where they have no beginning
 * @param last null where they have no end
 */
record Days(LocalDate first, LocalDate last) {

  static final Days ALL = new Days(null, null);

  /** Those that are others too. */
  Days within(Days others) {
    return new Days(latest(first, others.first), earliest(last, others.last));
  }

  private static LocalDate latest(LocalDate one, LocalDate other) {
    return one == null || other != null && other.isAfter(one) ? other : one;
  }

  private static LocalDate earliest(LocalDate one, LocalDate other) {
    return one == null || other != null && other.isBefore(one) ? other : one;
  }

  /** From a day on that is none of the first of the others. */
  boolean beginAfter(Days others) {
    return first != null && others.first != null && first.isAfter(others.first);
  }

  boolean isOver(LocalDate today) {
    return last != null && last.isBefore(today);
  }

  boolean isNone() {
    return first != null && last != null && last.isBefore(first);
  }
}
