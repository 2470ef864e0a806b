package nl.tenzij.sanction.sanction;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/** Whole days on which a sanction holds, both included. */
public record SanctionPeriod(LocalDate from, LocalDate until) {

  public SanctionPeriod {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("a period ends on or after the day it begins");
    }
  }

  /** From a day on, as long as a ladder's length: a month from the 3rd ends on the 2nd. */
  public static SanctionPeriod lasting(LocalDate from, Period length) {
    return new SanctionPeriod(from, from.plus(length).minusDays(1));
  }

  public boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }

  long days() {
    return ChronoUnit.DAYS.between(from, until) + 1;
  }

  boolean within(SanctionPeriod other) {
    return !from.isBefore(other.from) && !until.isAfter(other.until);
  }

  boolean beginsWith(SanctionPeriod other) {
    return from.equals(other.from);
  }

  boolean longerThan(Period length) {
    return until.isAfter(lasting(from, length).until());
  }
}
