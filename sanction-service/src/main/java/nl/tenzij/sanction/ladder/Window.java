package nl.tenzij.sanction.ladder;

import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;

/** How far back a ladder counts. */
public enum Window {
  /** From 1 August to 31 July in the school's time zone (WPO art. 1, WVO 2020 art. 1.1). */
  SCHOOL_YEAR {
    @Override
    public boolean holdsBoth(Instant one, Instant other, ZoneId zone) {
      return schoolYear(one, zone) == schoolYear(other, zone);
    }
  };

  /** Whether two moments count together. */
  public abstract boolean holdsBoth(Instant one, Instant other, ZoneId zone);

  private static int schoolYear(Instant moment, ZoneId zone) {
    var day = moment.atZone(zone).toLocalDate();
    return day.getMonthValue() >= Month.AUGUST.getValue() ? day.getYear() : day.getYear() - 1;
  }
}
