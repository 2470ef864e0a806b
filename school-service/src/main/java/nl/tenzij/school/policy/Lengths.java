package nl.tenzij.school.policy;

import java.time.LocalDate;
import java.time.Period;

/** Terms beside each other. Months differ in length: all are counted from one day in January. */
public final class Lengths {

  private static final LocalDate FROM = LocalDate.of(2027, 1, 1);

  private Lengths() {}

  /** Negative where the first is the shorter one. */
  public static int compare(Period one, Period other) {
    return FROM.plus(one).compareTo(FROM.plus(other));
  }

  /** A day at least. */
  public static boolean isPositive(Period term) {
    return !term.isNegative() && !term.isZero();
  }
}
