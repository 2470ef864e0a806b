package nl.tenzij.local.figures;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a school writes to guardians: in the evening and at weekends it does not. */
final class Daytime {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final int FROM_HOUR = 9;
  private static final int UNTIL_HOUR = 15;

  private Daytime() {}

  /** How far away it is, in whole hours; zero while it is such a time. */
  static Duration ahead(Instant now) {
    Duration ahead = Duration.ZERO;
    while (!holds(now.plus(ahead).atZone(ZONE))) {
      ahead = ahead.plusHours(1);
    }
    return ahead;
  }

  private static boolean holds(ZonedDateTime there) {
    boolean weekend =
        there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && there.getHour() >= FROM_HOUR && there.getHour() < UNTIL_HOUR;
  }
}
