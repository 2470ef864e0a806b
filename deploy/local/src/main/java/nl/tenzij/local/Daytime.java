package nl.tenzij.local;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Guardians are left in peace in the evening and at weekends, and whoever tries the system then
 * would wait for mails until Monday. So the services' clock is put ahead, in whole hours, to when a
 * school writes to them.
 */
public final class Daytime {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final int FROM_HOUR = 9;
  private static final int UNTIL_HOUR = 15;

  private Daytime() {}

  /** Zero while a school writes to guardians anyway. */
  public static Duration ahead(Instant now) {
    Duration ahead = Duration.ZERO;
    while (!isDaytime(now.plus(ahead).atZone(ZONE))) {
      ahead = ahead.plusHours(1);
    }
    return ahead;
  }

  private static boolean isDaytime(ZonedDateTime there) {
    boolean weekend =
        there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && there.getHour() >= FROM_HOUR && there.getHour() < UNTIL_HOUR;
  }
}
